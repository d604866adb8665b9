#!/usr/bin/env bash
# Run tests, each folder of tests/ in the Python that it needs; arguments go to pytest. `make test` calls this.
#
#   tools/run_tests.sh [PYTEST OPTION...]          all, or those that T names: T="tests/layers tests/engine/test_detect.py::test_x"
#   tools/run_tests.sh --needs                     print which steps of the Makefile's set-up these tests need
#   tools/run_tests.sh --groups                    print the groups that they run in, a line each
#
# Groups run in lanes, which take the next group when they have done one. Two lanes have half of the cores each: numpy, torch and
# ONNX Runtime then use as many threads as their lane has cores, and do not spin for those that the other lane uses. A third one
# fills the time in which these wait. Desktop tests, which mostly wait for windows, have two lanes of their own. Long groups run in
# parts, so that the lanes end at about the same time. With two or more groups, the output of each is shown when it ends.
# Every group runs even if another fails; the exit status is 1 when any failed.
set -uo pipefail
cd "$(dirname "$0")/.."

# Folders of a group; a folder that is in none is refused (tests/repository/test_test_folders.py).
declare -A folders=(
    [worker]="jobs model_file rules engine service demo"
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
declare -A titles=(
    [worker]="the worker's Python"
    [training]="the worker's Python with torch"
    [qgis]="QGIS's Python"
    [runtime]="QGIS's Python: runtime"
    [algorithms]="QGIS's Python: algorithms"
    [desktop]="QGIS Desktop"
)
groups="training worker algorithms runtime qgis desktop" # the longest first: training is one
# Groups that run in parts when all tests run, so that lanes end together: their files are dealt out by size.
declare -A parts=([worker]=3 [algorithms]=2 [qgis]=2 [desktop]=4)

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

set -f # the names of tests have brackets, but no spaces: unquoted, each is a word
# deal GROUP NUMBER: replace a group by NUMBER groups called GROUP-0, GROUP-1, ..., each with every NUMBERth file.
deal() {
    local index=0 file names=""
    while read -r file; do
        chosen["$1-$((index % $2))"]+=" $file"
        index=$((index + 1))
    done < <(find ${chosen[$1]} -name 'test_*.py' -printf '%s %p\n' | sort -rn | cut -d ' ' -f 2-)
    unset "chosen[$1]"
    for ((index = 0; index < $2; index++)); do
        names+=" $1-$index"
    done
    groups="${groups/$1/$names}"
}

if [ "${#selection[@]}" -eq 0 ]; then
    for group in "${!parts[@]}"; do
        deal "$group" "${parts[$group]}"
    done
fi
wanted=()
for group in $groups; do
    [ -z "${chosen[$group]:-}" ] || wanted+=("$group")
done
if [ "${1:-}" = "--groups" ]; then
    for group in "${wanted[@]}"; do
        echo "$group:${chosen[$group]}"
    done
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
# The texts and numbers that tests look for are English, whatever the language of the user who runs them.
export LC_ALL=C.UTF-8 LANGUAGE=""
QGIS_PYTHON="${QGIS_PYTHON:-/usr/bin/python3}"

# run GROUP CORES: run the tests of a group or a part of it; CORES is a list for taskset, or empty.
run() {
    local group="${1%-*}" part=0 tests="${chosen[$1]}" name="${titles[${1%-*}]}" command=() result profile shown
    [ "$group" = "$1" ] || part="${1##*-}"
    case "$group" in
        worker | training) command=("$worker") ;;
        # Each part looks for a free display from a number of its own: two that look at the same moment would find the same.
        desktop)
            command=(xvfb-run --server-num=$((100 + 20 * part)) --auto-servernum --server-args="-screen 0 1600x1000x24" "$qgis")
            ;;
        *) command=(env QT_QPA_PLATFORM=offscreen "$qgis") ;;
    esac
    [ -z "$2" ] || command=(taskset --cpu-list "$2" "${command[@]}")
    # A profile of its own: tests must not read or change the one of the user who runs them, nor that of another group.
    profile="$(mktemp -d -p "$scratch")"
    shown="$(printf '%s\n' $tests | wc -l)"
    [ "$group" = "$1" ] && echo "== Tests in $name:$tests" || echo "== Tests in $name: $shown files, part $part"
    QGIS_CUSTOM_CONFIG_PATH="$profile" timeout --kill-after=30 "$limit" \
        "${command[@]}" -m pytest --durations=12 ${options[@]+"${options[@]}"} $tests &
    echo "$!" >>"$scratch/pids"
    wait "$!"
    result=$?
    if [ "$result" -eq 5 ] && [ "${#options[@]}" -gt 0 ]; then
        result=0 # the options select no test of this group
    fi
    if [ "$result" -eq 124 ] || [ "$result" -eq 137 ]; then
        echo "The tests in $name took more than $limit s." >&2
    fi
    echo "$name ($1): exit status $result" >>"$scratch/summary"
}

# lane CORES GROUP...: run those of the groups that no other lane has taken.
lane() {
    local cores="$1" group
    shift
    for group in "$@"; do
        if mkdir "$scratch/$group" 2>/dev/null; then
            run "$group" "$cores" >"$scratch/$group/output" 2>&1
            cat "$scratch/$group/output"
        fi
    done
}

if [ "${#wanted[@]}" -eq 1 ]; then
    run "${wanted[0]}" ""
else
    first="" second=""
    if command -v taskset >/dev/null; then
        halves="$("$QGIS_PYTHON" -c 'import os
cores = [str(core) for core in sorted(os.sched_getaffinity(0))]
print(",".join(cores[::2]), ",".join(cores[1::2] or cores))')"
        read -r first second <<<"$halves"
    fi
    desktop="$(printf '%s\n' "${wanted[@]}" | grep '^desktop')"
    others="$(printf '%s\n' "${wanted[@]}" | grep -v '^desktop')"
    for cores in "$first" "$second"; do
        lane "" $desktop &
        echo "$!" >>"$scratch/pids"
        lane "$cores" $others &
        echo "$!" >>"$scratch/pids"
    done
    threads="$(($(tr -cd , <<<"$first" | wc -c) + 1))"
    OMP_NUM_THREADS="$threads" OPENBLAS_NUM_THREADS="$threads" lane "" $others &
    echo "$!" >>"$scratch/pids"
    wait
fi

sed 's/^/== /' "$scratch/summary"
[ -s "$scratch/summary" ] && ! grep -qv 'exit status 0$' "$scratch/summary"
