#!/bin/sh
# The grammars in editors/ agree with the program: with its words, its scanner and its parser. What needs a tool
# that is not installed is skipped; 'make check-editors' fetches those that Debian 12 does not have.
. "${top_srcdir:-$(dirname "$0")/..}/tests/tap.sh"
tests=$top_srcdir/tests/editors
oracle=$top_builddir/tests/editors/oracle
tools=$top_builddir/editors-tools
python=$(python_with json) || skip_all 'python3 is not installed'
cd "$top_srcdir" || exit 99
find policies examples tests/golden -name '*.plim' | sort >"$work/policies"

# The words of each grammar are those of the language.
"$oracle" words >"$work/words"
"$python" "$tests/words.py" "$work/words" >"$work/lines"
ok_lines ''

# ---- tree-sitter ----

# agree NAME FILES: error nodes are where mistakes are, in the files that a file names.
agree() {
    (cd "$grammar" && xargs "$tree_sitter" parse --quiet) <"$2" >"$work/parsed" 2>"$work/why"
    xargs "$oracle" mistakes <"$2" >"$work/mistakes"
    "$python" "$tests/agree.py" "$work/parsed" "$work/mistakes" >"$work/lines"
    grep -v '^PASS' "$work/lines" >"$work/why"
    ! grep -q '^FAIL' "$work/why" && [ "$(grep -c '^PASS' "$work/lines")" -eq "$(wc -l <"$2")" ]
    ok $? "tree-sitter: $1"
}

check_tree_sitter() {
    grammar=$work/tree-sitter-plimsoll
    cp -R editors/tree-sitter-plimsoll "$grammar"
    chmod -R u+w "$grammar"
    HOME=$work
    export HOME
    (cd "$grammar" && "$tree_sitter" generate --no-bindings) >"$work/why" 2>&1
    ok $? 'tree-sitter: the grammar has no conflict'
    if "$tree_sitter" --version | grep -q '0\.22\.6$'; then
        diff -rq editors/tree-sitter-plimsoll/src "$grammar/src" >"$work/why"
        ok $? 'tree-sitter: src is what "tree-sitter generate --no-bindings" makes of grammar.js'
    else
        skip 'tree-sitter: src is up to date' 'tree-sitter is not 0.22.6'
    fi
    (cd "$grammar" && "$tree_sitter" test) >"$work/why" 2>&1
    ok $? 'tree-sitter: the corpus'
    for query in highlights folds indents injections locals; do
        (cd "$grammar" && "$tree_sitter" query "queries/$query.scm" "$top_srcdir/policies/hyperv/prepare.plim") >"$work/out" 2>"$work/why" &&
            grep -q capture "$work/out"
        ok $? "tree-sitter: queries/$query.scm"
    done
    sed "s|^|$top_srcdir/|" "$work/policies" >"$work/files"
    agree "$(wc -l <"$work/files") policies have an error node where the parser has a mistake" "$work/files"
    mkdir "$work/mutants"
    xargs "$python" "$tests/mutants.py" 1 2000 "$work/mutants" <"$work/files"
    find "$work/mutants" -name '*.plim' >"$work/files"
    agree '2000 policies with a small change, too' "$work/files"
}

tree_sitter=$tools/tree-sitter/tree-sitter
[ -x "$tree_sitter" ] || tree_sitter=$(command -v tree-sitter)
if [ -n "$tree_sitter" ]; then
    check_tree_sitter
else
    skip 'tree-sitter' 'the command tree-sitter is not installed'
fi
done_testing
