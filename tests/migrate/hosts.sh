#!/bin/sh
# Two hosts with libvirt and QEMU on one machine, as root: each in name spaces of its own.
#   hosts.sh missing           names what is not installed; nothing where all is there
#   hosts.sh start DIR [HOST]  starts DIR/source and DIR/dest, or one of them again
#   hosts.sh stop DIR          ends them with every guest
#   hosts.sh uri DIR HOST      prints the URI of a host
#   hosts.sh in DIR HOST COMMAND...   runs a command on a host
# Both have their own processes, sockets, bridges, host name, and files below DIR/local, which is
# another folder for each; below DIR/shared they see the same files. The machine they run on is not
# changed: what libvirt writes elsewhere goes into file systems that end with the name space.
# The QEMU of dest is a copy in which some names are others (see older), so that it offers less.
set -eu

uri() {
    echo "qemu+unix:///system?socket=$1/$2/run/libvirt-sock"
}

missing() {
    PATH=$PATH:/usr/sbin:/sbin
    for program in libvirtd virsh qemu-system-x86_64 qemu-img swtpm swtpm_setup python3 unshare \
        nsenter ip; do
        command -v "$program" >/dev/null || echo "$program"
    done
    [ -d /etc/libvirt ] || echo /etc/libvirt
    [ -e /usr/share/OVMF/OVMF_CODE_4M.fd ] || echo ovmf
}

# older FILE: names of the same length take the place of those that this QEMU is not to know.
older() {
    LC_ALL=C sed -e 's/pc-i440fx-6\.2/pc-i440fx-6.x/g' -e 's/pc-q35-6\.2/pc-q35-6.x/g' \
        -e 's/Nehalem/Nehalex/g' -e 's/smap/smax/g' -e 's/i82801b11-bridge/i82801b11-bridgx/g' \
        -e 's/pvpanic-pci/pvpanic-pcx/g' -e 's/cirrus-vga/cirrus-vgx/g' \
        /usr/bin/qemu-system-x86_64 >"$1"
    chmod 755 "$1"
}

number() {
    [ "$1" = source ] && echo 1 || echo 2
}

configure() {
    cat >"$1/etc/libvirtd.conf" <<END
unix_sock_dir = "$1/run"
auth_unix_ro = "none"
auth_unix_rw = "none"
host_uuid = "$2"
log_outputs = "3:file:$1/log"
END
    # Guests would otherwise start one more daemon, for their logs, and need control groups.
    cat >"$1/etc/qemu.conf" <<'END'
user = "root"
group = "root"
swtpm_user = "root"
swtpm_group = "root"
namespaces = []
cgroup_controllers = []
remember_owner = 0
dynamic_ownership = 0
stdio_handler = "file"
END
}

# devices FOLDER: the devices of a host, without /dev/kvm: machines are emulated everywhere.
devices() {
    mkdir -p "$1"
    mount -t tmpfs tmpfs "$1"
    mkdir "$1/pts" "$1/shm" "$1/net" "$1/hugepages"
    ln -s pts/ptmx "$1/ptmx"
    ln -s /proc/self/fd "$1/fd"
    for node in null zero full random urandom tty net/tun; do
        touch "$1/$node"
        mount --bind "/dev/$node" "$1/$node"
    done
    mount --bind /dev/pts "$1/pts"
    mount --move "$1" /dev
    mount -t hugetlbfs hugetlbfs /dev/hugepages || : # not every kernel has them
}

# inside DIR HOST: the first process of the host, which collects what its guests leave.
inside() {
    dir=$1 host=$2 home=$1/$2
    mount --bind "$home/local" "$dir/local"
    mount --bind "$home/etc" /etc/libvirt
    for file in passwd group; do
        mount --bind "$home/$file" "/etc/$file"
    done
    for folder in /run /var/lib /var/cache /var/log; do
        mount -t tmpfs tmpfs $folder
    done
    mkdir /var/log/libvirt /var/lib/libvirt /var/cache/libvirt
    # What libvirt asked QEMU takes seconds to ask again.
    mount --bind "$home/cache" /var/cache/libvirt
    for emulator in /usr/bin/qemu-system-*; do
        [ "$emulator" = /usr/bin/qemu-system-x86_64 ] || mount --bind /dev/null "$emulator"
    done
        mount -t sysfs sysfs /sys # else it has the network adapters of the machine
    devices "$home/dev"
    [ "$host" = source ] || mount --bind "$dir/qemu" /usr/bin/qemu-system-x86_64
    hostname "$host.test"
    ip link set lo up
    ip link add br0 type bridge
    ip address add "198.51.100.$(number "$host")/24" dev br0
    ip link set br0 up
    libvirtd -p "$home/libvirtd.pid" >"$home/out" 2>&1 &
    wait $!
    echo "libvirtd ended with $?" >>"$home/out"
    sleep 1
}

prepare() {
    home=$1/$2
    mkdir -p "$home/etc" "$home/run" "$home/local" "$home/cache" "$1/local" "$1/shared"
    cp /etc/passwd /etc/group "$home/"
    grep -q ^libvirt-qemu: /etc/passwd ||
        echo 'libvirt-qemu:x:64055:64055::/var/lib/libvirt:/usr/sbin/nologin' >>"$home/passwd"
    grep -q ^libvirt-qemu: /etc/group || echo 'libvirt-qemu:x:64055:' >>"$home/group"
}

start() {
    dir=$1
    chmod 755 "$dir"
    [ -e "$dir/qemu" ] || older "$dir/qemu"
    for host in ${2:-source dest}; do
        prepare "$dir" $host
        configure "$dir/$host" "0000000$(number $host)-1111-4222-8333-444444444444"
        unshare --mount --net --uts --ipc --pid --fork --kill-child=KILL --mount-proc \
            --propagation private sh "$0" inside "$dir" "$host" \
            </dev/null >"$dir/$host/inside" 2>&1 &
        echo $! >"$dir/$host/unshare"
    done
    for host in ${2:-source dest}; do
        tries=0
        until virsh -q -c "$(uri "$dir" $host)" version >/dev/null 2>&1; do
            tries=$((tries + 1))
            [ $tries -lt 200 ] || {
                echo "libvirtd for $host does not answer" >&2
                cat "$dir/$host/inside" "$dir/$host/out" "$dir/$host/log" >&2 || :
                return 1
            }
            sleep 0.1
        done
    done
}

# The end of unshare is that of the first process of the name space, and so of all in it.
stop() {
    for host in ${2:-source dest}; do
        [ -s "$1/$host/unshare" ] || continue
        process=$(cat "$1/$host/unshare")
        kill -KILL "$process" 2>/dev/null || :
        tries=0
        while kill -0 "$process" 2>/dev/null && [ $tries -lt 100 ]; do
            tries=$((tries + 1))
            sleep 0.1
        done
        rm -f "$1/$host/unshare"
    done
}

in_host() {
    dir=$1 host=$2
    shift 2
    unshare=$(cat "$dir/$host/unshare")
    process=$(cat "/proc/$unshare/task/$unshare/children")
    exec nsenter --target "${process% }" --mount --net --uts --ipc --pid "$@"
}

action=$1
shift
case $action in
in) in_host "$@" ;;
uri | missing | start | stop | inside) $action "$@" ;;
*) exit 2 ;;
esac
