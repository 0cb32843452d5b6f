# recompute.py PLIMSOLL FOLDER POLICY COUNT: makes pairs of runs of generated facts, has plimsoll compare
# them, and works the answer out from the two reports alone, in another way. Prints lines PASS or FAIL. The seed is fixed.
import json, random, subprocess, sys
from fractions import Fraction

plimsoll, folder, policy, count = sys.argv[1:5]
NOW = '2026-11-23T10:00:00Z'
chance = random.Random(11)


def facts():
    def machine(name):
        one = {'name': name}
        if chance.random() < 0.9:
            one['memory'] = f'{chance.choice([1, 8, 16, 24, 40])} GiB'
        if chance.random() < 0.8:
            one['vcpus'] = chance.choice([1, 4, 8, 12])
        if chance.random() < 0.8:
            one['disk'] = [{'target': f'vd{i}', **({'format': chance.choice(['raw', 'qcow2'])}
                            if chance.random() < 0.8 else {})} for i in 'abc'[:chance.randrange(4)]]
        return one
    names = [name for name in ('a', 'b"', 'c\n', 'd|', 'e, f', '𝔘') if chance.random() < 0.7]
    made = {'facts': 'virtualization', 'version': 1, 'vm': [machine(name) for name in names]}
    if chance.random() < 0.8:
        made['dest'] = {'memory': f'{chance.choice([32, 64, 128])} GiB'}
    if chance.random() < 0.8:
        made['attest'] = [{'id': 'plan', 'by': 'ann', 'at': f'2026-11-{chance.randrange(18, 24)}T09:00:00Z'}]
    return made


def run(name, severity):
    with open(f'{folder}/{name}.facts.json', 'w') as file:
        json.dump(facts(), file)
    subprocess.run([plimsoll, 'check', policy, '--facts', f'{folder}/{name}.facts.json', '--now', NOW,
                    '--fail-on', severity, '--format', f'json={folder}/{name}.json'],
                   stderr=subprocess.DEVNULL)
    with open(f'{folder}/{name}.json') as file:
        return json.load(file, parse_float=Fraction, parse_int=Fraction)


BAD = {'fail': 3, 'unknown': 2, 'waived': 1, 'baseline': 1, 'pass': 0, 'skip': 0}
ORDER = ['info', 'warning', 'error', 'never']


def counts(report, rule):
    return ORDER.index(rule['severity']) >= ORDER.index(report['fail_on'])


# All that is bad of a rule, by requirement: paths, failing or unknown.
def bad(rule):
    found = {}
    for requirement in rule['requirements'] if rule else []:
        of = found.setdefault(requirement['text'], {})
        for what in 'failed', 'unknown':
            paths = requirement[what + '_paths']
            kept = len(paths) - int(requirement['waived_count' if what == 'failed' else 'unknown_waived'])
            for path in paths[:kept]:
                of.setdefault(tuple(path), set()).add(what)
        for path in requirement['partly_unknown_paths']:
            of.setdefault(tuple(path), set()).add('partly')
    return found


def within(inner, outer):
    return len(inner) == len(outer) and all(
        i == o or (i.startswith(o) and i[len(o)] in '.[') for i, o in zip(inner, outer))


def subjects(before, after):
    old, new = bad(before), bad(after)
    failing, unknown, mended = set(), set(), set()
    for text in {*old, *new}:
        was, now = old.get(text, {}), new.get(text, {})
        for path, states in now.items():
            if 'failed' in states and 'failed' not in was.get(path, ()):
                failing.add(path)
            known = not any(s & {'unknown', 'partly'} and within(path, p) for p, s in was.items())
            inner = [p for p, s in was.items() if 'failed' in s and within(p, path)]
            if 'unknown' in states and known and not inner:
                unknown.add(path)
            if 'partly' in states and known and all('failed' in now.get(p, ()) for p in inner):
                unknown.add(path)
        for path, states in was.items():
            open_now = any(s & {'unknown', 'partly'} and within(path, p) for p, s in now.items())
            if 'failed' in states and 'failed' not in now.get(path, ()) and not open_now:
                mended.add(path)
            if 'unknown' in states and not open_now and not any(
                    'failed' in s and within(p, path) for p, s in now.items()):
                mended.add(path)
    return failing, unknown, mended


def change(before, after, old, new, failing, unknown, mended):
    def got_worse(counting):
        def badness(report, rule):
            return BAD[rule['verdict']] if rule and (not counting or counts(report, rule)) else 0
        was, now = badness(before, old), badness(after, new)
        return now >= 2 and (now > was or bool(failing) or bool(unknown))
    if new and got_worse(True):
        return 'worse'
    if new and got_worse(False) and not counts(after, new):
        return 'noted'
    if not old or not new:
        return 'came' if not old else 'went'
    if old['verdict'] != new['verdict']:
        return 'mended' if new['verdict'] == 'pass' and BAD[old['verdict']] >= 2 else 'changed'
    if mended:
        return 'mended'
    return 'changed' if old['severity'] != new['severity'] or failing or unknown else None


