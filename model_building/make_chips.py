"""Write pseudo-pairs of labelled places as chips: ``A``, ``B`` and ``label`` in a folder for each kind of pair.

    python -m groundshift.model_building.make_chips PLACE [PLACE ...] --data DIR --workdir DIR --out FOLDER --count 2000

The same seed gives the same chips; those that are there already are not drawn again. Chips of a place that a network was not
trained on measure it (``groundshift:evaluatemodel``) and compare it with its 8-bit twin (``groundshift:quantizemodel``). Labels
are 0 unchanged, 1 construction, 2 demolition, 255 not known. The dates are drawn standardised; here they become 8-bit pictures
again, by one grey level for each fortieth of a deviation.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from ..plugin.rules.label_codes import NO_DATA
from .label_places import load_places
from .pseudo_pairs import IGNORED, KINDS, PairSettings, PseudoPairs
from .shared_cache import replacing

_GREY, _LEVELS_A_DEVIATION = 118, 40
_SIZE, _GSD_M = 256, (0.4, 0.65)


def as_picture(date: NDArray[np.float32]) -> NDArray[np.uint8]:
    """Return a standardised date (3, height, width) as an 8-bit picture (height, width, 3)."""
    levels = np.clip(np.rint(date * _LEVELS_A_DEVIATION + _GREY), 0, 255)
    return levels.transpose(1, 2, 0).astype(np.uint8)


def as_label(states: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """States of :mod:`.pseudo_pairs` as a label: construction 1, demolition 2, ``NO_DATA``, everything else 0."""
    label = np.where((states == 1) | (states == 2), states, 0).astype(np.uint8)
    label[states == IGNORED] = NO_DATA
    return label


def write_chips(pairs: PseudoPairs, folder: Path) -> Path:
    """Write all pairs into ``folder``/KIND/{A,B,label}; returns the folder."""
    for kind in KINDS:
        for part in ("A", "B", "label"):
            (folder / kind / part).mkdir(parents=True, exist_ok=True)
    for index in range(len(pairs)):
        name = f"{index:05d}.png"
        # The label is written last: a chip that has it is whole.
        if any((folder / kind / "label" / name).is_file() for kind in KINDS):
            continue
        pair = pairs.pair(index)
        pictures = (("A", as_picture(pair.before)), ("B", as_picture(pair.after)), ("label", as_label(pair.states)))
        for part, picture in pictures:
            path = folder / pair.kind / part / name
            with replacing(path) as temporary:
                Image.fromarray(picture).save(temporary, "PNG", compress_level=1)
    return folder


def main(arguments: list[str] | None = None) -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("places", nargs="+", help="names of places below DIR/buildings")
    parser.add_argument("--data", type=Path, required=True, help="the folder that holds buildings/")
    parser.add_argument("--workdir", type=Path, required=True, help="for caches")
    parser.add_argument("--out", type=Path, required=True, help="the folder to write")
    parser.add_argument("--count", type=int, default=2000)
    parser.add_argument("--size", type=int, default=_SIZE, help="side of a chip in pixels")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(arguments)
    places = load_places(options.data, options.places, options.workdir / "places")
    settings = PairSettings(size=options.size, gsd_m=_GSD_M, unlabelled=0.0)
    pairs = PseudoPairs(list(places.values()), [1.0] * len(places), settings, options.seed, options.count)
    folder = write_chips(pairs, options.out)
    sys.stdout.write(f"{options.count} chips in {folder}\n")


if __name__ == "__main__":
    main()
