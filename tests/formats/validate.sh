#!/bin/sh
# The formats that have a checker of their own: SARIF by the multitool of its makers, OpenMetrics by
# Prometheus, and the report in JSON by ajv, against its schema. 'make check-formats' installs them, and is
# no part of 'make check'.
. "${top_srcdir:-$(dirname "$0")/../..}/tests/tap.sh"

python=$(python_with prometheus_client) || bail_out 'python3-prometheus-client is not installed'
multitool=$top_builddir/formats/node_modules/.bin/sarif-multitool
[ -x "$multitool" ] || bail_out 'the multitool is not installed: make check-formats'
command -v promtool >/dev/null || bail_out 'promtool is not installed: the package prometheus has it'

"$python" "$here/compare.py" "$plimsoll" "$work" keep >"$work/lines" 2>"$work/why"
ok $? 'the reports are written'

# A page about the program, which the multitool asks for, is what it has not.
for folder in "$work"/*/; do
    name=$(basename "$folder")
    mv "$folder/sarif" "$folder/report.sarif"
    "$multitool" validate "$folder/report.sarif" --output "$folder/found.sarif" --log ForceOverwrite \
        >"$work/why" 2>&1
    jq -r '.runs[].results[]? | "\(.ruleId) \(.message.id)"' "$folder/found.sarif" |
        grep -v '^SARIF2005 ' >"$work/found"
    empty "SARIF: $name" "$work/found"
    promtool check metrics <"$folder/openmetrics" >"$work/why" 2>&1
    ok $? "OpenMetrics: $name"
done
node "$here/ajv.mjs" "$top_builddir/formats" "$top_srcdir/docs/report.schema.json" "$work"/*/json >"$work/lines" \
    2>"$work/why"
ok $? 'ajv reads the schema'
sed -i "s#$work/##" "$work/lines"
ok_lines 'ajv: '
done_testing
