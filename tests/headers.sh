#!/bin/sh
# All headers of the tree can be included together, in either order.
. "${top_srcdir:-$(dirname "$0")/..}/tests/tap.sh"
makefile=$top_builddir/Makefile

# setting NAME: what the Makefile says.
setting() {
    sed -n "s/^$1 = *//p" "$makefile"
}

flags="-std=c11 -I$top_srcdir/src -I$top_srcdir -I$top_builddir"
for name in CJSON NETTLE COLLECT; do
    flags="$flags $(setting ${name}_CFLAGS)"
done
cd "$top_srcdir" || exit 99
ls src/*.h src/*/*.h src/*/*/*.h grammar/*.h | sed 's/^src\///; s/.*/#include "&"/' >"$work/headers"
echo '#include "grammar/parser.h"' >>"$work/headers"
sort -u "$work/headers" >"$work/forwards"
sort -ru "$work/headers" >"$work/backwards"
if [ "$(setting with_libvirt)" = no ]; then # that collector is left out
    sed -i '/"gather\/libvirt\//d' "$work/forwards" "$work/backwards"
fi

for order in forwards backwards; do
    { echo '#include "config.h"' && cat "$work/$order"; } >"$work/$order.c"
    # shellcheck disable=SC2086,SC2046  # lists of words
    $(setting CC) $flags -fsyntax-only "$work/$order.c" >"$work/why" 2>&1
    ok $? "all headers together, $order"
done
[ "$(wc -l <"$work/headers")" -gt 100 ] || bail_out 'the headers were not found'
done_testing
