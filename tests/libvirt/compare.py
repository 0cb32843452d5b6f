# compare.py URI ROLE FACTS: whether the facts of a host are what virsh says of it. A line 'PASS WHAT' or
# 'FAIL WHAT: DIFFERENCE' for each thing compared. virsh is read here independently; nothing
# of the collector is used.
import json
import os
import re
import subprocess
import sys
import xml.etree.ElementTree as ElementTree

uri, role, path = sys.argv[1:]
document = json.load(open(path))
host = document[role]
collected = [c for c in document["collected"] if c.get("host") == host["name"]][0]
missing = {m["fact"]: m["reason"] for m in collected["missing"]}
KIB = 1024


def virsh(*words):
    command = ["virsh", "-q", "-r", "-c", uri, *words]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def xml(*words):
    return ElementTree.fromstring(virsh(*words))


def names(*words):
    return [line.strip() for line in virsh(*words).splitlines() if line.strip()]


def fields(*words):
    """What virsh prints as 'Name: value' or 'name=value' lines."""
    found = re.findall(r"^\s*([^:=\n]+?)\s*[:=]\s*(.*?)\s*$", virsh(*words), re.M)
    return dict(found)


def same(what, found, wanted):
    if found == wanted:
        print("PASS", what)
    else:
        print(f"FAIL {what}: facts {found!r}, virsh {wanted!r}")


def by(key, elements):
    return {element[key]: element for element in elements}


def compare_host():
    node = fields("nodeinfo")
    same("the host's name", host["name"], virsh("hostname").strip())
    version = re.search(r"Running hypervisor: QEMU ([\d.]+)", virsh("version")).group(1)
    same("the hypervisor's version", host["hypervisor_version"], version)
    version = re.search(r"Using library: libvirt ([\d.]+)", virsh("version")).group(1)
    same("the library's version", host["library_version"], version)
    about = xml("capabilities")
    same("its UUID is the one that libvirt compares", host["uuid"], about.findtext("host/uuid"))
    same("its models of security", host["security"],
         [model.text for model in about.findall("host/secmodel/model") if model.text != "none"])
    same("its programs that run machines", host["emulator"], sorted({e.text for e in about.iter("emulator")}))
    secrets = [word for line in names("secret-list") for word in line.split()[:1]]
    used = [xml("secret-dumpxml", secret).findtext("usage/" + tag) for secret in secrets for tag in ("volume", "name", "target")]
    same("its secrets", host["secret"], sorted(secrets + [name for name in used if name]))
    same("the number of processors", host["cpus"], int(node["CPU(s)"]))
    total = int(fields("nodememstats")["total"].split()[0])
    same("the host's memory", host["memory"], total * KIB)
    same("there is free memory, and not more than memory", 0 < host["memory_free"] < host["memory"], True)
    shape = [host["cpu"][key] for key in ("sockets", "cores", "threads")]
    same("the shape of the processor", shape,
         [int(node[key]) for key in ("CPU socket(s)", "Core(s) per socket", "Thread(s) per core")])


