# What PowerShell 2 lacks, a line each; syntax.ps1 finds every one.
$a ? 1 : 2
$x ?? 1
a && b
class Foo {}
$y = [ordered]@{}
1 -in 2
Get-VM
ConvertTo-Json -AsArray
[object]::new()
Hyper-V\Get-VM -Foo 1
foreach ($a in (Get-Item x)) { }
