#!/bin/sh
# What the scripts for Hyper-V servers say, in TAP: what they export is what docs/hyperv.md says and
# what the importer reads, and they ask and change nothing. What they do is tested in powershell/.
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

# Names of files, as separate texts, in the importer; Get-VMCheckpoint is an alias.
{ cut -d ' ' -f 1 "$work/exported" && echo Get-VMCheckpoint; } | sort >"$work/files"
cat "$top_srcdir"/src/gather/hyperv/*.[ch] | grep -oE '"(Get|Win32|WMI|Msvm|Registry|Service)[-_][A-Za-z0-9]+"' |
    tr -d '"' | sort -u >"$work/read"
same 'the importer reads every file of the export, and no other' "$work/files" "$work/read"

# reads_only SCRIPT: no command that changes anything, one way to write, and nothing but ASCII, since
# Windows PowerShell reads a script without byte order mark in the system's own encoding.
reads_only() {
    # The script without its comments and quoted texts.
    sed -e '1,/^#>/d' -e "s/'[^']*'//g" -e 's/^ *#.*//' "$top_srcdir/share/$1" >"$work/code"
    grep -o '[A-Z][A-Za-z]*-[A-Z][A-Za-z]*' "$work/code" | sort -u >"$work/commands"
    sed -n 's/^function \([A-Za-z0-9-]*\).*/\1/p' "$work/code" | sort -u >"$work/functions"
    comm -23 "$work/commands" "$work/functions" | grep -v '^Get-' |
        grep -vxE '(New|Select|Where|ForEach|Sort)-Object|Add-Member|ConvertTo-Json|Write-(Progress|Warning|Verbose)|Test-Path|Set-StrictMode|Import-Module|Hyper-V|ConvertTo-HgsKeyProtector|Invoke-CimMethod' \
            >"$work/more"
    grep -qx 'Get-V[A-Za-z]*\|Get-WmiObject' "$work/commands" || echo 'no command was found' >>"$work/more"
    empty "$1 runs no command that changes anything" "$work/more"

    # Its one way to write is below the folder it was given, in the encoding that the importer expects.
    grep -o '\[System\.IO\.[A-Za-z]*\]::[A-Za-z]*' "$work/code" | sort -u >"$work/calls"
    cat >"$work/expected" <<'CALLS'
[System.IO.Directory]::CreateDirectory
[System.IO.Directory]::GetFileSystemEntries
[System.IO.File]::WriteAllText
[System.IO.Path]::Combine
CALLS
    same "$1 writes files in one way only" "$work/expected" "$work/calls"
    grep -n '[^ -~]' "$top_srcdir/share/$1" >"$work/foreign"
    empty "$1 is plain ASCII" "$work/foreign"
}
reads_only Export-PlimsollFacts.ps1
reads_only Export-PlimsollFacts2008R2.ps1

# Methods could change anything: the only ones that are called read.
grep -n 'Invoke-CimMethod' "$script" | grep -v "MethodName 'GetSD'\$" >"$work/methods"
empty 'the only method of WMI that is called reads who has rights' "$work/methods"

# Other modules have cmdlets of the same names (PowerCLI and SCVMM a Get-VM): each is asked by its module.
sed -e '1,/^#>/d' -e "s/'[^']*'//g" -e 's/^ *#.*//' "$script" | grep -noE '(^|[^\\A-Za-z-])Get-(VM|VHD|Net|Dns|WindowsFeature|WinEvent|Volume|Disk|Partition|Cim|Hgs)[A-Za-z]*' >"$work/unqualified"
empty 'cmdlets are asked by the name of their module' "$work/unqualified"
done_testing
