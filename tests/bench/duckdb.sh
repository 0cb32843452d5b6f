#!/bin/sh
# Part of make bench, or by itself: whole runs of move.plim against DuckDB with the same rules as one query
# (duckdb.js), which reads one machine a line with two threads and only counts. SIZES are the numbers of machines,
# RUNS how often each, NODE_PATH where @duckdb/node-api is.
set -eu
top_srcdir=${top_srcdir:?}
top_builddir=${top_builddir:?}
bench=$top_builddir/tests/bench
policy=$top_srcdir/tests/bench/move.plim
work=$(mktemp -d "${TMPDIR:-/tmp}/bench.XXXXXX")
trap 'rm -rf "$work"' EXIT
PLIMSOLL_PATH=$top_srcdir/policies
export PLIMSOLL_PATH

echo
if ! node -e 'require("@duckdb/node-api")' >"$work/log" 2>&1; then
    echo "SKIPPED: whole runs against DuckDB: it takes node, and @duckdb/node-api from npm where NODE_PATH says"
    exit 0
fi

# Every rule has to say the same.
same() {
    "$top_builddir/plimsoll" check "$policy" --facts "$work/facts.json" --format tap >"$work/tap" || true
    sed -n 's/^ok [0-9]* - bench.move.\([a-z_]*\).*/pass \1/p; s/^not ok [0-9]* - bench.move.\([a-z_]*\).*/fail \1/p' \
        "$work/tap" >"$work/product"
    node "$top_srcdir/tests/bench/duckdb.js" "$work/host.json" "$work/machines.ndjson" | cut -d ' ' -f 1,2 >"$work/peer"
    cmp -s "$work/product" "$work/peer" || { echo "the rules of move.plim and duckdb.js differ" >&2; exit 1; }
}

echo "whole runs of move.plim against DuckDB; least of ${RUNS:-5} in turn:"
for size in ${SIZES:-1000 10000 100000 1000000}; do
    "$bench/generate" "$size" >"$work/facts.json"
    sed -n '/^{"name"/s/,$//p' "$work/facts.json" >"$work/machines.ndjson"
    sed '2{s/,$/}/;q;}' "$work/facts.json" >"$work/host.json"
    same
    "$bench/process" "${RUNS:-5}" "$top_builddir/plimsoll" check "$policy" --facts "$work/facts.json" \
        -- node "$top_srcdir/tests/bench/duckdb.js" "$work/host.json" "$work/machines.ndjson" |
        awk -v size="$size" '{ peak[NR] = $2 / 1024; cpu[NR] = $3; wall[NR] = $4 } END {
            printf "  %9d  plimsoll %8.1f ms %6.1f MiB, DuckDB %8.1f ms %6.1f MiB\n",
                   size, wall[1], peak[1], wall[2], peak[2]
            printf "  plimsoll is at %.2f of its time, %.2f of its CPU, %.2f of its memory\n",
                   wall[1] / wall[2], cpu[1] / cpu[2], peak[1] / peak[2] }'
done
