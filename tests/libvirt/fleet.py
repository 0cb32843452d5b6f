# fleet.py define URI FOLDER: defines 120 machines of many kinds on a host, always the same ones.
# fleet.py compare URI FACTS: whether each field of theirs in the facts of the source is what
# virsh dumpxml says, or unknown. Lines 'PASS WHAT' and 'FAIL WHAT: DIFFERENCE', as of compare.py.
import json
import random
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from xml.sax.saxutils import escape, quoteattr

COUNT, PREFIX, KIB = 120, "fleet-", 1024
UNITS = {"b": 1, "KiB": KIB, "MiB": KIB ** 2, "GiB": KIB ** 3}
ODD = ["plain", "a <b> & \"c\"", "größer ≥ 1", "'quoted' \\ slash", "tab\tand  spaces", "日本語"]
any_of = random.Random(8)


def virsh(uri, *words):
    return subprocess.run(["virsh", "-q", "-c", uri, *words], capture_output=True, text=True)


# What defines them. Each function returns a piece of a definition.
def memory():
    unit, size = any_of.choice([("KiB", 65536), ("MiB", 48), ("MiB", 96), ("b", 67108864), ("GiB", 1), ("KiB", 100003)])
    most = f"<maxMemory slots='{any_of.randint(1, 8)}' unit='GiB'>4</maxMemory>" if any_of.random() < 0.2 else ""
    return most, f"<memory unit='{unit}'>{size}</memory>", max(1, size * UNITS[unit] >> 20)


def processor(numa_mib):
    numa = f"<numa><cell id='0' cpus='0-3' memory='{numa_mib}' unit='MiB'/></numa>" if numa_mib else ""
    topology = any_of.choice(["", "<topology sockets='1' cores='2' threads='2'/>", "<topology sockets='4' cores='1' threads='1'/>"])
    feature = any_of.choice(["", "<feature policy='disable' name='svm'/>", "<feature policy='require' name='aes'/><feature policy='optional' name='pcid'/>"])
    model = any_of.choice(["qemu64", "Nehalem", "EPYC"])
    return any_of.choice([
        f"<cpu mode='custom' match='exact' check='{any_of.choice(['none', 'partial', 'full'])}'><model fallback='forbid'>{model}</model>{topology}{feature}{numa}</cpu>",
        f"<cpu mode='custom' match='minimum'><model>{model}</model>{topology}{feature}{numa}</cpu>",
        f"<cpu mode='host-model'>{topology}{numa}</cpu>",
        f"<cpu mode='host-passthrough' migratable='{any_of.choice(['on', 'off'])}'>{topology}{numa}</cpu>",
        f"<cpu mode='maximum'>{topology}{numa}</cpu>",
        f"<cpu>{topology}{numa}</cpu>" if topology or numa else "",
    ])


def firmware(board):
    if board == "q35" and any_of.random() < 0.2:
        return "<loader readonly='yes' secure='yes' type='pflash'>/srv/OVMF_CODE.secboot.fd</loader><nvram>/srv/nv.fd</nvram>"
    return any_of.choice(["", "", "", "<loader readonly='yes' type='rom'>/srv/bios.bin</loader>",
                          "<loader readonly='yes' type='pflash'>/srv/OVMF_CODE.fd</loader><nvram template='/srv/VARS.fd'>/srv/nv.fd</nvram>"])


def settings():
    return any_of.choice(["", "", "<memoryBacking><hugepages/></memoryBacking>", "<memoryBacking><hugepages><page size='2' unit='MiB'/></hugepages></memoryBacking>",
                          "<memoryBacking><locked/><nosharepages/></memoryBacking>"]) \
        + any_of.choice(["", "<cputune><vcpupin vcpu='0' cpuset='0'/><vcpupin vcpu='2' cpuset='1'/></cputune>"]) \
        + any_of.choice(["", "", "<numatune><memory mode='strict' nodeset='0'/></numatune>", "<numatune><memory mode='preferred' placement='auto'/></numatune>"])


