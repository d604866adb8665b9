"""What the check of displaced objects brings, on leaning buildings that stand and on buildings that really changed.

    python -m groundshift.tests.benchmarks.displaced --data DIR --workdir DIR [--model FILE] [--place kampala] [--pairs 40]

Pseudo-pairs of a place are drawn twice: the same ground seen from two sides (towers lean by up to 30 m), and regions in which
buildings were replaced, without lean. Each goes through ``groundshift:detectchange``'s job with DISPLACEMENT 0 and 30.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Optional

import numpy as np
import rasterio
from numpy.typing import NDArray

from groundshift.model_building.label_places import Place, load_places
from groundshift.model_building.make_chips import as_label, as_picture
from groundshift.model_building.pseudo_pairs import PairSettings, PseudoPairs
from groundshift.plugin.engine.context import JobContext
from groundshift.plugin.engine.detect.detect import detect_change
from groundshift.plugin.engine.evaluation.scores import Confusion
from groundshift.plugin.jobs.detect_change import DetectChangeJob
from groundshift.plugin.jobs.events import Event, Log
from groundshift.plugin.jobs.sources import RasterSource
from groundshift.plugin.rules.label_codes import NO_DATA

GSD_M, SIDE = 0.5, 320
_SETTINGS = PairSettings(size=SIDE, gsd_m=(GSD_M, GSD_M), unlabelled=0.0, shift_m=1.0, strength=0.5)
SETS = {
    "stand, leaning": replace(_SETTINGS, kinds=(0, 0, 1), disturbances={"lean": 1.0}),
    "changed, upright": replace(_SETTINGS, kinds=(0, 1, 0)),
}


def write_date(path: Path, picture: NDArray[np.uint8]) -> RasterSource:
    """Write a picture (height, width, 3) as a raster of :data:`GSD_M`."""
    transform = rasterio.Affine(GSD_M, 0, 450_000, 0, -GSD_M, 50_000)
    profile = {"driver": "GTiff", "count": 3, "dtype": "uint8", "height": len(picture), "width": len(picture)}
    with rasterio.open(path, "w", crs="EPSG:32636", transform=transform, **profile) as target:
        target.write(picture.transpose(2, 0, 1))
    return RasterSource(path.stem.upper(), path.stem, str(path))


def measure(pairs: PseudoPairs, model: Path, displacement_m: float) -> tuple[Confusion, int]:
    """Return the confusion of any change over all pairs, and the number of displaced objects."""
    total, aside = Confusion(), 0
    for index in range(len(pairs)):
        pair = pairs.pair(index)
        label = as_label(pair.states)
        with tempfile.TemporaryDirectory() as folder:
            dates = [write_date(Path(folder) / f"{name}.tif", as_picture(getattr(pair, name))) for name in ("before", "after")]
            mask = Path(folder) / "mask.tif"
            job = DetectChangeJob(
                *dates, str(model), f"{folder}/scratch", mask=str(mask), displacement_m=displacement_m, threads=1
            )
            events: list[Event] = []
            detect_change(job, JobContext(events.append))
            aside += 2 * sum(event.values["count"] for event in events if isinstance(event, Log) and event.code == "displaced")
            with rasterio.open(mask) as source:
                found = source.read(1)
        known = (label != NO_DATA) & (found != NO_DATA)
        total.add(found[known] > 0, label[known] > 0)
    return total, aside


def table(place: Place, model: Path, count: int, seed: int = 5) -> str:
    """Return the table (Markdown)."""
    lines = [
        "| pairs | DISPLACEMENT | precision | recall | F1 | falsely changed | displaced objects |",
        "|---|---|---|---|---|---|---|",
    ]
    for name, settings in SETS.items():
        for displacement in (0.0, 30.0):
            found, aside = measure(PseudoPairs([place], [1.0], settings, seed, count), model, displacement)
            figures = f"{found.precision:.3f} | {found.recall:.3f} | {found.f1:.3f} | {100 * found.false_share:.2f} %"
            lines.append(f"| {name} | {displacement:g} m | {figures} | {aside} |")
    return "\n".join(lines) + "\n"


def main(arguments: Optional[list[str]] = None) -> None:
    """Run the command line: print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="the folder that holds buildings/")
    parser.add_argument("--workdir", type=Path, required=True, help="for caches")
    parser.add_argument("--model", type=Path, default=Path("models/buildings-siamese.onnx"))
    parser.add_argument("--place", default="kampala", help="one that the model was not trained on")
    parser.add_argument("--pairs", type=int, default=40, help="pairs of each set")
    options = parser.parse_args(arguments)
    place = load_places(options.data, [options.place], options.workdir / "places")[options.place]
    sys.stdout.write(table(place, options.model, options.pairs))


if __name__ == "__main__":
    main()
