#!/bin/sh
# Faults of the system while plimsoll runs: memory that is refused, and reading, writing, closing and renaming
# that fail, one call after the other (of memory, a sample). Each ends with 3 or 4 and one line, by no
# signal, and leaves the file that was there whole. Then it is killed at any time.
. "${top_srcdir:-$(dirname "$0")/..}/tests/tap.sh"
[ "$sanitizers" = no ] || skip_all 'a preloaded library does not go with sanitizers'
shim=$top_builddir/tests/faults/.libs/fail.so
# Collecting does not replace answers of people.
jq "del(.attest)" "$examples/kvm-pair.json" >"$work/facts.json"
cp -r "$top_srcdir/tests/golden/hyperv/data/hv01" "$work/export"
cd "$work" || exit 99
"$plimsoll" check kvm.prepare --facts facts.json --now $now --format json=report.json

# The commands, which read, and write the file out.
cat >commands <<END
check|check kvm.prepare --facts facts.json --now $now --format json=out
check --untrusted|check kvm.prepare --untrusted --facts facts.json --now $now --format json=out
diff|diff report.json report.json --format json=out
facts merge|facts merge facts.json -o out
collect hyperv|collect hyperv export -o out
doc|doc kvm.prepare -o out
attest|attest out backup.source --by jo
END

# is_as FILE: out is the same, but for the time of an answer.
is_as() {
    sed '/"at": /d' "$1" >one
    sed '/"at": /d' out | cmp -s one -
}

# fault FUNCTION NUMBER: the command fails so, or does not mind; the reasons why not go to faulty.
# shellcheck disable=SC2086
fault() {
    cp facts.json out
    FAIL=$1 FAIL_AT=$2 LD_PRELOAD=$shim "$plimsoll" $arguments >printed 2>err
    status=$?
    lines=$(wc -l <err)
    case $status in
    0 | 1 | 2)
        is_as wanted || echo "$1 $2: status $status, but out is not what it should be" >>faulty
        ;;
    3 | 4)
        { [ "$lines" -ge 1 ] && [ "$lines" -le 2 ]; } || echo "$1 $2: status $status and $lines lines" >>faulty
        # Printing may lack memory once the file is written.
        is_as facts.json || { [ "$1" = malloc ] && is_as wanted; } || echo "$1 $2: status $status, and out has changed" >>faulty
        ;;
    *) echo "$1 $2: status $status: $(sed -n 1p err)" >>faulty ;;
    esac
    [ "$1" = malloc ] || ! ls -A | grep '^[.]plimsoll[.]' >>faulty
}

# count FUNCTION: how many calls the command makes.
# shellcheck disable=SC2086
count() {
    cp facts.json out
    FAIL=$1 FAIL_COUNT=$work/count LD_PRELOAD=$shim "$plimsoll" $arguments >/dev/null 2>&1
    cp out wanted
    cat count
}

# sample COUNT: some numbers up to it: the first, the last and more between.
sample() {
    awk -v n="$1" 'BEGIN { for (i = 1; i < n; i = i < 8 ? i + 1 : int(i * 1.6) + 1) print i; if (n > 0) print n }'
}

while IFS='|' read -r name arguments <&3; do
    for function in read write close fsync rename malloc; do
        : >faulty
        calls=$(count $function)
        for number in $(sample "$calls"); do
            fault $function "$number"
        done
        empty "$name: $function fails, of $calls calls" faulty
    done
done 3<commands

# ---- every call of small runs ----

cat >yard.plim <<'END'
facts yard 1
record ship key name { name: text  length: number  mark: list of text }
root ship: list of ship
root chosen: list of ship default ship
END
cat >small.plim <<'END'
policy small "Small"
use facts yard 1
rule long "Ships are long" { for each ship require ship.length >= 10 }
END
jq -nc '{facts: "yard", version: 1,
    ship: [range(3) | {name: "s\(3 - .)", length: (if . == 1 then 9.5 else 9 + . end), mark: ["b", "a"]}]}' >ships.json
jq -c '.ship[0].mark = ["c", "a"]' ships.json >other.json
# Longer than what is read at once, which a second processor scans ahead; lists alone, in lines and in UTF-16.
jq -c '.ship = [range(9000) | {name: "ship number \(.)", length: 20}]' ships.json >long.json
jq -c '.ship[]' long.json >long.ndjson
{ printf '\377\376' && iconv -f UTF-8 -t UTF-16LE ships.json; } >wide.json
cat >small <<END
check, each|check small.plim --facts ships.json --select ship=s* --now $now --format json=out
facts infer, each|facts infer ships.json
facts diff, each|facts diff ships.json other.json --use yard.plim
long, each|check small.plim --facts long.json --now $now --format json=out
lines|check small.plim --facts ship=long.ndjson --now $now --format json=out
UTF-16|check small.plim --facts wide.json --now $now --format json=out
END

while IFS='|' read -r name arguments <&3; do
    : >faulty
    calls=$(count malloc)
    case $name in
    *each) numbers=$(seq "$calls") ;;
    *) numbers=$(sample "$calls") ;;
    esac
    for number in $numbers; do
        fault malloc "$number"
    done
    empty "$name: malloc fails, of $calls calls" faulty
    : >faulty
    calls=$(count read)
    for number in $(seq "$calls"); do
        fault read "$number"
        { [ $status = 3 ] && grep -q 'cannot be read' err; } || echo "read $number of $calls: status $status" >>faulty
    done
    empty "$name: each read that fails is said, the last one, too" faulty
done 3<small

# ---- killed ----

: >torn
"$plimsoll" facts merge facts.json -o merged.json
for round in 0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19; do
    cp facts.json out
    timeout -s KILL "0.00$((round % 10))$((round / 10 * 5))" "$plimsoll" facts merge facts.json -o out >/dev/null 2>&1
    cmp -s out facts.json || cmp -s out merged.json || echo "round $round" >>torn
done
empty 'killed at any time, a file is as before or as after' torn
"$plimsoll" facts merge facts.json -o out
ls -A | grep '^[.]plimsoll[.]' >left
empty 'and nothing is left beside it' left
done_testing