def disk(number, folder, ordered):
    bus = any_of.choice(["virtio", "sata", "scsi", "usb"])
    target = ("vd" if bus == "virtio" else "sd") + chr(ord("a") + number)
    source = any_of.choice([
        f"type='file' device='disk'><driver name='qemu' type='{any_of.choice(['raw', 'qcow2'])}' cache='{any_of.choice(['none', 'writeback', 'unsafe'])}'/><source file={quoteattr(folder + '/' + any_of.choice(ODD[:4]) + str(number))}/>",
        "type='file' device='cdrom'><driver name='qemu' type='raw'/>",
        "type='file' device='cdrom'><source file='/srv/a.iso'/>",
        "type='block' device='disk'><driver name='qemu' type='raw'/><source dev='/dev/vg0/lv'/>",
        "type='network' device='disk'><driver name='qemu' type='raw'/><source protocol='rbd' name='vms/a'><host name='mon1' port='6789'/></source>",
        "type='network' device='disk'><driver name='qemu' type='raw'/><source protocol='nbd' name='x'><host name='nbd1' port='10809'/></source>",
        "type='volume' device='disk'><driver name='qemu' type='raw'/><source pool='nowhere' volume='v'/>"])
    if "cdrom" in source:
        bus, target = "sata", "sd" + chr(ord("a") + number)
    flags = "" if "cdrom" in source else any_of.choice(["", "", "<readonly/>" if bus != "sata" else "", "<shareable/>", "<transient/>" if "type='file'" in source else ""])
    tune = any_of.choice(["", "", "<iotune><total_bytes_sec>4096000</total_bytes_sec></iotune>", "<iotune><read_bytes_sec>1000</read_bytes_sec><write_iops_sec>70</write_iops_sec></iotune>"])
    serial = any_of.choice(["", "<serial>WD-42</serial>"])
    boot = f"<boot order='{number + 1}'/>" if ordered else ""
    secret = any_of.choice(["", "", "<encryption format='luks'><secret type='passphrase' uuid='5ca1ab1e-0000-4000-8000-0000000000aa'/></encryption>"]) \
        if "'qcow2'" in source else ""
    return f"<disk {source}{secret}<target dev='{target}' bus='{bus}'/>{tune}{flags}{serial}{boot}</disk>"


def adapter(number, ordered):
    kind = any_of.choice([
        "type='user'>", "type='null'>", "type='bridge'><source bridge='br7'/>", "type='network'><source network='lan'/>",
        "type='network'><source network='groups' portgroup='trunk'/>", "type='network'><source network='groups'/>",
        "type='direct'><source dev='eno1' mode='bridge'/>", "type='ethernet'><target dev='tap7' managed='no'/>",
        "type='bridge'><source bridge='ovs0'/><virtualport type='openvswitch'/><vlan trunk='yes'><tag id='7'/><tag id='5'/></vlan>",
        "type='bridge'><source bridge='ovs0'/><virtualport type='openvswitch'/><vlan><tag id='9'/></vlan>"])
    model = any_of.choice(["virtio", "e1000", "rtl8139"])
    link = any_of.choice(["", "<link state='down'/>", "<link state='up'/>"])
    boot = f"<boot order='{number + 10}'/>" if ordered else ""
    rom = any_of.choice(["", "", "<rom file='/srv/net.rom'/>", "<rom bar='off'/>"])
    rules = "<filterref filter='clean-traffic'/>" if "br7" in kind and any_of.random() < 0.5 else ""
    return f"<interface {kind}<model type='{model}'/>{rules}{rom}{link}{boot}</interface>"


def others():
    return any_of.choice([
        "", "",
        "<tpm model='tpm-tis'><backend type='passthrough'><device path='/dev/tpm0'/></backend></tpm>",
        "<hostdev mode='subsystem' type='pci' managed='yes'><source><address domain='0' bus='0x06' slot='0' function='0'/></source></hostdev>",
        "<hostdev mode='subsystem' type='usb'><source><vendor id='0x1234'/><product id='0xbeef'/></source></hostdev>",
        "<filesystem type='mount'><source dir='/srv'/><target dir='share'/></filesystem>",
        "<serial type='pty'><target port='0'/></serial>", "<sound model='usb'/>", "<vsock model='virtio'><cid auto='no' address='33'/></vsock>",
        "<serial type='pty'><target type='usb-serial' port='0'/></serial>", "<input type='passthrough' bus='virtio'><source evdev='/dev/input/event3'/></input>", "<shmem name='room'><model type='ivshmem-plain'/><size unit='M'>4</size></shmem>"])


