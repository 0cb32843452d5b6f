#!/bin/sh
# Where writing fails: every command that writes says so in one line and ends with 3, leaves a file that
# was there as it was, and no other file. What cannot be written is found before any work.
. "${top_srcdir:-$(dirname "$0")/..}/tests/tap.sh"

facts=$examples/kvm-pair.json
export plimsoll facts examples now
# What people have put into a file, collecting does not replace: golden hyperv/declared.
jq 'del(.attest) | walk(if type == "object" then del(.runs, .remote, .to_pool, .to_network) else . end)' \
    "$facts" >"$work/facts.json"
cp -r "$top_srcdir/tests/golden/hyperv/data/hv01" "$work/export"
cat >"$work/tested.plim" <<'END'
policy tested "A policy with a test"
rule one "One" { require 1 == 1 }
test "one" { case "always" { expect pass one } }
END
chmod 755 "$work"
cd "$work" || exit 99
"$plimsoll" check kvm.prepare --facts facts.json --now "$now" --format json=report.json

# The commands that write a file, @.
cat >writers <<END
check text|check kvm.prepare --facts facts.json --now $now --format text=@
check json|check kvm.prepare --facts facts.json --now $now -f json=@
check html|check kvm.prepare --facts facts.json --now $now --format html=@
collect hyperv|collect hyperv export -o @
diff|diff report.json report.json --format json=@
doc|doc kvm.prepare --output @
explain|explain kvm.prepare memory --facts facts.json --now $now --format json=@
facts merge|facts merge facts.json -o @
report merge|report merge report.json -o @
test junit|test tested.plim --format junit=@
test coverage|test tested.plim --format text=/dev/null --coverage-file @
END
if [ -x "$PLIMSOLL_LIBEXEC/plimsoll-collect-libvirt" ]; then
    echo 'collect|collect --source test:///default -o @' >>writers
fi

# Those that edit one, which is a copy of facts.json.
cat >editors <<END
attest|attest @ backup.source --by jo
plan|plan @ vm[mail].runs=true
END

# Those that write to standard output; more than one line.
cat >printers <<END
attest|attest copy.json backup.source --by jo
check|check kvm.prepare --facts facts.json
checklist|checklist kvm.prepare --facts facts.json
collect hyperv|collect hyperv export
completion|completion bash
diff|diff report.json report.json
doc|doc kvm.prepare
eval|eval 1+1
explain|explain kvm.prepare memory --facts facts.json
bench|bench kvm.prepare --facts facts.json --runs 1
profile|profile kvm.prepare --facts facts.json --runs 1
fmt|fmt tested.plim
lint|lint tested.plim
facts diff|facts diff facts.json $examples/hyperv-pair.json
facts infer|facts infer facts.json
facts merge|facts merge facts.json
facts schema|facts schema
facts show|facts show vm --facts facts.json
facts validate|facts validate facts.json
help|help
help of a command|help check
plan|plan copy.json vm[mail].runs=true
policies|policies
report merge|report merge report.json report.json
test|test tested.plim
version|version
END

# As that user where the test is run by root.
as_nobody() {
    if [ "$(id -u)" -eq 0 ]; then setpriv --reuid 65534 --regid 65534 --clear-groups "$@"; else "$@"; fi
}
has_nobody() {
    as_nobody "$plimsoll" version >/dev/null 2>&1
}

# with_mount SIZE COMMAND...: in a name space of its own, where $work/disk is a small file system.
with_mount() {
    size=$1
    shift
    # shellcheck disable=SC2016
    unshare -m sh -c 'mount -t tmpfs -o "size=$0,mode=777" tmpfs disk && exec "$@"' "$size" "$@"
}
has_mount() {
    mkdir -p disk && with_mount 64k true 2>/dev/null
}

# arguments LINE TARGET: sets $name, and $arguments with the target in the place of the @.
arguments() {
    name=${1%%|*}
    arguments=$(printf '%s' "${1#*|}" | sed "s|@|$2|")
}

# each LIST TARGET FUNCTION: calls it for each command of a list.
each() {
    while IFS= read -r line <&3; do
        arguments "$line" "$2"
        $3
    done 3<"$1"
}

# plimsoll's own words for the command: "check json" is check.
command_of() {
    case $name in 'check '*) echo check ;; 'test '*) echo test ;; *) echo "$name" ;; esac
}

# fails MESSAGE CASE: the last command wrote nothing, and just this message of its own.
fails() {
    refused "plimsoll: $(command_of): $1" "$name: $2"
}

