# Makes completion_scripts.h: the lines of the scripts of share/completion/ as texts of C.
BEGIN { print "// Made by completion_scripts.awk." }
FNR == 1 {
    if (NR > 1) print "    NULL};"
    shell = FILENAME ~ /bash$/ ? "bash" : FILENAME ~ /fish$/ ? "fish" : "zsh"
    print "static const char *const script_" shell "[] = {"
}
{
    gsub(/\\/, "&&")
    gsub(/"/, "\\\"")
    print "    \"" $0 "\","
}
END { print "    NULL};" }
