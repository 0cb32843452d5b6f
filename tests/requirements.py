#!/usr/bin/env python3
"""requirements.py PLIMSOLL PAGE [--update]: what is wrong in docs/requirements.md, a line each."""
import json
import re
import subprocess
import sys

PACKS = {
    "hyperv": ["prepare", "collect", "migrate", "verify"],
    "kvm": ["prepare", "live", "offline", "verify"],
}
ROW = re.compile(r"[SCV]\d\d[a-z]?")
RULE = re.compile(r"`([a-z]+/[a-z_.]+)`")
CONCERNS = 12  # of Forklift's Hyper-V provider


def rules_of(plimsoll, pack):
    """The rules of a pack, PART/RULE, with what they refer to, in the order of the files."""
    found = {}
    for part in PACKS[pack]:
        done = subprocess.run([plimsoll, "policies", f"{pack}.{part}", "--format", "json"],
                              capture_output=True, encoding="utf-8", check=True)
        policy = next(p for p in json.loads(done.stdout)["policies"] if p["name"] == f"{pack}.{part}")
        for rule in policy["rules"]:
            found[f"{part}/{rule['name']}"] = rule["see"]
    return found


def cells_of(line):
    return [cell.strip() for cell in line.strip("|\n").split("|")]


def expected(rules, row):
    return [name for name, see in rules.items() if row in see]


def check_row(cells, packs):
    """Yields what is wrong, and puts the rules into the cells."""
    row = cells[0]
    for place, pack in ((3, "hyperv"), (4, "kvm")):
        wanted = expected(packs[pack], row)
        if RULE.findall(cells[place]) != wanted:
            yield f"{row}: {pack} is {cells[place]}, not {', '.join(wanted) or 'without rules'}"
            cells[place] = ", ".join(f"`{name}`" for name in wanted) or "?"
        if pack == "hyperv" and not wanted:
            yield f"{row}: no rule of hyperv has it in its see"
        if cells[place] in ("", "?"):
            yield f"{row}: neither a rule of {pack} nor the reason why there is none"
    if cells[2] not in ("M", "A", "M, A"):
        yield f"{row}: decided by {cells[2]}"


def check_order(rows):
    """Rows without a gap, so that none was lost."""
    for letter, first, last in (("S", 0, 26), ("C", 1, 7), ("V", 1, 10)):
        for number in range(first, last + 1):
            if f"{letter}{number:02}" not in rows:
                yield f"{letter}{number:02} is not in the table"
    if "S22b" not in rows:
        yield "S22b is not in the table"


def check_concern(cells, packs):
    rules = RULE.findall(cells[2])
    if not rules:
        yield f"{cells[0]} has no counterpart"
    for rule in rules:
        if rule not in packs["hyperv"]:
            yield f"{cells[0]}: hyperv has no rule {rule}"


def main(plimsoll, page, update):
    packs = {pack: rules_of(plimsoll, pack) for pack in PACKS}
    with open(page, encoding="utf-8") as file:
        lines = file.readlines()
    rows, concerns, wrong = [], 0, []
    for number, line in enumerate(lines):
        cells = cells_of(line) if line.startswith("| ") else [""]
        if ROW.fullmatch(cells[0]):
            rows.append(cells[0])
            wrong += check_row(cells, packs)
            lines[number] = "| " + " | ".join(cells) + " |\n"
        elif cells[0].startswith("`hyperv."):
            concerns += 1
            wrong += check_concern(cells, packs)
    wrong += check_order(rows)
    for pack, rules in packs.items():
        for name, see in rules.items():
            wrong += [f"{pack} {name}: {row} is not in the table" for row in see if ROW.fullmatch(row) and row not in rows]
    if concerns != CONCERNS:
        wrong.append(f"{concerns} concerns of Forklift's, not {CONCERNS}")
    if update:
        with open(page, "w", encoding="utf-8") as file:
            file.writelines(lines)
    else:
        print("\n".join(wrong))


main(sys.argv[1], sys.argv[2], "--update" in sys.argv)
