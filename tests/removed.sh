#!/bin/sh
# Every fact of the passing examples, missing alone: the tables of tests/removed/, in TAP. UPDATE=1 rewrites them; then read the diff.
set -u
top_srcdir=${top_srcdir:-$(cd "$(dirname "$0")/.." && pwd)}
top_builddir=${top_builddir:-$top_srcdir/build}
tables=$top_srcdir/tests/removed
work=$(mktemp -d "${TMPDIR:-/tmp}/removed.XXXXXX") || exit 99
trap 'rm -rf "$work"' EXIT

echo 1..4
number=0
report() { # STATUS NAME
    number=$((number + 1))
    if [ "$1" -eq 0 ]; then echo "ok $number - $2"; else echo "not ok $number - $2"; fi
}

for name in hyperv kvm; do
    policy=$name.prepare
    table=$tables/$policy.expected
    "$top_builddir/tests/removed/removed" "$policy" "$top_srcdir/examples/$name-pair.json" >"$work/table"
    status=$?
    [ $status -eq 0 ] || grep BROKEN "$work/table" | sed 's/^/# /'
    report $status "$policy: a missing fact turns pass into pass or unknown, and is named"
    [ -z "${UPDATE:-}" ] || cp "$work/table" "$table"
    diff "$table" "$work/table" >"$work/diff"
    status=$?
    sed 's/^/# /' "$work/diff"
    report $status "$policy: the table is as expected"
done
