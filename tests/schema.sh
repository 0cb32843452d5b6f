#!/bin/sh
# The JSON Schema of a fact model against an independent validator (python3-jsonschema): it agrees with
# `plimsoll facts validate`.
. "${top_srcdir:-$(dirname "$0")/..}/tests/tap.sh"
. "$top_srcdir/tests/schema/validate.sh"

# edited EDIT: the Hyper-V pair after a jq edit, as $work/facts.json.
edited() {
    jq "$1" "$examples/hyperv-pair.json" >"$work/facts.json" || exit 99
}

# both_accept NAME EDIT
both_accept() {
    edited "$2"
    expect 0 "the schema accepts $1" fits jsonschema "$work/model.json" "$work/facts.json"
    expect 0 "validate accepts $1" "$plimsoll" facts validate "$work/facts.json"
}

# both_refuse NAME EDIT
both_refuse() {
    edited "$2"
    expect 1 "the schema refuses $1" fits jsonschema "$work/model.json" "$work/facts.json"
    expect 3 "validate refuses $1" "$plimsoll" facts validate "$work/facts.json"
}

# ---- the fact model ----

"$plimsoll" facts schema >"$work/model.json"
expect 0 'the schema of the fact model is one' fits jsonschema "$work/model.json"
for file in hyperv-pair kvm-pair attest; do
    expect 0 "it accepts $file.json" fits jsonschema "$work/model.json" "$examples/$file.json"
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
done_testing
