#!/bin/sh
# The script that runs on Hyper-V servers, as far as it can be tested without one, in TAP: what it
# exports is what docs/hyperv.md says and what the importer reads, it asks and changes nothing, and
# a parser of the language finds no mistake in it.
#
# The parser comes with two packages of npm and needs node: 'make check-powershell' installs them
# below the build folder and runs this. Without them that part is skipped.
. "${top_srcdir:-$(dirname "$0")/..}/tests/tap.sh"
script=$top_srcdir/share/Export-PlimsollFacts.ps1
page=$top_srcdir/docs/hyperv.md

# exported: each file that the script writes, with its properties, in the order of its tables.
exported() {
    awk "/^\\\$of(Host|Machine) = @\\(/ { inside = 1 }
         /^\\)/ { inside = 0 }
         !inside { next }
         /@{ Name = '/ { match(\$0, /Name = '[^']*'/); line = substr(\$0, RSTART + 8, RLENGTH - 9) }
         /Properties = / { listing = 1; sub(/.*Properties = /, \"\") }
         listing {
             while (match(\$0, /'[A-Za-z]*'/)) {
                 line = line \" \" substr(\$0, RSTART + 1, RLENGTH - 2)
                 \$0 = substr(\$0, RSTART + RLENGTH)
             }
             if (/}/) { print line; listing = 0 }
         }" "$script"
}

# documented: the same, from the table of the page.
documented() {
    awk -F '|' '/^## / { inside = $0 == "## What the export holds" }
                inside && /^\| `/ { gsub(/[` ]+/, " "); print substr($2 $3, 2) }' "$page" |
        sed 's/  */ /g; s/ $//'
}

exported >"$work/exported"
documented >"$work/documented"
same 'docs/hyperv.md has every file and property of the export' "$work/exported" "$work/documented"

# Names of files, as texts of their own, in the importer.
cut -d ' ' -f 1 "$work/exported" | sort >"$work/files"
cat "$top_srcdir"/src/gather/hyperv/*.[ch] | grep -oE '"(Get|Win32|Registry|Service)[-_][A-Za-z0-9]+"' |
    tr -d '"' | sort -u >"$work/read"
same 'the importer reads every file of the export, and no other' "$work/files" "$work/read"

# The script without its comments and quoted texts.
sed -e '1,/^#>/d' -e "s/'[^']*'//g" -e 's/^ *#.*//' "$script" >"$work/code"

grep -o '[A-Z][A-Za-z]*-[A-Z][A-Za-z]*' "$work/code" | sort -u >"$work/commands"
sed -n 's/^function \([A-Za-z-]*\).*/\1/p' "$work/code" | sort -u >"$work/functions"
comm -23 "$work/commands" "$work/functions" | grep -v '^Get-' |
    grep -vxE '(New|Select|Where|ForEach)-Object|Add-Member|ConvertTo-Json|Write-(Progress|Warning)|Test-Path|Set-StrictMode' \
        >"$work/more"
grep -qx Get-VM "$work/commands" || echo 'no command was found' >>"$work/more"
empty 'the script runs no command that changes anything' "$work/more"

# Its one way to write is below the folder it was given, in the encoding that the importer expects.
grep -o '\[System\.IO\.[A-Za-z]*\]::[A-Za-z]*' "$work/code" | sort -u >"$work/calls"
cat >"$work/expected" <<'CALLS'
[System.IO.Directory]::CreateDirectory
[System.IO.Directory]::GetFileSystemEntries
[System.IO.File]::WriteAllText
[System.IO.Path]::Combine
CALLS
same 'the script writes files in one way only' "$work/expected" "$work/calls"

# Windows PowerShell reads a script without byte order mark in the system's own encoding.
grep -n '[^ -~]' "$script" >"$work/foreign"
empty 'the script is plain ASCII' "$work/foreign"

grep -nE '::new\(|\?\?|\?\.|&& |\|\| |\.(Where|ForEach)\(|(^| )(class|enum|using) ' "$work/code" >"$work/newer"
empty 'the script uses nothing that Windows PowerShell 3 lacks' "$work/newer"

NODE_PATH=${NODE_PATH:-$top_builddir/node_modules}
export NODE_PATH
if node -e "require.resolve('web-tree-sitter'); require.resolve('tree-sitter-powershell/package.json')" 2>/dev/null; then
    node --liftoff-only "$top_srcdir/tests/powershell/parse.js" "$script" >"$work/parsed" 2>&1 ||
        echo 'the parser failed' >>"$work/parsed"
    empty 'a parser of the language finds no mistake, and every bracket that is taken away' "$work/parsed"
else
    skip 'a parser of the language' 'it is not installed: see make check-powershell'
fi
done_testing
