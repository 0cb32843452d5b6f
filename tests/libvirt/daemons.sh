# What the tests with real daemons share beyond tap.sh; to be sourced.
# The daemons run as another user, and the paths of their sockets must be short.
TMPDIR=/tmp
. "${top_srcdir:-$(dirname "$0")/../..}/tests/tap.sh"
pair=$here/pair.sh
shim=${SHIM:-$top_builddir/tests/libvirt/.libs/shim.so}
collector=$PLIMSOLL_LIBEXEC/plimsoll-collect-libvirt

clean_up() {
    sh "$pair" stop "$work"
}

# need REASON COMMAND...: skips all where it fails, which is a failure where REQUIRE_LIBVIRT is set.
need() {
    reason=$1
    shift
    "$@" && return
    [ -z "${REQUIRE_LIBVIRT:-}" ] || bail_out "$reason"
    skip_all "$reason"
}

# have PROGRAM
have() {
    command -v "$1" >/dev/null
}

# collect ARGUMENT...: runs plimsoll collect; $took is its seconds.
collect() {
    started=$(date +%s)
    run "$plimsoll" collect --now $now "$@"
    took=$(($(date +%s) - started))
    echo "after $took s" >>"$work/why"
}

# start_pair: two daemons, or nothing is tested.
start_pair() {
    need 'built without libvirt' [ -x "$collector" ]
    lacking=$(sh "$pair" missing | tr '\n' ' ')
    need "not installed: $lacking" [ -z "$lacking" ]
    sh "$pair" start "$work" "$shim" 2>"$work/why"
    need "libvirtd does not start: $(cat "$work/why")" [ $? -eq 0 ]
    source=$(sh "$pair" uri "$work" source)
    dest=$(sh "$pair" uri "$work" dest)
}
