#!/bin/sh
# Work that is locked in: the same results, and a program in foreign hands finds nothing to do. A preloaded
# library, tests/confine/break.c, plays that program.
. "${top_srcdir:-$(dirname "$0")/..}/tests/tap.sh"
facts=$examples/kvm-pair.json
cd "$work" || exit 99
cat >policy.plim <<'END'
policy stranger "A stranger's policy"
use facts virtualization 1
rule one "One" { require count(vm) > 0 }
END
"$plimsoll" check ./policy.plim --facts "$facts" --now $now --format json=whole.json --format text=whole.txt
cp "$facts" facts.json

# ---- what can be done ----

# locked NAME ARGUMENT...: the same as without the lock.
locked() {
    name=$1
    shift
    "$plimsoll" check "$@" --now $now >plain.out 2>plain.err
    plain=$?
    run "$plimsoll" check "$@" --now $now --untrusted
    [ "$sanitizers" = no ] || sed -i '/^plimsoll: check: these policies are not wholly locked in: this program was built with sanitizers$/d' err
    cmp plain.out out >>why 2>&1 && cmp plain.err err >>why 2>&1 && [ "$status" -eq "$plain" ]
    ok $? "the same: $name"
}
locked 'a verdict' ./policy.plim --facts facts.json
locked 'a policy by name, with those that it uses' kvm.live --facts facts.json
locked 'a JSON report' kvm.prepare --facts facts.json --format json
locked 'no facts' kvm.prepare
locked 'a mistake' ./policy.plim --facts none.json
locked 'no policy' none.plim
locked 'facts from a list' ./policy.plim --facts vm="$top_srcdir/tests/golden/cli/data/machines.ndjson"
cat facts.json | "$plimsoll" check ./policy.plim --facts - --now $now --untrusted 2>err >piped
same 'facts from a pipe' whole.txt piped

run "$plimsoll" check ./policy.plim --facts facts.json --now $now --untrusted --format json=out.json --format text=out.txt
same 'a report goes to its file' whole.json out.json
same 'and another one to another' whole.txt out.txt
echo old >out.json
run "$plimsoll" check ./policy.plim --facts none.json --untrusted --format json=out.json
[ "$status" -eq 3 ] && [ "$(cat out.json)" = old ]
ok $? 'without a verdict a file stays as it was'
run "$plimsoll" check ./policy.plim --facts facts.json --untrusted=loosely
says 3 'plimsoll: check: --untrusted=loosely: write --untrusted or --untrusted=strict' 'another word'
if [ -x "$PLIMSOLL_LIBEXEC/plimsoll-collect-libvirt" ]; then
    locked 'a host that is asked first' kvm.prepare --source "test://$examples/source.xml" --dest facts.json
fi

if [ "$sanitizers" != no ]; then
    run "$plimsoll" check ./policy.plim --facts facts.json --untrusted=strict
    says 3 'plimsoll: check: these policies cannot be locked in as --untrusted=strict asks: this program was built with sanitizers' \
        'sanitizers: strictly, nothing is run'
    skip 'what cannot be done' 'sanitizers open files and start programs'
    done_testing
    exit
fi
if ! grep -q '^#define HAVE_SECCOMP 1' "$top_builddir/config.h"; then
    skip 'what cannot be done' 'the program was built without libseccomp'
    done_testing
    exit
fi

# ---- what cannot ----

shim=$top_builddir/tests/confine/.libs/break.so
ended='plimsoll: check: the run was ended: it tried to do what no policy needs, to open a file, connect or start a process; no file was written'

# breaks AT BREAK ARGUMENT...: plimsoll, in foreign hands.
breaks() {
    at=$1 break=$2
    shift 2
    echo old >out.json
    touch precious
    run env AT="$at" BREAK="$break" LD_PRELOAD="$shim" "$plimsoll" "$@"
    ls broken >>err 2>/dev/null
    [ -e precious ] || echo 'BROKEN: a file is gone' >>err
    [ "$(cat out.json)" = old ] || echo 'BROKEN: a file was written' >>err
    rm -f broken
}
for break in open create remove connect fork load exec; do
    breaks fwrite $break check ./policy.plim --facts facts.json --untrusted --format text --format json=out.json
    says 4 "$ended" "evaluating: $break"
done
for break in create remove connect fork load exec; do
    breaks fopen $break check ./policy.plim --facts facts.json --untrusted --format json=out.json
    says 4 "$ended" "reading a policy: $break"
done
breaks fwrite connect check ./policy.plim --facts facts.json
holds 'without the lock it would be done' err BROKEN

breaks fwrite connect collect hyperv "$top_srcdir/tests/golden/hyperv/data/hv01"
says 4 "$(echo "$ended" | sed 's/check/collect hyperv/')" 'an import from Hyper-V is locked in'
if [ -x "$PLIMSOLL_LIBEXEC/plimsoll-collect-libvirt" ]; then
    for break in create connect fork exec; do
        breaks puts $break collect --source test:///default
        ! grep -q BROKEN err
        ok $? "a collector, once it is connected: $break"
    done
    grep -q 'ended by signal 31' err
    ok $? 'and that is said'
fi

# Files that a policy names are not read.
echo 'policy secret "Secret" rule one "One" { require 1 == 2 }' >"$work/../plimsoll-secret.$$"
mkdir inner
printf 'policy outer "Outer" use policy "%s"\nrule two "Two" { require 1 == 1 }\n' "$work/../plimsoll-secret.$$" >inner/outer.plim
run "$plimsoll" check inner/outer.plim --untrusted
rm -f "$work/../plimsoll-secret.$$"
landlock=yes
"$plimsoll" check ./policy.plim --untrusted 2>&1 | grep -q 'no Landlock' && landlock=no
if [ $landlock = yes ]; then
    [ "$status" -eq 3 ] && grep -q 'cannot be read: Permission denied' err
    ok $? 'a policy reads nothing but what lies beside it'
else
    skip 'a policy reads nothing but what lies beside it' 'the kernel has no Landlock'
fi

# ---- whose it is ----

if [ "$(id -u)" -eq 0 ]; then
    cp policy.plim foreign.plim
    chown 65534 foreign.plim
    breaks fwrite fork check ./foreign.plim --facts facts.json --format text --format json=out.json
    says 4 "$ended" "a policy of another user is locked in by itself"
    printf 'policy mine "Mine" use policy "foreign.plim"\nrule two "Two" { require 1 == 1 }\n' >mine.plim
    breaks fwrite fork check ./mine.plim --facts facts.json --format text --format json=out.json
    says 4 "$ended" 'and one that uses it'
else
    skip 'a policy of another user' 'only root can make one'
fi

# ---- kernels without ----

for lack in 'landlock|this kernel has no Landlock' \
    'seccomp|the kernel refuses to filter system calls (seccomp)'; do
    run env LACK="${lack%%|*}" LD_PRELOAD="$shim" "$plimsoll" check ./policy.plim --facts facts.json --now $now --untrusted
    says 0 "plimsoll: check: these policies are not wholly locked in: ${lack#*|}" "without ${lack%%|*} it says so"
    same 'and goes on' whole.txt out
    run env LACK="${lack%%|*}" LD_PRELOAD="$shim" "$plimsoll" check ./policy.plim --facts facts.json --untrusted=strict
    refused "plimsoll: check: these policies cannot be locked in as --untrusted=strict asks: ${lack#*|}" 'or refuses'
done
done_testing
