#!/bin/sh
# The tests of the packs that come with the program, in TAP: every case, how much of the packs they
# cover, and whether they notice what is changed in a rule.
. "${top_srcdir:-$(dirname "$0")/..}/tests/tap.sh"
cd "$top_srcdir" || exit 99

run "$plimsoll" test policies --format "tap=$work/tap" --coverage-threshold 100 --require-tests \
    --mutate --survivors policies/survivors.txt
cp "$work/why" "$work/report"
grep '^\(not \)\{0,1\}ok ' "$work/tap"
cases=$(grep -c '^\(not \)\{0,1\}ok ' "$work/tap")

covered=$(sed -n 's/^coverage: \([0-9.]* %\).*/\1/p' "$work/out")
is 'every condition and rule is covered' "$covered" <<END
100.0 %
END
holds 'every mutant is noticed, or on the list' "$work/out" ' 0 survived'
[ "$status" -eq 0 ] || cp "$work/report" "$work/why"
[ "$status" -eq 0 ]
ok $? 'the run of the tests succeeds'
done_testing
