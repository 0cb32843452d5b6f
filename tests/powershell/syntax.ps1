# syntax.ps1 VERSION SCRIPT: prints what PowerShell of that version (2 or 5.1) lacks in a script, a line
# each, from its syntax tree: mistakes, later forms of the language, commands that are not in the table
# below, and parameters that the table does not have. The table is of Microsoft's reference for 5.1; a
# row names the least version of the command.
param([string]$Version, [string]$Script)
$least = [double]$Version

$commands = @{
    'Add-Member' = 3, 'PassThru Force NotePropertyMembers InputObject MemberType Name Value'
    'ConvertTo-Json' = 3, 'InputObject Depth Compress'
    'ForEach-Object' = 2, 'Process Begin End InputObject'
    'Get-Date' = 2, 'Date Format'
    'Get-Item' = 2, 'Path LiteralPath'
    'Get-ItemProperty' = 2, 'Path LiteralPath Name'
    'Get-Module' = 2, 'Name ListAvailable All'
    'Get-WmiObject' = 2, 'Class Namespace Query Filter Property ComputerName'
    'Get-WindowsFeature' = 2, 'Name'
    'Import-Module' = 2, 'Name'
    'New-Object' = 2, 'TypeName ArgumentList Property ComObject'
    'Select-Object' = 2, 'Property First Last ExpandProperty Unique InputObject'
    'Set-StrictMode' = 2, 'Off Version'
    'Sort-Object' = 2, 'Property Descending Unique InputObject'
    'Test-Path' = 2, 'Path LiteralPath PathType'
    'Where-Object' = 2, 'FilterScript InputObject'
    'Write-Progress' = 2, 'Activity Status PercentComplete Completed Id'
    'Write-Verbose' = 2, 'Message'
    'Write-Warning' = 2, 'Message'
    'CimCmdlets\Invoke-CimMethod' = 3, 'Namespace ClassName MethodName Arguments'
    'HgsClient\ConvertTo-HgsKeyProtector' = 3, 'Bytes'
    'HgsClient\Get-HgsGuardian' = 3, 'Name'
    'CimCmdlets\Get-CimInstance' = 3, 'ClassName Namespace Filter Query Property'
    'DnsClient\Get-DnsClientServerAddress' = 3, 'InterfaceAlias AddressFamily'
    'Microsoft.PowerShell.Diagnostics\Get-WinEvent' = 3, 'FilterHashtable Oldest MaxEvents LogName'
    'NetAdapter\Get-NetAdapter' = 3, 'Name Physical'
    'NetSecurity\Get-NetFirewallRule' = 3, 'Name'
    'NetTCPIP\Get-NetIPAddress' = 3, 'AddressFamily'
    'NetTCPIP\Get-NetRoute' = 3, 'DestinationPrefix'
    'ServerManager\Get-WindowsFeature' = 3, 'Name'
    'Storage\Get-Disk' = 3, 'Number'
    'Storage\Get-Partition' = 3, 'DiskNumber DriveLetter'
    'Storage\Get-Volume' = 3, 'DriveLetter'
    'Hyper-V\Get-VM' = 3, 'Name Id'
    'Hyper-V\Get-VMHardDiskDrive' = 3, 'VM VMName VMSnapshot'
    'Hyper-V\Get-VHD' = 3, 'Path VMId DiskNumber'
}
foreach ($name in 'VMHost', 'VMHostNumaNode', 'VMHostSupportedVersion', 'VMSwitch', 'VMMigrationNetwork', 'VMReplicationServer',
    'VMReplicationAuthorizationEntry', 'VMSan', 'VMHostAssignableDevice', 'VMHostPartitionableGpu') { $commands["Hyper-V\Get-$name"] = 3, 'Name' }
