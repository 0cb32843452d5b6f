#!/bin/sh
# Collects from fleets: files of hosts, hosts that fail or hang, what is picked from the result, and
# credentials asked for at a terminal. Reports in TAP.
. "${top_srcdir:-$(dirname "$0")/../..}/tests/tap.sh"
real=$PLIMSOLL_LIBEXEC/plimsoll-collect-libvirt

# ask ARGUMENT...: runs plimsoll without a terminal to ask at.
ask() {
    run setsid -w "$plimsoll" "$@" </dev/null
}

collect() {
    ask collect "$@"
}

# hosts LINE...: writes a file of hosts.
hosts() {
    printf '%s\n' "$@" >"$work/hosts.txt"
}

cp "$examples/source.xml" "$work/one.xml"
cp "$examples/dest.xml" "$work/two.xml"
cd "$work" || exit 99

# A fleet in a file, in every form that a line may have.
printf '# our hosts\n\nhv03\ttest:one.xml\t# the old one\r\nhv01=test:two.xml\n  hv02   test:///default\n' \
    >"$work/hosts.txt"
collect --hosts hosts.txt --now $now -o fleet.json
says 0 '' 'a fleet in a file'
expect 0 'a fleet file is valid' "$plimsoll" facts validate fleet.json
[ "$(grep -c '^      "name": "hv0[123]",$' fleet.json)" -eq 3 ] &&
    [ "$(grep -c '^      "host": "hv0[123]",$' fleet.json)" -eq 3 ] &&
    grep -q '"fact": "host\[\\"hv03\\"\].memory_free"' fleet.json
ok $? 'hosts are known by the names that they were given'
collect --host hv02=test:///default --host "hv01= test:two.xml" --host hv03=test:one.xml --now $now
cmp fleet.json "$work/out" >>"$work/why"
ok $? 'the same hosts as options, in another order, give the same bytes'
for jobs in 1 2 8 100; do
    collect --hosts hosts.txt --jobs $jobs --now $now
    cmp fleet.json "$work/out" >>"$work/why"
    ok $? "$jobs at once give the same bytes"
done
collect --hosts - --now $now <hosts.txt
[ "$status" -eq 3 ] && grep -q 'standard input: the file names no host' "$work/err"
ok $? 'standard input without hosts'
setsid -w "$plimsoll" collect --hosts - --now $now <hosts.txt 2>&1 | cmp fleet.json - >"$work/why"
ok $? 'hosts on standard input'

# Picking from it.
ask check kvm.prepare --source hv03 --dest hv01 --facts fleet.json --now $now
cp "$work/out" picked.txt
ask check kvm.prepare --source test:one.xml --dest test:two.xml --now $now
sed 's/^kvm.prepare .*//' "$work/out" >asked.txt
sed 's/^kvm.prepare .*//; s/"hv03"/"one"/' picked.txt | diff asked.txt - >"$work/why"
ok $? 'hosts picked from a fleet give the verdict of hosts that are asked'
ask eval source.memory_free --source hv03 --dest hv01 --facts fleet.json
grep -q "source.memory_free could not be collected: libvirt's test driver" "$work/out" &&
    [ "$status" -eq 2 ]
ok $? 'the reasons are those of the picked host'
ask eval source.memory --source hv04 --facts fleet.json
says 3 '--source hv04: error: no element of host has the key "hv04"
      = did you mean hv01?' 'a host that is not there'

seq 65 | sed 's/.*/many& test:\/\/\/default/' >hosts.many
collect --hosts hosts.many -o many.json
says 0 '' 'a large fleet'
ask eval 'dest.accepts["many1"].yes' --source many1 --dest many2 --facts many.json
grep -q 'dest.accepts could not be collected: processors of more than 64 hosts are not compared' \
    "$work/out"
ok $? 'of a large fleet, not every host is compared with every other'
sed 1d hosts.many >hosts.less
collect --hosts hosts.less -o many.json
ask eval 'dest.accepts["many3"].host' --source many3 --dest many2 --facts many.json
[ "$(cat "$work/out")" = '"many3"' ]
ok $? 'of one of 64 hosts, every host is'

