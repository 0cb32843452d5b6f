#!/bin/sh
# The digest of a run: the program and the library give the same one, and the same report, for the
# same inputs, and both are what docs/report.md says, computed here with sha256sum.
. "${top_srcdir:-$(dirname "$0")/..}/tests/tap.sh"
library=$top_builddir/tests/digest/library
cp -r "$top_srcdir/tests/golden/cli/data" "$work/" && cd "$work/data" || exit 99
cat >own.plim <<'END'
facts own 1
use facts virtualization 1
extend record machine { owner: text "who it belongs to" }
END
cat >owned.plim <<'END'
policy owned "Machines are somebody's"
use facts own 1
rule owner "Each machine has an owner" { for each vm require vm.owner != "" }
END

# hash FILE
hash() {
    sha256sum <"$1" | cut -c -64
}

# line WORD VALUE...: one line of the list that is hashed.
line() {
    printf %s "$1"
    shift
    for value; do
        printf ' %d:%s' "$(printf %s "$value" | wc -c)" "$value"
    done
    echo
}

# sources POLICY: of a policy and of the models it uses, each once.
sources() {
    for source in "$1" $(sed -n 's/^use facts \([a-z]*\) .*/\1/p' "$1"); do
        [ -f "$source" ] || source=$source.plim
        [ -f "$source" ] || source=$PLIMSOLL_PATH/facts/$source
        grep -qxF "$source" "$work/read" && continue
        echo "$source" >>"$work/read"
        line source "$(hash "$source")"
        [ "$source" = "$1" ] || sources "$source"
    done
}

# option OPTION...: arguments of the program, a line each.
option() {
    printf '%s\n' "$@" >>"$work/options"
}

# agree NAME WORD...: arguments of tests/digest/library.c, for all three.
agree() {
    name=$1
    shift
    printf '%s\n' "$@" >"$work/words"
    for part in options read sources settings inputs picks selects strict; do
        : >"$work/$part"
    done
    fail_on=error steps=1000000000
    while [ $# -gt 0 ]; do
        word=$1
        shift
        case $word in
        policy | policy-text) option "$1" && sources "$1" >>"$work/sources" ;;
        set) option --set "$1=$2" && line set "$1" "$2" >>"$work/settings" ;;
        facts | facts-text) option --facts "$1" && line facts "$(hash "$1")" >>"$work/inputs" ;;
        list) option --facts "$1=$2" && line list "$1" "$(hash "$2")" >>"$work/inputs" ;;
        take) option "--$1" "./$2" && line take "$1" "$(hash "$2")" >>"$work/inputs" ;;
        pick) option "--$2" "$1" && line pick host "$1" "$2" >>"$work/picks" ;;
        select) option --select "$1=$2" && line select "$1" "$2" >>"$work/selects" ;;
        strict) option --strict-facts && line strict >"$work/strict" ;;
        rule) option --rule "$1" ;;
        fail-on) option --fail-on "$1" && fail_on=$1 ;;
        steps) option --steps "$1" && steps=$1 ;;
        now) option --now "$(date -u -d "@$1" +%Y-%m-%dT%H:%M:%SZ)" ;;
        esac
        case $word in
        strict) ;;
        set | list | take | pick | select) shift 2 ;;
        *) shift ;;
        esac
    done
    option --format json
    xargs -d '\n' "$plimsoll" check <"$work/options" >"$work/program" 2>"$work/err"
    xargs -d '\n' "$library" <"$work/words" >"$work/library" 2>>"$work/err"
    {
        line plimsoll "$(jq -r .plimsoll "$work/program")"
        cat "$work/sources" "$work/settings" "$work/inputs" "$work/picks" "$work/selects" \
            "$work/strict"
        jq -r '.rules[].id' "$work/program" | while read -r rule; do
            line rule "$rule"
        done
        line fail-on "$fail_on"
        line steps "$steps"
        line now "$(jq -r .now "$work/program")"
    } >"$work/list"
    echo "sha256:$(hash "$work/list")" >"$work/computed"
    jq -r .digest "$work/program" >"$work/digest"
    same "$name: the digest is as documented" "$work/computed" "$work/digest"
    same "$name: program and library report the same" "$work/program" "$work/library"
    grep -v -e ': no facts were given' -e ': warning: has 3 of the 3' "$work/err" >"$work/said"
    empty "$name: nothing else is said" "$work/said"
}

now=1795428000
agree plain policy small.plim facts pair.json now $now
agree 'texts' policy-text small.plim facts-text pair.json now $now
agree 'two policies' policy small.plim policy other.plim set other/must 3 facts pair.json now $now
agree 'a model of several files' policy owned.plim facts pair.json now $now
agree settings policy small.plim set reserve '8 GiB' set small/reserve 9GiB facts pair.json now $now
jq -c '.source.vm[] | {name}' pair.json >chosen.ndjson
agree 'several inputs' policy small.plim facts pair.json list vm chosen.ndjson now $now
agree 'a root' policy small.plim take source pair.json take dest pair.json now $now
agree 'a fleet' policy small.plim facts fleet.json pick hv1 source pick hv2 dest now $now
agree selection policy small.plim facts pair.json select vm 'web*' select vm 'd?1' now $now
agree 'strict facts' policy small.plim facts pair.json strict now $now
agree 'chosen rules' policy small.plim facts pair.json rule memory rule naming now $now
agree 'all rules chosen' policy small.plim facts pair.json rule memory rule naming rule processors \
    now $now
agree 'fail-on never' policy small.plim facts pair.json fail-on never now $now
agree 'fail-on info' policy small.plim facts pair.json fail-on info now $now
agree steps policy small.plim facts pair.json steps 1000000 now $now
agree 'another time' policy small.plim facts pair.json now 1795428001
agree 'no facts' policy small.plim now $now
jq -c '.host[] | select(.name == "hv1") | .vm[] | {name}' fleet.json >chosen.ndjson
jq -nc '{dest: {name: "d", cpus: 4, memory: "9 TiB"}, vm: [range(9000) |
    {name: "machine\(.)", id: "\(.) \("x" * 200)", memory: "1 GiB", vcpus: 1}]}' >large.json
agree 'more than is hashed without a thread' policy small.plim facts large.json now $now
agree everything policy owned.plim policy other.plim set must 2 facts fleet.json \
    list vm chosen.ndjson pick hv1 source select vm 'm*' rule owner strict fail-on warning \
    steps 99999 now $now

# How many failing subjects carry values is up to the caller, and does not change the digest.
jq -n '{facts: "virtualization", version: 1, vm: [range(12) | {name: "machine\(.)"}]}' >many.json
for shown in 0 1 11 99; do
    "$library" policy small.plim facts many.json rule naming shown $shown now $now |
        jq -r '.digest, (.rules[].requirements[].failed | length)'
done | awk 'NR == 1 || /^[0-9]/ || $0 != digest { print } NR == 1 { digest = $0 }' >"$work/counts"
"$plimsoll" check small.plim --facts many.json --rule naming --now 2026-11-23T10:00:00Z --format json |
    jq -r '.digest, 10, 1, 11, 12' >"$work/expected"
same 'the library: values of as many failing subjects as are asked for' "$work/expected" "$work/counts"
done_testing
