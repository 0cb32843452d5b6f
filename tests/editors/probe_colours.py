"""probe_colours.py bat|kate TOKENS FOLDER: adds to each token how bat or Kate's highlighter classes its first and its
last byte. A theme that is written to the folder has a colour for each class, which the output is read back from."""

import json
import os
import pathlib
import re
import subprocess
import sys

CLASSES = ["none", "keyword", "constant", "function", "type", "number", "string", "field", "name", "comment"]
KATE = {
    "keyword": ["Keyword", "ControlFlow"], "constant": ["Constant"], "function": ["BuiltIn"], "type": ["DataType"],
    "number": ["DecVal"], "string": ["String", "SpecialChar"], "field": ["Variable"], "name": ["Function"],
    "comment": ["Comment"], "none": ["Normal", "Operator"],
}
BAT = {
    "keyword": "keyword", "none": "keyword.operator.plimsoll, punctuation", "constant": "constant.language",
    "function": "support.function", "type": "storage.type", "number": "constant.numeric",
    "string": "string, constant.character", "field": "variable", "name": "entity", "comment": "comment",
}
SEQUENCE = re.compile(r"\x1b\[([0-9;]*)([A-Za-z])")


def colour(name):
    return f"#0000{16 * (CLASSES.index(name) + 1):02x}"


def kate(folder):
    """Kate's command with its grammar and a theme."""
    for kind in ("syntax", "themes"):
        (folder / "org.kde.syntax-highlighting" / kind).mkdir(parents=True)
    grammar = pathlib.Path("editors/kate/plimsoll.xml").read_text(encoding="utf-8")
    (folder / "org.kde.syntax-highlighting/syntax/plimsoll.xml").write_text(grammar, encoding="utf-8")
    styles = {style: {"text-color": colour(name)} for name, kinds in KATE.items() for style in kinds}
    theme = {"metadata": {"name": "probe", "revision": 1}, "text-styles": styles, "editor-colors": {}}
    (folder / "org.kde.syntax-highlighting/themes/probe.theme").write_text(json.dumps(theme))
    os.environ.update(XDG_DATA_HOME=str(folder), QT_QPA_PLATFORM="offscreen")
    return ["kate-syntax-highlighter", "-s", "Plimsoll", "-t", "probe", "-f", "ansi", "-b"]


def bat(folder):
    """bat's command, the same way."""
    program = "batcat"
    (folder / "syntaxes").mkdir(parents=True)
    (folder / "themes").mkdir()
    grammar = pathlib.Path("editors/bat/Plimsoll.sublime-syntax").read_text(encoding="utf-8")
    (folder / "syntaxes/Plimsoll.sublime-syntax").write_text(grammar, encoding="utf-8")
    rows = "".join(f"<dict><key>scope</key><string>{scope}</string><key>settings</key><dict><key>foreground</key>"
                   f"<string>{colour(name)}</string></dict></dict>" for name, scope in BAT.items())
    (folder / "themes/probe.tmTheme").write_text(
        "<?xml version='1.0' encoding='UTF-8'?><plist version='1.0'><dict><key>name</key><string>probe</string>"
        "<key>settings</key><array><dict><key>settings</key><dict><key>foreground</key>"
        f"<string>{colour('none')}</string></dict></dict>{rows}</array></dict></plist>")
    os.environ.update(BAT_CONFIG_DIR=str(folder), BAT_CACHE_PATH=str(folder / "cache"), COLORTERM="truecolor")
    subprocess.run([program, "cache", "--build"], check=True, stdout=subprocess.DEVNULL)
    return [program, "--plain", "--paging=never", "--tabs=0", "--color=always", "--theme=probe", "-l", "plim"]


def classes(command, path):
    """A class for each byte of a file."""
    output = subprocess.run(command + [path], check=True, capture_output=True).stdout.decode()
    found, now, at = [], "none", 0
    for match in SEQUENCE.finditer(output):
        found += [now] * len(output[at:match.start()].encode())
        at = match.end()
        parts = match[1].split(";")
        if match[2] == "m":
            now = CLASSES[int(parts[4]) // 16 - 1] if parts[:2] == ["38", "2"] else "none"
    return found + [now] * len(output[at:].encode())


def main(kind, tokens, folder):
    command = {"bat": bat, "kate": kate}[kind](pathlib.Path(folder))
    for line in open(tokens):
        words = line.split()
        if words[0] == "file":
            found = classes(command, words[1])
            print(line, end="")
        else:
            print(*words, found[int(words[0])], found[int(words[1]) - 1])


main(*sys.argv[1:])