def screens():
    """Each kind once, as QEMU has it, and the adapters behind."""
    vnc = any_of.choice(["", "<graphics type='vnc' autoport='yes'/>", "<graphics type='vnc' port='5917'/>",
                         "<graphics type='vnc' port='-1' listen='192.0.2.1'/>", "<graphics type='vnc' socket='/srv/vnc'/>",
                         "<graphics type='vnc'><listen type='address' address='::1'/></graphics>", "<graphics type='vnc'><listen type='none'/></graphics>"])
    other = any_of.choice(["", "", "<graphics type='egl-headless'/>"])
    return vnc + other + any_of.choice(["", "<video><model type='none'/></video>", "<video><model type='cirrus'/></video>",
                                        "<video><model type='vga'/></video><video><model type='bochs' primary='no'/></video>" if not vnc else ""])


def demands():
    """What stands before <os>, what within it, and what at the end of a definition."""
    booted = any_of.choice(["", "", "<kernel>/srv/vmlinuz</kernel>", "<kernel>/srv/vmlinuz</kernel><initrd>/srv/initrd</initrd>",
                            "<acpi><table type='slic'>/srv/slic</table></acpi>"])
    handed = any_of.choice(["", "", "<sysinfo type='fwcfg'><entry name='opt/com.example/a'>x</entry><entry name='opt/com.example/b' file='/srv/b'/></sysinfo>"])
    label = any_of.choice(["", "", "<seclabel type='dynamic' model='dac' relabel='yes'/>", "<seclabel type='static' model='selinux' relabel='no'><label>a:b:c</label></seclabel>",
                           "<seclabel type='none' model='none'/>"])
    return handed, booted, label


def definition(number, folder):
    ordered, board = any_of.random() < 0.3, any_of.choice(["pc", "q35"])
    most, size, mib = memory()
    boots = "" if ordered else "".join(f"<boot dev='{dev}'/>" for dev in any_of.sample(["hd", "cdrom", "network"], any_of.randint(0, 2)))
    devices = "".join(disk(n, folder, ordered) for n in range(any_of.randint(0, 4))) \
        + "".join(adapter(n, ordered) for n in range(any_of.randint(0, 3))) + others() + screens()
    handed, booted, label = demands()
    cpuset = any_of.choice(["", "", " cpuset='0-1'"])
    launch = "<launchSecurity type='sev'><cbitpos>47</cbitpos><reducedPhysBits>1</reducedPhysBits><policy>0x0003</policy></launchSecurity>" if any_of.random() < 0.03 else ""
    return f"""<domain type='qemu'><name>{PREFIX}{number:03}</name><title>{escape(any_of.choice(ODD))}</title>
<description>{escape(any_of.choice(ODD))}</description>{most}{size}
<vcpu{cpuset} current='{any_of.randint(1, 4)}'>4</vcpu>{settings()}{handed}
<os><type arch='x86_64' machine='{board}'>hvm</type>{firmware(board)}{booted}{boots}</os>
<features><acpi/>{"<smm state='on'/>" if board == "q35" else ""}</features>{processor(mib if most else 0)}<devices>{devices}</devices>{label}{launch}</domain>"""


def define(uri, folder):
    refused = []
    for number in range(COUNT):
        with open(f"{folder}/definition.xml", "w", encoding="utf-8") as file:
            file.write(definition(number, folder))
        done = virsh(uri, "define", f"{folder}/definition.xml")
        if done.returncode:
            refused.append(done.stderr.strip().splitlines()[-1])
    print(f"# libvirt refuses {len(refused)} of {COUNT} definitions", *sorted(set(refused)), sep="\n#   ", file=sys.stderr)
    print("PASS" if len(refused) * 10 < COUNT else "FAIL", f"libvirt takes nine in ten definitions: {len(refused)} refused")


# What virsh says of them: path of a field to its value. A field that is left out is not compared.
def attribute(element, path, name, none=None):
    found = element.find(path)
    return none if found is None else found.get(name, none)


def size(element):
    return None if element is None else int(element.text) * UNITS[element.get("unit", "KiB")]


