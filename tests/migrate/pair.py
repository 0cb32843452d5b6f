"""The two hosts of hosts.sh, and what is done on them."""

import pathlib
import shutil
import subprocess
import time

HERE = pathlib.Path(__file__).parent
PATIENCE = 40  # seconds that libvirt gets for one command
TIMEOUT = 124  # the status of a command that had no end, as timeout(1) gives it
HOSTS = ("source", "dest")
# What every host has.
LAN = "<network><name>lan</name><forward mode='bridge'/><bridge name='br0'/></network>"


class Trouble(Exception):
    """A situation cannot be set up, or a step of it does not do what it is for."""


def run(command):
    """Runs COMMAND and gives its status and its output, standard error last."""
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE,
                              stdin=subprocess.DEVNULL, check=False)
    except subprocess.TimeoutExpired:
        return TIMEOUT, f"no end within {PATIENCE} s"
    return done.returncode, done.stdout + done.stderr


def must(command, what=None):
    status, output = run(command)
    if status:
        raise Trouble(f"{what or ' '.join(map(str, command))}: {output.strip()}")
    return output


class Pair:
    """The two hosts, from a start to a stop."""

    def __init__(self, folder):
        self.folder, self.local, self.shared = folder, folder / "local", folder / "shared"
        self.uri = {host: self.script("uri", host).strip() for host in HOSTS}

    def script(self, action, *words):
        return must(["sh", HERE / "hosts.sh", action, self.folder, *words], f"hosts.sh {action}")

    def __enter__(self):
        try:
            self.script("start")
            self.furnish()
        except Trouble:
            self.script("stop")
            raise
        return self

    def furnish(self):
        definition = self.folder / "lan.xml"
        definition.write_text(LAN, encoding="utf-8")
        for host in HOSTS:
            self.outside(host, self.local / "images").mkdir()
            self.virsh(host, f"net-define {definition}; net-start lan;"
                             f"pool-define-as images dir --target {self.local}/images;"
                             "pool-start images")

    def __exit__(self, *_):
        self.script("stop")
        for place in "source/local", "source/etc", "dest/local", "dest/etc", "shared":
            shutil.rmtree(self.folder / place, ignore_errors=True)

    def ask(self, host, *words):
        """Runs virsh on a host, whatever comes of it."""
        return run(["virsh", "-q", "-c", self.uri[host], *words])

    def migrate(self, host, *words):
        """Has virsh move a machine. Where a move is refused at once, virsh 9.0 can miss the end of
        its own thread and wait for ever (19 of 600 on the test driver), or say nothing: it is asked
        again, since a move that was refused left all as it was."""
        for _ in range(3):
            status, output = self.ask(host, "migrate", *words)
            if status != TIMEOUT and (status == 0 or output.strip()):
                break
        return status, output

    def virsh(self, host, *words):
        what = f"virsh {' '.join(words)} on {host}"
        return must(["virsh", "-q", "-c", self.uri[host], *words], what)

    def on(self, host, *command):
        return self.script("in", host, *command)

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
        inside = str(self.local)
        return pathlib.Path(str(path).replace(inside, str(self.folder / host / "local")))