# Hosts that fail.
missing="cannot connect to test:///none.xml: XML error: failed to parse xml document '/none.xml'"
collect --hosts hosts.txt --host bad=test:///none.xml --now $now -o part.json
says 2 "plimsoll: bad: $missing" 'one bad host does not stop the others'
ask eval 'host.name' --facts part.json
[ "$(cat "$work/out")" = '["bad", "hv01", "hv02", "hv03"]' ]
ok $? 'the host that failed has its place'
ask eval 'dest.memory' --source hv01 --dest bad --facts part.json
[ "$status" -eq 2 ] && grep -q "dest.memory could not be collected: $missing" "$work/out"
ok $? 'and the reason'
ask check kvm.prepare --source hv03 --dest bad --facts part.json --now $now
[ "$status" -eq 2 ] && ! grep -q '^  fail' "$work/out" && [ ! -s "$work/err" ]
ok $? 'nothing about it is decided'
echo before >kept.json
collect --host a=test:///none.xml --host b=test:///none.xml -o kept.json
says 3 "plimsoll: a: $missing
plimsoll: b: $missing" 'no host that could be asked'
[ "$(cat kept.json)" = before ] && [ "$(find . -name 'kept.json*' | wc -l)" -eq 1 ]
ok $? 'then the file that was there stays as it was'

# A collector that hangs, or gets stuck midway, for hosts whose URI says so.
mkdir libexec
cat >libexec/plimsoll-collect-libvirt <<END
#!/bin/sh
for uri; do :; done
case \$uri in
*hang*) exec sleep 60 ;;
*stuck*)
    # The message about the broken pipe is not part of the case.
    "$real" --role 'host["stuck"]' --now $now test:///default 2>/dev/null | head -n "\${uri##*/}"
    exec sleep 60
    ;;
*breaks*)
    "$real" --role 'host["breaks"]' --now $now test:///default
    echo 'plimsoll: the connection was lost' >&2
    exit 2
    ;;
*counts*)
    echo x >>"$work/running"
    echo "\$(wc -l <"$work/running")" >>"$work/most"
    sleep 0.3
    sed -i 1d "$work/running"
    ;;
esac
exec "$real" "\$@"
END
chmod +x libexec/plimsoll-collect-libvirt
PLIMSOLL_LIBEXEC=$work/libexec
started=$(date +%s)
collect --hosts hosts.txt --host hung=test:///hang --timeout 2 --now $now -o part.json
says 2 'plimsoll: hung: test:///hang did not answer within 2 s' 'a host that hangs'
within 6 'the run ends with the time that a host may take'
"$plimsoll" eval 'source.memory' --source hung --facts part.json >"$work/out" 2>&1
grep -q 'source.memory could not be collected: test:///hang did not answer within 2 s' "$work/out"
ok $? 'the facts say that it hung'
expect 0 'and hold those of the others' "$plimsoll" eval 'host["hv03"].vm["db01"].memory' --facts part.json
collect --host a=test:///hang --host b=test:///default --jobs 1 --timeout 1 --now $now
says 2 'plimsoll: a: test:///hang did not answer within 1 s' 'the next host is asked after one that hung'
for part in '1 cpu.vendor pool' '3 secret nic' '4 nic network' '5 bridge network' '7 pool vm'; do
    # shellcheck disable=SC2086
    set -- $part
    collect --host "stuck=test:///stuck/$1" --timeout 1 --now $now
    says 2 "plimsoll: stuck: test:///stuck/$1 did not answer completely within 1 s; the facts say what is missing" \
        "a host that gets stuck after part $1"
    cp "$work/out" stuck.json
    "$plimsoll" eval "host[\"stuck\"].$2" --facts stuck.json >"$work/why" 2>&1
    grep -q 'could not be collected: the host did not answer in time when it was asked' "$work/why"
    ok $? "it did not answer about $2"
    "$plimsoll" eval "host[\"stuck\"].$3" --facts stuck.json >"$work/why" 2>&1
    grep -q 'could not be collected: the host had stopped answering before' "$work/why"
    ok $? "it was not asked about $3"
    expect 0 'its memory is known' "$plimsoll" eval 'host["stuck"].memory' --facts stuck.json
