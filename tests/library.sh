#!/bin/sh
# The example program over libplimsoll: its output, its exit status, and that it leaks no
# memory (under valgrind, where that is installed).
. "${top_srcdir:-$(dirname "$0")/..}/tests/tap.sh"

program=$top_builddir/examples/check
policies=$top_srcdir/policies

expect 0 'the example checks a pair' "$program" kvm.prepare "$examples/kvm-pair.json" "$policies"
holds 'it prints verdicts' "$work/out" 'pass     kvm.prepare/memory'
holds 'it prints margins' "$work/out" 'to spare'

printf '%s' '{"facts": "virtualization", "version": 1}' >"$work/nothing.json"
expect 2 'without facts it is undecided' "$program" kvm.prepare "$work/nothing.json" "$policies"
holds 'it names missing facts and the kind of their cause' "$work/out" 'missing: dest.memory (absent)'

expect 3 'an unknown policy' "$program" no.such "$work/nothing.json" "$policies"
holds 'the message is there' "$work/err" 'no.such: error: is neither a file nor the name of a policy'
printf '%s' '{"facts": "virtualization", "version": 1, "dest": {"memory": true}}' >"$work/bad.json"
expect 3 'facts that are wrong' "$program" kvm.prepare "$work/bad.json" "$policies"
holds 'their message is there' "$work/err" 'dest.memory: error: needs bytes, but is true'

if [ "$sanitizers" != no ]; then
    skip 'nothing is left behind' 'the sanitizers look for that'
elif command -v valgrind >/dev/null; then
    for facts in "$examples/kvm-pair.json" "$work/nothing.json" "$work/bad.json"; do
        run "$top_builddir/libtool" --mode=execute valgrind -q --leak-check=full \
            --errors-for-leak-kinds=all --show-leak-kinds=all --error-exitcode=99 \
            --suppressions="$top_srcdir/tests/library.supp" \
            "$program" kvm.prepare "$facts" "$policies"
        [ "$status" -ne 99 ]
        ok $? "nothing is left behind: $(basename "$facts")"
    done
else
    skip 'nothing is left behind' 'valgrind is not installed'
fi

# Only what the header declares is visible.
nm -D --defined-only "$top_builddir/.libs/libplimsoll.so" | sed 's/.* //' >"$work/symbols"
grep -v '^plim_\|^_\(init\|fini\)$' "$work/symbols" >"$work/foreign"
empty 'only plim_ symbols are exported' "$work/foreign"
for symbol in $(grep '^plim_' "$work/symbols"); do
    grep -q "[ *]$symbol(" "$top_srcdir/src/plimsoll.h" || echo "$symbol"
done >"$work/undeclared"
[ -s "$work/symbols" ] || bail_out 'no symbol is exported'
empty 'every exported symbol is declared' "$work/undeclared"

# The header is C++ as well.
printf '#include <plimsoll.h>\nint main() { plim_options o = PLIM_OPTIONS; return (int)o.steps; }\n' \
    >"$work/main.cc"
if command -v "${CXX:-c++}" >/dev/null; then
    expect 0 'the header compiles as C++' "${CXX:-c++}" -Wall -Wextra -Werror -fsyntax-only \
        -I"$top_srcdir/src" "$work/main.cc"
else
    skip 'the header compiles as C++' 'there is no C++ compiler'
fi
done_testing
