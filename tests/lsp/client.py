"""A client of the language server for tests: it replays a session, and prints what the server says.

A session is a file of lines. "open NAME" opens the file NAME of the session's folder, "change NAME
LINE:CHARACTER-LINE:CHARACTER TEXT" changes it (TEXT is JSON), "close NAME" closes it, "tell METHOD JSON" notifies, "say TEXT"
sends a body as it is, "METHOD NAME [LINE:CHARACTER[-LINE:CHARACTER]] [JSON]" asks, with further
params from JSON. What is sent stands in the output behind '>', and what comes below it, one
message a line, with the folder written as file:///session. The linter is off unless a first line "initialize JSON" says
otherwise."""

import json
import os
import signal
import subprocess
import sys


SHOWN = 16  # elements of a list


class Server:
    def __init__(self, command, folder):
        self.folder = os.path.abspath(folder)
        self.texts = {}
        self.id = 0
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def uri(self, name):
        return "file://" + os.path.join(self.folder, name)

    def send_bytes(self, body):
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        self.process.stdin.flush()

    def send(self, message):
        self.send_bytes(json.dumps(dict(message, jsonrpc="2.0")).encode())

    def receive(self):
        length = None
        while True:
            line = self.process.stdout.readline()
            if not line:
                return None
            if line == b"\r\n":
                break
            length = int(line.split(b":")[1])
        return json.loads(self.process.stdout.read(length))

    def ask(self, method, params):
        """The answer, and the messages that came before it."""
        self.id += 1
        self.send({"id": self.id, "method": method, "params": params})
        before = []
        while True:
            message = self.receive()
            if message is None or message.get("id", "none") == self.id:
                return message, before
            before.append(message)

    def tell(self, method, params):
        self.send({"method": method, "params": params})

    def flush(self):
        """What came until now."""
        return self.ask("plimsoll/none", {})[1]

    def open(self, name, text):
        self.texts[name] = text
        self.tell("textDocument/didOpen", {"textDocument": {
            "uri": self.uri(name), "languageId": "plimsoll", "version": 1, "text": text}})

    def change(self, name, changes):
        self.tell("textDocument/didChange", {
            "textDocument": {"uri": self.uri(name), "version": 2}, "contentChanges": changes})


def position(text):
    line, character = text.split(":")
    return {"line": int(line), "character": int(character)}


def span(text):
    begin, _, end = text.partition("-")
    return {"start": position(begin), "end": position(end or begin)}


def placed(server, line):
    return line.replace("file:///session", "file://" + server.folder)


def run_line(server, line):
    words = placed(server, line).split(" ", 1)
    method, rest = words[0], words[1] if len(words) > 1 else ""
    if method == "open":
        with open(os.path.join(server.folder, rest), encoding="utf-8", newline="") as file:
            server.open(rest, file.read())
        return server.flush()
    if method == "change":
        name, where, text = rest.split(" ", 2)
        server.change(name, [{"range": span(where), "text": json.loads(text)}])
        return server.flush()
    if method == "close":
        server.tell("textDocument/didClose", {"textDocument": {"uri": server.uri(rest)}})
        return server.flush()
    if method == "tell":
        method, _, rest = rest.partition(" ")
        server.tell(method, json.loads(rest))
        return server.flush()
    if method == "say":
        server.send_bytes(rest.encode())
        return server.flush()
    params = {}
    if rest and not rest.startswith("{"):
        name, _, rest = rest.partition(" ")
        params["textDocument"] = {"uri": server.uri(name)}
    if rest and not rest.startswith("{"):
        where, _, rest = rest.partition(" ")
        params["range" if "-" in where else "position"] = span(where) if "-" in where else position(where)
    params.update(json.loads(rest) if rest else {})
    answer, before = server.ask(method, params)
    return before + [answer]


def shortened(item):
    """Of an item of a completion, what the list shows."""
    if isinstance(item, dict) and "label" in item and "position" not in item:
        edit = item.get("textEdit")
        where = " -> %s at %d:%d-%d" % (edit["newText"], edit["range"]["start"]["line"],
                                        edit["range"]["start"]["character"],
                                        edit["range"]["end"]["character"]) if edit else ""
        return " ".join([item["label"], item.get("detail", "")]).strip() + where
    return item


def shown(server, message):
    if message is None:
        return "the server left"
    if isinstance(message.get("result"), list):
        message["result"] = [shortened(item) for item in message["result"]][:SHOWN]
    if isinstance(message.get("result"), dict) and "report" in message["result"]:
        message["result"]["report"] = sorted(message["result"]["report"])
    for key in ("jsonrpc", "id"):
        message.pop(key, None)
    text = json.dumps(message, ensure_ascii=False, sort_keys=True)
    return text.replace("file://" + server.folder, "file:///session").replace(
        os.environ.get("top_srcdir", "/nowhere"), "/top")


def main():
    signal.alarm(60)
    command, session, folder = sys.argv[1].split(), sys.argv[2], sys.argv[3]
    server = Server(command + ["lsp"], folder)
    initial = {"rootUri": "file://" + server.folder, "capabilities": {}, "initializationOptions": {"lint": False}}
    with open(session, encoding="utf-8") as file:
        lines = [line.rstrip("\n") for line in file]
    if lines and lines[0].startswith("initialize "):
        initial.update(json.loads(placed(server, lines.pop(0)).partition(" ")[2]))
    server.ask("initialize", initial)
    for line in lines:
        print("> " + line if line else "")
        if line and not line.startswith("#"):
            for message in run_line(server, line):
                print(shown(server, message))
    server.ask("shutdown", {})
    server.tell("exit", {})
    server.process.stdin.close()
    print("exit: %d" % server.process.wait(20))


if __name__ == "__main__":
    main()
