# node.py MACHINES: a host of libvirt's test driver with so many machines of two disks and two
# adapters each; every tenth has three snapshots. A pool holds no more volumes than can be listed.
import sys

machines = int(sys.argv[1])
write = sys.stdout.write
write("<node><cpu><mhz>2600</mhz><model>x86_64</model><nodes>2</nodes><sockets>1</sockets><cores>32</cores>"
      "<threads>2</threads></cpu><memory>1073741824</memory>\n")
for number in range(machines):
    name = f"vm-{number:05}"
    snapshots = "".join(
        f"<test:domainsnapshot><name>s{s}</name>" + (f"<parent><name>s{s - 1}</name></parent>" if s else "") +
        f"<creationTime>{1700000000 + s}</creationTime><state>shutoff</state><active>{int(s == 2)}</active></test:domainsnapshot>"
        for s in range(3 if number % 10 == 0 else 0))
    disks = "".join(
        f"<disk type='file' device='disk'><driver name='qemu' type='qcow2'/><source file='/pool{number * 2 // 10000}/{name}-{d}.qcow2'/>"
        f"<target dev='vd{d}' bus='virtio'/></disk>" for d in "ab")
    adapters = "".join(
        f"<interface type='network'><mac address='52:54:{d:02x}:{number >> 16 & 255:02x}:{number >> 8 & 255:02x}:{number & 255:02x}'/>"
        f"<source network='net{d}'/><model type='virtio'/></interface>" for d in range(2))
    write(f"<domain type='test' xmlns:test='http://libvirt.org/schemas/domain/test/1.0'><name>{name}</name>"
          f"<uuid>00000000-0000-4000-8000-{number:012}</uuid><memory unit='GiB'>{1 + number % 16}</memory>"
          f"<vcpu>{1 + number % 8}</vcpu><os><type arch='x86_64'>hvm</type></os><devices>{disks}{adapters}</devices>"
          f"<test:runstate>{5 if number % 3 else 1}</test:runstate>{snapshots}</domain>\n")
for number in range(2):
    write(f"<network><name>net{number}</name><forward mode='bridge'/><bridge name='br{number}'/></network>\n")
for pool in range((machines * 2 + 9999) // 10000):
    write(f"<pool type='dir'><name>pool{pool}</name><target><path>/pool{pool}</path></target>\n")
    for number in range(pool * 5000, min(machines, (pool + 1) * 5000)):
        for d in "ab":
            file = f"vm-{number:05}-{d}.qcow2"
            write(f"<volume type='file'><name>{file}</name><capacity unit='GiB'>{10 + number % 50}</capacity>"
                  f"<allocation unit='MiB'>1</allocation><target><path>/pool{pool}/{file}</path><format type='qcow2'/></target></volume>\n")
    write("</pool>\n")
write("</node>\n")
