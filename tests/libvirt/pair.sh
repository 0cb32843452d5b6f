#!/bin/sh
# Two real libvirt daemons with QEMU on one machine, and hosts made of them.
#   pair.sh missing          names what is not installed; nothing where all is there
#   pair.sh start DIR SHIM   starts DIR/source and DIR/dest, each with its own host name by SHIM
#   pair.sh fill DIR         gives them pools, networks and machines in every state
#   pair.sh stop DIR         ends them with every guest, whatever state they are in
#   pair.sh uri DIR HOST     prints the URI of a host
# The daemons are those of an unprivileged user, separated by their directories alone: nothing of
# the machine they run on is changed, no name space and no /dev/kvm is needed. DIR has to be short,
# because the path of a socket holds 107 bytes.
set -eu

uri() {
    echo "qemu+unix:///session?socket=$1/$2/run/libvirt/libvirt-sock"
}

missing() {
    PATH=$PATH:/usr/sbin:/sbin
    for program in libvirtd virsh qemu-system-x86_64 qemu-img setpriv python3; do
        command -v "$program" >/dev/null || echo "$program"
    done
    for folder in /usr/lib/*/libvirt/connection-driver /usr/lib*/libvirt/connection-driver; do
        [ ! -e "$folder/libvirt_driver_qemu.so" ] || return 0
    done
    echo "libvirt's driver for QEMU"
}

# unprivileged COMMAND...: a daemon of root's would be the machine's own one.
unprivileged() {
    if [ "$(id -u)" -eq 0 ]; then
        exec setpriv --reuid=nobody --regid=nogroup --clear-groups "$@"
    fi
    exec "$@"
}

# launch HOME HOST SHIM
launch() {
    unprivileged env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME="$1" LC_ALL=C \
        XDG_CONFIG_HOME="$1/config" XDG_CACHE_HOME="$1/cache" XDG_RUNTIME_DIR="$1/run" \
        XDG_DATA_HOME="$1/data" LD_PRELOAD="$3" SHIM_HOSTNAME="$2.test" \
        libvirtd -p "$1/libvirtd.pid" </dev/null >"$1/out" 2>&1
}

start() {
    chmod 755 "$1"
    install -m 755 "$2" "$1/shim.so" # where the other user may read it
    number=1
    for host in source dest; do
        home=$1/$host
        mkdir -p "$home/config/libvirt" "$home/cache" "$home/run" "$home/data" "$home/fast" "$home/cold"
        cat >"$home/config/libvirt/libvirtd.conf" <<END
host_uuid = "0000000$number-1111-4222-8333-444444444444"
log_outputs = "3:file:$home/log"
END
        # Guests would otherwise start one more daemon, for their logs; and daemons that start screens at
        # the same time would choose the same port.
        cat >"$home/config/libvirt/qemu.conf" <<END
stdio_handler = "file"
remote_display_port_min = $((10000 + ($$ % 1000) * 50 + number * 20))
remote_display_port_max = $((10000 + ($$ % 1000) * 50 + number * 20 + 19))
END
        [ "$(id -u)" -ne 0 ] || chown -R nobody:nogroup "$home"
        (launch "$home" "$host" "$1/shim.so") &
        number=2
    done
    for host in source dest; do
        tries=0
        until virsh -q -c "$(uri "$1" $host)" version >/dev/null 2>&1; do
            tries=$((tries + 1))
            [ $tries -lt 200 ] || {
                echo "libvirtd for $host does not answer" >&2
                cat "$1/$host/out" "$1/$host/log" >&2 || :
                return 1
            }
            sleep 0.1
        done
    done
}

# The processes that have DIR/ among their arguments: the daemons, and QEMU by the paths of its
# sockets. Zombies have no arguments any more.
processes() {
    grep -lzF -- "$1/" /proc/[0-9]*/cmdline 2>/dev/null | sed 's|/proc/\([0-9]*\)/.*|\1|'
}

stop() {
    tries=0
    while [ $tries -lt 50 ]; do
        running=
        for process in $(processes "$1"); do
            case $(cat "/proc/$process/comm" 2>/dev/null) in
            *libvirtd | *qemu*) running="$running $process" ;;
            esac
        done
        [ -n "$running" ] || return 0
        # shellcheck disable=SC2086  # a list of numbers
        kill -KILL $running 2>/dev/null || :
        tries=$((tries + 1))
        sleep 0.1
    done
    echo "these processes do not end:$running" >&2
    return 1
}

