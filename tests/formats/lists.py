"""The lists of a report in JSON, compared with what its subjects and the facts themselves say."""

STATES = ['fail', 'unknown', 'baseline', 'waived']


def element_of(path):
    """The list of the root and the key of its element that a path leads to, or into."""
    names = []
    for step in path['steps']:
        names.append(step['name'])
        key = [step[name] for name in ('key', 'position', 'value') if name in step]
        if key:
            return '.'.join(names), key[0]
    return None


def key_of(element):
    key, = [element[name] for name in ('key', 'position', 'value') if name in element]
    return key


def states_of(rule, path):
    """What a rule comes to for the elements of a list, of its subjects: the first of STATES for each."""
    states = {}
    for requirement in rule['requirements']:
        for subject in requirement['all_subjects']:
            for element in map(element_of, subject['paths']):
                if subject['verdict'] in STATES and element and element[0] == path:
                    states.setdefault(element[1], set()).add(subject['verdict'])
    return {key: next(state for state in STATES if state in found) for key, found in states.items()}


def check_list(listed, rules, fails):
    states = {rule['id']: states_of(rule, listed['list']) for rule in rules}
    for element in listed['elements']:
        key = key_of(element)
        for state in STATES:
            wanted = [rule['id'] for rule in rules if states[rule['id']].get(key) == state]
            assert element[state] == wanted, (key, state, element[state], wanted)
        counting = [states[rule['id']].get(key) for rule in rules if fails(rule)]
        verdict = next((state for state in STATES if state in counting), 'pass')
        assert element['verdict'] == verdict, (key, element['verdict'], verdict)
    verdicts = [element['verdict'] for element in listed['elements']]
    assert listed['count'] == len(verdicts)
    assert all(listed[state] == verdicts.count(state) for state in ['pass', *STATES])


def check_whole(listed, rules):
    """A rule that is about no element of the list comes to its verdict."""
    for rule in rules:
        about = any(element_of(path)[0] == listed['list'] for requirement in rule['requirements']
                    for subject in requirement['all_subjects'] for path in subject['paths'] if element_of(path))
        told = [state for state in STATES if rule['id'] in listed['whole'][state]]
        if not about and rule['subjects']:
            assert told == [rule['verdict']] * (rule['verdict'] in STATES), (rule['id'], told)


def check_facts(listed, facts):
    """Of some rules, from the facts without the program."""
    machines = {machine['name']: machine for machine in facts.get('vm', [])}
    for element in listed['elements']:
        machine = machines[element['key']]
        disks = machine.get('disk')
        sizes = [disk.get('capacity') for disk in disks or []]
        failed, unknown = element['fail'] + element['baseline'], element['unknown'] + element['baseline']
        large = any(at and at > '2 GiB' for at in sizes)
        assert ('formats/small' in failed) == (machine['memory'] > '1 GiB')
        assert ('formats/noted' in failed) == (machine['vcpus'] > 1)
        assert ('formats/disks' in failed + unknown) == (large or disks is None or None in sizes)
        assert not large or 'formats/disks' in failed + unknown
        assert 'formats/open.each' in unknown
        if not element['baseline']:
            assert ('formats/disks' in element['fail']) == large


def check(extended, facts):
    level = ['info', 'warning', 'error', 'never']

    def fails(rule):
        return rule['severity'] == 'error' or \
            level.index(rule['severity']) >= level.index(extended['fail_on'])
    for listed in extended['lists']:
        check_list(listed, extended['rules'], fails)
        check_whole(listed, extended['rules'])
        if listed['list'] == 'vm' and len(extended['rules']) > 5:
            check_facts(listed, facts)
