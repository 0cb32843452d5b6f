#!/bin/sh
# Collects from hosts that libvirt's test driver simulates, and from collectors that misbehave.
# Reports in TAP; UPDATE=1 writes the expected facts anew.
. "${top_srcdir:-$(dirname "$0")/../..}/tests/tap.sh"

# collect ARGUMENT...: runs plimsoll collect, without a terminal to ask for credentials.
collect() {
    run setsid -w "$plimsoll" collect "$@"
}

# prints EXPECTED NAME: the last collection printed that, wherever the source tree is.
prints() {
    sed "s|$top_srcdir|@top_srcdir@|" "$work/out" >"$work/facts"
    recorded "$2" "$here/$1" "$work/facts"
}

# helper NAME <<END: a directory with a collector that runs this script.
helper() {
    mkdir -p "$work/$1"
    { echo '#!/bin/sh' && cat; } >"$work/$1/plimsoll-collect-libvirt"
    chmod +x "$work/$1/plimsoll-collect-libvirt"
}

# with HELPER ARGUMENT...: collects with that collector instead.
with() {
    saved=$PLIMSOLL_LIBEXEC
    PLIMSOLL_LIBEXEC=$work/$1
    shift
    collect "$@"
    PLIMSOLL_LIBEXEC=$saved
}

collect --source "test://$examples/source.xml" --dest "test://$examples/dest.xml" --now $now
quiet_success 'two simulated hosts'
prints pair.json 'the facts of the example pair'
cp "$work/out" "$work/first"
collect --dest "test://$examples/dest.xml" --source "test://$examples/source.xml" --now $now
cmp "$work/first" "$work/out" >"$work/why"
ok $? 'the same hosts give the same bytes'

collect --source "test://$here/rich.xml" --now $now
quiet_success 'a host with one of everything'
prints rich.json 'the facts of a host with one of everything'

collect --dest "test://$here/empty.xml" --now $now
quiet_success 'a host with nothing'
prints empty.json 'lists without elements are empty, unknown facts are missing'

collect --source "test://$here/traps.xml" --now $now
quiet_success 'a host full of traps'
"$plimsoll" facts validate "$work/out" >"$work/why" 2>&1
ok $? 'elements that libvirt gives one name have different ones in the facts'
prints traps.json 'what is easily taken for something else'

# Names with control characters: the reason belongs to the fact that an expression names.
printf '%s' "<node><domain type='test'><name>a&#9;\"b</name><uuid>7e000000-0000-4000-8000-00000000000a</uuid>
<memory unit='MiB'>1</memory><vcpu>1</vcpu><os><type arch='x86_64'>hvm</type></os></domain></node>" >"$work/names.xml"
collect --source "test://$work/names.xml" --now $now -o "$work/names.json"
"$plimsoll" eval 'vm["a\t\"b"].machine_type' --facts "$work/names.json" >"$work/out"
printf 'unknown\n  %s could not be collected: %s\n' 'vm["a\t\"b"].machine_type' 'the definition does not tell' |
    diff - "$work/out" >"$work/why"
ok $? 'a name with control characters keeps the reason for a missing fact'

# More machines than are asked for at once, by several threads.
{
    echo '<node>'
    i=600
    while [ $i -gt 0 ]; do
        echo "<domain type='test' xmlns:test='http://libvirt.org/schemas/domain/test/1.0'>
<name>vm-$i</name><uuid>$(printf '7e000000-0000-4000-8000-%012d' $i)</uuid>
<memory unit='MiB'>$i</memory><vcpu>1</vcpu><os><type arch='x86_64'>hvm</type></os>
<test:runstate>$((i % 3 == 0 ? 5 : 1))</test:runstate>"
        [ $((i % 10)) -ne 0 ] || echo "<test:domainsnapshot><name>a $i</name>
<creationTime>1700000000</creationTime><state>shutoff</state><active>1</active></test:domainsnapshot>
<test:domainsnapshot><name>b $i</name><parent><name>a $i</name></parent>
<creationTime>1700000001</creationTime><state>running</state><active>0</active></test:domainsnapshot>"
        echo '</domain>'
        i=$((i - 1))
    done
    echo '</node>'
} >"$work/many.xml"
collect --source "test://$work/many.xml" --now $now
quiet_success 'many machines'
cp "$work/out" "$work/many"
collect --source "test://$work/many.xml" --now $now
cmp "$work/many" "$work/out" >"$work/why"
ok $? 'many machines give the same bytes'
"$plimsoll" eval 'count(vm) == 600 and sum(vm.memory) == 180300 MiB and
    count(vm where vm.state == "off") == 200 and count(vm where count(vm.snapshot) == 2) == 60 and
    count(vm where vm.saved_state) == 60 and vm["vm-70"].snapshot["b 70"].path == "a 70/b 70"' \
    --facts "$work/many" >"$work/why" 2>&1 && grep -qx true "$work/why"
