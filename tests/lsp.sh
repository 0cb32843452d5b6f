#!/bin/sh
# The language server: sessions of an editor, replayed, with all that it answers; edits at random, after
# each of which it says what plimsoll check says; input that is no message.
. "${top_srcdir:-$(dirname "$0")/..}/tests/tap.sh"
# Answers have paths in full.
top_srcdir=$(cd "$top_srcdir" && pwd -P) || exit 99
PLIMSOLL_PATH=$top_srcdir/policies
lsp=$top_srcdir/tests/lsp
export top_srcdir PLIMSOLL_PATH

for session in "$lsp"/*.session; do
    name=$(basename "$session" .session)
    files=$lsp/files
    [ -d "$lsp/$name" ] && files=$lsp/$name
    python3 "$lsp/client.py" "$plimsoll" "$session" "$files" >"$work/$name" 2>&1
    [ -n "${UPDATE:-}" ] && cp "$work/$name" "$lsp/$name.expected"
    same "$name" "$lsp/$name.expected" "$work/$name"
done

# Pipes and devices in the open folder are not read.
mkdir "$work/pipes"
mkfifo "$work/pipes/a.plim" "$work/pipes/site_test.plim"
ln -s /dev/zero "$work/pipes/z.plim"
cp "$lsp/files/site.plim" "$work/pipes/"
printf '%s\n' 'open site.plim' 'workspace/symbol {"query": "disks"}' >"$work/session"
is 'a folder with pipes' "$(python3 "$lsp/client.py" "$plimsoll" "$work/session" "$work/pipes" | grep -o '"name": .*')" <<'END'
"name": "disks"}]}
END

# EDITS=100000 SEED=7 for more, or other, of them.
mkdir "$work/edits"
PYTHONDONTWRITEBYTECODE=1 python3 "$lsp/edits.py" "$plimsoll" "$work/edits" "${EDITS:-200}" "${SEED:-1}" \
    "$lsp/files/site.plim" "$lsp/files/limits.plim" "$lsp/files/region.plim" "$lsp/files/pair.json" \
    "$top_srcdir/policies/kvm/live.plim" "$top_srcdir/policies/kvm/moves.plim" \
    "$top_srcdir/policies/kvm/prepare.plim" >"$work/why" 2>&1
ok $? "the server says what check says, after edits at random"

# What is no message ends the server, with one error; one that is cut off or too long, too.
for header in 'GET / HTTP/1.1\r\n' 'Content-Length: 12' 'Content-Length: x\r\n\r\n{}' \
    'Content-Length: 99999999999999999999\r\n\r\n{}' 'Content-Length: 50\r\n\r\n{}' '\r\n\r\n'; do
    printf "$header" | "$plimsoll" lsp >"$work/out" 2>"$work/why"
    status=$?
    [ "$status" -eq 1 ] && [ "$(grep -c 'the header is wrong' "$work/out")" -eq 1 ] && [ ! -s "$work/why" ]
    ok $? "no message: $header"
done

# Numbers that no double holds, and ids before, behind and inside of other members.
say() {
    printf 'Content-Length: %d\r\n\r\n%s' "$(printf %s "$1" | wc -c)" "$1"
}
for id in 7 -0 1.5 0.1 1e3 123456789012345678901234567890 1e999 '""' '"7"' '"\u00fc\"\\ 1"' null true '{"id":1}' '[1]'; do
    say '{"jsonrpc":"2.0","id":'"$id"',"method":"none","params":{"id":2}}'
done >"$work/in"
say '{ "params": [{"id": 1}, "\"id\": 2,"] , "method": "none", "id" : 12345678901234567890 }' >>"$work/in"
"$plimsoll" lsp <"$work/in" | grep -ao '"id":.*"code":[-0-9]*' | sed 's/,.*:/ /' >"$work/out"
is 'an answer has the id of its message' "$(cat "$work/out")" <<'END'
"id":7 -32601
"id":-0 -32601
"id":1.5 -32601
"id":0.1 -32601
"id":1e3 -32601
"id":123456789012345678901234567890 -32601
"id":1e999 -32601
"id":"" -32601
"id":"7" -32601
"id":"ü\"\\ 1" -32601
"id":null -32601
"id":null -32600
"id":null -32600
"id":null -32600
"id":12345678901234567890 -32601
END
is 'an editor that leaves at once' "$("$plimsoll" lsp </dev/null; echo $?)" <<END
1
END

if command -v nvim >/dev/null; then
    cp "$lsp/files/wrong.plim" "$work"
    LSP_FILE=$work/wrong.plim PLIMSOLL=$plimsoll HOME=$work timeout 60 nvim --headless --clean -n -S "$lsp/neovim.lua" \
        >"$work/out" 2>&1
    is 'Neovim shows a mistake, completes and renames' "$(tr -d '\r' <"$work/out")" <<'END'
diagnostic 5:15 machine has no field memroy / did you mean memory?
diagnostic 7:42 vm is a list, where one value is needed / use count(vm), or for each vm
completion name id state memory memory_min
line 4: rule one "ü 🙂 A machine has memory" {
END
else
    skip 'Neovim shows a mistake, completes and renames' 'there is no Neovim'
fi
printf 'Content-Length: 58\r\n\r\n{"jsonrpc":"2.0","id":1,"method":"initialize","params":{}}' |
    "$plimsoll" lsp >/dev/full
[ $? -eq 1 ]
ok $? 'it ends where nobody can be answered'
done_testing
