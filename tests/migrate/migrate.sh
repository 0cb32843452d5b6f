#!/bin/sh
# Makes the moves of situations/ between two hosts with libvirt and QEMU, and compares what the
# entry points said of each with what became of it. Reports in TAP; CASES='cpu-*' makes some of the
# moves. The table of all is left in tests/migrate/table.md of the build.
. "${top_srcdir:-$(dirname "$0")/../..}/tests/libvirt/daemons.sh"
hosts=$here/hosts.sh
table=$top_builddir/tests/migrate/table.md

clean_up() {
    sh "$hosts" stop "$work"
}

need 'built without libvirt' [ -x "$collector" ]
lacking=$(sh "$hosts" missing | tr '\n' ' ')
need "not installed: $lacking" [ -z "$lacking" ]
need 'only root can start these hosts' [ "$(id -u)" -eq 0 ]
sh "$hosts" start "$work" 2>"$work/why"
need "the hosts do not start: $(cat "$work/why")" [ $? -eq 0 ]
sh "$hosts" stop "$work"

mkdir -p "${table%/*}"
# shellcheck disable=SC2086  # a list of globs
python3 -B "$here/migrate.py" "$plimsoll" "$work" "$table" ${CASES:-} >"$work/lines" 2>"$work/why"
ok $? 'the moves are made'
ok_lines ''

# Of what was recorded before the moves and collected after them, one field at a time is changed.
if [ -z "${CASES:-}" ]; then
    python3 "$top_srcdir/tests/verify/change.py" "$top_srcdir/tests/verify" --recorded "$work" >"$work/changes" 2>&1
    changed=$(sed -n 's/^ok [0-9]* - \([0-9]* fields of [0-9]* machines were changed\)$/\1/p' "$work/changes")
    grep -v '^ok ' "$work/changes" >"$work/why"
    [ -n "$changed" ] && ! grep -q '^not ok' "$work/changes"
    ok $? "kvm.verify reports exactly what is changed: ${changed:-nothing was}"
fi

done_testing
