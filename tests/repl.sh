#!/bin/sh
# plimsoll repl at a terminal: prompt, completion, history, and keys that drop a line. What lines
# do is in tests/golden/repl.
. "${top_srcdir:-$(dirname "$0")/..}/tests/tap.sh"

if ! grep -q '^#define HAVE_EDIT 1' "$top_builddir/config.h"; then
    echo '1..0 # SKIP built without libedit'
    exit 0
fi
cp -R "$top_srcdir/tests/golden/repl/data" "$work/data"
cd "$work/data" || exit 99
TERM=xterm XDG_STATE_HOME=$work/state
# libedit does not free all that it allocates.
ASAN_OPTIONS=${ASAN_OPTIONS:+$ASAN_OPTIONS:}detect_leaks=0
export TERM XDG_STATE_HOME ASAN_OPTIONS

# type_lines: the lines of typed.py, each as a test.
type_lines() {
    timeout 300 python3 "$top_srcdir/tests/repl/typed.py" "$@" "$plimsoll" repl site.plim --facts pair.json \
        >"$work/lines" 2>"$work/why"
    ok $? "lines are typed"
    ok_lines ''
}

type_lines lines
is 'the history is kept' "$(sed 's/\\040/ /g' "$work/state/plimsoll/history" | tail -3)" <<END
(1 + 2)
1 + 1
:quit
END
type_lines again

XDG_STATE_HOME=/dev/null/none type_lines unkept
done_testing
