"""Types lines to an interactive shell and looks at what it makes of them.

usage: typed.py NAME CASES SHELL...

Lines of CASES are "NAME TYPED => WORDS", for one shell or for all: what is typed, with <TAB> for
that key, and the words, divided by |, that the line then has. The shell is asked for them by its
function show-words. It shows the prompt "ready>". Prints PASS TYPED or FAIL TYPED: WHY.
"""
import os
import pty
import re
import select
import sys
import time

SECONDS = 20  # for an answer of the shell


class Shell:
    """A shell at the other end of a terminal."""

    def __init__(self, command):
        self.process, self.terminal = pty.fork()
        if self.process == 0:
            os.execvp(command[0], command)

    def send(self, text):
        """Presses keys."""
        os.write(self.terminal, text.encode())

    def more(self, seconds):
        """What comes within that time, "" if nothing does."""
        if not select.select([self.terminal], [], [], seconds)[0]:
            return ""
        try:
            return os.read(self.terminal, 65536).decode(errors="replace")
        except OSError:  # it has ended
            return ""

    def read_until(self, pattern):
        """What comes until it matches, or the time is over."""
        seen, end = "", time.monotonic() + SECONDS
        while time.monotonic() < end and not re.search(pattern, seen, re.DOTALL):
            seen += self.more(0.1)
        return seen

    def complete(self, typed):
        """The words of a line, and what was shown while its keys were pressed."""
        self.send(typed.replace("<TAB>", "\t") + "\x01show-words \r")
        shown = self.read_until(r"words: .* :end.*ready>")
        found = re.findall(r"words: (.*?) :end", shown, re.DOTALL)
        if not found:  # an open quote
            self.send("\x03")
            self.read_until("ready>")
        return "|".join(re.findall(r"<(.*?)>", found[-1])) if found else "nothing", shown


def cases(name, path):
    """Those of one shell."""
    with open(path, encoding="utf-8") as file:
        for line in file:
            who, _, case = line.strip().partition(" ")
            if who in (name, "all"):
                yield case.split(" => ")


def main():
    """Tries each case."""
    name, path, *command = sys.argv[1:]
    shell = Shell(command)
    shell.read_until("ready>")
    for typed, wanted in cases(name, path):
        words, shown = shell.complete(typed)
        if re.search("rror|not found|plimsoll: ", shown):
            words += f", after {shown!r}"
        print(f"PASS {typed}" if words == wanted else f"FAIL {typed}: {words}, not {wanted}")
    shell.send("\x03\x04")


if __name__ == "__main__":
    main()
