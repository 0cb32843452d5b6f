#!/usr/bin/env python3
"""Changes one field at a time of machines that were moved, and reads what their pack says of it.

    change.py FOLDER [PACK]...
    change.py FOLDER --recorded MOVES

With MOVES, a folder that tests/migrate has left, the pair is what was recorded of real moves: one change
of each field that libvirt told.

FOLDER/PACK.json holds a source that was recorded before a move, and a destination as it is after a
good one. FOLDER/PACK.fields names every field of a machine in the fact model, a line each:

    FIELD  RULE                 a change is reported by this rule and by no other
    FIELD  RULE  if WHAT        only of things of which the record says so: a plan, or a field that
                                is neither false nor 0 nor empty; of others nothing changes.
                                `recorded`: only of things of the record; `added`, `taken`: of such changes
    FIELD  RULE  unless WHAT    the other way round
    FIELD  RULE  ordered        another order is a change, too
    FIELD  -     WHY            it may differ, and a change changes no verdict

Reported means: the rule fails, for that machine alone, with messages that name the machine, the
thing, what it was and what it is; and the verdict of every other rule is what it was. Where a field is
missing on the destination, its rule is undecided, and no rule fails.
"""
import copy
import datetime
import glob
import json
import os
import re
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor

NOW = "2026-11-23T10:00:00Z"
LEAST = {"hyperv": 40, "kvm": 60}  # fields that have to be changed and reported

PLIMSOLL = os.environ.get("PLIMSOLL", "plimsoll")


def run(*arguments, facts=None):
    """The output of a command, whose exit status says that it could do its work."""
    done = subprocess.run([PLIMSOLL, *arguments], input=facts, capture_output=True, text=True)
    if done.returncode > 2:
        raise RuntimeError(f"{' '.join(arguments)}: {done.stderr}")
    return done.stdout


def report(pack, *options, facts=None, now=NOW):
    """The rules of a run, by name."""
    text = run("check", pack + ".verify", "--now", now, "--format", "json", *options, facts=facts)
    return {rule["id"].split("/")[1]: rule for rule in json.loads(text)["rules"]}


def verdicts(rules):
    return {name: rule["verdict"] for name, rule in rules.items()}


class Model:
    """The records of the fact model, from its schema."""

    def __init__(self, keys):
        self.keys = keys
        self.records = json.loads(run("facts", "schema"))["$defs"]

    def properties(self, record):
        return self.records[record]["properties"]

    def choices(self, record, field):
        """The values of a choice; none of any other field."""
        return [c for c in self.properties(record)[field].get("enum") or [] if c is not None]

    def extra(self, record, field):
        """An element that a list of plain values may have besides."""
        return 99 if "integer" in json.dumps(self.properties(record)[field]) else "other"

    def inner(self, record, field):
        """The record that a field holds, or the elements of its list; else None."""
        found = re.search(r'"#/\$defs/(\w+)"', json.dumps(self.properties(record)[field]))
        return found and found[1] if found and found[1] in self.records else None

    def fields(self, record="machine", prefix=""):
        """Every field of a record and of what it holds, as a path."""
        for field in self.properties(record):
            inner = self.inner(record, field)
            if not inner or field in self.keys:
                yield prefix + field
            if inner and "properties" in self.records[inner]:
                yield from self.fields(inner, prefix + field + ".")


class Change:
    """A change: the path of the field, the machine, the thing in it, and the values."""

    def __init__(self, field, machine, things, what, values, apply, facts=()):
        self.field, self.machine, self.things, self.facts = field, machine, things, facts
        self.what, self.values, self.apply = what, values, apply

    def __str__(self):
        where = " ".join([self.machine, *self.things])
        return f"{self.field} of {where}: {self.what}"


KEYS = {"disk": "target", "nic": "id", "snapshot": "id", "device": "address", "filesystem": "target",
        "image": "path", "graphics": "type", "integration": "name"}
# An import as a copy gives other identifiers: there a thing is known by what it keeps.
KEYS_OF = {"hyperv": dict(KEYS, snapshot="path", device="kind"), "kvm": KEYS}
# Fields that a thing is known by alone: a message names what it was.
NAMES = ("name", "integration.name")


def later(text):
    moment = datetime.datetime.fromisoformat(text.replace("Z", "+00:00"))
    return (moment + datetime.timedelta(seconds=1)).strftime("%Y-%m-%dT%H:%M:%SZ")


