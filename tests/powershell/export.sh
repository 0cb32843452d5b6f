#!/bin/sh
# The scripts for Hyper-V servers are run, in TAP: under PowerShell, against modules of the real names
# that answer as each release of Windows Server does (run.ps1, server.ps1, wmi.ps1, modules/). What they
# export is imported, and the facts compared with expected/RELEASE-SCENARIO.json; UPDATE=1 writes those.
# 'make check-powershell' fetches PowerShell into the build folder; without it everything is skipped.
. "${top_srcdir:-$(dirname "$0")/../..}/tests/tap.sh"
here=$top_srcdir/tests/powershell
pwsh=$top_builddir/pwsh/pwsh
[ -x "$pwsh" ] || pwsh=pwsh
NO_COLOR=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 POWERSHELL_TELEMETRY_OPTOUT=1 POWERSHELL_UPDATECHECK=Off
export NO_COLOR DOTNET_CLI_TELEMETRY_OPTOUT POWERSHELL_TELEMETRY_OPTOUT POWERSHELL_UPDATECHECK
command -v "$pwsh" >/dev/null 2>&1 || skip_all 'PowerShell is not installed: see make check-powershell'

ps() {
    "$pwsh" -NoLogo -NoProfile -NonInteractive -File "$@"
}

# syntax VERSION SCRIPT: it uses nothing that this PowerShell lacks.
syntax() {
    ps "$here/syntax.ps1" "$1" "$top_srcdir/share/$2" >"$work/findings" 2>&1
    empty "$2 is for PowerShell $1" "$work/findings"
}
syntax 5.1 Export-PlimsollFacts.ps1
syntax 2 Export-PlimsollFacts2008R2.ps1

# Each line of newer.ps1 is one thing that PowerShell 2 lacks, and is found.
ps "$here/syntax.ps1" 2 "$here/newer.ps1" | sed 's/:.*//' | sort -un >"$work/found"
grep -nv '^#' "$here/newer.ps1" | sed 's/:.*//' | sort -n | comm -3 - "$work/found" >"$work/diff" 2>&1
empty 'what PowerShell 2 lacks is found' "$work/diff"

# export_as RELEASE SCENARIO: what the script wrote there, as facts.
export_as() {
    script=Export-PlimsollFacts.ps1
    [ "$1" = 2008R2 ] && script=Export-PlimsollFacts2008R2.ps1
    name=$1-$2
    if ps "$here/run.ps1" "$1" "$2" "$top_srcdir/share/$script" "$work/$name" >"$work/why" 2>&1 &&
        "$plimsoll" collect hyperv "$work/$name" --as source >"$work/facts" 2>"$work/why" &&
        "$plimsoll" facts validate "$work/facts" >"$work/why" 2>&1; then
        sed "s|$work/||g" "$work/facts" >"$work/facts.json"
        recorded "$name" "$here/expected/$name.json" "$work/facts.json"
    else
        ok 1 "$name"
    fi
}
for release in 2008R2 2012 2012R2 2016 2019 2022 2025; do export_as "$release" normal; done
for scenario in none one failing broken limited german; do export_as 2022 "$scenario"; done
export_as 2008R2 failing
export_as 2012 failing

# The servers that the situations of situations.sh are different from.
for file in "$top_srcdir"/tests/situations/pair/20*.json; do
    name=$(basename "$file" .json)
    script=Export-PlimsollFacts.ps1
    [ "${name%-*}" = 2008R2 ] && script=Export-PlimsollFacts2008R2.ps1
    if ps "$here/run.ps1" "${name%-*}" "${name#*-}" "$top_srcdir/share/$script" "$work/$name" >"$work/why" 2>&1; then
        python3 "$top_srcdir/tests/situations/bundle.py" "$work/$name" >"$work/bundle.json"
        recorded "pair $name" "$file" "$work/bundle.json"
    else
        ok 1 "pair $name"
    fi
done

# However many machines there are, each cmdlet is asked as often; only images and key protectors, which
# do not say whose they are, are asked one by one.
for scenario in few many; do
    ps "$here/run.ps1" 2022 $scenario "$top_srcdir/share/Export-PlimsollFacts.ps1" "$work/$scenario" >"$work/why" 2>&1
    grep -v '^Get-\(VHD\|VMKeyProtector\) ' "$work/$scenario.calls" >"$work/$scenario.lists"
done
same 'calls do not grow with machines' "$work/few.lists" "$work/many.lists"
"$plimsoll" collect hyperv "$work/many" --as source -o "$work/facts" 2>"$work/why" &&
    run "$plimsoll" eval 'count(vm) == 500 and sum(vm.disk.allocated where disk.media == "disk") == 2000 GiB' --facts "$work/facts"
grep -qx true "$work/out" && grep -qx 'Get-VHD 500' "$work/many.calls"
ok $? 'all of 500 machines are exported'

# Without rights nothing is written, and the message says what to do.
run ps "$here/run.ps1" 2022 refused "$top_srcdir/share/Export-PlimsollFacts.ps1" "$work/refused"
[ "$status" -ne 0 ] && grep -q 'Run this as an administrator' "$work/err" && [ ! -e "$work/refused" ]
ok $? 'without rights the script refuses'
# In Constrained Language Mode it stops with its own message, before anything that the mode refuses.
run "$pwsh" -NoLogo -NoProfile -NonInteractive -Command "\$ExecutionContext.SessionState.LanguageMode = 'ConstrainedLanguage'
    & '$top_srcdir/share/Export-PlimsollFacts.ps1' -Path '$work/constrained'"
[ "$status" -ne 0 ] && grep -q 'ConstrainedLanguage mode' "$work/err" && [ ! -e "$work/constrained" ]
ok $? 'application control gets a clear message'
done_testing
