"""Layout of the scene: fields, streets, buildings, trees and cars, and what changes between the dates."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import List, Optional, Sequence, Tuple

import numpy as np

Point = Tuple[float, float]
Color = Tuple[int, int, int]
OnDates = Tuple[bool, bool]
Materials = Tuple[Optional[str], Optional[str]]  # on each date; None = not there

BOTH: OnDates = (True, True)
DEMOLISHED: OnDates = (True, False)
BUILT: OnDates = (False, True)
# Fate of the houses of a quarter that stands on both dates, and how often; None: an empty lot.
_FATES: Sequence[Optional[OnDates]] = (BOTH, DEMOLISHED, BUILT, None)
_FATE_SHARES = (0.875, 0.04, 0.055, 0.03)

_TILES: Sequence[Color] = ((164, 92, 70), (150, 80, 62), (178, 110, 84), (136, 84, 68), (124, 88, 74))
_SLATES: Sequence[Color] = ((96, 98, 104), (82, 84, 88), (116, 114, 112), (104, 92, 86))
_METALS: Sequence[Color] = ((196, 200, 204), (172, 178, 182), (120, 146, 176), (158, 112, 92), (218, 218, 214))
_GRAVELS: Sequence[Color] = ((176, 172, 166), (150, 148, 144), (192, 188, 180), (132, 132, 132))
_CROPS: Sequence[Materials] = (
    ("wheat_green", "wheat_ripe"),
    ("ploughed", "maize"),
    ("rape", "stubble"),
    ("ploughed", "wheat_ripe"),
    ("meadow", "meadow"),
    ("meadow", "meadow"),
    ("wheat_green", "stubble"),
    ("ploughed", "potatoes"),
)
_CAR_COLORS: Sequence[Color] = ((232, 232, 232), (40, 42, 46), (120, 124, 128), (150, 40, 38), (44, 70, 120), (190, 190, 186))


@dataclass(frozen=True)
class Building:
    """A rectangular building; houses with wings are two of them."""

    x: float
    y: float
    length: float
    width: float
    angle: float
    eaves: float
    roof: str  # gable, hip or flat
    cover: str  # tile, metal or gravel
    color: Color
    there: OnDates
    seed: int

    def corners(self) -> List[Point]:
        return rectangle(self.x, self.y, self.length, self.width, self.angle)


@dataclass(frozen=True)
class Tree:
    x: float
    y: float
    radius: float
    height: float
    evergreen: bool
    there: OnDates
    seed: int


@dataclass(frozen=True)
class Patch:
    """Ground of one material. ``rows``: the direction of crop rows in radians, if it has any."""

    corners: Tuple[Point, ...]
    materials: Materials
    tone: float = 1.0
    rows: Optional[float] = None


@dataclass(frozen=True)
class Way:
    """A street, path or hedge; ``dashed``: with a line in the middle."""

    points: Tuple[Point, ...]
    width: float
    materials: Materials
    dashed: bool = False


@dataclass(frozen=True)
class Car:
    x: float
    y: float
    angle: float
    length: float
    color: Color
    there: OnDates


@dataclass(frozen=True)
class Lot:
    """A lot of the street frame: from ``s0`` to ``s1`` along the street at ``front``; ``inward``: 1 or -1, its side of it."""

    s0: float
    s1: float
    front: float
    inward: float
    depth: float

    @property
    def middle(self) -> float:
        return (self.s0 + self.s1) / 2

    def across(self, distance: float) -> float:
        """Return the position that is ``distance`` away from the street."""
        return self.front + self.inward * distance


@dataclass
class Layout:
    """Everything in a square of ``size`` metres; patches and ways in the order of drawing."""

    size: float
    patches: List[Patch] = field(default_factory=list)
    ways: List[Way] = field(default_factory=list)
    gardens: List[Patch] = field(default_factory=list)
    buildings: List[Building] = field(default_factory=list)
    trees: List[Tree] = field(default_factory=list)
    cars: List[Car] = field(default_factory=list)


def _wood_depth(x: float) -> float:
    """Return how far the wood reaches up from the scene's southern edge, as parts of its size."""
    return float(0.33 + 0.055 * np.sin(9 * x) - 1.44 * x)


