<#
.SYNOPSIS
    Writes what this Hyper-V server says of itself and its machines into a folder, for Plimsoll.

.DESCRIPTION
    Asks read-only cmdlets and changes nothing on the server. The folder gets one JSON file for each
    cmdlet and manifest.json, which names them and says what could not be asked. Copy the
    folder to where Plimsoll runs and import it there: plimsoll collect hyperv FOLDER

    Needs an elevated session: without one, Hyper-V hides machines instead of refusing.
    For Windows PowerShell 5.1, PowerShell 7 and, with gaps, Windows PowerShell 3 and 4.

.PARAMETER Path
    The folder to write. It must be empty or not exist yet.

.EXAMPLE
    powershell -ExecutionPolicy Bypass -File Export-PlimsollFacts.ps1 -Path C:\export\hv01
#>
[CmdletBinding()]
param([string]$Path = "plimsoll-$env:COMPUTERNAME")

Set-StrictMode -Off
# Both are needed: functions in modules do not see this script's preference.
$ErrorActionPreference = 'Stop'
$PSDefaultParameterValues = @{ '*:ErrorAction' = 'Stop' }
$script:machines = $null

function Get-Machine {
    if ($null -eq $script:machines) { $script:machines = @(Get-VM) }
    $script:machines
}

# The images of a machine's disks, each with those that it is a difference to.
function Get-Image($Machine) {
    $drives = Get-VMHardDiskDrive -VM $Machine | Where-Object { $_.Path -and $null -eq $_.DiskNumber }
    foreach ($drive in $drives) {
        $file = $drive.Path
        while ($file) {
            $image = Get-VHD -Path $file
            $image
            $file = $image.ParentPath
        }
    }
}

# When features were turned on, by the name that servicing gives them. Without the log, or where
# it no longer goes back that far, the time is unknown, which is no failure of Get-WindowsFeature.
function Get-FeatureTime {
    $times = @{}
    try {
        $filter = @{ LogName = 'Setup'; ProviderName = 'Microsoft-Windows-Servicing'; Id = 9 }
        foreach ($record in (Get-WinEvent -FilterHashtable $filter -Oldest)) {
            $times["$($record.Properties[0].Value)"] = $record.TimeCreated
        }
    }
    catch { $times = @{} }
    $times
}

function Get-Feature {
    $times = Get-FeatureTime
    foreach ($feature in (Get-WindowsFeature)) {
        $at = $null
        if ($feature.Installed) { $at = $times["$($feature.AdditionalInfo.InstallName)"] }
        $feature | Add-Member -PassThru -NotePropertyMembers @{ InstalledAt = $at }
    }
}

# Over ADSI, which every version has, and which lists members that no domain can name any more.
function Get-Group {
    $computer = [ADSI]"WinNT://$env:COMPUTERNAME,computer"
    foreach ($group in $computer.psbase.Children) {
        if ($group.psbase.SchemaClassName -ne 'group') { continue }
        [byte[]]$sid = $group.psbase.Properties['objectSid'].Value
        [pscustomobject]@{
            Entry = $group
            Name = "$($group.psbase.Name)"
            SID = (New-Object System.Security.Principal.SecurityIdentifier -ArgumentList $sid, 0).Value
        }
    }
}

# The path of an account is WinNT://DOMAIN/NAME, WinNT://DOMAIN/SERVER/NAME, or WinNT://SID.
function Get-GroupMember {
    foreach ($group in (Get-Group)) {
        foreach ($account in @($group.Entry.psbase.Invoke('Members'))) {
            $place = $account.GetType().InvokeMember('ADsPath', 'GetProperty', $null, $account, $null)
            $parts = @("$place".Substring('WinNT://'.Length).Split('/'))
            [pscustomobject]@{
                Group = $group.Name
                GroupSID = $group.SID
                Name = ($parts | Select-Object -Last 2) -join '\'
            }
        }
    }
}

