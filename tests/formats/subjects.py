"""What --all-subjects adds to a report in JSON, compared with what the report says anyway."""



def verdict_of(subjects):
    """Of a requirement that has these subjects; an element that is unknown makes its subject so."""
    verdicts = {at['verdict'] for at in subjects if at['verdict'] != 'unknown' or not at['element']}
    for verdict in ('fail', 'unknown', 'baseline', 'waived'):
        if verdict in verdicts:
            return verdict
    return 'pass'


def check_margins(subjects, requirement):
    margins = [at for at in subjects if at['margin']]
    for at in margins:
        left, right = at['margin']['left'], at['margin']['right']
        assert (left is None) == at['margin']['bounded']
        if left is not None:
            value = left - right if at['margin']['capacity'] == 'left' else right - left
            assert at['margin']['value'] == value, at
        assert at['verdict'] == 'pass' or at['margin']['value'] <= 0, at
        assert at['verdict'] in ('pass', 'fail', 'baseline', 'waived'), at
    if requirement['margin']:
        gravest = next((verdict for verdict in ('fail', 'baseline', 'waived')
                        if any(at['verdict'] == verdict for at in subjects)), 'pass')
        worst = min([at for at in margins if at['verdict'] in ('pass', gravest)], key=lambda at: at['margin']['value'])
        same = ['value', 'type', 'unit', 'sides', 'left', 'right', 'capacity']
        assert [worst['margin'][key] for key in same] == [requirement['margin'][key] for key in same]
        assert worst['subject'] == (requirement['margin']['subject'] or '')
        assert worst['paths'] == requirement['margin']['paths']
    else:
        assert not margins or requirement['verdict'] == 'unknown'


def check_requirement(subjects, requirement):
    assert all(list(at) == ['subject', 'paths', 'element', 'verdict', 'margin', 'values'] for at in subjects)
    bad = {verdict: [at['subject'] for at in subjects if at['verdict'] == verdict]
           for verdict in ('fail', 'baseline', 'waived')}
    waived = len(requirement['failed_subjects']) - requirement['waived_count']
    failing = waived - requirement['baseline_count']
    assert requirement['failed_subjects'][:failing] == bad['fail']
    assert set(requirement['failed_subjects'][failing:waived]) <= set(bad['baseline'])
    assert set(requirement['failed_subjects'][waived:]) <= set(bad['waived'])
    unknown = [at for at in subjects if at['verdict'] == 'unknown' and not at['element']]
    assert len(unknown) == requirement['unknown_count'] - requirement['unknown_waived'] - \
        requirement['unknown_baseline']
    check_margins(subjects, requirement)
    values = {at['subject']: at['values'] for at in subjects}
    assert all(at['values'] == values[at['subject']] for at in requirement['failed'])


def check(extended, report):
    """EXTENDED is the report of the same run with all subjects, which it loses here."""
    for rule in extended['rules']:
        for requirement in rule['requirements']:
            subjects = requirement.pop('all_subjects')
            check_requirement(subjects, requirement)
            if not rule['missing'] and rule['subjects']:
                assert verdict_of(subjects) == requirement['verdict'], (rule['id'], requirement['verdict'])
    assert extended == report
