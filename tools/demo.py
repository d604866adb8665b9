"""Demonstrate the plugin: detect change in a synthetic scene with known ground truth, or in two rasters.

    python tools/demo.py --folder demo [--before A --after B [--area C]] [--model ID]

Run it with the worker's Python; QGIS is started through ``qgis_process`` in a throw-away profile.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Dict, Optional

import numpy as np
import rasterio

from preview import draw_preview, write_small
from qgis_process import Run, RunFailed, run_algorithm
from scene.rasters import AFTER, BEFORE, write_scene
from scoring import MASK_NODATA, Score, read_mask_and_truth, score

_RESULTS = ("mask.tif", "probability.tif", "polygons.gpkg", "preview.png", "summary.json")


@dataclass(frozen=True)
class Pair:
    """The rasters to compare; ``truth`` where it is known."""

    before: Path
    after: Path
    truth: Optional[Path]


def made_up_pair(folder: Path) -> Pair:
    """Return the scene, drawn anew."""
    print("Drawing a town on two dates ...", flush=True)
    start = time.monotonic()
    paths = write_scene(folder)
    print(f"    {time.monotonic() - start:.1f} s: {paths['before']} ({BEFORE.gsd} m), {paths['after']} ({AFTER.gsd} m)")
    return Pair(paths["before"], paths["after"], paths["truth"])


def detect(pair: Pair, folder: Path, area: Optional[Path], model: Optional[str]) -> Run:
    """Run the algorithm into ``folder``."""
    for name in _RESULTS:
        for path in folder.glob(name + "*"):  # with their sidecars
            path.unlink()
    parameters: Dict[str, str] = {"BEFORE": str(pair.before), "AFTER": str(pair.after)}
    if area is not None:
        parameters["AREA"] = str(area)
    if model is not None:
        parameters["MODEL"] = model
    for name in ("mask.tif", "probability.tif", "polygons.gpkg"):
        parameters[name.partition(".")[0].upper()] = str(folder / name)
    print("Detecting change: qgis_process run groundshift:detectchange ...", flush=True)
    return run_algorithm("groundshift:detectchange", parameters, sys.executable)


def summarise(run: Run, mask: np.ndarray, result: Optional[Score]) -> Dict[str, float]:
    """Return the figures of the run."""
    pixels = int((mask != MASK_NODATA).sum())
    summary = {
        "changed_area_m2": float(run.outputs["CHANGED_AREA"]),
        "polygons": float(run.outputs["POLYGON_COUNT"]),
        "seconds": round(run.seconds, 2),
        "million_pixels": round(pixels / 1e6, 3),
        "million_pixels_per_second": round(pixels / 1e6 / run.seconds, 3),
    }
    if result is not None:
        summary.update({name: round(value, 4) for name, value in asdict(result).items()})
    return summary


def show(summary: Dict[str, float], folder: Path) -> None:
    print()
    print(f"Changed area   {summary['changed_area_m2']:,.0f} m2 in {summary['polygons']:.0f} polygons")
    print(
        f"Time           {summary['seconds']:.1f} s for {summary['million_pixels']:.1f} million pixels, "
        f"{summary['million_pixels_per_second']:.2f} Mpx/s, the start of QGIS and of the worker included"
    )
    if "f1" in summary:
        print(
            f"F1             {summary['f1']:.3f} against the known truth "
            f"(precision {summary['precision']:.3f}, recall {summary['recall']:.3f}; "
            f"found {summary['construction']:.0%} of construction, {summary['demolition']:.0%} of demolition)"
        )
    print(f"Look at        {folder / 'preview.png'}")


def captions(pair: Pair, summary: Dict[str, float]) -> tuple[str, str, str]:
    """Return the captions below the panels."""
    figures = f"{summary['changed_area_m2']:,.0f} m2 in {summary['polygons']:.0f} polygons, {summary['seconds']:.1f} s"
    if pair.truth is None:
        return pair.before.name, pair.after.name, figures
    return (
        f"A made-up scene as of {BEFORE.day}, {BEFORE.gsd} m a pixel",
        f"{AFTER.day}, {AFTER.gsd} m a pixel; other grid, light and season",
        f"{figures}, F1 {summary['f1']:.2f}",
    )


def main() -> int:
    parser = argparse.ArgumentParser(description="Detect change in a made-up scene, or in rasters of yours.")
    parser.add_argument("--folder", type=Path, required=True)
    parser.add_argument("--before", type=Path)
    parser.add_argument("--after", type=Path)
    parser.add_argument("--area", type=Path, help="polygons to work in")
    parser.add_argument("--model", help="id of a model, or path of an ONNX file")
    parser.add_argument("--picture", type=Path, help="write the preview there too, small, as the README shows it")
    options = parser.parse_args()
    if (options.before is None) != (options.after is None):
        parser.error("give both BEFORE and AFTER, or neither")
    folder = options.folder.resolve()
    folder.mkdir(parents=True, exist_ok=True)
    if options.before is None:
        pair = made_up_pair(folder)
    else:
        pair = Pair(options.before.resolve(), options.after.resolve(), None)
    try:
        run = detect(pair, folder, options.area and options.area.resolve(), options.model)
    except RunFailed as failure:
        print(f"The demo failed: {failure}", file=sys.stderr)
        return 1
    truth: Optional[np.ndarray] = None
    result = None
    if pair.truth is not None:
        mask, truth = read_mask_and_truth(folder / "mask.tif", pair.truth)
        result = score(mask, truth)
    else:
        with rasterio.open(folder / "mask.tif") as raster:
            mask = raster.read(1)
    summary = summarise(run, mask, result)
    (folder / "summary.json").write_text(json.dumps(summary, indent=2) + "\n", encoding="utf-8")
    draw_preview(folder / "preview.png", pair.before, pair.after, folder / "mask.tif", truth, captions(pair, summary))
    if options.picture is not None:
        write_small(folder / "preview.png", options.picture)
    show(summary, options.folder)
    return 0


if __name__ == "__main__":
    sys.exit(main())
