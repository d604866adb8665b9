#!/usr/bin/env bash
# All tests: the worker's side in the worker's Python, QGIS's side in QGIS's Python, QGIS Desktop under a virtual display.
# The Desktop tests mostly wait for windows, so they run beside the others; what they say is shown at the end.
# Every group runs even if another fails; the exit status is 1 when any failed. Arguments go to pytest.
set -uo pipefail
cd "$(dirname "$0")/.."

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
    local name="$1" command=() tests=() folder result profile
    shift
    while [ "$1" != "--" ]; do
        command+=("$1")
        shift
    done
    shift
    for folder in "$@"; do
        if [ -n "$(find "tests/$folder" -name 'test_*.py' -print -quit 2>/dev/null)" ]; then
            tests+=("tests/$folder")
        fi
    done
    if [ "${#tests[@]}" -eq 0 ]; then
        return
    fi
    # A profile of its own: tests must not read or change the one of the user who runs them, nor that of another group.
    profile="$(mktemp -d -p "$scratch")"
    echo "== Tests in $name: ${tests[*]}"
    QGIS_CUSTOM_CONFIG_PATH="$profile" timeout --kill-after=30 "$limit" \
        "${command[@]}" -m pytest --durations=12 ${options[@]+"${options[@]}"} "${tests[@]}" &
    echo "$!" >>"$scratch/pids"
    wait "$!"
    result=$?
    if [ "$result" -eq 5 ] && [ "${#options[@]}" -gt 0 ]; then
        result=0 # the selection names no test of this group
    fi
    if [ "$result" -eq 124 ] || [ "$result" -eq 137 ]; then
        echo "The tests in $name took more than $limit s." >&2
    fi
    echo "$name: exit status $result" >>"$scratch/summary"
}

run "QGIS Desktop" xvfb-run --auto-servernum --server-args="-screen 0 1600x1000x24" "$qgis" -- desktop \
    >"$scratch/desktop" 2>&1 &
run "the worker's Python" "$worker" -- jobs model_file rules engine training model_building demo
QT_QPA_PLATFORM=offscreen run "QGIS's Python" "$qgis" -- repository runtime layers algorithms
wait
cat "$scratch/desktop"

sed 's/^/== /' "$scratch/summary"
[ -s "$scratch/summary" ] && ! grep -qv 'exit status 0$' "$scratch/summary"
