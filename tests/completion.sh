#!/bin/sh
# Completion in real shells: what their scripts make of what 'plimsoll completion words' says, which the
# golden cases of tests/golden/completion have in full. Cases that are typed are in
# tests/completion/typed.cases.
. "${top_srcdir:-$(dirname "$0")/..}/tests/tap.sh"

scripts=$top_srcdir/share/completion
cp -R "$top_srcdir/tests/golden/completion/data" "$work/data"
cd "$work/data" || exit 99
chmod -R u+w .
mv wrong.plim broken.plim
mkdir "$work/bin"
ln -s "$plimsoll" "$work/bin/plimsoll"
PATH=$work/bin:$PATH PLIMSOLL_PATH=path HOME=$work TERM=xterm
export PATH PLIMSOLL_PATH HOME TERM

# what bash sources: a prompt, and a function that shows the words of a line.
cat >"$work/bashrc" <<END
PS1='ready> '
show-words() { printf 'words: '; printf '<%s>' "\$@"; echo ' :end'; }
bind 'set enable-bracketed-paste off'
source <(plimsoll completion bash)
END
mkdir "$work/zsh" "$work/fish"
cat >"$work/zsh/.zshrc" <<END
PS1='ready> '
show-words() { printf 'words: '; printf '<%s>' "\$@"; echo ' :end' }
fpath=($scripts \$fpath)
autoload -Uz compinit && compinit -u -D
bindkey -e
END
cat >"$work/fish/config.fish" <<END
function fish_prompt; echo -n 'ready> '; end
function show-words; printf 'words: '; printf '<%s>' \$argv; echo ' :end'; end
set -g fish_greeting
set -g fish_autosuggestion_enabled 0
plimsoll completion fish | source
END
ZDOTDIR=$work/zsh XDG_CONFIG_HOME=$work
export ZDOTDIR XDG_CONFIG_HOME

# check_script SHELL FILE: the script is the one that is installed, and the shell can read it.
check_script() {
    plimsoll completion "$1" >"$work/script" 2>"$work/why"
    same "plimsoll completion $1 prints the script that is installed" "$scripts/$2" "$work/script"
    if command -v "$1" >/dev/null; then
        "$1" -n "$scripts/$2" >"$work/why" 2>&1
        ok $? "$1 reads it"
    fi
}

# type_to SHELL ARGUMENT...: the cases, typed to the shell.
type_to() {
    if ! command -v "$1" >/dev/null; then
        skip "lines typed to $1" "$1 is not installed"
        return
    fi
    timeout 300 python3 "$top_srcdir/tests/completion/typed.py" "$1" \
        "$top_srcdir/tests/completion/typed.cases" "$@" >"$work/lines" 2>"$work/why"
    ok $? "lines are typed to $1"
    ok_lines "$1: "
}

# replies LINE TEXT: what the function for bash answers for a line whose last part is TEXT.
replies() {
    # shellcheck disable=SC2016  # for bash
    bash -c 'source <(plimsoll completion bash)
        COMP_LINE=$1 COMP_POINT=${#1}
        _plimsoll plimsoll "$2" ""
        printf "<%s>\n" "${COMPREPLY[@]}"' bash "$1" "$2" 2>&1
}

check_script bash plimsoll.bash
check_script zsh _plimsoll
check_script fish plimsoll.fish

if command -v bash >/dev/null; then
    is 'bash: words, with the blank that ends them' "$(replies 'plimsoll chec' chec)" <<END
<check >
<checklist >
END
    is 'bash: a name with a blank' "$(replies 'plimsoll check --facts my' my)" <<END
<my\\ cars.json >
END
    is 'bash: behind a colon' "$(replies 'plimsoll check --facts=more/a:' '')" <<END
<b.json >
END
    is 'bash: nothing is said of what is wrong' "$(replies 'plimsoll check broken.plim --rule x' x)" <<END
<>
END
fi
type_to bash --rcfile "$work/bashrc" -i
type_to zsh -i
type_to fish -i
done_testing
