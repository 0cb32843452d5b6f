# mutate.py: makes small changes of the sources that decide verdicts, each alone, and sees whether a test notices.
#
#     N        how many mutants (300)
#     SEED     which of all (1)
#     FILES    only those of files that match this expression
#     ONLY     only this mutant, FILE:LINE, all of them there
#
# A mutant is built in a copy of the tree and runs against a battery of tests, the quickest first, until one fails or
# takes ten times as long as it did without. Those that no test notices are printed; tests/mutate/reasons says of some
# why none can. The exit status is 0 if at most 3 % are left. The tree is $top_srcdir, the build $top_builddir.
import glob
import os
import random
import re
import shutil
import subprocess
import sys
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from mutants import mutants_of  # noqa: E402

TREE = os.path.abspath(os.environ["top_srcdir"])
WORK = os.path.join(os.path.abspath(os.environ["top_builddir"]), "mutate")
COPY, BUILD = os.path.join(WORK, "tree"), os.path.join(WORK, "build")
ROOMS = ["src/eval", "src/finding", "src/facts", "src/check"]
WITHOUT_REASON = 0.03  # the share of mutants that may survive without one
PROGRAMS = ["plimsoll", "tests/unit/unit", "tests/oracle/oracle", "tests/removed/removed", "tests/docs/functions"]
GOLDEN = ["eval", "check", "unknown", "facts", "merge", "select", "plan", "regression", "model", "report", "explain",
          "waive", "policies", "use", "test", "checklist", "attest", "show", "listing", "infer", "diff", "cli"]
TESTS = ([("unit", ["tests/unit/unit"]), ("oracle", ["tests/oracle/oracle", "--cases", "400"])]
         + [(f"golden {area}", ["sh", f"{COPY}/tests/golden.sh"]) for area in GOLDEN]
         + [(name, ["sh", f"{COPY}/tests/{name}.sh"]) for name in ("hostile", "explain", "determinism", "removed", "docs", "packs")])
ENVIRONMENT = {**os.environ, "top_srcdir": COPY, "top_builddir": BUILD, "PLIMSOLL": f"{BUILD}/plimsoll",
               "PLIMSOLL_PATH": f"{COPY}/policies", "PLIMSOLL_LIBEXEC": BUILD, "LC_ALL": "C", "sanitizers": "no"}


def run(command, limit=None, **environment):
    """The output, and whether it ended well and in time; no process is left behind."""
    process = subprocess.Popen(command, cwd=BUILD, env={**ENVIRONMENT, **environment}, stdout=subprocess.PIPE,
                               stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL, start_new_session=True)
    try:
        output = process.communicate(timeout=limit)[0].decode("utf-8", "replace")
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, 9)
        process.communicate()
        return "", False
    return output, process.returncode == 0


def build(*more):
    return run(["make", "-s", *more, *PROGRAMS])


def prepare():
    shutil.rmtree(COPY, ignore_errors=True)
    shutil.copytree(TREE, COPY, symlinks=True, ignore=shutil.ignore_patterns("build*", ".git", "autom4te.cache", "corpus"))
    shutil.copytree(os.path.join(TREE, "build-aux"), os.path.join(COPY, "build-aux"), dirs_exist_ok=True)
    os.makedirs(BUILD, exist_ok=True)
    if not os.path.exists(os.path.join(BUILD, "Makefile")):
        run([os.path.join(COPY, "configure"), "--without-libvirt", "CFLAGS=-O1"])
    output, good = build("all")
    if not good:
        sys.exit(f"FAILED: the tree does not build\n{output[-2000:]}")


def passes(name, command, limit):
    area = {"CASES": f"{name.split()[1]}/*"} if name.startswith("golden ") else {}
    output, good = run(command, limit, CK_FORK="no", **area)
    return good and not re.search(r"(?m)^not ok", output)


def battery():
    """The tests with their time limits, the quickest first. A test that fails without a change says nothing."""
    timed = []
    for name, command in TESTS:
        begun = time.monotonic()
        if passes(name, command, 600):
            timed.append((time.monotonic() - begun, name, command))
        else:
            print(f"left out: {name}, which fails without a change", flush=True)
    return [(name, command, 10 * took + 10) for took, name, command in sorted(timed)]


def object_of(file):
    with open(os.path.join(BUILD, os.path.dirname(file), ".libs", os.path.basename(file)[:-2] + ".o"), "rb") as object_file:
        return object_file.read()


def judge(mutant, lines, tests):
    """What notices the mutant: the name of a test; "" where nothing does; None where it is no other program."""
    before = object_of(mutant.file)
    with open(os.path.join(COPY, mutant.file), "w", encoding="utf-8") as file:
        file.write("\n".join(mutant.applied(lines)))
    if not build()[1] or object_of(mutant.file) == before:
        return None
    return next((name for name, command, limit in tests if not passes(name, command, limit)), "")


def restore(mutant, lines):
    with open(os.path.join(COPY, mutant.file), "w", encoding="utf-8") as file:
        file.write("\n".join(lines))


def reasons():
    """Lines "FILE | LINE OF CODE | OLD -> NEW | REASON" of the tree."""
    with open(os.path.join(TREE, "tests/mutate/reasons"), encoding="utf-8") as file:
        rows = [line.split(" | ") for line in file.read().splitlines() if line and not line.startswith("#")]
    return {tuple(part.strip() for part in row[:3]): row[3] for row in rows}


def candidates(sources):
    every = [mutant for file in sorted(sources) for mutant in mutants_of(file, sources[file])]
    only = os.environ.get("ONLY")
    if only:
        return [mutant for mutant in every if f"{mutant.file}:{mutant.line}" == only]
    random.Random(int(os.environ.get("SEED") or 1)).shuffle(every)
    return every


def main():
    sources = {}
    for path in [p for room in ROOMS for p in glob.glob(os.path.join(TREE, room, "*.c"))]:
        if re.search(os.environ.get("FILES") or ".", os.path.relpath(path, TREE)):
            with open(path, encoding="utf-8") as file:
                sources[os.path.relpath(path, TREE)] = file.read().split("\n")
    prepare()
    tests, known, wanted = battery(), reasons(), int(os.environ.get("N") or 300)
    tried, survived, excused = 0, 0, 0
    for mutant in candidates(sources):
        if tried == wanted:
            break
        noticed = judge(mutant, sources[mutant.file], tests)
        restore(mutant, sources[mutant.file])
        if noticed is None:
            continue
        tried += 1
        reason = known.get((mutant.file, mutant.text, f"{mutant.old.strip()} -> {mutant.new.strip() or 'nothing'}"))
        survived += noticed == "" and reason is None
        excused += noticed == "" and reason is not None
        word = f"noticed by {noticed}" if noticed else f"excused ({reason.strip()})" if reason else "SURVIVED"
        print(f"{tried} {word}: {mutant}", flush=True)
    print(f"{tried} mutants: {tried - survived - excused} noticed, {excused} cannot be, {survived} survived")
    sys.exit(survived > WITHOUT_REASON * tried)


main()
