#!/bin/sh
# The language server: sessions of an editor, replayed, with all that it answers; edits at random, after
# each of which it says what plimsoll check says; input that is no message.
. "${top_srcdir:-$(dirname "$0")/..}/tests/tap.sh"
lsp=$top_srcdir/tests/lsp
export top_srcdir

for session in "$lsp"/*.session; do
    name=$(basename "$session" .session)
    python3 "$lsp/client.py" "$plimsoll" "$session" "$lsp/files" >"$work/$name" 2>&1
    [ -n "${UPDATE:-}" ] && cp "$work/$name" "$lsp/$name.expected"
    same "$name" "$lsp/$name.expected" "$work/$name"
done
done_testing
