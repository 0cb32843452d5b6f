"""classes.py PROBED: compares how a grammar classes tokens with what they are. The lines are those of kinds.py, each
token with the classes of its first and its last byte; what is unsure is left out."""

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


def main(probed):
    count, wrong = 0, []
    for line in open(probed):
        words = line.split()
        if words[0] == "file":
            file = words[1]
            continue
        begin, end, kind, first, last = words
        if kind != "unsure":
            count += 1
            if not {first, last} <= ALLOWED[kind]:
                wrong.append(f"{file}: bytes {begin} to {end} are {kind}, classed {first} {last}")
    print(f"{'FAIL' if wrong or count < 1000 else 'PASS'} {count} tokens")
    for line in wrong[:20]:
        print("#", line)


main(*sys.argv[1:])
