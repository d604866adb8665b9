"""The walk through the entries of a layer: order, filter, position and counts; without widgets."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from enum import Enum
from typing import Any, Mapping, Optional, Sequence

from ...layers.review_entries import Entry
from ...layers.walk_order import along_curve


class Order(Enum):
    """Order of the walk."""

    UNCERTAIN = "uncertain"
    CERTAIN = "certain"
    LARGE = "large"
    SMALL = "small"
    PLACE = "place"
    LAYER = "layer"


class Walk:
    """Entries in an order, one of which is current.

    Decided entries keep their place, so that *previous* goes back to them.
    """

    def __init__(self, entries: Sequence[Entry] = (), order: Order = Order.PLACE, undecided_only: bool = False) -> None:
        self._entries = {entry.key: entry for entry in entries}
        self._order = order
        self.undecided_only = undecided_only
        self._keys: list[str] = []
        self._places: dict[str, int] = {}
        self._current: Optional[str] = None
        self._sort()

    def __len__(self) -> int:
        return len(self._keys)

    @property
    def order(self) -> Order:
        """The order of the walk."""
        return self._order

    @property
    def current(self) -> Optional[Entry]:
        """The current entry; ``None`` = none."""
        return self._entries.get(self._current) if self._current is not None else None

    @property
    def number(self) -> int:
        """Position of the current entry in the walk, from 1; 0 = none."""
        return self._places[self._current] + 1 if self._current is not None else 0

    @property
    def counts(self) -> Counter[str]:
        """Number of entries by status; ``""`` = undecided."""
        return Counter(entry.status for entry in self._entries.values())

    def entry(self, key: str) -> Optional[Entry]:
        """Return an entry by its key; ``None`` = there is none."""
        return self._entries.get(key)

    def entries(self) -> list[Entry]:
        """Return all entries in the order of the walk."""
        return [self._entries[key] for key in self._keys]

    def set_order(self, order: Order) -> None:
        """Walk in another order; the current entry stays the current one."""
        self._order = order
        self._sort()

    def update(self, key: str, values: dict[str, Any]) -> None:
        """Update an entry with field values that were written."""
        if key in self._entries:
            self._entries[key] = self._entries[key].with_values(values)

    def rename(self, keys: Mapping[int, str]) -> None:
        """Give the entries other keys.

        :param keys: by feature id.
        """
        here = self.current
        entries = [replace(entry, key=keys.get(entry.fid, entry.key)) for entry in self.entries()]
        self._entries = {entry.key: entry for entry in entries}
        self._keys = [entry.key for entry in entries]
        self._places = {key: place for place, key in enumerate(self._keys)}
        self._current = keys.get(here.fid, here.key) if here is not None else None

    def go_to(self, key: str) -> bool:
        """Make an entry current, regardless of the filter.

        :return: whether it exists.
        """
        if key not in self._entries:
            return False
        self._current = key
        return True

    def start(self, key: Optional[str] = None) -> Optional[Entry]:
        """Make ``key`` current if it exists, else the first undecided entry, else the first that the filter shows."""
        if key is not None and self.go_to(key):
            return self.current
        self._current = None
        found = self._seek(range(len(self._keys)), True) or self._seek(range(len(self._keys)), self.undecided_only)
        self._current = found
        return self.current

    def step(self, direction: int) -> bool:
        """Go to the next entry (1) or the previous one (-1), cyclically.

        :return: whether there is another entry.
        """
        if self._current is None:
            return self.start() is not None
        here, count = self._places[self._current], len(self._keys)
        found = self._seek(((here + direction * step) % count for step in range(1, count)), self.undecided_only)
        if found is None:
            return False
        self._current = found
        return True

    def advance(self) -> bool:
        """Go to the next undecided entry.

        :return: whether there is one.
        """
        if self._current is None:
            return False
        here, count = self._places[self._current], len(self._keys)
        found = self._seek(((here + step) % count for step in range(1, count)), True)
        if found is not None:
            self._current = found
        return found is not None

    def _seek(self, places: Any, undecided: bool) -> Optional[str]:
        for place in places:
            key = self._keys[place]
            if not undecided or not self._entries[key].status:
                return key
        return None

    def _sort(self) -> None:
        entries = list(self._entries.values())
        if self._order is Order.PLACE:
            chosen = along_curve([entry.x for entry in entries], [entry.y for entry in entries]).tolist()
            entries = [entries[index] for index in chosen]
        elif self._order in (Order.LARGE, Order.SMALL):
            entries.sort(key=lambda entry: entry.size, reverse=self._order is Order.LARGE)
        elif self._order in (Order.UNCERTAIN, Order.CERTAIN):
            sign = 1.0 if self._order is Order.UNCERTAIN else -1.0
            # digitised entries have no confidence and come last
            entries.sort(key=lambda entry: (entry.confidence is None, sign * (entry.confidence or 0.0)))
        self._keys = [entry.key for entry in entries]
        self._places = {key: place for place, key in enumerate(self._keys)}
