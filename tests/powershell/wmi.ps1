# wmi.ps1: what WMI of Windows Server 2008 R2 answers about the machines of server.ps1: classes of
# root\virtualization (version 1) with the properties that the export reads, and of root\cimv2.
# Paths double the backslashes that values have once.
$path = '\\HV01\root\virtualization:'

function New-Settings($Owner, $Disks, $Machine) {
    $ide = "Microsoft:$Owner\83F8638B-8DCA-4152-9EDA-2CA8B33039B4\0"
    $scsi = "Microsoft:$Owner\BA6164B6-0000-0000-0000-000000000001"
    @{ InstanceID = $ide; ResourceSubType = 'Microsoft Emulated IDE Controller'; Address = '0'; Parent = $null }
    @{ InstanceID = $scsi; ResourceSubType = 'Microsoft Synthetic SCSI Controller'; Address = $null; Parent = $null }
    for ($i = 0; $i -lt $Disks.Count; $i++) {
        $drive = "Microsoft:$Owner\83F8638B-8DCA-4152-9EDA-2CA8B33039B4\0\$i"
        $holder = $(if ($i -eq 0) { $ide } else { $scsi })
        @{ InstanceID = "$drive\D"; ResourceSubType = 'Microsoft Synthetic Disk Drive'; Address = "$i"
            Parent = $path + "Msvm_ResourceAllocationSettingData.InstanceID=`"$($holder.Replace('\', '\\'))`"" }
        @{ InstanceID = "$drive\L"; ResourceSubType = 'Microsoft Virtual Hard Disk'; Connection = @($Disks[$i])
            Parent = $path + "Msvm_ResourceAllocationSettingData.InstanceID=`"$("$drive\D".Replace('\', '\\'))`"" }
    }
    if ($Machine.Name -eq 'web01' -and $Owner -eq $Machine.Id -and -not $global:Fake.Pair) {
        @{ InstanceID = "Microsoft:$Owner\dvd"; ResourceSubType = 'Microsoft Synthetic DVD Drive'; Address = '1'; HostResource = @()
            Parent = $path + "Msvm_ResourceAllocationSettingData.InstanceID=`"$($ide.Replace('\', '\\'))`"" }
        @{ InstanceID = "Microsoft:$Owner\lun"; ResourceSubType = 'Microsoft Physical Disk Drive'; Address = '2'
            HostResource = @($path + 'Msvm_DiskDrive.DeviceID="Microsoft:353B3BE8-310C-4cf4-839E-4E1B14616136\\2"')
            Parent = $path + "Msvm_ResourceAllocationSettingData.InstanceID=`"$($scsi.Replace('\', '\\'))`"" }
    }
}

$classes = @{}
function Add-Object($Class, $Rows) { $classes[$Class] = @($classes[$Class]) + @($Rows | ForEach-Object { [pscustomobject]$_ }) | Where-Object { $_ } }

Add-Object 'Msvm_ComputerSystem' @{ Name = $global:Fake.Name; ElementName = $global:Fake.Name; EnabledState = 2 }
$codes = @{ Running = 2; Off = 3; Saved = 32769 }
foreach ($row in $global:Fake.Machines) {
    $id = $row.Id.ToUpperInvariant()
    Add-Object 'Msvm_ComputerSystem' @{ Name = $id; ElementName = $row.Name; EnabledState = [uint16]$codes[$row.State]
        OperationalStatus = [uint16[]]@(2) }
    $parent = $(if ($row.Current) { $path + "Msvm_VirtualSystemSettingData.InstanceID=`"Microsoft:$($row.Current.ToUpperInvariant())`"" })
    Add-Object 'Msvm_VirtualSystemSettingData' @{ InstanceID = "Microsoft:$id"; SystemName = $id; SettingType = [uint16]3; ElementName = $row.Name; Parent = $parent }
    foreach ($checkpoint in $row.Checkpoints) {
        $before = $(if ($checkpoint.Parent) { $path + "Msvm_VirtualSystemSettingData.InstanceID=`"Microsoft:$($checkpoint.Parent.ToUpperInvariant())`"" })
        Add-Object 'Msvm_VirtualSystemSettingData' @{ InstanceID = "Microsoft:$($checkpoint.Id.ToUpperInvariant())"; SystemName = $id; SettingType = [uint16]5
            ElementName = $checkpoint.Name; Parent = $before; CreationTime = '20240601100000.000000+120' }
        Add-Object 'Msvm_ResourceAllocationSettingData' @(New-Settings $checkpoint.Id.ToUpperInvariant() $checkpoint.Disks $row)
    }
    # A machine that is being moved away has no settings any more.
    if ($row.Id -ne $global:Fake.Failing) {
        Add-Object 'Msvm_ResourceAllocationSettingData' @(New-Settings $row.Id $row.Disks $row)
        $memory = @{ InstanceID = "Microsoft:$id\4764334D-E001-4176-82EE-5594EC9B530E"; VirtualQuantity = [uint64]($row.Memory / 1MB)
            Reservation = [uint64]($row.Memory / 1MB); Limit = [uint64](4 * $row.Memory / 1MB) }
        if ($row.Dynamic) { $memory.DynamicMemoryEnabled = $true }
        Add-Object 'Msvm_MemorySettingData' $memory
    }
    Add-Object 'Msvm_ProcessorSettingData' @{ InstanceID = "Microsoft:$id\B637F346-6A0E-4DEC-AF52-BD70CB80A21D\0"; VirtualQuantity = [uint64]4 }
    Add-Object 'Msvm_VirtualSystemGlobalSettingData' @{ SystemName = $id; AutomaticStartupAction = [uint16]1; ExternalDataRoot = 'D:\vm' }
    Add-Object 'Msvm_SyntheticEthernetPortSettingData' @{ InstanceID = "Microsoft:$id\nic"; ElementName = 'Network Adapter'; Address = $(if ($row.Mac) { $row.Mac } else { '00155D010101' })
        StaticMacAddress = $true; Connection = @($path + 'Msvm_SwitchPort.CreationClassName="Msvm_SwitchPort",Name="p1",SystemName="C0C0C0C0-0000-0000-0000-000000000001"') }
}
Add-Object 'Msvm_DiskDrive' @{ DeviceID = 'Microsoft:353B3BE8-310C-4cf4-839E-4E1B14616136\2'; DriveNumber = 2 }
Add-Object 'Msvm_VirtualSwitch' @{ Name = 'C0C0C0C0-0000-0000-0000-000000000001'; ElementName = 'office'; __PATH = 'switch office' }
Add-Object 'Msvm_VirtualSwitch' @{ Name = 'C0C0C0C0-0000-0000-0000-000000000002'; ElementName = 'lab'; __PATH = 'switch lab' }
Add-Object 'Win32_NetworkAdapter' @{ NetConnectionID = 'Local Area Connection'; Name = 'Intel(R) Ethernet X710 #1'; InterfaceIndex = [uint32]4
    MACAddress = '3C:FD:FE:00:00:01'; NetConnectionStatus = [uint16]2; Speed = [uint64]10000000000; PhysicalAdapter = $true }
Add-Object 'Win32_NetworkAdapter' @{ NetConnectionID = $null; Name = 'WAN Miniport (IP)' }
Add-Object 'Win32_NetworkAdapterConfiguration' @{ IPEnabled = $true; InterfaceIndex = [uint32]4; DHCPEnabled = $false; IPAddress = [string[]]@('10.0.0.1', 'fe80::1')
    IPSubnet = [string[]]@('255.255.240.0', '64'); DefaultIPGateway = [string[]]@('10.0.0.254'); DNSServerSearchOrder = [string[]]@('10.0.0.53') }
Add-Object 'Win32_NetworkAdapterConfiguration' @{ IPEnabled = $false; InterfaceIndex = [uint32]5; DHCPEnabled = $true; IPAddress = $null }
Add-Object 'Win32_Service' @{ Name = 'ClusSvc'; State = 'Stopped'; StartMode = 'Disabled' }
Add-Object 'Win32_Service' @{ Name = 'vmms'; State = 'Running'; StartMode = 'Auto' }
Add-Object 'Win32_Volume' @{ DriveLetter = 'D:'; DeviceID = '\\?\Volume{1}\'; BlockSize = [uint64]4096; Compressed = $false; Label = 'Machines'; FileSystem = 'NTFS'; DriveType = [uint32]3; Capacity = [uint64]2TB; FreeSpace = [uint64]1TB }
Add-Object 'Win32_Volume' @{ DriveLetter = $null; DeviceID = '\\?\Volume{2}\'; Label = $null; FileSystem = 'NTFS'; DriveType = [uint32]3; Capacity = [uint64]100MB; FreeSpace = [uint64]70MB }
$global:FakeWmi = $classes

# What the associations lead to: ports of a switch, their endpoints, and the adapters of the server behind.
$global:FakeAssociated = @{
    'switch office Msvm_SwitchPort' = @([pscustomobject]@{ __PATH = 'port 1' }, [pscustomobject]@{ __PATH = 'port 2' })
    'port 1 Msvm_SwitchLANEndpoint' = @([pscustomobject]@{ __PATH = 'end 1' })
    'port 2 Msvm_SwitchLANEndpoint' = @([pscustomobject]@{ __PATH = 'end 2' })
    'end 1 Msvm_ExternalEthernetPort' = @([pscustomobject]@{ ElementName = 'Intel(R) Ethernet X710 #1' })
    'end 2 Msvm_InternalEthernetPort' = @([pscustomobject]@{ ElementName = 'office' })
}

function global:Get-WmiObject {
    [CmdletBinding()] param([string]$Class, [string]$Namespace, [string]$Query)
    if ($Query -match '^ASSOCIATORS OF {(.*)} WHERE ResultClass = (\w+)$') { return $global:FakeAssociated["$($matches[1]) $($matches[2])"] }
    if ($Class -eq 'Msvm_ImageManagementService') {
        return [pscustomobject]@{ } | Add-Member -PassThru ScriptMethod GetVirtualHardDiskInfo {
            param($file)
            $image = $global:Fake.Images[$file]
            if ($null -eq $image) { return [pscustomobject]@{ ReturnValue = 32768; Info = $null } }
            $type = @{ Fixed = 2; Dynamic = 3; Differencing = 4 }[$image.Type]
            [pscustomobject]@{ ReturnValue = 0; Info = "<INSTANCE CLASSNAME=`"Msvm_VirtualHardDiskInfo`">" +
                "<PROPERTY NAME=`"FileSize`" TYPE=`"uint64`"><VALUE>$($image.FileSize)</VALUE></PROPERTY>" +
                "<PROPERTY NAME=`"MaxInternalSize`" TYPE=`"uint64`"><VALUE>$($image.Size)</VALUE></PROPERTY>" +
                "<PROPERTY NAME=`"ParentPath`" TYPE=`"string`"><VALUE>$($image.Parent)</VALUE></PROPERTY>" +
                "<PROPERTY NAME=`"Type`" TYPE=`"uint16`"><VALUE>$type</VALUE></PROPERTY></INSTANCE>" }
        }
    }
    if ($global:FakeWmi.ContainsKey($Class)) { return $global:FakeWmi[$Class] }
    CimCmdlets\Get-CimInstance -ClassName $Class
}