def rules(before, after):
    old = {(rule['id'], rule['for']): rule for rule in before['rules']}
    new = {(rule['id'], rule['for']): rule for rule in after['rules']}
    found = {}
    for key in {*old, *new}:
        parts = subjects(old.get(key), new.get(key))
        kind = change(before, after, old.get(key), new.get(key), *parts)
        if kind:
            found[key] = (kind, *parts)
    return found


def margins(before, after):
    old = {(rule['id'], r['text']): r['margin'] for rule in before['rules'] for r in rule['requirements']}
    found = {}
    for rule in after['rules']:
        for r in rule['requirements']:
            was, now = old.get((rule['id'], r['text'])), r['margin']
            if was and now and was['type'] == now['type'] and was['value'] != now['value']:
                by = now['value'] - was['value']
                found[rule['id'], r['text']] = (by, by / abs(was['value']) if was['value'] else None)
    return found


def elements(report, name):
    return {e['key']: e['verdict'] for l in report.get('lists', []) if l['list'] == name for e in l['elements']}


def compare(before, after, diff):
    wrong = []
    pair = diff['runs'][0]
    paths = lambda all: {tuple(s['paths']) for s in all}
    said = {(r['id'], r['for']): (r['change'], paths(r['failing']), paths(r['unknown']), paths(r['mended']))
            for r in pair['rules']}
    wanted = rules(before, after)
    for key in {*said, *wanted}:
        if said.get(key) != wanted.get(key):
            wrong.append(f'{key}: {said.get(key)}, not {wanted.get(key)}')
    told = {(m['id'], m['requirement']): m for m in pair['margins']}
    asked = margins(before, after)
    if {*told} != {*asked}:
        wrong.append(f'margins {sorted(told)}, not {sorted(asked)}')
    for key in {*told} & {*asked}:
        by, share = asked[key]
        near = told[key]['share'] is None if share is None else abs(told[key]['share'] - share) <= Fraction(1, 10**9)
        if told[key]['by'] != by or not near:
            wrong.append(f'{key}: {told[key]["by"]}, not {by}')
    lost = [m['share'] if m['share'] is not None else (-10**9 if m['by'] < 0 else 10**9) for m in pair['margins']]
    if lost != sorted(lost):
        wrong.append(f'margins are not in the order of what they lost: {lost}')
    worse = any(kind == 'worse' for kind, *_ in wanted.values())
    worse |= before['verdict'] == 'pass' and after['verdict'] == 'unknown'
    if diff['worse'] != worse or diff['exit'] != worse:
        wrong.append(f'worse: {diff["worse"]}, not {worse}')
    for kind in 'worse', 'noted', 'mended', 'changed', 'came', 'went':
        if diff['summary'][kind] != sum(k == kind for k, *_ in wanted.values()):
            wrong.append(f'{diff["summary"][kind]} {kind}')
    for part in pair['lists']:
        old, new = elements(before, part['list']), elements(after, part['list'])
        if part['came'] != sorted({*new} - {*old}, key=str.encode) or \
                part['went'] != sorted({*old} - {*new}, key=str.encode):
            wrong.append(f'list {part["list"]}: came {part["came"]}, went {part["went"]}')
        for side, all in ('before', old), ('after', new):
            passed = sum(BAD[v] < 2 for v in all.values())
            if (part[side]['count'], part[side]['pass']) != (len(all), passed):
                wrong.append(f'list {part["list"]} {side}: {part[side]}, not {passed} of {len(all)}')
    return wrong


for number in range(int(count)):
    before, after = run('before', chance.choice(ORDER)), run('after', chance.choice(ORDER))
    made = subprocess.run([plimsoll, 'diff', f'{folder}/before.json', f'{folder}/after.json', '--format', 'json'],
                          stdout=subprocess.PIPE)
    diff = json.loads(made.stdout, parse_float=Fraction, parse_int=Fraction)
    wrong = compare(before, after, diff)
    if made.returncode != diff['exit']:
        wrong.append(f'exit {made.returncode}')
    with open(f'{folder}/diff.{number}.json', 'wb') as file:
        file.write(made.stdout)
    print('FAIL' if wrong else 'PASS', f'pair {number} is as its reports say' + (': ' + wrong[0] if wrong else ''))
    for line in wrong[1:]:
        print('#', line)