# ask HOST COMMAND...
ask() {
    host=$1
    shift
    virsh -q -c "$(uri "$folder" "$host")" "$@" </dev/null >"$folder/virsh.out" 2>&1 || {
        echo "virsh $* on $host:" >&2
        cat "$folder/virsh.out" >&2
        return 1
    }
}

# define HOST [KIND-]: what standard input describes, a network (net-) or else a machine.
define() {
    cat >"$folder/definition.xml"
    ask "$1" "${2-}define" "$folder/definition.xml"
}

# machine HOST NAME NUMBER MEMORY-MIB VCPUS [DEVICES [MORE]]
machine() {
    define "$1" <<END
<domain type='qemu'>
  <name>$2</name>
  <uuid>5ca1ab1e-0000-4000-8000-00000000000$3</uuid>
  <memory unit='MiB'>$4</memory>
  <currentMemory unit='MiB'>$(($4 / 2))</currentMemory>
  <vcpu current='1'>$5</vcpu>
  <os><type arch='x86_64' machine='pc'>hvm</type><boot dev='hd'/></os>
  <features><acpi/></features>
  ${7-}
  <devices>
    ${6-}
    <controller type='usb' model='none'/>
  </devices>
</domain>
END
}

# file_disk TARGET PATH / volume_disk TARGET VOLUME
file_disk() {
    echo "<disk type='file' device='disk'><driver name='qemu' type='qcow2'/><source file='$2'/><target dev='$1' bus='virtio'/></disk>"
}

volume_disk() {
    echo "<disk type='volume' device='disk'><driver name='qemu' type='qcow2'/><source pool='fast' volume='$2'/><target dev='$1' bus='virtio'/></disk>"
}

# bridge HOST NAME BRIDGE
bridge() {
    define "$1" net- <<END
<network><name>$2</name><forward mode='bridge'/><bridge name='$3'/></network>
END
    ask "$1" net-start "$2"
}

fill_host() {
    for pool in fast cold; do
        ask "$1" pool-define-as $pool dir --target "$folder/$1/$pool"
    done
    ask "$1" pool-start fast
    ask "$1" pool-autostart fast
    bridge "$1" lan br0
    ask "$1" net-autostart lan
    # Without privileges libvirtd makes no bridge, so this one stays inactive.
    define "$1" net- <<'END'
<network><name>nat</name><forward mode='nat'/><bridge name='virbr77'/><ip address='198.51.100.1' netmask='255.255.255.0'/></network>
END
}

