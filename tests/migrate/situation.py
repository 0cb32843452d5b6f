"""A situation: a machine, what matters on both hosts, a move, and what became of it."""

import configparser
import html
import json
import os
import pathlib
import re
import shutil
import uuid

from pair import HOSTS, Trouble, must, run

MIB = 1024  # in KiB
RESERVE = 2 * 1024 * MIB  # the parameter host_reserve
SPACE = uuid.UUID("5ca1ab1e-0000-4000-8000-000000000000")
# What a kind of move is checked with.
ENTRY = {
    "live": ["kvm.live"],
    "offline": ["kvm.offline", "--set", "kvm.offline/method=migrate"],
    "cold": ["kvm.offline", "--set", "kvm.offline/method=copy"],
    "saved": ["kvm.offline", "--set", "kvm.offline/method=restore"],
}
# The state of machines before such a move, where nothing else is said.
STATE = {"live": "running", "saved": "saved"}
VERDICTS = {0: "pass", 1: "fail", 2: "unknown"}

DOMAIN = """<domain type='qemu'>
<name>{name}</name><uuid>{{uuid}}</uuid>
<memory unit='KiB'>{memory}</memory><vcpu{plugged}>{vcpus}</vcpu>
<os{firmware}>{os}</os><features><acpi/></features>{cpu}{domain}
<devices>{usb}<memballoon model='none'/>{devices}</devices>
</domain>"""
DISK = """<disk type='file' device='disk'><driver name='qemu' type='qcow2'/><source file='{}'/>
<target dev='{}' bus='virtio'/></disk>"""


def memory(*names):
    """What /proc/meminfo of this machine says of NAMES together, in KiB."""
    with open("/proc/meminfo", encoding="ascii") as lines:
        return sum(int(line.split()[1]) for line in lines if line.split(":")[0] in names)


def glob(name):
    """A glob that matches NAME alone."""
    return re.sub(r"([\\*?\[\]])", r"\\\1", name)


def says(verdict, failing, undecided):
    return " ".join([verdict, *failing, *(f"({rule}?)" for rule in undecided)])


