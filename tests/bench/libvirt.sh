#!/bin/bash
# make bench-libvirt: collecting from many machines through a real daemon against the bare calls
# alone, as a ratio within one run; the calls for each machine; and the same over a slow link.
# MACHINES and FAR are the numbers of machines, the latter over the link.
set -euo pipefail
top_srcdir=${top_srcdir:?}
top_builddir=${top_builddir:?}
here=$top_srcdir/tests/bench
pair=$top_srcdir/tests/libvirt/pair.sh
shim=$top_builddir/tests/libvirt/.libs/shim.so
collector=$top_builddir/plimsoll-collect-libvirt
lacking=$("$pair" missing | tr '\n' ' ')
[ -z "$lacking" ] || {
    echo "collecting over libvirt: not measured; not installed: $lacking"
    exit 0
}
work=$(mktemp -d /tmp/plimsoll.XXXXXX)
link=
trap '[ -z "$link" ] || kill $link; "$pair" stop "$work"; rm -rf "$work"' EXIT
"$pair" start "$work" "$shim"
socket=$work/source/run/libvirt/libvirt-sock

# seconds COMMAND...: how long it takes.
seconds() {
    local start=$EPOCHREALTIME
    "$@" >/dev/null
    echo "$start $EPOCHREALTIME" | awk '{ printf "%.3f\n", $2 - $1 }'
}

# node MACHINES: the URI of such a host, but for its socket.
node() {
    python3 "$here/node.py" "$1" >"$work/$1.xml"
    chmod 644 "$work/$1.xml"
    echo "test+unix://$work/$1.xml"
}

least() {
    printf '%s\n' "$@" | sort -n | head -n 1
}

# since_first_line URI: how long the collector takes from its first line on. Opening such a
# connection lets the daemon read the whole file, which is no part of collecting.
since_first_line() {
    "$collector" --role source "$1" | {
        read -r _
        start=$EPOCHREALTIME
        cat >/dev/null
        echo "$start $EPOCHREALTIME" | awk '{ printf "%.3f\n", $2 - $1 }'
    }
}

for size in ${MACHINES:-10000}; do
    uri="$(node "$size")?socket=$socket"
    ours='' bare=''
    for _ in 1 2 3; do
        set -- $("$top_builddir/tests/bench/calls" "$uri")
        bare=$(least $bare "$2")
        ours=$(least $ours "$(since_first_line "$uri")")
    done
    LD_PRELOAD=$shim SHIM_COUNT=$work/counts ASAN_OPTIONS=verify_asan_link_order=0 \
        "$collector" --role source "$uri" >/dev/null
    calls=$(awk '{ sum += $2 } END { print sum }' "$work/counts")
    echo
    awk -v size="$size" -v ours="$ours" -v bare="$bare" -v calls="$calls" 'BEGIN {
        printf "collecting %d machines through libvirtd: %.3f s, the calls alone %.3f s, ratio %.2f (least of 3)\n",
               size, ours, bare, ours / bare
        printf "calls: %d, %.2f for each machine (with two volumes, and snapshots of every tenth)\n", calls, calls / size
    }'
done

far=${FAR:-300}
uri=$(node "$far")
python3 "$top_srcdir/tests/libvirt/link.py" "$work/link" "$socket" 2.5 >/dev/null &
link=$!
until [ -S "$work/link" ]; do sleep 0.1; done
near=$(seconds "$collector" --role source "$uri?socket=$socket")
slow=$(seconds "$collector" --role source "$uri?socket=$work/link")
set -- $("$top_builddir/tests/bench/calls" "$uri?socket=$work/link")
echo
echo "collecting $far machines over a link of 5 ms: $slow s, the calls one after the other $2 s; here $near s"