ok $? 'many machines have what each of them has'

collect --source test:///default --now $now
quiet_success 'the built-in simulated host'
collect --source "test://$examples/source.xml" --now 2026-11-23T11:00:00+01:00
grep -q '"at": "2026-11-23T10:00:00Z"' "$work/out"
ok $? 'the time of the collection is written in UTC'

(cd "$examples" && collect --source test:source.xml --dest test:./dest.xml --now $now &&
    cmp "$work/first" "$work/out" >"$work/why")
ok $? 'a relative node file is the same host'
for odd in 'my host' 'a#b' 'a%41' 'q?"'; do
    cp "$here/empty.xml" "$work/$odd.xml"
    (cd "$work" && collect --source "test:$odd.xml" --now $now &&
        [ "$status" -eq 0 ] && grep -q '"vm": \[\]' "$work/out")
    ok $? "a node file named $odd.xml"
done

collect --source "test://$examples/source.xml" --dest "test://$examples/dest.xml" --now $now \
    -o "$work/facts.json"
[ "$status" -eq 0 ] && [ ! -s "$work/out" ] && cmp "$work/first" "$work/facts.json" >>"$work/why"
ok $? 'facts written to a file'
collect --source "test://$here/empty.xml" --output "$work/facts.json"
[ "$status" -eq 0 ] && grep -q '"name": "empty"' "$work/facts.json" &&
    [ "$(find "$work" -name 'facts.json*' | wc -l)" -eq 1 ]
ok $? 'a file of facts is replaced, and nothing is left beside it'
collect --source test:///missing.xml -o "$work/facts.json"
grep -q '"name": "empty"' "$work/facts.json"
ok $? 'a collection that fails leaves the old facts'
ln -s facts.json "$work/link"
collect --source "test://$examples/source.xml" --dest "test://$examples/dest.xml" --now $now \
    -o "$work/link"
[ -L "$work/link" ] && cmp "$work/first" "$work/facts.json" >>"$work/why"
ok $? 'a link is followed and stays one'
mkfifo "$work/pipe"
timeout 20 cat "$work/pipe" >"$work/piped" &
collect --source "test://$here/empty.xml" -o "$work/pipe"
wait
[ "$status" -eq 0 ] && [ -p "$work/pipe" ] && grep -q '"name": "empty"' "$work/piped"
ok $? 'facts written to a pipe'
collect --source "test://$here/empty.xml" -o "$work/none/facts.json"
refused "plimsoll: collect: cannot write $work/none/facts.json: there is no folder $work/none" \
    'a directory that is not there'
collect --source "test://$here/empty.xml" -o "$work"
refused "plimsoll: collect: cannot write $work: it is a folder; name a file in it" 'a directory in place of a file'
if [ -c /dev/full ]; then
    "$plimsoll" collect --source "test://$here/empty.xml" >/dev/full 2>"$work/err"
    [ $? -eq 3 ] && grep -q '^plimsoll: collect: cannot write to standard output: ' "$work/err"
    ok $? 'a device that is full'
fi

helper arguments <<'END'
echo "{\"host\":{\"name\":\"$*\"},\"collected\":{\"host\":\"x\",\"missing\":[]}}"
END
for option in '' --read-write; do
    # shellcheck disable=SC2086
    PLIMSOLL_LIBEXEC=$work/arguments "$plimsoll" eval source.name --source test:///default \
        $option </dev/null >"$work/out" 2>"$work/why"
    grep -q "^\"--role source${option:+ $option} --\(turn\| \)" "$work/out"
    ok $? "what eval asks of a host ${option:-without --read-write}"
done

collect --source test:///missing.xml
refused "plimsoll: cannot connect to test:///missing.xml: XML error: failed to parse xml document '/missing.xml'" \
    'a node file that is not there'
collect --source test:missing.xml
refused 'plimsoll: collect: test:missing.xml: No such file or directory' \
    'a relative node file that is not there'
printf '<node><memory>much</memory></node>' >"$work/bad.xml"
collect --source "test://$work/bad.xml"
refused "plimsoll: cannot connect to test://$work/bad.xml: XML error: invalid node memory value" \
    'a node file that is wrong'
collect --source hyperv://host/
refused "plimsoll: cannot connect to hyperv://host/: unsupported configuration: libvirt was built without the 'hyperv' driver" \
    'a driver that libvirt lacks'