def compare_processor():
    capabilities = xml("capabilities")
    cpu = capabilities.find("host/cpu")
    signature = cpu.find("signature")
    same("the processor's vendor and model", [host["cpu"]["vendor"], host["cpu"]["model"]],
         [cpu.findtext("vendor"), cpu.findtext("model")])
    same("its family, model and stepping", [host["cpu"][key] for key in ("family", "model_number", "stepping")],
         [int(signature.get(key)) for key in ("family", "model", "stepping")])
    same("its microcode", host["cpu"]["microcode"], cpu.find("microcode").get("version"))
    listed = {feature.get("name") for feature in cpu.findall("feature")}
    found = host["cpu"]["feature"]
    same("every feature that libvirt lists", sorted(listed - set(found)), [])
    same("the features of the model itself", {"fpu", "sse2", "cx8"} <= set(found), True)
    same("features are sorted, each once", found, sorted(set(found)))
    cells = {int(cell.get("id")): int(cell.findtext("memory")) * KIB for cell in capabilities.findall("host/topology/cells/cell")}
    same("the NUMA nodes", [numa["id"] for numa in host["numa"]], sorted(cells))
    # A virtual machine may be given more while we look.
    same("their memory, to an eighth", [numa["id"] for numa in host["numa"]
                                        if abs(numa["memory"] - cells[numa["id"]]) > cells[numa["id"]] / 8], [])
    types = {machine.text for guest in capabilities.findall("guest")
             if guest.find("arch").get("name") == cpu.findtext("arch") for machine in guest.iter("machine")}
    same("the machine types", host["machine_type"], sorted(types))
    ways = {domain.get("type") for guest in capabilities.findall("guest/arch")
            if guest.get("name") == cpu.findtext("arch") for domain in guest.findall("domain")}
    same("the ways to run machines", host["virt_type"], sorted(ways))


def compare_offer(writable):
    if not writable:
        for fact in ("cpu_model", "firmware", "loader", "offer"):
            same(f"read-only, {fact} is unknown and says why",
                 [fact in host, "--read-write" in missing.get(f"{role}.{fact}", "")], [False, True])
        return
    offer, modern = [ElementTree.fromstring(subprocess.run(["virsh", "-q", "-c", uri, "domcapabilities", *more], check=True,
                                                           capture_output=True, text=True).stdout)
                     for more in ([], ["--machine", "q35"])]
    models = sorted(m.text for m in offer.findall("cpu/mode[@name='custom']/model[@usable='yes']"))
    same("the processor models that the hypervisor offers", host["cpu_model"], models)
    same("the firmware that it offers", "bios" in host["firmware"], True)
    same("the files of firmware", host["loader"], sorted({v.text for o in (offer, modern) for v in o.findall("os/loader/value")}))
    found = {kind: o["value"] for kind, o in by("kind", host["offer"]).items() if "value" in o}
    for kind, place in {"disk bus": "disk/enum[@name='bus']", "disk device": "disk/enum[@name='diskDevice']",
                        "graphics": "graphics/enum", "video": "video/enum", "hostdev subsystem": "hostdev/enum[@name='subsysType']",
                        "rng backend": "rng/enum[@name='backendModel']", "filesystem driver": "filesystem/enum",
                        "tpm model": "tpm/enum[@name='model']", "tpm backend": "tpm/enum[@name='backendModel']",
                        "tpm version": "tpm/enum[@name='backendVersion']", "redirection bus": "redirdev/enum",
                        "channel": "channel/enum"}.items():
        values = sorted({v.text for o in (offer, modern) for v in o.findall(f"devices/{place}/value")})
        same(f"what it offers, {kind}", found.get(kind), values)
    same("what it offers, launch security", found["launch security"],
         ["sev"] if offer.find("features/sev").get("supported") == "yes" else [])