def others(field, value, choices):
    """Values that a field could have instead; of a version an older one, for newer ones are welcome."""
    if field == "configuration_version":
        return ["1.0"]
    if isinstance(value, bool):
        return [not value]
    if isinstance(value, int):
        return ["1 Gbit/s"] if field.endswith("_limit") else [value + 1]
    if choices:
        return [c for c in choices if c != value]
    quantity = re.fullmatch(r"(\d+) ([KMGT]?i?B|[GMK]?Hz|[GMK]?bit/s|h|min|s)", value)
    if quantity:
        return [f"{int(quantity[1]) + 1} {quantity[2]}"]
    if re.fullmatch(r"\d{4}-\d\d-\d\dT[\d:]*Z", value):
        return [later(value)]
    return [value + "x" if value else "other"]


def shown(value):
    """A value as messages show it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


def list_changes(values, extra):
    """Other lists of plain values, with those that a message has to name."""
    yield "one more", values + [extra], [extra]
    if values:
        yield "one taken", values[1:], [values[0]]
    if values != values[::-1]:
        yield "in another order", values[::-1], []


def facts_of(recorded):
    """What a table may ask of a thing: the fields that the record has, but those that say no."""
    return {f for f, value in recorded.items() if value} | {"recorded"} if recorded else set()


def was_of(recorded, field, value):
    """What a message says that a field was, or was planned to be."""
    planned = recorded.get("to_" + field) if recorded else None
    return planned or (recorded or {}).get(field, value)


def changes_of(model, record, value, path, machine, things, prefix, source):
    """The changes of a record and of all that it holds."""
    facts = facts_of(source)
    for field, old in value.items():
        name, inner = prefix + field, model.inner(record, field)
        where = path + [field]
        if isinstance(old, dict):
            yield from changes_of(model, inner, old, where, machine, things, name + ".",
                                  (source or {}).get(field))
        elif inner:
            yield from element_changes(model, inner, old, where, machine, things, name, source)
        elif isinstance(old, list):
            for what, new, named in list_changes(old, model.extra(record, field)):
                yield Change(name, machine, things, what, named, (where, new), facts | {what.split()[-1]})
        else:
            for new in others(field, old, model.choices(record, field)):
                was = was_of(source, field, old)
                yield Change(name, machine, things, f"{old!r} -> {new!r}", [was, new], (where, new), facts)


def element_changes(model, record, elements, path, machine, things, name, source):
    """The changes of a list of records: one less, one more, and those of each."""
    field = name.split(".")[-1]
    key = model.keys[field]
    recorded = {element[key]: element for element in (source or {}).get(field, [])}
    for i, element in enumerate(elements):
        rest = elements[:i] + elements[i + 1:]
        yield Change(name, machine, things + [element[key]], "taken away", [], (path, rest),
                     facts_of(recorded.get(element[key])) | {"taken"})
        yield from changes_of(model, record, element, path + [i], machine, things + [element[key]], name + ".",
                              recorded.get(element[key]))
    if elements:
        more = dict(elements[0], **{key: elements[0][key] + "x"})
        yield Change(name, machine, things + [more[key]], "added", [], (path, elements + [more]),
                     facts_of(recorded.get(elements[0][key])) - {"recorded"} | {"added"})


def all_changes(model, pair):
    recorded = {machine["name"]: machine for machine in pair["source"]["vm"]}
    for i, machine in enumerate(pair["dest"]["vm"]):
        if machine["name"] in recorded:
            yield from changes_of(model, "machine", machine, ["dest", "vm", i], machine["name"], [], "",
                                  recorded[machine["name"]])


def changed(pair, changes):
    """The facts with changes, as text: what is inside of a list before the list itself."""
    facts = copy.deepcopy(pair)
    for path, value in sorted((c.apply for c in changes), key=lambda a: -len(a[0])):
        place = facts
        for step in path[:-1]:
            place = place[step]
        place[path[-1]] = value
    return json.dumps(facts)


def rounds(changes):
    """The changes in as few rounds as it takes, with at most one of each path in a round."""
    done = []
    for change in changes:
        for one in done:
            if all(change.apply[0] != c.apply[0] for c in one):
                one.append(change)
                break
        else:
            done.append([change])
    return done


def without(pair, field):
    """The facts with a field of every machine on the destination unknown, as text."""
    facts = copy.deepcopy(pair)
    *path, last = field.split(".")
    holders = facts["dest"]["vm"]
    for step in path:
        inner = [holder[step] for holder in holders if step in holder]
        holders = [e for i in inner for e in (i if isinstance(i, list) else [i])]
    for holder in holders:
        holder.pop(last, None)
    return json.dumps(facts)


class Table:
    """What the fields are to do, from FOLDER/PACK.fields."""

    def __init__(self, path):
        self.rows = {}
        for line in open(path, encoding="utf-8"):
            words = line.split("#")[0].split(None, 2)
            if words:
                self.rows[words[0]] = (words[1], words[2].strip() if len(words) > 2 else "")

    def rule(self, change):
        """The rule that has to report a change; None where nothing has to."""
        rule, rest = self.rows[change.field]
        words = rest.split()
        if rule == "-":
            return None
        if words[:1] == ["if"] and words[1] not in change.facts:
            return None
        if words[:1] == ["unless"] and words[1] in change.facts:
            return None
        if words[:1] == ["ordered"]:
            return rule
        return rule if change.what != "in another order" else None


def complaints(table, change, before, rules, empty=False):
    """What is wrong with the report of one change, as texts. `empty`: it may leave another rule without subjects."""
    rule = table.rule(change)
    differs = {n: v for n, v in verdicts(rules).items() if v != before[n] and n != rule
               and not (empty and v == "skip")}
    if differs:
        yield f"{differs}, which are about something else"
    if rules[rule]["verdict"] != "fail":
        yield f"{rule} is {rules[rule]['verdict']}"
        return
    failed = [f for requirement in rules[rule]["requirements"] for f in requirement["failed"]]
    subjects = {f["subject"] for f in failed}
    if len(subjects) != 1 or not min(subjects).startswith(f'vm "{change.machine}"'):
        yield f"{rule} fails for {sorted(subjects)}"
    text = " ".join(f["message"] or "" for f in failed)
    named = [change.machine, *change.things, *change.values[:1 if change.field in NAMES else None]]
    for value in named:
        if not re.search(rf"(?<![\w]){re.escape(shown(value))}(?![\w])", text) and value != "":
            yield f"the message does not name {shown(value)}: {text}"


def read(path):
    with open(path, encoding="utf-8") as file:
        return json.load(file)


class Tap:
    """Lines of TAP."""

    def __init__(self):
        self.count = 0

    def ok(self, good, name, why=""):
        self.count += 1
        print(f"{'ok' if good else 'not ok'} {self.count} - {name}".replace("#", "\\#"))
        for line in () if good else str(why).splitlines():
            print("#", line)


def try_command(pack, pair, folder):
    """The verdicts by the command that the pack's header gives, from files as they are collected."""
    parts = {
        "before.json": {"source": pair["source"]},
        "after.json": {"host": pair["host"] + [pair["dest"]]},
        "attest.json": {"attest": pair["attest"]},
    }
    for name, part in parts.items():
        with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
            json.dump(part, file)
    before, after, attest = (os.path.join(folder, name) for name in parts)
    return report(pack, "--source", before, "--dest", pair["dest"]["name"], "--facts", after, "--facts", attest)


