<#
.SYNOPSIS
    Writes what this Hyper-V server says of itself and its machines into a folder, for Plimsoll.

.DESCRIPTION
    Asks read-only cmdlets and changes nothing on the server. The folder gets one JSON file for each
    cmdlet and manifest.json, which names them and says what could not be asked. Copy the
    folder to where Plimsoll runs and import it there: plimsoll collect hyperv FOLDER

    Needs an elevated session: without one, Hyper-V hides machines instead of refusing.
    For Windows PowerShell 5.1, PowerShell 7 and, with gaps, Windows PowerShell 3 and 4. Windows
    Server 2008 R2 has a script of its own: Export-PlimsollFacts2008R2.ps1

.PARAMETER Path
    The folder to write. It must be empty or not exist yet.

.EXAMPLE
    powershell -ExecutionPolicy Bypass -File Export-PlimsollFacts.ps1 -Path C:\export\hv01
#>
[CmdletBinding()]
param([string]$Path = "plimsoll-$env:COMPUTERNAME")

# Application control (WDAC, AppLocker) runs unsigned scripts in a language that has no method calls.
if ("$($ExecutionContext.SessionState.LanguageMode)" -ne 'FullLanguage') {
    throw ("PowerShell runs this script in $($ExecutionContext.SessionState.LanguageMode) mode, as application " +
        'control (WDAC, AppLocker) has it for scripts that it does not trust. Sign the script, or add it to the policy.')
}

Set-StrictMode -Off
# Both are needed: functions in modules do not see this script's preference.
$ErrorActionPreference = 'Stop'
$PSDefaultParameterValues = @{ '*:ErrorAction' = 'Stop' }

# The machines of this server. Where one cannot be described, only its facts are unknown.
$script:machines = $null
$script:hidden = @()

# The machines that WMI lists: its names are their identifiers, whatever the language of the server.
function Get-MachineId {
    CimCmdlets\Get-CimInstance -Namespace 'root\virtualization\v2' -ClassName 'Msvm_ComputerSystem' |
        Where-Object { "$($_.Name)" -match '^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$' }
}

function Get-Machine {
    if ($null -eq $script:machines) {
        try { $script:machines = @(Hyper-V\Get-VM) }
        catch [System.Management.Automation.CommandNotFoundException] { throw }
        catch { $script:machines = @(Get-MachineOneByOne) }
    }
    $script:machines
}

function Get-MachineOneByOne {
    foreach ($system in (Get-MachineId)) {
        try { Hyper-V\Get-VM -Id $system.Name }
        catch {
            $script:hidden += @{ Id = "$($system.Name)".ToLowerInvariant(); Name = "$($system.ElementName)"
                Error = $_.Exception.Message }
        }
    }
}

# The checkpoints of machines, asked once.
function Get-Checkpoint($Machines) {
    Hyper-V\Get-VMSnapshot -VM $Machines
}

# The disks that checkpoints of machines have: images of branches that no machine uses now are there only.
function Get-CheckpointDrive($Machines) {
    foreach ($checkpoint in @(Get-Checkpoint $Machines)) {
        Hyper-V\Get-VMHardDiskDrive -VMSnapshot $checkpoint
    }
}

# The images of machines' disks and of their checkpoints', each with those that it is a difference to.
# Images are asked about once, whoever uses them; what Get-VHD cannot read is asked again each time.
$script:images = @{}

