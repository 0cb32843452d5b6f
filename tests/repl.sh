#!/bin/sh
# plimsoll repl at a terminal: prompt, completion, history, and keys that drop a line or end. What lines
# do is in tests/golden/repl.
. "${top_srcdir:-$(dirname "$0")/..}/tests/tap.sh"

if ! grep -q '^#define HAVE_EDIT 1' "$top_builddir/config.h"; then
    echo '1..0 # SKIP built without libedit'
    exit 0
fi
cp -R "$top_srcdir/tests/golden/repl/data" "$work/data"
cd "$work/data" || exit 99
TERM=xterm XDG_STATE_HOME=$work/state
# libedit copies the name and the help of a function that it is given, and never frees them.
echo 'leak:wcsdup' >"$work/leaks"
LSAN_OPTIONS=${LSAN_OPTIONS:+$LSAN_OPTIONS:}suppressions=$work/leaks:print_suppressions=0
export TERM XDG_STATE_HOME LSAN_OPTIONS

# type_lines: the lines of typed.py, each as a test.
type_lines() {
    timeout 300 python3 "$top_srcdir/tests/repl/typed.py" "$@" "$plimsoll" repl site.plim --facts pair.json \
        >"$work/lines" 2>"$work/why"
    ok $? "lines are typed"
    ok_lines ''
}

type_lines lines
is 'the history is kept' "$(sed 's/\\040/ /g' "$work/state/plimsoll/history" | tail -2)" <<END
(1 + 2)
1 + 1
END
type_lines again

XDG_STATE_HOME=/dev/null/none type_lines unkept
done_testing
