"""Make docs/images/change-report.jpg: the report of the demo's changes in Chromium.

    make demo && build/worker-env/bin/python tools/report_picture.py [--dark] [--width 1000] [--picture FILE]

Needs Chromium, and QGIS as ``make demo`` does.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image

from qgis_process import run_algorithm

ROOT = Path(__file__).resolve().parent.parent
_HEIGHT = 1400
_SHARE = 0.75  # of the window's size that the picture has
_SCHEMES = {True: 0, False: 1}  # dark or not -> number of Chromium's setting
_VALUES = {
    "POLYGONS": "polygons.gpkg",
    "BEFORE": "before.tif",
    "AFTER": "after.tif",
    "MASK": "mask.tif",
}


def report(demo: Path, target: Path) -> None:
    """Write the report of the demo's changes, all of them: nobody has reviewed them."""
    values = {name: str(demo / file) for name, file in _VALUES.items()}
    texts = {"SHOWN": "1", "TITLE": "Changes in the demo town", "REPORT": str(target)}
    run_algorithm("groundshift:changereport", {**values, **texts}, sys.executable)


def photograph(page: Path, picture: Path, width: int, dark: bool) -> None:
    """Save what the page looks like at its top in a window of that width."""
    browser = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if browser is None:
        raise SystemExit("Chromium is not installed")
    with tempfile.TemporaryDirectory() as folder:
        shot = Path(folder) / "shot.png"
        subprocess.run(
            [
                browser,
                "--headless=new",
                "--no-sandbox",
                "--hide-scrollbars",
                f"--user-data-dir={folder}/profile",
                f"--window-size={width},{_HEIGHT}",
                f"--blink-settings=preferredColorScheme={_SCHEMES[dark]}",
                f"--screenshot={shot}",
                page.as_uri(),
            ],
            check=True,
            timeout=120,
        )
        image = Image.open(shot).convert("RGB")
        size = (round(image.width * _SHARE), round(image.height * _SHARE))
        image.resize(size, Image.Resampling.LANCZOS).save(picture, quality=80)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--demo", type=Path, default=ROOT / "demo", help="folder of make demo")
    parser.add_argument("--picture", type=Path, default=ROOT / "docs" / "images" / "change-report.jpg")
    parser.add_argument("--width", type=int, default=1000, help="of the window, in pixels")
    parser.add_argument("--dark", action="store_true", help="as for readers with dark colours")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "report.html"
        report(chosen.demo.resolve(), page)
        photograph(page, chosen.picture, chosen.width, chosen.dark)


if __name__ == "__main__":
    main()
