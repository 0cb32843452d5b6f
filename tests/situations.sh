#!/bin/sh
# Moves between two Hyper-V servers, and what the policy `hyperv` says of them, in TAP.
#
# A situation is a file situations/NAME.txt: what is different from two servers between which machines
# move, and which rules say so. The servers are situations/pair/RELEASE-source.json and -dest.json:
# exports that Export-PlimsollFacts.ps1 wrote under PowerShell against the modules of tests/powershell,
# with its scenarios `source` and `dest`; 'make check-powershell' compares them with what it writes now.
# The first line is the title. Then:
#
#     pair 2019 2022                             the releases of the two servers
#     set live=true                              an option of the run; likewise with PATH=VALUE, without PATH
#     source Get-VM[Name=db01] State "Saved"     a property of these objects, without [...] of all, is this JSON
#     dest Get-VMSwitch[Name=office] delete      without these objects; delete PROPERTY: without this property
#     source Get-VMSnapshot add {...}            one object more
#     dest Get-VMHost fail REASON                the cmdlet was refused
#     attest backup.source answer "taken"        an answer, or a time (at), or delete
#     facts {"source": {...}}                    what a person adds to the facts
#     fail live.network: 33012                   the rule fails, and its `see` holds this text; warn and note
#                                                likewise, of rules of these severities; unknown: undecided
#
# All other errors and warnings have to pass. CASES=TEXT runs those that have it in their name.
. "${top_srcdir:-$(dirname "$0")/..}/tests/tap.sh"
exec python3 "$top_srcdir/tests/situations.py" "$work"