def of_machine(xml):
    vcpu, memory_now = xml.find("vcpu"), size(xml.find("memory"))
    flash, chosen = attribute(xml, "os/loader", "type") == "pflash", xml.find("os").get("firmware")
    ordered = sorted((int(d.find("boot").get("order")), d.find("target").get("dev") if d.tag == "disk" else attribute(d, "mac", "address"))
                     for d in xml.find("devices") if d.find("boot") is not None)
    pins = [pin.get("cpuset") for pin in xml.findall("cputune/vcpupin")]
    huge, page = xml.find("memoryBacking/hugepages"), xml.find("memoryBacking/hugepages/page")
    pages = 0 if huge is None else None if page is None else int(page.get("size")) * UNITS[page.get("unit")]
    nodes = [n.get("nodeset") for p in ("numatune/memory", "numatune/memnode") for n in xml.findall(p) if n.get("nodeset")]
    return {
        "id": xml.findtext("uuid"), "state": "off", "memory": memory_now, "memory_next": memory_now, "memory_now": 0,
        "memory_max": size(xml.find("maxMemory")) or memory_now, "memory_slots": int(attribute(xml, "maxMemory", "slots", "0")),
        "vcpus": int(vcpu.get("current", vcpu.text)), "vcpus_next": int(vcpu.get("current", vcpu.text)), "vcpus_max": int(vcpu.text),
        "virt_type": xml.get("type"), "launch_security": attribute(xml, "launchSecurity", "type", ""),
        "architecture": attribute(xml, "os/type", "arch"), "machine_type": attribute(xml, "os/type", "machine"),
        "firmware": chosen or ("efi" if flash else "bios"), "loader": xml.findtext("os/loader", ""), "nvram": xml.findtext("os/nvram", ""),
        "tpm": xml.find("devices/tpm") is not None, "tpm_model": attribute(xml, "devices/tpm", "model", ""),
        "tpm_backend": attribute(xml, "devices/tpm/backend", "type", ""),
        "tpm_version": attribute(xml, "devices/tpm/backend", "version", ""),
        "pins": pins or ([vcpu.get("cpuset")] if vcpu.get("cpuset") else []), "numa_binding": nodes,
        "boot": [b.get("dev") for b in xml.findall("os/boot")] + [name for _, name in ordered],
        "cpu.mode": attribute(xml, "cpu", "mode"), "cpu.model": xml.findtext("cpu/model"), "cpu.check": attribute(xml, "cpu", "check"),
        "cpu.feature": sorted(f.get("name") for f in xml.findall("cpu/feature") if f.get("policy") in (None, "require", "force")),
        "hugepage_size": pages, "secure_boot": None if attribute(xml, "os/loader", "secure") == "yes" else False,
        "persistent": True, "paused_by": "", "emulator": xml.findtext("devices/emulator", ""),
        "security": [label.get("model") for label in xml.findall("seclabel") if label.get("model") != "none"],
        "files": files_of(xml),
        "video": [model.get("type") for model in xml.findall("devices/video/model") if model.get("type") != "none"],
        "locked": False, "autostart": False, "saved_state": False, "snapshot": [],
    }


def files_of(xml):
    """Each once; the order of the devices is libvirt's own."""
    found = [element.text for path in ("os/kernel", "os/initrd", "os/dtb", "os/acpi/table") for element in xml.findall(path)] \
        + [element.get("file") for path in ("sysinfo/entry", "devices/*/rom") for element in xml.findall(path) if element.get("file")]
    return list(dict.fromkeys(found))


def of_graphics(xml):
    fixed = xml.get("autoport") != "yes" and int(xml.get("port", "0")) > 0
    return {"listen": attribute(xml, "listen", "address") or "", "port": int(xml.get("port")) if fixed else 0}


def of_disk(xml):
    source, driver, kind, device = xml.find("source"), xml.find("driver"), xml.get("type"), xml.get("device", "disk")
    where = {} if source is None else source.attrib
    path = "" if source is None else where.get("file") or where.get("dev")
    if kind == "network":
        path = where["protocol"] + ":" + where["name"]

    def limit(way, what):
        return int(xml.findtext(f"iotune/{way}_{what}_sec") or xml.findtext(f"iotune/total_{what}_sec") or 0)
    return {
        "path": path, "format": None if driver is None else driver.get("type"), "bus": attribute(xml, "target", "bus"),
        "cache": "default" if driver is None else driver.get("cache", "default"), "kind": kind, "media": device,
        "shared": xml.find("shareable") is not None, "transient": xml.find("transient") is not None,
        "readonly": xml.find("readonly") is not None, "serial": xml.findtext("serial", ""),
        "read_limit": limit("read", "bytes"), "write_limit": limit("write", "bytes"),
        "read_operations": limit("read", "iops"), "write_operations": limit("write", "iops"),
        "pool": where.get("pool", ""), "secret": [secret.get("uuid") or secret.get("usage") for secret in xml.iter("secret")],
    }


