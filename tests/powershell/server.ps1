# server.ps1 -Server RELEASE -Scenario NAME: what the modules answer, in $global:Fake.
#   normal   three machines: running with checkpoints in a tree, saved, and off with an odd name
#   none     no machines            one      one machine
#   failing  the second machine has cmdlets that fail; one of its properties fails as well
#   broken   Get-VM fails for one machine, hence for all at once
#   limited  a member of Hyper-V Administrators: what asks about the server is refused
#   german   the server speaks German; odd adapters, volumes and accounts
#   few, many  5 and 500 machines of both generations, with a disk each
#   source, dest   two servers between which machines move: what tests/situations begins with
#   refused  neither an administrator nor a member of Hyper-V Administrators
param([string]$Server, [string]$Scenario)

$releases = @{
    '2008R2' = @{ Build = 7601; Version = '6.1.7601'; Caption = 'Microsoft Windows Server 2008 R2 Enterprise'; Module = $null; Machine = $null }
    '2012' = @{ Build = 9200; Version = '6.2.9200'; Caption = 'Microsoft Windows Server 2012 Datacenter'; Module = 1.1; Machine = $null }
    '2012R2' = @{ Build = 9600; Version = '6.3.9600'; Caption = 'Microsoft Windows Server 2012 R2 Datacenter'; Module = 1.1; Machine = '5.0' }
    '2016' = @{ Build = 14393; Version = '10.0.14393'; Caption = 'Microsoft Windows Server 2016 Datacenter'; Module = 2.0; Machine = '8.0' }
    '2019' = @{ Build = 17763; Version = '10.0.17763'; Caption = 'Microsoft Windows Server 2019 Datacenter'; Module = 2.0; Machine = '9.0' }
    '2022' = @{ Build = 20348; Version = '10.0.20348'; Caption = 'Microsoft Windows Server 2022 Datacenter'; Module = 2.0; Machine = '10.0' }
    '2025' = @{ Build = 26100; Version = '10.0.26100'; Caption = 'Microsoft Windows Server 2025 Datacenter'; Module = 2.0; Machine = '12.0' }
}
$release = $releases[$Server]

$ids = @('11111111-1111-1111-1111-111111111111', '22222222-2222-2222-2222-222222222222',
    '33333333-3333-3333-3333-333333333333')
$machines = @(
    @{ Id = $ids[0]; Name = 'db01'; State = 'Running'; Generation = 2; Memory = 8GB; Assigned = 12GB; Dynamic = $true
        Checkpoints = @(
            @{ Id = 'aaaaaaaa-0000-0000-0000-000000000001'; Name = 'before'; Parent = $null
                Disks = @('D:\vm\db01.vhdx') }
            @{ Id = 'aaaaaaaa-0000-0000-0000-000000000002'; Name = 'branch'; Parent = 'aaaaaaaa-0000-0000-0000-000000000001'
                Disks = @('D:\vm\db01_branch.avhdx') })
        Current = 'aaaaaaaa-0000-0000-0000-000000000001'; Disks = @('D:\vm\db01_now.avhdx', 'D:\vm\log[1].vhdx') }
    @{ Id = $ids[1]; Name = 'web01'; State = 'Saved'; Generation = 1; Memory = 2GB; Assigned = 0; Dynamic = $false
        Checkpoints = @(); Current = $null; Disks = @('D:\vm\web01.vhd') }
    @{ Id = $ids[2]; Name = "caf$([char]0xe9) 'a' ""b"""; State = 'Off'; Generation = 1; Memory = 1GB; Assigned = 0; Dynamic = $false
        Checkpoints = @(); Current = $null; Disks = @() }
)
if ($Scenario -eq 'none') { $machines = @() }
if ($Scenario -eq 'one') { $machines = @($machines[1]) }
$pair = 'source', 'dest' -contains $Scenario
if ($Scenario -eq 'source') {
    $machines = @(
        @{ Id = $ids[0]; Name = 'db01'; State = 'Running'; Generation = 2; Memory = 8GB; Assigned = 8GB; Dynamic = $false
            Checkpoints = @(); Current = $null; Disks = @('D:\vm\db01.vhdx', 'D:\vm\log[1].vhdx'); Mac = '00155D010101' }
        @{ Id = $ids[1]; Name = 'web01'; State = 'Off'; Generation = 1; Memory = 2GB; Assigned = 0; Dynamic = $false
            Checkpoints = @(); Current = $null; Disks = @('D:\vm\web01.vhd'); Mac = '00155D010102' })
    # Windows Server 2008 R2 has no VHDX.
    if ($release.Build -lt 9200) { $machines[0].Disks = @('D:\vm\db01.vhd') }
}
if ($Scenario -eq 'dest') {
    $machines = @(
        @{ Id = $ids[2]; Name = 'mon01'; State = 'Running'; Generation = 1; Memory = 4GB; Assigned = 4GB; Dynamic = $false
            Checkpoints = @(); Current = $null; Disks = @('D:\vm\mon01.vhd'); Mac = '00155D020101' })
}
$crowd = @{ few = 5; many = 500 }[$Scenario]
if ($crowd) {
    $machines = @(1..$crowd | ForEach-Object {
            @{ Id = "44444444-4444-4444-4444-$('{0:d12}' -f $_)"; Name = "vm$_"; State = 'Off'; Generation = 1 + $_ % 2; Memory = 1GB; Assigned = 0
                Dynamic = $false; Checkpoints = @(); Current = $null; Disks = @("D:\vm\vm$_.vhdx") } })
}
# Up to Windows Server 2012 there is one generation only, and no word for it.
if ($release.Build -lt 9600) { foreach ($machine in $machines) { $machine.Generation = 1 } }

