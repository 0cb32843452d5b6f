"""Prints what the .plim files of a folder say, word by word, without their layout."""

import pathlib
import re
import sys

WORD = re.compile(
    r"""#[^\n]*|"(?:[^"\\\n]|\\.)*"|'[^'\n]*'|[A-Za-z_][A-Za-z0-9_]*|\d[\d.:TZ%-]*|[<>=!]=|\S"""
)

for path in sorted(pathlib.Path(sys.argv[1]).iterdir()):
    print("====", path.name)
    text = path.read_bytes().decode("utf-8", "surrogateescape")
    for word in WORD.findall(text):
        print(word.rstrip().encode("utf-8", "backslashreplace").decode())
