#!/bin/sh
# Collects from two real libvirt daemons with QEMU, compares the facts with what virsh says, and
# checks the pair. Reports in TAP; UPDATE=1 writes the expected verdicts anew.
. "${top_srcdir:-$(dirname "$0")/../..}/tests/libvirt/daemons.sh"

# compare HOST FACTS: a case for each thing compared.
compare() {
    uri=$(sh "$pair" uri "$work" "$1")
    python3 "$here/compare.py" "$uri" "$1" "$2" >"$work/lines" 2>"$work/why"
    ok $? "$1: the comparison with virsh runs to its end"
    ok_lines "$1: "
}

# verdicts NAME FACTS: the verdict of each rule is as expected.
verdicts() {
    "$plimsoll" check kvm.prepare --facts "$2" --facts "$here/attest.json" --now $now \
        --format json >"$work/report" 2>&1
    jq -r '.rules[] | "\(.verdict) \(.id)" + ([.requirements[].failed[]?.subject,
        .requirements[].missing[]?.fact] | unique | map(" " + .) | join(","))' \
        "$work/report" >"$work/verdicts" 2>&1
    recorded "kvm.prepare on the pair, $1" "$here/$1.expected" "$work/verdicts"
}

start_pair
need 'jq is not installed' have jq
sh "$pair" fill "$work" 2>"$work/why"
ok $? 'the hosts are filled'

# collect_pair FILE KIND [OPTION]: collects the pair, and compares both hosts.
collect_pair() {
    facts=$work/$1
    collect ${3:+"$3"} --source "$source" --dest "$dest"
    quiet_success "a $2 collection"
    cp "$work/out" "$facts"
    expect 0 'its facts are valid' "$plimsoll" facts validate "$facts"
    compare source "$facts"
    compare dest "$facts"
}

collect_pair pair.json read-only

# settled: a filter without what changes while we look: what is free, what is written to an image, and
# memory that is plugged into a virtual machine.
settled() {
    sed -E '/"(memory_free|free|allocated|size)":/d; /"numa": \[/,/\]/{/"memory":/d}'
}
settled <"$work/pair.json" >"$work/first"
collect --source "$source" --dest "$dest"
settled <"$work/out" >"$work/second"
cmp "$work/first" "$work/second" >"$work/why"
ok $? 'the same hosts give the same bytes'
verdicts read-only "$work/pair.json"

collect_pair written.json read-write --read-write
jq -c '.dest.accepts[] | del(.machine)' "$work/written.json" >"$work/why" 2>&1
grep -qx '{"host":"source.test","yes":true,"missing":\[\],"decided_by":"virConnectCompareHypervisorCPU"}' \
    "$work/why"
ok $? 'the hypervisor of the destination decides on the processor of the source'
verdicts read-write "$work/written.json"

LD_PRELOAD=$shim SHIM_REFUSE=virConnectCompareHypervisorCPU ASAN_OPTIONS=verify_asan_link_order=0 \
    "$plimsoll" collect --read-write --source "$source" --dest "$dest" >"$work/out" 2>"$work/why"
jq -c '.dest.accepts[] | [.host, .yes, .decided_by]' "$work/out" >"$work/why"
grep -qx '\["source.test",true,"feature sets"\]' "$work/why"
ok $? 'where the hypervisor does not decide, the features of both processors do'

# Facts that the simulated hosts of the other tests do not have.
python3 "$here/refuse.py" "$collector" "$shim" "$here/refuse-real.expected" "$source" --read-write \
    >"$work/lines" 2>"$work/why"
ok $? 'the source refuses'
ok_lines 'the source: '

# fleet WORD URI FILE: a case for each line.
fleet() {
    python3 "$here/fleet.py" "$@" >"$work/lines" 2>"$work/why"
    ok $? "many machines: $1"
    sed 's/^/# /' "$work/why"
    ok_lines 'many machines: '
}

fleet define "$source" "$work"
collect --source "$source"
quiet_success 'a collection of many machines'
cp "$work/out" "$work/many.json"
fleet compare "$source" "$work/many.json"

done_testing
