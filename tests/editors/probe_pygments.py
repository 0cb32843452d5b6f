"""probe_pygments.py TOKENS: adds to each token how the lexer for Pygments classes its first and its last byte."""

import sys

from pygments.token import (Comment, Error, Keyword, Literal, Name, Number, Operator, String)

sys.path.insert(0, "editors/pygments")
from plimsoll import PlimsollLexer

CLASSES = [
    (Keyword.Constant, "constant"), (Keyword.Type, "type"), (Keyword, "keyword"), (Operator.Word, "keyword"),
    (Name.Constant, "constant"), (Name.Attribute, "field"), (Name.Builtin, "function"), (Name, "name"),
    (Literal.Date, "time"), (Number, "number"), (String, "string"), (Comment, "comment"), (Error, "error"),
]


def class_of(token):
    return next((name for kind, name in CLASSES if token in kind), "none")


def classes(path):
    """A class for each byte of a file."""
    with open(path, encoding="utf-8", newline="") as file:
        text = file.read()
    found = []
    for _, token, part in PlimsollLexer(stripnl=False, ensurenl=False).get_tokens_unprocessed(text):
        found += [class_of(token)] * len(part.encode())
    return found


for line in open(sys.argv[1]):
    words = line.split()
    if words[0] == "file":
        found = classes(words[1])
        print(line, end="")
    else:
        print(*words, found[int(words[0])], found[int(words[1]) - 1])
