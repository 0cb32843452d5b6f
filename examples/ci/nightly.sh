#!/bin/sh
# nightly.sh: asks the hosts $SOURCE and $DEST, checks site.plim, and says what has become worse since the
# last run, whose report is nightly/report.json. It ends with 1 where something has, and with 3 where the run
# itself failed; then the last report stays.
set -u
mkdir -p nightly

plimsoll collect --source "$SOURCE" --dest "$DEST" -o nightly/facts.json
[ $? -le 2 ] || exit 3 # 2: a host has not answered all, which the check will say

plimsoll check site.plim --facts nightly/facts.json --facts attest.json \
    --format text --format html=nightly/report.html --format json=nightly/new.json
[ $? -le 2 ] || exit 3

worse=0
if [ -e nightly/report.json ]; then
    plimsoll diff nightly/report.json nightly/new.json --format text --format markdown=nightly/diff.md
    worse=$?
fi
[ "$worse" -le 1 ] || exit 3
mv nightly/new.json nightly/report.json
exit "$worse"