# ---- folders and files ----

# shellcheck disable=SC2086
missing() {
    run "$plimsoll" $arguments
    fails 'cannot write none/out: there is no folder none' 'a missing folder'
}
each writers none/out missing

# shellcheck disable=SC2086
folder() {
    run "$plimsoll" $arguments
    fails 'cannot write export: it is a folder; name a file in it' 'a folder in place of a file'
}
each writers export folder

# shellcheck disable=SC2086
file_as_folder() {
    run "$plimsoll" $arguments
    fails 'cannot write facts.json/out: there is no folder facts.json' 'a file in place of a folder'
}
each writers facts.json/out file_as_folder

# shellcheck disable=SC2086
empty_name() {
    run "$plimsoll" $arguments
    { [ "$status" -eq 3 ] && [ "$(wc -l <err)" -eq 1 ]; } 2>>why
    ok $? "$name: an empty name"
}
each writers '' empty_name

mkdir closed
echo whole >closed/out
cp facts.json closed/facts.json
chmod 755 closed
[ "$(id -u)" -eq 0 ] || chmod 555 closed
# shellcheck disable=SC2086
closed() {
    run as_nobody "$plimsoll" $arguments
    fails "cannot write $target: Permission denied" "$name: ${target#closed/} in a folder without permission"
}
if has_nobody; then
    for target in closed/out closed/new; do
        each writers $target closed
    done
    target=closed/facts.json
    each editors $target closed
    cmp -s facts.json closed/facts.json && [ "$(cat closed/out)" = whole ] && [ "$(ls -A closed | wc -l)" -eq 2 ]
    ok $? 'and nothing there has changed'
else
    skip 'a folder without permission' 'no other user can be taken'
fi

# ---- disks ----

cat >on_disk.sh <<'END'
# on_disk.sh PREPARE ARGUMENT...: the status is that of plimsoll, or 9 where the disk is not as before.
prepare=$1
shift
cp facts.json disk/out && eval "$prepare"
ls -A disk >before
"$plimsoll" "$@"
status=$?
ls -A disk | cmp -s - before && cmp -s facts.json disk/out || exit 9
exit $status
END
# shellcheck disable=SC2086
full() {
    run with_mount 64k sh on_disk.sh 'cat /dev/zero >disk/filler 2>/dev/null' $arguments
    fails 'cannot write disk/out: No space left on device' 'a full disk'
}
# shellcheck disable=SC2086
read_only() {
    run with_mount 64k sh on_disk.sh 'mount -o remount,ro disk' $arguments
    fails 'cannot write disk/out: Read-only file system' 'a disk that is read-only'
}
if has_mount; then
    for list in writers editors; do
        each $list disk/out full
        each $list disk/out read_only
    done
else
    skip 'full disks and those that are read-only' 'no file system can be mounted'
fi

# A limit holds for standard error as well, if that is a file.
# shellcheck disable=SC2086
limited() {
    cp facts.json limited.json
    { (ulimit -f 0 && exec "$plimsoll" $arguments) 2>&1 >/dev/null && echo 0 >status || echo $? >status; } | cat >err
    : >out
    status=$(cat status)
    echo "exit status $status" >why
    cmp -s facts.json limited.json || status=changed
    fails 'cannot write limited.json: File too large' 'a limit for sizes of files'
}
each writers limited.json limited
each editors limited.json limited
ls -A | grep -F .plimsoll. >why
[ $? -eq 1 ]
ok $? 'nothing is left of what could not be written'

# ---- standard output ----

# prints_to REASON: standard output is what 6 leads to, which cannot be written to.
# shellcheck disable=SC2086
prints_to() {
    cp facts.json copy.json
    "$plimsoll" $arguments 2>err >&6
    status=$?
    { echo "exit status $status" && cat err; } >why
    [ "$(grep -c "^plimsoll: .*cannot write to standard output: $1\$" err)" -eq 1 ] && [ "$status" -eq 3 ]
    ok $? "$name: $1"
}
full_output() {
    prints_to 'No space left on device' 6>/dev/full
}
# shellcheck disable=SC2086
closed_output() {
    "$plimsoll" $arguments 2>err >&-
    [ $? -eq 3 ] && grep -q 'cannot write to standard output: Bad file descriptor' err
    ok $? "$name: a closed standard output"
}
closed_pipe() {
    exec 5<>pipe 6>pipe 5<&-
    prints_to 'Broken pipe'
    exec 6>&-
}
mkfifo pipe
echo 1+1 >lines
"$plimsoll" repl --facts facts.json <lines >/dev/full 2>err
[ $? -eq 3 ] && grep -q 'cannot write to standard output: No space left on device' err
ok $? 'repl: No space left on device'
each printers '' full_output
each printers '' closed_output
each printers '' closed_pipe

