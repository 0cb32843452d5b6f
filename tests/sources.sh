#!/bin/sh
# src/README.md has a line for every source file and no other, every file begins with a line about
# its purpose, and what is made of sources or speaks of their lines is up to date.
. "${top_srcdir:-$(dirname "$0")/..}/tests/tap.sh"
cd "$top_srcdir" || exit 99

# Source files: those that flex and bison make are left out.
for file in src/*.[ch] src/*/*.[ch] src/*/*.cc src/*/*.def src/*/*/*.[ch] grammar/*.[chyl]; do
    case $file in grammar/parser.[ch] | grammar/scanner.c) continue ;; esac
    [ -f "$file" ] && echo "$file"
done | sort >"$work/there"

# Sections begin with "## `FOLDER": rows "| `NAME.c` |" or "| `NAME.[ch]` |".
awk '/^## `/ { split($2, part, "`"); folder = part[2]; sub(/[^\/]*$/, "", folder) }
     /^\| `/ {
         split($0, part, "`"); name = part[2]
         if (sub(/\.\[ch\]$/, "", name)) print folder name ".c\n" folder name ".h"
         else print folder name
     }' src/README.md | sort >"$work/listed"

comm -23 "$work/there" "$work/listed" >"$work/missing"
comm -13 "$work/there" "$work/listed" >"$work/stale"
empty 'src/README.md has every file' "$work/missing"
empty 'and no other' "$work/stale"
while read -r file; do
    head -n 1 "$file" | grep -q '^//* \|^/\*' || echo "$file"
done <"$work/there" >"$work/silent"
empty 'every file says what it is for' "$work/silent"

# Each reason why a mutant cannot be noticed is about a line that is still there.
grep -v '^[#*]' tests/mutate/reasons | while IFS= read -r row; do
    file=${row%% | *}
    line=${row#* | }
    line=${line% | *} # without the reason,
    line=${line% | *} # and without the change
    sed 's/^ *//; s/ *$//' "$file" 2>"$work/why" | grep -qxF -e "$line" || printf '%s\n' "$row"
done >"$work/gone"
empty 'tests/mutate/reasons has lines that are there' "$work/gone"
[ -s tests/mutate/reasons ] || bail_out 'there are no reasons'

# The records, roots and lists of the model that is shipped, in the texts of the rooms that serve any
# model; members of the report's format and functions of the language may have the same names.
model=policies/facts/virtualization.plim
{
    sed -n 's/^record \([a-z_]*\) .*/\1/p; s/^root \([a-z_]*\):.*/\1/p' "$model"
    sed -n 's/^ *\([a-z_]*\): *list of .*/\1/p' "$model"
} | sort -u >"$work/names"
# What is a word of the language too says nothing of the model.
# So does a word of another language that a message explains.
{
    sed -n 's/^ *ROW([A-Z_]*, "\([a-z]*\)",.*/\1/p' grammar/words.c
    sed -n 's/^ *{"\([a-z]*\)", .*"},$/\1/p' grammar/syntax_error.c src/check/check_scope.c
} | sort -u >"$work/words"
comm -23 "$work/names" "$work/words" >"$work/domain"
sed -n 's/^ *"\([a-z_]*\)": {.*/\1/p' docs/report.schema.json | sort -u >"$work/members"
grep -n '"' src/lang/*.[ch] src/check/*.[ch] src/program/*.[ch] src/eval/*.[ch] src/finding/*.[ch] \
    src/report/*.[ch] grammar/*.[chyl] | grep -v '^grammar/\(parser\.[ch]\|scanner\.c\)' |
    awk -v domain="$work/domain" -v members="$work/members" '
    BEGIN {
        while ((getline name < domain) > 0) known[name] = 1
        while ((getline name < members) > 0) member[name] = 1
    }
    /^[^:]*:[0-9]*:#include/ { next }
    {
        line = $0
        sub(/[^:]*:[0-9]*:/, "", line); sub(/\/\/.*/, "", line)
        while (match(line, /"([^"\\]|\\.)*"/)) {
            text = substr(line, RSTART + 1, RLENGTH - 2)
            line = substr(line, RSTART + RLENGTH)
            if (text !~ /^\.?[a-z_]+([.[].*)?$/) continue
            count = split(text, part, /[.[]/)
            for (i = 1; i <= count; i++)
                if (part[i] in known && !($0 ~ /^src\/report\// && text in member)) print
        }
    }' >"$work/domain_words"
empty 'no room that serves any model knows a name of the shipped one' "$work/domain_words"
[ "$(wc -l <"$work/domain")" -gt 30 ] && [ -s "$work/members" ] || bail_out 'the model has no names'

# The table of widths is what its script makes of the same version of Unicode.
unicode=/usr/share/unicode/EastAsianWidth.txt
awk -f src/report/html_assets.awk src/report/html.css src/report/html.js >"$work/assets"
same 'src/report/html_assets.h is as html_assets.awk makes it' src/report/html_assets.h "$work/assets"
awk -f src/base/utf8_width.awk "$unicode" >"$work/table" 2>/dev/null
if [ "$(head -n 1 "$work/table")" = "$(head -n 1 src/base/utf8_width_table.h)" ]; then
    same 'src/base/utf8_width_table.h is as utf8_width.awk makes it' src/base/utf8_width_table.h "$work/table"
else
    skip 'src/base/utf8_width_table.h' 'there is no Unicode of that version (package unicode-data)'
fi
[ -s "$work/there" ] || bail_out 'there are no sources'
done_testing
