#!/bin/sh
# The example program over libplimsoll: what it prints, how it exits, and that it leaves nothing
# behind (under valgrind, where that is installed).
set -u
top_srcdir=${top_srcdir:-$(cd "$(dirname "$0")/.." && pwd)}
top_builddir=${top_builddir:-$top_srcdir/build}
examples=$top_srcdir/examples
work=$(mktemp -d "${TMPDIR:-/tmp}/library.XXXXXX") || exit 99
trap 'rm -rf "$work"' EXIT

count=0
result() { # ok|not ok, NAME
    count=$((count + 1))
    echo "$1 $count - $2"
}

# expect STATUS NAME COMMAND...: its exit status; the output goes to $work/out and $work/err.
expect() {
    expected=$1 name=$2
    shift 2
    "$@" >"$work/out" 2>"$work/err"
    status=$?
    if [ "$status" -eq "$expected" ]; then
        result ok "$name"
    else
        result 'not ok' "$name"
        echo "# exit status $status, not $expected"
        sed 's/^/# /' "$work/err"
    fi
}

# holds NAME FILE TEXT: FILE has a line with TEXT.
holds() {
    if grep -qF -- "$3" "$2"; then
        result ok "$1"
    else
        result 'not ok' "$1"
        sed 's/^/# /' "$2" | head -n 20
    fi
}

program=$top_builddir/examples/check
policies=$top_srcdir/policies

expect 0 'the example checks a pair' "$program" kvm.prepare "$examples/kvm-pair.json" "$policies"
holds 'it prints verdicts' "$work/out" 'pass     kvm.prepare/memory'
holds 'it prints margins' "$work/out" 'to spare'

printf '%s' '{"facts": "virtualization", "version": 1}' >"$work/nothing.json"
expect 2 'without facts it is undecided' "$program" kvm.prepare "$work/nothing.json" "$policies"
holds 'it names missing facts' "$work/out" 'missing: dest.memory'

expect 3 'a policy that there is not' "$program" no.such "$work/nothing.json" "$policies"
holds 'the message is there' "$work/err" 'no.such: error: is neither a file nor the name of a policy'
printf '%s' '{"facts": "virtualization", "version": 1, "dest": {"memory": true}}' >"$work/bad.json"
expect 3 'facts that are wrong' "$program" kvm.prepare "$work/bad.json" "$policies"
holds 'their message is there' "$work/err" 'dest.memory: error: needs bytes, but is true'

if [ "${sanitizers:-no}" != no ]; then
    result 'ok' 'nothing is left behind # SKIP the sanitizers look for that'
elif command -v valgrind >/dev/null; then
    for facts in "$examples/kvm-pair.json" "$work/nothing.json" "$work/bad.json"; do
        "$top_builddir/libtool" --mode=execute valgrind -q --leak-check=full \
            --errors-for-leak-kinds=all --show-leak-kinds=all --error-exitcode=99 \
            "$program" kvm.prepare "$facts" "$policies" >/dev/null 2>"$work/err"
        status=$?
        if [ "$status" -eq 99 ]; then
            result 'not ok' "nothing is left behind: $(basename "$facts")"
            sed 's/^/# /' "$work/err" | head -n 40
        else
            result ok "nothing is left behind: $(basename "$facts")"
        fi
    done
else
    result ok 'nothing is left behind # SKIP valgrind is not installed'
fi

# Only what the header declares is visible.
symbols=$(nm -D --defined-only "$top_builddir/.libs/libplimsoll.so" | sed 's/.* //' | grep -v '^plim_' |
    grep -v '^_\(init\|fini\)$')
if [ -z "$symbols" ]; then
    result ok 'only plim_ symbols are exported'
else
    result 'not ok' 'only plim_ symbols are exported'
    echo "# $symbols" | tr '\n' ' '
    echo
fi
for symbol in $(nm -D --defined-only "$top_builddir/.libs/libplimsoll.so" | sed -n 's/.* \(plim_\)/\1/p'); do
    grep -q "[ *]$symbol(" "$top_srcdir/src/plimsoll.h" || echo "$symbol"
done >"$work/undeclared"
if [ -s "$work/undeclared" ]; then
    result 'not ok' 'every exported symbol is declared'
    sed 's/^/# /' "$work/undeclared"
else
    result ok 'every exported symbol is declared'
fi

# The header is C++ as well.
printf '#include <plimsoll.h>\nint main() { plim_options o = PLIM_OPTIONS; return (int)o.steps; }\n' \
    >"$work/main.cc"
if command -v "${CXX:-c++}" >/dev/null; then
    expect 0 'the header compiles as C++' "${CXX:-c++}" -Wall -Wextra -Werror -fsyntax-only \
        -I"$top_srcdir/src" "$work/main.cc"
else
    result ok 'the header compiles as C++ # SKIP there is no C++ compiler'
fi
echo "1..$count"