collect --source "test://$here/auth.xml"
grep -q "^plimsoll: cannot connect to test://$here/auth.xml: .*auth" "$work/err" &&
    [ "$status" -eq 3 ] && [ "$(wc -l <"$work/err")" -eq 1 ]
ok $? 'a host that asks for a password'
printf '[credentials-a]\nusername=tester\npassword=secret\n[auth-test-localhost]\ncredentials=a\n' \
    >"$work/auth.conf"
LIBVIRT_AUTH_FILE=$work/auth.conf
export LIBVIRT_AUTH_FILE
collect --source "test://$here/auth.xml"
unset LIBVIRT_AUTH_FILE
quiet_success 'a password in the authentication file'
collect --source test:///missing-1.xml --dest test:///missing-2.xml
[ "$status" -eq 3 ] && [ "$(grep -c '^plimsoll: cannot connect to test:///missing-[12].xml' \
    "$work/err")" -eq 2 ] && [ "$(wc -l <"$work/err")" -eq 2 ]
ok $? 'two hosts that fail are both named'

collect --source test:///missing.xml --dest "test://$examples/dest.xml" --now $now
reason="cannot connect to test:///missing.xml: XML error: failed to parse xml document '/missing.xml'"
[ "$status" -eq 2 ] && [ "$(cat "$work/err")" = "plimsoll: $reason" ] &&
    ! grep -q '^  "source"' "$work/out" && grep -q '^  "dest"' "$work/out" &&
    grep -q "\"reason\": \"$reason\"" "$work/out"
ok $? 'of a pair of which one fails, the facts of the other are written, and why'
cp "$work/out" "$work/half.json"
run "$plimsoll" eval source.memory --facts "$work/half.json"
[ $status -eq 2 ] && grep -q "source.memory could not be collected: $reason" "$work/out"
ok $? 'the reason is repeated where a fact is missing'
run "$plimsoll" eval source.memory --source test:///missing.xml --dest "test://$examples/dest.xml"
[ $status -eq 2 ] && grep -q "source.memory could not be collected: $reason" "$work/out" &&
    [ "$(cat "$work/err")" = "plimsoll: $reason" ]
ok $? 'the same when it is asked at once'

collect
refused 'plimsoll: collect: --source or --dest is needed, or hosts of a fleet: --host or --hosts' \
    'no host'
collect --source test:///default --source test:///default
refused 'plimsoll: collect: --source is given twice' 'an option given twice'
collect --source test:///default more
refused 'plimsoll: collect: a host is given with --source or --dest and its URI, as in --source qemu+ssh://hv01/system: more' \
    'an argument too many'
collect --nonsense
refused "plimsoll: collect: there is no option --nonsense; 'plimsoll help collect' lists them" \
    'an unknown option'
collect --sorce test:///default
refused 'plimsoll: collect: there is no option --sorce; did you mean --source?' 'a misspelt option'
collect --source
refused 'plimsoll: collect: --source needs a value: --source URI' 'an option without its value'
collect --source ''
refused 'plimsoll: collect: --source needs a URI' 'an empty URI'
collect --source "$(printf 'test:///\377')"
refused 'plimsoll: collect: --source test:///?: the text is not UTF-8' 'a URI that is not UTF-8'
for value in 0 -1 1.5 ten 99999999999; do
    collect --source test:///default --timeout $value
    refused "plimsoll: collect: --timeout $value: write a number from 1 to 2147483" "a timeout of $value"
done
for value in now 2026-11-23 2026-11-23T10:00:00; do
    collect --source test:///default --now $value
    refused "plimsoll: collect: not a time such as 2026-11-23T10:00:00Z: $value" \
        "a time of $value"
done

# Capabilities of real hosts.
for host in two-sockets offline; do
    run "$top_builddir/tests/collect/capabilities" "$here/$host.xml"
    prints $host.json "the capabilities of $host"
done

# Collectors that misbehave: plimsoll reports it and never waits longer than the timeout.
mkdir "$work/empty"
with empty --source test:///default
refused "plimsoll: cannot run $work/empty/plimsoll-collect-libvirt: No such file or directory" \
    'no collector'
