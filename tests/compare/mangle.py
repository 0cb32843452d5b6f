# mangle.py PLIMSOLL FOLDER REPORT COUNT: reports with something wrong in them. Each is read, or refused with
# one message and status 3; nothing else happens. Prints lines PASS or FAIL. The seed is fixed.
import copy, json, random, subprocess, sys

plimsoll, folder, report, count = sys.argv[1:5]
chance = random.Random(11)
whole = open(report, 'rb').read()
tree = json.loads(whole)
ODD = [None, True, -1, 1.5, 10**400, 2**64, '', 'x', '\u202e\n\x1b', [], {}, [[]], {'a': {}}, [None] * 3]


def places(value, found):
    for key in (value if isinstance(value, dict) else range(len(value))):
        found.append((value, key))
        if isinstance(value[key], (dict, list)):
            places(value[key], found)
    return found


def change_tree():
    made = copy.deepcopy(tree)
    for _ in range(chance.choice([1, 1, 1, 3])):
        at, key = chance.choice(places(made, []))
        if isinstance(at, dict) and chance.random() < 0.3:
            del at[key]
        elif isinstance(at, list) and chance.random() < 0.3:
            at.insert(key, copy.deepcopy(at[key]))
        else:
            at[key] = copy.deepcopy(chance.choice(ODD))
    return json.dumps(made).encode()


def change_bytes():
    made = bytearray(whole)
    for _ in range(chance.choice([1, 1, 5])):
        made[chance.randrange(len(made))] = chance.choice([*b'{}[]":,\\0-9eE \n', 0, 0x80, 0xff, chance.randrange(256)])
    return bytes(made)


def cut():
    return whole[:chance.randrange(len(whole))]


def join():
    return b''.join(chance.choice([whole, b'\n', b'{}', b' 1 ', b'null', cut()]) for _ in range(chance.randrange(4)))


FIXED = [b'', b'\0', b'\xef\xbb\xbf' + whole, whole + b'\0', b'[' * 200000, b'{"a":' * 200000, b'{"rules":[],"schema":2}',
         b'{"schema": 2, "rules": ' + b'[' * 90 + b']' * 90 + b'}', b'\xff\xfe{\0}\0', b'"' + b'x' * 5000000 + b'"',
         b'{"schema":' + b'9' * 100000 + b',"rules":[]}', whole.replace(b'"rules"', b'"\\u0072ules"')]
made = FIXED + [chance.choice([change_tree, change_tree, change_bytes, cut, join])() for _ in range(int(count))]
bad = 0
for number, text in enumerate(made):
    with open(f'{folder}/mangled.json', 'wb') as file:
        file.write(text)
    for words in ['diff', report, f'{folder}/mangled.json'], ['report', 'merge', f'{folder}/mangled.json', '--format', 'json']:
        ran = subprocess.run([plimsoll, *words], stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=60)
        messages = ran.stderr.count(b'error: ')
        good = ran.returncode in (0, 1, 2) and messages == 0 or \
            ran.returncode == 3 and messages == 1 and ran.stdout == b''
        if good and ran.returncode < 3 and words[0] == 'report':
            json.loads(ran.stdout)
        if not good:
            bad += 1
            with open(f'{folder}/mangled.{number}.json', 'wb') as file:
                file.write(text)
            print(f'# {number}: {words[0]} exits with {ran.returncode}: {ran.stderr[:300]!r}')
print('FAIL' if bad else 'PASS', f'{len(made)} reports with something wrong in them are read or refused')
