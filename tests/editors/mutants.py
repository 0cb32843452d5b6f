"""mutants.py SEED COUNT FOLDER FILE...: writes policies with a small mistake each into the folder, made of these:
a word is left out, put twice, taken from another file, or changes places with another."""

import pathlib
import random
import re
import sys

WORD = re.compile(
    rb"""#[^\n]*\n?|"(?:[^"\\\n]|\\.)*"|'[^'\n]*'|\.?[A-Za-z_][A-Za-z0-9_]*|\d[\d.:TZ%-]*|[<>=!]=|\s+|.""",
    re.DOTALL)


def is_said(word):
    return not word.isspace() and not word.startswith(b"#")


def mutate(words, pool, chance):
    """The words of a text with one mistake."""
    words = list(words)
    places = [place for place, word in enumerate(words) if is_said(word)]
    one, other = chance.choice(places), chance.choice(places)
    kind = chance.randrange(4)
    if kind == 0:
        words[one] = b""
    elif kind == 1:
        words[one] = chance.choice(pool)
    elif kind == 2:
        words[one] = words[one] + b" " + chance.choice(pool)
    else:
        words[one], words[other] = words[other], words[one]
    return b"".join(words)


def main(seed, count, folder, *names):
    chance = random.Random(int(seed))
    texts = [WORD.findall(pathlib.Path(name).read_bytes()) for name in names]
    texts = [words for words in texts if any(map(is_said, words))]
    pool = [word for words in texts for word in words if is_said(word)]
    for number in range(int(count)):
        text = mutate(chance.choice(texts), pool, chance)
        pathlib.Path(folder, f"{number}.plim").write_bytes(text)


main(*sys.argv[1:])
