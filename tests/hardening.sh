#!/bin/sh
# What is built is hardened as distributions do it: read from the files themselves, not from the flags.
. "${top_srcdir:-$(dirname "$0")/..}/tests/tap.sh"
cd "$top_builddir" || exit 99

# setting NAME: what the Makefile says.
setting() {
    sed -n "s/^$1 = *//p" Makefile
}
[ "$(setting enable_hardening)" != no ] || skip_all 'configured with --disable-hardening'

# has NAME FILE PATTERN: a line of FILE has it.
has() {
    cp "$2" "$work/why"
    grep -qE -e "$3" "$2"
    ok $? "$1"
}

# hardened FILE TYPE: TYPE is what readelf calls it.
hardened() {
    readelf -Whld "$1" >"$work/elf" 2>&1
    has "${1##*/}: its place in memory is chosen anew each time" "$work/elf" "^ *Type: *DYN \($2"
    has "${1##*/}: what the linker fills in is read-only" "$work/elf" GNU_RELRO
    has "${1##*/}: and filled in before it starts" "$work/elf" 'Flags:.* NOW|BIND_NOW'
    has "${1##*/}: the stack holds no program" "$work/elf" 'GNU_STACK .* RW +0x'
    nm -D --undefined-only "$1" >"$work/symbols"
    has "${1##*/}: stacks are guarded" "$work/symbols" __stack_chk_fail
    if [ "$sanitizers" != no ]; then
        skip "${1##*/}: sizes are checked" 'sanitizers see more without it'
    elif setting '\(OPT_\)\?CFLAGS' | grep -q -e '-O[123s]'; then
        has "${1##*/}: sizes are checked" "$work/symbols" '__(mem|str|v?sn?printf|read|realpath|[fd]?printf)[a-z]*_chk'
    else
        skip "${1##*/}: sizes are checked" 'the build is not optimised'
    fi
}

hardened plimsoll 'Position-Independent Executable'
[ "$(setting with_libvirt)" = no ] || hardened plimsoll-collect-libvirt 'Position-Independent Executable'
hardened .libs/libplimsoll.so 'Shared object'

# The linker drops the note on jumps where the C library's own objects have none, so it is read from ours.
objects() {
    find src grammar -name '*.o' -size +1
}
if [ "$(uname -m)" = x86_64 ]; then
    for object in $(objects); do
        readelf -n "$object" | grep -q 'x86 feature:.*IBT.*SHSTK' || echo "$object"
    done >"$work/without"
    empty 'jumps and returns are guarded in every object' "$work/without"
    # A frame larger than a page is touched page by page.
    objdump -d --no-show-raw-insn src/base/.libs/file.o >"$work/code"
    grep -A1 'sub *\$0x1000,%rsp' "$work/code" >"$work/probes"
    has 'large frames do not leap over the end of the stack' "$work/probes" '(or|mov)q? *\$0x0,(0x[0-9a-f]+)?\(%rsp\)'
else
    skip 'jumps and large frames' 'not on x86'
fi
done_testing