def compare_pools():
    found = by("name", host["pool"])
    wanted = names("pool-list", "--all", "--name")
    same("the pools", list(found), sorted(wanted))
    sizes, _ = volumes()
    for name in wanted:
        if "volume" in found[name]:
            same(f"pool {name}, its volumes", [[v["path"], v["capacity"]] for v in found[name]["volume"]],
                 [[place, sizes[place][1]] for place in sorted(sizes) if sizes[place][0] == name])
            same(f"pool {name}, their formats", [v["format"] for v in found[name]["volume"]],
                 [xml("vol-dumpxml", v["path"]).find("target/format").get("type") for v in found[name]["volume"]])
        else:
            same(f"pool {name}, why its volumes are unknown", missing[f'{role}.pool["{name}"].volume'], "the pool is not active")
        info, pool, description = fields("pool-info", "--bytes", name), found[name], xml("pool-dumpxml", name)
        same(f"pool {name}, its place", [pool["type"], pool["path"]],
             [description.get("type"), description.findtext("target/path")])
        same(f"pool {name}, whether it is active", pool["active"], info["State"] == "running")
        if pool["active"]:
            same(f"pool {name}, its capacity", pool["capacity"], int(info["Capacity"]))
            same(f"pool {name}, its device", pool["device"], f"{os.stat(pool['path']).st_dev:x}")
            kind = subprocess.run(["stat", "--file-system", "--format=%T", pool["path"]], capture_output=True, text=True).stdout.strip()
            same(f"pool {name}, its file system", pool["filesystem"], {"ext2/ext3": "ext4", "overlayfs": "overlay"}.get(kind, kind))
            # Others write to the same disk. libvirt counts what is reserved for root as free.
            disk = os.statvfs(pool["path"])
            same(f"pool {name}, its usable space, to a gigabyte", abs(pool["free"] - disk.f_bavail * disk.f_frsize) < 1 << 30, True)
            same(f"pool {name}, no more free than libvirt says", pool["free"] < int(info["Available"]) + (1 << 30), True)
        else:
            same(f"pool {name}, no sizes", [key for key in ("capacity", "allocated", "free") if key in pool], [])


def compare_networks():
    kinds = {"bridge": "external", "nat": "nat", None: "isolated"}
    found = by("name", host["network"])
    wanted = names("net-list", "--all", "--name")
    same("the networks", list(found), sorted(wanted))
    for name in wanted:
        info, network, description = fields("net-info", name), found[name], xml("net-dumpxml", name)
        forward = description.find("forward")
        same(f"network {name}", [network[key] for key in ("type", "bridge", "active", "autostart")],
             [kinds[None if forward is None else forward.get("mode")], info["Bridge"],
              info["Active"] == "yes", info["Autostart"] == "yes"])


def compare_adapters():
    wanted = {}
    for device in names("nodedev-list", "net"):
        description = xml("nodedev-dumpxml", device).find("capability")
        wanted[description.findtext("interface")] = description.findtext("address")
    same("the adapters with their addresses", {nic["name"]: nic["mac"] for nic in host["nic"]}, dict(sorted(wanted.items())))


def compare_bridges():
    """The interfaces that are bridges are listed; whatever else is, is an adapter."""
    found = by("name", host["bridge"])
    for name in names("iface-list"):
        interface = name.split()[0]
        description = xml("iface-dumpxml", interface)
        if description.get("type") != "bridge":
            continue
        ports = [port.get("name") for port in description.findall("bridge/interface")]
        same(f"bridge {interface}", [found[interface].get("type"), found[interface].get("port")],
             ["bridge", [port for port in ports if not port.startswith("vnet")]])
    adapters = {nic["name"] for nic in host["nic"]}
    same("every bridge is an adapter", [name for name in found if name not in adapters], [])


def vlans(element):
    """The tags of a <vlan>, and whether it is a trunk."""
    vlan = element.find("vlan") if element is not None else None
    if vlan is None:
        return [], False
    tags = sorted(int(tag.get("id")) for tag in vlan.findall("tag"))
    return tags, len(tags) > 1 or vlan.get("trunk") == "yes"


def vlans_of_adapter(nic):
    """The same of an adapter, or None where its network or port group is not there."""
    name = nic.find("source").get("network") if nic.find("source") is not None else None
    if nic.find("vlan") is not None or not name:
        return vlans(nic)
    if name not in names("net-list", "--all", "--name"):
        return None
    network, wanted = xml("net-dumpxml", name), nic.find("source").get("portgroup")
    groups = [group for group in network.findall("portgroup")
              if (group.get("name") == wanted if wanted else group.get("default") == "yes")]
    if wanted and not groups:
        return None
    return vlans(groups[0]) if groups and vlans(groups[0])[0] else vlans(network)