def _meet(a: OnDates, b: OnDates) -> bool:
    """Return whether there is a date on which both are there."""
    return (a[0] and b[0]) or (a[1] and b[1])


def rectangle(x: float, y: float, length: float, width: float, angle: float) -> List[Point]:
    """Return corners of a rectangle around ``x, y`` whose length runs in the direction ``angle``."""
    along = (np.cos(angle), np.sin(angle))
    across = (-along[1], along[0])
    return [
        (x + u * length / 2 * along[0] + v * width / 2 * across[0], y + u * length / 2 * along[1] + v * width / 2 * across[1])
        for u, v in ((-1, -1), (1, -1), (1, 1), (-1, 1))
    ]


class Town:
    """Lays out the scene in a street frame (s along the streets, t across), which is turned and gently bent."""

    def __init__(self, size: float, seed: int) -> None:
        self.random = np.random.default_rng(seed)
        self.layout = Layout(size)
        self.size = size
        self.turn = 0.31

    def build(self) -> Layout:
        self._fields()
        s_edges = self._edges(118, 156)
        t_edges = self._edges(55, 66)
        for s0, s1 in zip(s_edges, s_edges[1:]):
            for t0, t1 in zip(t_edges, t_edges[1:]):
                self._block(s0, s1, t0, t1)
        self._main_road(s_edges)
        self._woods()
        return self.layout

    # --- The street frame ---

    def place(self, s: float, t: float) -> Point:
        """Return world position of a position in the street frame."""
        bent_s = s + 26 * np.sin(t / 170)
        bent_t = t + 22 * np.sin(s / 190 + 1)
        cos, sin = np.cos(self.turn), np.sin(self.turn)
        middle = self.size * 0.47
        return middle + cos * bent_s - sin * bent_t, middle + sin * bent_s + cos * bent_t

    def heading(self, s: float, t: float) -> float:
        """Return direction of the street frame's s axis there."""
        (x0, y0), (x1, y1) = self.place(s - 1, t), self.place(s + 1, t)
        return float(np.arctan2(y1 - y0, x1 - x0))

    def quad(self, s0: float, s1: float, t0: float, t1: float) -> Tuple[Point, ...]:
        """Return outline of a rectangle of the street frame, with its bends."""
        s, t = np.linspace(s0, s1, 6), np.linspace(t0, t1, 4)
        ring = [(a, t0) for a in s] + [(s1, b) for b in t[1:]]
        ring += [(a, t1) for a in s[::-1][1:]] + [(s0, b) for b in t[::-1][1:-1]]
        return tuple(self.place(a, b) for a, b in ring)

    def _edges(self, least: float, most: float) -> List[float]:
        steps = self.random.uniform(least, most, int(1.8 * self.size / least))
        edges = np.cumsum(steps)
        return list(edges - edges[len(edges) // 2])

    def _chance(self, probability: float) -> bool:
        return bool(self.random.random() < probability)

    def _seed(self) -> int:
        return int(self.random.integers(1 << 31))

    def _pick(self, items: Sequence[Color]) -> Color:
        base = items[int(self.random.integers(len(items)))]
        shade = self.random.uniform(0.88, 1.1)
        return (int(base[0] * shade), int(base[1] * shade), int(base[2] * shade))

    # --- Open land ---

    def _fields(self) -> None:
        reach = self.size
        for s in np.arange(-reach, reach, 210.0).tolist():
            t = -reach + self.random.uniform(0, 60)
            while t < reach:
                depth = self.random.uniform(45, 110)
                crop = _CROPS[int(self.random.integers(len(_CROPS)))]
                rows = None if "meadow" in crop else self.heading(s + 100, t + depth / 2)
                tone = self.random.uniform(0.92, 1.07)
                self.layout.patches.append(Patch(self.quad(s + 2, s + 207, t, t + depth - 1.5), crop, tone, rows))
                t += depth

    def _woods(self) -> None:
        """A wood in one corner, and rows of trees along field margins."""
        size = self.size
        rim = np.linspace(0, 0.25, 20)
        edge = tuple((x * size, size * (1 - _wood_depth(x))) for x in rim)
        self.layout.patches.append(Patch((*edge, (edge[-1][0], size + 9), (0, size + 9)), ("wood_floor", "wood_floor")))
        for x, y in self.random.uniform(0, 1, (int(size * size / 24), 2)):
            if 1 - y < _wood_depth(x) + self.random.normal(0, 0.005):
                self._tree(x * size, y * size, (2.2, 4.8), evergreen=0.4)
        for _ in range(max(1, int(size / 60))):
            s, t = self.random.uniform(-0.6 * size, 0.6 * size, 2)
            if (s / (0.43 * size)) ** 2 + (t / (0.37 * size)) ** 2 < 1.25:
                continue
            for step in np.arange(0, self.random.uniform(40, 150), 6.5).tolist():
                self._tree(*self.place(s + step, t + self.random.normal(0, 1)), (2.0, 4.2))

    def _tree(self, x: float, y: float, radii: Tuple[float, float], there: OnDates = BOTH, evergreen: float = 0.2) -> None:
        if not (-8 < x < self.size + 8 and -8 < y < self.size + 8):
            return
        radius = self.random.uniform(*radii)
        height = radius * self.random.uniform(1.6, 2.4)
        self.layout.trees.append(Tree(x, y, radius, height, self._chance(evergreen), there, self._seed()))

    # --- Blocks ---

    def _block(self, s0: float, s1: float, t0: float, t1: float) -> None:
        s, t = (s0 + s1) / 2, (t0 + t1) / 2
        x, y = self.place(s, t)
        reach = 110.0
        if not (-reach < x < self.size + reach and -reach < y < self.size + reach):
            return
        distance = np.hypot(s / (0.43 * self.size), t / (0.37 * self.size))
        draw = self.random.random()
        if distance < 1:
            streets: Materials = ("asphalt", "asphalt")
            self._streets(s0, s1, t0, t1, streets)
            if s > 0.16 * self.size and t > 0.02 * self.size:
                self._industry(s0, s1, t0, t1)
            elif distance < 0.4 and draw < 0.38:
                self._apartments(s0, s1, t0, t1)
            elif draw > 0.94:
                self._park(s0, s1, t0, t1)
            else:
                self._homes(s0, s1, t0, t1, BOTH)
        elif distance < 1.32 and s < 0 and t < 0.02 * self.size:
            self._streets(s0, s1, t0, t1, (None, "new_asphalt"))
            self.layout.gardens.append(Patch(self.quad(s0, s1, t0, t1), (None, "soil"), self.random.uniform(0.95, 1.05)))
            self._homes(s0, s1, t0, t1, BUILT)

    def _streets(self, s0: float, s1: float, t0: float, t1: float, materials: Materials) -> None:
        pavements: Materials = tuple(material and "pavement" for material in materials)  # type: ignore[assignment]
        s, t = np.linspace(s0, s1, 8), np.linspace(t0, t1, 5)
        lines = [[(a, b) for a in s] for b in (t0, t1)] + [[(a, b) for b in t] for a in (s0, s1)]
        for width, kind in ((9.4, pavements), (6.2, materials)):
            for line in lines:
                self.layout.ways.append(Way(tuple(self.place(a, b) for a, b in line), width, kind))

    def _main_road(self, s_edges: Sequence[float]) -> None:
        s = min(s_edges, key=abs)
        points = tuple(self.place(s, t) for t in np.arange(-self.size, self.size, 20.0).tolist())
        self.layout.ways.append(Way(points, 14.0, ("pavement", "pavement")))
        self.layout.ways.append(Way(points, 10.5, ("asphalt", "new_asphalt"), dashed=True))
        for t in np.arange(-self.size, self.size, 11.0).tolist():
            if self._chance(0.55):
                self._tree(*self.place(s + 8.6 * self.random.choice((-1, 1)), t), (1.8, 2.9), evergreen=0)
        for t in np.arange(-self.size, self.size, 14.0).tolist():
            for there in (DEMOLISHED, BUILT):  # traffic is never twice in the same place
                if self._chance(0.22):
                    side = self.random.choice((-2.4, 2.4))
                    self._car(s + side, t + self.random.uniform(-5, 5), np.pi / 2, there)

    def _car(self, s: float, t: float, turn: float, there: OnDates, length: float = 4.5) -> None:
        x, y = self.place(s, t)
        angle = self.heading(s, t) + turn
        self.layout.cars.append(Car(x, y, angle, length, _CAR_COLORS[int(self.random.integers(len(_CAR_COLORS)))], there))

    def _homes(self, s0: float, s1: float, t0: float, t1: float, there: OnDates) -> None:
        """Two rows of houses, back to back."""
        covers = self.random.dirichlet((1.6, 0.9, 0.8))
        base: Materials = ("lawn" if there[0] else None, "lawn")
        self.layout.gardens.append(Patch(self.quad(s0 + 4.6, s1 - 4.6, t0 + 4.6, t1 - 4.6), base, 0.95))
        for front, inward in ((t0, 1.0), (t1, -1.0)):
            shares = self.random.uniform(1, 1.5, int((s1 - s0 - 10) / self.random.uniform(15.5, 20)))
            edges = s0 + 5 + np.concatenate([[0], np.cumsum(shares / shares.sum())]) * (s1 - s0 - 10)
            for left, right in zip(edges, edges[1:]):
                self._lot(Lot(float(left), float(right), front, inward, (t1 - t0) / 2), covers, there)
        for s in np.arange(s0 + 9, s1 - 8, 12.0).tolist():
            for t in (t0 + 4.0, t1 - 4.0):
                if there == BOTH and self._chance(0.3):
                    self._tree(*self.place(s, t), (1.5, 2.8), evergreen=0)

    def _lot(self, lot: Lot, covers: np.ndarray, there: OnDates) -> None:
        """A house with its garden. ``there``: when the whole quarter stands."""
        random = self.random
        kept = str(random.choice(("lawn", "grass", "meadow", "gravel"), p=(0.5, 0.26, 0.16, 0.08)))
        lawn: Materials = (kept if there[0] else None, kept if there[0] or self._chance(0.45) else "soil")
        near, far = lot.across(5.0), lot.across(lot.depth - 0.4)
        ring = self.quad(lot.s0 + 0.3, lot.s1 - 0.3, min(near, far), max(near, far))
        self.layout.gardens.append(Patch(ring, lawn, random.uniform(0.78, 1.16)))
        house: Optional[OnDates] = there
        if there == BOTH:
            house = _FATES[int(random.choice(len(_FATES), p=_FATE_SHARES))]
        if house is None:
            self._lot_trees(lot, BOTH, 5)
            return
        self._house(lot, covers, house)
        if there == BOTH and self._chance(0.5):
            hedge = tuple(self.place(lot.s1, t) for t in np.linspace(near, far, 5))
            self.layout.ways.append(Way(hedge, 1.1, ("hedge", "hedge")))
        if house == BUILT and there == BOTH:  # trees made room for the house
            for _ in range(4):
                spot = self.place(lot.middle + random.uniform(-5, 5), lot.across(12.5) + random.uniform(-5, 5))
                self._tree(*spot, (2.0, 3.6), there=DEMOLISHED)
        self._lot_trees(lot, house if there == BUILT else BOTH, int(random.integers(1, 6)))

    def _house(self, lot: Lot, covers: np.ndarray, there: OnDates) -> None:
        """The house, perhaps with a wing, and what belongs to it."""
        random = self.random
        s, t = lot.middle + random.uniform(-1.2, 1.2), lot.across(random.uniform(11.5, 14))
        angle = self.heading(s, t) + random.normal(0, 0.03) + (np.pi / 2 if self._chance(0.3) else 0)
        length, width = random.uniform(9.8, 14.5), random.uniform(8.2, 10.8)
        roof, cover, color = self._house_roof(covers)
        eaves = random.uniform(3.0, 6.2)
        x, y = self.place(s, t)
        self._building(x, y, length, width, angle, eaves, roof, cover, color, there)
        if self._chance(0.28):
            reach = random.choice((-1, 1)) * width * 0.55
            wing = random.uniform(4.6, 6.2)
            wing_x, wing_y = x - np.sin(angle) * reach, y + np.cos(angle) * reach
            self._building(wing_x, wing_y, wing, width * 0.9, angle, eaves - 0.4, roof, cover, color, there)
        self._drive(lot, t, there)
        if self._chance(0.35):
            shed_x, shed_y = self.place(random.uniform(lot.s0 + 3, lot.s1 - 3), lot.across(lot.depth - 3.2))
            self._building(shed_x, shed_y, 3.6, 2.7, self.heading(s, t), 2.3, "gable", "tile", self._pick(_SLATES), there)
        if there[1] and self._chance(0.07):
            pool = rectangle(*self.place(s + 2, lot.across(lot.depth - 9)), 7, 3.6, angle)
            self.layout.gardens.append(Patch(tuple(pool), ("pool" if there[0] else None, "pool")))

    def _drive(self, lot: Lot, house_t: float, there: OnDates) -> None:
        """The driveway, perhaps with a garage and cars."""
        s = lot.middle + self.random.choice((-1, 1)) * (lot.s1 - lot.s0 - 4.2) / 2
        near = lot.across(5.0)
        drive = self.quad(s - 1.5, s + 1.5, min(near, house_t), max(near, house_t))
        materials: Materials = ("paving" if there[0] else None, "paving" if there[1] else None)
        self.layout.gardens.append(Patch(drive, materials, self.random.uniform(0.85, 1.1)))
        if self._chance(0.5):
            t = house_t + lot.inward * 2.5
            x, y = self.place(s, t)
            angle = self.heading(s, t) + np.pi / 2
            self._building(x, y, 6.0, 3.3, angle, 2.6, "flat", "gravel", self._pick(_GRAVELS), there)
        for date in (DEMOLISHED, BUILT):
            if self._chance(0.45) and _meet(there, date):
                self._car(s, near + lot.inward * 3, np.pi / 2, date)

    def _lot_trees(self, lot: Lot, there: OnDates, count: int) -> None:
        sizes = (0.8, 1.4) if there == BUILT else (1.2, 3.6)  # newly planted
        for _ in range(count):
            s = self.random.uniform(lot.s0 + 2, lot.s1 - 2)
            t = lot.across(self.random.uniform(19.5, max(20.5, lot.depth - 1)))
            self._tree(*self.place(s, t), sizes, there=there)

    def _house_roof(self, covers: np.ndarray) -> Tuple[str, str, Color]:
        kind = int(self.random.choice(3, p=covers))
        if kind == 0:
            return ("hip" if self._chance(0.35) else "gable"), "tile", self._pick(_TILES)
        if kind == 1:
            return ("hip" if self._chance(0.3) else "gable"), "tile", self._pick(_SLATES)
        return ("gable" if self._chance(0.75) else "flat"), "metal", self._pick(_METALS)

    def _building(
        self,
        x: float,
        y: float,
        length: float,
        width: float,
        angle: float,
        eaves: float,
        roof: str,
        cover: str,
        color: Color,
        there: OnDates,
    ) -> None:
        self.layout.buildings.append(
            Building(float(x), float(y), length, width, angle, eaves, roof, cover, color, there, self._seed())
        )

    def _apartments(self, s0: float, s1: float, t0: float, t1: float) -> None:
        """Long flat-roofed houses with parking between them."""
        self.layout.gardens.append(Patch(self.quad(s0 + 5, s1 - 5, t0 + 5, t1 - 5), ("lawn", "lawn"), 0.97))
        for t in (t0 + 12.5, t1 - 12.5):
            s = s0 + 10
            while s + 30 < s1 - 6:
                length = self.random.uniform(24, 44)
                length = min(length, s1 - 8 - s)
                fate = self.random.random()
                there = DEMOLISHED if fate < 0.08 else BUILT if fate < 0.18 else BOTH
                x, y = self.place(s + length / 2, t)
                angle = self.heading(s + length / 2, t)
                color = self._pick(_GRAVELS)
                self._building(x, y, length, 11.5, angle, self.random.uniform(9, 15), "flat", "gravel", color, there)
                s += length + self.random.uniform(7, 14)
        middle = (t0 + t1) / 2
        self.layout.gardens.append(Patch(self.quad(s0 + 8, s1 - 8, middle - 7, middle + 7), ("asphalt", "asphalt"), 1.06))
        for s in np.arange(s0 + 11, s1 - 10, 2.7).tolist():
            for t in (middle - 4.4, middle + 4.4):
                for there in (DEMOLISHED, BUILT):
                    if self._chance(0.5):
                        self._car(s, t, np.pi / 2, there)
        for s in np.arange(s0 + 8, s1 - 6, 9.0).tolist():
            if self._chance(0.7):
                self._tree(*self.place(s, middle + self.random.choice((-8.4, 8.4))), (1.4, 2.0), evergreen=0)

    def _industry(self, s0: float, s1: float, t0: float, t1: float) -> None:
        yard: Materials = ("concrete", "concrete")
        fate = self.random.random()
        there = DEMOLISHED if fate < 0.16 else BUILT if fate < 0.34 else BOTH
        if there == BUILT:
            yard = ("meadow", "concrete")
        elif there == DEMOLISHED:
            yard = ("concrete", "rubble")
        self.layout.gardens.append(Patch(self.quad(s0 + 5, s1 - 5, t0 + 5, t1 - 5), yard, self.random.uniform(0.92, 1.05)))
        s = s0 + 12
        while s + 26 < s1 - 8:
            length = min(self.random.uniform(32, 68), s1 - 10 - s)
            width = self.random.uniform(24, min(42, t1 - t0 - 22))
            t = (t0 + t1) / 2 + self.random.uniform(-3, 3)
            x, y = self.place(s + length / 2, t)
            angle = self.heading(s + length / 2, t)
            roof = "gable" if self._chance(0.45) else "flat"
            color = self._pick(_METALS if self._chance(0.7) else _GRAVELS)
            self._building(x, y, length, width, angle, self.random.uniform(6, 10), roof, "metal", color, there)
            s += length + self.random.uniform(9, 18)
        for s in np.arange(s0 + 9, s1 - 8, 3.0).tolist():
            for date in (DEMOLISHED, BUILT):
                if self._chance(0.3) and _meet(there, date):
                    self._car(s, t1 - 8.5, np.pi / 2, date, length=self.random.choice((4.5, 4.5, 9.0)))

    def _park(self, s0: float, s1: float, t0: float, t1: float) -> None:
        self.layout.gardens.append(Patch(self.quad(s0 + 5, s1 - 5, t0 + 5, t1 - 5), ("grass", "grass")))
        path = tuple(self.place(a, (t0 + t1) / 2 + 9 * np.sin(a / 13)) for a in np.linspace(s0 + 3, s1 - 3, 24))
        self.layout.ways.append(Way(path, 2.2, ("paving", "paving")))
        middle_s, middle_t = (s0 + s1) / 2 + 18, (t0 + t1) / 2 + 17
        turns = np.linspace(0, 2 * np.pi, 30)
        pond = tuple(self.place(middle_s + (15 + 2.5 * np.sin(3 * a)) * np.cos(a), middle_t + 8.5 * np.sin(a)) for a in turns)
        self.layout.gardens.append(Patch(pond, ("water", "water")))
        for _ in range(45):
            s, t = self.random.uniform(s0 + 9, s1 - 9), self.random.uniform(t0 + 9, t1 - 9)
            if ((s - middle_s) / 20) ** 2 + ((t - middle_t) / 12) ** 2 > 1:
                self._tree(*self.place(s, t), (2.2, 4.6))


def lay_out(size: float, seed: int) -> Layout:
    """Return the layout of a square of ``size`` metres; the same seed gives the same place."""
    return Town(size, seed).build()
