"""recompute.py PLIMSOLL FOLDER PAIRS: makes random pairs of runs, and for each a third one that has the first as
its baseline. Says what that has to be from the reports of both without a baseline, and compares. Prints
'PASS NAME' or 'FAIL NAME: WHY' for each."""

import json
import random
import re
import subprocess
import sys
from pathlib import Path

plimsoll, folder, pairs = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3])
NOW = '2026-11-23T10:00:00Z'
RANKS = ['fail', 'unknown', 'baseline', 'waived', 'pass', 'skip']

POLICY = '''
policy based "Rules of every kind"
use facts virtualization 1
param largest: bytes = 8 GiB
rule size "Small" {
    for each vm
    require vm.memory <= largest
    require vm.vcpus <= %(vcpus)d
}
rule disks "Raw" { for each vm require every disk in vm.disk has disk.format == "raw" }
rule caps "Few bytes" { for each vm require every disk in vm.disk has disk.capacity <= 4 GiB }
rule none "No such bus" { for each vm require no disk in vm.disk has disk.bus == "ide" }
rule each "Every disk is small" { for each vm for each disk in vm.disk require disk.capacity <= 2 GiB }
rule sum "They fit" { require sum(vm.memory) <= 16 GiB }
rule free "There is room" { require dest.memory_free >= 1 GiB }
rule guarded "Those that start by themselves" { for each vm where vm.autostart require vm.vcpus <= 2 }
rule switch "Where it is a cluster" { when dest.clustered and dest.cpus > 2 require dest.memory >= 4 GiB }
rule pools "Pools are large" { for each pool in dest.pool require pool.capacity >= 2 GiB }
rule must "Nobody is off" { mandatory for each vm require vm.state != "off" }
rule exempt "Some may" { for each vm require every disk in vm.disk has disk.capacity <= 1 GiB }
rule warns "A warning" { severity warning for each vm require vm.vcpus <= 1 }
rule pairs "All alike" { for each a in vm for each b in vm where a.name != b.name require a.state == b.state }
%(more)s
'''
WAIVERS = '''
waive exempt for vm["a"] even if unknown until 2027-01-31 because "known" approved "ann"
waive exempt for vm["b"].disk until 2027-01-31 because "known" approved "ann"
waive size for vm like "c*" until 2027-01-31 because "known" approved "ann"
'''


# ---- random runs ----

def some(chance, **members):
    """Members that are known with that chance."""
    return {name: value for name, value in members.items() if random.random() < chance}


def machine(name, known):
    made = some(known, memory=f'{random.choice([2, 6, 9, 12])} GiB', vcpus=random.choice([1, 2, 3, 5]),
                state=random.choice(['off', 'running']), autostart=random.random() < 0.5)
    if random.random() < 0.95:
        made['name'] = name
    if random.random() < 0.9:
        made['disk'] = [{'target': f'vd{i}'} | some(
            known, capacity=f'{random.choice([1, 2, 3, 5])} GiB', format=random.choice(['raw', 'qcow2']),
            bus=random.choice(['ide', 'virtio'])) for i in 'abc'[:random.randrange(4)]]
    return made


def facts():
    known = random.choice([0.5, 0.85, 0.97])
    made = {'facts': 'virtualization', 'version': 1,
            'dest': some(known, memory='8 GiB', memory_free=f'{random.choice([0, 4])} GiB', cpus=4,
                         clustered=random.random() < 0.7)}
    if random.random() < 0.8:
        made['dest']['pool'] = [{'name': name} | some(known, capacity=f'{random.choice([1, 8])} GiB')
                                for name in 'pq'[:random.randrange(3)]]
    if random.random() < 0.95:
        made['vm'] = [machine(name, known) for name in random.sample('abcde', random.randrange(1, 5))]
    return made


def changed(before):
    """The same with a few changes, as runs follow each other."""
    made = json.loads(json.dumps(before))
    for _ in range(random.randrange(4)):
        machines = made.get('vm') or [{}]
        at = random.choice([made['dest'], *machines, *(disk for each in machines for disk in each.get('disk', []))])
        names = [name for name in at if name not in ('name', 'target', 'disk', 'pool')]
        if not names:
            continue
        name = random.choice(names)
        if random.random() < 0.4:
            del at[name]
        elif name in ('memory', 'memory_free', 'capacity'):
            at[name] = f'{random.choice([0, 1, 2, 3, 5, 9, 12, 14]) or 1} GiB'
        elif name == 'vcpus':
            at[name] = random.choice([1, 2, 3, 4, 5, 6])
        elif name == 'format':
            at[name] = random.choice(['raw', 'qcow2'])
    return made