function Get-Image($Machines) {
    $drives = @(Hyper-V\Get-VMHardDiskDrive -VM $Machines) + @(Get-CheckpointDrive $Machines)
    $seen = @{}
    foreach ($drive in ($drives | Where-Object { $_.Path -and $null -eq $_.DiskNumber })) {
        $file = $drive.Path
        while ($file -and -not $seen["$($drive.VMId) $file"]) {
            $seen["$($drive.VMId) $file"] = $true
            # [ and ] are wildcards to Get-VHD.
            if (-not $script:images[$file]) {
                $script:images[$file] = Hyper-V\Get-VHD -Path ([WildcardPattern]::Escape($file))
            }
            $image = $script:images[$file]
            $image | Select-Object -Property * | Add-Member -PassThru -NotePropertyMembers @{ VMId = $drive.VMId }
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
        foreach ($record in (Microsoft.PowerShell.Diagnostics\Get-WinEvent -FilterHashtable $filter -Oldest)) {
            $times["$($record.Properties[0].Value)"] = $record.TimeCreated
        }
    }
    catch { $times = @{} }
    $times
}

function Get-Feature {
    $times = Get-FeatureTime
    foreach ($feature in (ServerManager\Get-WindowsFeature)) {
        $at = $null
        if ($feature.Installed) { $at = $times["$($feature.AdditionalInfo.InstallName)"] }
        $feature | Add-Member -PassThru -NotePropertyMembers @{ InstalledAt = $at }
    }
}

function ConvertTo-Sid([byte[]]$Bytes) {
    (New-Object System.Security.Principal.SecurityIdentifier -ArgumentList $Bytes, 0).Value
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
            SID = ConvertTo-Sid $sid
        }
    }
}

