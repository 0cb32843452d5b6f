# seeds.py FOLDER: writes inputs for the fuzz targets, a folder for each in FOLDER, which are made of
# the golden cases, of the documents of hosts that other tests have, and of the oracle's policies.
# The tree is $top_srcdir, the build $top_builddir.
import glob
import hashlib
import json
import os
import re
import subprocess
import sys
import xml.etree.ElementTree as ElementTree

TREE, BUILD, OUT = os.environ["top_srcdir"], os.environ["top_builddir"], sys.argv[1]
PLIMSOLL = os.path.join(BUILD, "plimsoll")
DIVIDER = "\n%%\n"
LARGEST = 16384


def keep(target, *parts):
    """Writes an input of these parts, unless it is too long to be changed at random."""
    text = DIVIDER.join(parts).encode("utf-8", "surrogateescape")
    if 0 < len(text) <= LARGEST:
        os.makedirs(os.path.join(OUT, target), exist_ok=True)
        name = hashlib.sha256(text).hexdigest()[:16]
        with open(os.path.join(OUT, target, name), "wb") as file:
            file.write(text)


def read(path):
    with open(path, encoding="utf-8", errors="surrogateescape") as file:
        return file.read()


def files(pattern):
    return sorted(glob.glob(os.path.join(TREE, pattern), recursive=True))


def small(text):
    """JSON without blanks; anything else as it is."""
    try:
        return json.dumps(json.loads(text), separators=(",", ":"), ensure_ascii=False)
    except ValueError:
        return text


def facts_of(policy):
    path = policy.removesuffix(".plim") + ".facts.json"
    return small(read(path)) if os.path.exists(path) else None


def policies():
    for path in files("tests/golden/**/*.plim") + files("policies/**/*.plim"):
        facts = facts_of(path)
        keep("policy", read(path), *([facts] if facts else []))


def oracle_cases():
    """Policies over all types of the model, made at random, with facts and an expression."""
    program = os.path.join(BUILD, "tests/oracle/oracle")
    shown = subprocess.run([program, "--show", "1", "--cases", "400"], capture_output=True, text=True, check=True)
    for case in shown.stdout.split("\n===\n"):
        parts = case.split(DIVIDER)
        if len(parts) == 3:
            policy, facts, expression = parts
            keep("policy", policy, small(facts))
            keep("eval", expression, small(facts))