GROUPS = {None: [200], "trunk": [43, 44]}  # as pair.sh defines the network


def of_adapter(xml):
    source = xml.find("source")
    where, kind = {} if source is None else source.attrib, xml.get("type")
    tags = sorted(int(tag.get("id")) for tag in xml.findall("vlan/tag"))
    trunk = attribute(xml, "vlan", "trunk") == "yes"
    if where.get("network") == "groups":
        tags, trunk = GROUPS[where.get("portgroup")], where.get("portgroup") == "trunk"
    return {
        "mac": attribute(xml, "mac", "address"), "kind": kind, "network": where.get("network", ""),
        "bridge": where.get("bridge", ""), "device": where.get("dev", ""), "model": attribute(xml, "model", "type"),
        "vlan": None if trunk else (tags or [0])[0], "vlan_list": tags, "filter": attribute(xml, "filterref", "filter", ""), "connected": attribute(xml, "link", "state") != "down",
    }


def of_filesystem(xml):
    return {"driver": attribute(xml, "driver", "type") or "path"}


def differences(where, fact, wanted):
    """The fields that are known and differ."""
    for path, value in wanted.items():
        found = fact
        for name in path.split("."):
            found = None if found is None else found.get(name)
        if found is not None and found != value:
            yield f"{where}.{path} is {found!r}, virsh {value!r}"


def elements(name, machine, fact_list, key, found, reader):
    if sorted(element[key] for element in machine[fact_list]) != sorted(found):
        yield f"{name}.{fact_list}: {[e[key] for e in machine[fact_list]]}, virsh {sorted(found)}"
        return
    for element in machine[fact_list]:
        yield from differences(f"{name}.{fact_list}[{element[key]}]", element, reader(found[element[key]]))


def compare_one(name, machine, xml):
    yield from differences(name, machine, of_machine(xml))
    devices = xml.find("devices")
    yield from elements(name, machine, "disk", "target", {d.find("target").get("dev"): d for d in devices.findall("disk")}, of_disk)
    yield from elements(name, machine, "nic", "mac", {n.find("mac").get("address"): n for n in devices.findall("interface")}, of_adapter)
    yield from elements(name, machine, "filesystem", "target", {f.find("target").get("dir"): f for f in devices.findall("filesystem")}, of_filesystem)
    yield from elements(name, machine, "graphics", "type", {g.get("type"): g for g in devices.findall("graphics")}, of_graphics)
    kinds = sorted([h.get("type") for h in devices.findall("hostdev")] + ["ivshmem" for _ in devices.findall("shmem")]
                   + ["tpm" for t in devices.findall("tpm/backend[@type='passthrough']")]
                   + ["sound" for s in devices.findall("sound[@model='usb']")] + ["vsock" for v in devices.findall("vsock")]
                   + ["serial" for s in devices.findall("serial/target[@type='usb-serial']")]
                   + ["input" for i in devices.findall("input[@type='passthrough']")])
    found = sorted(device["kind"] for device in machine["device"])
    if found != kinds:
        yield f"{name}.device: {found}, virsh {kinds}"


def compare(uri, path):
    with open(path, encoding="utf-8") as file:
        machines = {m["name"]: m for m in json.load(file)["source"]["vm"]}
    names = [n.strip() for n in virsh(uri, "list", "--all", "--name").stdout.splitlines() if n.startswith(PREFIX)]
    print("PASS" if len(names) > 100 else "FAIL", f"there are over 100 machines: {len(names)}")
    for name in names:
        xml = ElementTree.fromstring(virsh(uri, "dumpxml", name).stdout)
        wrong = list(compare_one(name, machines[name], xml))
        print("FAIL" if wrong else "PASS", f"{name}, every field is what virsh says or unknown" + ("".join(": " + w for w in wrong)))


def main():
    {"define": define, "compare": compare}[sys.argv[1]](*sys.argv[2:])


main()
