#!/usr/bin/env bash
# Run tests of QGIS's side in the QGIS of a newer Debian; see docs/architecture.md. Needs root, debootstrap and about 5 GB.
#
#     tools/newer_qgis.sh FOLDER [TEST...]
#
# FOLDER receives a Debian system, by default forky (GROUNDSHIFT_SUITE, GROUNDSHIFT_MIRROR); a second run uses what is there.
# TEST: as T of `make test`; without any, all of QGIS's side. PYTEST in the environment holds options for pytest.
# The environments are made in FOLDER/build: the checkout's own build folder stays as it is.
set -euo pipefail

if [ "${GROUNDSHIFT_OWN_MOUNTS:-}" != 1 ]; then
    # In a mount namespace of its own, so that the mounts below end with the script, however it ends.
    GROUNDSHIFT_OWN_MOUNTS=1 exec unshare --mount --propagation private "$0" "$@"
fi
checkout="$(cd "$(dirname "$0")/.." && pwd)"
mkdir -p "${1:?Name a folder for the Debian system}"
folder="$(cd "$1" && pwd)"
shift

if [ ! -e "$folder/.complete" ]; then
    suite="${GROUNDSHIFT_SUITE:-forky}"
    scripts=/usr/share/debootstrap/scripts
    [ -e "$scripts/$suite" ] || ln -s sid "$scripts/$suite" # a debootstrap older than the suite
    debootstrap --variant=minbase --include=ca-certificates,make "$suite" "$folder" \
        "${GROUNDSHIFT_MIRROR:-http://deb.debian.org/debian}"
    touch "$folder/.complete"
fi

# Downloads work as they do outside: the same name servers, certificates, and settings of apt and pip.
cp /etc/resolv.conf "$folder/etc/resolv.conf"
apt-config dump Acquire >"$folder/etc/apt/apt.conf.d/as-outside"
cp /usr/local/share/ca-certificates/*.crt "$folder/usr/local/share/ca-certificates/" 2>/dev/null || true
for settings in /etc/pip.conf /etc/xdg/pip "$HOME/.config/pip"; do
    if [ -e "$settings" ]; then
        mkdir -p "$folder$(dirname "$settings")"
        cp -rT "$settings" "$folder$settings"
    fi
done

mkdir -p "$folder/build" "$folder/checkout" "$checkout/build"
for system in proc dev sys; do
    mount --rbind "/$system" "$folder/$system"
done
mount --bind "$checkout" "$folder/checkout"
mount --bind "$folder/build" "$folder/checkout/build"
if [ -d "$checkout/../shared" ]; then # real imagery
    mkdir -p "$folder/shared"
    mount --bind -o ro "$checkout/../shared" "$folder/shared"
fi

# The worker has no torch there, so the tests of training are skipped: its build of the package index brings gigabytes of CUDA.
# PyQt6 is for tests/repository/test_qt6.py.
exec chroot "$folder" /bin/bash -euo pipefail -c '
export LANG=C.UTF-8
cd /checkout
update-ca-certificates >/dev/null
make --no-print-directory build/.stamps/inference build/.stamps/test build/.stamps/qgis
if [ ! -e /usr/lib/python3/dist-packages/PyQt6 ]; then
    apt-get -q install -y --no-install-recommends python3-pyqt6 >/dev/null
fi
T="${*:-tests/repository tests/runtime tests/layers tests/algorithms tests/desktop}"
T="$T" exec tools/run_tests.sh ${PYTEST:-}
' newer_qgis "$@"
