"""Makes the moves of tests/migrate/situations between the two hosts of hosts.sh.

    migrate.py PLIMSOLL FOLDER TABLE [GLOB]...

Of every situation: the facts of both hosts are collected, the entry point gives its verdict, the move
is made, and what arrived is verified. Writes a line PASS or FAIL for each situation and each bar to
standard output, and what became of all to the file TABLE. docs/proof.md says what a situation is.
"""

import concurrent.futures
import configparser
import datetime
import fnmatch
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import time
import uuid

HERE = pathlib.Path(__file__).parent
AT_ONCE = 4  # situations that are set up, checked and moved at the same time
BATCH = 26  # machines that run at the same time
MIB = 1024  # in KiB
PATIENCE = 40  # seconds that libvirt gets for one command
HOSTS = ("source", "dest")
SPACE = uuid.UUID("5ca1ab1e-0000-4000-8000-000000000000")
# What a kind of move is checked with.
ENTRY = {
    "live": ["kvm.live"],
    "offline": ["kvm.offline", "--set", "kvm.offline/method=migrate"],
    "cold": ["kvm.offline", "--set", "kvm.offline/method=copy"],
    "saved": ["kvm.offline", "--set", "kvm.offline/method=restore"],
}
VERDICTS = {0: "pass", 1: "fail", 2: "unknown"}

DOMAIN = """<domain type='{virt}'{attributes}>
<name>{xml_name}</name><uuid>{uuid}</uuid><memory unit='KiB'>{memory}</memory><vcpu{plugged}>{vcpus}</vcpu>
<os{firmware}>{os}</os><features><acpi/>{features}</features>{cpu}{domain}
<devices>{usb}<memballoon model='none'/>{devices}</devices>
</domain>"""
DISK = """<disk type='file' device='disk'><driver name='qemu' type='qcow2'/><source file='{}'/>
<target dev='{}' bus='virtio'/></disk>"""
# What every host has.
COMMON = {
    "lan.xml": "<network><name>lan</name><forward mode='bridge'/><bridge name='br0'/></network>",
}


class Trouble(Exception):
    """A situation cannot be set up, or a step of it does not do what it is for."""


def run(command, **more):
    """Runs COMMAND and gives its status and its output, standard error last."""
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE,
                              stdin=subprocess.DEVNULL, check=False, **more)
    except subprocess.TimeoutExpired:
        return 124, f"no end within {PATIENCE} s"
    return done.returncode, done.stdout + done.stderr


def must(command, what=None):
    status, output = run(command)
    if status:
        raise Trouble(f"{what or ' '.join(map(str, command))}: {output.strip()}")
    return output


def escape(text):
    for character, entity in ("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"):
        text = text.replace(character, entity)
    return text


def memory():
    """The memory of this machine in KiB."""
    with open("/proc/meminfo", encoding="ascii") as lines:
        return int(next(lines).split()[1])


class Pair:
    """The two hosts, from a start to a stop."""

    def __init__(self, folder):
        self.folder = folder
        self.uri = {host: must(["sh", HERE / "hosts.sh", "uri", folder, host]).strip() for host in HOSTS}

    def __enter__(self):
        must(["sh", HERE / "hosts.sh", "start", self.folder])
        for name, text in COMMON.items():
            (self.folder / name).write_text(text)
        for host in HOSTS:
            (self.folder / host / "local" / "images").mkdir(exist_ok=True)
            self.virsh(host, f"net-define {self.folder}/lan.xml; net-start lan;"
                             f"pool-define-as images dir --target {self.folder}/local/images; pool-start images")
        return self

    def __exit__(self, *_):
        run(["sh", HERE / "hosts.sh", "stop", self.folder])
        for place in "source/local", "source/etc", "dest/local", "dest/etc", "shared":
            shutil.rmtree(self.folder / place, ignore_errors=True)

    def ask(self, host, *words):
        """Runs virsh on a host, whatever comes of it."""
        return run(["virsh", "-q", "-c", self.uri[host], *words])

    def virsh(self, host, *words):
        return must(["virsh", "-q", "-c", self.uri[host], *words], f"virsh {' '.join(words)} on {host}")

    def on(self, host, *command):
        return must(["sh", HERE / "hosts.sh", "in", self.folder, host, *command])

    def wait(self, host, machine, state):
        """Waits for the state of a machine, as domstate --reason says it."""
        end = time.monotonic() + PATIENCE
        while (found := self.virsh(host, "domstate", "--reason", machine).strip()) != state:
            if time.monotonic() > end:
                raise Trouble(f"{machine} is {found}, and not {state}")
            time.sleep(0.1)

    def alive(self):
        return all(self.ask(host, "version")[0] == 0 for host in HOSTS)

    def outside(self, host, path):
        """Where a file of a host is for those that are not inside it."""
        return pathlib.Path(str(path).replace(f"{self.folder}/local", f"{self.folder}/{host}/local"))


