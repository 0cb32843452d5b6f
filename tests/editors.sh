#!/bin/sh
# The grammars in editors/ agree with the program: with its words, its scanner and its parser. What needs a tool
# that is not installed is skipped; 'make check-editors' fetches those that Debian 12 does not have.
. "${top_srcdir:-$(dirname "$0")/..}/tests/tap.sh"
tests=$top_srcdir/tests/editors
oracle=$top_builddir/tests/editors/oracle
tools=$top_builddir/editors-tools
PYTHONDONTWRITEBYTECODE=1
export PYTHONDONTWRITEBYTECODE
python=$(python_with json) || skip_all 'python3 is not installed'
cd "$top_srcdir" || exit 99
find "$top_srcdir/policies" "$top_srcdir/examples" "$top_srcdir/tests/golden" -name '*.plim' | sort >"$work/policies"

# The words of each grammar are those of the language.
"$oracle" words >"$work/words"
"$python" "$tests/words.py" "$work/words" >"$work/lines"
ok_lines ''

xargs "$oracle" mistakes <"$work/policies" | awk 'NF == 1' >"$work/sound"

# ---- tree-sitter ----

# Editors compile the parser as docs/editors.md does.
(cd editors/tree-sitter-plimsoll &&
    ${CC:-cc} -Wall -Wextra -Wno-unused-parameter -Werror -fPIC -shared -I src -o "$work/plimsoll.so" src/parser.c src/scanner.c) >"$work/why" 2>&1
ok $? 'tree-sitter: the parser compiles alone'

# agree NAME FILES: error nodes are where mistakes are, in the files that a file names.
agree() {
    (cd "$grammar" && xargs "$tree_sitter" parse --quiet) <"$2" >"$work/parsed" 2>"$work/why"
    xargs "$oracle" mistakes <"$2" >"$work/mistakes"
    "$python" "$tests/agree.py" "$work/parsed" "$work/mistakes" >"$work/lines"
    grep -v '^PASS' "$work/lines" >"$work/why"
    ! grep -q '^FAIL' "$work/why" && [ "$(grep -c '^PASS' "$work/lines")" -eq "$(wc -l <"$2")" ]
    ok $? "tree-sitter: $1"
}

