#!/bin/sh
# Every format of the report, read by a parser of somebody else's and compared with the JSON report of
# the same run (formats/compare.py).
. "${top_srcdir:-$(dirname "$0")/..}/tests/tap.sh"

python=$(python_with prometheus_client) ||
    skip_all 'python3-prometheus-client is not installed: no format was read'

"$python" "$top_srcdir/tests/formats/compare.py" "$plimsoll" "$work" >"$work/lines" 2>"$work/why"
ok $? 'the comparison runs to its end'
ok_lines ''
done_testing
