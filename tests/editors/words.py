"""words.py WORDS: compares the lists of words in the grammars for editors with those of the language, as
'oracle words' prints them."""

import re
import sys

# Where a grammar has its words of a kind: all matches of the expression together. A unit stands there without the
# "/s" that sizes may have; "word" is both reserved and contextual.
LISTS = [
    ("tree-sitter-plimsoll/grammar.js", "reserved", r"(?s)const RESERVED = \[(.*?)\];"),
    ("tree-sitter-plimsoll/grammar.js", "contextual", r"(?s)const CONTEXTUAL = \[(.*?)\];"),
    ("tree-sitter-plimsoll/src/scanner.c", "unit", r"(?s)units\[\] = \{(.*?)\};"),
    ("tree-sitter-plimsoll/queries/highlights.scm", "type", r'#(?:not-)?match\? @type\S* "\^\((.*)\)\$"'),
    ("tree-sitter-plimsoll/queries/highlights.scm", "function", r'#(?:not-)?match\? @function\S* "\^\((.*)\)\$"'),
    ("pygments/plimsoll.py", "reserved", r"(?sm)^(?:STATEMENTS|CONTROL|OPERATORS|CONSTANTS) = (.*?)\.split"),
    ("pygments/plimsoll.py", "function", r"(?sm)^FUNCTIONS = (.*?)\.split"),
    ("pygments/plimsoll.py", "type", r"(?m)^TYPES = (.*?)\.split"),
    ("pygments/plimsoll.py", "unit", r"(?m)^(?:SIZES|UNITS) = (.*?)\.split"),
    ("vim/syntax/plimsoll.vim", "reserved",
     r"(?m)^syntax match plimsoll(?:Statement|Control|Operator|Constant) /\\<\\%\(([^/]*)\\\)\\>/$"),
    ("vim/syntax/plimsoll.vim", "reserved", r"split\('([a-z ]*)'\)"),
    ("vim/syntax/plimsoll.vim", "function", r"plimsollFunction /\\<\\%\((.*)\\\)\\ze"),
    ("vim/syntax/plimsoll.vim", "type", r"plimsollType /\\<\\%\((.*?)\\\)\\>"),
    ("vim/syntax/plimsoll.vim", "unit", r"plimsollNumber .*\\ze\\s\*(.*)\\>/ nextgroup"),
    ("emacs/plimsoll-mode.el", "reserved", r"(?s)defconst plimsoll-(?:statements|operators|constants)\s+'\((.*?)\)"),
    ("emacs/plimsoll-mode.el", "function", r"(?s)defconst plimsoll-functions\s+'\((.*?)\)"),
    ("emacs/plimsoll-mode.el", "type", r"(?s)defconst plimsoll-types\s+'\((.*?)\)"),
    ("emacs/plimsoll-mode.el", "unit", r"(?s)defconst plimsoll-units\s+'\((.*?)\)"),
    ("bat/Plimsoll.sublime-syntax", "reserved",
     r"match: '\\b\(\?:([a-z|]*)\)\\b'\n +scope: (?:keyword|constant\.language)"),
    ("bat/Plimsoll.sublime-syntax", "reserved", r"\(\?!\(\?:([a-z|]*)\)\\b\)\[a-z_\]"),
    ("bat/Plimsoll.sublime-syntax", "function", r"match: '\\b\(\?:([a-z_|]*)\)\(\?=\\\(\)'"),
    ("bat/Plimsoll.sublime-syntax", "type", r"\\t\]\*\(\(\?:([a-z|]*)\)\\b"),
    ("bat/Plimsoll.sublime-syntax", "unit", r"\)\|\(\?:([A-Za-z|]*)\)\\b\)"),
    ("kate/plimsoll.xml", "reserved",
     r'attribute="(?:Statement|Control|Word operator|Constant)" context="#stay" String="\\b\(\?:([a-z|]*)\)\\b"'),
    ("kate/plimsoll.xml", "reserved", r"\(\?!\(\?:([a-z|]*)\)\\b\)\[a-z_\]"),
    ("kate/plimsoll.xml", "function", r'attribute="Function" .*\(\?:([a-z_|]*)\)\('),
    ("kate/plimsoll.xml", "type", r'attribute="Type" .*\(\?:([a-z|]*)\)\\b'),
    ("kate/plimsoll.xml", "unit", r"\)\|\(\?:([A-Za-z|]*)\)\\b\)"),
    ("textmate/plimsoll.tmLanguage.json", "reserved",
     r'"(?:statement|control|operator|constant)": \{\s*"name": "[^"]*",\s*"match": "\\\\b\(\?:([a-z|]*)\)'),
    ("textmate/plimsoll.tmLanguage.json", "reserved", r"\(\?!\(\?:([a-z|]*)\)\\\\b\)\[a-z_\]"),
    ("textmate/plimsoll.tmLanguage.json", "function", r'"match": "\\\\b\(\?:([a-z_|]*)\)\(\?=\\\\\(\)"'),
    ("textmate/plimsoll.tmLanguage.json", "type", r"\\\\t\]\*\(([a-z|]*)\)\\\\b\(\?!"),
    ("textmate/plimsoll.tmLanguage.json", "unit", r"\)\|\(\?:([A-Za-z|]*)\)\\\\b\)"),
]


def language(path):
    """The words of the language by kind."""
    words = {}
    for line in open(path):
        kind, word = line.split()
        words.setdefault(kind, set()).add(word.removesuffix("/s"))
    words["word"] = words["reserved"] | words["contextual"]
    return words


def main(path):
    words = language(path)
    for name, kind, pattern in LISTS:
        with open("editors/" + name, encoding="utf-8") as file:
            lists = re.findall(pattern, file.read())
        found = set(re.findall(r"[A-Za-z][A-Za-z_]*", " ".join(lists)))
        missing, other = words[kind] - found, found - words[kind]
        title = f"editors/{name} has each {kind} of the language"
        if missing or other:
            print(f"FAIL {title}: it lacks {sorted(missing)} and should not have {sorted(other)}")
        else:
            print(f"PASS {title}")


main(*sys.argv[1:])
