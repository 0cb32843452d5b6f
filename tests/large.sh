#!/bin/sh
# 100,000 machines that fail: what every report of them comes to, in sizes and counts; plans for many
# machines; values of 256 MiB; and several reports of one run, which are those of as many runs, made of
# one evaluation.
. "${top_srcdir:-$(dirname "$0")/..}/tests/tap.sh"
command -v jq >/dev/null || skip_all 'jq is not installed'
cd "$work" || exit 99
machines=100000

cat >large.plim <<'END'
policy large "Many machines fail"
use facts virtualization 1
rule memory "Every machine fits" {
    for each vm
    require vm.memory <= dest.memory
        message "{vm.name} needs {vm.memory}"
    remedy "Move {vm.name} elsewhere"
}
rule cpus "Every machine has processors" {
    severity warning
    for each vm
    require vm.vcpus <= dest.cpus
}
rule firmware "Nobody knows the firmware" {
    for each vm
    require vm.firmware == "efi"
}
rule runs "Every machine runs" {
    for each vm
    require vm.state == "running"
}
END
echo '{"dest": {"name": "new", "cpus": 2, "memory": "4 GiB"}}' >dest.json
# list COUNT: that many machines.
list() {
    awk -v count="$1" 'BEGIN { for (i = 0; i < count; i++)
        printf "{\"name\":\"vm%06d\",\"vcpus\":%d,\"memory\":\"%d GiB\",\"state\":\"running\"}\n", i, 4 + i % 13, 8 + i % 57 }'
}
list $machines >vm.ndjson
formats='text json ndjson junit tap sarif github gitlab markdown openmetrics html'
"$plimsoll" check large.plim --format none 2>&1 | sed 's/.*there are //; s/, / /g' >formats
echo "$formats" | tr ' ' '\n' | sort >wanted
tr ' ' '\n' <formats | sort >got
same 'every format is tried' got wanted

check() {
    "$plimsoll" check large.plim --facts vm=vm.ndjson --facts dest.json --now $now "$@"
}
options=
for format in $formats; do
    options="$options --format $format=report.$format"
done
# shellcheck disable=SC2086
expect 1 'all formats of a run with many machines' check $options

# small FORMAT BYTES: the report is there, and has no more.
small() {
    size=$(wc -c <"report.$1")
    echo "$size bytes" >why
    [ "$size" -gt 0 ] && [ "$size" -le "$2" ]
    ok $? "$1 has at most $2 bytes"
}
small text 4000
small tap 4000
small junit 10000
small github 4000
small gitlab 4000
small openmetrics 20000
small markdown 60000
small sarif 500000
small html 1000000
small json $((machines * 700))
small ndjson $((machines * 500))

# What they say of how many there are.
more=$(grep -c "and $((machines - 3)) more: " report.text)
[ "$more" -eq 2 ] && grep -q "0 of $machines vm pass all rules" report.text
ok $? 'text counts them'
jq -r '.rules[] | "\(.verdict) \(.subjects) \([.requirements[].failed_count] | add) \([.requirements[].failed_subjects | length] | add)"' \
    report.json >got
is 'json has every one of them' "$(cat got)" <<END
fail $machines $machines $machines
fail $machines $machines $machines
unknown $machines 0 0
pass $machines 0 0
END
jq -c . report.json >got
jq -c . report.ndjson | cmp -s - got && [ "$(wc -l <report.ndjson)" -eq 1 ]
ok $? 'ndjson is the same on one line'
is 'sarif has some, and says how many there are' \
    "$(jq -r '[.runs[0].results[] | .ruleId] | group_by(.) | map("\(.[0]) \(length)") | .[]' report.sarif)
$(grep -o "and $((machines - 100)) more" report.sarif | wc -l)" <<END
large/cpus 101
large/firmware 1
large/memory 101
2
END
grep -q "and $((machines - 3)) more: " report.markdown && ! grep -q vm099999 report.markdown
ok $? 'markdown has the number, and not all names'
grep -q "$machines vm" report.html && ! grep -q vm099999 report.html
ok $? 'html has the number, and not all names'

# ---- forty rules ----

{
    echo 'policy forty "Many machines fail many rules"'
    echo 'use facts virtualization 1'
    for rule in $(seq 40); do
        echo "rule r$rule \"Every machine fits\" { for each vm require vm.memory <= $rule MiB }"
    done
} >forty.plim
# The report has 315 MB, which are not held: what was found of four million subjects takes 170.
if [ "$sanitizers" = no ]; then
    (ulimit -v 350000 && "$plimsoll" check forty.plim --facts vm=vm.ndjson --facts dest.json --now $now \
        --format json --format ndjson=/dev/null 2>why) | wc -c >got
    [ "$(cat got)" -gt 300000000 ] && [ ! -s why ]
    ok $? 'a report in JSON of 300 MB takes less than 350 MB of memory'