fill() {
    folder=$1
    fast=$folder/source/fast
    fill_host source
    fill_host dest
    define source net- <<'END'
<network><name>groups</name><forward mode='bridge'/><bridge name='ovs0'/><virtualport type='openvswitch'/><vlan><tag id='42'/></vlan><portgroup name='standard' default='yes'><vlan><tag id='200'/></vlan></portgroup><portgroup name='plain'/><portgroup name='trunk'><vlan trunk='yes'><tag id='43'/><tag id='44'/></vlan></portgroup></network>
END
    bridge source backbone br1 # which the destination does not have
    for volume in database:100 web:200 cache:300 batch:400; do
        ask source vol-create-as fast "${volume%:*}.qcow2" "${volume#*:}M" --format qcow2
    done
    ask source vol-create-as fast logs.qcow2 50M --format qcow2 --backing-vol batch.qcow2 \
        --backing-vol-format qcow2
    user="<interface type='user'><mac address='52:54:00:77:00"
    machine source database 1 32 2 "$(volume_disk vda database.qcow2)
        <disk type='file' device='cdrom'><target dev='sda' bus='sata'/><readonly/></disk>
        <interface type='network'><mac address='52:54:00:77:00:01'/><source network='lan'/><model type='virtio'/></interface>" \
        "<cpu mode='custom' match='exact'><model fallback='forbid'>qemu64</model></cpu>"
    machine source web 2 48 2 "$(file_disk vda "$fast/web.qcow2")
        $user:02'/><model type='virtio'/></interface>"
    machine source cache 3 32 1 "$(volume_disk vda cache.qcow2)
        $user:03'/><model type='e1000'/></interface>"
    machine source batch 4 32 1 "$(file_disk vda "$fast/logs.qcow2")
        $user:04'/><model type='virtio'/></interface>
        <graphics type='vnc' autoport='yes'/><video><model type='cirrus'/></video>" "<cpu mode='host-model'/>"
    machine source router 5 32 1 "<interface type='network'><mac address='52:54:00:77:00:05'/><source network='backbone'/></interface>
        <interface type='bridge'><mac address='52:54:00:77:00:06'/><source bridge='br1'/></interface>
        <interface type='direct'><mac address='52:54:00:77:00:07'/><source dev='eno1' mode='bridge'/></interface>
        <interface type='network'><mac address='52:54:00:77:00:08'/><source network='groups'/></interface>
        <interface type='network'><mac address='52:54:00:77:00:09'/><source network='groups' portgroup='plain'/></interface>
        <interface type='network'><mac address='52:54:00:77:00:0a'/><source network='groups' portgroup='trunk'/></interface>
        <interface type='network'><mac address='52:54:00:77:00:0b'/><source network='nowhere'/></interface>
        <interface type='network'><mac address='52:54:00:77:00:0c'/><source network='groups' portgroup='plain'/><virtualport type='openvswitch'/><vlan><tag id='5'/></vlan></interface>"
    ask source autostart database
    ask source snapshot-create-as database installed
    ask source snapshot-create-as database patched
    ask source snapshot-revert database installed
    ask source snapshot-create-as database 'other branch'
    ask source start web
    ask source snapshot-create-as web live
    define source secret- <<'END'
<secret ephemeral='no' private='no'><uuid>5ca1ab1e-0000-4000-8000-0000000000aa</uuid><usage type='volume'><volume>/srv/locked.qcow2</volume></usage></secret>
END
    # One of everything that a definition can set.
    define source <<END
<domain type='qemu'>
  <name>bound</name>
  <uuid>5ca1ab1e-0000-4000-8000-00000000000b</uuid>
  <maxMemory slots='4' unit='MiB'>256</maxMemory>
  <memory unit='MiB'>32</memory>
  <vcpu cpuset='0-1'>2</vcpu>
  <cputune><vcpupin vcpu='0' cpuset='0'/><vcpupin vcpu='1' cpuset='1'/></cputune>
  <numatune><memory mode='strict' nodeset='0'/></numatune>
  <sysinfo type='fwcfg'><entry name='opt/com.example/name' file='/srv/name.bin'/></sysinfo>
  <os><type arch='x86_64' machine='q35'>hvm</type><kernel>/srv/vmlinuz</kernel><initrd>/srv/initrd</initrd></os>
  <cpu><numa><cell id='0' cpus='0-1' memory='32' unit='MiB'/></numa></cpu>
  <devices>
    <disk type='file' device='disk'><driver name='qemu' type='qcow2'/><source file='$fast/database.qcow2'/><target dev='vda' bus='virtio'/><iotune><total_bytes_sec>1000000</total_bytes_sec><read_iops_sec>400</read_iops_sec></iotune><serial>WD-1</serial><boot order='2'/></disk>
    <disk type='file' device='disk'><driver name='qemu' type='qcow2'/><source file='$fast/web.qcow2'><encryption format='luks'><secret type='passphrase' uuid='5ca1ab1e-0000-4000-8000-0000000000aa'/></encryption></source><target dev='vdb' bus='virtio'/></disk>
    $user:0d'/><model type='virtio'/><rom file='/srv/net.rom'/><boot order='1'/></interface>
    <interface type='bridge'><mac address='52:54:00:77:00:0e'/><source bridge='br0'/><model type='virtio'/><filterref filter='clean-traffic'/></interface>
    <graphics type='vnc' port='5950' autoport='no'><listen type='address' address='192.0.2.7'/></graphics>
    <video><model type='cirrus'/></video>
    <controller type='usb' model='none'/>
  </devices>
  <seclabel type='dynamic' model='dac' relabel='yes'/>
</domain>
END
    # What it will be from the next start on.
    ask source setvcpus web 2 --config
    ask source setmaxmem web 64M --config
    # A copy that goes on until somebody ends it.
    ask source blockcopy web vda --dest "$fast/copy.qcow2" --transient-job
    ask source start cache
    ask source managedsave cache
    ask source start batch
    ask source suspend batch
    machine dest resident 6 32 1
    ask dest start resident
}

case $1 in
uri) uri "$2" "$3" ;;
missing | start | stop | fill) "$@" ;;
*) exit 2 ;;
esac
