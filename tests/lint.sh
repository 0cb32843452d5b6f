#!/bin/sh
# plimsoll lint: every rule has a page in docs/lint/ with policies in which it finds something and others
# in which it does not; the index has all of them; what --fix writes is cured; nothing is found in the
# policies that are shipped.
. "${top_srcdir:-$(dirname "$0")/..}/tests/tap.sh"
PLIMSOLL_PATH=$top_srcdir/policies
export PLIMSOLL_PATH
pages=$top_srcdir/docs/lint
mkdir "$work/blocks"

"$plimsoll" lint --rules >"$work/rules" || bail_out 'there is no list of rules'

# blocks PAGE: the fenced blocks as files NUMBER.bad.plim and NUMBER.good.plim; statements get the head of a
# policy, and /srv/policies is the folder of those that are shipped.
blocks() {
    rm -f "$work/blocks"/*
    awk -v folder="$work/blocks" -v shipped="$PLIMSOLL_PATH" '
        { gsub("/srv/policies", shipped) }
        /^```plim (bad|good)$/ { file = sprintf("%s/%02d.%s.plim", folder, ++count, $2); first = 1; next }
        /^```$/ { file = ""; next }
        file != "" && first && !/^(policy|facts|waive|set|# lint)/ {
            printf "policy example \"An example\" version \"1.0\" use facts virtualization 1 " >file
        }
        file != "" { first = 0; print >file }' "$1"
}

# finds RULE FILE [OPTION]: whether the rule finds something.
finds() {
    rule=$1
    shift
    "$plimsoll" lint --now "$now" "$@" >"$work/out" 2>&1
    grep -q "\[$rule\]$" "$work/out"
}

# explain FILE: what was written of a file that should have been another.
explain() {
    cat "$work/out" "$1" >>"$work/why"
}

while read -r category level name says; do
    page=$pages/$name.md
    printf '%s\n' "# $name" "$says" "Category $category, level $level. [All rules](../lint.md)" >"$work/head"
    sed -n '/./p' "$page" 2>/dev/null | sed -n 1,3p >"$work/actual"
    same "$name: its page begins with what it finds" "$work/head" "$work/actual"
    echo "| [$name](lint/$name.md) | $level | $says |" >>"$work/index"
    blocks "$page"
    for file in "$work/blocks"/*.bad.plim; do
        finds "$name" "$file" || explain "$file"
        "$plimsoll" lint --now "$now" --format json "$file" 2>/dev/null |
            python3 "$top_srcdir/tests/lint/curable.py" "$name" || continue
        # What has a cure is cured, and has no mistake after it.
        ! finds "$name" --fix "$file" && [ -s "$file" ] || explain "$file"
        ! grep -q ': error: ' "$work/out" || explain "$file"
    done
    [ ! -s "$work/why" ]
    ok $? "$name: it finds what it is for, and cures it where it can"
    for file in "$work/blocks"/*.good.plim; do
        ! finds "$name" "$file" || explain "$file"
        ! grep -q ': error: ' "$work/out" || explain "$file"
    done
    [ ! -s "$work/why" ]
    ok $? "$name: it leaves alone what is near that"
done <"$work/rules"

grep '^| \[' "$top_srcdir/docs/lint.md" | sort >"$work/actual"
sort -o "$work/index" "$work/index"
same 'docs/lint.md has all rules' "$work/index" "$work/actual"
for page in "$pages"/*.md; do
    page=${page##*/}
    grep -q "^[a-z-]* *[a-z]* *${page%.md} " "$work/rules" || echo "$page"
done >"$work/stale"
empty 'every page is of a rule' "$work/stale"

cd "$top_srcdir" || exit 99
"$plimsoll" lint --now "$now" policies examples >"$work/found" 2>&1
empty 'nothing is found in what is shipped' "$work/found"
done_testing
