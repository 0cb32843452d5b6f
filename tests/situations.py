#!/usr/bin/env python3
"""Situations of moves between Hyper-V servers, in TAP; the head of situations.sh has the format."""
import concurrent.futures
import copy
import json
import os
import re
import subprocess
import sys

FOLDER = os.path.dirname(os.path.abspath(__file__)) + "/situations"
PLIMSOLL = os.environ["PLIMSOLL"]
NOW = "2026-11-23T12:00:00Z"
VERDICTS = ("fail", "warn", "unknown", "note")


class Wrong(Exception):
    pass


def load(name):
    with open(f"{FOLDER}/pair/{name}.json", encoding="utf-8") as file:
        return json.load(file)


# Get-VMSwitch[Name=office]: the objects of a file, or those of them that have this text.
def select(files, place):
    match = re.fullmatch(r"([A-Za-z0-9_-]+)(?:\[(\w+)=(.*)\])?", place)
    if match is None:
        raise Wrong(f"{place} names no objects of a file")
    name, key, value = match.groups()
    if name not in files:
        raise Wrong(f"the export has no {name}")
    rows = [row for row in files[name] if key is None or str(row.get(key)) == value]
    return name, rows


def change(export, words):
    """An edit of an export: PLACE PROPERTY VALUE, PLACE add OBJECT, PLACE delete [PROPERTY], PLACE fail REASON."""
    place, what, rest = (words.split(None, 2) + ["", ""])[:3]
    files = {name: rows for name, rows in export.items() if name != "manifest"}
    entries = export["manifest"]["cmdlets"]
    if what == "fail":
        entry = next(e for e in entries if e["name"] == place)
        entry.update(file=None, ok=False, failed=None, error=rest, count=0)
        export.pop(place, None)
        return
    if what == "add" and place not in files:
        files[place] = export[place] = []
        entries.append({"name": place, "ok": True, "error": None})
    name, rows = select(files, place)
    if what == "add":
        export[name].append(json.loads(rest))
    elif not rows:
        raise Wrong(f"there is no {place}")
    elif what == "delete" and not rest:
        export[name] = [row for row in export[name] if not any(row is gone for gone in rows)]
    elif what == "delete":
        for row in rows:
            del row[rest]
    else:
        for row in rows:
            row[what] = json.loads(rest)


def attest(document, words):
    which, what, rest = (words.split(None, 2) + [""])[:3]
    found = [a for a in document["attest"] if a["id"] == which]
    if what == "delete":
        if not found:
            raise Wrong(f"there is no attestation {which}")
        document["attest"].remove(found[0])
    elif found:
        found[0][what] = json.loads(rest)
    else:
        document["attest"].append({"id": which, "by": "j.doe", "at": "2026-11-23T08:00:00Z", what: json.loads(rest)})


def write(folder, export):
    os.makedirs(folder)
    for entry in export["manifest"]["cmdlets"]:
        if entry["name"] in export:
            rows = export[entry["name"]]
            entry.update(file=entry["name"] + ".json", count=len(rows))
            with open(f"{folder}/{entry['file']}", "w", encoding="utf-8") as file:
                json.dump(rows, file)
    with open(f"{folder}/manifest.json", "w", encoding="utf-8") as file:
        json.dump(export["manifest"], file)


def run(*arguments):
    return subprocess.run([PLIMSOLL, *arguments], capture_output=True, encoding="utf-8")


