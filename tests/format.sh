#!/bin/sh
# plimsoll fmt: the layout of every policy of the tree, and of random ones, says the same and stays as it is.
# FORMAT_CASES=100000 tries more random ones than usual.
. "${top_srcdir:-$(dirname "$0")/..}/tests/tap.sh"
command -v python3 >/dev/null || skip_all 'python3 is not installed'
parts=$top_srcdir/tests/format

# words FOLDER: what the texts of a folder say, without their layout.
words() {
    PYTHONDONTWRITEBYTECODE=1 python3 "$parts/words.py" "$1"
}

# lays_out NAME FOLDER: of all files in the folder; those with mistakes stay as they are.
lays_out() {
    words "$2" >"$work/before"
    "$plimsoll" fmt --write "$2" 2>"$work/mistakes"
    status=$?
    { [ "$status" -eq 0 ] || { [ "$status" -eq 3 ] && grep -q ': error: ' "$work/mistakes"; }; } ||
        tail -n 5 "$work/mistakes" >"$work/why"
    ok $((status == 0 || status == 3 ? 0 : 1)) "$1: they are laid out"
    words "$2" >"$work/after"
    cmp "$work/before" "$work/after" >"$work/why" 2>&1
    ok $? "$1: they say the same"
    "$plimsoll" fmt --check "$2" >"$work/unlike" 2>/dev/null
    head -n 5 "$work/unlike" >"$work/why"
    [ ! -s "$work/unlike" ]
    ok $? "$1: their layout stays"
}

mkdir "$work/tree" || exit 99
cd "$top_srcdir" || exit 99
find policies examples tests -name '*.plim' | while read -r file; do
    cp "$file" "$work/tree/$(echo "$file" | tr / _)"
done
lays_out 'the policies of the tree' "$work/tree"
[ "$(wc -l <"$work/before")" -gt 20000 ] || bail_out 'the policies were not found'

# A folder is read up to 10,000 files.
left=${FORMAT_CASES:-300}
while [ "$left" -gt 0 ]; do
    count=$((left > 5000 ? 5000 : left))
    rm -rf "$work/random"
    mkdir "$work/random"
    PYTHONDONTWRITEBYTECODE=1 python3 "$parts/generate.py" "$work/random" "$left" "$count" || exit 99
    lays_out "$count random policies, seed $left" "$work/random"
    [ ! -s "$work/mistakes" ]
    ok $? "$count random policies, seed $left: none has a mistake"
    left=$((left - count))
done
done_testing