foreach ($name in 'VMMemory', 'VMProcessor', 'VMDvdDrive', 'VMFloppyDiskDrive', 'VMNetworkAdapter', 'VMNetworkAdapterVlan',
    'VMSnapshot', 'VMFirmware', 'VMSecurity', 'VMAssignableDevice', 'VMGpuPartitionAdapter', 'VMIntegrationService', 'VMKeyProtector',
    'VMFibreChannelHba', 'VMRemoteFx3dVideoAdapter', 'VMReplication') {
    $commands["Hyper-V\Get-$name"] = 3, 'VM VMName'
}
# Tokens that came after 5.1, nodes and types with the version that they came with.
$newTokens = 'QuestionQuestion', 'QuestionQuestionEquals', 'QuestionDot', 'QuestionLBracket', 'AndAnd', 'OrOr', 'QuestionMark'
$newOperators = @{ In = 3; NotIn = 3; Iin = 3; Inotin = 3; Shl = 3; Shr = 3 }
$newNodes = @{ TernaryExpressionAst = 7; PipelineChainAst = 7; TypeDefinitionAst = 5; UsingStatementAst = 5; ConfigurationDefinitionAst = 4 }
$newTypes = @{ ordered = 3; pscustomobject = 3 }
$newMembers = @{ new = 5; where = 4; foreach = 4 }

$tokens = $null; $errors = $null
$ast = [System.Management.Automation.Language.Parser]::ParseFile($Script, [ref]$tokens, [ref]$errors)
function Write-Finding($Extent, $Text) { "$($Extent.StartLineNumber):$($Extent.StartColumnNumber): $Text" }

foreach ($mistake in $errors) { Write-Finding $mistake.Extent $mistake.Message }
foreach ($token in $tokens) {
    if ($newTokens -contains "$($token.Kind)") { Write-Finding $token.Extent "$($token.Text) came after PowerShell 5.1" }
}
$functions = @($ast.FindAll({ $args[0] -is [System.Management.Automation.Language.FunctionDefinitionAst] }, $true) | ForEach-Object { $_.Name })
foreach ($node in $ast.FindAll({ $true }, $true)) {
    $kind = $node.GetType().Name
    if ($newNodes[$kind] -gt $least) { Write-Finding $node.Extent "$kind came with PowerShell $($newNodes[$kind])" }
    if ($kind -eq 'BinaryExpressionAst' -and $newOperators["$($node.Operator)"] -gt $least) {
        Write-Finding $node.Extent "the operator -$($node.Operator) came with PowerShell $($newOperators["$($node.Operator)"])"
    }
    if ('ConvertExpressionAst', 'TypeExpressionAst' -contains $kind) {
        $name = "$(if ($kind -eq 'TypeExpressionAst') { $node.TypeName } else { $node.Type.TypeName })"
        if ($newTypes[$name] -gt $least) { Write-Finding $node.Extent "[$name] came with PowerShell $($newTypes[$name])" }
    }
    if ($kind -eq 'InvokeMemberExpressionAst' -and "$($node.Member.StaticType)" -eq 'string' -and $newMembers["$($node.Member.Value)"] -gt $least) {
        Write-Finding $node.Extent ".$($node.Member.Value)() came with PowerShell $($newMembers["$($node.Member.Value)"])"
    }
    # PowerShell 2 runs the body once where what is walked is null, as a command without output is.
    if ($kind -eq 'ForEachStatementAst' -and $least -lt 3 -and "$($node.Condition)" -like '(*') {
        Write-Finding $node.Extent 'foreach runs once over null: write @( ) around the command'
    }
    if ($kind -ne 'CommandAst') { continue }
    $name = $node.GetCommandName()
    if ($null -eq $name -or $functions -contains $name) { continue }
    $row = $commands[$name]
    if ($null -eq $row) { Write-Finding $node.Extent "$name is not in the table of commands" }
    elseif ($row[0] -gt $least) { Write-Finding $node.Extent "$name came with PowerShell $($row[0])" }
    foreach ($parameter in @($node.CommandElements | Where-Object { $_ -is [System.Management.Automation.Language.CommandParameterAst] })) {
        if ($null -ne $row -and $row[1].Split(' ') -notcontains $parameter.ParameterName) {
            Write-Finding $parameter.Extent "$name has no parameter -$($parameter.ParameterName) there"
        }
    }
}
