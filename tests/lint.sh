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

# Policies of some MiB, in which a search of all for each finding would take minutes; a look at each takes a second.
head='policy long "Much" version "1.0" use facts virtualization 1'

# long NAME AWK: what awk writes behind the head of a policy is linted, and something found.
long() {
    { echo "$head" && awk "BEGIN { $2 }"; } >"$work/long.plim"
    (ulimit -t 60 && exec "$plimsoll" lint --now "$now" "$work/long.plim") >"$work/out" 2>&1
    status=$?
    { echo "exit $status" && tail -n 3 "$work/out"; } >"$work/why"
    [ $status -eq 1 ] && grep -q '\[[a-z-]*\]$' "$work/out"
    ok $? "$1"
}

long '12,000 rules, each with limits, ages and names of its own' 'for (i = 0; i < 12000; i++) {
    printf "define d%d(x: number): bool = x < %d or x > %d\n", i, i + 2, i
    printf "# lint: allow unread-subject because \"%d\"\nrule r%d \"Rule %d\" { for each vm\n", i, i, i
    printf "require vm.memory <= %d GiB and vm.memory <= %d GiB and d%d(vm.vcpus)\n", i + 1, i + 1, i
    printf "require now - attest[\"x%d\"].at <= %d h\n", i, i + 1
    printf "require every d in vm.disk where d.target == \"a%d\" has d.capacity > 1 GiB }\n", i }'
long 'a list of 100,000 elements, twice' 'print "rule r \"Rule\" { require source.name in ["
    for (i = 0; i < 200000; i++)
        printf "%s\"%d\"", (i == 100000) ? "] and source.name in [" : (i > 0) ? ", " : "", i
    print "] }"'
long 'a rule with 60,000 tags, twice each' 'print "rule r \"Rule\" { require source.name != \"\""
    for (i = 0; i < 120000; i++) printf "tag t%d\n", i % 60000
    print "}"'
long '40,000 times two allowances of nothing' 'for (i = 0; i < 40000; i++)
    print "# lint: allow missing-remedy because \"none\"\n# lint: allow magic-number because \"one\""
    print "rule r \"Rule\" { require source.name != \"\" }"'
long '4,000 rules of defines that say each other twice' 'print "define d0: bool = 1 < 2"
    for (i = 1; i < 17; i++) printf "define d%d: bool = d%d and d%d\n", i, i - 1, i - 1
    for (i = 0; i < 4000; i++) printf "rule r%d \"Rule\" { require d16 or source.memory > %d MiB require d16 }\n", i, i + 2'

cd "$top_srcdir" || exit 99
"$plimsoll" lint --now "$now" policies examples >"$work/found" 2>&1
empty 'nothing is found in what is shipped' "$work/found"
done_testing
