"""Write the demo town that the plugin is shipped with: a part of the scene of ``make demo``, small enough for the package.

    build/worker-env/bin/python tools/demo_town.py

Writes ``resources/demo/before.tif`` and ``after.tif``, as JPEG in GeoTIFF.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import rasterio
from rasterio.windows import Window

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tools"))

from scene.rasters import AFTER, BEFORE, Photograph, write_scene  # noqa: E402

SIDE_M = 320.0
_NAMES = {"before": BEFORE, "after": AFTER}


def main() -> None:
    """Draw the scene and keep its middle."""
    folder = ROOT / "resources" / "demo"
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        paths = write_scene(Path(scratch))
        for name, photograph in _NAMES.items():
            target = folder / f"{name}.tif"
            _write_middle(paths[name], target, photograph)
            print(f"{target.relative_to(ROOT)}: {target.stat().st_size / 1000:.0f} kB")


def _write_middle(source: Path, target: Path, photograph: Photograph) -> None:
    with rasterio.open(source) as scene:
        side = round(SIDE_M / photograph.gsd)
        begin = (scene.width - side) // 2
        window = Window(begin, begin, side, side)
        pixels = scene.read((1, 2, 3), window=window)
        profile = {
            "driver": "GTiff",
            "width": side,
            "height": side,
            "count": 3,
            "dtype": "uint8",
            "crs": scene.crs,
            "transform": scene.window_transform(window),
            "compress": "jpeg",
            "jpeg_quality": 88,
            "photometric": "ycbcr",
            "tiled": True,
        }
        with rasterio.open(target, "w", **profile) as made:
            made.write(pixels)
            made.update_tags(ACQUISITION_DATE=photograph.day)


if __name__ == "__main__":
    main()
