#!/bin/sh
# Every fact of the passing examples, missing alone: the tables of tests/removed/, in TAP. UPDATE=1 rewrites them; then read the diff.
. "${top_srcdir:-$(dirname "$0")/..}/tests/tap.sh"
tables=$top_srcdir/tests/removed

for name in hyperv kvm; do
    policy=$name.prepare
    run "$top_builddir/tests/removed/removed" "$policy" "$examples/$name-pair.json"
    grep BROKEN "$work/out" >"$work/why"
    [ $status -eq 0 ]
    ok $? "$policy: a missing fact turns pass into pass or unknown, and is named"
    recorded "$policy: the table is as expected" "$tables/$policy.expected" "$work/out"
done
done_testing
