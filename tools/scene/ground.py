"""Draw the ground: fields with their rows, gardens, streets, hedges, water."""

from __future__ import annotations

from typing import Dict, Iterable, List, Optional, Sequence, Tuple

import numpy as np
from PIL import Image, ImageDraw

from .layout import Car, Color, Layout, Patch, Point, Way, rectangle

# material -> its colour on each date: a hazy day in April, a clear one in August
COLORS: Dict[str, Tuple[Color, Color]] = {
    "grass": ((106, 108, 82), (108, 114, 80)),
    "lawn": ((102, 112, 80), (108, 120, 82)),
    "meadow": ((108, 114, 80), (128, 126, 92)),
    "wheat_green": ((94, 112, 72), (94, 112, 72)),
    "wheat_ripe": ((192, 172, 120), (192, 172, 120)),
    "maize": ((82, 100, 64), (82, 100, 64)),
    "potatoes": ((96, 112, 66), (96, 112, 66)),
    "rape": ((166, 162, 92), (166, 162, 92)),
    "stubble": ((182, 164, 124), (182, 164, 124)),
    "ploughed": ((126, 104, 84), (126, 104, 84)),
    "soil": ((150, 128, 102), (158, 136, 108)),
    "rubble": ((150, 142, 132), (160, 150, 138)),
    "asphalt": ((108, 108, 110), (120, 119, 118)),
    "new_asphalt": ((82, 83, 87), (86, 86, 90)),
    "pavement": ((150, 147, 142), (164, 160, 152)),
    "paving": ((144, 136, 128), (158, 148, 138)),
    "concrete": ((158, 155, 149), (172, 168, 160)),
    "hedge": ((66, 78, 50), (60, 80, 46)),
    "gravel": ((150, 142, 128), (166, 154, 136)),
    "wood_floor": ((92, 84, 62), (62, 72, 44)),
    "water": ((70, 84, 82), (58, 78, 80)),
    "pool": ((96, 160, 180), (84, 172, 196)),
}
# material -> how strong its fine and its coarse texture is
_TEXTURE: Dict[str, Tuple[float, float]] = {
    "grass": (0.09, 0.07),
    "lawn": (0.08, 0.05),
    "meadow": (0.08, 0.06),
    "wood_floor": (0.2, 0.1),
    "hedge": (0.22, 0.10),
    "soil": (0.08, 0.06),
    "rubble": (0.10, 0.06),
    "ploughed": (0.06, 0.04),
    "asphalt": (0.035, 0.04),
    "new_asphalt": (0.03, 0.02),
    "concrete": (0.04, 0.05),
    "water": (0.02, 0.02),
    "pool": (0.03, 0.02),
}
_USUAL_TEXTURE = (0.06, 0.035)


def noise(shape: Tuple[int, int], grain: float, random: np.random.Generator) -> np.ndarray:
    """Smooth noise of about unit deviation whose blobs are ``grain`` pixels wide; float32."""
    small = (max(4, int(np.ceil(shape[0] / grain)) + 3), max(4, int(np.ceil(shape[1] / grain)) + 3))
    values = random.standard_normal(small, dtype=np.float32)
    if grain <= 1:
        return values[: shape[0], : shape[1]]
    image = Image.fromarray(values).resize((int(small[1] * grain), int(small[0] * grain)), Image.Resampling.BICUBIC)
    return np.asarray(image)[: shape[0], : shape[1]] * np.float32(1.3)


