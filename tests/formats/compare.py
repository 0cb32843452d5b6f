"""compare.py PLIMSOLL FOLDER [keep]: writes reports of several runs in every format, reads each with a parser
of somebody else's, and compares all that it says with the JSON report of the same run. Prints
'PASS NAME' or 'FAIL NAME: WHY' for each. With 'keep', those of each run stay in a folder of its own."""

import json
import re
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from decimal import Decimal
from html.parser import HTMLParser
from pathlib import Path

import lists
import subjects
from prometheus_client.openmetrics.parser import text_string_to_metric_families

NOW = '2026-11-23T10:00:00Z'
FORMATS = ['json', 'ndjson', 'junit', 'tap', 'sarif', 'github', 'gitlab', 'markdown', 'openmetrics', 'text', 'html']
SEVERITIES = ['error', 'warning', 'info']
VERDICTS = ['pass', 'fail', 'unknown', 'skip', 'waived', 'baseline']
ENTRIES = ['not_evaluated', 'excuses', 'waived', 'worse', 'not_excused', 'mended', 'gone']
SUBJECTS = 100  # of one requirement that SARIF has
plimsoll, folder = sys.argv[1], Path(sys.argv[2])

POLICY = '''
policy formats "Names that formats have to escape: <&\\"'`|$@%,:#" version "1.0"
use facts virtualization 1
param reserve: bytes = 1 GiB
rule memory "Memory <suffices> & more" {
    require dest.memory >= sum(vm.memory) + reserve
    remedy "Add memory to {dest.name}: 100%, \\"now\\"."
    see "S03" tag capacity
}
rule small "No machine is large" {
    for each vm
    require vm.memory <= 1 GiB message "{vm.name} | has `{vm.memory}` <b>@all</b>, 5% # too much."
    remedy "Make {vm.name} smaller."
}
rule named "Names are plain" { severity warning for each vm require vm.name matches '^[a-z0-9]+$' }
rule noted "It is a note" { severity info for each vm require vm.vcpus <= 1 }
rule open "It is unknown" { require dest.memory_free >= 1 GiB }
rule open.each "It is unknown of each" { for each vm require vm.vcpus <= vm.vcpus_max }
rule disks "Disks are small" { for each vm require every d in vm.disk has d.capacity <= 2 GiB }
rule perhaps "Perhaps it is one" { for each vm where vm.clustered require vm.vcpus <= 3 and vm.memory >= 1 GiB }
rule bounded "It is a bound" { require sum(vm.disk.capacity) <= 1 GiB }
rule exempt "Some are waived" { for each vm require every d in vm.disk has d.capacity <= 1 GiB }
rule passes "It passes" { require dest.cpus >= 8 }
rule absent "It does not apply" { for each vm where vm.vcpus > 99 require false }
rule moved "It is waived" { for each vm require vm.state != "running" }
rule late "It is about time" { require attest["backup"].at <= now - 1 d }
waive exempt for vm["web01"] until 2027-01-31 because "CHG-2" approved "J. Doe"
waive moved until 2027-01-31 because "CHG-1 <&\\">" approved "J. Doe"
'''
NAMES = ['web01', 'a "quoted" name', "it's", '<script>alert(1)</script>', 'a & b', 'two\nlines', 'tab\t',
         '\u001b[31mred', 'bell\u0007', '\u202eright to left', 'שלום', '😀 𝔘', 'a|b', '`code`', '$x$', '@all',
         '100%', 'a,b:c', '# heading', ']]>', 'a\\b', '-- ', 'del\u007f', 'ü', '::error::x', '\u2028']


def disks(number):
    """Some machines have none, and some disks are of unknown capacity."""
    return [{'target': f'vd{i}'} | ({'capacity': f'{i % 4 + 1} GiB'} if (number + i) % 5 else {})
            for i in range(number % 4)]


def facts(names):
    machines = [{'name': name, 'memory': f'{i % 3 + 1} GiB', 'vcpus': i % 4 + 1,
                 'state': 'running' if i % 2 else 'off', 'disk': disks(i)} for i, name in enumerate(names)]
    for machine in machines[::3]:
        machine['clustered'] = len(machine['name']) % 2 == 0
    for machine in machines[5::7]:
        del machine['disk']
    return {'dest': {'name': 'hv"02" <&>', 'memory': '7 GiB', 'cpus': 8}, 'vm': machines,
            'attest': [{'id': 'backup', 'at': '2026-11-20T00:00:00Z'}]}


