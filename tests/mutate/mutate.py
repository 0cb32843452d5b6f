# mutate.py: makes small changes of the sources that decide verdicts, each alone, and sees whether a test notices.
#
#     N        how many mutants (300)
#     SEED     which of all (1)
#     FILES    only those of files that match this expression, as src/(eval|check)/
#     ONLY     only this mutant, FILE:LINE, all of them there
#     JOBS     how many at once (as many as there are processors)
#     BUDGET   seconds of tests that a mutant is worth, as long as they take without one (60)
#
# The file of a mutant is compiled alone (library.py). It runs against the tests (battery.py) that run its line
# (lines.py), those first that noticed another mutant of the file, then those that run the least else, with unit
# tests and a part of the oracle among the first, until one fails or takes too long; where none does, against the first
# of them once more, with sanitizers in the mutant's file. What none notices is printed,
# with BUDGET where not all were run; tests/mutate/reasons says of some why none can. The exit status is 0 if at most
# 3 % are left.
import hashlib
import itertools
import multiprocessing
import os
import pickle
import re
import sys
import time
from collections import Counter
from glob import glob

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from battery import Place, every_test  # noqa: E402
from library import SANITIZED_PROGRAMS, TREE, WORK, Slot, build  # noqa: E402
from lines import Lines, traced  # noqa: E402
from mutants import mutants_of  # noqa: E402

BUDGET = float(os.environ.get("BUDGET") or 60)
ROOMS = ["src/eval", "src/finding", "src/facts", "src/check"]
WITHOUT_REASON = 0.03  # the share of mutants that may survive without one
LONGEST = 30  # seconds; tests that take longer without a mutant are left out
FACTOR, AT_LEAST = 10, 10  # how much longer, and how many seconds, a test may take with a mutant
SLOWER = 4  # how much longer a test takes with sanitizers
FIRST = 8  # tests of the file that noticed mutants are tried first
STRONG_AFTER = 12  # tests; then those that look at much at once, if they take but a part of the budget
STRONG = ("unit ", "oracle 1", "golden profile/work")


def mutable_sources():
    files = sorted(os.path.relpath(path, TREE) for room in ROOMS for path in glob(f"{TREE}/{room}/*.c"))
    return {file: open(f"{TREE}/{file}", encoding="utf-8").read().split("\n")
            for file in files if re.search(os.environ.get("FILES") or ".", file)}


def digest_of(paths, begin=b""):
    said = hashlib.sha256(begin)
    for path in paths:
        if os.path.isfile(path):
            with open(path, "rb") as file:
                said.update(os.path.relpath(path, TREE).encode() + file.read())
    return said.digest()


def begin_trace():
    global place_of_process
    place_of_process = Place(f"trace{os.getpid()}", None)


def trace(test):
    """Seconds and blocks of a test; None where it fails or takes long without a mutant, and is left out."""
    path = os.path.join(WORK, f"trace{os.getpid()}.bytes")
    open(path, "wb").close()
    begun = time.monotonic()
    if test.passes(place_of_process, LONGEST, path):
        return time.monotonic() - begun, traced(path)
    print(f"left out: {test.name}, which fails without a change, or takes too long", flush=True)
    return None


def traces_of(tests, jobs):
    """What trace says of every test by its name, from the run before where neither sources nor test have changed."""
    path, found = os.path.join(WORK, "traces"), {}
    if os.path.exists(path):
        with open(path, "rb") as file:
            found = pickle.load(file)
    product = digest_of(sorted(file for folder in ("src", "grammar", "policies", "examples", "tests/mutate")
                               for file in glob(f"{TREE}/{folder}/**/*", recursive=True)))
    now = {test.name: digest_of(test.files(), product) for test in tests}
    changed = [test for test in tests if test.name not in found or found[test.name][0] != now[test.name]]
    with multiprocessing.get_context("fork").Pool(jobs, begin_trace) as pool:
        found |= {test.name: (now[test.name], ran) for test, ran in zip(changed, pool.imap(trace, changed))}
    with open(path, "wb") as file:
        pickle.dump(found, file)
    return {test.name: found[test.name][1] for test in tests if found[test.name][1] is not None}


