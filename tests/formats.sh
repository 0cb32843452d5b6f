#!/bin/sh
# Every format of the report, read by a parser of somebody else's and compared with the JSON report of
# the same run (formats/compare.py).
. "${top_srcdir:-$(dirname "$0")/..}/tests/tap.sh"

# The python that has the package of the distribution need not be the first one.
for python in python3 /usr/bin/python3; do
    "$python" -c 'import prometheus_client' 2>/dev/null && break
    python=
done
[ -n "$python" ] || skip_all 'python3-prometheus-client is not installed: no format was read'

"$python" "$top_srcdir/tests/formats/compare.py" "$plimsoll" "$work" >"$work/lines" 2>"$work/why"
ok $? 'the comparison runs to its end'
while IFS= read -r line; do
    printf '%s\n' "$line" >"$work/why"
    [ "${line%% *}" = PASS ]
    result=$?
    line=${line#* }
    ok $result "${line%%: [A-Z]*}"
done <"$work/lines"
done_testing
