<#
.SYNOPSIS
    Writes what this Hyper-V server of Windows Server 2008 R2 says of itself and its machines into a
    folder, for Plimsoll.

.DESCRIPTION
    Windows Server 2008 R2 has no module Hyper-V and PowerShell 2. This script asks WMI
    (root\virtualization and root\cimv2), changes nothing on the server, and writes the files that
    Export-PlimsollFacts.ps1 writes, as far as WMI knows what is in them. What it does not know is
    left out, so that the facts are unknown. Copy the folder to where Plimsoll runs and import it
    there: plimsoll collect hyperv FOLDER

    Needs an elevated session. The classes are those of Microsoft's reference "Virtualization WMI
    Provider" (version 1).

.PARAMETER Path
    The folder to write. It must be empty or not exist yet.

.EXAMPLE
    powershell -ExecutionPolicy Bypass -File Export-PlimsollFacts2008R2.ps1 -Path C:\export\hv01
#>
param([string]$Path = "plimsoll-$env:COMPUTERNAME")

if ("$($ExecutionContext.SessionState.LanguageMode)" -ne 'FullLanguage') {
    throw "PowerShell runs this script in $($ExecutionContext.SessionState.LanguageMode) mode: sign it, or add it to the policy."
}
Set-StrictMode -Off
$ErrorActionPreference = 'Stop'
$virtualization = 'root\virtualization'
$guid = '[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}'

# ---- JSON: PowerShell 2 has no way to write it ----

