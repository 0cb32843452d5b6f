"""Edits at random: after each, the server has to say what plimsoll check says, and to answer whatever is
asked anywhere. edits.py PROGRAM FOLDER STEPS SEED FILE...; the files are copied to FOLDER, which the
server has open."""

import os
import random
import re
import shutil
import subprocess
import sys

from client import Server

WORDS = ["rule ", "x ", "vm", ".memory", ".", "(", ")", "{", "}", "[", "]", "\"", "'", " 16 GiB", " 12", " and ",
         " or ", "not ", "\n", "    require ", "for each vm\n", "let y = ", "define f(a: bytes): bool = ", "# ", "ü", "🙂",
         "sum(", "count(", "every ", " has ", " where ", " default ", "param z: int = 3 \"z\"\n", "use policy ", "import ",
         "severity ", "waive ", "test \"t\" { ", "expect pass ", "set ", "=", "==", ">=", ",", ":", "dest", "\r\n", "\t"]
ASKED = ["hover", "completion", "definition", "references", "documentHighlight", "prepareRename", "rename",
         "signatureHelp", "prepareCallHierarchy"]
WHOLE = ["documentSymbol", "foldingRange", "documentLink", "codeLens", "semanticTokens/full", "formatting",
         "rangeFormatting", "selectionRange"]
LINE_END = re.compile("\r\n|\n|\r")
LINE = re.compile(r"^(.*?):(\d+):(\d+): (error|warning): (.*)$")
FILE = re.compile(r"^(/.*?): (error|warning): (.*)$")
# Params need no value in an editor, and settings and waivers are files like others.
OTHERWISE = re.compile("has no value|^is a file of .*, not a policy$")
LIMIT = 20000


def units(text):
    return len(text.encode("utf-16-le")) // 2


def position(text, at):
    """The position of an index of a text, as an editor counts it."""
    lines = LINE_END.split(text[:at])
    return {"line": len(lines) - 1, "character": units(lines[-1])}


def whole_characters(text, at):
    """An editor has no cursor between a carriage return and its line feed."""
    return at - 1 if 0 < at < len(text) and text[at - 1:at + 1] == "\r\n" else at


def edit(text):
    begin = whole_characters(text, random.randint(0, len(text)))
    size = random.choice([0, 0, 0, 1, 2, 5, 20])
    end = whole_characters(text, min(len(text), begin + size))
    begin = min(begin, end)
    put = random.choice([random.choice(WORDS), random.choice(WORDS), "", text[begin:begin + 30]])
    if random.random() < 0.003:
        put = "\r"
    return begin, end, put


def folded(message):
    """A terminal is shown blanks for a tab of the text that a message quotes."""
    return re.sub(r"\s+", " ", message)


def said(program, command, path):
    """What a command says of the file: (line, column, level, message), with 0 for what has no place here."""
    run = subprocess.run([program, command, path], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
                         encoding="utf-8", check=False)
    found = []
    for line in run.stderr.splitlines():
        match, bare = LINE.match(line), FILE.match(line)
        if match and match.group(1) == path:
            found.append((int(match.group(2)), int(match.group(3)), match.group(4), match.group(5)))
        elif match:
            found.append((0, 0, match.group(4), match.group(1) + ": " + match.group(5)))
        elif bare:
            found.append((0, 0, bare.group(2),
                          bare.group(3) if bare.group(1) == path else bare.group(1) + ": " + bare.group(3)))
    return sorted(one[:3] + (folded(one[3]),) for one in found if not OTHERWISE.search(one[3]))


def told(message, text):
    lines = LINE_END.split(text)
    found = []
    for one in message["params"]["diagnostics"]:
        if one["source"] != "plimsoll":
            continue
        start, end = one["range"]["start"], one["range"]["end"]
        words = one["message"].split("\n")[0]
        place = (start["line"] + 1, len(lines[start["line"]].encode("utf-16-le")[:2 * start["character"]]
                                        .decode("utf-16-le")) + 1)
        elsewhere = start == end == {"line": 0, "character": 0} and re.match(r"^/.*?: ", words)
        found.append(((0, 0) if elsewhere else place)
                     + ("error" if one["severity"] == 1 else "warning", folded(words)))
    return sorted(found)


def ask(server, name, text):
    where = position(text, random.randint(0, len(text)))
    params = {"textDocument": {"uri": server.uri(name)}, "position": where, "newName": "renamed", "positions": [where],
              "context": {"includeDeclaration": True}, "range": {"start": {"line": 0, "character": 0}, "end": where}}
    for method in [random.choice(ASKED), random.choice(WHOLE), "inlayHint", "codeAction"]:
        if method in ("references", "rename") and random.random() < 0.8:
            continue
        answer, _ = server.ask("textDocument/" + method, params)
        if answer is None or ("error" in answer and method != "rename"):
            raise SystemExit("not ok: %s: %s" % (method, answer))


def main():
    program, folder, steps, seed = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
    random.seed(seed)
    for path in sys.argv[5:]:
        shutil.copy(path, folder)
    names = [os.path.basename(path) for path in sys.argv[5:] if path.endswith(".plim")]
    server = Server([program, "lsp"], folder)
    server.ask("initialize", {"rootUri": "file://" + server.folder, "capabilities": {}})
    name = None
    for step in range(steps):
        if name is None or step % 40 == 0 or len(text) > LIMIT:
            if name is not None:
                server.tell("textDocument/didClose", {"textDocument": {"uri": server.uri(name)}})
                shutil.copy([p for p in sys.argv[5:] if p.endswith("/" + name)][0], folder)
            name = random.choice(names)
            path = os.path.join(server.folder, name)
            with open(path, encoding="utf-8", newline="") as file:
                text = file.read()
            server.open(name, text)
        begin, end, put = edit(text)
        change = {"range": {"start": position(text, begin), "end": position(text, end)}, "text": put}
        text = text[:begin] + put + text[end:]
        with open(path, "w", encoding="utf-8", newline="") as file:
            file.write(text)
        server.change(name, [change])
        last = [m for m in server.flush() if m["params"]["uri"] == server.uri(name)][-1]
        expected, got = said(program, "check", path), told(last, text)
        if expected != got:  # the server knows of tests, too
            expected = sorted(set(expected) | set(said(program, "test", path)))
        if expected != got:
            raise SystemExit("not ok: step %d of seed %d, %s\ncheck: %s\nlsp:   %s"
                             % (step, seed, path, expected, got))
        ask(server, name, text)
    server.ask("shutdown", {})
    server.tell("exit", {})
    server.process.stdin.close()
    if server.process.wait(60) != 0:
        raise SystemExit("not ok: exit %d" % server.process.returncode)
    print("%d edits, after each of which the server said what check says" % steps)


if __name__ == "__main__":
    main()