def earlier(names):
    """Facts of a run before: some machines are another, larger or smaller, and some disks are known."""
    given = facts(names)
    for index, machine in enumerate(given['vm']):
        if index % 5 == 0:
            machine['name'] += ' then'
        if index % 3 == 0:
            machine['memory'] = f'{index % 4 + 1} GiB'
        for disk in machine.get('disk', [])[index % 3:]:
            disk['capacity'] = '1 GiB'
    return given


# Facts and options, and the facts of the run that is the baseline.
RUNS = {
    'odd names': (facts(NAMES), []),
    'a thousand machines': (facts([f'vm{i:04}' for i in range(1000)]), []),
    'all is well': (facts(['a']), ['--rule', 'passes']),
    'warnings fail': (facts(NAMES), ['--fail-on', 'warning']),
    'nothing fails': (facts(NAMES), ['--fail-on', 'never']),
    'nothing is decided': (facts(['a']), ['--rule', 'absent']),
    'one is unknown': (facts(['a']), ['--rule', 'open']),
    'tailored': (facts(['a']), ['--set', 'reserve=100 GiB']),
    'no facts': ({}, []),
    'no waivers': (facts(NAMES), ['--no-waivers']),
    'as in the baseline': (facts(NAMES), [], facts(NAMES)),
    'beyond the baseline': (facts(NAMES), ['--no-waivers'], earlier(NAMES)),
    'worse than the baseline': (facts(NAMES), ['--baseline-strict'], earlier(NAMES)),
    'a thousand in the baseline': (facts([f'vm{i:04}' for i in range(1000)]), [],
                                   earlier([f'vm{i:04}' for i in range(1000)])),
}


def options_of(run):
    """Its options; a baseline is made before it."""
    if len(RUNS[run]) == 2:
        return RUNS[run][1]
    Path(folder, 'earlier.json').write_text(json.dumps(RUNS[run][2]))
    subprocess.run([plimsoll, 'check', 'formats.plim', '--facts', 'earlier.json', '--now', NOW, '--all-subjects',
                    '--format', 'json=baseline.json'], cwd=folder, capture_output=True)
    return [*RUNS[run][1], '--baseline', 'baseline.json']


def reports(run):
    """The text of every format, made in one run, and its exit status."""
    Path(folder, 'facts.json').write_text(json.dumps(RUNS[run][0]))
    options = options_of(run)
    outputs = [word for name in FORMATS for word in ('--format', f'{name}={name}.out')]
    child = subprocess.run([plimsoll, 'check', 'formats.plim', '--facts', 'facts.json', '--now', NOW,
                            *options, *outputs], cwd=folder, capture_output=True)
    texts = {name: Path(folder, f'{name}.out').read_bytes().decode() for name in FORMATS}
    return texts, child.returncode


def extended(run):
    """The report in JSON with all subjects."""
    child = subprocess.run([plimsoll, 'check', 'formats.plim', '--facts', 'facts.json', '--now', NOW,
                            *options_of(run), '--all-subjects', '--format', 'json'], cwd=folder, capture_output=True)
    return json.loads(child.stdout, parse_float=Decimal)


def check_lists(text, whole, states):
    lists.check(extended(run), RUNS[run][0])


def check_all_subjects(text, whole, states):
    subjects.check(extended(run), whole)


def state_of(rule, fail_on):
    """What a rule of the JSON report is to a format that knows good and bad only."""
    level = ['info', 'warning', 'error', 'never']
    counts = level.index(rule['severity']) >= level.index(fail_on)
    verdict = rule['verdict']
    if verdict in ('skip', 'waived', 'baseline'):
        return 'skip'
    return 'noted' if verdict != 'pass' and not counts else verdict


def undecided(whole, states):
    return whole['verdict'] == 'unknown' and 'unknown' not in states


def margins(rule):
    return [at['margin'] for at in rule['requirements'] if at['margin']]


def check_ndjson(text, whole, states):
    assert text.count('\n') == 1 and text.endswith('\n')
    assert json.loads(text, parse_float=Decimal) == whole


