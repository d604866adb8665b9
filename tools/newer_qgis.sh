#!/usr/bin/env bash
# Run the tests of QGIS's side in the QGIS of a newer Debian. Needs root, debootstrap and about 6 GB; see docs/architecture.md.
#
#     tools/newer_qgis.sh FOLDER [PYTEST ARGUMENTS...]
#
# FOLDER receives the Debian system (GROUNDSHIFT_SUITE, by default forky); a second run goes on with what is there.
# Without arguments all tests of tests/repository, runtime, layers and algorithms run. With --shell, a shell is opened.
# Environments are made by the Makefile, in FOLDER/build: the checkout's own build folder stays as it is.
set -euo pipefail

suite="${GROUNDSHIFT_SUITE:-forky}"
mirror="${GROUNDSHIFT_MIRROR:-http://deb.debian.org/debian}"

if [ "${GROUNDSHIFT_MOUNTS_PRIVATE:-}" != 1 ]; then
    # In a mount namespace of its own: the mounts below end with the script, however it ends.
    GROUNDSHIFT_MOUNTS_PRIVATE=1 exec unshare --mount --propagation private "$0" "$@"
fi
checkout="$(cd "$(dirname "$0")/.." && pwd)"
mkdir -p "${1:?a folder for the Debian system}"
folder="$(cd "$1" && pwd)"
shift

if [ ! -e "$folder/.groundshift" ]; then
    scripts=/usr/share/debootstrap/scripts
    [ -e "$scripts/$suite" ] || ln -s sid "$scripts/$suite" # a debootstrap older than the suite
    debootstrap --variant=minbase --include=ca-certificates,make "$suite" "$folder" "$mirror"
    touch "$folder/.groundshift"
fi

# Downloads work as they do outside: the same certificates, settings of apt and of pip.
cp /etc/resolv.conf "$folder/etc/resolv.conf"
apt-config dump Acquire >"$folder/etc/apt/apt.conf.d/as-outside"
cp /usr/local/share/ca-certificates/*.crt "$folder/usr/local/share/ca-certificates/" 2>/dev/null || true
for settings in /etc/pip.conf /etc/xdg/pip "$HOME/.config/pip"; do
    if [ -e "$settings" ]; then
        mkdir -p "$folder/$(dirname "$settings")"
        cp -rT "$settings" "$folder/$settings"
    fi
done

mkdir -p "$folder/build" "$folder/groundshift"
for system in proc dev sys; do
    mount --rbind "/$system" "$folder/$system"
done
mount --bind "$checkout" "$folder/groundshift"
mount --bind "$folder/build" "$folder/groundshift/build"
if [ -d "$checkout/../shared" ]; then # real imagery
    mkdir -p "$folder/shared"
    mount --bind -o ro "$checkout/../shared" "$folder/shared"
fi

# The rest runs in the new system.
exec chroot "$folder" /bin/bash -euo pipefail -c '
export LANG=C.UTF-8 HOME=/root QT_QPA_PLATFORM=offscreen GROUNDSHIFT_PYTHON=/groundshift/build/worker-env/bin/python
cd /groundshift
update-ca-certificates >/dev/null
make --no-print-directory build/.stamps/inference build/.stamps/qgis
if [ "${1:-}" = --shell ]; then
    exec bash -i
fi
if [ "$#" -eq 0 ]; then
    set -- tests/repository tests/runtime tests/layers tests/algorithms
fi
export QGIS_CUSTOM_CONFIG_PATH="$(mktemp -d)"
exec build/qgis-env/bin/python -m pytest "$@"
' newer_qgis "$@"