def check(policy, given, options):
    Path(folder, 'policy.plim').write_text(policy)
    Path(folder, 'facts.json').write_text(json.dumps(given))
    child = subprocess.run([plimsoll, 'check', 'policy.plim', '--facts', 'facts.json', '--now', NOW, '--all-subjects',
                            '--format', 'json', *options], cwd=folder, capture_output=True, text=True)
    assert child.returncode <= 2, child.stderr
    report = json.loads(child.stdout)
    assert report['exit'] == child.returncode
    return report


# ---- what has to come of it ----

def gravest(*verdicts):
    return min(verdicts, key=RANKS.index)


def key_of(paths):
    return '\n'.join(at if isinstance(at, str) else at['path'] for at in paths)


def is_nameless(key):
    return re.search(r'\[\d+\]', key) is not None


def within(key, outer):
    """Whether a key is that of an element of a subject, or its own."""
    return all(part == whole or part[:len(whole)] == whole and part[len(whole)] in '.['
               for part, whole in zip(key.split('\n'), outer.split('\n'))) if outer else True


def named(texts, paths, waived):
    """Those that are not waived: pairs of key and text."""
    keys = [key_of(at) for at in paths]
    count = len(keys) - waived
    return list(zip(keys, texts))[:count], list(zip(keys, texts))[count:]


class Requirement:
    """One requirement of a report without a baseline."""

    def __init__(self, found):
        self.text, self.found = found['text'], found
        self.failed, self.waived = named(found['failed_subjects'], found['failed_paths'], found['waived_count'])
        self.unknown, self.unknown_waived = named(found['unknown_subjects'], found['unknown_paths'],
                                                  found['unknown_waived'])
        self.partly, _ = named(found['partly_unknown_subjects'], found['partly_unknown_paths'], 0)
        self.all = {(key_of(at['paths']), at['subject']): at for at in found['all_subjects']}
        self.own = any(at['element'] for at in found['all_subjects']) or re.match('every|no ', self.text)

    def margin(self, entry):
        margin = self.all[entry]['margin'] if entry in self.all else None
        return None if margin is None else (margin['value'], margin['type'], margin['bounded'])

    def entries(self):
        """What a baseline has of it: whether each failed."""
        return {**{entry: False for entry in self.unknown + self.partly}, **{entry: True for entry in self.failed}}


def is_worse(then, now, entry):
    before, after = then.margin(entry), now.margin(entry)
    if before is None or after is None:
        return before is not after
    return after[2] or before[1] != after[1] or after[0] < before[0]


def excused_failed(then, now, entry, strict):
    return not is_nameless(entry[0]) and then.entries().get(entry, False) and \
        not (strict and is_worse(then, now, entry))


def excused_unknown(then, now, entry, strict):
    entries = then.entries()

    def may(at):
        return not is_nameless(at[0]) and at in entries and not (entries[at] and strict and then.margin(at))
    if entry in entries:
        return may(entry)
    if not now.own:
        return False
    elements = [at for at, judged in now.all.items()
                if judged['element'] and judged['verdict'] == 'unknown' and within(at[0], entry[0])]
    return bool(elements) and all(may(at) for at in elements)


def expect_requirement(then, now, strict, whole, possible):
    """Its verdict, and what is excused of what fails and is unknown."""
    failed = {at for at in now.failed if then and excused_failed(then, now, at, strict)}
    left = [at for at in now.failed if at not in failed]
    moved = [at for at in now.partly if not any(within(key, at[0]) for key, _ in left)]
    open_now = now.unknown + moved
    unknown = {at for at in open_now if then and excused_unknown(then, now, at, strict)}
    verdicts = [now.found['verdict'] if now.found['verdict'] in ('pass', 'skip') else 'pass']
    verdicts += ['fail'] * bool(left) + ['unknown'] * (len(unknown) < len(open_now))
    verdicts += ['baseline'] * bool(failed or unknown)
    verdicts += ['waived'] * bool(now.waived or now.unknown_waived)
    verdicts += [whole] if whole else []
    return gravest(*verdicts), failed, unknown, len(now.failed) + len(now.waived) > 0, len(open_now) + \
        len(now.unknown_waived)


def expect_whole(then, now):
    if now['whole'] != 'unknown':
        return now['whole']
    facts_now = [at['fact'] for at in now['missing']]
    known = then and then['whole'] == 'unknown' and not now['mandatory'] and facts_now and \
        len(facts_now) == now['missing_count'] and not now['missing_bounded'] and \
        set(facts_now) <= {at['fact'] for at in then['missing']}
    return 'baseline' if known else 'unknown'


def expect_rule(then, now, strict):
    """The verdict of a rule, those of its requirements, and whether it is decided."""
    whole = expect_whole(then, now)
    before = {at['text']: Requirement(at) for at in then['requirements']} \
        if then and not now['mandatory'] else {}
    told = [expect_requirement(before.get(at['text']), Requirement(at), strict, whole, now['possible'])
            for at in now['requirements']]
    verdicts = [at[0] for at in told]
    verdict = gravest(*verdicts, *([whole] if whole else [])) if verdicts or whole else now['verdict']
    sure = now['subjects'] - now['possible']
    decided = verdict in ('fail', 'waived') or verdict == 'pass' and sure > 0 or \
        verdict == 'baseline' and any(failing or sure > unknown for _, _, _, failing, unknown in told)
    return verdict, told, decided


