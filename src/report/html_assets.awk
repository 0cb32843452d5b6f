# Makes html_assets.h: the lines of html.css and html.js as texts of C.
BEGIN { print "// Made by html_assets.awk from html.css and html.js.\n// clang-format off" }
FNR == 1 {
    if (NR > 1) print "    NULL};"
    print "static const char *const " (FILENAME ~ /css$/ ? "style" : "script") "[] = {"
}
{
    gsub(/\\/, "\\\\\\\\")
    gsub(/"/, "\\\"")
    print "    \"" $0 "\","
}
END { print "    NULL};" }
