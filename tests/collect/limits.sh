#!/bin/sh
# Collects from a host that answers like a daemon: lists longer than a limit are refused, networks
# list the addresses they gave out. Reports in TAP.
. "${top_srcdir:-$(dirname "$0")/../..}/tests/tap.sh"
shim=$top_builddir/tests/collect/.libs/limits.so

command -v jq >/dev/null || skip_all 'jq is not installed'
case $sanitizers in
*thread*) skip_all 'the thread sanitizer cannot be preloaded beside' ;;
esac

# collect SETTING...: the facts of a host with these settings, as a source in $work/out.
collect() {
    env "$@" LD_PRELOAD="$shim" ASAN_OPTIONS=verify_asan_link_order=0 "$plimsoll" collect \
        --now $now --source "test://$work/node.xml" >"$work/out" 2>"$work/why" &&
        [ ! -s "$work/why" ]
}

# true_of_it EXPRESSION NAME: it is true of the last facts.
true_of_it() {
    "$plimsoll" eval "$1" --facts "$work/out" >"$work/why" 2>&1 && grep -qx true "$work/why"
    ok $? "$2"
}

# lacks EXPRESSION REASON NAME: it is unknown by the last facts, and they say why.
lacks() {
    "$plimsoll" eval "$1" --facts "$work/out" >"$work/why" 2>&1
    [ $? -eq 2 ] && grep -qF "could not be collected: $2" "$work/why"
    ok $? "$3"
}

# Eight machines: half of them run, and half of each have a snapshot.
{
    echo '<node>'
    for i in 1 2 3 4 5 6 7 8; do
        echo "<domain type='test' xmlns:test='http://libvirt.org/schemas/domain/test/1.0'>
<name>vm-$i</name><uuid>7f000000-0000-4000-8000-00000000000$i</uuid><memory unit='MiB'>$i</memory>
<vcpu>1</vcpu><os><type arch='x86_64'>hvm</type></os><devices>
<disk type='file' device='disk'><driver name='qemu' type='qcow2'/>
<source file='/srv/pool/vm-$i.qcow2'/><target dev='vda' bus='virtio'/></disk>
<disk type='volume' device='disk'><driver name='qemu' type='qcow2'/>
<source pool='pool' volume='data-$i.qcow2'/><target dev='vdb' bus='virtio'/></disk>
<interface type='network'><mac address='52:54:00:00:00:0$i'/><source network='leases'/></interface>
</devices><test:runstate>$((i <= 4 ? 1 : 5))</test:runstate>"
        [ $((i % 2)) -eq 0 ] || echo "<test:domainsnapshot><name>s</name><creationTime>1700000000\
</creationTime><state>shutoff</state><active>1</active></test:domainsnapshot>"
        echo '</domain>'
    done
    echo "<network><name>leases</name><forward mode='nat'/><bridge name='virbr1'/>
<ip address='192.0.2.1' netmask='255.255.255.0'><dhcp><range start='192.0.2.2' end='192.0.2.99'/>
</dhcp></ip></network>
<pool type='dir'><name>pool</name><target><path>/srv/pool</path></target>"
    for i in 1 2 3 4 5 6 7 8; do
        for name in vm data; do
            echo "<volume type='file'><name>$name-$i.qcow2</name><capacity unit='GiB'>$i</capacity>
<allocation unit='MiB'>$i</allocation><target><path>/srv/pool/$name-$i.qcow2</path>
<format type='qcow2'/></target></volume>"
        done
    done
    echo '</pool></node>'
} >"$work/node.xml"

collect LIMITS_LIST=100
ok $? 'a host whose lists are short enough'
cp "$work/out" "$work/whole"
true_of_it 'count(vm) == 8 and count(vm.disk where disk.pool == "pool") == 16 and
    sum(vm.disk.capacity) == 72 GiB and count(vm where count(vm.snapshot) == 1) == 4' \
    'all its facts are known'
but_volumes='del(.source.pool[].volume, (.collected[].missing[] | select(.fact == "source.pool[\"pool\"].volume")))'
jq -S "$but_volumes" "$work/whole" >"$work/known"
for limit in 7 3; do
    collect LIMITS_LIST=$limit
    ok $? "lists of more than $limit are refused"
    [ "$(jq -r '.collected[0].missing[] | select(.fact == "source.pool[\"pool\"].volume").reason' "$work/out")" = \
        "internal error: Too many storage_vols '16' for limit '$limit'" ]
    ok $? 'what a pool holds is unknown where no list can'
    jq -S "$but_volumes" "$work/out" >"$work/split"
    same "the other facts of lists that are split around $limit are the same" "$work/known" "$work/split"
done
collect LIMITS_LIST=1
lacks 'count(source.vm)' "internal error: Too many domains '2' for limit '1'" \
    'machines that no list can hold are unknown, not none'

collect LIMITS_LEASES=1
ok $? 'a host that lists leases'
true_of_it 'same_elements(source.vm["vm-1"].address, ["192.0.2.11", "2001:db8::11"])' \
    'the addresses of a machine'
lacks 'count(source.vm["vm-2"].address)' 'an adapter has no address from a network of libvirt' \
    'a machine that was given no address'
lacks 'count(source.vm["vm-5"].address)' 'known of machines that run' 'a machine that does not run'

collect LIMITS_STARTED=1
ok $? 'machines that are started while the host is asked'
true_of_it 'source.vm["vm-2"].state == "running" and source.vm["vm-2"].memory_now == 2 MiB' \
    'a machine that was started after it was listed has memory'
collect LIMITS_STARTED=2
lacks 'source.vm["vm-2"].memory_now' 'the machine was just being started' \
    'what a machine has is unknown where it was started after its definition was read'
true_of_it 'source.vm["vm-5"].memory_now == 0 B' 'a machine that is off has none'

# The disk is elsewhere: only the list of all volumes shows that it is in no pool.
cp "$work/node.xml" "$work/pools.xml"
sed 's|/srv/pool/vm-1.qcow2|/srv/elsewhere/vm-1.qcow2|' "$work/pools.xml" >"$work/node.xml"
collect LIMITS_VOLUME=none
true_of_it 'source.vm["vm-1"].disk["vda"].pool == "pool"' 'a volume that lies elsewhere is known by its path'
collect LIMITS_VOLUME=vm-1.qcow2
lacks 'source.vm["vm-1"].disk["vda"].pool' 'the volumes that libvirt lists do not settle it' \
    'a disk is not said to be in no pool where a volume is not described'

for state in running shutoff crashed; do
    collect "LIMITS_SNAPSHOT=<domainsnapshot><name>s</name><state>$state</state></domainsnapshot>"
    cp "$work/out" "$work/$state"
done
cp "$work/running" "$work/out"
true_of_it 'source.vm["vm-5"].saved_state' 'a snapshot of a machine that ran holds memory'
cp "$work/shutoff" "$work/out"
true_of_it 'not source.vm["vm-5"].saved_state' 'a snapshot of a machine that was off holds none'
cp "$work/crashed" "$work/out"
lacks 'source.vm["vm-5"].saved_state' 'whether a snapshot holds memory is not known' \
    'a snapshot in another state, without a memory element'

# Memory below what the fact model allows is no answer, and the facts are valid without it.
sed "s|<memory unit='MiB'>3</memory>|<memory unit='KiB'>8</memory>|" "$work/pools.xml" >"$work/node.xml"
collect LIMITS_VOLUME=none
lacks 'source.vm["vm-3"].memory' 'the answer is 8192 B, less than anything has' \
    'a machine of a few KiB has unknown memory'

done_testing
