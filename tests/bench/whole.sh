#!/bin/sh
# Part of make bench, or by itself: whole runs of move.plim against a program that reads with simdjson On-Demand and
# applies the same rules by hand (ondemand.cpp), run in turn. SIZES are the numbers of machines, RUNS how often each.
set -eu
top_srcdir=${top_srcdir:?}
top_builddir=${top_builddir:?}
bench=$top_builddir/tests/bench
work=$(mktemp -d "${TMPDIR:-/tmp}/bench.XXXXXX")
trap 'rm -rf "$work"' EXIT
PLIMSOLL_PATH=$top_srcdir/policies
export PLIMSOLL_PATH

echo
if ! ${CXX:-c++} -O2 -std=c++17 -o "$work/ondemand" "$top_srcdir/tests/bench/ondemand.cpp" -lsimdjson 2>"$work/log"; then
    echo "SKIPPED: whole runs against simdjson: $(head -n 1 "$work/log"); it takes the package libsimdjson-dev"
    exit 0
fi

# Every rule has to say the same.
same() {
    "$top_builddir/plimsoll" check "$top_srcdir/tests/bench/move.plim" --facts "$1" --format tap >"$work/tap" || true
    sed -n 's/^ok [0-9]* - bench.move.\([a-z_]*\).*/pass \1/p; s/^not ok [0-9]* - bench.move.\([a-z_]*\).*/fail \1/p' \
        "$work/tap" >"$work/product"
    "$work/ondemand" regex "$1" | cut -d ' ' -f 1,2 >"$work/hand" || true
    cmp -s "$work/product" "$work/hand" || { echo "the rules of move.plim and ondemand.cpp differ" >&2; exit 1; }
}

echo "whole runs of move.plim against simdjson On-Demand with the rules by hand; least of ${RUNS:-9} in turn:"
printf '  %9s  %22s  %22s  %22s\n' machines plimsoll 'On-Demand, regexec' 'On-Demand, by hand'
for size in ${SIZES:-10 1000 100000 1000000}; do
    "$bench/generate" "$size" >"$work/facts.json"
    same "$work/facts.json"
    "$bench/process" "${RUNS:-9}" "$top_builddir/plimsoll" check "$top_srcdir/tests/bench/move.plim" --facts "$work/facts.json" \
        -- "$work/ondemand" regex "$work/facts.json" -- "$work/ondemand" hand "$work/facts.json" |
        awk -v size="$size" '{ peak[NR] = $2; cpu[NR] = $3; wall[NR] = $4 } END {
            printf "  %9d", size
            for (i = 1; i <= NR; i++) printf "  %6.1f ms %7.1f MiB", cpu[i], peak[i] / 1024
            printf "\n  %9s", ""
            for (i = 1; i <= NR; i++) printf "  %6.1f ms wall%8s", wall[i], ""
            printf "\n  plimsoll is at %.2f and %.2f of their CPU, %.2f and %.2f of their time, %.2f of their memory\n",
                   cpu[1] / cpu[2], cpu[1] / cpu[3], wall[1] / wall[2], wall[1] / wall[3], peak[1] / peak[2] }'
done

# Elements in the order of their keys, as collectors write them, and in another.
echo
for size in ${SIZES:-100000 1000000}; do
    "$bench/generate" "$size" >"$work/facts.json"
    "$bench/generate" "$size" scattered >"$work/scattered.json"
    "$bench/process" "${RUNS:-9}" "$top_builddir/plimsoll" check "$top_srcdir/tests/bench/move.plim" --facts "$work/facts.json" \
        -- "$top_builddir/plimsoll" check "$top_srcdir/tests/bench/move.plim" --facts "$work/scattered.json" |
        awk -v size="$size" '{ cpu[NR] = $3; wall[NR] = $4 } END {
            printf "%d machines in another order than that of their keys: %.1f ms, %.2f of those in order, %.2f of their time\n",
                   size, cpu[2], cpu[2] / cpu[1], wall[2] / wall[1] }'
done
