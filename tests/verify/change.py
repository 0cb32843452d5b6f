#!/usr/bin/env python3
"""Changes one field at a time of machines that were moved, and reads what their pack says of it.

    change.py FOLDER [PACK]...

FOLDER/PACK.json holds a source that was recorded before a move, and a destination as it is after a
good one. FOLDER/PACK.fields names every field of a machine in the fact model, a line each:

    FIELD  RULE                 a change is reported by this rule and by no other
    FIELD  RULE  if PLAN        only of elements for which the source has the plan; of others nothing changes
    FIELD  RULE  unless PLAN    the other way round
    FIELD  -     WHY            it may differ, and a change changes no verdict

Reported means: the rule fails, for that machine alone, with messages that name the machine, the
thing, what it was and what it is; and the verdict of every other rule is what it was.
"""
import copy
import datetime
import json
import os
import re
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor

NOW = "2026-11-23T10:00:00Z"
LEAST = {"kvm": 60}  # fields that have to be changed and reported

PLIMSOLL = os.environ.get("PLIMSOLL", "plimsoll")


def run(*arguments, facts=None):
    """The output of a command, whose exit status says that it could do its work."""
    done = subprocess.run([PLIMSOLL, *arguments], input=facts, capture_output=True, text=True)
    if done.returncode > 2:
        raise RuntimeError(f"{' '.join(arguments)}: {done.stderr}")
    return done.stdout


def report(pack, *options, facts=None):
    """The rules of a run, by name."""
    text = run("check", pack + ".verify", "--now", NOW, "--format", "json", *options, facts=facts)
    return {rule["id"].split("/")[1]: rule for rule in json.loads(text)["rules"]}


def verdicts(rules):
    return {name: rule["verdict"] for name, rule in rules.items()}


class Model:
    """The records of the fact model, from its schema."""

    def __init__(self):
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
            if not inner or field in KEYS:
                yield prefix + field
            if inner and "properties" in self.records[inner]:
                yield from self.fields(inner, prefix + field + ".")


class Change:
    """A change: the path of the field, the machine, the thing in it, and the values."""

    def __init__(self, field, machine, things, what, values, apply, plans=()):
        self.field, self.machine, self.things, self.plans = field, machine, things, plans
        self.what, self.values, self.apply = what, values, apply

    def __str__(self):
        where = " ".join([self.machine, *self.things])
        return f"{self.field} of {where}: {self.what}"


KEYS = {"disk": "target", "nic": "id", "snapshot": "id", "device": "address", "filesystem": "target",
        "image": "path", "graphics": "type", "integration": "name"}


def later(text):
    moment = datetime.datetime.fromisoformat(text.replace("Z", "+00:00"))
    return (moment + datetime.timedelta(seconds=1)).strftime("%Y-%m-%dT%H:%M:%SZ")


def others(value, choices):
    """Values that a field could have instead."""
    if isinstance(value, bool):
        return [not value]
    if isinstance(value, int):
        return [value + 1]
    if choices:
        return [c for c in choices if c != value]
    quantity = re.fullmatch(r"(\d+) ([KMGT]?i?B|[GMK]?Hz|[GMK]?bit/s)", value)
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
        yield "one less", values[1:], [values[0]]
    if values != values[::-1]:
        yield "in another order", values[::-1], []


def changes_of(model, record, value, path, machine, things, prefix, source):
    """The changes of a record and of all that it holds."""
    plans = [f for f in source or {} if model.properties(record)[f].get("description") and f in
             ("remote", "to_pool", "to_network", "runs")]
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
                yield Change(name, machine, things, what, named, (where, new), plans)
        else:
            for new in others(old, model.choices(record, field)):
                yield Change(name, machine, things, f"{old!r} -> {new!r}", [old, new], (where, new), plans)


def element_changes(model, record, elements, path, machine, things, name, source):
    """The changes of a list of records: one less, one more, and those of each."""
    field = name.split(".")[-1]
    key = KEYS[field]
    recorded = {element[key]: element for element in (source or {}).get(field, [])}
    for i, element in enumerate(elements):
        rest = elements[:i] + elements[i + 1:]
        yield Change(name, machine, [element[key]], "taken away", [], (path, rest))
        yield from changes_of(model, record, element, path + [i], machine, things + [element[key]], name + ".",
                              recorded.get(element[key]))
    if elements:
        more = dict(elements[0], **{key: elements[0][key] + "x"})
        yield Change(name, machine, [more[key]], "added", [], (path, elements + [more]))


def all_changes(model, pair):
    recorded = {machine["name"]: machine for machine in pair["source"]["vm"]}
    for i, machine in enumerate(pair["dest"]["vm"]):
        if machine["name"] in recorded:
            yield from changes_of(model, "machine", machine, ["dest", "vm", i], machine["name"], [], "",
                                  recorded[machine["name"]])


def changed(pair, change):
    """The facts with one change, as text."""
    facts = copy.deepcopy(pair)
    path, value = change.apply
    place = facts
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
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
        if words[:1] == ["if"] and words[1] not in change.plans:
            return None
        if words[:1] == ["unless"] and words[1] in change.plans:
            return None
        if words[:1] == ["ordered"]:
            return rule
        return rule if change.what != "in another order" else None


def complaints(table, change, before, rules):
    """What is wrong with the report of one change, as texts."""
    rule = table.rule(change)
    differs = {n: v for n, v in verdicts(rules).items() if v != before[n] and n != rule}
    if differs:
        yield f"{differs}, which are about something else"
    if rule is None:
        return
    if rules[rule]["verdict"] != "fail":
        yield f"{rule} is {rules[rule]['verdict']}"
        return
    failed = [f for requirement in rules[rule]["requirements"] for f in requirement["failed"]]
    subjects = {f["subject"] for f in failed}
    if len(subjects) != 1 or not min(subjects).startswith(f'vm "{change.machine}"'):
        yield f"{rule} fails for {sorted(subjects)}"
    text = " ".join(f["message"] or "" for f in failed)
    named = [change.machine, *change.things, *(change.values if change.field != "name" else [])]
    for value in named:
        if not re.search(rf"(?<![\w]){re.escape(shown(value))}(?![\w])", text) and value != "":
            yield f"the message does not name {shown(value)}: {text}"


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
    with open(os.path.join(folder, pack + ".json"), encoding="utf-8") as file:
        pair = json.load(file)
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
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        reports = pool.map(lambda c: report(pack, "--facts", "-", facts=changed(pair, c)), changes)
        reported = set()
        for change, rules in zip(changes, reports):
            why = list(complaints(table, change, before, rules))
            rule = table.rule(change)
            tap.ok(not why, f"{pack}: {change}: {rule or 'may be'}", "\n".join(why))
            if rule and not why:
                reported.add(change.field)
    silent = {f for f, (rule, rest) in table.rows.items() if rule != "-"} - reported
    tap.ok(not silent, f"{pack}: a change of every field that has a rule is reported", sorted(silent))
    tap.ok(len(reported) >= LEAST[pack], f"{pack}: {len(reported)} fields were changed and reported",
           f"fewer than {LEAST[pack]}")


def main():
    tap, model = Tap(), Model()
    packs = sys.argv[2:] or sorted(LEAST)
    for pack in packs:
        try_pack(tap, model, sys.argv[1], pack)
    print(f"1..{tap.count}")


main()
