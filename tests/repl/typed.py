"""Types keys to plimsoll repl at a terminal and looks at what it shows.

usage: typed.py CASES COMMAND...

CASES names a list below. Prints PASS NAME or FAIL NAME: WHY.
"""
import os
import re
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", "completion"))
sys.dont_write_bytecode = True
from typed import Shell  # noqa: E402  pylint: disable=wrong-import-position,import-self

# A name, the keys, and what is to be shown then.
CASES = {
    "lines": [
        ("a command is completed", ":ex\tmem\t\r", r"site/memory: .*plimsoll> $"),
        ("a field is completed", "sum(vm.mem\t)\r", r"44 GiB\r\nplimsoll> $"),
        ("what may follow is listed", "dest.memor\t\t", r"dest\.memory  dest\.memory_free.*plimsoll> dest\.memory$"),
        ("Ctrl-C drops a line", "\x03", r"\r\nplimsoll> $"),
        ("a key is completed in quotes", "vm[\tweb\t1\t\tmemory\r", r"8 GiB\r\nplimsoll> $"),
        ("a param is completed", ":set res\t3 GiB\r", r"plimsoll> $"),
        ("and was set", "reserv\t\r", r"3 GiB\r\nplimsoll> $"),
        ("a mistake is shown", "vm.memry\r", r"did you mean memory\?\r\nplimsoll> $"),
        ("a line goes on", "(1 +\r", r"\.\.\.> $"),
        ("and ends", "2)\r", r"\r\n3\r\nplimsoll> $"),
        ("Ctrl-C drops what went on", "(1 +\r\x03", r"plimsoll> $"),
        ("the line after that stands alone", "1 + 1\r", r"\r\n2\r\nplimsoll> $"),
        ("Ctrl-D ends", "\x04", r"\n$"),
    ],
    "again": [
        ("an earlier run's line is found", "\x10\x10\r", r"\r\n3\r\nplimsoll> $"),
        (":quit ends", ":quit\r", r":quit\r\n$"),
    ],
    "unkept": [
        ("a history that cannot be kept does no harm", "1 + 1\r", r"\r\n2\r\nplimsoll> $"),
        ("its lines are found in the run", "\x10\r", r"\r\n2\r\nplimsoll> $"),
        ("it ends", "\x04", r"\n$"),
    ],
}


def main():
    """Tries each case."""
    name, *command = sys.argv[1:]
    shell = Shell(command)
    start = shell.read_until("plimsoll> $")
    print("PASS it begins with a line of help" if ":help" in start else f"FAIL the first line: {start!r}")
    for title, keys, wanted in CASES[name]:
        shell.send(keys)
        shown = shell.read_until(wanted)
        print(f"PASS {title}" if re.search(wanted, shown, re.DOTALL) else f"FAIL {title}: {shown!r}")
    status = os.waitstatus_to_exitcode(os.waitpid(shell.process, 0)[1])
    print("PASS its status is 0" if status == 0 else f"FAIL its status is 0: {status}")


main()
