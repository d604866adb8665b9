#!/usr/bin/env bash
# Run tests, each folder of tests/ in the Python that it needs; arguments go to pytest. `make test` calls this.
#
#   tools/run_tests.sh [PYTEST OPTION...]          all, or those that T names: T="tests/layers tests/engine/test_detect.py::test_x"
#   tools/run_tests.sh --needs                     print which steps of the Makefile's set-up these tests need
#
# Desktop tests mostly wait for windows, so they run beside the others; without them the worker's tests run beside QGIS's. The
# output of those that run beside is shown at the end.
# Every group runs even if another fails; the exit status is 1 when any failed.
set -uo pipefail
cd "$(dirname "$0")/.."

# Folders of a group; a folder that is in none is refused (tests/repository/test_test_folders.py).
declare -A folders=(
    [worker]="jobs model_file rules engine demo"
    [training]="training model_building"
    [qgis]="repository layers"
    [runtime]="runtime"
    [algorithms]="algorithms"
    [desktop]="desktop"
)
# Steps of the Makefile's set-up that a group needs.
declare -A needs=(
    [worker]="inference test"
    [training]="inference training models test"
    [qgis]="qgis"
    [runtime]="inference qgis"
    [algorithms]="inference training qgis"
    [desktop]="inference training qgis"
)
groups="worker training qgis runtime algorithms desktop"

declare -A chosen=()
read -ra selection <<<"${T:-}"
if [ "${#selection[@]}" -eq 0 ]; then
    for group in $groups; do
        for folder in ${folders[$group]}; do
            chosen[$group]+=" tests/$folder"
        done
    done
fi
for test in ${selection[@]+"${selection[@]}"}; do
    folder="${test#./}"
    folder="${folder#tests/}"
    folder="${folder%%/*}"
    found=""
    for group in $groups; do
        if [[ " ${folders[$group]} " == *" $folder "* ]]; then
            chosen[$group]+=" $test"
            found=1
        fi
    done
    if [ -z "$found" ] || [ ! -e "${test%%::*}" ]; then
        echo "T names '$test', which is not below a folder of tests/." >&2
        exit 2
    fi
done

if [ "${1:-}" = "--needs" ]; then
    for group in $groups; do
        [ -z "${chosen[$group]:-}" ] || printf '%s\n' ${needs[$group]}
    done | sort -u
    exit
fi

worker="$PWD/build/worker-env/bin/python"
qgis="$PWD/build/qgis-env/bin/python"
limit="${GROUNDSHIFT_TEST_LIMIT:-1500}" # seconds a group may take: a hang must not eat a CI run
options=("$@")
scratch="$(mktemp -d)"
touch "$scratch/pids"
trap 'kill $(cat "$scratch/pids") 2>/dev/null; wait; rm -rf "$scratch"' EXIT # nothing runs on after an interruption
export GROUNDSHIFT_PYTHON="$worker"

# run NAME COMMAND... -- TESTS...
run() {
    local name="$1" command=() result profile
    shift
    while [ "$1" != "--" ]; do
        command+=("$1")
        shift
    done
    shift
    if [ "$#" -eq 0 ]; then
        return
    fi
    # A profile of its own: tests must not read or change the one of the user who runs them, nor that of another group.
    profile="$(mktemp -d -p "$scratch")"
    echo "== Tests in $name: $*"
    QGIS_CUSTOM_CONFIG_PATH="$profile" timeout --kill-after=30 "$limit" \
        "${command[@]}" -m pytest --durations=12 ${options[@]+"${options[@]}"} "$@" &
    echo "$!" >>"$scratch/pids"
    wait "$!"
    result=$?
    if [ "$result" -eq 5 ] && [ "${#options[@]}" -gt 0 ]; then
        result=0 # the options select no test of this group
    fi
    if [ "$result" -eq 124 ] || [ "$result" -eq 137 ]; then
        echo "The tests in $name took more than $limit s." >&2
    fi
    echo "$name: exit status $result" >>"$scratch/summary"
}

set -f # the names of tests have brackets, but no spaces: unquoted, each is a word
worker_tests="${chosen[worker]:-}${chosen[training]:-}"
qgis_tests="${chosen[qgis]:-}${chosen[runtime]:-}${chosen[algorithms]:-}"
desktop_tests="${chosen[desktop]:-}"

run_worker() { run "the worker's Python" "$worker" -- $worker_tests; }
run_qgis() { QT_QPA_PLATFORM=offscreen run "QGIS's Python" "$qgis" -- $qgis_tests; }
run_desktop() {
    run "QGIS Desktop" xvfb-run --auto-servernum --server-args="-screen 0 1600x1000x24" "$qgis" -- $desktop_tests
}

if [ -z "$worker_tests$qgis_tests" ]; then
    run_desktop
elif [ -n "$desktop_tests" ]; then
    run_desktop >"$scratch/beside" 2>&1 &
    run_worker
    run_qgis
elif [ -n "$worker_tests" ] && [ -n "$qgis_tests" ]; then
    run_worker >"$scratch/beside" 2>&1 &
    run_qgis
else
    run_worker
    run_qgis
fi
wait
[ ! -e "$scratch/beside" ] || cat "$scratch/beside"

sed 's/^/== /' "$scratch/summary"
[ -s "$scratch/summary" ] && ! grep -qv 'exit status 0$' "$scratch/summary"
