#!/bin/sh
# What `check --baseline` excuses, for many random pairs of runs, and what is recomputed of it from the
# reports of both without the option (based/recompute.py).
. "${top_srcdir:-$(dirname "$0")/..}/tests/tap.sh"

python3 "$top_srcdir/tests/based/recompute.py" "$plimsoll" "$work" "${PAIRS:-250}" >"$work/lines" 2>"$work/why"
ok $? 'the comparison runs to its end'
ok_lines ''
done_testing
