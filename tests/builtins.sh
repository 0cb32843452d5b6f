#!/bin/sh
# A row of src/check/builtins.def is all that a function of the language needs besides the function
# itself, and none of the two is forgotten: a row without its function does not link, and every
# function is shown in docs/language.md and docs/plimsoll-policy.5 and evaluated by a golden case.
. "${top_srcdir:-$(dirname "$0")/..}/tests/tap.sh"
cd "$top_srcdir" || exit 99

# Every function's name, as the rows have it.
sed -n 's/^BUILTIN([A-Z_]*, "\([a-z_]*\)", CALLED, .*/\1/p' src/check/builtins.def >"$work/names"

# shown NAME: whether a row of the reference begins with it, and the manual page has it.
shown() {
    grep -q "^| \`$1(" docs/language.md && grep -q "^\.Li .*\<$1\>" docs/plimsoll-policy.5
}
# evaluated NAME: whether an expression in a golden case calls it.
evaluated() {
    grep -qrE "(^|[^a-z_.])$1\(" --include='*.args' --include='*.plim' tests/golden/eval tests/golden/check
}
while read -r name; do
    shown "$name"
    ok $? "the reference and the manual page have $name"
    evaluated "$name"
    ok $? "a golden case has $name"
done <"$work/names"
! shown nonesuch && ! evaluated nonesuch
ok $? 'and neither has a function that is not there'

# One more row, without its function: a program that takes the functions of all rows does not link.
mkdir -p "$work/check"
{
    cat src/check/builtins.def
    echo 'BUILTIN(NONESUCH, "nonesuch", CALLED, TEXT, NONE, NONE, TEXT, LANE(fn_nonesuch), NO_BOUNDS,'
    echo '        NO_FAULT, "Not there.")'
} >"$work/check/builtins.def"
# apply FOLDER...: compiles the table of functions with the rows of the first folder that has some.
apply() {
    includes=
    for folder; do includes="$includes -I$folder"; done
    # The word splits into options.
    # shellcheck disable=SC2086
    ${CC:-cc} -std=c11 -c $includes -I. -I"$top_builddir" src/eval/apply.c -o "$work/apply.o"
}
# undefined: the functions of rows that apply.o takes and no object of the program defines.
undefined() {
    nm "$work/apply.o" | sed -n 's/^ *U \(fn_.*\)/\1/p' | sort >"$work/taken"
    find "$top_builddir/src" -name '*.o' -exec nm {} + | sed -n 's/.* T \(fn_.*\)/\1/p' | sort -u >"$work/defined"
    comm -23 "$work/taken" "$work/defined"
}
apply "$work" src && [ "$(undefined)" = fn_nonesuch ]
ok $? 'a row without its function does not link'
apply src && [ -s "$work/taken" ] && [ -z "$(undefined)" ]
ok $? 'and every row has its function'
[ "$(wc -l <"$work/names")" -gt 15 ] || bail_out 'no rows were found'
done_testing
