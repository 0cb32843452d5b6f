#!/bin/sh
# Reports in JSON against docs/report.schema.json by two validators, which do not know each other; one of
# them also as if no object might have members that the schema does not name.
. "${top_srcdir:-$(dirname "$0")/..}/tests/tap.sh"
. "$top_srcdir/tests/schema/validate.sh"

schema=$top_srcdir/docs/report.schema.json
validators='jsonschema strict'
if "$validator_python" -c 'import fastjsonschema' 2>/dev/null; then
    validators="$validators fastjsonschema"
else
    skip 'fastjsonschema' 'python3-fastjsonschema is not installed'
fi
for validator in $validators; do
    expect 0 "the schema is one, $validator" fits "$validator" "$schema"
done

# fits_all FILE: for every validator.
fits_all() {
    for each in $validators; do
        fits "$each" "$schema" "$1" >"$work/wrong" || { echo "$each: $(cat "$work/wrong")" && return 1; }
    done
}

# report NAME ARGUMENT...: indented, on one line, and with all subjects.
report() {
    title=$1
    shift
    rm -f "$work"/report.*
    "$plimsoll" check "$@" --now "$now" --format "json=$work/report.json" --format "ndjson=$work/report.line" \
        >/dev/null 2>&1
    "$plimsoll" check "$@" --now "$now" --all-subjects --format "json=$work/report.all" >/dev/null 2>&1
    cat "$work/report.all" "$work/report.line" "$work/report.json" >"$work/reports"
    expect 0 "reports of $title fit" fits_all "$work/reports"
}

# ---- what reports may hold ----

cat >"$work/all.plim" <<'POLICY'
policy all "Every kind of finding" version "1"
use facts virtualization 1
param most: int = 4
param spare: bytes = 1 GiB
rule passes "It passes" { require dest.memory >= sum(vm.memory) + spare see "X1" tag memory }
rule fails "It fails" {
    severity warning
    for each vm
    require vm.vcpus <= most message "{vm.name} is too large."
    require vm.memory / 1 B < 0.5
    remedy "Make {vm.name} smaller."
}
rule unknown "It is unknown" { require dest.cpu.frequency >= 1 GHz and 1 / (dest.cpus - dest.cpus) > 0 }
rule bounded "It is bounded" { require 1 GiB >= sum(vm.memory) }
rule at_least "It is a bound" { require 1 GiB >= sum(disk.allocated for each vm.disk) }
rule undecided "Whether it applies is not known" { when dest.clustered require false }
rule skipped "It does not apply" { for each vm where vm.vcpus > 99 require false }
rule vacuous "It holds of nothing" { require every d in attest where d.id == "no" has d.note == "" }
rule late "It is about time" { require attest["dest.role"].at <= now - 1 d }
rule answer "It is what people say" { require attest["nobody"].answer == "yes" }
rule elements "It is of elements" { for each vm require every d in vm.disk has d.capacity <= 1 MiB }
rule pairs "It is of pairs" { for each a in vm for each b in vm where a.name != b.name require a.vcpus == b.vcpus }
rule waived "It is waived" { for each vm require vm.vcpus == 0 }
waive waived for vm["db01"] until 2027-01-31 because "CHG-1" approved "J. Doe"
waive skipped until 2026-01-31 because "CHG-2" approved "J. Doe"
POLICY
report 'a pass' hyperv.prepare --facts "$examples/hyperv-pair.json"
report 'a failure' hyperv.prepare --facts "$examples/hyperv-pair.json" --set host_reserve='300 GiB'
report 'no facts' kvm.prepare
report 'two policies' kvm.prepare "$examples/site.plim" --facts "$examples/kvm-pair.json"
report 'no rules' "$examples/site.plim" --facts "$examples/kvm-pair.json" --rule 'skipped*'
report 'a standard' "$examples/org/sites" --facts "$examples/org/pair.json" --waivers "$examples/org/waivers.plim"
report 'supposed facts' kvm.prepare --facts "$examples/kvm-pair.json" --with dest.memory='1 GiB' --without dest.cpus
report 'every kind of finding' "$work/all.plim" --facts "$examples/hyperv-pair.json" --set most=2
expect 0 'which has every verdict' jq -e \
    '[.rules[].verdict] | contains(["pass", "fail", "unknown", "skip"])' "$work/report.json"
cp "$work/report.all" "$work/whole.json"
cp "$work/report.json" "$work/earlier.json"
report 'what an earlier run excuses' "$work/all.plim" --facts "$examples/hyperv-pair.json" --set most=1 \
    --baseline "$work/earlier.json"
expect 0 'which has the verdict baseline' jq -e '[.rules[].verdict] | contains(["baseline", "fail"])' "$work/report.json"
jq '.rules[1].requirements[0].text = "gone" | .rules[2].requirements[0].unknown_subjects += ["x"] |
    .rules[2].requirements[0].unknown_paths += [["x"]]' "$work/whole.json" >"$work/earlier.json"
