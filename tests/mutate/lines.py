# Which tests run which lines: the compiler marks the blocks of the library, trace.c notes those that run, and the
# debugger's table says of what lines their code is.
import os
import re
import subprocess
from bisect import bisect_left, bisect_right
from collections import defaultdict

from library import BUILD, TREE

CALL = re.compile(r"^ *([0-9a-f]+):.*\bcall .*<__sanitizer_cov_trace_pc")
UNIT = re.compile(r"^(?:CU: )?(\S+\.cc?):$")
ROW = re.compile(r"^\S+\.\w+ +(\d+|-) +0x([0-9a-f]+)")
CALL_SIZE = 5


def output(*command):
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()


def rows_of(library):
    """The lines of the table: file, line (None at an end), address."""
    file = None
    for text in output("objdump", "-w", "--dwarf=decodedline", library):
        unit, row = UNIT.match(text), ROW.match(text)
        if unit:
            file = os.path.relpath(os.path.join(BUILD, unit[1]), TREE)
        elif row:
            yield file, None if row[1] == "-" else int(row[1]), int(row[2], 16)


class Lines:
    """The blocks of every line, as places that trace.c notes."""

    def __init__(self, library):
        marks = [int(match[1], 16) for match in map(CALL.match, output("objdump", "-d", library)) if match]
        self.blocks = defaultdict(lambda: defaultdict(set))
        rows = list(rows_of(library))
        for (file, line, begin), (_, _, end) in zip(rows, rows[1:]):
            if line is not None and marks:
                first, last = max(bisect_right(marks, begin) - 1, 0), bisect_left(marks, max(end, begin + 1))
                self.blocks[file][line].update(mark + CALL_SIZE for mark in marks[first:max(last, first + 1)])

    def of(self, file, line):
        """The blocks of a line; of its neighbours where the compiler left no code of its own."""
        return self.blocks[file][line] if line in self.blocks[file] else self.beside(file, line)

    def beside(self, file, line):
        """The blocks of the lines before and after it that have code."""
        lines = self.blocks[file]
        before, after = [n for n in lines if n < line], [n for n in lines if n > line]
        return set().union(*(lines[n] for n in ([max(before)] if before else []) + ([min(after)] if after else [])))


def traced(path):
    """The blocks that a test ran."""
    with open(path, "rb") as file:
        return frozenset(match.start() for match in re.finditer(b"\1", file.read()))