class Canvas:
    """The ground of one date while it is drawn.

    :param gsd: metres a pixel. ``color``: H x W x 3 float32, 0..255.
    """

    def __init__(self, layout: Layout, gsd: float, date: int) -> None:
        self.gsd = gsd
        self.date = date
        side = round(layout.size / gsd)
        self.shape = (side, side)
        self._image = Image.new("RGB", (side, side), COLORS["grass"][date])
        self._pen = ImageDraw.Draw(self._image)
        self._texture = Image.new("L", (side, side), _texture_code("grass"))
        self._texture_pen = ImageDraw.Draw(self._texture)

    def patch(self, patch: Patch) -> None:
        material = patch.materials[self.date]
        if material is not None:
            self._polygon(patch.corners, material, patch.tone)

    def way(self, way: Way) -> None:
        material = way.materials[self.date]
        if material is None:
            return
        pixels = self._pixels(way.points)
        width = max(1, round(way.width / self.gsd))
        self._pen.line(pixels, fill=COLORS[material][self.date], width=width, joint="curve")
        self._texture_pen.line(pixels, fill=_texture_code(material), width=width, joint="curve")
        if way.dashed:
            self._dashes(way.points)

    def car(self, car: Car) -> None:
        if not car.there[self.date]:
            return
        self._pen.polygon(self._pixels(rectangle(car.x, car.y, car.length, 1.9, car.angle)), fill=car.color)
        glass = (52, 58, 66)
        offset = car.length * 0.18
        middle = (car.x + offset * np.cos(car.angle), car.y + offset * np.sin(car.angle))
        self._pen.polygon(self._pixels(rectangle(middle[0], middle[1], 0.8, 1.6, car.angle)), fill=glass)

    def finish(self, rows: Iterable[Patch], random: np.random.Generator) -> np.ndarray:
        """Return the drawn ground with its textures and crop rows."""
        color = np.asarray(self._image).astype(np.float32)
        codes = np.asarray(self._texture)
        fine, coarse = (np.array(values, np.float32)[codes] for values in zip(*_strengths()))
        fine *= 0.7 * noise(self.shape, 1, random) + 0.7 * noise(self.shape, 3 / (4 * self.gsd), random)
        coarse *= noise(self.shape, 55 / self.gsd, random) + noise(self.shape, 13 / self.gsd, random) * 0.6
        coarse += np.float32(0.02) * noise(self.shape, 3 / self.gsd, random)
        color *= np.clip(1 + fine + coarse, 0.4, 1.6)[..., None]
        for patch in rows:
            self._rows(color, codes, patch, random)
        return color

    def _polygon(self, corners: Sequence[Point], material: str, tone: float) -> None:
        base = COLORS[material][self.date]
        pixels = self._pixels(corners)
        self._pen.polygon(pixels, fill=(int(base[0] * tone), int(base[1] * tone), int(base[2] * tone)))
        self._texture_pen.polygon(pixels, fill=_texture_code(material))

    def _dashes(self, points: Sequence[Point]) -> None:
        line = np.array(points)
        steps = np.concatenate([[0], np.cumsum(np.hypot(*np.diff(line, axis=0).T))])
        for start in np.arange(0, steps[-1] - 3, 9.0):
            ends = [tuple(float(np.interp(d, steps, line[:, axis])) for axis in (0, 1)) for d in (start, start + 3)]
            self._pen.line(self._pixels(ends), fill=(206, 204, 198), width=max(1, round(0.25 / self.gsd)))

    def _rows(self, color: np.ndarray, codes: np.ndarray, patch: Patch, random: np.random.Generator) -> None:
        """Crop rows and the wheel tracks of the farmer's tractor, where the field was not built over."""
        material = patch.materials[self.date]
        box = self._box(patch.corners)
        if patch.rows is None or material is None or box is None:
            return
        left, top, right, bottom = box
        y, x = np.mgrid[top:bottom, left:right].astype(np.float32) * np.float32(self.gsd)
        across = -np.sin(patch.rows) * x + np.cos(patch.rows) * y
        period = random.uniform(0.9, 1.6)
        strength = {"ploughed": 0.05, "maize": 0.07, "potatoes": 0.08}.get(material, 0.035)
        factor = 1 + strength * np.sin(2 * np.pi * across / period)
        if material not in ("ploughed", "maize"):
            track = np.abs((across % 18.0) - 9.0)
            factor -= 0.10 * ((np.abs(track - 0.9) < 0.25).astype(np.float32))
        factor += 0.04 * noise(factor.shape, 9 / self.gsd, random)
        field = Image.new("L", (right - left, bottom - top))
        corners = [(a - left, b - top) for a, b in self._pixels(patch.corners)]
        ImageDraw.Draw(field).polygon(corners, fill=1)
        inside = (np.asarray(field) == 1) & (codes[top:bottom, left:right] == _texture_code(material))
        color[top:bottom, left:right] *= np.where(inside, factor, 1)[..., None]

    def _box(self, corners: Sequence[Point]) -> Optional[Tuple[int, int, int, int]]:
        pixels = np.array(self._pixels(corners))
        left, top = np.maximum(np.floor(pixels.min(axis=0)).astype(int), 0)
        right, bottom = np.minimum(np.ceil(pixels.max(axis=0)).astype(int) + 1, self.shape[0])
        return (int(left), int(top), int(right), int(bottom)) if right > left and bottom > top else None

    def _pixels(self, points: Iterable[Sequence[float]]) -> List[Point]:
        # Pillow's pixel centres lie at whole numbers
        return [(x / self.gsd - 0.5, y / self.gsd - 0.5) for x, y in points]


def draw_ground(layout: Layout, gsd: float, date: int, random: np.random.Generator) -> np.ndarray:
    """Return the ground of a date without buildings and trees; H x W x 3 float32, 0..255."""
    canvas = Canvas(layout, gsd, date)
    for patch in layout.patches + layout.gardens:
        canvas.patch(patch)
    for way in sorted(layout.ways, key=lambda way: "pavement" not in way.materials):  # streets lie on their pavements
        canvas.way(way)
    for car in layout.cars:
        canvas.car(car)
    return canvas.finish(layout.patches, random)


def _texture_code(material: str) -> int:
    return list(COLORS).index(material)


def _strengths() -> List[Tuple[float, float]]:
    return [_TEXTURE.get(material, _USUAL_TEXTURE) for material in COLORS]
