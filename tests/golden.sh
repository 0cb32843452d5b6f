#!/bin/sh
# Runs the golden cases and reports in TAP, one line a case.
#
# A case is tests/golden/AREA/NAME.expected with NAME.plim, NAME.args or both;
# AREA may have parts, as in check/type. It is run in a copy of its folder, and
# ../../../policies and ../../../examples (one ../ more in a part) are those of
# the source tree; files that cases share lie in AREA/data/.
#
# NAME.plim alone runs one command:
#     plimsoll check NAME.plim [--facts NAME.facts.json] --now 2026-11-23T10:00:00Z
# with the facts if that file is there. NAME.args replaces it: every line that is
# neither empty nor begins with '#' is a command line for sh (pipes, redirections
# and $? of the pipe's end as usual), run in turn, with plimsoll on the PATH and
# $now, the time above, at hand. Each command is echoed after "$ ".
#
# NAME.expected holds, for each command: what it wrote to standard output; then,
# if it wrote to standard error, the line "--- stderr" and that; then "exit: N".
# A last line without its newline is followed by "\ no newline at the end".
#
#     make check                              run the cases with everything else
#     CASES='parse/*' make check              only those (sh pattern, AREA/NAME; * takes / too)
#     UPDATE=1 make check                     write NAME.expected; then read the diff
#
# The exit status says only that all cases were run; their lines say how.
# A command is stopped after $GOLDEN_TIMEOUT seconds (20) and then exits with 124.

set -u
top_srcdir=${top_srcdir:-$(cd "$(dirname "$0")/.." && pwd)}
top_builddir=${top_builddir:-$top_srcdir/build}
golden=$top_srcdir/tests/golden
pattern=${CASES:-*}
limit=${GOLDEN_TIMEOUT:-20}

work=$(mktemp -d "${TMPDIR:-/tmp}/golden.XXXXXX") || exit 99
trap 'rm -rf "$work"' EXIT
trap 'exit 99' HUP INT TERM

mkdir -p "$work/tree/tests" "$work/bin"
[ ! -d "$golden" ] || cp -R "$golden" "$work/tree/tests/golden"
chmod -R u+w "$work/tree"
ln -s "$top_srcdir/policies" "$top_srcdir/examples" "$work/tree/"
ln -s "${PLIMSOLL:-$top_builddir/plimsoll}" "$work/bin/plimsoll"

LC_ALL=C
PATH=$work/bin:$PATH
PLIMSOLL_LIBEXEC=${PLIMSOLL_LIBEXEC:-$top_builddir}
now=2026-11-23T10:00:00Z
export LC_ALL PATH PLIMSOLL_PATH PLIMSOLL_LIBEXEC now
unset TZ NO_COLOR LANGUAGE

newline='
'
# end_line: ends the last line of the report, with a mark if that was missing.
end_line() {
    [ -s "$work/actual" ] || return 0
    last=$(tail -c 1 "$work/actual" && echo x)
    [ "$last" = "${newline}x" ] || printf '\n\\ no newline at the end\n' >>"$work/actual"
}

# run COMMAND...: runs it and reports what the case's expectation holds for it.
run() {
    timeout "$limit" "$@" >>"$work/actual" 2>"$work/err" </dev/null
    status=$?
    end_line
    if [ -s "$work/err" ]; then
        echo '--- stderr' >>"$work/actual"
        cat "$work/err" >>"$work/actual"
        end_line
    fi
    echo "exit: $status" >>"$work/actual"
}

# run_case NAME: all commands of the case in the current folder.
run_case() {
    : >"$work/actual"
    if [ -f "$1.args" ]; then
        while IFS= read -r line || [ -n "$line" ]; do
            case $line in '' | '#'*) continue ;; esac
            printf '$ %s\n' "$line" >>"$work/actual"
            run sh -c "$line"
        done <"$1.args"
    elif [ -f "$1.facts.json" ]; then
        run plimsoll check "$1.plim" --facts "$1.facts.json" --now "$now"
    else
        run plimsoll check "$1.plim" --now "$now"
    fi
}

count=0

result() { # ok|not ok, NAME
    count=$((count + 1))
    echo "$1 $count - $2"
}

# check_case AREA NAME: runs one case, then compares or rewrites.
check_case() {
    expected=$golden/$1/$2.expected
    run_case "$2"
    if [ "${UPDATE:-0}" = 1 ]; then
        cmp -s "$expected" "$work/actual" || cp "$work/actual" "$expected"
        result ok "$1/$2"
    elif [ ! -f "$expected" ]; then
        result 'not ok' "$1/$2"
        echo "# no $2.expected; UPDATE=1 writes it"
        sed 's/^/# /' "$work/actual"
    elif cmp -s "$expected" "$work/actual"; then
        result ok "$1/$2"
    else
        result 'not ok' "$1/$2"
        diff -a -u --label expected --label actual "$expected" "$work/actual" | sed 's/^/# /'
    fi
}

# The names of an area's cases; an expectation without a case is one that fails.
case_names() {
    for file in *.plim *.args *.expected; do
        [ -f "$file" ] && echo "${file%.*}"
    done | sort -u
}

# enter AREA: its folder, from where the policies are found at the path that a user would type.
enter() {
    cd "$work/tree/tests/golden/$1" || exit 99
    PLIMSOLL_PATH=$(echo "$1" | sed 's:[^/][^/]*:..:g')/../../policies
}

# The folders of cases, AREA or AREA/PART; those that only hold shared files have no cases.
areas=$(cd "$work/tree/tests/golden" && find . -mindepth 1 -type d | sed 's:^\./::' | sort)
for area in $areas; do
    enter "$area"
    case /$area/ in */data/*) continue ;; esac
    for name in $(case_names); do
        # shellcheck disable=SC2254  # the pattern is meant as one
        case $area/$name in $pattern) ;; *) continue ;; esac
        if [ -f "$name.plim" ] || [ -f "$name.args" ]; then
            check_case "$area" "$name"
        else
            result 'not ok' "$area/$name"
            echo "# $name.expected has neither $name.plim nor $name.args"
        fi
    done
done

if [ "$count" -eq 0 ]; then
    echo '1..1'
    echo "not ok 1 - no case matches $pattern"
    exit 0
fi
echo "1..$count"