# Group policy, as text, goes before the local setting, which is a binary descriptor.
function Get-LaunchRestriction {
    $value = $null
    foreach ($key in 'HKLM:\SOFTWARE\Policies\Microsoft\Windows NT\DCOM', 'HKLM:\SOFTWARE\Microsoft\Ole') {
        if (-not (Test-Path -LiteralPath $key)) { continue }
        $value = (Get-Item -LiteralPath $key).GetValue('MachineLaunchRestriction')
        if ($null -ne $value) { break }
    }
    if ($value -is [byte[]]) {
        $descriptor = New-Object System.Security.AccessControl.RawSecurityDescriptor -ArgumentList $value, 0
        $value = $descriptor.GetSddlForm('All')
    }
    [pscustomobject]@{ MachineLaunchRestriction = "$value" }
}

function Get-OperatingSystem {
    $release = Get-ItemProperty -LiteralPath 'HKLM:\SOFTWARE\Microsoft\Windows NT\CurrentVersion'
    Get-CimInstance -ClassName Win32_OperatingSystem | Add-Member -PassThru -NotePropertyMembers @{
        EditionID = $release.EditionID
        InstallationType = $release.InstallationType
        Language = [System.Globalization.CultureInfo]::InstalledUICulture.Name
    }
}

function Get-Computer {
    $product = Get-CimInstance -ClassName Win32_ComputerSystemProduct
    Get-CimInstance -ClassName Win32_ComputerSystem |
        Add-Member -PassThru -NotePropertyMembers @{ UUID = $product.UUID }
}

function Get-AdapterVlan($Machine) {
    foreach ($setting in (Get-VMNetworkAdapterVlan -VM $Machine)) {
        $setting | Add-Member -PassThru -NotePropertyMembers @{ AdapterId = $setting.ParentAdapter.Id }
    }
}

