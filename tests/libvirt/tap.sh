# What the tests of this folder share; to be sourced. Reports in TAP.
set -u
top_srcdir=${top_srcdir:-$(cd "$(dirname "$0")/../.." && pwd)}
top_builddir=${top_builddir:-$top_srcdir/build}
plimsoll=${PLIMSOLL:-$top_builddir/plimsoll}
PLIMSOLL_PATH=${PLIMSOLL_PATH:-$top_srcdir/policies}
PLIMSOLL_LIBEXEC=${PLIMSOLL_LIBEXEC:-$top_builddir}
LC_ALL=C
export PLIMSOLL_PATH PLIMSOLL_LIBEXEC LC_ALL
here=$top_srcdir/tests/libvirt
pair=$here/pair.sh
shim=${SHIM:-$top_builddir/tests/libvirt/.libs/shim.so}
sanitizers=${sanitizers:-no}
collector=$PLIMSOLL_LIBEXEC/plimsoll-collect-libvirt
now=2026-11-23T10:00:00Z
cases=0

# The daemons run as somebody else, and the paths of their sockets must be short.
work=$(mktemp -d /tmp/plimsoll.XXXXXX) || exit 99
trap 'sh "$pair" stop "$work"; rm -rf "$work"' EXIT
trap 'exit 99' HUP INT TERM

# skip REASON: nothing was tested; a failure where REQUIRE_LIBVIRT is set.
skip() {
    if [ -n "${REQUIRE_LIBVIRT:-}" ]; then
        echo "Bail out! $1"
        exit 1
    fi
    echo "1..0 # SKIP $1"
    exit 0
}

# ok STATUS NAME: reports a case; what is in $work/why explains a failure.
ok() {
    cases=$((cases + 1))
    if [ "$1" -eq 0 ]; then
        echo "ok $cases - $2"
    else
        echo "not ok $cases - $2"
        sed 's/^/# /' "$work/why"
    fi
    : >"$work/why"
}

# ok_lines PREFIX: a case for each line 'PASS NAME' or 'FAIL NAME: WHY' of $work/lines.
ok_lines() {
    [ -s "$work/lines" ] || ok 1 "$1something was tested"
    while IFS= read -r line; do
        printf '%s\n' "$line" >"$work/why"
        [ "${line%% *}" = PASS ]
        result=$?
        line=${line#* }
        ok $result "$1${line%%: *}"
    done <"$work/lines"
}

# collect ARGUMENT...: runs plimsoll collect, keeping its output, messages, status and seconds.
collect() {
    before=$(date +%s)
    "$plimsoll" collect --now $now "$@" >"$work/out" 2>"$work/err"
    status=$?
    took=$(($(date +%s) - before))
    { echo "exit status $status after $took s" && cat "$work/err"; } >"$work/why"
}

# start_pair: two daemons, or nothing is tested.
start_pair() {
    [ -x "$collector" ] || skip 'built without libvirt'
    lacking=$(sh "$pair" missing | tr '\n' ' ')
    [ -z "$lacking" ] || skip "not installed: $lacking"
    sh "$pair" start "$work" "$shim" 2>"$work/why" || skip "libvirtd does not start: $(cat "$work/why")"
    source=$(sh "$pair" uri "$work" source)
    dest=$(sh "$pair" uri "$work" dest)
}

done_testing() {
    echo "1..$cases"
}
