#!/bin/sh
# Rooms only look down: no room uses a symbol that a room above it defines, nor includes its headers.
# The order of the rooms, lowest first, is the table "Rooms" of CONTRIBUTING.md.
. "${top_srcdir:-$(dirname "$0")/..}/tests/tap.sh"

# Rows such as "| `src/base/` | … |": a file belongs to the room with the longest name it begins with.
sed -n 's/^| `\(src\/[^`]*\|grammar\/\)` |.*/\1/p' "$top_srcdir/CONTRIBUTING.md" >"$work/rooms"

# room_of in awk: the place of a path's room in the list, 0 where it has none.
room_of='
function room_of(path, room, best, i) {
    best = 0
    for (i = 1; i <= rooms; i++)
        if (index(path, room_name[i]) == 1 && (!best || length(room_name[i]) > length(room_name[best])))
            best = i
    return best
}
FILENAME == list { room_name[++rooms] = $0; next }'

# Lines "OBJECT TYPE SYMBOL" of what an object defines (upper case, but for U) and takes (U, w, v).
cd "$top_builddir" || exit 99
find src grammar -name '*.o' | xargs nm -A | sed 's/\.libs\///; s/[^/:]*_la-//' |
    awk -F: '{ split($2, part, " ") }
        part[3] == "" { print $1, part[1], part[2] }
        part[3] != "" { print $1, part[2], part[3] }' | sort -u >"$work/symbols"
awk -v list="$work/rooms" "$room_of"'
    !room_of($1) { print $1, "is in no room"; next }
    $2 ~ /^[A-TV-Z]$/ { home[$3] = $1 }
    $2 ~ /^[Uvw]$/ { take[++takes] = $1 " " $3 }
    END {
        for (i = 1; i <= takes; i++) {
            split(take[i], part, " ")
            if (part[2] in home && room_of(home[part[2]]) > room_of(part[1]))
                print part[1] " uses " part[2] " of " home[part[2]]
        }
    }' "$work/rooms" "$work/symbols" | sort -u >"$work/upward_symbols"

# Lines "FILE HEADER" of all includes, in whatever form; a header that is not in the tree is left as
# it is written.
cd "$top_srcdir" || exit 99
find src grammar -name '*.[chyl]' -o -name '*.cc' -o -name '*.def' | sort | xargs \
    sed -n 's/^[[:blank:]]*#[[:blank:]]*include[[:blank:]]*["<]\([^">]*\)[">].*/\1/p;T;F' |
    paste - - |
    while read -r header file; do
        for path in "${file%/*}/$header" "src/$header" "$header"; do
            case $path in
            */../*) path=$(echo "$path" | sed ':a; s/[^/.][^/]*\/\.\.\///; ta') ;;
            esac
            [ -f "$path" ] && header=$path && break
        done
        echo "$file $header"
    done >"$work/includes"
awk -v list="$work/rooms" "$room_of"'
    !room_of($1) { print $1, "is in no room" }
    $2 ~ /^(src|grammar)\// && !room_of($2) { print $1 " includes " $2 ", which is in no room" }
    room_of($2) > room_of($1) { print $1 " includes " $2 }' "$work/rooms" "$work/includes" >"$work/upward_includes"

empty 'no room uses a symbol of a room above it' "$work/upward_symbols"
empty 'no room includes a header of a room above it' "$work/upward_includes"
# Had the objects or the table not been found, there would be nothing to compare.
[ "$(grep -c ' T arena_new$' "$work/symbols")" -gt 0 ] && [ "$(wc -l <"$work/rooms")" -gt 10 ] &&
    [ -s "$work/includes" ] || bail_out 'nothing was compared'
done_testing