class Situation:
    """One file, and what became of its machine."""

    def __init__(self, path):
        self.name = path.stem
        self.file = configparser.ConfigParser(interpolation=None, comment_prefixes=("#",), delimiters=("=",))
        self.file.read(path, encoding="utf-8")
        self.machine = self.get("machine", "name", self.name)
        self.kind, *self.options = self.get("situation", "move").split()
        self.clear()

    def clear(self):
        self.trouble = self.verdict = self.moved = self.message = self.after = None
        self.failing, self.open = [], []

    def get(self, section, key, default=""):
        return self.file.get(section, key, fallback=default)

    def lines(self, section, key):
        return [line for line in self.get(section, key).splitlines() if line]

    def fill(self, text, pair):
        """TEXT with what is in braces filled in; images that it names are made."""
        here = {"local": f"{pair.folder}/local", "shared": f"{pair.folder}/shared", "name": self.machine,
                "uuid": str(uuid.uuid5(SPACE, self.machine)), "source": pair.uri["source"],
                "dest": pair.uri["dest"], "page above": str(memory() // MIB * MIB + MIB),
                "page below": str((memory() - 2 * 1024 * MIB) // 4 * 4)}
        here.update({section[5:]: str(pair.folder / f"{self.name}.{section[5:]}")
                     for section in self.file.sections() if section.startswith("file ")})
        text = re.sub(r"\{disk (\w+) (\w+)\}", lambda m: DISK.format(self.image(m, here, pair), m[1]), text)
        for word, value in here.items():
            text = text.replace("{" + word + "}", value)
        return text

    def image(self, match, here, pair):
        folder = here["shared"] if match[2] == "shared" else here["local"] + "/images"
        path = f"{folder}/{self.name}-{match[1]}.qcow2"
        if not pair.outside("source", path).exists():
            must(["qemu-img", "create", "-q", "-f", "qcow2", pair.outside("source", path), "4M"])
        return path

    def definition(self, pair):
        get = lambda key, default="": self.get("machine", key, default)
        text = DOMAIN.format(
            virt=get("virt", "qemu"), attributes=get("attributes"), xml_name=escape(self.machine), uuid="{uuid}",
            memory=get("memory", "65536"), vcpus=get("vcpus", "1"), features=get("features"), cpu=get("cpu"),
            os=get("os", f"<type arch='x86_64' machine='{get('type', 'pc')}'>hvm</type>"),
            domain=get("domain"), devices=get("devices"),
            plugged=f" current='{get('plugged')}'" if get("plugged") else "",
            firmware=f" firmware='{get('firmware')}'" if get("firmware") else "",
            usb="" if get("usb") else "<controller type='usb' model='none'/>")
        return self.fill(text, pair)

    def do(self, pair, host, key):
        """Runs the lines KEY of a host: commands of virsh, or what their first word says."""
        for line in self.lines(host, key):
            word, _, rest = self.fill(line, pair).partition(" ")
            if word == "sh":
                pair.on(host, "sh", "-c", rest)
            elif word == "to":
                path, _, rest = rest.partition(" ")
                pathlib.Path(path).write_text(pair.virsh(host, rest), encoding="utf-8")
            elif word == "await":
                pair.wait(host, self.machine, rest)
            else:
                pair.virsh(host, f"{word} {rest}")

    def set_up(self, pair):
        for section in self.file.sections():
            if section.startswith("file "):
                text = self.fill(self.get(section, "text"), pair)
                (pair.folder / f"{self.name}.{section[5:]}").write_text(text)
        path = pair.folder / f"{self.name}.xml"
        path.write_text(self.definition(pair), encoding="utf-8")
        for host in HOSTS:
            self.do(pair, host, "before")
        state = self.get("situation", "state", "running" if self.kind == "live" else "off")
        if state == "transient":
            pair.virsh("source", "create", str(path))
        else:
            pair.virsh("source", "define", str(path))
        if state in ("running", "paused", "saved") or self.kind == "saved":
            pair.virsh("source", "start", self.machine)
        if state == "paused":
            pair.virsh("source", "suspend", self.machine)
        for host in HOSTS:
            self.do(pair, host, "ready")
        if state == "saved" or self.kind == "saved":
            pair.virsh("source", "managedsave", self.machine)

    def check(self, plimsoll, facts):
        options = [word for setting in self.get("situation", "params").split() for word in ("--set", setting)]
        self.verdict, self.failing, self.open = self.ask(plimsoll, *ENTRY[self.kind], "--facts", facts, *options)

    def ask(self, plimsoll, *words):
        """The verdict of plimsoll check, the rules that fail, and those that are undecided."""
        status, output = run([plimsoll, "check", *words, "--select", f"vm={glob(self.machine)}", "--format", "json"])
        if status not in VERDICTS:
            raise Trouble(f"plimsoll check: {output}")
        rules = [rule for rule in json.loads(output)["rules"] if rule["severity"] == "error"]
        return [VERDICTS[status], *([rule["id"].split("/")[-1] for rule in rules if rule["verdict"] == verdict]
                                    for verdict in ("fail", "unknown"))]

    def verify(self, plimsoll, before, after, people):
        if self.moved:
            state = ["--set", "expected_state=running"] if self.kind == "saved" else []
            verdict, failing, undecided = self.ask(plimsoll, "kvm.verify", "--source", before, "--dest", "dest.test",
                                                   "--facts", after, "--facts", people, *state)
            self.after = " ".join([verdict, *failing, *(f"({rule}?)" for rule in undecided)])

    def move(self, pair):
        getattr(self, "move_" + self.kind)(pair)

    def refused(self, answer):
        """Takes ANSWER of a command that is part of the move; whether it failed."""
        status, output = answer
        if status:
            self.moved = False
            self.message = " ".join(output.replace("error: ", "").split())
        return status != 0

    def move_live(self, pair):
        before = pair.virsh("source", "domstate", self.machine)
        options = list(self.options)
        if any(option.startswith("--copy-storage") for option in options):
            options += ["--disks-uri", f"unix://{pair.folder}/{self.name}.disks"]
        if self.refused(pair.ask("source", "migrate", "--live", *options, self.machine, pair.uri["dest"],
                                 "--migrateuri", f"unix://{pair.folder}/{self.name}.sock")):
            return
        self.moved = pair.virsh("dest", "domstate", self.machine) == before
        self.message = "" if self.moved else "it is in another state on the destination"
        self.do(pair, "dest", "arrived")

    def move_offline(self, pair):
        if not self.refused(pair.ask("source", "migrate", "--offline", "--persistent", *self.options,
                                     self.machine, pair.uri["dest"])):
            self.start(pair)

    def move_cold(self, pair):
        definition = pair.folder / f"{self.name}.moved.xml"
        definition.write_text(pair.virsh("source", "dumpxml", "--inactive", "--security-info", self.machine),
                              encoding="utf-8")
        if not self.refused(pair.ask("dest", "define", str(definition))):
            self.start(pair)

    def move_saved(self, pair):
        save = f"/var/lib/libvirt/qemu/save/{self.machine}.save"
        parcel = f"{pair.folder}/shared/{self.name}.save"
        pair.on("source", "cp", save, parcel)
        pair.on("dest", "mkdir", "-p", os.path.dirname(save))
        pair.on("dest", "cp", parcel, save)
        self.move_cold(pair)

    def start(self, pair):
        """A machine that was moved while it was off has arrived when it starts."""
        for line in self.lines("situation", "carry"):
            path = self.fill(line, pair)
            pair.outside("dest", path).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(pair.outside("source", path), pair.outside("dest", path))
        self.do(pair, "dest", "arrived")
        if not self.refused(pair.ask("dest", "start", self.machine)):
            self.moved, self.message = True, ""
            if self.kind != "saved":
                pair.virsh("dest", "destroy", self.machine)

    def wrong(self):
        """Why this is not as its file says; None where it is."""
        if self.trouble:
            return self.trouble
        rules = sorted(self.get("situation", "rules").split())
        expected = self.get("situation", "verdict", "fail" if rules else "pass")
        refusal = self.get("situation", "refusal")
        if (self.verdict, sorted(self.open if expected == "unknown" else self.failing)) != (expected, rules):
            return f"the verdict is {self.says()}, and not {expected} {' '.join(rules)}"
        if self.moved and refusal:
            return "the move succeeded"
        if not self.moved and not (refusal and re.search(refusal, self.message)):
            return f"the move was refused: {self.message}"
        return f"kvm.verify: {self.after}" if self.lost() else None

    def lost(self):
        """Whether more was lost by the move than the file says."""
        return self.moved and self.after != self.get("situation", "after", "pass")

    def says(self):
        return " ".join([self.verdict or "?", *self.failing, *(f"({rule}?)" for rule in self.open)])


def glob(name):
    """A glob that matches NAME alone."""
    return re.sub(r"([\\*?\[\]])", r"\\\1", name)


def each(situations, step, *arguments):
    """Takes a step of all situations, some at the same time; those with trouble go no further."""
    def one(situation):
        try:
            getattr(situation, step)(*arguments)
        except (Trouble, OSError) as trouble:
            situation.trouble = f"{step}: {trouble}"
    with concurrent.futures.ThreadPoolExecutor(AT_ONCE) as pool:
        list(pool.map(one, [s for s in situations if not s.trouble]))


def key(text):
    """TEXT as a key of a path of facts."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def attest(path, answers):
    """Writes ANSWERS that were given one after the other, the last of them a minute ago."""
    now = datetime.datetime.now(datetime.timezone.utc)
    rows = [{"id": what, "by": "ops", "answer": answer,
             "at": (now - datetime.timedelta(minutes=len(answers) - i)).strftime("%Y-%m-%dT%H:%M:%SZ")}
            for i, (what, answer) in enumerate(answers)]
    path.write_text(json.dumps({"facts": "virtualization", "version": 1, "attest": rows}), encoding="utf-8")


def attest_before(path, situations):
    answers = [(f"dest.{step}", "") for step in ("hardware", "system", "hypervisor", "resources")]
    answers += [("backup.source", "restorable")]
    answers += [(f"workload.{s.machine}", "downtime agreed") for s in situations]
    answers += [line.split(": ") for s in situations for line in s.lines("situation", "attest")]
    attest(path, answers)


def attest_after(path, situations):
    attest(path, [("migration.done", ""), *((f"tested.{s.machine}", "passed") for s in situations)])


def collect(plimsoll, file, *hosts):
    status, output = run([plimsoll, "collect", "--read-write", *hosts, "--output", file])
    if status:
        raise Trouble(f"plimsoll collect: {output}")


def try_batch(situations, folder, plimsoll):
    """One batch from the start of its hosts to their stop; whether they lived that long."""
    with Pair(folder) as pair:
        if situations[0].get("situation", "hosts") == "same":
            pair.uri["dest"] = pair.uri["source"]
        facts, people, before, after = (folder / f"{name}.json" for name in ("facts", "people", "before", "after"))
        each(situations, "set_up", pair)
        collect(plimsoll, facts, "--source", pair.uri["source"], "--dest", pair.uri["dest"])
        ready = [s for s in situations if not s.trouble]
        attest_before(people, ready)
        must([plimsoll, "facts", "merge", facts, people, "-o", before])
        plans = [f"vm[{key(s.machine)}].{line}" for s in ready for line in s.lines("situation", "plan")]
        if plans:
            must([plimsoll, "plan", before, *plans])
        each(situations, "check", plimsoll, before)
        each(situations, "move", pair)
        collect(plimsoll, after, *(word for host in HOSTS for word in ("--host", f"{host}.test={pair.uri[host]}")))
        attest_after(people, ready)
        each(situations, "verify", plimsoll, before, after, people)
        return pair.alive()


def run_batch(situations, folder, plimsoll):
    # libvirtd 9.0 was seen to crash by itself, so that a batch in which one did is tried once more.
    for _ in range(2):
        for situation in situations:
            situation.clear()
        try:
            if try_batch(situations, folder, plimsoll):
                return
            why = "libvirtd ended"
        except Trouble as trouble:
            why = str(trouble)
    for situation in situations:
        situation.trouble = situation.trouble or why


def batches(situations):
    """Situations that can share their hosts: by the word that they give, and not too many."""
    words = {}
    for situation in situations:
        words.setdefault(situation.get("situation", "hosts"), []).append(situation)
    return [group[i:i + BATCH] for group in words.values() for i in range(0, len(group), BATCH)]


def bars(situations):
    """The lines of the bars that all situations together have to reach."""
    told = [s for s in situations if not s.trouble]
    def bar(name, wrong, limit=0):
        names = ", ".join(s.name for s in wrong)
        result = "PASS" if len(wrong) <= limit else "FAIL"
        return f"{result} {name}" + (f": {names}" if result == "FAIL" else "")
    yield bar("every situation was tried", [s for s in situations if s.trouble])
    yield bar("no move fails that passed", [s for s in told if s.verdict == "pass" and not s.moved])
    yield bar("no move succeeds that failed, but where safety or the guide is the reason",
              [s for s in told if s.verdict == "fail" and s.moved and not s.get("situation", "reason")])
    yield bar("at most one verdict in ten is unknown",
              [s for s in told if s.verdict == "unknown"], len(situations) // 10)
    yield bar("every unknown verdict has its reason",
              [s for s in told if s.verdict == "unknown" and not s.get("situation", "reason")])
    yield bar("kvm.verify passes after every move that succeeded, or names what the verdict was about",
              [s for s in told if s.lost() or (s.after != "pass" and s.verdict == "pass" and s.moved)])
    yield bar("the rules that fail are about the reason that libvirt gives",
              [s for s in told if s.verdict == "fail" and not s.moved
               and not re.search(s.get("situation", "refusal") or "$^", s.message or "")])


def table(situations):
    rows = [("situation", "move", "verdict", "what libvirt did", "afterwards", "why")]
    for s in situations:
        rows.append((s.name, s.get("situation", "move"), s.says(),
                     s.trouble or ("moved" if s.moved else s.message or "?"),
                     s.after or "", s.get("situation", "reason")))
    return "\n".join("| " + " | ".join(" ".join(cell.split()).replace("|", "\\|") for cell in row) + " |"
                     for row in [rows[0], ("---",) * 6, *rows[1:]]) + "\n"


def main():
    plimsoll, folder, out, *globs = sys.argv[1:]
    situations = [Situation(path) for path in sorted((HERE / "situations").glob("*.ini"))]
    situations = [s for s in situations if not globs or any(fnmatch.fnmatch(s.name, g) for g in globs)]
    for batch in batches(situations):
        run_batch(batch, pathlib.Path(folder), plimsoll)
    pathlib.Path(out).write_text(table(situations), encoding="utf-8")
    for situation in situations:
        wrong = situation.wrong()
        name = f"{situation.name}, {situation.get('situation', 'title')}".replace(": ", ", ")
        print(f"FAIL {name}: {' '.join(wrong.split())}" if wrong else f"PASS {name}")
    print("\n".join(bars(situations)))
    moved = sum(bool(s.moved) for s in situations)
    print(f"# {len(situations)} situations: {moved} moved, {len(situations) - moved} refused; "
          + ", ".join(f"{sum(s.verdict == verdict for s in situations)} {verdict}" for verdict in VERDICTS.values()))


main()
