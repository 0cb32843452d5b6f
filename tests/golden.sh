#!/bin/sh
# Runs the golden cases and reports in TAP, one line a command.
#
# A case is NAME.plim, NAME.args or both in tests/golden/AREA, which may have
# parts, as check/type is. It is run in a copy of its folder, and
# ../../../policies and ../../../examples (one ../ more in a part) are those of
# the source tree; files that cases share lie in AREA/data/.
#
# NAME.plim alone runs one command:
#     plimsoll check NAME.plim [--facts NAME.facts.json] --now 2026-11-23T10:00:00Z
# with the facts if that file is there. NAME.args replaces it: every line that is
# neither empty nor begins with '#' is a command line for sh (pipes, redirections
# and $? of the pipe's end as usual; sed -n 1,8p, not head, which may close the pipe
# before all is written), run in turn, with plimsoll on the PATH and
# $now, the time above, at hand. Each command is echoed after "$ ".
#
# NAME.expected holds, for each command: what it wrote to standard output; then,
# if it wrote to standard error, the line "--- stderr" and that; then "exit: N".
# A last line without its newline is followed by "\ no newline at the end".
#
# A policy with mistakes needs no NAME.expected. Comments below the line of a
# mistake give its place in the line, its message and the hint:
#     require vm.memroy > 1 GiB
#     #          ^~~~~~ error: machine has no field memroy
#     # = did you mean memory?
# The # stands for the ^ of a mistake in column 1. All that plimsoll writes has to
# be there, and it has to exit with 3.
#
#     make check                              run the cases with everything else
#     CASES='parse/*' make check              only those (sh pattern, AREA/NAME; * takes / too)
#     UPDATE=1 make check                     write the expectations; then read the diff
#
# The exit status says only that all cases were run; their lines say how.
# A command is stopped after $GOLDEN_TIMEOUT seconds (20) and then exits with 124.

set -u
top_srcdir=$(cd "${top_srcdir:-$(dirname "$0")/..}" && pwd)
top_builddir=${top_builddir:-$top_srcdir/build}
PLIMSOLL=${PLIMSOLL:-$top_builddir/plimsoll}
PLIMSOLL_LIBEXEC=${PLIMSOLL_LIBEXEC:-$top_builddir}
LC_ALL=C
now=2026-11-23T10:00:00Z
export top_srcdir PLIMSOLL PLIMSOLL_LIBEXEC LC_ALL now
unset TZ NO_COLOR LANGUAGE COLUMNS

command -v python3 >/dev/null || {
    echo 'Bail out! python3 is not installed'
    exit 99
}
exec python3 "$top_srcdir/tests/golden.py"
