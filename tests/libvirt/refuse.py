# refuse.py COLLECTOR SHIM EXPECTED URI [OPTION...]: refuses the functions of libvirt one by one and
# says what that costs: 'PASS FUNCTION' or 'FAIL FUNCTION: WHY' for each. Then all of them fail
# from some call on, as when a connection breaks: that only takes facts away. EXPECTED has a
# paragraph for each function: the facts that are lost, with the reason where it is not the
# refusal itself. UPDATE=1 writes it anew.
import json
import os
import re
import subprocess
import sys
import tempfile

collector, shim, expected, uri, *options = sys.argv[1:]
REFUSAL = "this function is not supported by the connection driver: "
KEYS = ("name", "id", "target", "address", "path", "size", "host", "type", "kind")
# What others change while we look, be it memory that is plugged into a virtual machine; and the two
# ways to ask for the memory of a host do not count the same.
RESTLESS = re.compile(r"\.(memory_free|free|allocated)$|\.image\[.*\]\.size$|^source\.(memory|numa.*\.memory)$")
# What is lost only where the names of devices are installed (pci.ids), which libvirt reads.
SOMETIMES = "missing source.nic[*].description: libvirt does not tell the make of an adapter"
# A function that is not refused, and why.
EXEMPT = {
    r"vir\w+Free": "frees what was answered",
    r"vir(Get|Reset|Save|Set)(Last)?Error\w*": "libvirt's messages",
    r"virTypedParams\w+": "reads what was answered",
    r"vir(Domain|DomainSnapshot|Interface|NWFilter|Network|NodeDevice|Secret|StoragePool|StorageVol)Get(Name|UUID|UUIDString|UsageID|ID|Key|Parent)":
        "reads a handle, asks no host",
    r"virDomainRef|virConnect(OpenAuth|Close|Ref|IsAlive|SetKeepAlive|RegisterCloseCallback|UnregisterCloseCallback)":
        "the connection: without it there is no host",
    r"virEvent\w+|virInitialize|virGetVersion": "libvirt itself, on this side",
}


def functions(path, kind):
    """The functions of libvirt that a file defines (T) or uses (U)."""
    text = subprocess.run(["nm", "-D", path], check=True, capture_output=True, text=True).stdout
    return sorted(set(re.findall(rf" {kind} (vir\w+)", text)))


def run(refused="", code="3", after="1000000"):
    """The facts, the reasons of the missing ones, and the calls of a collection."""
    with tempfile.NamedTemporaryFile() as counts:
        environment = dict(os.environ, LD_PRELOAD=shim, SHIM_REFUSE=refused, SHIM_CODE=code,
                           SHIM_AFTER=after, SHIM_COUNT=counts.name, ASAN_OPTIONS="verify_asan_link_order=0")
        command = [collector, "--role", "source", "--now", "2026-11-23T10:00:00Z", *options, uri]
        done = subprocess.run(command, capture_output=True, text=True, env=environment, timeout=60)
        lines = [line.split() for line in counts.read().decode().splitlines()]
        calls = {name: int(count) for name, count in lines}
    if done.returncode != 0 or done.stderr:
        raise ChildProcessError(f"status {done.returncode} {done.stderr.strip()}")
    document = json.loads(done.stdout.splitlines()[-1])
    missing = {m["fact"]: m["reason"] for m in document["collected"]["missing"]}
    return document["host"], missing, calls


def key_of(element):
    return next((element[key] for key in KEYS if key in element), None)


def index(key):
    return f"[{key}]" if isinstance(key, int) else "[" + json.dumps(key, ensure_ascii=False) + "]"


def leaves(value, path, found):
    """Every fact by its path. A list of texts is one fact, and so is an empty list."""
    if isinstance(value, dict):
        for name, inner in value.items():
            leaves(inner, f"{path}.{name}", found)
    elif isinstance(value, list) and value and isinstance(value[0], dict):
        for element in value:
            leaves(element, path + index(key_of(element)), found)
    else:
        found[path] = value
    return found


def is_told(path, missing):
    """Whether the path, or something that it is part of, is among the missing facts."""
    return any(path == fact or path.startswith((fact + ".", fact + "[")) for fact in missing)


def general(path):
    return re.sub(r"\[(\"(?:[^\"\\]|\\.)*\"|\d+)\]", "[*]", path)


def cost(whole, whole_missing, *refusal):
    """The differences that a refusal makes, as lines; what must never be is raised."""
    host, missing, _ = run(*refusal)
    before, after = leaves(whole, "source", {}), leaves(host, "source", {})
    lines = set()
    for path in sorted(before.keys() - after.keys()):
        if not is_told(path, missing):
            raise AssertionError(f"{path} is lost without a word")
    for path in sorted(after.keys() - before.keys()):
        if after[path] == [] or path not in whole_missing:
            raise AssertionError(f"{path} has become {after[path]!r}")
        lines.add(f"appears {general(path)}")
    for path in before.keys() & after.keys():
        if before[path] != after[path] and not RESTLESS.search(path):
            lines.add(f"differs {general(path)}")
    for path, reason in missing.items():
        if path in after:
            raise AssertionError(f"{path} is there and missing at once")
        if not reason or reason == "no error":
            raise AssertionError(f"{path} has no reason")
        if path not in whole_missing:
            lines.add(f"missing {general(path)}" + ("" if reason == REFUSAL + refusal[0] else f": {reason}"))
    return sorted(lines - {SOMETIMES})


def later_failures(whole, whole_missing, calls):
    """What goes wrong where everything fails from some call on, for 30 such calls."""
    for after in range(0, calls, calls // 30 + 1):
        try:
            lines = cost(whole, whole_missing, "", "38", str(after))
            wrong = [line for line in lines if not line.startswith("missing")]
            if wrong:
                return f"after {after} calls: {wrong}"
        except (AssertionError, ChildProcessError) as problem:
            return f"after {after} calls: {problem}"
    return ""


def read_expected():
    try:
        text = open(expected).read()
    except FileNotFoundError:
        text = ""
    return {paragraph.splitlines()[0]: paragraph.splitlines()[1:] for paragraph in text.split("\n\n") if paragraph}


def judge(name, found, wanted):
    if found == wanted:
        print("PASS", name)
    else:
        print(f"FAIL {name}: expected {wanted}, found {found}")


def main():
    defined, used = functions(shim, "T"), functions(collector, "U")
    unknown = [f for f in used if f not in defined and not any(re.fullmatch(e, f) for e in EXEMPT)]
    judge("every function that asks a host can be refused", unknown, [])
    whole, whole_missing, asked = run()
    wanted, found = read_expected(), {}
    for name in sorted(set(defined) & set(used)):
        try:
            lines = cost(whole, whole_missing, name)
            again = cost(whole, whole_missing, name, "38")
        except (AssertionError, ChildProcessError) as problem:
            lines = again = [f"broken: {problem}"]
        if name not in asked:
            lines.append("not asked of this host")
            again.append("not asked of this host")
        found[name] = ["  " + line for line in lines]
        judge(f"{name} is refused", found[name], wanted.get(name, []))
        judge(f"{name} fails otherwise", again, lines)
    judge("failures from some call on", later_failures(whole, whole_missing, sum(asked.values())), "")
    judge("no other function is expected", sorted(wanted.keys() - found.keys()), [])
    if os.environ.get("UPDATE"):
        with open(expected, "w") as file:
            file.write("\n".join("\n".join([name, *lines]) + "\n" for name, lines in found.items()))


main()
