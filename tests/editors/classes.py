"""classes.py PROBED [CAPTURES]: compares how a grammar classes tokens with what they are.

PROBED has the lines of 'oracle tokens', each token with the classes of its first and its last byte. CAPTURES is
what 'tree-sitter query queries/highlights.scm' prints of the same files: it tells which words are keywords where
they might be names; without it those are left out."""

import re
import sys

# The classes that a token of each kind may have.
ALLOWED = {
    "reserved": {"keyword", "constant"},
    "keyword": {"keyword", "constant"},
    "number": {"number", "constant"},
    "unit": {"unit", "type"},
    "time": {"time", "number", "constant"},
    "string": {"string"},
    "function": {"function"},
    "type": {"type"},
    "name": {"name", "constant", "none"},
    "field": {"field", "name", "none"},
    "label": {"field", "name", "none"},
    "sign": {"none", "operator", "field"},
}

CAPTURE = re.compile(r"    capture: \d+ - ([a-z.]+), start: \((\d+), (\d+)\), end: .*")


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


def kind_of(kind, begin, here):
    """The kind of a word, by what tree-sitter captures there."""
    if here is None or kind not in ("name", "contextual"):
        return kind
    capture = here.get(begin, "")
    if capture.startswith("keyword"):
        return "keyword"
    return {"function.builtin": "function", "type.builtin": "type"}.get(capture, "name")


def main(probed, captured=None):
    found = captures(captured) if captured else {}
    count, wrong = 0, []
    for line in open(probed):
        words = line.split()
        if words[0] == "file":
            file, here = words[1], found.get(words[1])
            continue
        begin, end, kind, first, last = words
        kind = kind_of(kind, int(begin), here)
        if kind in ALLOWED:
            count += 1
            if not {first, last} <= ALLOWED[kind]:
                wrong.append(f"{file}: bytes {begin} to {end} are {kind}, classed {first} {last}")
    print(f"{'FAIL' if wrong or count < 1000 else 'PASS'} {count} tokens")
    for line in wrong[:20]:
        print("#", line)


main(*sys.argv[1:])
