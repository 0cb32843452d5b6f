#!/bin/sh
# What a run keeps is bounded: of more failing pairs of machines than are named, every report says how
# many there are, and nothing that is decided depends on it.
. "${top_srcdir:-$(dirname "$0")/..}/tests/tap.sh"
command -v jq >/dev/null || skip_all 'jq is not installed'
cd "$work" || exit 99

# machines COUNT MEMORY-OF-THE-LAST
machines() {
    awk -v count="$1" -v last="$2" 'BEGIN {
        printf "{\"dest\": {\"name\": \"new\", \"memory\": \"4 GiB\"}, \"vm\": ["
        for (i = 0; i < count; i++)
            printf "%s{\"name\": \"vm%04d\", \"memory\": \"%s\"}", i ? "," : "", i, i == count - 1 ? last : "8 GiB"
        print "]}" }'
}
cat >pairs.plim <<'END'
policy pairs "Pairs of machines"
use facts virtualization 1
rule alone "Each has room for itself" { for each vm require vm.memory <= 1 B }
rule both "Each two have room" {
    for each a in vm
    for each b in vm where b.name != a.name
    require a.memory + b.memory <= 12 GiB
}
END
check() {
    "$plimsoll" check pairs.plim --now $now "$@"
}
# numbers REPORT: of the pairs.
numbers() {
    jq -c '.rules[1].requirements[0] |
        [.failed_count, (.failed_subjects | length), (.failed_paths | length), .failed_left_out]' "$1"
}

# ---- more than are kept ----

machines 1010 '8 GiB' >many.facts.json
options=
for format in text json sarif markdown html tap junit github; do
    options="$options --format $format=many.$format"
done
limit=unlimited
[ "$sanitizers" = no ] && limit=400000
# shellcheck disable=SC2086
(ulimit -v $limit && check --facts many.facts.json $options) >why 2>&1
is '1,019,090 pairs that fail take less than 400 MB' "$? $(cat why)" <<END
1 
END
is 'json counts all, and names some' "$(numbers many.json)" <<END
[1019090,233016,233016,786074]
END
is 'a rule with as many subjects as machines names all' \
    "$(jq -c '.rules[0].requirements[0] | [.failed_count, (.failed_subjects | length), has("failed_left_out")]' many.json)" <<END
[1010,1010,false]
END
is 'elements of pairs that are not named fail, too' \
    "$(jq -c '.lists[0] | [.count, .fail, (.elements[-1].fail | length)]' many.json)" <<END
[1010,1010,2]
END
for format in text markdown html sarif; do
    holds "$format says how many more there are" "many.$format" "and 101"
done

# ---- others than the first ----

# Only pairs with the last machine pass.
machines 490 '1 GiB' >last.facts.json
check --facts last.facts.json --format json=before.json
is 'the one that is no part of what fails passes' \
    "$(jq -c '.lists[0].elements | [.[] | select(.fail | index("pairs/both") | not) | .key]' before.json)" <<END
["vm0489"]
END

# ---- comparing ----

is 'the names of 238,632 pairs are not all kept' "$(numbers before.json)" <<END
[238632,233016,233016,5616]
END
run "$plimsoll" diff before.json before.json
is 'what is left out of a report is not mended' "$status $(grep -A 1 pairs/both out)" <<END
0   changed  pairs/both   fail
           5616 that a report does not name are not compared
END
machines 490 '8 GiB' >more.facts.json
check --facts more.facts.json --format json=more.json
run "$plimsoll" diff before.json more.json
is 'more of what is left out is worse' "$status $(grep -A 1 pairs/both out)" <<END
1   worse    pairs/both   fail
           more fail than did; 6594 that a report does not name are not compared
END
run "$plimsoll" diff more.json before.json --format json
is 'fewer are not mended' "$status $(jq -c '.runs[0].rules[] | [.id, .change, (.mended | length), .left_out]' out)" <<END
0 ["pairs/both","changed",0,6594]
END
machines 100 '8 GiB' >fewer.facts.json
check --facts fewer.facts.json --format json=fewer.json
run "$plimsoll" diff before.json fewer.json --format json
is 'what a whole list does not have is mended' \
    "$status $(jq -c '.runs[0].rules[] | select(.id == "pairs/both") | [.change, (.mended | length), .left_out]' out)" <<END
0 ["mended",223116,5616]
END
run "$plimsoll" diff before.json more.json --format markdown
holds 'markdown says that not all are compared' out 'that a report does not name are not compared'

# ---- what is excused ----

run check --facts last.facts.json --rule both --baseline before.json
is 'a baseline that names some excuses those' "$status $(cat err; grep -o -e 'and [0-9]* more' -e 'others are not named' -e '[0-9]* excused' out)" <<END
1 before.json: warning: this report does not name 5616 subjects that failed or were unknown, and excuses none of them
and 5613 more
and 227397 more
others are not named
233016 excused
END
cat >waive.plim <<'END'
waive both for vm["vm0001"] until 2026-12-31 because "it goes" approved "J. Doe"
END
check --facts last.facts.json --waivers waive.plim --format json=waived.json
is 'a waiver covers all that it names' \
    "$(jq -c '.rules[1].requirements[0] | [.failed_count, .waived_count, (.failed_subjects | length)]' waived.json)" <<END
[238632,976,233016]
END
cat >waive.plim <<'END'
waive both for vm like "vm*" until 2026-12-31 because "they go" approved "J. Doe"
END
check --facts many.facts.json --rule both --waivers waive.plim --format json=waived.json
is 'a waiver that covers more than are named counts them' "$? $(jq -c '.rules[0].verdict,
    (.waivers[0] | [(.subjects | length), .subjects_left_out])' waived.json)" <<END
0 "waived"
[524287,494803]
END

# Nothing is left for the names of a rule that comes later; a waiver names its first subject all the same.
{ grep -v '^rule alone' pairs.plim && echo 'rule later "Each has room for itself" { for each vm require vm.memory <= 1 B }'; } >later.plim
echo 'waive later for vm like "vm*" until 2026-12-31 because "they go" approved "J. Doe"' >>waive.plim
"$plimsoll" check later.plim --now $now --facts many.facts.json --waivers waive.plim --format json=later.json
is 'a waiver names one subject at least' "$? $(jq -c '.waivers[1] | [.rule, .subjects, .subjects_left_out]' later.json)" <<END
0 ["pairs/later",["vm \"vm0000\""],1009]
END

# ---- what is unknown ----

jq -c 'del(.vm[].memory)' many.facts.json >none.facts.json
check --facts none.facts.json --format json=none.json
is 'missing facts of 1,019,090 pairs are listed, counted, and may be more' "$? $(jq -c '.rules[].requirements[0] |
    [.unknown_count, (.missing | length), .missing_count, .missing_bounded]' none.json)" <<END
2 [1010,1000,1010,false]
[1019090,1000,1010,true]
END
done_testing