done
collect --host breaks=test:///breaks --host b=test:///default
says 2 'plimsoll: breaks: the connection was lost' 'a host whose connection is lost midway'
cp "$work/out" broken.json
expect 0 'its facts from before are kept' "$plimsoll" eval 'host["breaks"].memory' --facts broken.json
collect --host a=test:///default --host b=test://counts --host c=test://counts --host d=test://counts \
    --host e=test://counts --jobs 2
sort -n "$work/most" | tail -n 1 >"$work/why"
[ "$(cat "$work/why")" -eq 2 ]
ok $? 'no more hosts are asked at once than was said'
collect --source test:///hang --dest test:one.xml --timeout 1 -o kept.json
says 2 'plimsoll: test:///hang did not answer within 1 s' 'of a pair, one that hangs'
PLIMSOLL_LIBEXEC=$(dirname "$real")

# Files of hosts that are wrong: every mistake has its line.
hosts 'hv01 test:///default' 'qemu:///system' 'hv01 test:///default' 'hv02' 'hv03 test:///default too' \
    'hv/4 test:///default' 'hv05 test:none.xml' '=test:///default' '-x=test:///default' \
    'a.json=test:///default'
collect --hosts hosts.txt -o kept.json
refused "plimsoll: collect: hosts.txt:2: 'qemu:///system' is no name for a host: write letters, digits and . _ -
plimsoll: collect: hosts.txt:3: hv01 is named twice, first in hosts.txt:1
plimsoll: collect: hosts.txt:4: hv02 has no URI: write NAME=URI
plimsoll: collect: hosts.txt:5: a URI has no blanks: test:///default too
plimsoll: collect: hosts.txt:6: 'hv/4' is no name for a host: write letters, digits and . _ -
plimsoll: collect: hosts.txt:7: test:none.xml: No such file or directory
plimsoll: collect: hosts.txt:8: '' is no name for a host: write letters, digits and . _ -
plimsoll: collect: hosts.txt:9: '-x' is no name for a host: write letters, digits and . _ -
plimsoll: collect: hosts.txt:10: 'a.json' is no name for a host: write letters, digits and . _ -" \
    'every mistake of a file of hosts'
printf 'a test:///default\nb test:///\377\n' >hosts.txt
collect --hosts hosts.txt
refused 'plimsoll: collect: hosts.txt:2: the line is not UTF-8 text' 'a line that is not UTF-8'
printf 'a test:///default\0\n' >hosts.txt
collect --hosts hosts.txt
refused 'plimsoll: collect: hosts.txt:1: the line is not UTF-8 text' 'a line with a NUL'
hosts '# nothing' ''
collect --hosts hosts.txt
refused 'plimsoll: collect: hosts.txt: the file names no host' 'a file without hosts'
collect --hosts none.txt
refused 'plimsoll: collect: none.txt: cannot be read: No such file or directory' 'a file that is not there'
collect --hosts .
refused 'plimsoll: collect: .: cannot be read: Is a directory' 'a folder'
collect --host hv01
refused 'plimsoll: collect: --host hv01: write NAME=URI' 'a name without a URI'
collect --host hv01=
refused 'plimsoll: collect: --host: hv01 has no URI: write NAME=URI' 'an empty URI'
collect --host "hv01=$(printf 'test:///\377')"
refused 'plimsoll: collect: --host hv01=test:///?: the text is not UTF-8' 'a URI that is not UTF-8'
collect --host a=test:///default --host a=test:///default
refused 'plimsoll: collect: --host: a is named twice, first in --host' 'a name given twice'
hosts 'a test:///default'
collect --host a=test:///default --hosts hosts.txt
refused 'plimsoll: collect: hosts.txt:1: a is named twice, first in --host' 'a name in a file and an option'
collect --host a=test:///default --source test:///default
refused 'plimsoll: collect: --source and --dest make a pair, --host and --hosts a fleet: write one or the other' \
    'a pair and a fleet'