def compare_nic(name, nic, fact):
    source = nic.find("source")
    found = [fact.get(key) for key in ("kind", "network", "bridge", "device", "vlan", "vlan_list")]
    network = source.get("network") if source is not None else None
    kind = nic.get("type")
    tags = vlans_of_adapter(nic)
    wanted = [kind, network or "", "" if network or kind != "bridge" else source.get("bridge"),
              source.get("dev") if kind == "direct" and not network else "",
              None if tags is None or tags[1] else (tags[0] or [0])[0], None if tags is None else tags[0]]
    same(f"{name}, adapter {fact['id']}: its filter", fact["filter"], attribute(nic, "filterref", "filter"))
    same(f"{name}, adapter {fact['id']}: kind, network, bridge, device and VLANs", found, wanted)


def compare_snapshots(name, machine):
    wanted = names("snapshot-list", name, "--name")
    found = by("name", machine["snapshot"])
    same(f"{name}, its snapshots", sorted(found), sorted(wanted))
    for snapshot in wanted:
        description = xml("snapshot-dumpxml", name, snapshot)
        fact = found[snapshot]
        same(f"{name}, {snapshot}: its parent", fact["parent"], description.findtext("parent/name", ""))
        chain, at = [snapshot], description.findtext("parent/name")
        while at:
            chain.insert(0, at)
            at = xml("snapshot-dumpxml", name, at).findtext("parent/name")
        same(f"{name}, {snapshot}: its path", fact["path"], "/".join(chain))
        same(f"{name}, {snapshot}: whether it holds memory", fact["memory"],
             description.find("memory").get("snapshot") != "no")
    if wanted:
        current = [snapshot["name"] for snapshot in machine["snapshot"] if snapshot["current"]]
        same(f"{name}, its current snapshot", current, [virsh("snapshot-current", name, "--name").strip()])


def volumes():
    """Of the active pools: path to (pool, capacity, allocation), and (pool, name) to path."""
    sizes, places = {}, {}
    for pool in names("pool-list", "--name"):
        for line in names("vol-list", pool):
            volume, place = re.fullmatch(r"(.*?)\s+(/.*)", line).groups()
            info = fields("vol-info", "--bytes", "--pool", pool, volume)
            places[pool, volume] = place
            sizes[place] = (pool, int(info["Capacity"].split()[0]), int(info["Allocation"].split()[0]))
    return sizes, places


def chain_of(place):
    """The images under a volume, itself first."""
    chain = []
    while place:
        chain.append(place)
        place = xml("vol-dumpxml", place).findtext("backingStore/path", "")
    return chain


def compare_disks(name, machine, definition, sizes, places):
    found = by("target", machine["disk"])
    wanted = {disk.find("target").get("dev"): disk for disk in definition.findall("devices/disk")}
    same(f"{name}, its disks", list(found), sorted(wanted))
    for target, disk in wanted.items():
        source, fact = disk.find("source"), found[target]
        kind = disk.get("type")
        place = ""
        if kind == "volume":
            place = places[source.get("pool"), source.get("volume")]
        elif source is not None:
            place = source.get("file")
        same(f"{name}, {target}: kind, path and bus", [fact["kind"], fact["path"], fact["bus"]],
             [kind, place, disk.find("target").get("bus")])
        same(f"{name}, {target}: pool and capacity", [fact["pool"], fact["capacity"]], list(sizes[place][:2]) if place else ["", 0])
        compare_drive(name, target, disk, fact)
        chain = chain_of(place)
        same(f"{name}, {target}: its images", [image["path"] for image in fact["image"]], chain)
        same(f"{name}, {target}: what it is based on", fact["backing"], chain[1] if len(chain) > 1 else "")
        occupied = sum(sizes[image][2] for image in chain)
        same(f"{name}, {target}: what it occupies, to a megabyte", abs(fact["allocated"] - occupied) < 1 << 20, True)