def check_json(text, whole, states):
    """What the report says twice it says alike; both sides of a margin, too."""
    counted = {at: {verdict: 0 for verdict in VERDICTS} for at in SEVERITIES}
    for rule in whole['rules']:
        counted[rule['severity']][rule['verdict']] += 1
    assert whole['summary'] == {'by_severity': counted} | \
        {verdict: sum(counted[at][verdict] for at in SEVERITIES) for verdict in VERDICTS}
    for rule in whole['rules']:
        for at in rule['requirements']:
            assert len(at['failed_subjects']) == len(at['failed_paths']) >= at['failed_count']
            assert at['missing_count'] >= len(at['missing'])
            assert len(at['failed_subjects']) >= at['waived_count'] + at['baseline_count']
            assert at['unknown_count'] >= at['unknown_waived'] + at['unknown_baseline']
        for margin in margins(rule):
            left, right = margin['left'], margin['right']
            assert (left is None) == (right is None) and (left is not None or margin['bounded'])
            if left is not None:
                assert margin['value'] == (left - right if margin['capacity'] == 'left' else right - left)


    based = whole['baseline']
    if based:
        told = [entry['state'] for entry in based['others']]
        assert 'excuses' not in told and based['entries'] == sum(based[state] for state in ENTRIES)
        assert all(based[state] == told.count(state) for state in ENTRIES if state != 'excuses')


def check_junit(text, whole, states):
    root = ElementTree.fromstring(text)
    extra = undecided(whole, states)
    cases = list(root.iter('testcase'))
    assert int(root.get('tests')) == len(cases) == len(states) + extra
    for name, element, state in (('failures', 'failure', 'fail'), ('errors', 'error', 'unknown'),
                                 ('skipped', 'skipped', 'skip')):
        wanted = states.count(state) + (extra and element == 'error')
        assert int(root.get(name)) == len(list(root.iter(element))) == wanted, name
        suites = root.findall('testsuite')
        assert sum(int(suite.get(name)) for suite in suites) == wanted, name
    for case, rule in zip(cases, whole['rules']):
        assert case.get('classname') + '/' + case.get('name') == rule['id']
        properties = [(at.get('name'), at.get('value')) for at in case.iter('property')]
        assert [value for name, value in properties if name == 'margin'] == \
            [margin['text'] for margin in margins(rule)]
        assert ('verdict', rule['verdict']) in properties


def check_tap(text, whole, states):
    reader = '''use TAP::Parser; local $/; my $p = TAP::Parser->new({tap => <STDIN>});
        my @kinds; while (my $r = $p->next) { next unless $r->is_test;
        push @kinds, $r->has_skip ? "skip" : $r->has_todo ? "noted" : $r->is_actual_ok ? "pass" : "not"; }
        print join(" ", @kinds), "\\n", join(";", $p->parse_errors), "\\n";'''
    text = text.replace('TAP version 14', 'TAP version 13', 1)  # the newest that this reader knows
    child = subprocess.run(['perl', '-CS', '-e', reader], input=text.encode(), capture_output=True)
    kinds, errors = child.stdout.decode().split('\n')[:2]
    wanted = ['not' if state in ('fail', 'unknown') else state for state in states]
    wanted += ['not'] if undecided(whole, states) else []
    assert errors == '', errors
    assert kinds.split() == wanted, kinds


def excused_in(rule, kind):
    """Which results of a rule are of subjects that are excused so, as far as SARIF has them."""
    told = []
    for at in rule['requirements']:
        count, waived, based = len(at['failed_subjects']), at['waived_count'], at['baseline_count']
        kinds = [None] * (count - waived - based) + ['baseline_count'] * based + ['waived_count'] * waived
        told += [each == kind for each in kinds[:SUBJECTS + 1]]
    return told


def check_states(rule, own, based):
    told = [at.get('baselineState') for at in own]
    if not based:
        assert set(told) <= {None}
        return
    assert set(told) <= {'new', 'unchanged', 'updated'}, told
    excused = excused_in(rule, 'baseline_count')
    waived = excused_in(rule, 'waived_count')
    for state, is_excused, is_waived in zip(told, excused, waived):
        assert is_waived or (state == 'unchanged') == is_excused, (rule['id'], told)


