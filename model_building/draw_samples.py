"""Draw samples of pseudo-pairs, as the guide shows them: a row for each kind, with both dates and the states.

python -m groundshift.model_building.draw_samples --data DIR --workdir DIR --out docs/images/pseudo-pairs.jpg
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Callable

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from ..plugin.rules.label_codes import UNCHANGED_UNKNOWN
from .label_places import Place, load_places
from .make_chips import as_picture
from .pseudo_pairs import IGNORED, KINDS, Pair, PairSettings, PseudoPairs

STATE_COLOURS = {
    0: (235, 235, 235),  # no building
    1: (227, 26, 28),  # construction
    2: (31, 120, 180),  # demolition
    3: (120, 120, 120),  # standing building
    UNCHANGED_UNKNOWN: (253, 242, 208),
    IGNORED: (0, 0, 0),
}
_TITLES = {"xor": "XOR, other ground", "swap": "swapped region", "same": "same ground: no change"}
_ROWS_A_KIND = 2
_WANTED_SHARE = {"xor": 0.3, "swap": 0.08, "same": 0.3}
_GAP, _LABEL_HEIGHT = 6, 16
_QUALITY = 82
# Of so many pairs of a kind the ones with the most to see are shown.
_TRIED = 120
PLACE = "banepa"  # its licence, CC BY 4.0, is stated by the source itself


def state_picture(states: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """States (height, width) as colours (height, width, 3)."""
    picture = np.zeros((*states.shape, 3), np.uint8)
    for state, color in STATE_COLOURS.items():
        picture[states == state] = color
    return picture


def choose_pairs(pairs: PseudoPairs) -> list[Pair]:
    """Of each kind a pair with much construction and one with much demolition, or, unchanged, with many buildings."""
    found: dict[str, list[Pair]] = {kind: [] for kind in KINDS}
    for index in range(len(pairs)):
        pair = pairs.pair(index)
        found[pair.kind].append(pair)
    chosen = []
    for kind in KINDS:
        states = (1, 2) if kind != "same" else (3, 3)
        kept: list[Pair] = []
        for state in states:
            rest = [pair for pair in found[kind] if all(pair is not other for other in kept)]
            if rest:
                kept.append(max(rest, key=lambda pair: _interest(pair, state)))
        chosen += kept[:_ROWS_A_KIND]
    return chosen


def _interest(pair: Pair, state: int) -> float:
    """Return how near a pair is to showing enough of a state and of everything else, little of it without imagery."""
    share = float((pair.states == state).mean())
    return -abs(share - _WANTED_SHARE[pair.kind]) - float((pair.states == IGNORED).mean())


def draw(places: list[Place], path: Path, seed: int = 1, size: int = 192, tried: int = _TRIED) -> Path:
    """Draw the samples of places into a JPEG; returns its path."""
    settings = PairSettings(size=size, gsd_m=(0.4, 0.6), unlabelled=0.0, strength=0.9)
    pairs = choose_pairs(PseudoPairs(places, [1.0] * len(places), settings, seed, tried))
    columns = 2
    cell_width, cell_height = 3 * size + 2 * _GAP, size + _LABEL_HEIGHT + _GAP
    rows = -(-len(pairs) // columns)
    sheet = Image.new("RGB", (columns * cell_width + (columns - 1) * 3 * _GAP, rows * cell_height), "white")
    pen = ImageDraw.Draw(sheet)
    for number, pair in enumerate(pairs):
        left = number % columns * (cell_width + 3 * _GAP)
        top = number // columns * cell_height
        pen.text((left, top + 2), f"{_TITLES[pair.kind]} - before, after, states", fill=(40, 40, 40))
        for column, picture in enumerate((as_picture(pair.before), as_picture(pair.after), state_picture(pair.states))):
            sheet.paste(Image.fromarray(picture), (left + column * (size + _GAP), top + _LABEL_HEIGHT))
    path.parent.mkdir(parents=True, exist_ok=True)
    sheet.save(path, "JPEG", quality=_QUALITY)
    return path


def write_picture(
    description: str | None, draw_place: Callable[[Place, Path, int], Path], seed: int, arguments: list[str] | None
) -> None:
    """Run the command line of a picture that is drawn from one place.

    :param description: of the command.
    :param draw_place: draws the place into the path with the seed; returns the path.
    :param seed: unless the command line names one.
    :param arguments: ``None`` = those of the process.
    """
    parser = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="the folder that holds buildings/")
    parser.add_argument("--workdir", type=Path, required=True, help="for caches")
    parser.add_argument("--out", type=Path, required=True, help="the JPEG to write")
    parser.add_argument("--place", default=PLACE)
    parser.add_argument("--seed", type=int, default=seed)
    options = parser.parse_args(arguments)
    place = load_places(options.data, [options.place], options.workdir / "places")[options.place]
    path = draw_place(place, options.out, options.seed)
    sys.stdout.write(f"{path}: {path.stat().st_size / 1000:.0f} kB\n")


def main(arguments: list[str] | None = None) -> None:
    """Run the command line."""
    write_picture(__doc__, lambda place, path, seed: draw([place], path, seed), 1, arguments)


if __name__ == "__main__":
    main()