class Situation:
    def __init__(self, path, pairs):
        self.name = os.path.basename(path).removesuffix(".txt")
        self.expected, self.options = {}, []
        self.exports = self.attestations = None
        with open(path, encoding="utf-8") as file:
            lines = [line.rstrip("\n") for line in file if line.strip()]
        self.title = lines[0].removeprefix("# ")
        for line in lines[1:]:
            try:
                self.read(line, pairs)
            except (Wrong, ValueError, StopIteration, KeyError) as error:
                raise Wrong(f"{self.name}: {line}: {error}") from error
        if self.exports is None:
            raise Wrong(f"{self.name}: no pair")

    def read(self, line, pairs):
        word, rest = line.split(None, 1)
        if word == "#":
            return
        if word == "pair":
            source, dest = rest.split()
            self.exports = {"source": copy.deepcopy(pairs[source + "-source"]), "dest": copy.deepcopy(pairs[dest + "-dest"])}
            self.attestations = copy.deepcopy(pairs["attest"])
        elif word in ("source", "dest"):
            change(self.exports[word], rest)
        elif word == "attest":
            attest(self.attestations, rest)
        elif word == "facts":
            for root, facts in json.loads(rest).items():
                self.attestations.setdefault(root, {}).update(facts)
        elif word in ("set", "with", "without"):
            self.options += ["--" + word, rest]
        elif word in VERDICTS:
            rule, see = rest.split(": ", 1)
            self.expected[rule] = (word, see)
        else:
            raise Wrong("not a line of a situation")

    def check(self, work):
        """The differences from what is expected, one a line."""
        folder = f"{work}/{self.name}"
        for root, export in self.exports.items():
            write(f"{folder}/{root}", export)
            done = run("collect", "hyperv", f"{folder}/{root}", "--as", root, "-o", f"{folder}/{root}.json")
            if done.returncode != 0:
                return [f"{root} is not imported: {done.stderr}"]
        with open(f"{folder}/attest.json", "w", encoding="utf-8") as file:
            json.dump(self.attestations, file)
        done = run("check", "hyperv", "--facts", f"{folder}/source.json", "--facts", f"{folder}/dest.json",
                   "--facts", f"{folder}/attest.json", "--now", NOW, "--format", "json", *self.options)
        if done.returncode > 2:
            return [f"exit {done.returncode}: {done.stderr}"]
        return list(self.compare(json.loads(done.stdout)))

    def verdict(self):
        words = [word for word, _ in self.expected.values()]
        return "fail" if "fail" in words else "unknown" if "unknown" in words else "pass"

    def compare(self, report):
        if report["verdict"] != self.verdict():
            yield f"the verdict is {report['verdict']}, not {self.verdict()}"
        found = {}
        for rule in report["rules"]:
            word = {"fail": {"error": "fail", "warning": "warn", "info": "note"}[rule["severity"]], "unknown": "unknown"}.get(rule["verdict"])
            name = rule["id"].split("/", 1)[1]
            if word is not None and (rule["severity"] == "error" or rule["verdict"] == "fail"):
                found[name] = (word, rule["see"])
        for name in sorted(found.keys() | self.expected.keys()):
            word, see = self.expected.get(name, (None, ""))
            got, sees = found.get(name, (None, []))
            if got == "note" and word is None:
                continue
            if word != got:
                yield f"{name}: {got or 'pass'}, not {word or 'pass'}"
            elif not any(see in text for text in sees):
                yield f"{name}: see holds {sees}, not {see}"


def main(work):
    pairs = {name.removesuffix(".json"): load(name.removesuffix(".json")) for name in os.listdir(f"{FOLDER}/pair")}
    chosen = os.environ.get("CASES", "")
    names = sorted(name for name in os.listdir(FOLDER) if name.endswith(".txt") and chosen in name)
    try:
        situations = [Situation(f"{FOLDER}/{name}", pairs) for name in names]
    except Wrong as error:
        print(f"Bail out! {error}")
        return
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        results = list(pool.map(lambda s: s.check(work), situations))
    clean = sum(not s.expected for s in situations)
    stopped = sum(s.verdict() != "pass" for s in situations)
    for number, (situation, wrong) in enumerate(zip(situations, results), 1):
        print(f"{'not ok' if wrong else 'ok'} {number} - {situation.name}: {situation.title}")
        for line in wrong:
            print("# " + line.replace("\n", "\n# "))
    last = len(situations) + 1
    if not chosen:
        enough = stopped >= 40 and clean >= 10
        print(f"{'ok' if enough else 'not ok'} {last} - {stopped} situations do not move, {clean} do without a warning")
    print(f"1..{last if not chosen else len(situations)}")


main(sys.argv[1])