# shellcheck disable=SC2162
"$plimsoll" help | sed -n 's/^  \([a-z]*\) .*/\1/p' | while read command; do
    # Those that answer what they are sent are tried in repl.sh and lsp.sh.
    [ "$command" = repl ] || [ "$command" = lsp ] || grep -q "^$command\b" printers writers ||
        echo "$command is in no list"
done >lacking
empty 'every command is tried' lacking

# ---- what is found before any work ----

mkdir helper
printf '#!/bin/sh\ntouch "%s"\n' "$work/asked" >helper/plimsoll-collect-libvirt
chmod +x helper/plimsoll-collect-libvirt
PLIMSOLL_LIBEXEC=$work/helper run "$plimsoll" collect --source test:///default -o none/out
[ "$status" -eq 3 ] && [ ! -e asked ]
ok $? 'no host is asked where the facts cannot be written'
PLIMSOLL_LIBEXEC=$work/helper run "$plimsoll" check kvm.prepare --source test:///default \
    --format text --format json=none/out
name=check
fails 'cannot write none/out: there is no folder none' 'a report that cannot be written is none'
[ ! -e asked ]
ok $? 'no host is asked where a report cannot be written'
run "$plimsoll" test tested.plim --mutate --coverage-file none/out
name=test
fails 'cannot write none/out: there is no folder none' 'no test is run where coverage cannot be written'

# refuses FILE ARGUMENT...: what is read is not written over.
refuses() {
    file=$1
    shift
    cp "$file" "$work/before"
    run "$plimsoll" "$@"
    cmp -s "$file" "$work/before" || status=changed
    { [ "$status" -eq 3 ] && [ ! -s out ] && [ "$(wc -l <err)" -eq 1 ] && grep -q ": cannot write .*: " err; } 2>>why
    ok $? "not written over: $*"
}
cp "$top_srcdir/examples/site.plim" site.plim
cp "$examples/attest.json" more.json
ln -s facts.json link.json
echo 'params set { }' >values.plim
printf 'hv01 test:///default\n' >hosts.txt
refuses facts.json check kvm.prepare --facts facts.json --format json=facts.json
refuses facts.json check kvm.prepare --facts facts.json --format json=./facts.json
refuses facts.json check kvm.prepare --facts facts.json --format json=link.json
refuses facts.json check kvm.prepare --facts link.json --format json=facts.json
refuses facts.json check kvm.prepare --source facts.json --format json=facts.json
refuses facts.json check kvm.prepare --facts vm=facts.json --format json=facts.json
refuses site.plim check site.plim --facts facts.json --format html=site.plim
refuses "$PLIMSOLL_PATH/kvm/prepare.plim" check kvm.prepare --format html="$PLIMSOLL_PATH/kvm/prepare.plim"
refuses values.plim check site.plim --params values.plim --format html=values.plim
refuses facts.json facts merge facts.json more.json -o facts.json
refuses more.json facts merge facts.json --facts more.json -o link.json -o more.json
refuses hosts.txt collect --hosts hosts.txt -o hosts.txt
refuses site.plim doc site.plim -o site.plim
refuses "$PLIMSOLL_PATH/kvm/prepare.plim" doc kvm.prepare -o "$PLIMSOLL_PATH/kvm/prepare.plim"
refuses tested.plim test tested.plim --format junit=tested.plim
refuses tested.plim test . --coverage-file tested.plim
refuses export/Get-VM.json collect hyperv export -o export/Get-VM.json

# Several reports in one place.
ln -s one.txt other.txt
run "$plimsoll" check kvm.prepare --format text=one.txt --format json=./one.txt
name=check
fails 'two formats for ./one.txt' 'one file under two names'
run "$plimsoll" check kvm.prepare --format text=one.txt --format json=other.txt
fails 'two formats for other.txt' 'a link and the file that it leads to'
for standard in - /dev/stdout /dev/fd/1; do
    run "$plimsoll" check kvm.prepare --format text --format json=$standard
    fails 'two formats for standard output; write --format FORMAT=FILE for one' "standard output and $standard"
