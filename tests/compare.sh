#!/bin/sh
# Comparing and merging reports: what they find is worked out anew from the reports, fits its schema, and
# does not depend on anything but them; and reports with something wrong in them break nothing.
. "${top_srcdir:-$(dirname "$0")/..}/tests/tap.sh"
cases_of=$top_srcdir/tests/golden/compare/data
parts=$top_srcdir/tests/compare

command -v python3 >/dev/null || skip_all 'python3 is not installed: no report was compared'

python3 "$parts/recompute.py" "$plimsoll" "$work" "$cases_of/fleet.plim" 60 >"$work/lines" 2>"$work/why"
ok $? 'the comparison runs to its end'
ok_lines ''

for format in text markdown json; do
    "$plimsoll" diff "$work/before.json" "$work/after.json" --format $format >"$work/once"
    "$plimsoll" diff "$work/before.json" "$work/after.json" --format $format=- >"$work/twice"
    same "a comparison in $format is the same every time" "$work/once" "$work/twice"
done

if python3 -c 'from jsonschema import Draft202012Validator' 2>/dev/null; then
    python3 - "$top_srcdir/docs/diff.schema.json" "$work"/diff.*.json >"$work/why" <<'PYTHON'
import json, sys
from jsonschema import Draft202012Validator
schema = json.load(open(sys.argv[1]))
Draft202012Validator.check_schema(schema)
wrong = [f'{file}: {error.json_path} {error.message[:200]}' for file in sys.argv[2:]
         for error in Draft202012Validator(schema).iter_errors(json.load(open(file)))]
print(*wrong[:5], sep='\n')
sys.exit(bool(wrong))
PYTHON
    ok $? 'what diff finds fits docs/diff.schema.json'
else
    skip 'what diff finds fits docs/diff.schema.json' 'python3-jsonschema is not installed'
fi

"$plimsoll" report merge "$work/before.json" "$work/after.json" --format json >"$work/merged.json"
if python3 -c 'from jsonschema import Draft202012Validator' 2>/dev/null; then
    python3 - "$top_srcdir/docs" "$work/merged.json" >"$work/why" <<'PYTHON'
import json, sys
from jsonschema import Draft202012Validator

def wrong(schema, value):
    schema = json.load(open(f'{sys.argv[1]}/{schema}'))
    Draft202012Validator.check_schema(schema)
    return [f'{error.json_path} {error.message[:200]}' for error in Draft202012Validator(schema).iter_errors(value)]
merged = json.load(open(sys.argv[2]))
found = wrong('merge.schema.json', merged)
for run in merged['runs']:
    found += wrong('report.schema.json', run['report'])
for edit in ({'merge': 2}, {'verdict': 'skip'}, {'exit': 3}, {'runs': []}, {'failing': [{}]}, {'summary': {}}):
    found += [] if wrong('merge.schema.json', merged | edit) else [f'{edit} fits']
print(*found[:5], sep='\n')
sys.exit(bool(found))
PYTHON
    ok $? 'what report merge writes fits docs/merge.schema.json, and the reports in it theirs'
else
    skip 'what report merge writes fits docs/merge.schema.json' 'python3-jsonschema is not installed'
fi

mangled=300
[ "$sanitizers" = no ] || mangled=100
python3 "$parts/mangle.py" "$plimsoll" "$work" "$work/after.json" $mangled >"$work/lines" 2>"$work/why"
ok $? 'the mangling runs to its end'
ok_lines ''
done_testing
