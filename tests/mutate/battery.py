# The tests that mutants run against: golden cases and suites of unit tests one by one, the oracle in parts, and
# the scripts that need no program but plimsoll.
import os
import shutil
import subprocess
import sys
from pathlib import Path

from library import TREE, WORK

ORACLE_PARTS, ORACLE_CASES = 4, 120
SCRIPTS = ("ahead", "baseline", "compare", "explain", "kept", "kept_all", "lint", "lsp", "profile", "requirements", "situations", "verify")
os.environ |= {"now": "2026-11-23T10:00:00Z", "PLIMSOLL": f"{WORK}/plimsoll", "PLIMSOLL_PATH": f"{TREE}/policies",
               "PLIMSOLL_LIBEXEC": WORK, "LC_ALL": "C", "sanitizers": "no"}
PATH = os.environ["PATH"]
for name in ("TZ", "NO_COLOR", "LANGUAGE", "COLUMNS", "MAKEFLAGS", "MAKELEVEL", "UPDATE", "CASES"):
    os.environ.pop(name, None)
sys.path.insert(0, os.path.join(TREE, "tests"))
import golden  # noqa: E402


class Place:
    """Where one process runs tests: with the libraries of its slot, and a tree of golden cases of its own."""

    def __init__(self, name, slot, programs=WORK):
        self.folder, self.programs = Path(WORK, "run", name), programs
        self.libraries = f"{slot}:{WORK}" if slot else WORK
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(parents=True)
        self.tree = golden.prepare(self.folder)
        program = self.folder / "bin/plimsoll"
        program.unlink()
        program.symlink_to(f"{programs}/plimsoll")

    def area(self, area):
        """The folder of an area as it is in the tree: cases write into theirs, and run in any order here."""
        shutil.rmtree(self.tree / area)
        shutil.copytree(golden.GOLDEN / area, self.tree / area, symlinks=True)
        return self.tree / area

    def environment(self, trace, **more):
        traced = {"MUTATE_TRACE": trace} if trace else {}
        return {**os.environ, "LD_LIBRARY_PATH": self.libraries, "PATH": f"{self.folder}/bin:{PATH}",
                "PLIMSOLL": f"{self.programs}/plimsoll", "top_builddir": self.programs, **traced, **more}


def run_tap(command, place, seconds, trace, **environment):
    """Whether a program ends well and in time, and says of no case that it is not ok."""
    process = subprocess.Popen(command, cwd=WORK, env=place.environment(trace, **environment), stdin=subprocess.DEVNULL,
                               stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True)
    try:
        output = process.communicate(timeout=seconds)[0]
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, 9)
        process.communicate()
        return False
    return process.returncode == 0 and not output.startswith(b"not ok") and b"\nnot ok" not in output


def files_below(*patterns):
    """The files of the tests that match, and all that lie in folders that do."""
    paths = [path for pattern in patterns for path in Path(TREE, "tests").glob(pattern)]
    return sorted({file for path in paths for file in (path.rglob("*") if path.is_dir() else [path]) if file.is_file()})


class Golden:
    def __init__(self, name):
        self.name, (self.folder, _, _) = "golden " + name, name.rpartition("/")
        self.case = name

    def files(self):
        return files_below(f"golden/{self.case}.*", f"golden/{self.folder}/data")

    def passes(self, place, seconds, trace=None):
        golden.LIMIT = seconds
        golden.area_of_thread.results = []
        above = "../" * len(Path(self.folder).parts) + "../../policies"
        golden.area_of_thread.environment = place.environment(trace, PLIMSOLL_PATH=above)
        golden.check_case(self.case, place.area(self.folder))
        return all(good for good, _, _ in golden.area_of_thread.results)


class Command:
    """A program that reports in TAP, a path in the build or a command, and the files that it is made of."""

    def __init__(self, name, patterns, *command, **environment):
        self.name, self.patterns, self.command, self.environment = name, patterns, command, environment

    def files(self):
        return files_below(*self.patterns)

    def passes(self, place, seconds, trace=None):
        program = f"{place.programs}/{self.command[0]}" if "/" in self.command[0] else self.command[0]
        return run_tap([program, *self.command[1:]], place, seconds, trace, **self.environment)


def golden_cases():
    for area in golden.areas(golden.GOLDEN):
        for name in sorted({path.stem for path in (golden.GOLDEN / area).iterdir()
                            if path.suffix in (".plim", ".args", ".expected")}):
            yield Golden(f"{area}/{name}")


def unit_suites():
    for file in sorted(Path(TREE, "tests/unit").glob("test_*.c")):
        suite = file.stem[len("test_"):]
        yield Command(f"unit {suite}", [f"unit/{file.name}"], "tests/unit/unit", CK_RUN_SUITE=suite, CK_FORK="no")


def oracle_parts():
    for part in range(ORACLE_PARTS):
        yield Command(f"oracle {part + 1}", ["oracle"], "tests/oracle/oracle",
                      "--seed", str(1 + part * ORACLE_CASES), "--cases", str(ORACLE_CASES))


def every_test():
    scripts = [Command(name, [f"{name}.sh", f"{name}.py", name], "sh", f"{TREE}/tests/{name}.sh")
               for name in ("removed", *SCRIPTS)]
    return [*golden_cases(), *unit_suites(), *oracle_parts(), *scripts]
