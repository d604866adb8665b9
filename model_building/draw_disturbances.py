"""Draw every kind of disturbance on one crop of a place, as the guide shows them: without and with it.

python -m groundshift.model_building.draw_disturbances --data DIR --workdir DIR --out docs/images/disturbances.jpg
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from .appearance import Floats
from .disturbances.kinds import DISTURBANCES, disturbed
from .draw_samples import write_picture
from .label_places import Place
from .pseudo_pairs import crop_of_buildings

_COLUMNS, _GAP, _LABEL_HEIGHT, _QUALITY = 4, 6, 16, 78


def draw(place: Place, path: Path, seed: int = 3, size: int = 176, gsd_m: float = 0.4) -> Path:
    """Draw the sheet into a JPEG; returns its path. The buildings of the label, which stay, are outlined."""
    kinds = list(DISTURBANCES)
    rows = -(-len(kinds) // _COLUMNS)
    cell_width, cell_height = 2 * size + 2 * _GAP, size + _LABEL_HEIGHT + _GAP
    sheet = Image.new("RGB", (_COLUMNS * cell_width + (_COLUMNS - 1) * _GAP, rows * cell_height), "white")
    pen = ImageDraw.Draw(sheet)
    for number, kind in enumerate(kinds):
        left, top = number % _COLUMNS * (cell_width + _GAP), number // _COLUMNS * cell_height
        pen.text((left, top + 2), kind.replace("_", " "), fill=(40, 40, 40))
        image, numbers, surroundings = crop_of_buildings(place, size, gsd_m, np.random.default_rng([seed, number]))
        changed, _ = disturbed(image, numbers, surroundings, gsd_m, (kind,), np.random.default_rng([seed, number, 1]))
        for column, shown in enumerate((outlined(as_picture(image), numbers), as_picture(changed))):
            sheet.paste(Image.fromarray(shown), (left + column * (size + _GAP), top + _LABEL_HEIGHT))
    path.parent.mkdir(parents=True, exist_ok=True)
    sheet.save(path, "JPEG", quality=_QUALITY)
    return path


def as_picture(image: Floats) -> NDArray[np.uint8]:
    """Return an image (3, S, S in 0..1) as an 8-bit picture (S, S, 3)."""
    return (np.clip(image, 0, 1) * 255 + 0.5).astype(np.uint8).transpose(1, 2, 0).copy()


def outlined(picture: NDArray[np.uint8], numbers: NDArray[np.int64]) -> NDArray[np.uint8]:
    """Draw the outlines of buildings into a picture (S, S, 3) and return it."""
    edge = np.zeros(numbers.shape, bool)
    edge[:-1] |= numbers[1:] != numbers[:-1]
    edge[:, :-1] |= numbers[:, 1:] != numbers[:, :-1]
    picture[edge] = (255, 221, 0)
    return picture


def main(arguments: list[str] | None = None) -> None:
    """Run the command line."""
    write_picture(__doc__, draw, 3, arguments)


if __name__ == "__main__":
    main()