def facts():
    found = [small(read(path)) for path in files("tests/golden/**/*.json") + files("examples/**/*.json")
             + files("tests/**/*.json")]
    for text in found:
        keep("facts", text)
        keep("merge", text)
        keep("infer", text)
    short = [text for text in found if len(text) < LARGEST // 4]
    for one, other in zip(short, short[1:]):
        keep("facts", one, other)
        keep("merge", one, other)


def expressions():
    options = ['--set reserve=4 GiB\n--select device=d*', '--with here.room=4 GiB\n--with device["a"].size=unknown']
    asked = set(re.findall(r"plimsoll eval '([^']*)'", "\n".join(read(p) for p in files("tests/golden/**/*.args"))))
    for block in re.findall(r"```plim eval[^\n]*\n(.*?)```", "\n".join(read(p) for p in files("docs/*.md")), re.S):
        asked.update(line.split("  #")[0].strip() for line in block.splitlines())
    for number, expression in enumerate(sorted(asked)):
        keep("eval", expression)
        keep("eval", expression, options[number % 2], '{"here":{"name":"a","device":[{"name":"a","size":"1 GiB"}]}}')


def names():
    odd = ["db01", "a <b> & \"c\"", "größer ≥ 1", "'quoted' \\ slash", "tab\tand  spaces", "日本語", "\x1b[31mred",
           "\u202egnp.exe", "a\u0085b", "$(id) `id`", "| a | b |", "::error::x", "# SKIP", "]]>", "-->", "{here.name}",
           "</script><script>", "=1+1", "@all", "\u200b", "a" * 300, "%0A::set-env"]
    for one, other in zip(odd, odd[1:] + odd[:1]):
        keep("names", one, other)


def report(policy):
    facts = policy.removesuffix(".plim") + ".facts.json"
    command = [PLIMSOLL, "check", policy, "--format", "json", "--now", "2026-11-23T10:00:00Z"]
    command += ["--facts", facts] if os.path.exists(facts) else []
    done = subprocess.run(command, capture_output=True, text=True, cwd=os.path.dirname(policy))
    return small(done.stdout) if done.returncode < 3 else None


def past():
    reports = [r for r in map(report, files("tests/golden/report/*.plim") + files("tests/golden/unknown/*.plim")
                              + files("tests/golden/compare/**/*.plim") + files("tests/golden/waive/*.plim")) if r]
    for path in files("tests/golden/compare/data/*.json"):
        reports.append(small(read(path)))
    for one, other in zip(reports, reports[1:] + reports[:1]):
        keep("past", one)
        keep("past", one + "\n" + other)
        keep("past", one, other)


def patterns():
    text = "\n".join(read(p) for p in files("tests/golden/**/*.plim") + files("policies/**/*.plim"))
    subjects = ["db01", "", "10.0.0.1", "web-07.example.org", "aaaaaaaaaaaaaaaaaaaab"]
    for word, expression in sorted(set(re.findall(r'\b(matches|like) "((?:[^"\\]|\\.)*)"', text))):
        for subject in subjects:
            keep("pattern", word[0], expression, subject)
    for expression in ["a*b|c.z", "(a|b)*c", "a+.?z", "^a$", "[[:alpha:]]+\\d{2,3}", "(?i)x", "a{0,9}", "*a?", "[!a-c]*", "\\*"]:
        for word in ["m", "l"]:
            keep("pattern", word, expression, "abcxyz")


def exports():
    for folder in files("tests/golden/hyperv/data/*") + files("tests/situations/pair/*"):
        if not os.path.isdir(folder):
            continue
        documents = {os.path.basename(p): small(read(p).lstrip("\ufeff")) for p in sorted(glob.glob(folder + "/*.json"))}
        machines = documents.get("Get-VM.json", "[]")
        keep("hyperv", *(f"{name}\n{text}" for name, text in documents.items()))
        for name, text in documents.items():
            keep("hyperv", f"Get-VM.json\n{machines}", f"{name}\n{text}")


CAPABILITIES = """<capabilities><host><uuid>4c4c4544-0044-4a10-8050-b4c04f4e4432</uuid><cpu><arch>x86_64</arch><model>core2duo</model><vendor>Intel</vendor><topology sockets='1' dies='1' cores='2' threads='2'/><feature name='vmx'/><pages unit='KiB' size='4'/><pages unit='KiB' size='2048'/></cpu><topology><cells num='1'><cell id='0'><memory unit='KiB'>8388608</memory><pages unit='KiB' size='2048'>64</pages><cpus num='2'><cpu id='0' socket_id='0' die_id='0' core_id='0' siblings='0'/><cpu id='1' socket_id='0' die_id='0' core_id='1' siblings='1'/></cpus></cell></cells></topology><secmodel><model>apparmor</model></secmodel></host><guest><os_type>hvm</os_type><arch name='x86_64'><emulator>/usr/bin/qemu-system-x86_64</emulator><machine canonical='pc-i440fx-7.2' maxCpus='255'>pc</machine><domain type='kvm'/></arch></guest></capabilities>"""
OFFER = """<domainCapabilities><path>/usr/bin/qemu-system-x86_64</path><domain>kvm</domain><machine>pc-q35-7.2</machine><arch>x86_64</arch><os supported='yes'><enum name='firmware'><value>efi</value></enum><loader supported='yes'><value>/usr/share/OVMF/OVMF_CODE.fd</value><enum name='secure'><value>no</value></enum></loader></os><cpu><mode name='host-model' supported='yes'><model fallback='forbid'>Broadwell</model><vendor>Intel</vendor><feature policy='require' name='vmx'/></mode><mode name='custom' supported='yes'><model usable='yes' vendor='Intel'>Nehalem</model><model usable='no'>EPYC</model></mode></cpu><devices><disk supported='yes'><enum name='bus'><value>virtio</value></enum></disk></devices><features><sev supported='no'/></features></domainCapabilities>"""
KEPT = ["<secret ephemeral='no'><name>a</name></secret>", "<filter name='f'><name>f</name></filter>",
        "<interface type='bridge'><name>br0</name><bridge><interface type='ethernet' name='eth0'/></bridge></interface>",
        "<interface type='vlan' name='eth0.7'><name>eth0.7</name><vlan tag='7'><interface name='eth0'/></vlan></interface>",
        "<device><name>net_eth0_52</name><parent>pci_0000_00_19_0</parent><capability type='net'><interface>eth0</interface><address>52:54:00:00:00:01</address><link speed='1000' state='up'/></capability></device>",
        "<device><name>pci_0000_00_19_0</name><capability type='pci'><domain>0</domain><bus>0</bus><slot>25</slot><function>0</function></capability></device>"]


def hosts():
    """The documents that the node files of libvirt's test driver hold, alone and together."""
    pieces, kinds = {}, ("domain", "network", "pool", "volume", "domainsnapshot", "interface", "device", "secret", "filter")
    for path in files("tests/collect/*.xml") + files("examples/*.xml"):
        root = ElementTree.fromstring(read(path))
        for element in root.iter():
            if element.tag in kinds:
                pieces.setdefault(element.tag, []).append(ElementTree.tostring(element, encoding="unicode").strip())
    for text in re.findall(r"<(?:domain|network|pool)[ >].*?</(?:domain|network|pool)>",
                           "\n".join(read(p) for p in files("tests/migrate/situations/*.ini")), re.S):
        pieces.setdefault(re.match(r"<(\w+)", text)[1], []).append(text)
    for kind in pieces.values():
        for text in kind:
            keep("libvirt", text.replace('"', "'"))
    everything = [CAPABILITIES, OFFER, *KEPT]
    for text in everything:
        keep("libvirt", text)
    keep("libvirt", *everything)
    for number, text in enumerate(pieces["domain"]):
        others = [found[number % len(found)] for kind, found in sorted(pieces.items()) if kind != "domain"]
        keep("libvirt", *(piece.replace('"', "'") for piece in [text, *others]))
    keep("libvirt", *everything, "refuse virNetworkGetXMLDesc virStorageVolGetXMLDesc code=50")


for make in (policies, oracle_cases, facts, expressions, names, past, patterns, exports, hosts):
    make()