helper hangs <<'END'
exec sleep 60
END
started=$(date +%s)
with hangs --source test:///one --dest test:///two --timeout 1
refused 'plimsoll: test:///one did not answer within 1 s
plimsoll: test:///two did not answer within 1 s' 'hosts that hang'
within 5 'hosts that hang take no longer than the timeout'
helper lingers <<'END'
exec >&- 2>&-
exec sleep 60
END
with lingers --source test:///one --timeout 1
refused 'plimsoll: test:///one did not answer within 1 s' 'a collector that does not end'
helper stalls <<'END'
echo '{"host":{"name":"one"},"collected":{"missing":[]}}'
echo '{"host":{"name":"two"},"collected":{"missing":[{"fact":"source.vm","reason":"late"}]}}'
printf '{"host":{"name":"thr'
exec sleep 60
END
with stalls --source test:///one --timeout 1
{ grep -q '"name": "two"' "$work/out" && ! grep -q '"name": "one"' "$work/out" && [ "$(cat "$work/err")" = \
    'plimsoll: test:///one did not answer completely within 1 s; the facts say what is missing' ]; } \
    && [ "$status" -eq 2 ]
ok $? 'a host that stops answering midway keeps its facts from before'
helper dies <<'END'
echo '{"host":{},"collected":{}}'
kill -SEGV $$
END
with dies --source test:///one
refused 'plimsoll: the collector for test:///one ended by signal 11 (Segmentation fault)' \
    'a collector that dies'
helper silent <<'END'
exit 7
END
with silent --source test:///one
refused 'plimsoll: the collector for test:///one ended with status 7 and no message' \
    'a collector that fails without a word'
for answer in '' garbage '{}' '[]' '{"host":{}}' '{"host":[],"collected":{}}' \
    '{"host":{},"collected":{}} more'; do
    helper babbles <<END
printf '%s' '$answer'
END
    with babbles --source test:///one
    refused 'plimsoll: the collector for test:///one printed something that is not a host'"'s facts" \
        "a collector that answers '$answer'"
done
helper floods <<'END'
trap '' PIPE
head -c 1048576 /dev/zero | tr '\0' e >&2
yes '{"host":{},"collected":{}}'
END
with floods --source test:///one
refused 'plimsoll: the collector for test:///one printed more than 256 MiB' \
    'a collector that prints without end'
helper exact <<'END'
echo "plimsoll: a remark" >&2
echo '{"host":{"memory":9007199254740991,"cpus":1000000000000001},"collected":{}}'
END
with exact --source test:///one
[ "$status" -eq 0 ] && grep -q '"memory": 9007199254740991,' "$work/out" &&
    grep -q '"cpus": 1000000000000001$' "$work/out"
ok $? 'large whole numbers pass unchanged'
[ "$(cat "$work/err")" = 'plimsoll: a remark' ]
ok $? 'what a collector remarks is passed on'
helper noisy <<'END'
printf 'library: \033[31mwarning\nplimsoll: it is %0600d\n' 0 >&2
echo '{"host":{},"collected":{}}'
END
with noisy --source test:///one
[ "$status" -eq 0 ] && [ "$(wc -l <"$work/err")" -eq 1 ] && [ "$(wc -c <"$work/err")" -lt 600 ] &&
    grep -q '^plimsoll: library: ?\[31mwarning; it is 0*…$' "$work/err"
ok $? 'noise is one line, fit for a terminal and of bounded length'
helper arguments <<'END'
printf 'plimsoll: %s\n' "$*" >&2
exit 3
END
with arguments --source --now --now $now
refused "plimsoll: --role source --now $now --turn 3 -- --now" 'a URI is never taken for an option'
with arguments --source test:///one --now $now --read-write
refused "plimsoll: --role source --read-write --now $now --turn 3 -- test:///one" \
    'all arguments of a collector'

run "$PLIMSOLL_LIBEXEC/plimsoll-collect-libvirt" --role source
refused 'usage: plimsoll-collect-libvirt --role ROLE [--now TIME] [--read-write] [--turn FILE] URI
       plimsoll-collect-libvirt --compare --read-write URI' 'the collector prints its usage'
run "$plimsoll" help collect
holds 'the help of the command' "$work/out" '--timeout'
collect --help
quiet_success 'the help as an option'

# A password in a URI is for libvirt alone.
collect --source 'test://jo:hush@/default?password=hush' --now $now
[ "$status" -eq 0 ] && ! grep -q hush "$work/out" && grep -q '"from": "test://jo:\*\*\*@/default?password=\*\*\*"' "$work/out"
ok $? 'no password is in the facts'
collect --source 'qemu+tcp://jo:hush@127.0.0.1:1/system?password=hush'
[ "$status" -eq 3 ] && ! grep -q hush "$work/err" && grep -q 'qemu+tcp://jo:\*\*\*@127.0.0.1:1/' "$work/err"
ok $? 'nor in messages'
collect --host 'a=qemu+tcp://jo:hush@127.0.0.1:1/system x'
refused 'plimsoll: collect: --host: a URI has no blanks: qemu+tcp://jo:***@127.0.0.1:1/system x' 'nor in those about the command line'
done_testing
