#!/bin/sh
# What the shipped policies have to cover, in TAP: docs/requirements.md has every row of the guides with the
# rules that decide it, and each of these rules has tests of its verdicts. UPDATE=1 writes the rules.
. "${top_srcdir:-$(dirname "$0")/..}/tests/tap.sh"
page=$top_srcdir/docs/requirements.md

# wrong PAGE: what is wrong in it.
wrong() {
    python3 "$top_srcdir/tests/requirements.py" "$plimsoll" "$1" | grep . >"$work/wrong"
}

[ -z "${UPDATE:-}" ] || python3 "$top_srcdir/tests/requirements.py" "$plimsoll" "$page" --update
wrong "$page"
empty 'every row has its rules, and every concern of Forklift its counterpart' "$work/wrong"

# A verdict that a rule can have and no test expects is a line "rule NAME: no test of …".
run "$plimsoll" test "$top_srcdir/policies" --require-tests
grep 'rule .*: \(no test of\|never\)' "$work/out" "$work/err" >"$work/untested"
empty 'every rule has a test of each of its verdicts' "$work/untested"
[ "$status" -eq 0 ]
ok $? 'and all tests pass'

# Each of these mistakes is found.
sed 's/^| S05 .*//' "$page" >"$work/page"
wrong "$work/page"
holds 'a row that was lost' "$work/wrong" 'S05 is not in the table'
sed 's/`prepare\/memory`, //' "$page" >"$work/page"
wrong "$work/page"
holds 'a rule that is not in its row' "$work/wrong" 'S03: hyperv is'
sed 's/`migrate\/disk.size`/`migrate\/disk.none`/' "$page" >"$work/page"
wrong "$work/page"
holds 'a counterpart that is no rule' "$work/wrong" 'hyperv has no rule migrate/disk.none'
cp -r "$top_srcdir/policies" "$work/policies"
chmod -R u+w "$work/policies"
sed '/expect unknown memory.free/s/.*/expect pass machines/' "$top_srcdir/policies/hyperv/migrate_test.plim" >"$work/policies/hyperv/migrate_test.plim"
run "$plimsoll" test "$work/policies/hyperv" --require-tests
[ "$status" -eq 1 ] && grep -q 'rule memory.free: no test of unknown' "$work/out" "$work/err"
ok $? 'a rule without a test of unknown'
done_testing
