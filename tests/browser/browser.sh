#!/bin/sh
# Reports in HTML, opened in Chromium (pages.mjs). 'make check-browser' installs what that needs, and is
# no part of 'make check'. The screenshots stay in browser/ of the build, to be looked at.
. "${top_srcdir:-$(dirname "$0")/../..}/tests/tap.sh"

[ -d "$top_builddir/browser/node_modules" ] || bail_out 'not installed: make check-browser'
command -v chromium >/dev/null || bail_out 'chromium is not installed'

"$plimsoll" check hyperv --facts "$examples/hyperv-pair.json" --now "$now" --format "html=$work/pass.html"
"$plimsoll" check hyperv --facts "$examples/hyperv-pair.json" --now "$now" --set host_reserve='300 GiB' \
    --format "html=$work/fail.html"
"$plimsoll" check kvm.live --now "$now" --format "html=$work/unknown.html"
"$plimsoll" check kvm.prepare "$examples/site.plim" --facts "$examples/kvm-pair.json" --now "$now" \
    --with 'vm["build"].memory=900 GiB' --without 'vm["mail"].disk' --format "html=$work/machines.html"
node "$here/pages.mjs" "$top_builddir/browser" "$(command -v chromium)" "$top_builddir/browser" \
    "$work"/*.html >"$work/lines" 2>"$work/why"
ok $? 'the pages are opened'
ok_lines ''
done_testing