# What is asked about the server: a file, what gives its records, and their properties.
$ofHost = @(
    @{ Name = 'Get-VMHost'; Get = { Get-VMHost }
        Properties = 'ComputerName', 'FullyQualifiedDomainName', 'LogicalProcessorCount', 'MemoryCapacity',
            'NumaSpanningEnabled', 'VirtualHardDiskPath', 'VirtualMachinePath' }
    @{ Name = 'Get-VMHostNumaNode'; Get = { Get-VMHostNumaNode }
        Properties = 'NodeId', 'ProcessorsAvailability', 'MemoryTotal', 'MemoryAvailable' }
    @{ Name = 'Get-VMSwitch'; Get = { Get-VMSwitch }
        Properties = 'Id', 'Name', 'SwitchType', 'AllowManagementOS', 'NetAdapterInterfaceDescription',
            'NetAdapterInterfaceDescriptions', 'EmbeddedTeamingEnabled' }
    @{ Name = 'Get-NetAdapter'; Get = { Get-NetAdapter }
        Properties = 'Name', 'InterfaceDescription', 'InterfaceIndex', 'MacAddress', 'Status', 'Speed',
            'HardwareInterface', 'Virtual', 'ConnectorPresent' }
    @{ Name = 'Get-NetIPAddress'; Get = { Get-NetIPAddress }
        Properties = 'InterfaceAlias', 'InterfaceIndex', 'AddressFamily', 'IPAddress', 'PrefixLength',
            'PrefixOrigin', 'SuffixOrigin', 'AddressState' }
    @{ Name = 'Get-NetRoute'
        Get = { Get-NetRoute | Where-Object { '0.0.0.0/0', '::/0' -contains $_.DestinationPrefix } }
        Properties = 'InterfaceAlias', 'InterfaceIndex', 'AddressFamily', 'DestinationPrefix', 'NextHop',
            'RouteMetric' }
    @{ Name = 'Get-DnsClientServerAddress'; Get = { Get-DnsClientServerAddress }
        Properties = 'InterfaceAlias', 'InterfaceIndex', 'AddressFamily', 'ServerAddresses' }
    @{ Name = 'Get-NetFirewallRule'; Get = { Get-NetFirewallRule }
        Properties = 'Name', 'DisplayName', 'Direction', 'Action', 'Enabled', 'Profile' }
    @{ Name = 'Get-LocalGroup'; Get = { Get-Group }; Properties = 'Name', 'SID' }
    @{ Name = 'Get-LocalGroupMember'; Get = { Get-GroupMember }; Properties = 'Group', 'GroupSID', 'Name' }
    @{ Name = 'Get-WindowsFeature'; Get = { Get-Feature }
        Properties = 'Name', 'DisplayName', 'FeatureType', 'Installed', 'InstallState', 'InstalledAt' }
    @{ Name = 'Get-Volume'; Get = { Get-Volume }
        Properties = 'DriveLetter', 'Path', 'FileSystemLabel', 'FileSystem', 'DriveType', 'Size',
            'SizeRemaining', 'HealthStatus', 'OperationalStatus' }
    @{ Name = 'Win32_OperatingSystem'; Get = { Get-OperatingSystem }
        Properties = 'Caption', 'Version', 'BuildNumber', 'OperatingSystemSKU', 'EditionID', 'InstallationType',
            'Language', 'OSArchitecture', 'ProductType', 'TotalVisibleMemorySize', 'FreePhysicalMemory' }
    @{ Name = 'Win32_ComputerSystem'; Get = { Get-Computer }
        Properties = 'Name', 'DNSHostName', 'Domain', 'PartOfDomain', 'UUID', 'Manufacturer', 'Model',
            'NumberOfProcessors', 'NumberOfLogicalProcessors', 'TotalPhysicalMemory' }
    @{ Name = 'Win32_Processor'; Get = { Get-CimInstance -ClassName Win32_Processor }
        Properties = 'DeviceID', 'Manufacturer', 'Name', 'Description', 'Architecture', 'MaxClockSpeed',
            'NumberOfCores', 'NumberOfLogicalProcessors' }
    @{ Name = 'Registry-DCOM'; Get = { Get-LaunchRestriction }; Properties = 'MachineLaunchRestriction' }
    @{ Name = 'Service-Cluster'
        Get = { Get-CimInstance -ClassName Win32_Service -Filter "Name = 'ClusSvc'" }
        Properties = 'Name', 'State', 'StartMode' }
    @{ Name = 'Get-VM'; Get = { Get-Machine }
        Properties = 'Id', 'Name', 'State', 'OperationalStatus', 'Generation', 'Version', 'ProcessorCount',
            'DynamicMemoryEnabled', 'MemoryStartup', 'MemoryMinimum', 'MemoryMaximum', 'MemoryAssigned',
            'AutomaticStartAction', 'AutomaticStopAction', 'CheckpointType', 'IsClustered', 'ParentSnapshotId',
            'ParentSnapshotName', 'Heartbeat', 'IntegrationServicesState', 'IntegrationServicesVersion',
            'ConfigurationLocation', 'SnapshotFileLocation', 'CreationTime', 'Uptime' }
)

