#!/bin/sh
# Coverage files are read by lcov and genhtml, which count in them what the test of the format counts.
. "${top_srcdir:-$(dirname "$0")/..}/tests/tap.sh"
command -v genhtml >/dev/null && command -v lcov >/dev/null || skip_all 'lcov is not installed'

cd "$work" || exit 99
cp "$top_srcdir/tests/golden/test/coverage.plim" .
"$plimsoll" test --coverage-file lcov.info coverage.plim >/dev/null 2>why
ok $? 'a coverage file is written'
grep -E '^(LF|LH|FNF|FNH|BRF|BRH):' lcov.info | sort >wanted

# sums FILE: the counts that lcov finds in it, as the file's own records.
sums() {
    lcov --rc lcov_branch_coverage=1 --summary "$1" 2>&1 |
        sed -n 's/^  \([lfb]\)[a-z.]*: .*(\([0-9]*\) of \([0-9]*\) .*/\1 \2 \3/p' |
        awk '{ name = $1 == "l" ? "L" : $1 == "f" ? "FN" : "BR"; print name "F:" $3; print name "H:" $2 }' | sort
}
sums lcov.info >got
same 'lcov finds as many lines, rules and values in it' wanted got

genhtml --branch-coverage --output-directory html lcov.info >why 2>&1
ok $? 'genhtml reads it'
grep -q 'sum(vm\|dest.memory &gt; large' html/*/coverage.plim.gcov.html html/coverage.plim.gcov.html 2>/dev/null
ok $? 'its page shows the policy'
done_testing
