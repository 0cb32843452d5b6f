#!/bin/sh
# The JSON Schemas against an independent validator (python3-jsonschema): that of a fact
# model agrees with `plimsoll facts validate`, and reports fit docs/report.schema.json.
. "${top_srcdir:-$(dirname "$0")/..}/tests/tap.sh"

python3 -c 'from jsonschema import Draft202012Validator' 2>/dev/null ||
    skip_all 'python3-jsonschema is not installed: no schema was checked'
command -v jq >/dev/null || skip_all 'jq is not installed: no schema was checked'

cat >"$work/validate.py" <<'PYTHON'
# validate.py: answers lines "SCHEMA" or "SCHEMA FILE", as the validator takes long to load: "0" where
# the schema is one and the file fits it, else "1" and why.
import json, sys
from jsonschema import Draft202012Validator
validators = {}

def validator(path):
    if path not in validators:
        schema = json.load(open(path))
        Draft202012Validator.check_schema(schema)
        validators[path] = Draft202012Validator(schema)
    return validators[path]

for line in sys.stdin:
    schema, *files = line.rstrip('\n').split('\t')
    try:
        wrong = [f'{error.json_path} {error.message[:200]!r}' for file in files
                 for error in validator(schema).iter_errors(json.load(open(file)))]
        validator(schema)
    except Exception as error:
        wrong = [repr(error)]
    print(*(['1', *wrong[:3]] if wrong else ['0']), sep=' ', flush=True)
PYTHON
mkfifo "$work/questions" "$work/answers"
python3 "$work/validate.py" <"$work/questions" >"$work/answers" 2>&1 &
exec 8>"$work/questions" 9<"$work/answers"

# fits SCHEMA [FILE]: the schema is one, and the file fits it.
fits() {
    printf '%s%s\n' "$1" "${2:+	$2}" >&8
    read -r answer why <&9
    printf '%s\n' "$why"
    return "$answer"
}

# valid facts|report FILE
valid() {
    case $1 in
    facts) fits "$work/model.json" "$2" ;;
    report) fits "$top_srcdir/docs/report.schema.json" "$2" ;;
    esac
}

# edited EDIT: the Hyper-V pair after a jq edit, as $work/facts.json.
edited() {
    jq "$1" "$examples/hyperv-pair.json" >"$work/facts.json" || exit 99
}

# both_accept NAME EDIT
both_accept() {
    edited "$2"
    expect 0 "the schema accepts $1" valid facts "$work/facts.json"
    expect 0 "validate accepts $1" "$plimsoll" facts validate "$work/facts.json"
}

# both_refuse NAME EDIT
both_refuse() {
    edited "$2"
    expect 1 "the schema refuses $1" valid facts "$work/facts.json"
    expect 3 "validate refuses $1" "$plimsoll" facts validate "$work/facts.json"
}

# ---- the fact model ----

"$plimsoll" facts schema >"$work/model.json"
expect 0 'the schema of the fact model is one' fits "$work/model.json"
for file in hyperv-pair kvm-pair attest; do
    expect 0 "it accepts $file.json" valid facts "$examples/$file.json"
done
expect 3 'an unknown model has no schema' "$plimsoll" facts schema no_such

both_accept 'facts as they are' .
both_accept 'facts that are null' '.dest.memory = null | .dest.cpu = null | .vm = null | .attest[0].at = null'
both_accept 'a null in a list of texts' '.source.cpu.feature = ["aes", null]'
both_accept 'members that the model does not know' '.dest.colour = "red" | .more = []'
both_accept 'a number of bytes' '.dest.memory = 68719476736'
both_accept 'no bytes at all' '.dest.memory_free = "0"'
both_accept 'a compound quantity' '.dest.memory = "63 GiB 1024 MiB"'
both_accept 'a bandwidth' '.dest.nic[0].speed = "10 Gbit/s"'
both_accept 'a bandwidth in bytes' '.dest.nic[0].speed = "100 MB/s"'
both_accept 'a frequency' '.dest.cpu.frequency = "2.4 GHz"'
both_accept 'a whole number as a decimal' '.dest.cpus = 32.0'
both_accept 'a time with an offset' '.attest[0].at = "2026-11-02T09:00:00.5+01:00"'
both_accept 'an empty list' '.vm = []'
both_refuse 'a text for a number' '.dest.cpus = "32"'
both_refuse 'a fraction for a whole number' '.dest.cpus = 32.5'
both_refuse 'a whole number below the minimum' '.dest.cpus = 0'
both_refuse 'a number beyond 2^53' '.dest.cpu.family = 9007199254740993'
both_refuse 'bytes below the minimum' '.dest.memory = -1'
both_refuse 'bytes below the minimum in a text' '.dest.memory = "-1 GiB"'
both_refuse 'a text without a unit' '.dest.memory = "64"'
both_refuse 'an unknown unit' '.dest.memory = "64 Gb"'
both_refuse 'a unit of something else' '.dest.memory = "64 GHz"'
both_refuse 'a bool for a text' '.dest.name = true'
both_refuse 'a text for a bool' '.dest.clustered = "no"'
both_refuse 'an unknown choice' '.source.vm[0].state = "sleeping"'
both_refuse 'a time without a zone' '.attest[0].at = "2026-11-02T09:00:00"'
both_refuse 'a date for a time' '.attest[0].at = "2026-11-02"'
both_refuse 'a number for a version' '.dest.os.version = 6.2'
both_refuse 'an object for a list' '.vm = {}'
both_refuse 'a list for an object' '.dest = []'
both_refuse 'a text for an element' '.vm = ["db01"]'
both_refuse 'an object for a text' '.source.cpu.feature = [{}]'
both_refuse 'another model' '.facts = "cars"'
both_refuse 'another version of the model' '.version = 2'

# ---- reports ----

cat >"$work/all.plim" <<'POLICY'
policy all "Every kind of finding" version "1"
use facts virtualization 1
rule passes "It passes" { require dest.memory >= sum(vm.memory) see "X1" tag memory }
rule fails "It fails" {
    severity warning
    for each vm
    require vm.vcpus <= 4 message "{vm.name} is too large."
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
POLICY

# report NAME ARGUMENT...
report() {
    title=$1
    shift
    rm -f "$work/report.json"
    "$plimsoll" check "$@" --now "$now" --format "json=$work/report.json" >/dev/null 2>&1
    expect 0 "the report of $title fits" valid report "$work/report.json"
}
expect 0 'the schema of reports is one' fits "$top_srcdir/docs/report.schema.json"
report 'a pass' hyperv.prepare --facts "$examples/hyperv-pair.json"
report 'a failure' hyperv.prepare --facts "$examples/hyperv-pair.json" --set host_reserve='300 GiB'
report 'no facts' kvm.prepare
report 'two policies' kvm.prepare "$examples/site.plim" --facts "$examples/kvm-pair.json"
report 'every kind of finding' "$work/all.plim" --facts "$examples/hyperv-pair.json"
expect 0 'which has every verdict' jq -e \
    '[.rules[].verdict] | contains(["pass", "fail", "unknown", "skip"])' "$work/report.json"
cp "$work/report.json" "$work/whole.json"
for edit in 'del(.digest)' '.verdict = "fine"' '.exit = 0' '.rules[0].requirements[0].margin.value = "1"' \
    'del(.rules[0].at)' '.rules[1].requirements[0].failed_count = -1' '.schema = 1' \
    '.rules[0].requirements[0].verdict = null' '.digest = "md5:0"'; do
    jq "$edit" "$work/whole.json" >"$work/report.json"
    expect 1 "a report after $edit does not" valid report "$work/report.json"
done
done_testing