def try_pack(tap, model, folder, pack):
    pair = read(os.path.join(folder, pack + ".json"))
    table = Table(os.path.join(folder, pack + ".fields"))
    before = verdicts(report(pack, "--facts", "-", facts=json.dumps(pair)))
    tap.ok(set(before.values()) == {"pass"}, f"{pack}.verify passes a good move, every rule of it",
           {n: v for n, v in before.items() if v != "pass"})
    with tempfile.TemporaryDirectory() as scratch:
        tap.ok(verdicts(try_command(pack, pair, scratch)) == before, f"{pack}.verify: so it does from files")
    fields, listed = set(model.fields()), set(table.rows)
    tap.ok(fields == listed, f"{pack}.fields has every field of a machine",
           f"lacking {sorted(fields - listed)}, not in the model {sorted(listed - fields)}")

    changes = [c for c in all_changes(model, pair) if c.field in table.rows]
    told = [c for c in changes if table.rule(c)]
    reported = set()
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        reports = pool.map(lambda c: report(pack, "--facts", "-", facts=changed(pair, [c])), told)
        for change, rules in zip(told, reports):
            why = list(complaints(table, change, before, rules))
            tap.ok(not why, f"{pack}: {change}: {table.rule(change)}", "\n".join(why))
            if not why:
                reported.add(change.field)
    for one in rounds(c for c in changes if not table.rule(c)):
        rules = report(pack, "--facts", "-", facts=changed(pair, one))
        differs = {n: v for n, v in verdicts(rules).items() if v != before[n]}
        tap.ok(not differs, f"{pack}: {len(one)} changes that may be, at once, change no verdict", differs)
    for field, (rule, _) in table.rows.items():
        if rule != "-":
            got = verdicts(report(pack, "--facts", "-", facts=without(pair, field)))
            wrong = {n: v for n, v in got.items() if v == "fail" or n == rule and v != "unknown"}
            tap.ok(not wrong, f"{pack}: without {field} {rule} is undecided, and none fails", wrong)
    silent = {f for f, (rule, rest) in table.rows.items() if rule != "-"} - reported
    tap.ok(not silent, f"{pack}: a change of every field that has a rule is reported", sorted(silent))
    tap.ok(len(reported) >= LEAST[pack], f"{pack}: {len(reported)} fields were changed and reported",
           f"fewer than {LEAST[pack]}")