def check_sarif(text, whole, states):
    run, = json.loads(text)['runs']
    assert [rule['id'] for rule in run['tool']['driver']['rules']] == [rule['id'] for rule in whole['rules']]
    results = run['results']
    for index, rule in enumerate(whole['rules']):
        own = [at for at in results if at['ruleIndex'] == index]
        failed = [len(at['failed_subjects']) for at in rule['requirements']]
        wanted = sum(min(count, SUBJECTS) + (count > SUBJECTS) for count in failed)
        if wanted == 0 and rule['verdict'] in ('unknown', 'waived', 'baseline'):
            wanted = 1
        assert len(own) == wanted, (rule['id'], len(own), wanted)
        assert all(at['ruleId'] == rule['id'] and at['locations'] for at in own)
        waived = rule['verdict'] == 'waived' and sum(failed) == 0
        suppressed = [waived] if sum(failed) == 0 and own else excused_in(rule, 'waived_count')
        assert [bool(at.get('suppressions')) for at in own] == suppressed, rule['id']
        check_states(rule, own, whole['baseline'])
    prints = [at['partialFingerprints']['policyRuleSubject/v1'] + at['locations'][0]['physicalLocation']
              ['region'].__str__() for at in results]
    assert len(set(prints)) == len(prints)
    assert run['invocations'][0]['executionSuccessful'] != undecided(whole, states)


def check_github(text, whole, states):
    command = re.compile(r'::(error|warning|notice) ((?:[a-z]+=[^:,\n]*,?)+)::([^\n]*)')
    lines = text.splitlines() if text else []
    found = [command.fullmatch(line) for line in text.split('\n')[:-1]]
    assert all(found), [line for line, at in zip(lines, found) if not at]
    assert len(found) == sum(state in ('fail', 'unknown', 'noted') for state in states) + undecided(whole, states)
    loud = sum(at[1] == 'error' for at in found)
    assert loud == states.count('fail') + states.count('unknown') + undecided(whole, states)


def check_gitlab(text, whole, states):
    entries = json.loads(text)
    wanted = [rule['id'] for rule, state in zip(whole['rules'], states) if state in ('fail', 'unknown', 'noted')]
    wanted += ['formats'] * undecided(whole, states)
    assert [entry['check_name'] for entry in entries] == wanted
    assert len({entry['fingerprint'] for entry in entries}) == len(entries)
    assert all(entry['location']['lines']['begin'] > 0 for entry in entries)


def check_markdown(text, whole, states):
    assert len(text) < 60000
    rows = [line for line in text.split('\n') if re.match(r'\| (❌|❔|⚠️) ', line)]
    left = sum(int(count) for count in re.findall(r'_(\d+) rows? (?:is|are) left out', text))
    assert len(rows) + left == sum(state in ('fail', 'unknown', 'noted') for state in states)
    assert all(len(re.findall(r'(?<!\\)\|', row)) == 6 for row in rows)
    assert sum(re.match(r'\| `formats/(moved|exempt)`.* \| 2027-01-31 \|', line) is not None
               for line in text.split('\n')) == len(whole['waivers'])
    if whole['baseline']:
        assert f"{whole['baseline']['entries']} entries" in text
    outside = re.sub(r'(?<!\\)(`+).*?\1', '', text, flags=re.DOTALL)
    assert '<script' not in outside and '@all' not in outside and '<b>' not in outside


def check_openmetrics(text, whole, states):
    families = {family.name: family for family in text_string_to_metric_families(text)}
    status, = families['plimsoll_exit_status'].samples
    assert status.value == whole['exit']
    counted = {at: {verdict: 0 for verdict in VERDICTS} for at in SEVERITIES}
    for sample in families['plimsoll_rules'].samples:
        counted[sample.labels['severity']][sample.labels['verdict']] += sample.value
    assert counted == whole['summary']['by_severity'], counted
    told = {(at.labels['policy'] + '/' + at.labels['rule']): at.labels['verdict']
            for at in families['plimsoll_rule_verdict'].samples if at.value == 1}
    assert told == {rule['id']: rule['verdict'] for rule in whole['rules']}
    based = families.get('plimsoll_baseline_entries')
    assert (based is not None) == (whole['baseline'] is not None)
    for sample in based.samples if based else []:
        assert whole['baseline'][sample.labels['state']] == sample.value
    units = {'bytes': 'bytes', 'duration': 'seconds', 'int': '', 'number': ''}
    for rule in whole['rules']:
        for index, at in enumerate(rule['requirements']):
            if not at['margin']:
                continue
            unit = units[at['margin']['type']]
            assert unit[:1] == (at['margin']['unit'] or '').lower(), unit
            load = {'left': 'right', 'right': 'left'}[at['margin']['capacity']]
            for name, key in (('margin', 'value'), ('capacity', at['margin']['capacity']), ('load', load)):
                family = families.get('plimsoll_' + name + (unit and '_' + unit))
                told = [sample.value for sample in (family.samples if family else [])
                        if sample.labels['policy'] + '/' + sample.labels['rule'] == rule['id']
                        and sample.labels['requirement'] == str(index + 1)]
                known = [] if at['margin'][key] is None else [float(at['margin'][key])]
                assert told == known, (rule['id'], name, told)


