"""kinds.py TOKENS [CAPTURES]: the lines of 'oracle tokens' with what a word is where the scanner cannot tell:
keyword, function, type or name, as 'tree-sitter query queries/highlights.scm' captures it, or else unsure."""

import re
import sys

CAPTURE = re.compile(r"    capture: \d+ - ([a-z.]+), start: \((\d+), (\d+)\), end: .*")
KINDS = {"function.builtin": "function", "type.builtin": "type"}


def captures(path):
    """For each file the captures by the byte where they begin."""
    found = {}
    for line in open(path, encoding="utf-8"):
        match = CAPTURE.match(line)
        if match:
            name, row, column = match.groups()
            here[starts[int(row)] + int(column)] = name
        elif not line.startswith(" "):
            file = line.strip()
            here = found[file] = {}
            starts = [0]
            for text in open(file, "rb"):
                starts.append(starts[-1] + len(text))
    return found


def kind_of(begin, here):
    if here is None:
        return "unsure"
    capture = here.get(begin, "")
    return "keyword" if capture.startswith("keyword") else KINDS.get(capture, "name")


def main(tokens, captured=None):
    found = captures(captured) if captured else {}
    for line in open(tokens):
        words = line.split()
        if words[0] == "file":
            here = found.get(words[1])
        elif words[2] in ("name", "contextual"):
            words[2] = kind_of(int(words[0]), here)
        print(*words)


main(*sys.argv[1:])
