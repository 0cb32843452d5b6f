#!/bin/sh
# With --all-subjects a run keeps what it finds of so many subjects of a requirement, pairs of machines or
# elements of them, and counts the others.
. "${top_srcdir:-$(dirname "$0")/..}/tests/tap.sh"
command -v jq >/dev/null || skip_all 'jq is not installed'
cd "$work" || exit 99

cat >all.plim <<'END'
policy all "All subjects"
use facts virtualization 1
rule pairs "It is late" { for each a in vm for each b in vm require now > 2026-01-01T00:00:00Z }
rule rest "None is large" { for each vm require vm.memory <= 1 B }
END
jq -n -c '{vm: [range(450) | {name: "vm\(10000 + . | tostring | .[1:])", memory: "8 GiB"}]}' >all.facts.json
"$plimsoll" check all.plim --facts all.facts.json --now $now --all-subjects --format json=all.json
is 'of all subjects the first are kept, always some, and the others counted' "$? $(jq -c '.rules[].requirements[] |
    [(.all_subjects | length), .all_subjects_left_out, (.all_subjects[0, -1].subject)]' all.json)" <<END
1 [174762,27738,"a = vm \"vm0000\", b = vm \"vm0000\"","a = vm \"vm0388\", b = vm \"vm0161\""]
[100,350,"vm \"vm0000\"","vm \"vm0099\""]
END

cat >elements.plim <<'END'
policy elements "Elements that are unknown"
use facts virtualization 1
rule each "None is larger" { for each a in vm require every b in vm has b.memory <= a.memory }
END
jq -c 'del(.vm[].memory)' all.facts.json >unknown.facts.json
"$plimsoll" check elements.plim --facts unknown.facts.json --now $now --all-subjects --format json=elements.json
is 'elements and subjects that are unknown are kept alike, and the others counted' "$? $(jq -c '.rules[0].requirements[0] |
    [.unknown_count, (.all_subjects | length), .all_subjects_left_out, .all_subjects[-1].subject]' elements.json)" <<END
2 [450,174762,28188,"a = vm \"vm0388\", b = vm \"vm0161\""]
END
done_testing
