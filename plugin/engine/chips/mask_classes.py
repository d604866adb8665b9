"""The classes of masks of land cover by name: a file ``classes.json`` or ``classes.csv`` beside the folders of a chip folder.

Masks hold values, or colours (published data sets often come as coloured PNG or JPEG files). The file lists each class with its
value or its colour: ``{"building": "#3C1098", "road": "#6EC1E4"}``, ``{"building": 1}``, or a table with the columns ``name``
and ``value`` or ``color``. A class called ``unlabelled`` counts neither in the loss nor in the measures.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Iterable, Optional, Union

import numpy as np
from numpy.typing import NDArray

from ...jobs.failure import JobFailure
from ...rules.delimited import TABLE_ERRORS, parse_delimited
from ...rules.label_codes import MOST_CLASSES, UNLABELLED

NAMES = ("classes.json", "classes.csv")
_UNLABELLED_NAMES = frozenset({"unlabelled", "unlabeled"})
_HEX = re.compile(r"#?([0-9a-fA-F]{6})")
_STRIP = 256  # rows

Key = Union[int, tuple[int, int, int]]


@dataclass(frozen=True)
class Smeared:
    """Pixels of coloured masks whose colour is that of no class.

    :param total: sum of their distances from the nearest class, in grey values of red, green and blue. ``largest``: of these.
    """

    pixels: int = 0
    total: float = 0.0
    largest: float = 0.0

    def __add__(self, other: Smeared) -> Smeared:
        return Smeared(self.pixels + other.pixels, self.total + other.total, max(self.largest, other.largest))

    @property
    def mean(self) -> float:
        """Mean distance."""
        return self.total / max(1, self.pixels)


@dataclass(frozen=True)
class MaskClasses:
    """Classes of masks.

    :param keys: of each class the value, or the colour (red, green, blue). ``codes``: of each the code of its pixels:
        1.. the classes in their order, or ``UNLABELLED``.
    """

    names: tuple[str, ...]
    keys: tuple[Key, ...]
    codes: tuple[int, ...]

    @property
    def coloured(self) -> bool:
        """Whether masks hold colours."""
        return isinstance(self.keys[0], tuple)

    def codes_of_colours(self, colours: NDArray[np.uint8]) -> tuple[NDArray[np.uint8], Smeared]:
        """Return the class with the nearest colour of each pixel, and what is known of pixels that have the colour of none.

        :param colours: (3, height, width): red, green, blue; compression may have smeared them.
        :return: uint8 (height, width) codes.
        """
        palette = np.array(self.keys, np.int32)
        table = np.array(self.codes, np.uint8)
        out = np.empty(colours.shape[1:], np.uint8)
        smeared = Smeared()
        for top in range(0, out.shape[0], _STRIP):
            rows = slice(top, top + _STRIP)
            away = np.stack([((colours[:, rows] - color[:, None, None]) ** 2).sum(0) for color in palette])
            nearest = away.argmin(0)
            out[rows] = table[nearest]
            far = np.sqrt(away.min(0))
            smeared += Smeared(int((far > 0).sum()), float(far.sum()), float(far.max(initial=0.0)))
        return out, smeared


def read_mask_classes(folder: str) -> Optional[MaskClasses]:
    """Read the classes of a folder's masks; ``None`` = it has no such file.

    :raises JobFailure: ``mask_classes``: the file cannot be read or is no table of classes.
    """
    path = next((item for item in (Path(folder) / name for name in NAMES) if item.is_file()), None)
    if path is None:
        return None
    try:
        text = path.read_text(encoding="utf-8-sig")
        pairs = _from_json(text) if path.suffix == ".json" else _from_csv(text)
        return _classes([(name, _key(key)) for name, key in pairs])
    except (*TABLE_ERRORS, ValueError) as error:
        raise JobFailure("mask_classes", "CHIPS", path=str(path), reason=str(error)) from error


def _from_json(text: str) -> list[tuple[str, Any]]:
    document = json.loads(text)
    if isinstance(document, dict):
        return [(str(name), key) for name, key in document.items()]
    if isinstance(document, list) and all(isinstance(item, dict) and "name" in item for item in document):
        return [(str(item["name"]), item.get("color", item.get("value"))) for item in document]
    raise ValueError("an object or a list of objects with a name is needed")


def _from_csv(text: str) -> list[tuple[str, Any]]:
    columns, rows = parse_delimited(text)
    if not rows or "name" not in columns or not {"color", "value"} & set(columns):
        raise ValueError("the columns name and value or color are needed")
    return [(row["name"] or "", row.get("color") or row.get("value")) for row in rows]


def _key(key: Any) -> Key:
    """:raises ValueError: it is no value and no colour."""
    text = str(key).strip()
    matched = _HEX.fullmatch(text)
    if matched and not (isinstance(key, int) or (text.isdigit() and len(text) < 6)):
        digits = matched.group(1)
        return int(digits[:2], 16), int(digits[2:4], 16), int(digits[4:], 16)
    if text.isdigit() and 0 <= int(text) <= 65535:
        return int(text)
    raise ValueError(f"'{text}' is no value and no colour such as #3C1098")


def _classes(pairs: Iterable[tuple[str, Key]]) -> MaskClasses:
    names: list[str] = []
    keys: list[Key] = []
    codes: list[int] = []
    for name, key in pairs:
        if key in keys:
            raise ValueError(f"'{name.strip()}' has the value or colour of another class")
        keys.append(key)
        if name.strip().casefold() in _UNLABELLED_NAMES:
            codes.append(UNLABELLED)
            continue
        names.append(name.strip())
        codes.append(len(names))
    if not names or len(names) > MOST_CLASSES or len({type(key) for key in keys}) > 1:
        raise ValueError("give each class a value, or each a colour")
    if len(set(names)) < len(names) or "" in names:
        raise ValueError("each class needs a name of its own")
    return MaskClasses(tuple(names), tuple(keys), tuple(codes))
