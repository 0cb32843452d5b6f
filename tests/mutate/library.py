# The library that mutants are put into: every room of the project but its commands, shared, so that the file of a
# mutant is compiled alone into a library that the loader looks into first.
import os
import shlex
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

TREE, BUILD = os.path.abspath(os.environ["top_srcdir"]), os.path.abspath(os.environ["top_builddir"])
WORK = os.path.join(BUILD, "mutate")
TRACED = ["-fsanitize-coverage=trace-pc"]
SANITIZED = ["-fsanitize=address,undefined", "-fno-sanitize-recover=all"]
SANITIZED_PROGRAMS = os.path.join(WORK, "sanitized")
# Arenas tell the address sanitizer what is allocated; trace.c answers in programs without it.
POISONED = {"src/base/arena.c": ["-D__SANITIZE_ADDRESS__"]}
# Every function can be replaced, the code lies in the order of the lines, and an object says no column.
FLAGS = ["-w", "-O1", "-g", "-gno-column-info", f"-ffile-prefix-map={TREE}={TREE}", "-fPIC", "-fvisibility=default",
         "-fno-reorder-blocks"]
PROGRAMS = {"plimsoll": [], "tests/unit/unit": shlex.split(os.environ["MUTATE_CHECK_CFLAGS"]), "tests/oracle/oracle": [],
            "tests/removed/removed": [f"-I{TREE}/tests"]}


def words(name):
    return shlex.split(os.environ["MUTATE_" + name])


def sources(name):
    """The files of a list of the Makefile that are compiled, as paths; what is generated lies in the build."""
    files = [file.replace(".y", ".c").replace(".l", ".c") if file.endswith((".y", ".l")) else file
             for file in words(name)]
    return [file for file in dict.fromkeys(files) if file.endswith((".c", ".cc"))]


def path_of(file):
    built = os.path.join(BUILD, file)
    return built if os.path.exists(built) else os.path.join(TREE, file)


def call(command, **more):
    done = subprocess.run(command, cwd=BUILD, capture_output=True, text=True, **more)
    return done.returncode == 0, done.stderr


def compile_file(source, target, *more):
    cxx = source.endswith(".cc")
    return call([*words("CXX" if cxx else "CC"), *words("CPPFLAGS"), *words("CXXFLAGS" if cxx else "CFLAGS"), *FLAGS,
                 *more, "-c", source, "-o", target])


def newest_header():
    folders = [os.path.join(TREE, name) for name in ("src", "grammar", "tests")] + [os.path.join(BUILD, "grammar")]
    return max(os.path.getmtime(os.path.join(folder, file)) for top in folders for folder, _, files in os.walk(top)
               for file in files if file.endswith((".h", ".def")))


def must(done):
    if not done[0]:
        sys.exit(f"FAILED: the tree does not build\n{done[1][-2000:]}")


def objects_of(program, files, more, headers):
    """The objects of these files, compiled where one is older than its file or a header."""
    def one(file):
        source, target = path_of(file), os.path.join(WORK, "objects", program, file + ".o")
        os.makedirs(os.path.dirname(target), exist_ok=True)
        if not os.path.exists(target) or os.path.getmtime(target) < max(headers, os.path.getmtime(source)):
            must(compile_file(source, target, *more, *POISONED.get(file, [])))
        return target
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        return list(pool.map(one, files))


def link(target, objects, *more):
    os.makedirs(os.path.dirname(target), exist_ok=True)
    must(call([*words("CC"), *objects, "-o", target, *more]))


def build():
    """Builds library and programs in WORK, those for files with sanitizers in
    SANITIZED_PROGRAMS. The place of a mutant is
    libslot.so, which is empty there."""
    headers = newest_header()
    must(compile_file(os.path.join(TREE, "tests/mutate/trace.c"), make(f"{WORK}/trace.o")))
    link(f"{WORK}/libslot.so", ["-xc", os.devnull], "-shared")
    link(f"{WORK}/libcore.so", [*objects_of("core", sources("CORE"), TRACED, headers), f"{WORK}/trace.o"], "-shared",
         *words("LIBS"))
    for program, more in PROGRAMS.items():
        objects = objects_of(program, sources(os.path.basename(program).upper()), more, headers)
        for folder, flags in ((WORK, []), (SANITIZED_PROGRAMS, SANITIZED)):
            link(f"{folder}/{program}", objects, f"-L{WORK}", "-Wl,--no-as-needed", "-lslot", "-lcore", *words("LIBS"),
                 *words("PROGRAM_LIBS"), *flags)


def make(path):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    return path


class Slot:
    """A folder that holds the mutant of one process."""

    def __init__(self, name):
        self.folder = os.path.join(WORK, name)
        self.objects = {}
        os.makedirs(self.folder, exist_ok=True)

    def compiled(self, file, text, *more):
        """The object of the text in place of a file, or None."""
        source, target = os.path.join(self.folder, "mutant.c"), os.path.join(self.folder, "mutant.o")
        with open(source, "w", encoding="utf-8") as out:
            out.write(text)
        if not compile_file(source, target, f"-I{os.path.dirname(path_of(file))}", *more)[0]:
            return None
        with open(target, "rb") as made:
            return made.read()

    def take(self, file, original, changed):
        """Whether the changed text of a file is another program; if so, it is the one that runs."""
        if file not in self.objects:
            self.objects[file] = self.compiled(file, original)
        made = self.compiled(file, changed)
        if made is None or made == self.objects[file]:
            return False
        link(f"{self.folder}/libslot.so", [f"{self.folder}/mutant.o"], "-shared")
        return True

    def take_sanitized(self, file, text):
        """The text of a file is the one that runs, with sanitizers; for the programs in SANITIZED_PROGRAMS."""
        if self.compiled(file, text, *SANITIZED) is None:
            sys.exit(f"FAILED: {file} does not build with sanitizers")
        link(f"{self.folder}/libslot.so", [f"{self.folder}/mutant.o"], "-shared", *SANITIZED)
