#!/bin/sh
# The playground in Chromium (playground.mjs), and the package for npm in Node (package.mjs); 'make check-browser'
# builds both first, and is no part of 'make check'. The screenshots stay in browser/ of the build.
. "${top_srcdir:-$(dirname "$0")/../..}/tests/tap.sh"

[ -f "$top_builddir/web/index.html" ] || skip_all 'make web has built no playground'
[ -d "$top_builddir/browser/node_modules" ] || bail_out 'not installed: make check-browser'
command -v chromium >/dev/null || bail_out 'chromium is not installed'
package=$(cd "$top_builddir/web-work/packages/plimsoll" && pwd)

node "$here/package.mjs" "$package" "$top_srcdir" "$plimsoll" "$work/package" "$now" >"$work/lines" 2>"$work/why"
ok $? 'the package is used'
ok_lines ''

# TypeScript takes the use of the package that it should, and refuses what it should not.
mkdir "$work/node_modules"
ln -s "$package" "$work/node_modules/plimsoll"
cp "$here/types.mts" "$work/"
tsc=$(cd "$top_builddir/web-work/page/node_modules/.bin" && pwd)/tsc
(cd "$work" && "$tsc" --noEmit --strict --target es2022 \
    --module nodenext types.mts) >"$work/why" 2>&1
ok $? 'its types are those of its use'

node "$here/playground.mjs" "$top_builddir/browser" "$(command -v chromium)" "$top_builddir/browser" \
    "$top_builddir/web" >"$work/lines" 2>"$work/why"
ok $? 'the playground is used'
ok_lines ''
done_testing