# query NAME FILES: what a query captures in the files that a file names.
query() {
    (cd "$grammar" && xargs "$tree_sitter" query "queries/$1.scm") <"$2" 2>"$work/why"
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
    echo "$top_srcdir/policies/hyperv/prepare.plim" >"$work/one"
    for name in folds indents injections locals; do
        query $name "$work/one" >"$work/captured" && grep -q capture "$work/captured"
        ok $? "tree-sitter: queries/$name.scm"
    done
    query highlights "$work/sound" >"$work/captures" && grep -q capture "$work/captures"
    ok $? 'tree-sitter: queries/highlights.scm'
    agree "$(wc -l <"$work/policies") policies have an error node where the parser has a mistake" "$work/policies"
    mkdir "$work/mutants"
    xargs "$python" "$tests/mutants.py" 1 2000 "$work/mutants" <"$work/policies"
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

# ---- how other grammars class tokens ----

# The tokens of all policies without a mistake; for what is slow to ask, the first of each file, or the packs. Only
# tree-sitter tells a word from a name everywhere.
xargs "$oracle" tokens <"$work/sound" >"$work/scanned"
captures=$work/captures
[ -s "$captures" ] || captures=
"$python" "$tests/kinds.py" "$work/scanned" $captures >"$work/tokens"
awk '/^file/ { n = 0 } n++ < 200' "$work/tokens" >"$work/some"
awk -v packs="$top_srcdir/policies/" '/^file/ { pack = index($0, packs) } pack' "$work/tokens" >"$work/packs"

# classed NAME: the grammar classes the tokens in $work/probed as what they are.
classed() {
    "$python" "$tests/classes.py" "$work/probed" >"$work/lines" 2>>"$work/why"
    grep -v '^PASS' "$work/lines" >>"$work/why"
    grep -q '^PASS' "$work/lines"
    ok $? "$1: tokens are classed as what they are"
}

# indents NAME COMMAND...: a command that indents $work/indented.plim anew makes of it what fmt does.
indents() {
    name=$1
    shift
    sed 's/^ *//' "$tests/indent.plim" >"$work/indented.plim"
    "$@" </dev/null >/dev/null 2>&1
    same "$name: lines are indented as fmt does it" "$tests/indent.plim" "$work/indented.plim"
}

# formats NAME COMMAND...: a command that lays $work/formatted.plim out does it as fmt, but leaves a mistake alone.
formats() {
    name=$1
    shift
    sed 's/^ *//' "$tests/indent.plim" >"$work/formatted.plim"
    "$@" </dev/null >/dev/null 2>&1
    same "$name: a policy is laid out by fmt" "$tests/indent.plim" "$work/formatted.plim"
    echo 'rule {' >"$work/formatted.plim"
    cp "$work/formatted.plim" "$work/mistaken.plim"
    "$@" </dev/null >/dev/null 2>&1
    same "$name: one with a mistake stays as it is" "$work/mistaken.plim" "$work/formatted.plim"
}
mkdir "$work/bin"
ln -s "$plimsoll" "$work/bin/plimsoll"
PATH=$work/bin:$PATH

if pygments=$(python_with pygments); then
    "$pygments" "$tests/probe_pygments.py" "$work/tokens" >"$work/probed" 2>"$work/why"
    classed Pygments
else
    skip Pygments 'python3-pygments is not installed'
fi

if [ -d "$tools/textmate/node_modules/vscode-textmate" ] && command -v node >/dev/null; then
    node "$tests/probe_textmate.mjs" "$tools/textmate" "$work/tokens" >"$work/probed" 2>"$work/why"
    classed TextMate
else
    skip TextMate 'vscode-textmate is not installed'
fi

# coloured NAME KIND COMMAND PACKAGE: the same for what can only be asked for colours.
coloured() {
    if command -v "$3" >/dev/null; then
        "$python" "$tests/probe_colours.py" "$2" "$work/packs" "$work/$2" >"$work/probed" 2>"$work/why"
        classed "$1"
    else
        skip "$1" "$4 is not installed"
    fi
}
coloured bat bat batcat 'the package bat'
coloured Kate kate kate-syntax-highlighter libkf5syntaxhighlighting-tools

TOKENS=$work/some PROBED=$work/probed
export TOKENS PROBED
: >"$work/probed"
# run_vim ARGUMENT...: Vim with nothing but what editors/vim has.
run_vim() {
    vim -es -u NONE -i NONE -N --cmd 'set rtp^=editors/vim fileformats=unix nomodeline noswapfile encoding=utf-8' \
        --cmd 'filetype plugin indent on' --cmd 'syntax on' "$@"
}
# Smaller builds of Vim have no syntax.
if vim --version 2>/dev/null | grep -q '+syntax'; then
    run_vim -S "$tests/probe.vim" </dev/null >"$work/why" 2>&1
    classed Vim
    indents Vim run_vim -c 'normal gg=G' -c 'wq' "$work/indented.plim"
    formats Vim run_vim -c 'normal gggqG' -c 'wq' "$work/formatted.plim"
else
    skip Vim 'vim is not installed'
fi

: >"$work/probed"
if command -v emacs >/dev/null; then
    emacs --batch -Q -L editors/emacs -l "$tests/probe.el" >"$work/why" 2>&1
    classed Emacs
    indents Emacs emacs --batch -Q -L editors/emacs -l plimsoll-mode "$work/indented.plim" \
        --eval '(indent-region (point-min) (point-max))' -f save-buffer
    formats Emacs emacs --batch -Q -L editors/emacs -l plimsoll-mode "$work/formatted.plim" -f plimsoll-format-buffer -f save-buffer
    (cd "$work" && emacs --batch -Q --eval '(setq byte-compile-error-on-warn t byte-compile-dest-file-function (lambda (_) "mode.elc"))' \
        -f batch-byte-compile "$top_srcdir/editors/emacs/plimsoll-mode.el") >"$work/why" 2>&1
    ok $? 'Emacs: the mode compiles without a warning'
else
    skip Emacs 'emacs is not installed'
fi
done_testing
