# What the shell tests share, to be sourced; it reports in TAP. Sets $top_srcdir, $top_builddir,
# $plimsoll, $now, and $work, a folder that is removed at the end. The environment is that of
# 'make check', or the build in ./build.
set -u
here=$(cd "$(dirname "$0")" && pwd -P)
top_srcdir=${top_srcdir:-${here%/tests*}}
top_srcdir=$(cd "$top_srcdir" && pwd -P)
top_builddir=${top_builddir:-$top_srcdir/build}
plimsoll=${PLIMSOLL:-$top_builddir/plimsoll}
PLIMSOLL_PATH=${PLIMSOLL_PATH:-$top_srcdir/policies}
PLIMSOLL_LIBEXEC=${PLIMSOLL_LIBEXEC:-$top_builddir}
LC_ALL=C
export PLIMSOLL_PATH PLIMSOLL_LIBEXEC LC_ALL
unset TZ NO_COLOR LANGUAGE COLUMNS
examples=$top_srcdir/examples
sanitizers=${sanitizers:-no}
now=2026-11-23T10:00:00Z
cases=0

# clean_up: may be defined anew by a test that starts something.
clean_up() { :; }
work=$(mktemp -d "${TMPDIR:-/tmp}/plimsoll.XXXXXX") || exit 99
trap 'clean_up; rm -rf "$work"' EXIT
trap 'exit 99' HUP INT TERM

# ok STATUS NAME: reports a case; $work/why explains a failure.
ok() {
    cases=$((cases + 1))
    if [ "$1" -eq 0 ]; then
        echo "ok $cases - $2"
    else
        echo "not ok $cases - $2"
        sed 's/^/# /' "$work/why"
    fi
    : >"$work/why"
}

# skip NAME REASON: reports a case that cannot be tried here.
skip() {
    cases=$((cases + 1))
    echo "ok $cases - $1 # SKIP $2"
}

# skip_all REASON: ends a test that cannot be run here.
skip_all() {
    echo "1..0 # SKIP $1"
    exit 0
}

# bail_out REASON: ends a test that cannot go on.
bail_out() {
    echo "Bail out! $1"
    exit 99
}

done_testing() {
    [ "$cases" -gt 0 ] || bail_out 'nothing was tested'
    echo "1..$cases"
}

# empty NAME FILE: FILE is empty.
empty() {
    cp "$2" "$work/why"
    [ ! -s "$2" ]
    ok $? "$1"
}

# same NAME FILE FILE: both have the same text, which is not empty.
same() {
    diff "$2" "$3" >"$work/why" 2>&1 && [ -s "$2" ]
    ok $? "$1"
}

# is NAME GOT <<END: the text GOT is the one that follows.
is() {
    cat >"$work/wanted"
    printf '%s\n' "$2" | diff "$work/wanted" - >"$work/why"
    ok $? "$1"
}

# recorded NAME EXPECTED FILE: FILE is as EXPECTED, which UPDATE=1 writes.
recorded() {
    [ -z "${UPDATE:-}" ] || cp "$3" "$2"
    diff -u "$2" "$3" >"$work/why" 2>&1
    ok $? "$1"
}

# holds NAME FILE TEXT: a line of FILE has TEXT.
holds() {
    head -n 20 "$2" >"$work/why"
    grep -qF -e "$3" "$2"
    ok $? "$1"
}

# ok_lines PREFIX: a case for each line 'PASS NAME' or 'FAIL NAME: WHY' of $work/lines; '# …' is passed on.
ok_lines() {
    [ -s "$work/lines" ] || ok 1 "$1something was tested"
    while IFS= read -r line; do
        case $line in
        '# '*) echo "$line" && continue ;;
        esac
        printf '%s\n' "$line" >"$work/why"
        [ "${line%% *}" = PASS ]
        result=$?
        line=${line#* }
        ok $result "$1${line%%: *}"
    done <"$work/lines"
}

# python_with MODULE: a python that has it, which need not be the first one; fails where there is none.
python_with() {
    for python in python3 /usr/bin/python3; do
        "$python" -c "import $1" 2>/dev/null && echo "$python" && return
    done
    return 1
}

# run COMMAND...: keeps its status, and its output in $work/out and $work/err.
run() {
    "$@" >"$work/out" 2>"$work/err"
    status=$?
    { echo "exit status $status" && cat "$work/err" && head -n 40 "$work/out"; } >"$work/why"
}

# expect STATUS NAME COMMAND...: it ends with that status.
expect() {
    expected=$1 name=$2
    shift 2
    run "$@"
    [ "$status" -eq "$expected" ]
    ok $? "$name"
}

# says STATUS MESSAGES NAME: the last command ended so, with just those lines on standard error.
says() {
    printf '%s' "${2:+$2
}" >"$work/wanted"
    diff -u "$work/wanted" "$work/err" >>"$work/why" && [ "$status" -eq "$1" ]
    ok $? "$3"
}

# refused MESSAGES NAME: the last command ended with 3, just those lines, and no output.
refused() {
    [ ! -s "$work/out" ] || status=output
    says 3 "$1" "$2" 2>>"$work/why"
}

# quiet_success NAME: the last command succeeded and wrote nothing to standard error.
quiet_success() {
    says 0 '' "$1"
}

# within SECONDS NAME: that much time has passed since $started, from 'date +%s', or less.
within() {
    took=$(($(date +%s) - started))
    echo "$took s" >"$work/why"
    [ "$took" -le "$1" ]
    ok $? "$2"
}
