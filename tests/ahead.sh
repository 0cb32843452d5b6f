#!/bin/sh
# Lists that are long enough to be scanned by a second thread, whole and broken, say the same with one
# processor as with two, byte for byte, in TAP.
. "${top_srcdir:-$(dirname "$0")/..}/tests/tap.sh"
[ "$(nproc)" -gt 1 ] || skip_all 'one processor runs one thread'
exec python3 "$top_srcdir/tests/ahead.py" "$work"
