#!/bin/sh
# What the packs that verify a move notice: of a recorded pair one field at a time is changed, and
# exactly that difference has to be reported. Reports in TAP; see tests/verify/change.py.
set -u
top_srcdir=$(cd "${top_srcdir:-$(dirname "$0")/..}" && pwd)
top_builddir=${top_builddir:-$top_srcdir/build}
PLIMSOLL=${PLIMSOLL:-$top_builddir/plimsoll}
PLIMSOLL_PATH=${PLIMSOLL_PATH:-$top_srcdir/policies}
LC_ALL=C
export PLIMSOLL PLIMSOLL_PATH LC_ALL
unset TZ NO_COLOR LANGUAGE COLUMNS

command -v python3 >/dev/null || {
    echo 'Bail out! python3 is not installed'
    exit 99
}
exec python3 "$top_srcdir/tests/verify/change.py" "$top_srcdir/tests/verify" "$@"
