#!/bin/sh
# The documentation as a site: it is built, every link and anchor leads somewhere, on the site and as GitHub shows the
# Markdown, and pages are opened in Chromium. 'make check-site' builds it and installs what the last part needs; it
# is no part of 'make check'. The screenshots stay in site-check/ of the build, to be looked at.
. "${top_srcdir:-$(dirname "$0")/../..}/tests/tap.sh"

[ -d "$top_builddir/site-work/node_modules" ] || skip_all 'npm is not installed: the site was not built'
site=$top_builddir/site

node "$here/links.mjs" "$top_srcdir" "$top_builddir/site-work" "$site" >"$work/lines" 2>"$work/why"
ok $? 'the links are followed'
ok_lines ''

if [ -d "$top_builddir/site-check/node_modules" ] && command -v chromium >/dev/null; then
    node "$here/pages.mjs" "$top_builddir/site-check" "$(command -v chromium)" "$site" >"$work/lines" 2>"$work/why"
    ok $? 'the pages are opened'
    ok_lines ''
else
    skip 'the pages are opened' 'chromium, or playwright-core and axe-core from npm, are not installed'
fi
done_testing