def expect_run(rules, found):
    """The verdict of the run: rules of severity error count."""
    counting = [(verdict, decided) for (verdict, _, decided), rule in zip(rules, found) if rule['severity'] == 'error']
    verdicts = [verdict for verdict, _ in counting]
    return 'fail' if 'fail' in verdicts else \
        'unknown' if 'unknown' in verdicts or not any(decided for _, decided in counting) else 'pass'


def mended(then, now):
    """Entries of a rule that neither fail nor are unknown now, nor may."""
    told = set()
    if now['whole'] or now['verdict'] == 'skip' and not now['requirements']:
        return told
    after = {at['text']: Requirement(at) for at in now['requirements']}
    for before in map(Requirement, then['requirements']):
        at = after.get(before.text)
        for entry, failed in before.entries().items() if at else ():
            bad = [key for key, _ in at.failed + at.waived + at.unknown + at.unknown_waived + at.partly]
            if entry[0] not in bad and not any(within(key, entry[0]) or within(entry[0], key) for key in bad):
                told.add((before.text, entry[1]))
    return told


def compare(first, second, third, strict):
    before = {(rule['id'], rule['for']): rule for rule in first['rules']}
    expected = [expect_rule(before.get((rule['id'], rule['for'])), rule, strict) for rule in second['rules']]
    for (verdict, told, _), rule in zip(expected, third['rules']):
        where = rule['id']
        assert rule['verdict'] == verdict, (where, rule['verdict'], verdict)
        for (verdict, failed, unknown, _, _), at in zip(told, rule['requirements']):
            count, waived, based = len(at['failed_subjects']), at['waived_count'], at['baseline_count']
            got = set(zip(map(key_of, at['failed_paths']), at['failed_subjects']))
            mine = list(zip(map(key_of, at['failed_paths']), at['failed_subjects']))
            assert set(mine[count - waived - based:count - waived]) == failed, (where, at['text'], failed, got)
            count, waived, based = at['unknown_count'], at['unknown_waived'], at['unknown_baseline']
            mine = list(zip(map(key_of, at['unknown_paths']), at['unknown_subjects']))
            assert set(mine[count - waived - based:count - waived]) == unknown, (where, at['text'], unknown, mine)
            assert at['verdict'] == verdict, (where, at['text'], at['verdict'], verdict)
    assert third['verdict'] == expect_run(expected, second['rules']), third['verdict']
    needless = {(at['rule'], at['requirement'], at['subject'])
                for at in third['baseline']['others'] if at['state'] == 'mended' and at['requirement']}
    for rule in second['rules']:
        then = before.get((rule['id'], rule['for']))
        for text, subject in mended(then, rule) if then else ():
            assert (rule['id'], text, subject) in needless, ('mended', rule['id'], text, subject)
    open_now = {(rule['id'], at['text'], subject) for rule in third['rules'] for at in rule['requirements']
                for subject in at['failed_subjects'] + at['unknown_subjects'] + at['partly_unknown_subjects']}
    assert not needless & open_now, needless & open_now


def pair(number):
    random.seed(number)
    more = WAIVERS if random.random() < 0.5 else ''
    first_policy = POLICY % {'vcpus': 4, 'more': more}
    policy = POLICY % {'vcpus': random.choice([4, 4, 4, 3]), 'more': more if random.random() < 0.8 else ''}
    given = facts()
    options = random.choice([[], [], ['--set', 'largest=4 GiB'], ['--rule', 'd*', '--rule', 's*', '--rule', 'c*']])
    first = check(first_policy, given, [])
    Path(folder, 'first.json').write_text(json.dumps(first))
    given = changed(given) if random.random() < 0.7 else facts()
    second = check(policy, given, options)
    for strict in ([], ['--baseline-strict']):
        third = check(policy, given, [*options, '--baseline', 'first.json', *strict])
        compare(first, second, third, bool(strict))
    Path(folder, 'second.json').write_text(json.dumps(second))
    same = check(policy, given, [*options, '--baseline', 'second.json', '--baseline-strict'])
    compare(second, second, same, True)
    return {rule['verdict'] for rule in third['rules']}


seen, wrong = set(), 0
for number in range(pairs):
    try:
        seen |= pair(number)
    except Exception as error:
        wrong += 1
        print(f'FAIL pair {number}: {type(error).__name__} {error!s:.600}'.replace('\n', ' '))
print(f"{'FAIL' if wrong else 'PASS'} {pairs} pairs of runs, as recomputed")
print(f"{'PASS' if seen == set(RANKS) else 'FAIL'} which come to every verdict")