function ConvertTo-Quoted([string]$Text) {
    $out = New-Object System.Text.StringBuilder
    [void]$out.Append('"')
    foreach ($c in $Text.ToCharArray()) {
        if ($c -eq '"' -or $c -eq '\') { [void]$out.Append('\').Append($c) }
        elseif ([int]$c -lt 0x20 -or [int]$c -ge 0x7f) { [void]$out.AppendFormat('\u{0:x4}', [int]$c) }
        else { [void]$out.Append($c) }
    }
    [void]$out.Append('"')
    $out.ToString()
}

# A list is one of texts, or of objects that are JSON already; an object a list of names and values.
function ConvertTo-Value($Value) {
    if ($null -eq $Value) { return 'null' }
    if ($Value -is [bool]) { return "$Value".ToLowerInvariant() }
    if ($Value -is [string]) { return ConvertTo-Quoted $Value }
    if ($Value -is [System.Collections.IEnumerable]) {
        return '[' + (@($Value | ForEach-Object { ConvertTo-Value $_ }) -join ',') + ']'
    }
    if ($Value.GetType().IsPrimitive) { return $Value.ToString([System.Globalization.CultureInfo]::InvariantCulture) }
    ConvertTo-Quoted "$Value"
}

# Names and values in turn; a name that begins with ? is left out where its value is null.
function New-Record([object[]]$Members) {
    $parts = @()
    for ($i = 0; $i -lt $Members.Count; $i += 2) {
        $name = $Members[$i]
        if ($name.StartsWith('?')) {
            if ($null -eq $Members[$i + 1]) { continue }
            $name = $name.Substring(1)
        }
        $parts += (ConvertTo-Quoted $name) + ':' + (ConvertTo-Value $Members[$i + 1])
    }
    '{' + ($parts -join ',') + '}'
}

# ---- WMI ----

function Get-Virtual([string]$Class) { @(Get-WmiObject -Namespace $virtualization -Class $Class) }
function Get-System([string]$Class) { @(Get-WmiObject -Class $Class) }
function Get-Associated($Object, [string]$Class) {
    @(Get-WmiObject -Namespace $virtualization -Query "ASSOCIATORS OF {$($Object.__PATH)} WHERE ResultClass = $Class")
}

# The first identifier in a text: of a machine or a checkpoint, in the name or the path of its settings.
function Get-Guid([string]$Text) {
    if ($Text -match $guid) { return $matches[0].ToLowerInvariant() }
    $null
}

# WMI's form of a time: yyyymmddHHMMSS.ffffff and the offset from UTC in minutes.
function ConvertTo-Instant([string]$Time) {
    if (-not $Time) { return $null }
    $culture = [System.Globalization.CultureInfo]::InvariantCulture
    $local = [datetime]::ParseExact($Time.Substring(0, 14), 'yyyyMMddHHmmss', $culture)
    $local.AddMinutes(-[int]$Time.Substring(21)).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", $culture)
}

# Names of machines are their identifiers; the server itself is among them under its own name.
$script:machines = $null
function Get-Machine {
    if ($null -eq $script:machines) {
        $script:machines = @(Get-Virtual Msvm_ComputerSystem | Where-Object { "$($_.Name)" -match "^$guid$" })
    }
    $script:machines
}

# Settings of machines as they are now (type 3) and of their checkpoints (type 5).
$script:settings = $null
function Get-Setting([int]$Type) {
    if ($null -eq $script:settings) { $script:settings = @(Get-Virtual Msvm_VirtualSystemSettingData) }
    @($script:settings | Where-Object { $_.SettingType -eq $Type })
}

function Get-CurrentSetting($Machine) {
    Get-Setting 3 | Where-Object { $_.SystemName -eq $Machine.Name } | Select-Object -First 1
}

# The part of a machine's settings of one class: its InstanceID begins with "Microsoft:" and the machine's name.
$script:parts = @{}
function Get-Part([string]$Class, [string]$Owner) {
    if (-not $script:parts.ContainsKey($Class)) { $script:parts[$Class] = @(Get-Virtual $Class) }
    @($script:parts[$Class] | Where-Object { "$($_.InstanceID)".StartsWith("Microsoft:$Owner", [System.StringComparison]::OrdinalIgnoreCase) })
}

# Every machine and checkpoint has controllers: where there are none, it was removed meanwhile.
function Get-Resource([string]$Owner, [string]$SubType) {
    $all = @(Get-Part Msvm_ResourceAllocationSettingData $Owner)
    if ($all.Count -eq 0) { throw "there are no settings of devices of $Owner" }
    @($all | Where-Object { $_.ResourceSubType -eq $SubType })
}

# What a resource hangs on: Parent is the path of it.
function Get-Holder([string]$Owner, $Resource) {
    $place = "$($Resource.Parent)".Replace('\\', '\')
    Get-Part Msvm_ResourceAllocationSettingData $Owner |
        Where-Object { $place.ToLowerInvariant().Contains("$($_.InstanceID)".ToLowerInvariant() + '"') } | Select-Object -First 1
}

# A drive's place: its controller's kind and number, and its own address there.
function Get-Place([string]$Owner, $Drive) {
    $controller = Get-Holder $Owner $Drive
    if ($null -eq $controller) { return $null }
    if ($controller.ResourceSubType -eq 'Microsoft Emulated IDE Controller') {
        return @{ Type = 'IDE'; Number = [int]$controller.Address; Location = [int]$Drive.Address }
    }
    $all = @(Get-Resource $Owner 'Microsoft Synthetic SCSI Controller' | Sort-Object InstanceID)
    for ($i = 0; $i -lt $all.Count; $i++) {
        if ($all[$i].InstanceID -eq $controller.InstanceID) {
            return @{ Type = 'SCSI'; Number = $i; Location = [int]$Drive.Address }
        }
    }
    $null
}

# ---- the records ----

$states = @{ 2 = 'Running'; 3 = 'Off'; 32768 = 'Paused'; 32769 = 'Saved' }
$starts = @{ 0 = 'Nothing'; 1 = 'StartIfRunning'; 2 = 'Start' }
$imageTypes = @{ 2 = 'Fixed'; 3 = 'Dynamic'; 4 = 'Differencing' }
$mib = 1048576

function Get-MachineOwner($Machine) { @('VMId', $Machine.Name.ToLowerInvariant(), 'VMName', $Machine.ElementName) }

# Dynamic memory came with service pack 1; before, the property is not there.
function Get-MemoryOf($Machine) {
    $memory = Get-Part Msvm_MemorySettingData $Machine.Name | Select-Object -First 1
    if ($null -eq $memory) { throw "the settings of the memory of $($Machine.ElementName) were not found" }
    $dynamic = $memory.DynamicMemoryEnabled -eq $true
    $startup = [int64]$memory.VirtualQuantity * $mib
    $result = @{ Dynamic = $dynamic; Startup = $startup; Minimum = $startup; Maximum = $startup; Assigned = 0 }
    if ($dynamic) {
        $result.Minimum = [int64]$memory.Reservation * $mib
        $result.Maximum = [int64]$memory.Limit * $mib
    }
    # Off and saved machines have none; what dynamic memory gave to one that runs is not among its settings.
    if (3, 32769 -notcontains [int]$Machine.EnabledState) { $result.Assigned = $(if ($dynamic) { $null } else { $startup }) }
    $result
}

function Get-MachineRecord($Machine) {
    $memory = Get-MemoryOf $Machine
    $processor = Get-Part Msvm_ProcessorSettingData $Machine.Name | Select-Object -First 1
    $conduct = Get-Virtual Msvm_VirtualSystemGlobalSettingData | Where-Object { $_.SystemName -eq $Machine.Name } |
        Select-Object -First 1
    $current = Get-CurrentSetting $Machine
    $record = @('Id', $Machine.Name.ToLowerInvariant(), 'Name', $Machine.ElementName,
        'State', $(if ($states.ContainsKey([int]$Machine.EnabledState)) { $states[[int]$Machine.EnabledState] } else { 'Other' }),
        'Generation', 1, '?ProcessorCount', $processor.VirtualQuantity, 'DynamicMemoryEnabled', $memory.Dynamic,
        'MemoryStartup', $memory.Startup, 'MemoryMinimum', $memory.Minimum, 'MemoryMaximum', $memory.Maximum,
        '?MemoryAssigned', $memory.Assigned, '?AutomaticStartAction', $starts[[int]$conduct.AutomaticStartupAction],
        '?ConfigurationLocation', $conduct.ExternalDataRoot, '?OperationalStatus', $Machine.OperationalStatus)
    if ($null -ne $current) { $record += @('ParentSnapshotId', (Get-Guid $current.Parent)) }
    New-Record $record
}

function Get-SnapshotRecord($Machine) {
    foreach ($setting in @(Get-Setting 5 | Where-Object { $_.SystemName -eq $Machine.Name })) {
        New-Record ((Get-MachineOwner $Machine) + @('Id', (Get-Guid $setting.InstanceID), 'Name', $setting.ElementName,
                'ParentSnapshotId', (Get-Guid $setting.Parent), 'CreationTime', (ConvertTo-Instant $setting.CreationTime)))
    }
}

# The virtual disks of a machine or of a checkpoint: the drive and the path of its image.
function Get-Disk([string]$Owner) {
    foreach ($image in @(Get-Resource $Owner 'Microsoft Virtual Hard Disk')) {
        $drive = Get-Holder $Owner $image
        if ($null -eq $drive) { throw "the drive of $($image.Connection) was not found" }
        @{ Id = $drive.InstanceID; Place = (Get-Place $Owner $drive); Path = "$(@($image.Connection)[0])"; Number = $null }
    }
}

# A disk of the server itself: WMI knows it by a path, and its number by the drive there.
function Get-PhysicalDisk([string]$Owner) {
    foreach ($drive in @(Get-Resource $Owner 'Microsoft Physical Disk Drive')) {
        $path = "$(@($drive.HostResource)[0])"
        $disk = Get-Virtual Msvm_DiskDrive | Where-Object { $path -and $path.Contains("$($_.DeviceID)".Replace('\', '\\')) } |
            Select-Object -First 1
        @{ Id = $drive.InstanceID; Place = (Get-Place $Owner $drive); Path = $null; Number = $disk.DriveNumber }
    }
}

function New-DriveRecord($Machine, $Disk, [object[]]$More) {
    if ($null -eq $Disk.Place) { throw "the controller of a drive of $($Machine.ElementName) was not found" }
    New-Record ((Get-MachineOwner $Machine) + @('ControllerType', $Disk.Place.Type, 'ControllerNumber', $Disk.Place.Number,
            'ControllerLocation', $Disk.Place.Location) + $More)
}

function Get-DriveRecord($Machine) {
    foreach ($disk in @(Get-Disk $Machine.Name)) { New-DriveRecord $Machine $disk @('Id', $disk.Id, 'Path', $disk.Path, 'DiskNumber', $null) }
    foreach ($disk in @(Get-PhysicalDisk $Machine.Name)) {
        # Without a number this looks like an image, so the property is left out.
        New-DriveRecord $Machine $disk @('Id', $disk.Id, 'Path', $null, '?DiskNumber', $disk.Number)
    }
}

function Get-SnapshotDriveRecord($Machine) {
    foreach ($setting in @(Get-Setting 5 | Where-Object { $_.SystemName -eq $Machine.Name })) {
        $owner = Get-Guid $setting.InstanceID
        foreach ($disk in @(Get-Disk $owner)) {
            New-DriveRecord $Machine $disk @('VMSnapshotId', $owner, 'Path', $disk.Path, 'DiskNumber', $null)
        }
    }
}

function Get-DvdRecord($Machine) {
    $media = @(Get-Resource $Machine.Name 'Microsoft Virtual CD/DVD Disk')
    foreach ($drive in @(Get-Resource $Machine.Name 'Microsoft Synthetic DVD Drive')) {
        $medium = $media | Where-Object { (Get-Holder $Machine.Name $_).InstanceID -eq $drive.InstanceID } | Select-Object -First 1
        $disk = @{ Place = (Get-Place $Machine.Name $drive) }
        $file = $(if ($null -ne $medium) { "$(@($medium.Connection)[0])" })
        $type = $(if ($null -ne $medium) { 'ISO' } elseif (@($drive.HostResource)[0]) { 'PassThrough' } else { 'None' })
        New-DriveRecord $Machine $disk @('Id', $drive.InstanceID, 'DvdMediaType', $type, 'Path', $file)
    }
}

function Get-VideoRecord($Machine) {
    foreach ($adapter in @(Get-Resource $Machine.Name 'Microsoft Synthetic 3D Display Controller')) {
        New-Record ((Get-MachineOwner $Machine) + @('Id', $adapter.InstanceID, 'Name', $adapter.ElementName))
    }
}

function Get-FloppyRecord($Machine) {
    $medium = Get-Resource $Machine.Name 'Microsoft Virtual Floppy Disk' | Select-Object -First 1
    $file = $(if ($null -ne $medium) { "$(@($medium.Connection)[0])" })
    New-Record ((Get-MachineOwner $Machine) + @('Id', "Microsoft:$($Machine.Name)\floppy", 'Path', $file))
}

# The description of an image is an object written as XML; it has what the image is a difference to.
function Get-ImageInfo([string]$File) {
    $service = Get-Virtual Msvm_ImageManagementService | Select-Object -First 1
    $answer = $service.GetVirtualHardDiskInfo($File)
    if ($answer.ReturnValue -ne 0) { throw "the image $File cannot be described: error $($answer.ReturnValue)" }
    $info = @{}
    $description = [xml]$answer.Info
    foreach ($property in @($description.INSTANCE.PROPERTY)) { $info[$property.NAME] = "$($property.VALUE)" }
    $info
}

function Get-ImageRecord($Machine) {
    $owners = @($Machine.Name) + @(Get-Setting 5 | Where-Object { $_.SystemName -eq $Machine.Name } | ForEach-Object { Get-Guid $_.InstanceID })
    $seen = @{}
    foreach ($owner in $owners) {
        foreach ($disk in @(Get-Disk $owner)) {
            $file = $disk.Path
            while ($file -and -not $seen[$file]) {
                $seen[$file] = $true
                $info = Get-ImageInfo $file
                New-Record ((Get-MachineOwner $Machine) + @('Path', $file, 'VhdFormat', 'VHD', '?VhdType', $imageTypes[[int]$info.Type],
                        'Size', [int64]$info.MaxInternalSize, 'FileSize', [int64]$info.FileSize, 'ParentPath', "$($info.ParentPath)"))
                $file = $info.ParentPath
            }
        }
    }
}

# Connection is the path of a port of a switch; the port's SystemName is the switch's Name.
function Get-SwitchOf($Adapter) {
    $connection = "$(@($Adapter.Connection)[0])"
    if (-not $connection) { return $null }
    Get-Virtual Msvm_VirtualSwitch | Where-Object { $connection.ToLowerInvariant().Contains("$($_.Name)".ToLowerInvariant()) } | Select-Object -First 1
}

function Get-AdapterRecord($Machine) {
    foreach ($class in 'Msvm_SyntheticEthernetPortSettingData', 'Msvm_EmulatedEthernetPortSettingData') {
        foreach ($adapter in @(Get-Part $class $Machine.Name)) {
            $switch = Get-SwitchOf $adapter
            $connected = [bool]"$(@($adapter.Connection)[0])"
            $name = $(if (-not $connected) { '' } elseif ($null -ne $switch) { "$($switch.ElementName)" })
            New-Record ((Get-MachineOwner $Machine) + @('Id', $adapter.InstanceID, 'Name', $adapter.ElementName,
                    'MacAddress', "$($adapter.Address)", 'DynamicMacAddressEnabled', (-not $adapter.StaticMacAddress),
                    '?SwitchName', $name, 'Connected', $connected, 'IsLegacy', ($class -like '*Emulated*')))
        }
    }
}

# A switch is external where one of its ports leads to an adapter of the server, internal where one
# leads to the server itself, and private where none does.
function Get-SwitchRecord {
    foreach ($switch in @(Get-Virtual Msvm_VirtualSwitch)) {
        $external = @(); $internal = @()
        foreach ($port in @(Get-Associated $switch Msvm_SwitchPort)) {
            foreach ($endpoint in @(Get-Associated $port Msvm_SwitchLANEndpoint)) {
                $external += @(Get-Associated $endpoint Msvm_ExternalEthernetPort)
                $internal += @(Get-Associated $endpoint Msvm_InternalEthernetPort)
            }
        }
        $type = $(if ($external.Count -gt 0) { 'External' } elseif ($internal.Count -gt 0) { 'Internal' } else { 'Private' })
        $bound = $(if ($external.Count -gt 0) { "$($external[0].ElementName)" })
        New-Record @('Id', $switch.Name, 'Name', $switch.ElementName, 'SwitchType', $type, 'AllowManagementOS', ($internal.Count -gt 0),
            'NetAdapterInterfaceDescription', $bound)
    }
}

function Get-AdapterOfHost {
    foreach ($adapter in @(Get-System Win32_NetworkAdapter | Where-Object { $_.NetConnectionID })) {
        $status = $(if ([int]$adapter.NetConnectionStatus -eq 2) { 'Up' } else { 'Disconnected' })
        New-Record @('Name', $adapter.NetConnectionID, 'InterfaceDescription', $adapter.Name, 'InterfaceIndex', $adapter.InterfaceIndex,
            'MacAddress', "$($adapter.MACAddress)", 'Status', $status, '?Speed', $adapter.Speed, 'HardwareInterface', [bool]$adapter.PhysicalAdapter,
            'Virtual', (-not $adapter.PhysicalAdapter))
    }
}

# A mask such as 255.255.255.0, or the length of a prefix.
function Get-PrefixLength([string]$Mask) {
    if (-not $Mask.Contains('.')) { return [int]$Mask }
    $bits = 0
    foreach ($byte in @([System.Net.IPAddress]::Parse($Mask).GetAddressBytes())) {
        $bits += [System.Convert]::ToString($byte, 2).Replace('0', '').Length
    }
    $bits
}

function Get-Family([string]$Address) { if ($Address.Contains(':')) { 'IPv6' } else { 'IPv4' } }

# The adapters that have addresses, and their names.
function Get-Configuration {
    $names = @{}
    foreach ($adapter in @(Get-System Win32_NetworkAdapter)) { $names["$($adapter.InterfaceIndex)"] = "$($adapter.NetConnectionID)" }
    foreach ($adapter in @(Get-System Win32_NetworkAdapterConfiguration | Where-Object { $_.IPEnabled })) {
        @{ Name = $names["$($adapter.InterfaceIndex)"]; Index = $adapter.InterfaceIndex; Adapter = $adapter }
    }
}

# Of IPv6 it is told neither who gave an address nor whether it changes.
function Get-AddressRecord {
    foreach ($one in @(Get-Configuration)) {
        $addresses = @($one.Adapter.IPAddress)
        for ($i = 0; $i -lt $addresses.Count; $i++) {
            $origin = $(if ((Get-Family $addresses[$i]) -eq 'IPv6') { $null } elseif ($one.Adapter.DHCPEnabled) { 'Dhcp' } else { 'Manual' })
            if ("$($addresses[$i])".StartsWith('fe80:')) { $origin = 'WellKnown' }
            New-Record @('InterfaceAlias', $one.Name, 'InterfaceIndex', $one.Index, 'AddressFamily', (Get-Family $addresses[$i]),
                'IPAddress', $addresses[$i], 'PrefixLength', (Get-PrefixLength @($one.Adapter.IPSubnet)[$i]), '?PrefixOrigin', $origin)
        }
    }
}

function Get-RouteRecord {
    foreach ($one in @(Get-Configuration)) {
        foreach ($gateway in @($one.Adapter.DefaultIPGateway | Where-Object { $_ })) {
            $all = $(if ((Get-Family $gateway) -eq 'IPv6') { '::/0' } else { '0.0.0.0/0' })
            New-Record @('InterfaceAlias', $one.Name, 'InterfaceIndex', $one.Index, 'AddressFamily', (Get-Family $gateway),
                'DestinationPrefix', $all, 'NextHop', $gateway)
        }
    }
}

function Get-NameServerRecord {
    foreach ($one in @(Get-Configuration)) {
        foreach ($family in 'IPv4', 'IPv6') {
            $servers = [string[]]@($one.Adapter.DNSServerSearchOrder | Where-Object { $_ -and (Get-Family $_) -eq $family })
            New-Record @('InterfaceAlias', $one.Name, 'InterfaceIndex', $one.Index, 'AddressFamily', $family, 'ServerAddresses', $servers)
        }
    }
}

function Get-ClusterRecord {
    foreach ($service in @(Get-System Win32_Service | Where-Object { $_.Name -eq 'ClusSvc' })) {
        New-Record @('Name', $service.Name, 'State', "$($service.State)", 'StartMode', "$($service.StartMode)")
    }
}

function Get-VolumeRecord {
    foreach ($volume in @(Get-System Win32_Volume)) {
        $type = $(if ($volume.DriveType -eq 3) { 'Fixed' } elseif ($volume.DriveType -eq 2) { 'Removable' } else { 'CD-ROM' })
        New-Record @('DriveLetter', "$($volume.DriveLetter)".TrimEnd(':'), 'Path', $volume.DeviceID, 'FileSystemLabel', "$($volume.Label)",
            'FileSystem', "$($volume.FileSystem)", 'DriveType', $type, '?Size', $volume.Capacity, '?SizeRemaining', $volume.FreeSpace,
            '?AllocationUnitSize', $volume.BlockSize, '?Compressed', $volume.Compressed)
    }
}

function Get-FeatureRecord {
    Import-Module ServerManager
    foreach ($feature in @(Get-WindowsFeature)) {
        New-Record @('Name', $feature.Name, 'DisplayName', $feature.DisplayName, 'FeatureType', "$($feature.FeatureType)", 'Installed', [bool]$feature.Installed)
    }
}

function Get-SystemRecord {
    $system = Get-System Win32_OperatingSystem | Select-Object -First 1
    New-Record @('Caption', $system.Caption, 'Version', $system.Version, 'BuildNumber', $system.BuildNumber, 'OperatingSystemSKU', $system.OperatingSystemSKU,
        'OSArchitecture', "$($system.OSArchitecture)", 'ProductType', $system.ProductType, 'TotalVisibleMemorySize', $system.TotalVisibleMemorySize,
        'FreePhysicalMemory', $system.FreePhysicalMemory, 'Language', [System.Globalization.CultureInfo]::InstalledUICulture.Name,
        '?UILanguage', @($system.MUILanguages)[0])
}

function Get-ComputerRecord {
    $system = Get-System Win32_ComputerSystem | Select-Object -First 1
    $product = Get-System Win32_ComputerSystemProduct | Select-Object -First 1
    New-Record @('Name', $system.Name, '?DNSHostName', $system.DNSHostName, 'Domain', $system.Domain, 'PartOfDomain', [bool]$system.PartOfDomain,
        'UUID', "$($product.UUID)", 'NumberOfProcessors', $system.NumberOfProcessors, 'NumberOfLogicalProcessors', $system.NumberOfLogicalProcessors,
        'TotalPhysicalMemory', $system.TotalPhysicalMemory)
}

# Either key is there only until the server was restarted.
function Get-RebootRecord {
    $keys = 'HKLM:\SOFTWARE\Microsoft\Windows\CurrentVersion\Component Based Servicing\RebootPending',
        'HKLM:\SOFTWARE\Microsoft\Windows\CurrentVersion\WindowsUpdate\Auto Update\RebootRequired'
    New-Record @('RebootPending', (@($keys | Where-Object { Test-Path -LiteralPath $_ }).Count -gt 0))
}

function Get-HostRecord {
    $system = Get-System Win32_ComputerSystem | Select-Object -First 1
    New-Record @('ComputerName', $system.Name, 'LogicalProcessorCount', $system.NumberOfLogicalProcessors, 'MemoryCapacity', $system.TotalPhysicalMemory)
}

function Get-ProcessorRecord {
    foreach ($cpu in @(Get-System Win32_Processor)) {
        New-Record @('DeviceID', $cpu.DeviceID, 'Manufacturer', $cpu.Manufacturer, 'Name', $cpu.Name, 'Description', $cpu.Description,
            'Architecture', $cpu.Architecture, 'MaxClockSpeed', $cpu.MaxClockSpeed, 'NumberOfCores', $cpu.NumberOfCores,
            'NumberOfLogicalProcessors', $cpu.NumberOfLogicalProcessors)
    }
}

# Files that are not here (Get-VMSecurity, Get-NetFirewallRule and so on) make their facts unknown.
$ofHost = @(
    @{ Name = 'Get-VMHost'; Get = { Get-HostRecord } }
    @{ Name = 'Get-VMSwitch'; Get = { Get-SwitchRecord } }
    @{ Name = 'Get-NetAdapter'; Get = { Get-AdapterOfHost } }
    @{ Name = 'Get-NetIPAddress'; Get = { Get-AddressRecord } }
    @{ Name = 'Get-NetRoute'; Get = { Get-RouteRecord } }
    @{ Name = 'Get-DnsClientServerAddress'; Get = { Get-NameServerRecord } }
    @{ Name = 'Service-Cluster'; Get = { Get-ClusterRecord } }
    @{ Name = 'Get-WindowsFeature'; Get = { Get-FeatureRecord } }
    @{ Name = 'Get-Volume'; Get = { Get-VolumeRecord } }
    @{ Name = 'Win32_OperatingSystem'; Get = { Get-SystemRecord } }
    @{ Name = 'Win32_ComputerSystem'; Get = { Get-ComputerRecord } }
    @{ Name = 'Win32_Processor'; Get = { Get-ProcessorRecord } }
    @{ Name = 'Registry-Reboot'; Get = { Get-RebootRecord } }
)
$ofMachine = @(
    @{ Name = 'Get-VM'; Get = { param($vm) Get-MachineRecord $vm } }
    @{ Name = 'Get-VMHardDiskDrive'; Get = { param($vm) Get-DriveRecord $vm } }
    @{ Name = 'Get-VMSnapshotHardDiskDrive'; Get = { param($vm) Get-SnapshotDriveRecord $vm } }
    @{ Name = 'Get-VHD'; Get = { param($vm) Get-ImageRecord $vm } }
    @{ Name = 'Get-VMDvdDrive'; Get = { param($vm) Get-DvdRecord $vm } }
    @{ Name = 'Get-VMFloppyDiskDrive'; Get = { param($vm) Get-FloppyRecord $vm } }
    @{ Name = 'Get-VMNetworkAdapter'; Get = { param($vm) Get-AdapterRecord $vm } }
    @{ Name = 'Get-VMRemoteFx3dVideoAdapter'; Get = { param($vm) Get-VideoRecord $vm } }
    @{ Name = 'Get-VMSnapshot'; Get = { param($vm) Get-SnapshotRecord $vm } }
)

function Write-Text($Name, $Text) {
    $file = [System.IO.Path]::Combine($folder, $Name)
    [System.IO.File]::WriteAllText($file, $Text, (New-Object System.Text.UTF8Encoding -ArgumentList $false))
}

# One row of the tables, of each machine by itself: a failure for one loses only that machine's
# records. A machine that cannot be described keeps its place with its name.
function Export-Row($Row, $PerMachine) {
    Write-Progress -Activity 'Exporting facts for Plimsoll' -Status $Row.Name
    $records = @(); $errors = @(); $failed = @(); $whole = $true
    try {
        if (-not $PerMachine) { $records = @(& $Row.Get) }
        else {
            foreach ($vm in @(Get-Machine)) {
                try { $records += @(& $Row.Get $vm) }
                catch {
                    $errors += "$($vm.ElementName): $($_.Exception.Message)"
                    $failed += $vm.Name.ToLowerInvariant()
                    if ($Row.Name -eq 'Get-VM') { $records += New-Record @('Id', $vm.Name.ToLowerInvariant(), 'Name', $vm.ElementName) }
                }
            }
        }
    }
    catch { $errors += $_.Exception.Message; $whole = $false }
    $file = $null
    if ($errors.Count -gt 0) { Write-Warning "$($Row.Name): $($errors -join "`n")" }
    if ($whole) {
        $file = "$($Row.Name).json"
        Write-Text $file ("[`n" + ($records -join ",`n") + "`n]`n")
    }
    $which = $null
    if ($whole) { $which = $failed }
    $message = $null
    if ($errors.Count -gt 0) { $message = $errors -join "`n" }
    New-Record @('name', $Row.Name, 'file', $file, 'ok', ($errors.Count -eq 0), 'failed', $which, 'error', $message, 'count', $records.Count)
}

function Write-Manifest([object[]]$Entries) {
    $head = New-Record @('format', 'plimsoll-hyperv-export', 'version', 1, 'host', "$env:COMPUTERNAME", 'at', $started,
        'powershell', "$($PSVersionTable.PSVersion)", 'module', 'root\virtualization')
    Write-Text 'manifest.json' ($head.Substring(0, $head.Length - 1) + ',"cmdlets":[' + "`n" + ($Entries -join ",`n") + "`n]}`n")
}

$user = New-Object System.Security.Principal.WindowsPrincipal -ArgumentList ([System.Security.Principal.WindowsIdentity]::GetCurrent())
if (-not $user.IsInRole((New-Object System.Security.Principal.SecurityIdentifier -ArgumentList 'S-1-5-32-544'))) {
    throw 'Run this as an administrator: without these rights, WMI hides machines instead of refusing.'
}
$folder = $ExecutionContext.SessionState.Path.GetUnresolvedProviderPathFromPSPath($Path)
[void][System.IO.Directory]::CreateDirectory($folder)
if ([System.IO.Directory]::GetFileSystemEntries($folder).Length -gt 0) {
    throw "The folder $folder is not empty: two exports must not mix."
}

# First without entries, so that an incomplete export is recognised.
$started = (Get-Date).ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'")
Write-Manifest @()
$entries = @()
foreach ($row in $ofHost) { $entries += Export-Row $row $false }
foreach ($row in $ofMachine) { $entries += Export-Row $row $true }
Write-Manifest $entries
Get-Item -LiteralPath $folder
