# words.py TARGET: the dictionary of a fuzz target, on standard output: words that its readers know,
# from the table of the grammar, the functions of the language, the fact models, and the texts in the
# sources of the reader. The tree is $top_srcdir.
import glob
import os
import re
import sys

TREE = os.environ["top_srcdir"]


def found(expression, *patterns):
    """What a group of the expression matches in files of the tree."""
    words = set()
    for pattern in patterns:
        for path in glob.glob(os.path.join(TREE, pattern)):
            with open(path, encoding="utf-8") as file:
                words.update(re.findall(expression, file.read()))
    return words


def literals(*patterns):
    """Texts of C sources that are names rather than sentences."""
    return {word for word in found(r'"([A-Za-z][\w.:/-]{1,40})"', *patterns)}


def members(model):
    return {f'"{word}"' for word in found(r"(?m)^\s*(?:root )?([a-z_]+):", model)}


LANGUAGE = (found(r'ROW\(\w+, "([a-z]+)"', "grammar/words.c") | found(r'BUILTIN\(\w+, "([a-z_]+)', "src/check/builtins.def")
            | found(r'"([A-Za-z]+(?:/s)?)"', "src/lang/unit.c") | {"==", "!=", "<=", ">=", "->", "\n%%\n", "2 GiB", "2026-11-23", '"a"'})
JSON = {"\n%%\n", "{", "}", "[", "]", "null", "true", "false", "1e3", "-1", "0.5", '"\\ud83d\\ude00"', '"2 GiB"', '"2026-11-23T10:00:00Z"'}
SHIPPED, ORACLE = members("policies/facts/virtualization.plim"), members("tests/oracle/facts/oracle.plim")
DICTIONARIES = {
    "policy": LANGUAGE | {word.strip('"') for word in ORACLE} | ORACLE,
    "eval": LANGUAGE | {word.strip('"') for word in ORACLE} | {"--set ", "--select ", "--with "},
    "facts": JSON | SHIPPED,
    "merge": JSON | SHIPPED,
    "infer": JSON,
    "names": {"\n%%\n", "\u202e", "\u0085", "\u200b", "\x1b[", "\r\n", "::error::", "</script>", "]]>", "{device.name}", "&amp;", "|", "`"},
    "past": JSON | {f'"{word}"' for word in literals("src/report/read/past*.c")},
    "pattern": {"\n%%\n", "(?i)", "(?:", "[[:alpha:]]", "\\d", "\\b", "\\p{L}", "{2,3}", "*?", "[^a]", "(?P<a>", "^", "$"},
    "hyperv": JSON | literals("src/gather/hyperv/*.c"),
    "libvirt": {"\n%%\n", "</", "/>", "='"} | {f"<{word}>" for word in literals("src/gather/libvirt/*.c") if word.islower()}
    | literals("src/gather/libvirt/*.c") | found(r"\b(vir[A-Z]\w+)\(", "src/gather/libvirt/*.c"),
}

for word in sorted(DICTIONARIES[sys.argv[1]]):
    print('"' + "".join(f"\\x{byte:02x}" if byte in b'"\\' or not 32 <= byte < 127 else chr(byte) for byte in word.encode()) + '"')
