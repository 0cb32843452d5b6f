#!/bin/sh
# Each fuzz target over its corpus, in an ordinary build.
. "${top_srcdir:-$(dirname "$0")/../..}/tests/tap.sh"

for target in $FUZZ_TARGETS; do
    "$top_builddir/$target" >"$work/why" 2>&1
    ok $? "$(tail -n 2 "$work/why" | sed -n 's/^ok 1 - /'"${target##*/}"': /p')"
done
done_testing
