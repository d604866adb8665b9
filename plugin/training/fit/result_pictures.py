"""Pictures of a trained network's predictions on the validation ground."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Optional

from PIL import Image

from ...engine.context import JobContext
from ...jobs.events import Picture
from ...jobs.train_model import BEST, WORST
from .judge import Tile
from .panels import save_picture, stack
from .task import ClassPredictor
from .watch import changed_pixels, tile_picture

_SHOWN = 4
_MOST_SAMPLED = 64


def result_pictures(
    tiles: Sequence[Tile],
    predictor: ClassPredictor,
    threshold: float,
    captions: Sequence[str],
    folder: Optional[str],
    context: JobContext,
) -> Optional[Image.Image]:
    """Return the figure: chips from the best to the worst; ``None`` without validation ground.

    :param folder: for the pictures of the best and the worst chips, which are emitted as events; ``None`` = none.
    """
    if not tiles:
        return None
    made: list[tuple[float, Image.Image]] = []
    for tile in sampled(tiles):
        context.check()
        picture, f1 = tile_picture(tile, predictor, threshold, captions)
        made.append((f1, picture))
    ordered = sorted(made, key=lambda item: item[0])
    if folder is not None:
        for name, part in ((WORST, ordered[:_SHOWN]), (BEST, ordered[::-1][:_SHOWN])):
            for index, (f1, picture) in enumerate(part):
                path = save_picture(picture, Path(folder) / f"{name}_{index}.png")
                context.emit(Picture(name, path, 0, {"chip": index, "f1": f1}))
    count = min(_SHOWN, len(ordered))
    chosen = [ordered[round(index * (len(ordered) - 1) / max(1, count - 1))][1] for index in range(count)]
    return stack(list(reversed(chosen)))


def sampled(tiles: Sequence[Tile], most: int = _MOST_SAMPLED) -> list[Tile]:
    """Return at most so many tiles with change, spread evenly; of all tiles where none has change."""
    changed = [tile for tile in tiles if changed_pixels(tile)] or list(tiles)
    step = max(1, len(changed) // most)
    return changed[::step][:most]
