"""Makes the moves of tests/migrate/situations between the two hosts of hosts.sh.

    migrate.py PLIMSOLL FOLDER TABLE [GLOB]...

Of every situation: the facts of both hosts are collected, the entry point gives its verdict, the
move is made, and what arrived is verified. Writes a line PASS or FAIL for each situation and each
bar to standard output, and what became of all to the file TABLE. FOLDER keeps, of each batch, the
facts before.NAME.json and after.NAME.json and people's answers. docs/proof.md says what a
situation is.
"""

import concurrent.futures
import datetime
import fnmatch
import json
import pathlib
import re
import sys

from pair import HERE, HOSTS, Pair, Trouble, must, run
from situation import VERDICTS, Situation

AT_ONCE = 4  # situations that are set up, checked and moved at the same time
BATCH = 37  # machines that may run at the same time


def each(situations, step, *arguments):
    """Takes a step of all situations, some at the same time; those with trouble go no further."""
    def one(situation):
        try:
            getattr(situation, step)(*arguments)
        except (Trouble, OSError) as trouble:
            situation.trouble = f"{step}: {trouble}"
    with concurrent.futures.ThreadPoolExecutor(AT_ONCE) as pool:
        list(pool.map(one, [s for s in situations if not s.trouble]))


def key(text):
    """TEXT as a key of a path of facts."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def attest(path, answers):
    """Writes ANSWERS that were given one after the other, the last of them a minute ago."""
    now = datetime.datetime.now(datetime.timezone.utc)
    rows = []
    for i, (what, answer) in enumerate(answers):
        at = (now - datetime.timedelta(minutes=len(answers) - i)).strftime("%Y-%m-%dT%H:%M:%SZ")
        rows.append({"id": what, "by": "ops", "answer": answer, "at": at})
    facts = {"facts": "virtualization", "version": 1, "attest": rows}
    path.write_text(json.dumps(facts), encoding="utf-8")


def answers_before(situations):
    yield from ((f"dest.{step}", "") for step in ("hardware", "system", "hypervisor", "resources"))
    yield "backup.source", "restorable"
    for situation in situations:
        yield f"workload.{situation.machine}", "downtime agreed"
        yield from (line.split(": ") for line in situation.lines("situation", "attest"))


def answers_after(situations):
    yield "migration.done", ""
    yield from ((f"tested.{situation.machine}", "passed") for situation in situations)


def collect(plimsoll, file, *hosts):
    must([plimsoll, "collect", "--read-write", *hosts, "--output", file])


def record(situations, pair, plimsoll, people, before):
    """Collects from both hosts, and adds what people attest and plan."""
    facts = pair.folder / "facts.json"
    collect(plimsoll, facts, "--source", pair.uri["source"], "--dest", pair.uri["dest"])
    attest(people, list(answers_before(situations)))
    must([plimsoll, "facts", "merge", facts, people, "-o", before])
    plans = [f"vm[{key(situation.machine)}].{line}" for situation in situations
             for line in situation.lines("situation", "plan")]
    if plans:
        must([plimsoll, "plan", before, *plans])


def try_batch(situations, folder, plimsoll):
    """One batch from the start of its hosts to their stop; whether they lived that long."""
    batch = situations[0].name
    people, before, after = (folder / f"{name}.{batch}.json"
                             for name in ("people", "before", "after"))
    with Pair(folder) as pair:
        if situations[0].get("situation", "hosts") == "same":
            pair.uri["dest"] = pair.uri["source"]
        each(situations, "set_up", pair)
        ready = [situation for situation in situations if not situation.trouble]
        record(ready, pair, plimsoll, people, before)
        each(situations, "check", plimsoll, before)
        each(situations, "move", pair)
        collect(plimsoll, after, *(f"--host={host}.test={pair.uri[host]}" for host in HOSTS))
        attest(people, list(answers_after(ready)))
        each(situations, "verify", plimsoll, before, after, people)
        return pair.alive()


def run_batch(situations, folder, plimsoll):
    # libvirtd 9.0 was seen to crash by itself, so that a batch in which one did is tried once more.
    for _ in range(2):
        for situation in situations:
            situation.clear()
        try:
            if try_batch(situations, folder, plimsoll):
                return
            why = "libvirtd ended"
        except Trouble as trouble:
            why = str(trouble)
    for situation in situations:
        situation.trouble = situation.trouble or why


def batches(situations):
    """Situations that can share their hosts: by the word that they give, and not too many."""
    words = {}
    for situation in situations:
        words.setdefault(situation.get("situation", "hosts"), []).append(situation)
    return [group[i:i + BATCH] for group in words.values() for i in range(0, len(group), BATCH)]


def reasonless(situations):
    return [situation for situation in situations if not situation.get("situation", "reason")]


def bars(situations):
    """What all situations together have to reach: names of bars, and those below them."""
    told = [s for s in situations if not s.trouble]
    failed = [s for s in told if s.verdict == "fail"]
    unknown = [s for s in told if s.verdict == "unknown"]
    yield "every situation was tried", [s for s in situations if s.trouble]
    yield "no move fails that passed", [s for s in told if s.verdict == "pass" and not s.moved]
    yield ("no move succeeds that failed, but where safety or the guide is the reason",
           reasonless(s for s in failed if s.moved))
    yield ("at most one verdict in ten is unknown",
           unknown if 10 * len(unknown) > len(situations) else [])
    yield "every unknown verdict has its reason", reasonless(unknown)
    yield ("the rules that fail are about the reason that libvirt gives",
           [s for s in failed if not s.moved and not s.named()])
    yield ("kvm.verify passes after every move that passed and succeeded",
           [s for s in told if s.moved and s.verdict == "pass" and s.after != "pass"])
    yield ("after other moves kvm.verify names what the verdict was about",
           [s for s in told if s.lost()])


def words(text):
    """TEXT without what is another time another: when QEMU said it, and where its files were."""
    text = re.sub(r"\S+Z qemu-system-x86_64: ", "", text)
    return " ".join(re.sub(r"/\S*/plimsoll\.\w+/", "", text).split()).replace("|", "\\|")


def table(situations):
    rows = [("situation", "move", "verdict", "what libvirt did", "kvm.verify", "why"), ("---",) * 6]
    for s in situations:
        done = s.trouble or ("moved" if s.moved else s.message or "?")
        rows.append((s.name, s.get("situation", "move"), s.says(), done, s.after or "",
                     s.get("situation", "reason")))
    cells = [map(words, row) for row in rows]
    return "".join(f"| {' | '.join(row)} |\n" for row in cells)


def report(situations):
    for situation in situations:
        wrong = situation.wrong()
        name = f"{situation.name}, {situation.get('situation', 'title')}".replace(": ", ", ")
        print(f"FAIL {name}: {' '.join(wrong.split())}" if wrong else f"PASS {name}")
    for name, below in bars(situations):
        names = ", ".join(situation.name for situation in below)
        print(f"FAIL {name}: {names}" if below else f"PASS {name}")
    moved = sum(bool(situation.moved) for situation in situations)
    verdicts = [situation.verdict for situation in situations]
    counts = ", ".join(f"{verdicts.count(verdict)} {verdict}" for verdict in VERDICTS.values())
    print(f"# {len(situations)} situations: {counts}; {moved} of the moves succeeded")


def main():
    plimsoll, folder, file, *globs = sys.argv[1:]
    paths = sorted((HERE / "situations").glob("*.ini"))
    chosen = [path for path in paths if any(fnmatch.fnmatch(path.stem, g) for g in globs or "*")]
    situations = [Situation(path) for path in chosen]
    for batch in batches(situations):
        run_batch(batch, pathlib.Path(folder), plimsoll)
    pathlib.Path(file).write_text(table(situations), encoding="utf-8")
    report(situations)


main()
