#!/usr/bin/env bash
# Collect the texts to translate into i18n/*.ts and compile these into i18n/*.qm.
set -euo pipefail
cd "$(dirname "$0")/.."

for tool in pylupdate5 lrelease; do
    if ! command -v "$tool" >/dev/null; then
        echo "$tool is missing. On Debian and Ubuntu: apt-get install pyqt5-dev-tools qttools5-dev-tools" >&2
        exit 1
    fi
done

mapfile -t sources < <(find plugin -name '*.py' -not -path '*/__pycache__/*' -not -path 'plugin/engine/*' -not -path 'plugin/training/*' | sort)
for language in de; do
    translation="i18n/groundshift_$language.ts"
    # A text that no source holds any more goes; a new one comes in unfinished, and QGIS shows it in English.
    pylupdate5 -noobsolete "${sources[@]}" -ts "$translation"
    lrelease -silent "$translation" -qm "${translation%.ts}.qm"
done