def is_held(name, live):
    """Whether virsh shows a job of the machine or of one of its disks."""
    jobs = [virsh("domjobinfo", name).split()[2:3] != ["None"]]
    for disk in live.findall("devices/disk"):
        if disk.find("source") is not None:
            jobs.append(virsh("blockjob", name, disk.find("target").get("dev"), "--raw").strip() != "")
    return any(jobs)


def attribute(element, path, name, none=""):
    """An attribute where the element is, NONE where it is not."""
    found = element.find(path)
    return none if found is None else found.get(name)


def compare_settings(name, machine, live):
    domain_os, chosen = live.find("os"), live.find("os").get("firmware")
    flash = attribute(live, "os/loader", "type") == "pflash"
    loader, nvram = domain_os.findtext("loader"), domain_os.findtext("nvram")
    same(f"{name}, how it is run and protected", [machine["virt_type"], machine["launch_security"]],
         [live.get("type"), attribute(live, "launchSecurity", "type")])
    same(f"{name}, its firmware", [machine.get("loader"), machine.get("nvram")],
         [loader or (None if chosen else ""), nvram or (None if chosen or flash else "")])
    tpm = [machine.get(key) for key in ("tpm", "tpm_model", "tpm_backend", "tpm_version")]
    same(f"{name}, its TPM", tpm,
         [live.find("devices/tpm") is not None, attribute(live, "devices/tpm", "model"),
          attribute(live, "devices/tpm/backend", "type"), attribute(live, "devices/tpm/backend", "version")])
    pins = [pin.get("cpuset") for pin in live.findall("cputune/vcpupin")]
    everywhere = live.find("vcpu").get("cpuset")
    same(f"{name}, its pins", machine["pins"], pins or ([everywhere] if everywhere else []))
    nodes = [node.get("nodeset") for path in ("numatune/memory", "numatune/memnode") for node in live.findall(path)]
    same(f"{name}, its NUMA nodes", machine.get("numa_binding"), [node for node in nodes if node])
    same(f"{name}, its memory slots", machine["memory_slots"], int(attribute(live, "maxMemory", "slots", "0")))
    ordered = sorted((int(device.find("boot").get("order")), device) for device in live.find("devices")
                     if device.find("boot") is not None)
    starts = [device.find("target").get("dev") if device.tag == "disk" else device.find("mac").get("address")
              for _, device in ordered]
    same(f"{name}, what it starts from", machine["boot"],
         [boot.get("dev") for boot in live.findall("os/boot")] + starts)


def explicit(graphics, config):
    """The address that a definition gives to a screen, not the one that the host chose."""
    if config is not None and attribute(config, "listen", "address", None) is None:
        return ""
    return attribute(graphics, "listen", "address", None) or ""


def compare_demands(name, machine, live, config):
    same(f"{name}, the program that runs it", machine["emulator"], live.findtext("devices/emulator", ""))
    same(f"{name}, its models of security", machine["security"],
         [label.get("model") for label in config.findall("seclabel") if label.get("model") != "none"])
    same(f"{name}, its video adapters", machine["video"],
         [model.get("type") for model in live.findall("devices/video/model") if model.get("type") != "none"])
    files = [found.text for path in ("os/kernel", "os/initrd", "os/dtb", "os/acpi/table") for found in live.findall(path)] \
        + [found.get("file") for path in ("sysinfo/entry", "devices/*/rom") for found in live.findall(path) if found.get("file")]
    same(f"{name}, its files", machine["files"], files)
    wanted = [[screen.get("type"), explicit(screen, config.find(f"devices/graphics[@type='{screen.get('type')}']")),
               0 if screen.get("autoport") == "yes" else int(screen.get("port", "0"))] for screen in live.findall("devices/graphics")]
    same(f"{name}, its screens", [[screen[key] for key in ("type", "listen", "port")] for screen in machine["graphics"]], wanted)


