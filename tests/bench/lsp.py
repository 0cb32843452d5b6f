"""What the language server costs, in milliseconds of CPU and as ratios against a run of plimsoll on the same.

lsp.py PROGRAM POLICY FACTS [SIZE]: a shipped policy of 1,000 machines like those of the facts, and a
policy of SIZE bytes (4 MiB); each figure is the least of a few."""

import copy
import json
import os
import resource
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "lsp"))
from client import Server  # noqa: E402

ROUNDS = 5


def cpu(server):
    """Milliseconds that the server has computed so far."""
    with open("/proc/%d/schedstat" % server.process.pid, encoding="ascii") as file:
        return int(file.read().split()[0]) / 1e6


def least(server, work):
    found = []
    for _ in range(ROUNDS):
        before = cpu(server)
        work()
        found.append(cpu(server) - before)
    return min(found)


def run(program, *words):
    found = []
    for _ in range(ROUNDS):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([program, *words], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        found.append(1e3 * (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime))
    return min(found)


def show(what, took, whole):
    print("  %-34s %7.1f ms, ratio %.2f" % (what, took, took / whole))


def fleet(path, machines):
    with open(path, encoding="utf-8") as file:
        facts = json.load(file)
    seeds = facts["source"]["vm"]
    facts["source"]["vm"] = []
    for i in range(machines):
        machine = copy.deepcopy(seeds[i % len(seeds)])
        machine["name"] = "vm%d" % i
        for k, disk in enumerate(machine.get("disk", [])):
            disk["path"] = "/images/vm%d-%d.qcow2" % (i, k)
        facts["source"]["vm"].append(machine)
    return facts


def begin(program, folder):
    server = Server([program, "lsp"], folder)
    server.ask("initialize", {"rootUri": "file://" + server.folder, "capabilities": {},
                              "initializationOptions": {"now": "2026-11-23T10:00:00Z"}})
    return server


def place(text, words):
    """The position behind some words."""
    at = text.index(words) + len(words)
    return {"line": text.count("\n", 0, at), "character": at - text.rfind("\n", 0, at) - 1}


def retype(server, name, text):
    """A blank behind the first line, and it is taken away again: two checks."""
    for change in [" ", ""]:
        start = place(text, text[:text.index("\n")])
        end = dict(start, character=start["character"] + (0 if change else 1))
        server.change(name, [{"range": {"start": start, "end": end}, "text": change}])
        server.flush()


def shipped(program, policy, facts, folder):
    with open(os.path.join(folder, "facts.json"), "w", encoding="utf-8") as file:
        json.dump(fleet(facts, 1000), file, indent=1)
    with open(policy, encoding="utf-8") as file:
        text = file.read()
    name = os.path.basename(policy)
    lens = "# facts: facts.json\n" + text
    with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
        file.write(lens)
    whole = run(program, "check", os.path.join(folder, name), "--facts", os.path.join(folder, "facts.json"))
    print("%s, 1000 machines; check takes %.1f ms" % (name, whole))
    server = begin(program, folder)
    document = {"textDocument": {"uri": server.uri(name)}}
    server.open(name, lens)
    before = cpu(server)
    server.flush()
    show("opening, facts read", cpu(server) - before, whole)
    show("an edit, its verdicts and findings", least(server, lambda: retype(server, name, lens)) / 2, whole)

    def edit_and_ask():
        retype(server, name, lens)
        answer, _ = server.ask("textDocument/codeLens", document)
        assert len(answer["result"]) > 10

    show("two edits and the lenses", least(server, edit_and_ask), whole)
    at = dict(document, position=place(lens, "param copy_"))
    show("hover", least(server, lambda: server.ask("textDocument/hover", at)), whole)
    at = dict(document, position=place(lens, "d.readonly"))
    show("completion", least(server, lambda: server.ask("textDocument/completion", at)), whole)
    server.tell("workspace/didChangeConfiguration", {"settings": {"plimsoll": {"lint": False}}})
    server.change(name, [{"text": text}])
    server.flush()
    show("an edit without facts and findings", least(server, lambda: retype(server, name, text)) / 2, whole)


def large(program, size, folder):
    rules = ["policy large \"Large\"\nuse facts virtualization 1\n"]
    length = 0
    while length < size - 200:
        rules.append("rule r%d \"Rule\" { for each vm in source.vm require vm.memory >= %d MiB }\n"
                     % (len(rules), len(rules)))
        length += len(rules[-1])
    text = "".join(rules)
    with open(os.path.join(folder, "large.plim"), "w", encoding="utf-8") as file:
        file.write(text)
    whole = run(program, "lint", os.path.join(folder, "large.plim"), "--rule", "unused-param")
    print("%d bytes, %d rules; lint by one rule takes %.1f ms" % (len(text), len(rules) - 1, whole))
    server = begin(program, folder)
    server.open("large.plim", text)
    server.flush()
    show("an edit with findings", least(server, lambda: retype(server, "large.plim", text)) / 2, whole)
    server.tell("workspace/didChangeConfiguration", {"settings": {"plimsoll": {"lint": False}}})
    server.flush()
    show("an edit", least(server, lambda: retype(server, "large.plim", text)) / 2, whole)


def main():
    program, policy, facts = sys.argv[1:4]
    size = int(sys.argv[4]) if len(sys.argv) > 4 else 4 << 20
    with tempfile.TemporaryDirectory() as folder:
        shipped(program, policy, facts, folder)
    with tempfile.TemporaryDirectory() as folder:
        large(program, size, folder)


if __name__ == "__main__":
    main()
