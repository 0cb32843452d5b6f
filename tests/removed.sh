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

# A rule of hyperv.migrate asks whether a plan is known, and warns where it is not; and the example
# has a checkpoint, of which another one warns.
jq '.source.vm[].snapshot = []' "$examples/hyperv-pair.json" >"$work/facts.json"
run "$top_builddir/tests/removed/removed" hyperv.migrate "$work/facts.json"
grep BROKEN "$work/out" | grep -v '\.to_network a missing fact makes it fail$' >"$work/why"
[ "$(grep -c '^unknown' "$work/out")" -gt 50 ] && [ ! -s "$work/why" ]
ok $? 'hyperv.migrate: a missing fact turns pass into pass or unknown, and is named'
done_testing