else
    skip 'a report in JSON of 300 MB takes less than 350 MB of memory' 'sanitizers take more'
fi

# ---- tables ----

"$plimsoll" facts show vm --facts vm=vm.ndjson >table
[ "$(wc -l <table)" -eq $((machines + 1)) ]
ok $? 'a table has a row for each machine'
# Its cells took 240 MB.
if [ "$sanitizers" = no ]; then
    (ulimit -v 150000 && "$plimsoll" facts show vm --facts vm=vm.ndjson 2>why) | cmp - table >>why 2>&1
    ok $? 'a table is not held'
else
    skip 'a table is not held' 'sanitizers take more'
fi

# ---- a waiver for each machine ----

# waivers FIRST END
waivers() {
    awk -v at="$1" -v end="$2" 'BEGIN { for (; at < end; at++)
        printf "waive small for vm[\"vm%06d\"] until 2026-12-31 because \"it goes\" approved \"J. Doe\"\n", at }'
}
cat >small.plim <<'END'
policy large "All but ten are waived"
use facts virtualization 1
rule small "Every machine is small" { for each vm require vm.memory <= 4 GiB }
END
waivers 10 35000 >first.plim
waivers 35000 70000 >second.plim
waivers 70000 $((machines + 1)) >third.plim
"$plimsoll" check small.plim --waivers first.plim --waivers second.plim --waivers third.plim \
    --facts vm=vm.ndjson --facts dest.json --now $now --format json |
    jq -c '(.rules[0].requirements[0] | [.failed_count, .waived_count, .failed_subjects[0], .failed_subjects[10]]),
        (.waivers | group_by(.state) | map([.[0].state, length]))' >got
is 'a waiver for each machine is found by its key' "$(cat got)" <<END
[$machines,$((machines - 10)),"vm \"vm000000\"","vm \"vm000010\""]
[["in_force",$((machines - 10))],["unknown_subject",1]]
END

# ---- plans ----

# A setting for every tenth machine, and one for all; each of them alone would read the file anew.
{
    printf '{"vm": [\n'
    list 20000 | sed '$!s/$/,/'
    echo ']}'
} >planned.json
awk 'BEGIN { for (i = 0; i < 20000; i += 10) printf "vm[\"vm%06d\"].runs=false\n", i }' >settings
limit=unlimited
[ "$sanitizers" = no ] && limit=10
(ulimit -t $limit && xargs -d '\n' "$plimsoll" plan planned.json <settings >out 2>why)
is 'two thousand settings read the file once' "$? $(wc -l <out) $(grep -c '"runs": *false' planned.json)" <<END
0 2000 2000
END

# ---- a value that is larger than is looked at at once ----

# value COUNT: what is said of a machine whose name has a control character behind so many bytes of it.
value() {
    {
        printf '{"vm": [{"name": "'
        head -c $(($1 - 10)) /dev/zero | tr '\0' x
        printf '\001234567890123456789"}]}'
    } | "$plimsoll" facts validate - 2>&1 | sed 's/.*: error: //; s/ (.*//'
}
large=$((256 * 1024 * 1024))
if [ "$sanitizers" = no ]; then
    is 'a value ends within 256 MiB, and a mistake before their end is one' \
        "$(value $((large - 16)); value $((large - 15)); value $((large + 9)))" <<END
a control character in a text is written as an escape
one value of more than 256 MiB
one value of more than 256 MiB
END
else
    skip 'a value ends within 256 MiB, and a mistake before their end is one' 'sanitizers take too long'
fi

# ---- several reports of one run ----

list 500 >vm.ndjson
# fits STEPS [OPTION]...: the run takes no more.
fits() {
    steps=$1
    shift
    check --steps "$steps" "$@" >out 2>err
    [ $? -ne 3 ]
}
low=1 high=1
until fits $high --format text=alone; do
    low=$high high=$((high * 2))
done
while [ $((high - low)) -gt 1 ]; do
    middle=$(((low + high) / 2))
    if fits $middle --format text=alone; then high=$middle; else low=$middle; fi
done
! fits $((high - 1)) --format text=alone
ok $? 'a report takes so many steps, and no fewer'
# shellcheck disable=SC2086
fits "$high" $options
ok $? 'all reports of one run take no more: it evaluates once'

# shellcheck disable=SC2086
check $options
for format in $formats; do
    check --format "$format" >alone
    cmp "alone" "report.$format" >why 2>&1
    ok $? "$format of a run with all is that of a run of its own"
done
for format in json html; do
    # shellcheck disable=SC2086
    check --format "$format" $options >out 2>err
    cmp out "report.$format" >why 2>&1
    ok $? "$format on standard output is that in a file of the same run"
done
done_testing