report 'what an earlier run excuses strictly' "$work/all.plim" --facts "$examples/hyperv-pair.json" --set most=1 \
    --baseline "$work/earlier.json" --baseline-strict
expect 0 'which has entries that are needed no more' jq -e '[.baseline.others[].state] | contains(["mended", "gone"])' \
    "$work/report.json"

# ---- the policies of the golden cases, with all facts beside them, and what is expected there ----

mkdir "$work/golden" && cp -R "$top_srcdir/tests/golden/." "$work/golden" && chmod -R u+w "$work/golden"
find "$work/golden" -name '*.plim' | LC_ALL=C sort >"$work/policies"
while IFS= read -r policy; do
    case $policy in
    */data/*) facts=$(find "${policy%/*}" -maxdepth 1 -name '*.json' | LC_ALL=C sort) ;;
    *) facts=${policy%.plim}.facts.json && [ -f "$facts" ] || facts= ;;
    esac
    for file in ${facts:-none}; do
        [ "$file" != none ] || file=
        (cd "${policy%/*}" && "$plimsoll" check "${policy##*/}" ${file:+--facts "$file"} --now "$now" \
            --all-subjects --format ndjson 2>/dev/null)
    done
done <"$work/policies" >"$work/reports"
expect 0 'reports of the policies of the golden cases fit' fits_all "$work/reports"
[ "$(wc -l <"$work/reports")" -ge 100 ]
ok $? 'they are many'

python3 - "$top_srcdir/tests/golden" >"$work/reports" <<'PYTHON'
import json, re, sys
from pathlib import Path
for path in sorted(Path(sys.argv[1]).rglob('*.expected')):
    text = path.read_text(errors='replace')
    for at in re.finditer(r'^\{', text, re.MULTILINE):
        try:
            found, _ = json.JSONDecoder().raw_decode(text, at.start())
        except ValueError:
            continue
        if {'plimsoll', 'digest', 'rules'} <= found.keys():
            print(json.dumps(found))
PYTHON
expect 0 'reports in what is expected fit' fits_all "$work/reports"
[ "$(wc -l <"$work/reports")" -ge 2 ]
ok $? 'there are some'

# ---- what is no report ----

# refused EDIT VALIDATOR...: the report after a jq edit does not fit, for each of them.
refused() {
    edit=$1
    shift
    jq "$edit" "$work/whole.json" >"$work/report.json" || bail_out "$edit is no edit"
    cmp -s "$work/report.json" "$work/indented.json" && bail_out "$edit changes nothing"
    for each in "$@"; do
        expect 1 "a report after $edit does not, $each" fits "$each" "$schema" "$work/report.json"
    done
}
jq . "$work/whole.json" >"$work/indented.json"
while IFS= read -r edit; do
    # shellcheck disable=SC2086  # a list of words
    refused "$edit" ${validators##*strict} jsonschema
done <<'EDITS'
del(.digest)
.verdict = "fine"
.exit = 0
.schema = 1
.digest = "md5:0"
.now = "2026-11-23T10:00:00+01:00"
.summary.by_severity = {}
.summary.by_severity.error.pass = -1
del(.summary.by_severity.info)
del(.rules[0].at)
.rules[0].requirements[0].verdict = null
.rules[0].requirements[0].margin.value = "1"
.rules[0].requirements[0].margin.left = "64 GiB"
.rules[0].requirements[0].margin.unit = 1
.rules[0].requirements[0].margin.capacity = "up"
del(.rules[0].requirements[0].margin.subject)
del(.rules[0].requirements[0].margin.right)
.rules[1].requirements[0].failed_count = -1
.rules[1].requirements[0].all_subjects[0].verdict = "green"
.rules[1].requirements[0].all_subjects[0].margin.text = 5
del(.rules[1].requirements[0].all_subjects[0].values[0].exact)
.rules[1].requirements[0].all_subjects[0].values[0].exact = {}
.rules[1].requirements[0].failed[0].values = null
del(.rules[2].requirements[0].missing[0].what)
.rules[2].requirements[0].missing[0].what = "guess"
.rules[2].requirements[0].missing[0].kind = "gone"
del(.lists)
.lists[0].count = "3"
.lists[0].elements[0].verdict = "fine"
.lists[0].elements[0].fail = ["no rule"]
del(.lists[0].elements[0].key)
.lists[0].elements[0].position = 0
del(.lists[0].whole.unknown)
.waivers[0].until = "soon" | .waivers[0].state = "asleep"
EDITS
for edit in '.colour = "red"' '.summary.failed = 1' '.rules[0].requirements[0].margin.sides_known = true' \
    '.rules[1].requirements[0].all_subjects[0].name = "db01"' '.lists[0].elements[0].skip = []'; do
    refused "$edit" strict
done
done_testing
