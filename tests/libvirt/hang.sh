#!/bin/sh
# Collects from hosts that stop answering: none takes longer than it may, the others are complete,
# and the facts from before are kept. Reports in TAP.
. "${top_srcdir:-$(dirname "$0")/../..}/tests/libvirt/daemons.sh"

# in_time: the last collection took no longer than its 3 seconds, and a little for a busy machine.
in_time() {
    [ "$took" -le 5 ]
}

# fact FILTER: what jq says of the last facts.
fact() {
    jq -c "$1" "$work/out" 2>>"$work/why"
}

# reason FACT: why it is missing.
reason() {
    jq -r --arg fact "$1" '[.collected[].missing[] | select(.fact == $fact).reason][0]' "$work/out" \
        2>>"$work/why"
}

# link NAME ARGUMENT...: a link to the source's daemon by the socket $work/NAME.
link() {
    socket=$work/$1
    shift
    python3 "$here/link.py" "$socket" "$work/source/run/libvirt/libvirt-sock" "$@" >"$socket.out" 2>&1 &
    links="$links $!"
    until [ -S "$socket" ]; do sleep 0.1; done
    by_link="qemu+unix:///session?socket=$socket"
}
links=
clean_up() {
    # shellcheck disable=SC2086  # a list of numbers
    kill $links 2>/dev/null
    sh "$pair" stop "$work"
}

start_pair
need 'jq is not installed' have jq
sh "$pair" fill "$work" 2>"$work/why"
ok $? 'the hosts are filled'
collect --source "$source" --dest "$dest"
[ $status -eq 0 ] && cp "$work/out" "$work/whole"
ok $? 'both hosts answer'

# is_whole HOST: nothing of it is lost; what is free and occupied changes while we look.
settled='del(.memory_free, .numa[]?.memory, .pool[].free, .pool[].allocated, .vm[].disk[]?.allocated)'
is_whole() {
    [ "$(fact ".$1 | $settled")" = "$(jq -c ".$1 | $settled" "$work/whole")" ]
}

# A daemon that is stopped before it is asked.
daemon=$(cat "$work/dest/libvirtd.pid")
kill -STOP "$daemon"
collect --timeout 3 --source "$source" --dest "$dest"
in_time && [ $status -eq 2 ]
ok $? 'a stopped daemon takes no longer than the timeout'
is_whole source
ok $? 'the other host is complete'
[ "$(fact .dest)" = null ] && [ "$(wc -l <"$work/err")" -eq 1 ] && grep -q 'within 3 s' "$work/err"
ok $? 'nothing is known of the stopped one, and one message says so'
[ "$(reason dest)" != null ]
ok $? 'the facts say why'

# A port that is open and never answers.
python3 "$here/link.py" 0 - 0 >"$work/port" 2>>"$work/link.err" &
links="$links $!"
until [ -s "$work/port" ]; do sleep 0.1; done
collect --timeout 3 --host one="$source" --host two="$dest" \
    --host three="qemu+tcp://127.0.0.1:$(cat "$work/port")/system"
in_time && [ $status -eq 2 ]
ok $? 'a silent port and a stopped daemon take no longer than one of them'
[ "$(fact '[.host[] | select(.vm).name]')" = '["one"]' ] && [ "$(wc -l <"$work/err")" -eq 2 ]
ok $? 'of three hosts the one that answers is complete'
kill -CONT "$daemon"

# A link that falls silent or breaks among the last machines.
link sound 0
collect --timeout 3 --source "$by_link"
bytes=$(($(cat "$work/sound.out") - 10000))
link silent 0 $bytes stall
collect --timeout 3 --source "$by_link" --dest "$dest"
in_time && [ $status -eq 2 ] && grep -q 'within 3 s' "$work/err"
ok $? 'a link that falls silent'
[ "$(fact '.source | [.memory, .network]')" = "$(jq -c '.source | [.memory, .network]' "$work/whole")" ]
ok $? 'the facts of the host itself are kept'
[ "$(fact .source.vm)" = null ] && [ "$(reason source.vm)" != null ]
ok $? 'its machines are missing, with the reason'
is_whole dest
ok $? 'the other host is complete'
link broken 0 $bytes close
collect --timeout 3 --source "$by_link" --dest "$dest"
in_time && [ $status -eq 2 ] && is_whole dest
ok $? 'a link that breaks'
[ "$(fact '.source | [.memory, .network]')" = "$(jq -c '.source | [.memory, .network]' "$work/whole")" ]
ok $? 'the facts of the host itself are kept then, too'
cp "$work/out" "$work/facts"
expect 0 'the facts of a broken link are valid' "$plimsoll" facts validate "$work/facts"

# A disk that is a pipe without a writer, like a dead file server: the daemon never answers about
# machines again.
mkfifo "$work/dest/wedged.raw"
chmod 666 "$work/dest/wedged.raw"
cat >"$work/definition.xml" <<END
<domain type='qemu'><name>wedged</name><memory unit='MiB'>32</memory><os><type arch='x86_64'>hvm</type></os>
<devices><disk type='file' device='disk'><driver name='qemu' type='raw'/><source file='$work/dest/wedged.raw'/>
<target dev='vda' bus='virtio'/></disk></devices></domain>
END
virsh -q -c "$dest" define "$work/definition.xml" >"$work/why" 2>&1
ok $? 'a machine with such a disk'
collect --timeout 3 --source "$source" --dest "$dest"
in_time && is_whole source
ok $? 'it takes no longer than the timeout, and the other host is complete'
[ "$(fact '.dest | [.memory, .network]')" = "$(jq -c '.dest | [.memory, .network]' "$work/whole")" ]
ok $? 'the facts of the host itself are kept'
[ "$(fact '[.dest.vm[]? | select(.name == "resident").memory]')" != '[]' ] || [ "$(reason dest.vm)" != null ]
ok $? 'its machines are there or missing, never none'
cp "$work/out" "$work/facts"
expect 0 'the facts of a wedged host are valid' "$plimsoll" facts validate "$work/facts"

done_testing
