#!/bin/sh
# Make docs/images/change-report.jpg: the report of the demo's changes in Chromium.
#
#   make demo && tools/report_picture.sh
#
# Needs qgis_process with the plugin, chromium, and Pillow.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"${QGIS_PROCESS:-qgis_process}" run groundshift:changereport -- POLYGONS=demo/polygons.gpkg BEFORE=demo/before.tif \
    AFTER=demo/after.tif SHOWN=1 TITLE="Changes in the demo town" REPORT="$folder/report.html"
chromium --headless=new --no-sandbox --hide-scrollbars --user-data-dir="$folder/profile" --window-size=1000,1400 \
    --blink-settings=preferredColorScheme=1 --screenshot="$folder/report.png" "file://$folder/report.html"
python3 -c "import sys; from PIL import Image; Image.open(sys.argv[1]).convert('RGB').resize((750, 1050), Image.LANCZOS).save(sys.argv[2], quality=80)" \
    "$folder/report.png" docs/images/change-report.jpg