for value in 0 -1 many 1.5; do
    collect --host a=test:///default --jobs $value
    refused "plimsoll: collect: --jobs $value: write a number from 1 to 2147483" "$value hosts at once"
done

# Credentials.
auth=test://$here/auth.xml
words="it wants credentials, and there is no terminal to ask for them; libvirt's authentication file may hold them"
collect --host a="$auth" --host b=test:///default
says 2 "plimsoll: a: cannot connect to $auth: $words" 'without a terminal no credentials are asked for'
printf '[credentials-a]\nusername=tester\npassword=secret\n[auth-test-localhost]\ncredentials=a\n' >auth.conf
collect --host a="$auth?authfile=$work/auth.conf" --host b=test:///default
says 0 '' 'credentials in a file that the URI names'
if ! python3 -c 'import pty' 2>"$work/why"; then
    skip 'questions at a terminal' 'no python3'
    done_testing
    exit 0
fi

# terminal ANSWERS ARGUMENT...: collects at a terminal; what it showed is in $work/out.
terminal() {
    ANSWERS=$1
    shift
    run env ANSWERS="$ANSWERS" TERM=${kind:-xterm} timeout 60 \
        python3 "$here/terminal.py" "$plimsoll" collect "$@" </dev/null
}

# shown TEXT NAME: the terminal showed just that.
shown() {
    printf '%s\n' "$1" | diff -u - "$work/out" >>"$work/why"
    ok $? "$2"
}

clear='^M^[[K'
name="$clear$auth: Enter username for localhost: "
word="$clear$auth: Enter tester's password for localhost: "
terminal 'tester|secret' --source "$auth" -o kept.json
shown "${name}tester
$word
exit 0 echo on" 'a terminal is asked, without showing the password'
terminal 'tester|wrong' --source "$auth" -o kept.json
grep -q "^plimsoll: cannot connect to $auth: authentication failed" "$work/out" &&
    grep -q '^exit 3 echo on' "$work/out"
ok $? 'a wrong password'
terminal 'tester|^D' --source "$auth" -o kept.json
shown "${name}tester
$word
plimsoll: cannot connect to $auth: it wants credentials, and none were given
exit 3 echo on" 'no password'
terminal 'tester|^C' --source "$auth" -o kept.json
grep -q '^.*exit -2 echo on$' "$work/out"
ok $? 'a run that is ended while it asks leaves the terminal as it was'
THINK=1.5
export THINK
terminal 'tester|secret|tester|secret' --host a="$auth" --host b="$auth" --host c=test:///default \
    --timeout 2 -o kept.json
unset THINK
tr -d '\n' <"$work/out" | sed 's/\^M\[[-#]*\] [0-9/]*  [ab, ]*^\[\[K//g' >"$work/flat"
printf '%s' "${name}tester$word${name}tester$word${clear}exit 0 echo on" >"$work/wanted"
diff "$work/wanted" "$work/flat" >>"$work/why"
ok $? 'two hosts ask one after the other, and the time that it takes does not count'

# The bar.
PLIMSOLL_LIBEXEC=$work/libexec
terminal '' --host a=test:///hang --host b=test:///default --timeout 2 -o kept.json
grep -q '^^M\[##########----------\] 1/2  a^\[\[K.*^M^\[\[Kplimsoll: a: test:///hang did not answer within 2 s$' \
    "$work/out"
ok $? 'a bar shows progress and the hosts being asked, and is removed'
COLUMNS=20
export COLUMNS
terminal '' --host a-very-long-name=test:///hang --timeout 2 -o kept.json
unset COLUMNS
grep -q '^^M\[------------------^\[\[K' "$work/out"
ok $? 'the bar is cut to what the terminal has room for'
kind=dumb
terminal '' --host a=test:///hang --timeout 2 -o kept.json
kind=
shown "plimsoll: a: test:///hang did not answer within 2 s
exit 3 echo on" 'a terminal that cannot go back has no bar'
PLIMSOLL_LIBEXEC=$(dirname "$real")
terminal '' --host a=test:///default -o kept.json
shown 'exit 0 echo on' 'what takes less than a second has no bar'

done_testing
