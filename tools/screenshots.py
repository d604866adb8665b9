"""Make the guide's pictures of windows, reduced in size, from the screenshots of the desktop tests.

    build/qgis-env/bin/python tools/screenshots.py build/screenshots

Takes every picture that a page of docs/ shows and the tests have made under the same name; others stay as they are.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

from plugin_files import ROOT

_SHOWN = re.compile(r"\]\(images/([\w\-]+)\.(png|jpg)\)")
_WIDEST = 1200  # pixels
_JPEG_QUALITY = 80


def shown_pictures(docs: Path) -> dict[str, str]:
    """Name -> ending of the pictures that the pages show."""
    found: dict[str, str] = {}
    for page in sorted(docs.glob("*.md")):
        found.update(_SHOWN.findall(page.read_text(encoding="utf-8")))
    return found


def shrink(source: Path, target: Path) -> None:
    """Write a picture at most so wide; photographs (``.jpg``) packed, drawings (``.png``) in 256 colours."""
    from qgis.PyQt.QtCore import Qt
    from qgis.PyQt.QtGui import QImage

    image = QImage(str(source))
    if image.isNull():
        raise SystemExit(f"{source} is no picture")
    if image.width() > _WIDEST:
        image = image.scaledToWidth(_WIDEST, Qt.TransformationMode.SmoothTransformation)
    if target.suffix == ".png":
        image = image.convertToFormat(QImage.Format.Format_Indexed8, Qt.ImageConversionFlag.ThresholdDither)
    if not image.save(str(target), None, _JPEG_QUALITY if target.suffix == ".jpg" else 0):
        raise SystemExit(f"{target} cannot be written")


def main(folder: Path) -> int:
    images = ROOT / "docs" / "images"
    images.mkdir(exist_ok=True)
    made = 0
    for name, ending in sorted(shown_pictures(ROOT / "docs").items()):
        source = folder / f"{name}.png"
        if source.is_file():
            target = images / f"{name}.{ending}"
            shrink(source, target)
            made += 1
            print(f"{target.relative_to(ROOT)}: {target.stat().st_size // 1024} kB")
    print(f"{made} pictures")
    return 0 if made else 1


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