class Judge:
    """What one process needs to judge mutants."""

    def __init__(self, sources, tests, traces, lines):
        name = f"slot{os.getpid()}"
        self.slot = Slot(name)
        self.place = Place(name, self.slot.folder)
        self.sanitized_place = Place(name + "-sanitized", self.slot.folder, SANITIZED_PROGRAMS)
        self.sources, self.traces, self.lines = sources, traces, lines
        self.tests = [test for test in tests if test.name in traces]
        self.noticed = {}

    def running(self, blocks):
        return [test for test in self.tests if not blocks.isdisjoint(self.traces[test.name][1])]

    def tests_of(self, mutant):
        """The tests that run the line, in the order of use, and whether these are all."""
        before = self.noticed.get(mutant.file, [])
        # Of a condition that follows from one before, the compiler may leave but what never runs.
        running = (self.running(self.lines.of(mutant.file, mutant.line)) or
                   self.running(self.lines.beside(mutant.file, mutant.line)))

        def order(test):
            seconds, ran = self.traces[test.name]
            return test.name not in before[-FIRST:], len(ran) * (1 + seconds)
        running.sort(key=order)
        strong = [test for test in running[STRONG_AFTER:]
                  if test.name.startswith(STRONG) and self.traces[test.name][0] < BUDGET / 10]
        running[STRONG_AFTER:] = strong + [test for test in running[STRONG_AFTER:] if test not in strong]
        spent = list(itertools.accumulate(self.traces[test.name][0] for test in running))
        worth = [test for test, seconds in zip(running, spent) if seconds <= BUDGET]
        return worth, len(worth) == len(running)

    def judge(self, mutant):
        """The name of the test that notices the mutant; None where it is no other program; else "", or "BUDGET"."""
        original = self.sources[mutant.file]
        if not self.slot.take(mutant.file, "\n".join(original), "\n".join(mutant.applied(original))):
            return None
        tests, all_of_them = self.tests_of(mutant)
        for test in tests:
            if not test.passes(self.place, FACTOR * self.traces[test.name][0] + AT_LEAST):
                self.noticed.setdefault(mutant.file, []).append(test.name)
                return test.name
        return self.sanitized(mutant, tests) or ("" if all_of_them else "BUDGET")

    def sanitized(self, mutant, tests):
        """The name of the test that notices the mutant with sanitizers in its file; None if none does."""
        original = self.sources[mutant.file]
        texts = {changed: "\n".join(mutant.applied(original) if changed else original) for changed in (False, True)}
        self.slot.take_sanitized(mutant.file, texts[True])
        spent = 0
        for test in tests:
            seconds = SLOWER * self.traces[test.name][0]
            spent += seconds
            if spent > BUDGET:
                break
            if test.passes(self.sanitized_place, FACTOR * seconds + AT_LEAST):
                continue
            self.slot.take_sanitized(mutant.file, texts[False])
            if test.passes(self.sanitized_place, FACTOR * seconds + AT_LEAST):
                return f"{test.name} with sanitizers"
            self.slot.take_sanitized(mutant.file, texts[True])
        return None


def begin(*arguments):
    global judge_of_process
    judge_of_process = Judge(*arguments)


def judged(mutant):
    begun = time.monotonic()
    return mutant, judge_of_process.judge(mutant), time.monotonic() - begun


class Reasons:
    """Lines "FILE | LINE OF CODE | OLD -> NEW | REASON" of the tree; line and change are expressions where FILE is *."""

    def __init__(self):
        with open(os.path.join(TREE, "tests/mutate/reasons"), encoding="utf-8") as file:
            rows = [self.row(line) for line in file if line[0] not in "#\n"]
        self.rows = {tuple(row[:3]): row[3] for row in rows if row[0] != "*"}
        self.classes = [row[1:] for row in rows if row[0] == "*"]

    @staticmethod
    def row(line):
        """Its four parts; the line of code may have " | " in it."""
        file, rest = line.split(" | ", 1)
        code, change, reason = rest.rsplit(" | ", 2)
        return [part.strip() for part in (file, code, change, reason)]

    def of(self, mutant):
        for line, change, reason in self.classes:
            if re.fullmatch(line, mutant.text) and re.fullmatch(change, mutant.change):
                return reason
        return self.rows.get((mutant.file, mutant.text, mutant.change))


def candidates(sources):
    every = [mutant for file in sorted(sources) for mutant in mutants_of(file, sources[file])]
    only = os.environ.get("ONLY")
    if only:
        return [mutant for mutant in every if f"{mutant.file}:{mutant.line}" == only]
    seed, alike = os.environ.get("SEED") or "1", Counter()

    def rank(mutant):
        """Of what the mutant says and not of its place: a change of the sources leaves the rest of a draw as it was."""
        said = f"{seed} | {mutant.file} | {mutant.text} | {mutant.change}"
        alike[said] += 1
        return hashlib.sha256(f"{said} | {alike[said]}".encode()).digest()
    return sorted(every, key=rank)


class Account:
    """What became of the mutants."""

    def __init__(self):
        self.known, self.tried, self.excused, self.survived = Reasons(), 0, 0, 0

    def add(self, mutant, noticed, seconds):
        reason = self.known.of(mutant)
        self.tried += 1
        lives = noticed in ("", "BUDGET")
        self.excused += lives and reason is not None
        self.survived += lives and reason is None
        word = (f"noticed by {noticed}" if not lives else f"excused ({reason})" if reason else
                f"SURVIVED {noticed}".strip())
        print(f"{self.tried} {word}, {seconds:.1f} s: {mutant}", flush=True)

    def conclude(self):
        noticed = self.tried - self.survived - self.excused
        print(f"{self.tried} mutants: {noticed} noticed, {self.excused} cannot be, {self.survived} survived")
        return self.survived > WITHOUT_REASON * self.tried


def main():
    sources, tests = mutable_sources(), every_test()
    build()
    jobs = int(os.environ.get("JOBS") or os.cpu_count())
    traces, lines = traces_of(tests, jobs), Lines(f"{WORK}/libcore.so")
    wanted, account = int(os.environ.get("N") or 300), Account()
    with multiprocessing.get_context("fork").Pool(jobs, begin, (sources, tests, traces, lines)) as pool:
        for mutant, noticed, seconds in pool.imap(judged, candidates(sources)):
            if noticed is not None:
                account.add(mutant, noticed, seconds)
            if account.tried == wanted:
                break
    sys.exit(account.conclude())


main()