# The path of an account is WinNT://DOMAIN/NAME, WinNT://DOMAIN/SERVER/NAME, or WinNT://SID.
function Get-GroupMember {
    foreach ($group in (Get-Group)) {
        foreach ($account in @($group.Entry.psbase.Invoke('Members'))) {
            $place = $account.GetType().InvokeMember('ADsPath', 'GetProperty', $null, $account, $null)
            $parts = @("$place".Substring('WinNT://'.Length).Split('/'))
            [byte[]]$sid = $account.GetType().InvokeMember('objectSid', 'GetProperty', $null, $account, $null)
            [pscustomobject]@{
                Group = $group.Name
                GroupSID = $group.SID
                Name = ($parts | Select-Object -Last 2) -join '\'
                SID = ConvertTo-Sid $sid
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

# The language that the system shows: what was chosen for the machine, else the first that it has.
function Get-UILanguage($System) {
    $key = 'HKLM:\SYSTEM\CurrentControlSet\Control\MUI\Settings'
    $chosen = $null
    if (Test-Path -LiteralPath $key) { $chosen = (Get-Item -LiteralPath $key).GetValue('PreferredUILanguages') }
    @(@($chosen) + @($System.MUILanguages) | Where-Object { $_ })[0]
}

function Get-OperatingSystem {
    $release = Get-ItemProperty -LiteralPath 'HKLM:\SOFTWARE\Microsoft\Windows NT\CurrentVersion'
    $system = CimCmdlets\Get-CimInstance -ClassName Win32_OperatingSystem
    $system | Add-Member -PassThru -NotePropertyMembers @{
        EditionID = $release.EditionID
        InstallationType = $release.InstallationType
        Language = [System.Globalization.CultureInfo]::InstalledUICulture.Name
        UILanguage = Get-UILanguage $system
    }
}

# Either key is there only until the server was restarted.
function Get-PendingReboot {
    $keys = 'HKLM:\SOFTWARE\Microsoft\Windows\CurrentVersion\Component Based Servicing\RebootPending',
        'HKLM:\SOFTWARE\Microsoft\Windows\CurrentVersion\WindowsUpdate\Auto Update\RebootRequired'
    [pscustomobject]@{ RebootPending = @($keys | Where-Object { Test-Path -LiteralPath $_ }).Count -gt 0 }
}

# Volumes with the sectors of the disk below, which a volume of several disks or of a cluster has not,
# and what another class tells. Where these are not told, they are unknown.
function Get-StorageVolume {
    $disks = @{}
    $volumes = @{}
    try {
        foreach ($disk in (Storage\Get-Disk)) { $disks["$($disk.Number)"] = $disk }
        foreach ($partition in (Storage\Get-Partition)) {
            foreach ($place in $partition.AccessPaths) { $disks["$place"] = $disks["$($partition.DiskNumber)"] }
        }
        foreach ($volume in (CimCmdlets\Get-CimInstance -ClassName Win32_Volume)) { $volumes["$($volume.DeviceID)"] = $volume }
    }
    catch { Write-Verbose "disks of the server: $($_.Exception.Message)" }
    foreach ($volume in (Storage\Get-Volume)) {
        $disk = $disks["$($volume.Path)"]
        $volume | Add-Member -PassThru -Force -NotePropertyMembers @{
            LogicalSectorSize = $disk.LogicalSectorSize
            PhysicalSectorSize = $disk.PhysicalSectorSize
            AllocationUnitSize = $volumes["$($volume.Path)"].BlockSize
            Compressed = $volumes["$($volume.Path)"].Compressed
        }
    }
}

# Who may do what in the namespaces that Hyper-V and the server are managed by. The method only reads.
function Get-WmiRight {
    foreach ($namespace in 'root\cimv2', 'root\virtualization\v2') {
        $answer = CimCmdlets\Invoke-CimMethod -Namespace $namespace -ClassName '__SystemSecurity' -MethodName 'GetSD'
        $descriptor = New-Object System.Security.AccessControl.RawSecurityDescriptor -ArgumentList ([byte[]]$answer.SD), 0
        foreach ($entry in $descriptor.DiscretionaryAcl) {
            [pscustomobject]@{
                Namespace = $namespace
                Account = Get-AccountName $entry.SecurityIdentifier
                SID = $entry.SecurityIdentifier.Value
                Type = "$($entry.AceQualifier)"
                Inherited = [bool]$entry.IsInherited
                Mask = [int64]$entry.AccessMask
            }
        }
    }
}

function Get-AccountName($Sid) {
    try { $Sid.Translate([System.Security.Principal.NTAccount]).Value }
    catch { $Sid.Value }
}

# Whether the host has the private keys of a guardian's certificates, as it needs to open a virtual TPM.
function Test-PrivateKey($Certificate) {
    $place = "Cert:\LocalMachine\Shielded VM Local Certificates\$($Certificate.Thumbprint)"
    if (-not (Test-Path -LiteralPath $place)) { return $false }
    [bool](Get-Item -LiteralPath $place).HasPrivateKey
}

function Get-Guardian {
    foreach ($guardian in (HgsClient\Get-HgsGuardian)) {
        [pscustomobject]@{
            Name = "$($guardian.Name)"
            Thumbprint = "$($guardian.EncryptionCertificate.Thumbprint)"
            HasPrivateKeys = ((Test-PrivateKey $guardian.EncryptionCertificate) -and (Test-PrivateKey $guardian.SigningCertificate))
        }
    }
}

# The guardians whose keys open a machine's virtual TPM. A machine that never had one has a protector
# of four bytes, which is none.
function Get-KeyGuardian($Machines) {
    foreach ($vm in $Machines) {
        [byte[]]$bytes = Hyper-V\Get-VMKeyProtector -VM $vm
        if ($bytes.Length -lt 16) { continue }
        $protector = HgsClient\ConvertTo-HgsKeyProtector -Bytes $bytes
        foreach ($guardian in (@($protector.Owner) + @($protector.Guardians))) {
            [pscustomobject]@{ VMId = $vm.Id; Thumbprint = "$($guardian.EncryptionCertificate.Thumbprint)" }
        }
    }
}

# What guests say of themselves over the data exchange: here the name of their system only.
function Get-GuestSystem($Machines) {
    $ids = @($Machines | ForEach-Object { "$($_.Id)" })
    foreach ($component in (CimCmdlets\Get-CimInstance -Namespace 'root\virtualization\v2' -ClassName 'Msvm_KvpExchangeComponent')) {
        if ($ids -notcontains "$($component.SystemName)") { continue }
        foreach ($item in $component.GuestIntrinsicExchangeItems) {
            $properties = @{}
            foreach ($property in ([xml]$item).INSTANCE.PROPERTY) { $properties["$($property.NAME)"] = "$($property.VALUE)" }
            if ($properties['Name'] -eq 'OSName') { [pscustomobject]@{ VMId = $component.SystemName; OSName = $properties['Data'] } }
        }
    }
}

function Get-Computer {
    $product = CimCmdlets\Get-CimInstance -ClassName Win32_ComputerSystemProduct
    CimCmdlets\Get-CimInstance -ClassName Win32_ComputerSystem |
        Add-Member -PassThru -NotePropertyMembers @{ UUID = $product.UUID }
}

function Get-AdapterVlan($Machines) {
    foreach ($setting in (Hyper-V\Get-VMNetworkAdapterVlan -VM $Machines)) {
        $adapter = $setting.ParentAdapter
        $setting | Add-Member -PassThru -Force -NotePropertyMembers @{ AdapterId = $adapter.Id; VMId = $adapter.VMId }
    }
}

# Members of a list that have, or lack, a generation's hardware.
function Select-Generation($Machines, $First) {
    $Machines | Where-Object { ($_.Generation -ne 2) -eq $First }
}

# What is asked about the server: a file, what gives its records, and their properties.
$ofHost = @(
    @{ Name = 'Get-VMHost'; Get = { Hyper-V\Get-VMHost }
        Properties = 'ComputerName', 'FullyQualifiedDomainName', 'LogicalProcessorCount', 'MemoryCapacity',
            'NumaSpanningEnabled', 'VirtualHardDiskPath', 'VirtualMachinePath', 'MacAddressMinimum',
            'MacAddressMaximum', 'VirtualMachineMigrationEnabled', 'VirtualMachineMigrationAuthenticationType',
            'VirtualMachineMigrationPerformanceOption', 'MaximumVirtualMachineMigrations', 'MaximumStorageMigrations',
            'UseAnyNetworkForMigration', 'IovSupport' }
    @{ Name = 'Get-VMHostSupportedVersion'; Get = { Hyper-V\Get-VMHostSupportedVersion }
        Properties = 'Name', 'Version', 'IsDefault' }
    @{ Name = 'Get-VMHostNumaNode'; Get = { Hyper-V\Get-VMHostNumaNode }
        Properties = 'NodeId', 'ProcessorsAvailability', 'MemoryTotal', 'MemoryAvailable' }
    @{ Name = 'Get-VMMigrationNetwork'; Get = { Hyper-V\Get-VMMigrationNetwork }; Properties = 'Subnet', 'Priority' }
    @{ Name = 'Get-VMReplicationServer'; Get = { Hyper-V\Get-VMReplicationServer }
        Properties = 'ReplicationEnabled', 'AllowedAuthenticationType', 'ReplicationAllowedFromAnyServer' }
    @{ Name = 'Get-VMReplicationAuthorizationEntry'; Get = { Hyper-V\Get-VMReplicationAuthorizationEntry }
        Properties = 'AllowedPrimaryServer', 'TrustGroup' }
    @{ Name = 'Get-VMSan'; Get = { Hyper-V\Get-VMSan }; Properties = 'Name' }
    @{ Name = 'Get-VMHostAssignableDevice'; Get = { Hyper-V\Get-VMHostAssignableDevice }; Properties = 'InstanceID', 'LocationPath' }
    @{ Name = 'Get-VMHostPartitionableGpu'; Get = { Hyper-V\Get-VMHostPartitionableGpu }; Properties = 'Name' }
    @{ Name = 'Get-HgsGuardian'; Get = { Get-Guardian }; Properties = 'Name', 'Thumbprint', 'HasPrivateKeys' }
    @{ Name = 'Get-VMSwitch'; Get = { Hyper-V\Get-VMSwitch }
        Properties = 'Id', 'Name', 'SwitchType', 'AllowManagementOS', 'NetAdapterInterfaceDescription',
            'NetAdapterInterfaceDescriptions', 'EmbeddedTeamingEnabled', 'IovEnabled' }
    @{ Name = 'Get-NetAdapter'; Get = { NetAdapter\Get-NetAdapter }
        Properties = 'Name', 'InterfaceDescription', 'InterfaceIndex', 'MacAddress', 'Status', 'Speed',
            'HardwareInterface', 'Virtual', 'ConnectorPresent', 'PnPDeviceID' }
    @{ Name = 'Get-NetIPAddress'; Get = { NetTCPIP\Get-NetIPAddress }
        Properties = 'InterfaceAlias', 'InterfaceIndex', 'AddressFamily', 'IPAddress', 'PrefixLength',
            'PrefixOrigin', 'SuffixOrigin', 'AddressState' }
    @{ Name = 'Get-NetRoute'
        Get = { NetTCPIP\Get-NetRoute | Where-Object { '0.0.0.0/0', '::/0' -contains $_.DestinationPrefix } }
        Properties = 'InterfaceAlias', 'InterfaceIndex', 'AddressFamily', 'DestinationPrefix', 'NextHop',
            'RouteMetric' }
    @{ Name = 'Get-DnsClientServerAddress'; Get = { DnsClient\Get-DnsClientServerAddress }
        Properties = 'InterfaceAlias', 'InterfaceIndex', 'AddressFamily', 'ServerAddresses' }
    @{ Name = 'Get-NetFirewallRule'; Get = { NetSecurity\Get-NetFirewallRule }
        Properties = 'Name', 'DisplayName', 'Group', 'Direction', 'Action', 'Enabled', 'Profile' }
    @{ Name = 'Get-LocalGroup'; Get = { Get-Group }; Properties = 'Name', 'SID' }
    @{ Name = 'Get-LocalGroupMember'; Get = { Get-GroupMember }; Properties = 'Group', 'GroupSID', 'Name', 'SID' }
    @{ Name = 'Get-WindowsFeature'; Get = { Get-Feature }
        Properties = 'Name', 'DisplayName', 'FeatureType', 'Installed', 'InstallState', 'InstalledAt' }
    @{ Name = 'Get-Volume'; Get = { Get-StorageVolume }
        Properties = 'DriveLetter', 'Path', 'FileSystemLabel', 'FileSystem', 'DriveType', 'Size',
            'SizeRemaining', 'HealthStatus', 'OperationalStatus', 'AllocationUnitSize', 'DedupMode', 'Compressed',
            'LogicalSectorSize', 'PhysicalSectorSize' }
    @{ Name = 'Win32_OperatingSystem'; Get = { Get-OperatingSystem }
        Properties = 'Caption', 'Version', 'BuildNumber', 'OperatingSystemSKU', 'EditionID', 'InstallationType',
            'Language', 'UILanguage', 'OSArchitecture', 'ProductType', 'TotalVisibleMemorySize', 'FreePhysicalMemory' }
    @{ Name = 'Win32_ComputerSystem'; Get = { Get-Computer }
        Properties = 'Name', 'DNSHostName', 'Domain', 'PartOfDomain', 'UUID', 'Manufacturer', 'Model',
            'NumberOfProcessors', 'NumberOfLogicalProcessors', 'TotalPhysicalMemory', 'HypervisorPresent' }
    @{ Name = 'Win32_Processor'; Get = { CimCmdlets\Get-CimInstance -ClassName Win32_Processor }
        Properties = 'DeviceID', 'Manufacturer', 'Name', 'Description', 'Architecture', 'MaxClockSpeed',
            'NumberOfCores', 'NumberOfLogicalProcessors' }
    @{ Name = 'Win32_DeviceGuard'
        Get = { CimCmdlets\Get-CimInstance -Namespace 'root\Microsoft\Windows\DeviceGuard' -ClassName Win32_DeviceGuard }
        Properties = 'SecurityServicesRunning' }
    @{ Name = 'WMI-Security'; Get = { Get-WmiRight }
        Properties = 'Namespace', 'Account', 'SID', 'Type', 'Inherited', 'Mask' }
    @{ Name = 'Registry-Reboot'; Get = { Get-PendingReboot }; Properties = 'RebootPending' }
    @{ Name = 'Registry-DCOM'; Get = { Get-LaunchRestriction }; Properties = 'MachineLaunchRestriction' }
    @{ Name = 'Service-Cluster'
        Get = { CimCmdlets\Get-CimInstance -ClassName Win32_Service -Filter "Name = 'ClusSvc'" }
        Properties = 'Name', 'State', 'StartMode' }
    @{ Name = 'Get-VM'; Get = { Get-Machine }
        Properties = 'Id', 'Name', 'State', 'OperationalStatus', 'Generation', 'Version', 'ProcessorCount',
            'DynamicMemoryEnabled', 'MemoryStartup', 'MemoryMinimum', 'MemoryMaximum', 'MemoryAssigned',
            'AutomaticStartAction', 'AutomaticStopAction', 'CheckpointType', 'IsClustered', 'ReplicationState',
            'ReplicationMode', 'ParentSnapshotId', 'ParentSnapshotName', 'Heartbeat', 'IntegrationServicesState',
            'ConfigurationLocation', 'SnapshotFileLocation', 'CreationTime', 'Uptime' }
)

# What is asked about machines, of all at once; each object has the VMId of its machine.
$ofMachine = @(
    @{ Name = 'Get-VMMemory'; Get = { param($vms) Hyper-V\Get-VMMemory -VM $vms }
        Properties = 'DynamicMemoryEnabled', 'Startup', 'Minimum', 'Maximum', 'Buffer', 'Priority', 'MaximumPerNumaNode' }
    @{ Name = 'Get-VMProcessor'; Get = { param($vms) Hyper-V\Get-VMProcessor -VM $vms }
        Properties = 'Count', 'CompatibilityForMigrationEnabled', 'CompatibilityForOlderOperatingSystemsEnabled',
            'ExposeVirtualizationExtensions', 'MaximumCountPerNumaNode' }
    @{ Name = 'Get-VMHardDiskDrive'; Get = { param($vms) Hyper-V\Get-VMHardDiskDrive -VM $vms }
        Properties = 'Id', 'ControllerType', 'ControllerNumber', 'ControllerLocation', 'Path', 'DiskNumber',
            'PoolName', 'SupportPersistentReservations' }
    @{ Name = 'Get-VMSnapshotHardDiskDrive'; Get = { param($vms) Get-CheckpointDrive $vms }
        Properties = 'VMSnapshotId', 'ControllerType', 'ControllerNumber', 'ControllerLocation', 'Path', 'DiskNumber' }
    @{ Name = 'Get-VHD'; Get = { param($vms) Get-Image $vms }
        Properties = 'Path', 'VhdFormat', 'VhdType', 'Size', 'FileSize', 'MinimumSize', 'ParentPath',
            'LogicalSectorSize', 'PhysicalSectorSize' }
    @{ Name = 'Get-VMDvdDrive'; Get = { param($vms) Hyper-V\Get-VMDvdDrive -VM $vms }
        Properties = 'Id', 'ControllerType', 'ControllerNumber', 'ControllerLocation', 'DvdMediaType', 'Path' }
    # Machines of generation 2 have no floppy drive, those of generation 1 no firmware to ask about.
    @{ Name = 'Get-VMFloppyDiskDrive'; Of = { param($vms) Select-Generation $vms $true }
        Get = { param($vms) Hyper-V\Get-VMFloppyDiskDrive -VM $vms }
        Properties = 'Id', 'Path' }
    @{ Name = 'Get-VMNetworkAdapter'; Get = { param($vms) Hyper-V\Get-VMNetworkAdapter -VM $vms }
        Properties = 'Id', 'Name', 'MacAddress', 'DynamicMacAddressEnabled', 'SwitchName', 'SwitchId', 'Connected',
            'IsLegacy', 'IovWeight', 'PoolName', 'IPAddresses' }
    @{ Name = 'Get-VMNetworkAdapterVlan'; Get = { param($vms) Get-AdapterVlan $vms }
        Properties = 'AdapterId', 'OperationMode', 'AccessVlanId', 'NativeVlanId', 'AllowedVlanIdListString' }
    @{ Name = 'Get-VMSnapshot'; Get = { param($vms) Get-Checkpoint $vms }
        Properties = 'Id', 'Name', 'ParentSnapshotId', 'ParentSnapshotName', 'SnapshotType', 'State',
            'IsAutomaticCheckpoint', 'SizeOfSystemFiles', 'CreationTime' }
    @{ Name = 'Get-VMFirmware'; Of = { param($vms) Select-Generation $vms $false }
        Get = { param($vms) Hyper-V\Get-VMFirmware -VM $vms }
        Properties = 'SecureBoot', 'SecureBootTemplate' }
    @{ Name = 'Get-VMSecurity'; Get = { param($vms) Hyper-V\Get-VMSecurity -VM $vms }
        Properties = 'TpmEnabled', 'Shielded', 'EncryptStateAndVmMigrationTraffic' }
    @{ Name = 'Get-VMKeyProtector'; Of = { param($vms) Select-Generation $vms $false }
        Get = { param($vms) Get-KeyGuardian $vms }
        Properties = 'Thumbprint' }
    @{ Name = 'Get-VMAssignableDevice'; Get = { param($vms) Hyper-V\Get-VMAssignableDevice -VM $vms }
        Properties = 'Name', 'InstanceID', 'LocationPath' }
    @{ Name = 'Get-VMGpuPartitionAdapter'; Get = { param($vms) Hyper-V\Get-VMGpuPartitionAdapter -VM $vms }
        Properties = 'Id', 'Name', 'InstancePath' }
    @{ Name = 'Get-VMFibreChannelHba'; Get = { param($vms) Hyper-V\Get-VMFibreChannelHba -VM $vms }
        Properties = 'Id', 'SanName', 'WorldWidePortNameSetA', 'WorldWidePortNameSetB' }
    @{ Name = 'Get-VMRemoteFx3dVideoAdapter'; Get = { param($vms) Hyper-V\Get-VMRemoteFx3dVideoAdapter -VM $vms }
        Properties = 'Id', 'Name' }
    # Machines that are not replicated are an error.
    @{ Name = 'Get-VMReplication'; Of = { param($vms) $vms | Where-Object { "$($_.ReplicationState)" -ne 'Disabled' } }
        Get = { param($vms) Hyper-V\Get-VMReplication -VM $vms }
        Properties = 'PrimaryServerName', 'ReplicaServerName' }
    @{ Name = 'Msvm_KvpExchangeComponent'; Get = { param($vms) Get-GuestSystem $vms }; Properties = 'OSName' }
    # Its names are in the language of the server; the end of Id identifies a service.
    @{ Name = 'Get-VMIntegrationService'; Get = { param($vms) Hyper-V\Get-VMIntegrationService -VM $vms }
        Properties = 'Id', 'Name', 'Enabled', 'PrimaryOperationalStatus' }
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

# PowerShell itself takes a property that fails for null, which would read as the cmdlet's answer.
$valueOf = [System.Management.Automation.PSPropertyInfo].GetProperty('Value')

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
        try { $value = $valueOf.GetValue($property, $null) }
        catch {
            $owner = $Machine
            if ($Row.Name -eq 'Get-VM') { $owner = $Object }
            Add-Failure $Failures $owner "${name}: $($_.Exception.GetBaseException().Message)"
            continue
        }
        if ($value -is [System.Collections.IEnumerable] -and $value -isnot [string]) {
            $record[$name] = [string[]]@($value | ForEach-Object { ConvertTo-Plain $_ })
        }
        else { $record[$name] = ConvertTo-Plain $value }
    }
    ConvertTo-Json -InputObject $record -Depth 3 -Compress
}

# What failed, and for which machines, once each; without a machine it may be any.
function New-Failures {
    @{ Messages = (New-Object System.Collections.Generic.List[string])
        Machines = (New-Object System.Collections.Generic.List[string]); All = $false; Absent = $false }
}

function Add-Failure($Failures, $Machine, $Message) {
    if ($null -eq $Machine) {
        $Failures.All = $true
        $Failures.Messages.Add($Message)
        return
    }
    $Failures.Messages.Add("$($Machine.Name): $Message")
    if (-not $Failures.Machines.Contains("$($Machine.Id)")) { $Failures.Machines.Add("$($Machine.Id)") }
}

function Get-HostRecord($Row, $Failures) {
    try { @(& $Row.Get | ForEach-Object { ConvertTo-Record $_ $Row $null $Failures }) }
    catch [System.Management.Automation.CommandNotFoundException] {
        $Failures.Absent = $true
        Add-Failure $Failures $null $_.Exception.Message
    }
    catch { Add-Failure $Failures $null $_.Exception.Message }
    if ($Row.Name -eq 'Get-VM') {
        foreach ($machine in $script:hidden) {
            Add-Failure $Failures $machine $machine.Error
            ConvertTo-Json -InputObject ([ordered]@{ Id = $machine.Id; Name = $machine.Name }) -Compress
        }
    }
}

# One call for all machines; where it fails, or gives an object that is of none of them, one for each,
# so that a failure for one machine loses only its records.
function Get-MachineRecord($Row, $Failures) {
    $machines = @(Get-Machine)
    if ($null -ne $Row.Of) { $machines = @(& $Row.Of $machines) }
    foreach ($machine in $script:hidden) { Add-Failure $Failures $machine $machine.Error }
    if ($machines.Count -eq 0) { return }
    $byId = @{}
    foreach ($vm in $machines) { $byId["$($vm.Id)"] = $vm }
    try {
        $objects = @(& $Row.Get $machines)
        if (@($objects | Where-Object { -not $byId["$($_.VMId)"] }).Count -eq 0) {
            $objects | ForEach-Object { ConvertTo-Record $_ $Row $byId["$($_.VMId)"] $Failures }
            return
        }
    }
    catch [System.Management.Automation.CommandNotFoundException] {
        $Failures.Absent = $true
        Add-Failure $Failures $null $_.Exception.Message
        return
    }
    catch { Write-Verbose "$($Row.Name) of all machines: $($_.Exception.Message)" }
    Get-RecordOneByOne $Row $machines $Failures
}

function Get-RecordOneByOne($Row, $Machines, $Failures) {
    $number = 0
    foreach ($vm in $Machines) {
        $number++
        Write-Progress -Activity $activity -Status "$($Row.Name): machine $number of $($Machines.Count)" `
            -PercentComplete (100 * $number / $Machines.Count)
        try {
            $records = @(& $Row.Get @(, $vm) | ForEach-Object { ConvertTo-Record $_ $Row $vm $Failures })
            $records
        }
        catch { Add-Failure $Failures $vm $_.Exception.Message }
    }
}

function Write-Text($Name, $Text) {
    $file = [System.IO.Path]::Combine($folder, $Name)
    [System.IO.File]::WriteAllText($file, $Text, (New-Object System.Text.UTF8Encoding -ArgumentList $false))
}

$activity = 'Exporting facts for Plimsoll'

# The entry of the manifest: `failed` names the machines that `error` is about; null where it may be all.
function Export-Cmdlet($Row, $PerMachine) {
    Write-Progress -Activity $activity -Status $Row.Name
    $failures = New-Failures
    $records = @()
    try {
        if ($PerMachine) { $records = @(Get-MachineRecord $Row $failures) }
        else { $records = @(Get-HostRecord $Row $failures) }
    }
    catch { Add-Failure $failures $null $_.Exception.Message }

    $file = $null
    $message = $null
    $failed = $null
    if ($failures.Messages.Count -gt 0) {
        $message = $failures.Messages -join "`n"
        Write-Warning "$($Row.Name): $message"
    }
    if (-not $failures.All) { $failed = [string[]]$failures.Machines.ToArray() }
    if (-not $failures.All -or $records.Count -gt 0) {
        $file = "$($Row.Name).json"
        Write-Text $file ("[`n" + ($records -join ",`n") + "`n]`n")
    }
    [ordered]@{
        name = $Row.Name
        file = $file
        ok = ($failures.Messages.Count -eq 0)
        absent = $failures.Absent
        failed = $failed
        error = $message
        count = $records.Count
    }
}

$user = [System.Security.Principal.WindowsPrincipal][System.Security.Principal.WindowsIdentity]::GetCurrent()
# Members of Hyper-V Administrators see every machine; what else they may not ask is recorded.
$administrators = 'S-1-5-32-544', 'S-1-5-32-578'
$roles = @($administrators | Where-Object {
        $user.IsInRole((New-Object System.Security.Principal.SecurityIdentifier -ArgumentList $_)) })
if ($roles.Count -eq 0) {
    throw 'Run this as an administrator: without these rights, Hyper-V hides machines instead of refusing.'
}
if (-not [System.Environment]::Is64BitProcess) { throw 'Run this in the 64-bit PowerShell.' }

$folder = $ExecutionContext.SessionState.Path.GetUnresolvedProviderPathFromPSPath($Path)
[void][System.IO.Directory]::CreateDirectory($folder)
if ([System.IO.Directory]::GetFileSystemEntries($folder).Length -gt 0) {
    throw "The folder $folder is not empty: two exports must not mix."
}

# First without cmdlets, so that an incomplete export is recognised.
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