def compare_drive(name, target, disk, fact):
    def limit(*paths):
        found = [disk.findtext("iotune/" + path) for path in paths]
        return int(next((text for text in found if text), "0"))
    same(f"{name}, {target}: its secrets", fact["secret"],
         [secret.get("uuid") or secret.get("usage") for secret in disk.iter("secret")])
    same(f"{name}, {target}: serial number and limits",
         [fact[key] for key in ("serial", "read_limit", "write_limit", "read_operations", "write_operations")],
         [disk.findtext("serial", ""), limit("read_bytes_sec", "total_bytes_sec"),
          limit("write_bytes_sec", "total_bytes_sec"), limit("read_iops_sec", "total_iops_sec"),
          limit("write_iops_sec", "total_iops_sec")])


def compare_machine(name, machine, sizes, places):
    info = fields("dominfo", name)
    states = {"shut off": "off", "running": "running", "paused": "paused"}
    saved = info["Managed save"] == "yes"
    state = states[virsh("domstate", name).strip()]
    config = xml("dumpxml", "--inactive", name)
    live = xml("dumpxml", name)
    active = state in ("running", "paused")
    same(f"{name}, its state", machine["state"], "saved" if saved and not active else state)
    same(f"{name}, its id", machine["id"], virsh("domuuid", name).strip())
    same(f"{name}, autostart", machine["autostart"], info["Autostart"] == "enable")
    same(f"{name}, its configured memory, now and from the next start on",
         [machine["memory"], machine["memory_next"]],
         [int(definition.findtext("memory")) * KIB for definition in (live, config)])
    same(f"{name}, whether a job holds it", machine["locked"], is_held(name, live) if active else False)
    same(f"{name}, whether it stays when it stops", machine["persistent"], info["Persistent"] == "yes")
    same(f"{name}, why it is paused", machine["paused_by"],
         re.sub(r".*\((.*)\)", r"\1", virsh("domstate", "--reason", name).strip()) if state == "paused" else "")
    compare_settings(name, machine, live)
    compare_demands(name, machine, live, config)
    same(f"{name}, the memory it has now", machine["memory_now"],
         int(info["Used memory"].split()[0]) * KIB if active else 0)
    counts = {tuple(line.split()[:2]): int(line.split()[2]) for line in names("vcpucount", name)}
    now = "live" if active else "config"
    same(f"{name}, its processors", [machine["vcpus"], machine["vcpus_max"], machine["vcpus_next"]],
         [counts["current", now], counts["maximum", now], counts["current", "config"]])
    # Only the live definition tells what "as the host" has come to.
    model = config.findtext("cpu/model") or live.findtext("cpu/model")
    same(f"{name}, its processor", [machine["cpu"]["mode"], machine["cpu"]["model"]],
         [config.find("cpu").get("mode"), model])
    same(f"{name}, what is compared of its processor", machine["cpu"].get("check"), live.find("cpu").get("check"))
    held = [xml("snapshot-dumpxml", name, s).find("memory").get("snapshot") != "no"
            for s in names("snapshot-list", name, "--name")]
    same(f"{name}, whether there is a saved state", machine["saved_state"], saved or any(held))
    adapters = [nic.find("mac").get("address") for nic in live.findall("devices/interface")]
    same(f"{name}, its adapters", [nic["mac"] for nic in machine["nic"]], adapters)
    for nic, fact in zip(live.findall("devices/interface"), machine["nic"]):
        compare_nic(name, nic, fact)
    compare_disks(name, machine, config, sizes, places)
    compare_snapshots(name, machine)


def compare_machines():
    found = by("name", host["vm"])
    wanted = names("list", "--all", "--name")
    same("the machines, in order", list(found), sorted(wanted))
    sizes, places = volumes()
    for name in wanted:
        compare_machine(name, found[name], sizes, places)


def main():
    compare_host()
    compare_processor()
    compare_offer("cpu_model" in host)
    compare_pools()
    compare_networks()
    compare_adapters()
    compare_bridges()
    compare_machines()
    empty = [fact for fact, reason in missing.items() if not reason]
    same("every missing fact has a reason", empty, [])


main()
