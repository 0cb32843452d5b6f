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

# What fails or is unknown, a rule a line.
jq -r '.rules[] | select(.verdict == "fail" or .verdict == "unknown") | .id' nightly/new.json | sort -u >nightly/new
[ -e nightly/report.json ] || cp nightly/new nightly/open # the first night there is nothing to compare with
comm -13 nightly/open nightly/new >nightly/worse
mv nightly/new nightly/open
mv nightly/new.json nightly/report.json
[ -s nightly/worse ] || exit 0
echo 'worse than in the last run:'
cat nightly/worse
exit 1
