#!/bin/sh
# plimsoll profile and plimsoll bench: what they say of a run adds up, and what is quadratic is said.
. "${top_srcdir:-$(dirname "$0")/..}/tests/tap.sh"
command -v python3 >/dev/null || skip_all 'python3 is not installed'
cd "$work" || exit 99

cat >pairs.plim <<'END'
policy pairs "Pairs"
use facts virtualization 1

rule quadratic "Every machine is asked for every other" {
    for each m in vm
    require no o in dest.vm has o.memory > m.memory and o.vcpus < m.vcpus
}
rule loops "Two lists in one rule" {
    for each m in vm
    for each o in dest.vm
    require m.memory + o.memory > 0 B
}
rule joined "An equality is looked up" {
    for each m in vm
    require some o in dest.vm has o.name == m.name
}
rule nested "Lists within elements" {
    for each m in vm
    for each d in m.disk
    require d.capacity > 0 B
}
rule small "It fails" {
    require count(vm) < 5
        message "{count(vm)} of {count(vm)} are too many"
}
END
python3 - <<'END'
import json

def machines(count, disks):
    return [{"name": f"m{i}", "memory": 1 << 30, "vcpus": 2,
             "disk": [{"target": f"vd{d}", "capacity": 1 << 30} for d in range(disks)]}
            for i in range(count)]

json.dump({"vm": machines(1500, 3), "dest": {"name": "d", "vm": machines(1200, 1)}}, open("many.json", "w"))
json.dump({"vm": machines(99, 3), "dest": {"name": "d", "vm": machines(1200, 1)}}, open("few.json", "w"))
END

run "$plimsoll" profile pairs.plim --facts many.json --format json --runs 2
ok "$status" 'a profile in JSON'
python3 - "$work/out" >"$work/wrong" <<'END'
import json, sys

profile = json.load(open(sys.argv[1]))
rules = {row["rule"]: row for row in profile["rules"]}

def check(holds, what):
    if not holds:
        print(what)

check(set(rules) == {"pairs/quadratic", "pairs/loops", "pairs/joined", "pairs/nested", "pairs/small"}, f"the rules {list(rules)}")
for name in "quadratic", "loops":
    check(rules["pairs/" + name]["steps"] >= 1500 * 1200, f"steps of {name}")
for name in "joined", "nested":
    check(rules["pairs/" + name]["steps"] < 1500 * 1200 / 10, f"steps of {name}")
check(rules["pairs/loops"].get("quadratic") == {"list": "dest.vm", "size": 1200, "for_each_of": 1500}, "loops")
said = {row.get("rule", row.get("expression"))
        for row in profile["rules"] + profile["expressions"] if "quadratic" in row}
check(not any("o.name == m.name" in text or "nested" in text or "joined" in text for text in said),
      f"what is not quadratic: {said}")
check(len(said) >= 2 and "pairs/loops" in said, f"what is quadratic: {said}")
for rows in profile["rules"], profile["expressions"]:
    times = [row["nanoseconds"] for row in rows]
    check(times == sorted(times, reverse=True), "the costly first")
check(profile["nanoseconds"] == sum(row["nanoseconds"] for row in profile["rules"]), "the sum of the rules")
check(all(row["expression"].strip() for row in profile["expressions"]), "an expression without words")
memory = [row for row in profile["expressions"] if row["expression"] == "m.memory + o.memory"]
check(len(memory) == 1 and 1500 * 1200 <= memory[0]["values"] <= 1500 * 1200 + 1, f"values of {memory}")
END
empty 'its steps, sums and order' "$work/wrong"

run "$plimsoll" profile pairs.plim --facts many.json
holds 'the text says what is quadratic' "$work/out" 'pairs.plim:8: quadratic, for all 1200 of dest.vm'
[ "$(awk 'length > 80' "$work/out" | wc -l)" -eq 0 ]
ok $? 'and keeps to 80 columns'
run "$plimsoll" profile pairs.plim --facts few.json
grep 'quadratic,' "$work/out" >"$work/wrong"
empty 'a hundred elements may go through a list' "$work/wrong"
run "$plimsoll" profile pairs.plim --facts many.json --rule joined --top 1
[ "$(grep -c 'pairs/' "$work/out")" -eq 1 ]
ok $? 'rules can be chosen'

# What an expression takes is what its parts do not take.
cat >sums.plim <<'END'
policy sums "Sums"
use facts virtualization 1

rule parts "Each part takes as long as any other" {
    require sum(vm.disk.capacity) + sum(vm.disk.capacity where vm.vcpus > 0) + sum(vm.disk.capacity where vm.vcpus > 1) +
        sum(vm.disk.capacity where vm.memory > 0 B) + sum(vm.disk.capacity where vm.memory > 1 B) > 0 B
}
END
run "$plimsoll" profile sums.plim --facts many.json --top 100 --runs 3 --format json
python3 - "$work/out" >"$work/wrong" <<'END'
import json, sys

profile = json.load(open(sys.argv[1]))
own = sum(row["nanoseconds"] for row in profile["expressions"])
if not 0 < own <= profile["nanoseconds"]:
    print(f"{own} of {profile['nanoseconds']}")
END
empty 'all expressions take no more than their rules' "$work/wrong"

# What is profiled is judged as ever.
"$plimsoll" check pairs.plim --facts few.json --now 2026-11-23T10:00:00Z >"$work/verdicts" 2>&1
[ $? -eq 1 ] && grep -q '1 fail' "$work/verdicts"
ok $? 'a rule fails'
run "$plimsoll" profile pairs.plim --facts few.json
ok "$status" 'which is no matter to a profile'

run "$plimsoll" bench pairs.plim --facts many.json --runs 3 --format json
ok "$status" 'a bench in JSON'
python3 - "$work/out" >"$work/wrong" <<'END'
import json, sys

bench = json.load(open(sys.argv[1]))
times = bench["nanoseconds"]
if bench["rules"] != 5 or bench["runs"] != 3:
    print(bench)
if list(times) != ["policies", "facts", "evaluating", "all"]:
    print(list(times))
for part, time in times.items():
    if not 0 < time["least"] <= time["median"]:
        print(part, time)
if times["all"]["least"] < sum(times[part]["least"] for part in ("policies", "facts", "evaluating")):
    print("the whole is less than its parts")
END
empty 'the whole is at least the sum of its parts' "$work/wrong"
run "$plimsoll" bench pairs.plim --facts many.json --runs 2
grep -q '^  evaluating  *[0-9.]* [mun]*s  *[0-9.]* [mun]*s$' "$work/out"
ok $? 'a bench as text'

done_testing
