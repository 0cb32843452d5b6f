# Makes utf8_width_table.h of EastAsianWidth.txt of the Unicode Character Database (Debian's package
# unicode-data): awk -f utf8_width.awk /usr/share/unicode/EastAsianWidth.txt
# Its lines are in the order of the code points: "0300..036F;A     # Mn [112] COMBINING …".

function number(hex, value, i) {
    value = 0
    for (i = 1; i <= length(hex); i++)
        value = value * 16 + index("0123456789ABCDEF", substr(hex, i, 1)) - 1
    return value
}

# Signs that enclose the digits after them take columns, although they are format characters; the
# vowels and finals of conjoining Hangul take none beside the initial.
function columns(first, width, category) {
    if (first ~ /^(0600|06DD|070F|0890|08E2|110BD|110CD)$/)
        return 1
    if (first == "1160" || category ~ /^(Mn|Me|Cf)$/)
        return 0
    return width ~ /^[WF]$/ ? 2 : 1
}

# Ranges run on over code points that are not assigned.
function add(columns_here, first, last) {
    if (columns_here != now)
        count[columns_here]++
    now = columns_here
    if (from[now, count[now]] == "")
        from[now, count[now]] = first
    to[now, count[now]] = last
}

function print_table(name, columns_here, comment, line, range, i) {
    print "\n// " comment "\nstatic const struct utf8_range " name "[] = {"
    line = "   "
    for (i = 1; i <= count[columns_here]; i++) {
        range = sprintf(" {0x%x, 0x%x},", from[columns_here, i], to[columns_here, i])
        if (length(line range) > 100) {
            print line
            line = "   "
        }
        line = line range
    }
    print line "\n};"
}

NR == 1 {
    version = $2
    sub(/EastAsianWidth-/, "", version)
    sub(/\.txt/, "", version)
}

/^[0-9A-F]/ {
    split($0, half, /[ \t]*#[ \t]*/)
    split(half[1], field, ";")
    ranged = split(field[1], end, /\.\./)
    split(half[2], word, " ")
    add(columns(end[1], field[2], word[1]), number(end[1]), number(end[ranged]))
}

END {
    print "// The columns of Unicode " version "; made by utf8_width.awk."
    print "#ifndef PLIM_BASE_UTF8_WIDTH_TABLE_H\n#define PLIM_BASE_UTF8_WIDTH_TABLE_H\n\n#include <stdint.h>\n"
    print "// clang-format off\n"
    print "// A range runs on over code points that are not assigned.\nstruct utf8_range {\n    uint32_t first, last;\n};"
    print_table("utf8_combining", 0, "No column: general categories Mn, Me and Cf, vowels and finals of Hangul.")
    print_table("utf8_wide", 2, "Two columns: East_Asian_Width W and F.")
    print "\n// clang-format on\n\n#endif"
}
