#!/usr/bin/env bash
# Make sure that QGIS, its Python and a virtual display are there. Installs nothing that is there already.
set -euo pipefail

python="${QGIS_PYTHON:-/usr/bin/python3}"

missing() {
    command -v qgis_process >/dev/null || { echo qgis; echo qgis-providers; }
    "$python" -c "import qgis.core" >/dev/null 2>&1 || echo python3-qgis
    "$python" -c "import ensurepip, venv" >/dev/null 2>&1 || echo python3-venv
    command -v xvfb-run >/dev/null || echo xvfb
    command -v xauth >/dev/null || echo xauth
}

wanted="$(missing)"
if [ -z "$wanted" ]; then
    exit 0
fi
wanted="$(echo $wanted)"
if ! command -v apt-get >/dev/null; then
    echo "These are missing: $wanted. This is not Debian or Ubuntu, so please install them yourself:" >&2
    echo "QGIS 3.22 or later with qgis_process, its Python bindings and venv for $python, xvfb." >&2
    exit 1
fi
as_root=()
if [ "$(id -u)" -ne 0 ]; then
    if ! command -v sudo >/dev/null; then
        echo "These packages are missing: $wanted. Become root, or install sudo, and try again." >&2
        exit 1
    fi
    as_root=(sudo)
fi
echo "Installing from the system's package archive, which may take some minutes: $wanted"
# Two installations may be under way on one machine: wait for the lock rather than fail.
apt=("${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -q -o DPkg::Lock::Timeout=600)
log="$(mktemp)"
# shellcheck disable=SC2086 # a list of words
if ! { "${apt[@]}" update && "${apt[@]}" install -y --no-install-recommends $wanted; } >"$log" 2>&1; then
    tail -n 30 "$log" >&2
    echo "The installation failed; all it said is in $log" >&2
    exit 1
fi
rm -f "$log"

left="$(missing)"
if [ -n "$left" ]; then
    echo "Still missing after the installation: $(echo $left)" >&2
    exit 1
fi
