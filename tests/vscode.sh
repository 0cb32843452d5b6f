#!/bin/sh
# The extension for Visual Studio Code: its types and style, what is packed, what it declares, its snippets and its
# colours, and the extension at work with the real program in an editor that a stand-in plays. 'make check-vscode'
# makes what that needs, and is no part of 'make check'.
. "${top_srcdir:-$(dirname "$0")/..}/tests/tap.sh"
tests=$top_srcdir/tests/vscode
built=$top_builddir/vscode
python=$(python_with json) || skip_all 'python3 is not installed'
[ -d "$built/node_modules" ] || bail_out 'not installed: make check-vscode'

(cd "$built" && npx tsc) >"$work/why" 2>&1
ok $? 'types'
(cd "$built" && npx eslint --max-warnings 0 src) >"$work/why" 2>&1
ok $? 'style'

# ---- what is packed ----

package=$(find "$top_builddir" -maxdepth 1 -name 'plimsoll-*.vsix')
extension=$work/packed/extension
"$python" -m zipfile -e "$package" "$work/packed"
is 'only what is used is packed' "$(cd "$extension" && find . -type f | LC_ALL=C sort)" <<'END'
./LICENSE.txt
./changelog.md
./extension.js
./icon.png
./language-configuration.json
./package.json
./plimsoll.tmLanguage.json
./readme.md
./snippets.json
END
size=$(wc -c <"$package")
echo "$size bytes" >"$work/why"
[ "$size" -lt 200000 ]
ok $? 'it is smaller than 200 kB'
same 'the grammar is that of other editors' "$top_srcdir/editors/textmate/plimsoll.tmLanguage.json" "$extension/plimsoll.tmLanguage.json"
same 'the licence is that of the program' "$top_srcdir/LICENSE" "$extension/LICENSE.txt"
grep -n '"resolved"\|://[^"]*\.tgz' "$top_srcdir/editors/vscode/package-lock.json" | head -n 5 >"$work/found"
empty 'the lock file names no place that packages come from' "$work/found"

# ---- what it declares ----

version=$("$plimsoll" version)
node "$tests/manifest.mjs" "$extension" "$built" "${version#plimsoll }" "$top_srcdir" >"$work/lines" 2>&1
ok_lines 'manifest: '
node "$tests/snippets.mjs" "$extension" "$plimsoll" "$top_srcdir/grammar/words.c" "$examples/kvm-pair.json" "$work" \
    >"$work/lines" 2>&1
ok_lines 'snippets: '
node "$tests/tokens.mjs" "$extension" "$built" "$examples/site.plim" >"$work/tokens" 2>"$work/why"
recorded 'colours: examples/site.plim' "$tests/site.tokens" "$work/tokens"

# ---- at work ----

mkdir "$work/folder"
cp "$top_srcdir"/tests/lsp/files/* "$tests"/files/* "$work/folder"
chmod -R u+w "$work/folder"
HOME=$work node "$tests/extension.mjs" "$extension" "$plimsoll" "$work/folder" >"$work/lines" 2>&1
ok_lines 'extension: '
done_testing
