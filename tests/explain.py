# Whether explanations agree with check: for each rule of a run the root has the verdict of the
# rule, for each failing subject that of the subject, and every value that the report in JSON gives
# for it stands in the tree with the same text. Prints TAP.
import json
import os
import subprocess
import sys

TOP = os.environ["top_srcdir"]
NOW = "2026-11-23T10:00:00Z"
STATUS = {"pass": 0, "waived": 0, "fail": 1, "unknown": 2, "skip": 2}
SUBJECTS = 3  # of each requirement
STEPS = "20000000"  # of a tree with all that is in it


def run(*arguments):
    done = subprocess.run([os.environ["PLIMSOLL"], *arguments, "--now", NOW, "--format", "json"],
                          capture_output=True, text=True)
    return done.returncode, json.loads(done.stdout) if done.stdout else None, done.stderr


def pairs_of(part):
    found = {(part["text"], part["value"])}
    for inner in part["parts"]:
        found |= pairs_of(inner)
    return found


def explain(policy, facts, rule, *more):
    arguments = ["explain", policy, rule["id"], *facts, *more]
    status, tree, messages = run(*arguments, "--verbose", "--steps", STEPS)
    if "takes more steps" in messages:
        status, tree, messages = run(*arguments)
    return (status, tree) if tree is not None else (status, {"messages": messages})


def check_rule(policy, facts, rule):
    status, explained = explain(policy, facts, rule)
    if explained.get("subject_verdict") != rule["verdict"] or status != STATUS[rule["verdict"]]:
        yield f"{rule['id']}: {rule['verdict']} in the report, explained as {explained}, exit {status}"[:400]
    for requirement in rule["requirements"]:
        for failed in requirement["failed"][:SUBJECTS]:
            yield from check_subject(policy, facts, rule, failed)


def check_subject(policy, facts, rule, failed):
    subject = ["--subject", failed["subject"]] if failed["subject"] else []
    status, explained = explain(policy, facts, rule, *subject)
    verdict = explained.get("subject_verdict")
    wanted = {"fail"}
    if failed["waived"]:  # and no other requirement fails, or is unknown, for it
        wanted.add("waived")
        if any(at["unknown_count"] > at["unknown_waived"] for at in rule["requirements"]):
            wanted.add("unknown")
    if verdict not in wanted or status != STATUS[verdict]:
        yield f"{rule['id']} {failed['subject']}: {verdict}, exit {status}"
        return
    pairs = pairs_of(explained["tree"])
    for value in failed["values"]:
        if (value["text"], value["value"]) not in pairs:
            yield f"{rule['id']} {failed['subject']}: no {value} in the tree"


# Facts of the examples changed so that rules fail.
CHANGES = {"kvm": ["dest.memory=20 GiB", "dest.cpu.vendor=AMD", 'dest.pool["fast"].free=1 GiB'],
           "hyperv": ["dest.memory=20 GiB", "dest.cpu.vendor=AuthenticAMD"]}


def packs():
    for pack, changes in CHANGES.items():
        facts = ["--facts", os.path.join(TOP, f"examples/{pack}-pair.json")]
        for name in sorted(os.listdir(os.path.join(TOP, "policies", pack))):
            policy = f"{pack}.{name[:-5]}"
            if name.endswith("_test.plim") or not name.endswith(".plim") or name == "moves.plim":
                continue
            yield policy, policy, facts
            yield f"{policy}, changed", policy, facts + [w for c in changes for w in ("--with", c)]
    yield "site", os.path.join(TOP, "examples/site.plim"), facts


def golden():
    for folder, _, names in sorted(os.walk(os.path.join(TOP, "tests/golden"))):
        for name in sorted(names):
            facts = os.path.join(folder, name[:-5] + ".facts.json")
            if name.endswith(".plim") and os.path.exists(facts):
                yield os.path.relpath(folder, TOP) + "/" + name, os.path.join(folder, name), ["--facts", facts]


def cases():
    yield from packs()
    yield from golden()


def main():
    count = failed = 0
    for name, policy, facts in cases():
        _, report, messages = run("check", policy, *facts)
        if report is None:
            continue
        problems = [p for rule in report["rules"] for p in check_rule(policy, facts, rule)]
        count += 1
        failed += bool(problems)
        print(f"{'not ok' if problems else 'ok'} {count} - explanations of {name}: {len(report['rules'])} rules")
        for problem in problems:
            print(f"# {problem}")
    print(f"1..{count}")
    return 1 if failed else 0


sys.exit(main())
