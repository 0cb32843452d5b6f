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

# The page reads the grammar of editors/textmate itself.
textmate=$top_builddir/editors-tools/textmate
NODE_PATH=$top_builddir/web-work/page/node_modules "$top_builddir/web-work/page/node_modules/.bin/esbuild" \
    "$top_srcdir/web/page/textmate.js" --bundle --format=esm --outfile="$work/textmate.mjs" --log-level=error
node "$here/colours.mjs" "$textmate" "$work/textmate.mjs" "$top_srcdir/editors/textmate/plimsoll.tmLanguage.json" \
    "$top_srcdir"/policies/*/*.plim "$top_srcdir"/tests/golden/*/*.plim >"$work/lines" 2>"$work/why"
ok $? 'policies are coloured'
ok_lines ''

node "$here/playground.mjs" "$top_builddir/browser" "$(command -v chromium)" "$top_builddir/browser" \
    "$top_builddir/web" >"$work/lines" 2>"$work/why"
ok $? 'the playground is used'
ok_lines ''
done_testing