# What is asked about every machine; its records begin with the machine's VMId and VMName.
$ofMachine = @(
    @{ Name = 'Get-VMMemory'; Get = { param($vm) Get-VMMemory -VM $vm }
        Properties = 'DynamicMemoryEnabled', 'Startup', 'Minimum', 'Maximum', 'Buffer', 'Priority' }
    @{ Name = 'Get-VMProcessor'; Get = { param($vm) Get-VMProcessor -VM $vm }
        Properties = 'Count', 'CompatibilityForMigrationEnabled', 'CompatibilityForOlderOperatingSystemsEnabled',
            'ExposeVirtualizationExtensions' }
    @{ Name = 'Get-VMHardDiskDrive'; Get = { param($vm) Get-VMHardDiskDrive -VM $vm }
        Properties = 'Id', 'ControllerType', 'ControllerNumber', 'ControllerLocation', 'Path', 'DiskNumber',
            'PoolName', 'SupportPersistentReservations' }
    @{ Name = 'Get-VHD'; Get = { param($vm) Get-Image $vm }
        Properties = 'Path', 'VhdFormat', 'VhdType', 'Size', 'FileSize', 'MinimumSize', 'ParentPath' }
    @{ Name = 'Get-VMDvdDrive'; Get = { param($vm) Get-VMDvdDrive -VM $vm }
        Properties = 'Id', 'ControllerType', 'ControllerNumber', 'ControllerLocation', 'DvdMediaType', 'Path' }
    # Machines of generation 2 have no floppy drive, those of generation 1 no firmware to ask about.
    @{ Name = 'Get-VMFloppyDiskDrive'; Get = { param($vm) if ($vm.Generation -ne 2) { Get-VMFloppyDiskDrive -VM $vm } }
        Properties = 'Id', 'Path' }
    @{ Name = 'Get-VMNetworkAdapter'; Get = { param($vm) Get-VMNetworkAdapter -VM $vm }
        Properties = 'Id', 'Name', 'MacAddress', 'DynamicMacAddressEnabled', 'SwitchName', 'SwitchId', 'Connected',
            'IsLegacy', 'IovWeight', 'IPAddresses' }
    @{ Name = 'Get-VMNetworkAdapterVlan'; Get = { param($vm) Get-AdapterVlan $vm }
        Properties = 'AdapterId', 'OperationMode', 'AccessVlanId', 'NativeVlanId', 'AllowedVlanIdListString' }
    @{ Name = 'Get-VMSnapshot'; Get = { param($vm) Get-VMSnapshot -VM $vm }
        Properties = 'Id', 'Name', 'ParentSnapshotId', 'ParentSnapshotName', 'SnapshotType', 'State',
            'IsAutomaticCheckpoint', 'SizeOfSystemFiles', 'CreationTime' }
    @{ Name = 'Get-VMFirmware'; Get = { param($vm) if ($vm.Generation -eq 2) { Get-VMFirmware -VM $vm } }
        Properties = 'SecureBoot', 'SecureBootTemplate' }
    @{ Name = 'Get-VMSecurity'; Get = { param($vm) Get-VMSecurity -VM $vm }
        Properties = 'TpmEnabled', 'Shielded', 'EncryptStateAndVmMigrationTraffic' }
    @{ Name = 'Get-VMAssignableDevice'; Get = { param($vm) Get-VMAssignableDevice -VM $vm }
        Properties = 'Name', 'InstanceID', 'LocationPath' }
    @{ Name = 'Get-VMGpuPartitionAdapter'; Get = { param($vm) Get-VMGpuPartitionAdapter -VM $vm }
        Properties = 'Id', 'Name', 'InstancePath' }
)

# Names of enumerations rather than their numbers, which differ between releases; seconds; UTC.
# Everything else that is no number or yes and no becomes text. An empty drive letter is a NUL.
function ConvertTo-Plain($Value) {
    if ($null -eq $Value) { return $null }
    if ($Value -is [enum]) { return "$Value" }
    if ($Value.PSObject.TypeNames -contains 'Deserialized.System.Enum') { return "$($Value.Value)" }
    if ($Value -is [timespan]) { return [int64][math]::Floor($Value.TotalSeconds) }
    if ($Value -is [datetime]) { return ConvertTo-Instant $Value }
    if ($Value -is [char]) { return "$Value".Trim([char]0) }
    if ($Value.GetType().IsPrimitive) { return $Value }
    "$Value"
}

function ConvertTo-Instant([datetime]$Time) {
    $Time.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", [System.Globalization.CultureInfo]::InvariantCulture)
}

# A property that this release lacks is left out, so that null is always the cmdlet's own answer.
# Lists are of texts, and cast where they are stored: an array that went through a pipeline would
# be written as an object with a count.
function ConvertTo-Record($Object, $Row, $Machine, $Failures) {
    $record = [ordered]@{}
    if ($null -ne $Machine) {
        $record['VMId'] = "$($Machine.Id)"
        $record['VMName'] = "$($Machine.Name)"
    }
    foreach ($name in $Row.Properties) {
        $property = $Object.PSObject.Properties[$name]
        if ($null -eq $property) { continue }
        try { $value = $property.Value }
        catch {
            $Failures.Add("${name}: $($_.Exception.Message)")
            continue
        }
        if ($value -is [System.Collections.IEnumerable] -and $value -isnot [string]) {
            $record[$name] = [string[]]@($value | ForEach-Object { ConvertTo-Plain $_ })
        }
        else { $record[$name] = ConvertTo-Plain $value }
    }
    ConvertTo-Json -InputObject $record -Depth 3 -Compress
}