done
run "$plimsoll" test tested.plim --format junit=one.txt --coverage-file one.txt
name=test
fails '--coverage-file one.txt: a report goes there' 'a report and the coverage in one file'

# ---- what becomes of a file that was there ----

"$plimsoll" facts merge facts.json -o good.json || bail_out 'facts merge does not write'
"$plimsoll" facts merge facts.json -o - | cmp -s - good.json && [ ! -e ./- ]
ok $? '- is standard output'
{ echo before && "$plimsoll" facts merge facts.json -o /dev/stdout && echo after; } >redirected
[ "$(sed -n '1p;$p' redirected | paste -sd' ')" = 'before after' ] && sed '1d;$d' redirected | cmp -s - good.json
ok $? '/dev/stdout is what standard output is'

mkdir there
echo old >there/real.json
ln -s real.json there/first
ln -s there/first second
chmod 640 there/real.json
[ "$(id -u)" -ne 0 ] || chown 65534:65534 there/real.json
ls -ln there/real.json | cut -d' ' -f1,3,4 >before
"$plimsoll" facts merge facts.json -o second
[ -L second ] && [ -L there/first ] && cmp -s good.json there/real.json
ok $? 'of a link it is the target that is replaced'
ls -ln there/real.json | cut -d' ' -f1,3,4 | cmp -s - before
ok $? 'owner and permissions stay'
ln -s there/new.json leads
(umask 027 && "$plimsoll" facts merge facts.json -o leads)
cmp -s good.json there/new.json && [ "$(ls -l there/new.json | cut -c1-10)" = -rw-r----- ] && [ -L leads ]
ok $? 'a link may lead to a file that is new, with the permissions of any new file'
ln -s circle circle
run "$plimsoll" facts merge facts.json -o circle
name='facts merge'
fails 'cannot write circle: Too many levels of symbolic links' 'a link to itself'
mkfifo reader
cat reader >piped &
"$plimsoll" facts merge facts.json -o reader
wait $!
cmp -s piped good.json && [ -p reader ]
ok $? 'a pipe is written to'

if [ "$sanitizers" = no ]; then
    for stop in write fsync rename; do
        for list in writers editors; do
            # shellcheck disable=SC2086
            killed() {
                mkdir -p killed
                cp facts.json killed/out
                STOP=$stop LD_PRELOAD=$top_builddir/tests/writing/.libs/stop.so "$plimsoll" $arguments >out 2>err
                status=$?
                cp err why
                echo "exit status $status" >>why
                # What is locked in writes to a file without a name, and its end is told by another process.
                [ "$name $stop" != 'collect hyperv write' ] || [ "$status" -ne 4 ] || status=137
                [ "$status" -eq 137 ] && cmp facts.json killed/out 2>>why
                ok $? "$name: killed at $stop, the file is whole"
            }
            each $list killed/out killed 2>/dev/null
        done
    done
    ls -A killed | grep -q '^[.]plimsoll[.]'
    ok $? 'what was killed has left files'
    "$plimsoll" facts merge facts.json -o killed/out
    ls -A killed >why
    [ "$(cat why)" = out ]
    ok $? 'the next that writes there removes them'

    # What is edited is written by others afterwards, and what is being written is not taken for a leftover.
    mkdir shared
    cp facts.json shared/facts.json
    "$plimsoll" facts merge more.json -o merged.json
    STOP=wait LD_PRELOAD=$top_builddir/tests/writing/.libs/stop.so "$plimsoll" attest shared/facts.json backup.source --by jo >/dev/null &
    attest=$!
    for i in $(seq 200); do [ -e waiting ] || sleep 0.05; done
    "$plimsoll" check kvm.prepare --facts facts.json --format json=shared/report.json
    "$plimsoll" facts merge more.json -o shared/facts.json &
    merge=$!
    sleep 0.3
    rm waiting
    wait $attest && wait $merge
    ok $? 'a file that is edited and one that is replaced: both succeed'
    same 'and what was said last stands' merged.json shared/facts.json
else
    skip 'killed while writing' 'a preloaded library does not go with sanitizers'
fi

# Twenty at once on one file.
cp facts.json many.json
for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
    "$plimsoll" attest many.json "answer.$i" --by jo >/dev/null &
done
wait
for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
    grep -q "\"answer.$i\"" many.json || echo "answer.$i"
done >lost
empty 'of twenty answers at once none is lost' lost
done_testing