$images = @{
    'D:\vm\db01.vhdx' = @{ Format = 'VHDX'; Type = 'Dynamic'; Size = 64GB; FileSize = 20GB; Parent = $null }
    'D:\vm\db01_now.avhdx' = @{ Format = 'VHDX'; Type = 'Differencing'; Size = 64GB; FileSize = 3GB; Parent = 'D:\vm\db01.vhdx' }
    'D:\vm\db01_branch.avhdx' = @{ Format = 'VHDX'; Type = 'Differencing'; Size = 64GB; FileSize = 5GB; Parent = 'D:\vm\db01.vhdx' }
    'D:\vm\log[1].vhdx' = @{ Format = 'VHDX'; Type = 'Fixed'; Size = 10GB; FileSize = 10GB; Parent = $null }
    'D:\vm\db01.vhd' = @{ Format = 'VHD'; Type = 'Fixed'; Size = 64GB; FileSize = 64GB; Parent = '' }
    'D:\vm\mon01.vhd' = @{ Format = 'VHD'; Type = 'Fixed'; Size = 40GB; FileSize = 40GB; Parent = '' }
    'D:\vm\web01.vhd' = @{ Format = 'VHD'; Type = 'Dynamic'; Size = 127GB; FileSize = 30GB; Parent = '' }
}
foreach ($machine in $machines) {
    if ($crowd) { $images[$machine.Disks[0]] = @{ Format = 'VHDX'; Type = 'Dynamic'; Size = 40GB; FileSize = 4GB; Parent = $null } }
}

$german = $Scenario -eq 'german'
$domain = 'S-1-5-21-1004336348-1177238915-682003330'
$groups = @(
    @{ Name = $(if ($german) { 'Administratoren' } else { 'Administrators' }); SID = 'S-1-5-32-544'; Members = @(
            @{ Path = "WinNT://$(if ($Scenario -eq 'dest') { 'HV02' } else { 'HV01' })/Administrator"; SID = 'S-1-5-21-1-2-3-500' }
            @{ Path = 'WinNT://CONTOSO/Domain Admins'; SID = "$domain-512" }) }
    @{ Name = $(if ($german) { 'Benutzer' } else { 'Users' }); SID = 'S-1-5-32-545'; Members = @(
            @{ Path = $(if ($german) { "WinNT://NT-AUTORIT$([char]0xc4)T/INTERAKTIV" } else { 'WinNT://NT AUTHORITY/INTERACTIVE' }); SID = 'S-1-5-4' }
            @{ Path = 'WinNT://S-1-5-21-9-9-9-1001'; SID = 'S-1-5-21-9-9-9-1001' }) }
    @{ Name = 'Empty'; SID = 'S-1-5-21-1-2-3-1005'; Members = @() }
)

# What is asked for of two servers between which machines move.
if ($pair) {
    $groups += @{ Name = 'Distributed COM Users'; SID = 'S-1-5-32-562'; Members = @() }
    $groups += @{ Name = 'Hyper-V Administrators'; SID = 'S-1-5-32-578'; Members = @() }
    $groups += @{ Name = 'Remote Management Users'; SID = 'S-1-5-32-580'; Members = @() }
}

$roles = switch ($Scenario) {
    'refused' { @() }
    'limited' { @('S-1-5-32-578') }
    default { @('S-1-5-32-544') }
}
$byId = @{}
foreach ($machine in $machines) { $byId[$machine.Id] = $machine }
$global:Fake = @{
    ById = $byId
    Pair = $pair; Name = $(if ($Scenario -eq 'dest') { 'HV02' } else { 'HV01' })
    Server = $Server; Scenario = $Scenario; Release = $release; Machines = $machines; Images = $images
    Groups = $groups; Roles = $roles; German = $german
    Failing = $(if ($Scenario -eq 'failing') { $ids[1] }); Broken = $(if ($Scenario -eq 'broken') { $ids[1] })
    Limited = $Scenario -eq 'limited'
    # Modern is Windows Server 2016 and later.
    Modern = $release.Build -ge 14393
    Calls = @{}
    Registry = @{
        'HKLM:\SOFTWARE\Microsoft\Windows NT\CurrentVersion' = @{ EditionID = 'ServerDatacenter'; InstallationType = 'Server' }
        'HKLM:\SOFTWARE\Microsoft\Windows\CurrentVersion\WindowsUpdate\Auto Update\RebootRequired' = @{}
        'Cert:\LocalMachine\Shielded VM Local Certificates\CC96FF66BB796D505EB52A0497D31BBD2603CB31' = @{ HasPrivateKey = $true }
        'Cert:\LocalMachine\Shielded VM Local Certificates\A8CD4EBA86F85A330BA12A5B5381C3A2993E6EE3' = @{ HasPrivateKey = $true }
        'HKLM:\SOFTWARE\Microsoft\Ole' = @{ MachineLaunchRestriction = [byte[]](1, 2, 3) }
    }
}
# The server was restarted.
if ($german -or $pair) {
    $global:Fake.Registry.Remove('HKLM:\SOFTWARE\Microsoft\Windows\CurrentVersion\WindowsUpdate\Auto Update\RebootRequired')
}
# It shows another language than it was installed in.
if ($german) {
    $global:Fake.Registry['HKLM:\SYSTEM\CurrentControlSet\Control\MUI\Settings'] = @{ PreferredUILanguages = [string[]]@('de-DE') }
}