class Situation:
    """One file, and what became of its machine."""

    def __init__(self, path):
        self.name = path.stem
        self.file = configparser.ConfigParser(interpolation=None, delimiters=("=",))
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

    def files(self, pair):
        """The sections that are files, by their names, and where these are."""
        names = [section[5:] for section in self.file.sections() if section.startswith("file ")]
        return {name: pair.folder / f"{self.name}.{name}" for name in names}

    def fill(self, text, pair):
        """TEXT with what is in braces filled in; disks that it names are made."""
        text = re.sub(r"\{disk (\w+) (\w+)\}", lambda match: self.disk(pair, *match.groups()), text)
        words = {"local": pair.local, "shared": pair.shared,
                 "uuid": uuid.uuid5(SPACE, self.machine), "processors": os.cpu_count() + 1,
                 "above": memory("MemTotal", "SwapTotal") // MIB * MIB + MIB,
                 "below": memory("MemTotal") - RESERVE, **self.files(pair)}
        for word, value in words.items():
            text = text.replace("{" + word + "}", str(value))
        return text

    def disk(self, pair, target, place):
        folder = pair.shared if place == "shared" else pair.local / "images"
        path = folder / f"{self.name}-{target}.qcow2"
        if not pair.outside("source", path).exists():
            must(["qemu-img", "create", "-q", "-f", "qcow2", pair.outside("source", path), "4M"])
        return DISK.format(path, target)

    def definition(self, pair):
        def get(key, default=""):
            return self.get("machine", key, default)
        system = f"<type arch='x86_64' machine='{get('type', 'pc')}'>hvm</type>"
        return self.fill(DOMAIN.format(
            name=html.escape(self.machine), memory=get("memory", "65536"), vcpus=get("vcpus", "1"),
            plugged=f" current='{get('plugged')}'" if get("plugged") else "",
            firmware=f" firmware='{get('firmware')}'" if get("firmware") else "",
            os=get("os", system), cpu=get("cpu"), domain=get("domain"), devices=get("devices"),
            usb="" if get("usb") else "<controller type='usb' model='none'/>"), pair)

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
        for name, path in self.files(pair).items():
            path.write_text(self.fill(self.get(f"file {name}", "text"), pair), encoding="utf-8")
        path = pair.folder / f"{self.name}.xml"
        path.write_text(self.definition(pair), encoding="utf-8")
        for host in HOSTS:
            self.do(pair, host, "before")
        state = self.get("situation", "state", STATE.get(self.kind, "off"))
        pair.virsh("source", "create" if state == "transient" else "define", str(path))
        if state in ("running", "paused", "saved"):
            pair.virsh("source", "start", self.machine)
        if state == "paused":
            pair.virsh("source", "suspend", self.machine)
        for host in HOSTS:
            self.do(pair, host, "ready")
        if state == "saved":
            pair.virsh("source", "managedsave", self.machine)

    def check(self, plimsoll, facts):
        words = [*ENTRY[self.kind], "--facts", facts]
        for setting in self.get("situation", "params").split():
            words += ["--set", setting]
        self.verdict, self.failing, self.open = self.ask(plimsoll, *words)

    def ask(self, plimsoll, *words):
        """The verdict of plimsoll check, the rules that fail, and those that are undecided."""
        status, output = run([plimsoll, "check", *words, "--format", "json",
                              "--select", f"vm={glob(self.machine)}"])
        if status not in VERDICTS:
            raise Trouble(f"plimsoll check: {output}")
        rules = {"fail": [], "unknown": []}
        for rule in json.loads(output)["rules"]:
            if rule["severity"] == "error" and rule["verdict"] in rules:
                rules[rule["verdict"]].append(rule["id"].split("/")[-1])
        return VERDICTS[status], rules["fail"], rules["unknown"]

    def verify(self, plimsoll, before, after, people):
        if self.moved:
            words = ["--source", before, "--dest", "dest.test", "--facts", after, "--facts", people]
            if self.kind == "saved":
                words += ["--set", "expected_state=running"]
            self.after = says(*self.ask(plimsoll, "kvm.verify", *words))

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
        words = ["--live", *self.options, "--migrateuri", f"unix://{pair.folder}/{self.name}.sock"]
        if "--copy-storage-all" in self.options:
            words += ["--disks-uri", f"unix://{pair.folder}/{self.name}.disks"]
        if self.refused(pair.migrate("source", *words, self.machine, pair.uri["dest"])):
            return
        self.moved = pair.virsh("dest", "domstate", self.machine) == before
        self.message = "" if self.moved else "it is in another state on the destination"
        self.do(pair, "dest", "arrived")

    def move_offline(self, pair):
        words = ["--offline", "--persistent", *self.options, self.machine, pair.uri["dest"]]
        if not self.refused(pair.migrate("source", *words)):
            self.start(pair)

    def move_cold(self, pair):
        definition = pair.folder / f"{self.name}.moved.xml"
        text = pair.virsh("source", "dumpxml", "--inactive", "--security-info", self.machine)
        definition.write_text(text, encoding="utf-8")
        if not self.refused(pair.ask("dest", "define", str(definition))):
            self.start(pair)

    def move_saved(self, pair):
        save = f"/var/lib/libvirt/qemu/save/{self.machine}.save"
        parcel = str(pair.shared / f"{self.name}.save")
        pair.on("source", "cp", save, parcel)
        pair.on("dest", "mkdir", "-p", os.path.dirname(save))
        pair.on("dest", "cp", parcel, save)
        self.move_cold(pair)
        if self.moved: # libvirt removes what it has resumed from
            pair.on("dest", "test", "!", "-e", save)

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
        rules = self.get("situation", "rules").split()
        expected = self.get("situation", "verdict", "fail" if rules else "pass")
        decided = self.open if expected == "unknown" else self.failing
        if self.verdict != expected or sorted(decided) != sorted(rules):
            return f"the verdict is {self.says()}, and not {expected} {' '.join(rules)}"
        if self.moved and self.get("situation", "refusal"):
            return "the move succeeded"
        if not self.moved and not self.foreseen():
            return f"the move was refused: {self.message}"
        return f"kvm.verify: {self.after}" if self.lost() else None

    def foreseen(self):
        """Whether the file has what libvirt said."""
        refusal = self.get("situation", "refusal")
        return bool(refusal and re.search(refusal, self.message or ""))

    def named(self):
        """Whether the rules that fail are those about what libvirt said."""
        rules = self.get("situation", "rules").split()
        return self.foreseen() and sorted(self.failing) == sorted(rules)

    def lost(self):
        """Whether more was lost by the move than the file says."""
        return self.moved and self.after != self.get("situation", "after", "pass")

    def says(self):
        return says(self.verdict or "?", self.failing, self.open)