class Page(HTMLParser):
    """The texts of the elements of a page, and whether every one of them that has to be is closed."""

    def __init__(self, text):
        super().__init__()
        self.open, self.texts = [], []
        self.feed(text)
        self.close()
        assert not self.open, self.open

    def handle_starttag(self, tag, attrs):
        if tag not in ('meta', 'br', 'input', 'path', 'rect'):
            self.open.append((tag, len(self.texts)))
            self.texts.append([tag, ''])

    def handle_endtag(self, tag):
        if tag in ('path', 'rect'):
            return
        name, _ = self.open.pop()
        assert name == tag, (name, tag)

    def handle_data(self, data):
        for _, index in self.open:
            self.texts[index][1] += data

    def all(self, tag):
        return [text for name, text in self.texts if name == tag]


def check_html(text, whole, states):
    page = Page(text)
    head, = page.all('h1')
    assert head.split(':')[0] == {'pass': '✓ Pass', 'fail': '✗ Fail', 'unknown': '? Unknown'}[whole['verdict']]
    words = [line for line in page.all('h3') if re.match('[✗?!] (fail|unknown)', line)]
    assert len(words) == sum(state in ('fail', 'unknown', 'noted') for state in states), words
    told = set(page.all('code'))
    assert all(rule['id'] in told for rule in whole['rules'])
    assert whole['digest'] in told
    said = ' '.join(page.all('body')[0].split())
    assert all(f'{states.count(state)} {state}' in said for state in ('pass', 'fail', 'unknown')
               if state in states), states
    based = whole['summary']['baseline']
    assert not based or f'{based} baseline' in said
    assert not whole['baseline'] or f"{whole['baseline']['entries']} entries" in said
    assert all(' '.join(margin['text'].split()) in said for rule, state in zip(whole['rules'], states)
               if state in ('fail', 'noted') for margin in margins(rule) if rule['verdict'] == 'fail')
    assert len(text) < 1000000 and 'http' not in text.replace('http-equiv', '')


def check_text(text, whole, states):
    if whole['baseline']:
        assert f"{whole['baseline']['entries']} entries, {whole['baseline']['excuses']} excused" in text
        assert all(re.search(r'^  baseline ' + rule['id'].split('/')[1] + r'\s', text, re.MULTILINE)
                   for rule in whole['rules'] if rule['verdict'] == 'baseline')
    assert all(rule['id'].split('/')[1] in text for rule in whole['rules'])
    for rule in whole['rules']:
        if rule['verdict'] == 'fail' and margins(rule):
            assert any(margin['text'] in re.sub(r'\s+', ' ', text) for margin in margins(rule)), rule['id']


Path(folder, 'formats.plim').write_text(POLICY)
for run in RUNS:
    texts, status = reports(run)
    if sys.argv[3:] == ['keep']:
        kept = Path(folder, run.replace(' ', '-'))
        kept.mkdir()
        for name in FORMATS:
            Path(folder, name + '.out').rename(Path(kept, name))
    whole = json.loads(texts['json'], parse_float=Decimal)
    states = [state_of(rule, whole['fail_on']) for rule in whole['rules']]
    ends = 'PASS' if status == whole['exit'] else 'FAIL'
    print(f'{ends} {run}, the exit status is that of the report')
    for name in [*FORMATS, 'lists', 'all_subjects']:
        try:
            globals()['check_' + name](texts.get(name), whole, states)
            print(f'PASS {run}, {name}')
        except Exception as error:
            print(f'FAIL {run}, {name}: {type(error).__name__} {error!s:.300}'.replace('\n', ' '))
