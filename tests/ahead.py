"""Checks that facts are read alike with one processor and with two: what tests/ahead.sh runs.

Each case is a document of several windows of the reader, in which something is as it mostly is not. It is
checked, and merged to show all facts that were read; status, output and messages have to be the same.
"""
import os
import random
import subprocess
import sys

WORK = sys.argv[1]
PLIMSOLL = os.environ.get("PLIMSOLL") or os.environ["top_builddir"] + "/plimsoll"
POLICY = os.environ["top_srcdir"] + "/tests/bench/move.plim"
WINDOW = 256 * 1024
PROCESSORS = sorted(os.sched_getaffinity(0))[:2]
HEAD = b'{"facts":"virtualization","version":1,"dest":{"name":"dest","memory":68719476736,"cpus":64},\n"vm":['


def machine(number, more=b""):
    return (b'{"name":"vm-%07d","state":"running","memory":%d,"vcpus":%d,"os":"linux"%s,"disk":[{"target":"vda",'
            b'"path":"/pools/fast/vm-%d.qcow2","capacity":%d}]}'
            % (number, (number % 97 + 1) << 30, number % 16 + 1, more, number, number << 20))


def machines(count, scattered=False):
    numbers = list(range(count))
    if scattered:
        random.Random(1).shuffle(numbers)
    return [machine(number) for number in numbers]


def many(scattered):
    """Machines enough to be put in order by both threads: some lack facts, some numbers are not whole."""
    def more(number):
        some = b',"vcpus_max":%d,"autostart":%s' % (number % 64 + 16, b"true" if number % 5 else b"false")
        return (some if number % 3 else b"") + (b',"memory_max":%d.5' % (number << 20) if number % 1000 == 7 else b"")
    elements = [machine(number, more(number)) for number in range(40000)]
    if scattered:
        random.Random(2).shuffle(elements)
    return document(elements)


def document(elements, between=b",\n", tail=b"]}\n"):
    return HEAD + between.join(elements) + tail


def whole():
    """Documents without a mistake, and those with mistakes in what elements say."""
    some = machines(5000)
    yield "in order", document(some)
    yield "in another order", document(machines(5000, True))
    yield "many in another order", many(True)
    yield "blanks", document(some, b" \t\r\n , \n\n ")
    yield "an element larger than a window", document(
        some[:3000] + [machine(3000, b',"note":"%s"' % (b"x" * 2 * WINDOW))] + some[3001:])
    yield "elements of half a window", document([machine(i, b',"note":"%s"' % (b"x" * (WINDOW // 2))) for i in range(9)])
    # What was read before the list is long is still waited for: its texts lay in a window that is gone, if the thread was
    # quick, which it is not always.
    for number in range(10):
        yield "few large elements, time %d" % number, document(
            [b'{"pad":"%s","name":"m-%02d","memory":"%d GiB","os":"os-%02d"}' % (b"x" * 140000, i, i + 1, i) for i in range(7)])
    yield "another list behind it", document(some, tail=b'],"missing":[{"fact":"source","reason":"it is off"}]}')
    yield "escapes, decimals, null", document(
        [machine(i, rb',"id":"\u00e9-%d","cpu":null,"memory_max":%d.5' % (i, i)) for i in range(5000)])
    yield "mistakes in many elements", document(
        [machine(i, b',"vcpus_max":"many"' if i % 7 == 0 else b"") for i in range(5000)])
    yield "fields unknown and doubled", document(
        [machine(i, b',"color":%d,"name":"again"' % i if i % 911 == 0 else b',"colour":1') for i in range(5000)])
    yield "doubled keys", document([machine(i % 4990) for i in range(5000)])
    yield "elements of other kinds", document([b"null" if i % 1000 == 9 else b"[1]" if i % 1000 == 10 else one
                                               for i, one in enumerate(some)])


def broken():
    """Documents that end too soon or hold a byte too many, somewhere."""
    good = document(machines(5000))
    chance = random.Random(20261129)
    for number in range(12):
        at = chance.randrange(WINDOW, len(good))
        yield "cut at %d" % at, good[:at]
    for number in range(24):
        at = chance.randrange(WINDOW, len(good) - 2)
        byte = chance.choice([b",", b"]", b"}", b'"', b"\\", b"\0", b"\xff", b"x", b"\n", b"[", b"-", b":"])
        keep = at if number % 2 else at + 1
        yield "%r at %d, %s" % (byte, at, "added" if number % 2 else "instead"), good[:at] + byte + good[keep:]
    for edge in (2 * WINDOW - 1, 2 * WINDOW, 2 * WINDOW + 1):
        yield "cut at %d" % edge, good[:edge]
    for levels in range(95, 100):
        yield "%d levels in an element" % levels, document(
            [machine(i, b',"note":' + b"[" * levels + b"]" * levels if i == 4000 else b"") for i in range(5000)])
    yield "a comma behind the last", document(machines(5000), tail=b",]}")
    yield "something behind the end", document(machines(5000), tail=b"]} x")


def lines():
    some = machines(5000)
    yield "lines", b"\n".join(some) + b"\n"
    yield "lines, empty ones among them", b"\r\n \n\n".join(some)
    yield "lines with a comma", b"\n".join(some[:4000]) + b",\n" + b"\n".join(some[4000:])
    yield "lines, two elements on one", b"\n".join(some[:4000]) + b" " + b"\n".join(some[4000:])
    yield "lines that end too soon", b"\n".join(some)[:-9]


def run(arguments, processors):
    done = subprocess.run([PLIMSOLL, *arguments], stdin=subprocess.DEVNULL, capture_output=True, timeout=60,
                          preexec_fn=lambda: os.sched_setaffinity(0, processors))
    return done.returncode, done.stdout, done.stderr


def differs(arguments):
    one, two = (run(arguments, PROCESSORS[:count]) for count in (1, 2))
    if one != two:
        print("# differs: plimsoll %s" % " ".join(arguments))
        for name, result in (("one processor", one), ("two", two)):
            print("# %s: status %d, %d bytes, %r" % (name, result[0], len(result[1]), result[2][:300]))
    return one != two


def main():
    path = WORK + "/facts.json"
    cases = [(title, text, path) for title, text in [*whole(), *broken()]]
    cases += [(title, text, "vm=" + path) for title, text in lines()]
    print("1..%d" % (len(cases) + 1))
    for number, (title, text, facts) in enumerate(cases, 1):
        with open(path, "wb") as file:
            file.write(text)
        wrong = differs(["check", POLICY, "--facts", facts, "--format", "json", "--now", "2026-11-23T10:00:00Z"])
        if facts == path:
            wrong |= differs(["facts", "merge", path])
        print("%s %d - %s" % ("not ok" if wrong else "ok", number, title))
    merged = set()
    for scattered in (False, True):
        with open(path, "wb") as file:
            file.write(many(scattered))
        merged.add(run(["facts", "merge", path], PROCESSORS))
    print("%s %d - in order and in another the same" % ("ok" if len(merged) == 1 else "not ok", len(cases) + 1))


main()