def unlike(rules):
    """The machines of which something fails or is undecided, as reports name them."""
    subjects = [subject for rule in rules.values() for requirement in rule["requirements"]
                if requirement["verdict"] in ("fail", "unknown")
                for subject in requirement["failed_subjects"] + [m["fact"] for m in requirement["missing"]]]
    return {name for s in subjects for name in re.findall(r'vm(?: |\[)"((?:[^"\\]|\\.)*)"', s)}


def report_of_moves(facts):
    now = datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
    return report("kvm", "--facts", "-", facts=facts, now=now)


def recorded_moves(folder):
    """One pair of all moves between two hosts that were verified without a difference."""
    pair = {}
    for path in sorted(glob.glob(os.path.join(folder, "before.*.json"))):
        before, after, people = (read(path.replace("before.", part)) for part in ("before.", "after.", "people."))
        hosts = {host["name"]: host for host in after["host"]}
        arrived = {machine["name"]: machine for machine in hosts["dest.test"]["vm"]}
        if before["source"]["uuid"] == hosts["dest.test"]["uuid"]:
            continue
        if not pair:
            pair = {"source": dict(before["source"], vm=[]), "dest": dict(hosts["dest.test"], vm=[]),
                    "host": [dict(hosts["source.test"], vm=[])], "attest": []}
        pair["source"]["vm"] += [m for m in before["source"]["vm"] if m["name"] in arrived]
        pair["dest"]["vm"] += arrived.values()
        pair["attest"] += people["attest"]
    # The moves were made in several nights, so to say: the first of them ended first.
    pair["attest"].sort(key=lambda a: a["at"], reverse=True)
    pair["attest"] = list({a["id"]: a for a in pair["attest"]}.values())
    lost = unlike(report_of_moves(json.dumps(pair)))
    for host in ("source", "dest"):
        pair[host]["vm"] = [m for m in pair[host]["vm"] if json.dumps(m["name"], ensure_ascii=False)[1:-1] not in lost]
    return pair


def try_moves(tap, model, folder, moves):
    pair, table = recorded_moves(moves), Table(os.path.join(folder, "kvm.fields"))
    before = verdicts(report_of_moves(json.dumps(pair)))
    tap.ok(not {"fail", "unknown"} & set(before.values()), "what moved is as it was", before)
    changes = {}
    for change in all_changes(model, pair):
        if table.rule(change) and before[table.rule(change)] == "pass":
            changes.setdefault(change.field, change)
    reports = [report_of_moves(changed(pair, [c])) for c in changes.values()]
    for change, rules in zip(changes.values(), reports):
        why = list(complaints(table, change, before, rules, empty=True))
        tap.ok(not why, f"{change}: {table.rule(change)}", "\n".join(why))
    tap.ok(len(changes) >= LEAST["kvm"], f"{len(changes)} fields of {len(pair['source']['vm'])} machines were changed",
           f"fewer than {LEAST['kvm']}")


def main():
    tap = Tap()
    if sys.argv[2:3] == ["--recorded"]:
        try_moves(tap, Model(KEYS), sys.argv[1], sys.argv[3])
        print(f"1..{tap.count}")
        return
    for pack in sys.argv[2:] or sorted(LEAST):
        try_pack(tap, Model(KEYS_OF[pack]), sys.argv[1], pack)
    print(f"1..{tap.count}")


main()