# The records that one cmdlet gives, each as JSON. What one machine could not be asked costs only
# that machine's records; a cmdlet that does not exist need not be tried for every machine.
function Get-Record($Row, $PerMachine, $Failures) {
    $subjects = @($null)
    if ($PerMachine) { $subjects = @(Get-Machine) }
    foreach ($vm in $subjects) {
        $who = ''
        if ($null -ne $vm) { $who = "$($vm.Name): " }
        try {
            $records = @(& $Row.Get $vm | ForEach-Object { ConvertTo-Record $_ $Row $vm $Failures })
            $records
        }
        catch [System.Management.Automation.CommandNotFoundException] {
            $Failures.Add($_.Exception.Message)
            break
        }
        catch { $Failures.Add($who + $_.Exception.Message) }
    }
}

function Write-Text($Name, $Text) {
    $file = [System.IO.Path]::Combine($folder, $Name)
    [System.IO.File]::WriteAllText($file, $Text, (New-Object System.Text.UTF8Encoding -ArgumentList $false))
}

function Export-Cmdlet($Row, $PerMachine) {
    Write-Progress -Activity 'Exporting facts for Plimsoll' -Status $Row.Name
    $failures = New-Object System.Collections.Generic.List[string]
    $records = @()
    try { $records = @(Get-Record $Row $PerMachine $failures) }
    catch { $failures.Add($_.Exception.Message) }

    $file = $null
    $message = $null
    if ($failures.Count -gt 0) {
        $message = $failures -join "`n"
        Write-Warning "$($Row.Name): $message"
    }
    if ($failures.Count -eq 0 -or $records.Count -gt 0) {
        $file = "$($Row.Name).json"
        Write-Text $file ("[`n" + ($records -join ",`n") + "`n]`n")
    }
    [ordered]@{
        name = $Row.Name
        file = $file
        ok = ($failures.Count -eq 0)
        error = $message
        count = $records.Count
    }
}

$user = [System.Security.Principal.WindowsPrincipal][System.Security.Principal.WindowsIdentity]::GetCurrent()
if (-not $user.IsInRole([System.Security.Principal.WindowsBuiltInRole]::Administrator)) {
    throw 'Run this as an administrator: without these rights, Hyper-V hides machines instead of refusing.'
}
if (-not [System.Environment]::Is64BitProcess) { throw 'Run this in the 64-bit PowerShell.' }

$folder = $ExecutionContext.SessionState.Path.GetUnresolvedProviderPathFromPSPath($Path)
[void][System.IO.Directory]::CreateDirectory($folder)
if ([System.IO.Directory]::GetFileSystemEntries($folder).Length -gt 0) {
    throw "The folder $folder is not empty: two exports must not mix."
}

# First without cmdlets, so that an export that did not end can be told from a complete one.
function Write-Manifest($Cmdlets) {
    $module = Get-Module -Name 'Hyper-V' | Select-Object -First 1
    $manifest = [ordered]@{
        format = 'plimsoll-hyperv-export'
        version = 1
        host = "$env:COMPUTERNAME"
        at = $started
        powershell = "$($PSVersionTable.PSVersion)"
        module = "$($module.Version)"
        cmdlets = $Cmdlets.ToArray()
    }
    Write-Text 'manifest.json' ((ConvertTo-Json -InputObject $manifest -Depth 4) + "`n")
}

$started = ConvertTo-Instant (Get-Date)
$cmdlets = New-Object System.Collections.Generic.List[object]
Write-Manifest $cmdlets
foreach ($row in $ofHost) { $cmdlets.Add((Export-Cmdlet $row $false)) }
foreach ($row in $ofMachine) { $cmdlets.Add((Export-Cmdlet $row $true)) }
Write-Manifest $cmdlets
Get-Item -LiteralPath $folder
