# The cmdlets of Windows' module Hyper-V that the export asks, with objects of the shapes that the real
# ones give: enumerations, time spans, nulls, and what a release does not have left out. The shapes follow
# Microsoft's reference of the module and captures of Windows Server 2012 R2.
enum VMState { Other = 1; Running = 2; Off = 3; Stopping = 4; Saved = 6; Paused = 9 }
enum VMOperationalStatus { Ok = 2; InService = 11 }
enum VMHeartbeatStatus { Unknown = 0; Disabled = 1; NoContact = 2; OkApplicationsUnknown = 8 }
enum StartAction { Nothing = 2; StartIfRunning = 3; Start = 4 }
enum StopAction { TurnOff = 2; Save = 3; ShutDown = 4 }
enum CheckpointType { Disabled = 2; Production = 3; ProductionOnly = 4; Standard = 5 }
enum ReplicationState { Disabled = 0; Replicating = 4 }
enum ReplicationMode { None = 0; Primary = 1 }
enum RecoveryAuthentication { Kerberos = 1; Certificate = 2; CertificateAndKerberos = 3 }
enum ControllerType { IDE = 0; SCSI = 1 }
enum DvdMediaType { None = 0; PassThrough = 1; ISO = 2 }
enum SnapshotType { Standard = 0; Recovery = 1 }
enum VhdFormat { Unknown = 0; VHD = 2; VHDX = 3; VHDSet = 4 }
enum VhdType { Unknown = 0; Fixed = 2; Dynamic = 3; Differencing = 4 }
enum VlanMode { Untagged = 1; Access = 2; Trunk = 3 }
enum OnOffState { On = 0; Off = 1 }
enum VMSwitchType { Private = 0; Internal = 1; External = 2 }
enum MigrationAuthentication { CredSSP = 0; Kerberos = 1 }
enum MigrationPerformance { TCPIP = 0; Compression = 1; SMB = 2 }

# Every cmdlet counts how often it is called.
function Add-Call($Name) {
    $global:Fake.Calls[$Name] = 1 + $global:Fake.Calls[$Name]
}
# fails CMDLET MACHINE: what a machine that is being moved away answers.
function Assert-There($Name, $Machine) {
    if ("$($Machine.Id)" -eq $global:Fake.Failing) {
        Write-Error "Hyper-V encountered an error trying to access an object on computer 'HV01' because the object was not found." -ErrorAction Stop
    }
}
function Assert-Release($Name, $Least) {
    if ($global:Fake.Release.Build -lt $Least) {
        throw (New-Object System.Management.Automation.CommandNotFoundException -ArgumentList "The term '$Name' is not recognized")
    }
}

# Objects about a machine name it.
function New-Part($Machine, $Properties) {
    $part = [ordered]@{ VMId = [guid]$Machine.Id; VMName = $Machine.Name; VMSnapshotId = [guid]::Empty; ComputerName = 'HV01' }
    foreach ($name in $Properties.Keys) { $part[$name] = $Properties[$name] }
    [pscustomobject]$part
}

function New-Machine($Row) {
    $machine = [ordered]@{
        Id = [guid]$Row.Id
        Name = $Row.Name
        State = [VMState]$Row.State
        OperationalStatus = [VMOperationalStatus[]]@('Ok')
        ProcessorCount = [int64]4
        DynamicMemoryEnabled = $Row.Dynamic
        MemoryStartup = [int64]$Row.Memory
        MemoryMinimum = [int64]$Row.Memory
        MemoryMaximum = [int64](4 * $Row.Memory)
        MemoryAssigned = [int64]$Row.Assigned
        AutomaticStartAction = [StartAction]'StartIfRunning'
        AutomaticStopAction = [StopAction]$(if ($global:Fake.Pair) { 'ShutDown' } else { 'Save' })
        IsClustered = $false
        ReplicationState = [ReplicationState]$(if ($Row.Name -eq 'db01' -and -not $global:Fake.Pair) { 'Replicating' } else { 'Disabled' })
        ReplicationMode = [ReplicationMode]$(if ($Row.Name -eq 'db01' -and -not $global:Fake.Pair) { 'Primary' } else { 'None' })
        ParentSnapshotId = $(if ($Row.Current) { [guid]$Row.Current })
        ParentSnapshotName = $(if ($Row.Current) { 'before' })
        Heartbeat = $(if ($Row.State -eq 'Running') { [VMHeartbeatStatus]'OkApplicationsUnknown' })
        IntegrationServicesState = ''
        IntegrationServicesVersion = $(if ($global:Fake.Modern) { [version]'0.0' } else { [version]"$($global:Fake.Release.Version).16384" })
        ConfigurationLocation = 'D:\vm'
        SnapshotFileLocation = 'D:\vm'
        CreationTime = [datetime]'2024-05-01T08:00:00Z'
        Uptime = [timespan]::FromSeconds(3600.5)
    }
    if ($global:Fake.Release.Build -ge 9600) { $machine.Generation = $Row.Generation; $machine.Version = $global:Fake.Release.Machine }
    if ($global:Fake.Modern) { $machine.CheckpointType = [CheckpointType]'Production' }
    $object = [pscustomobject]$machine
    if ($Row.Id -eq $global:Fake.Failing) {
        $object.PSObject.Properties.Remove('Heartbeat')
        $object | Add-Member ScriptProperty Heartbeat { throw 'The heartbeat cannot be read.' }
    }
    $object
}
function Get-Row($Machine) { $global:Fake.ById["$($Machine.Id)"] }

function Get-VM {
    [CmdletBinding()] param([guid]$Id)
    Add-Call 'Get-VM'
    foreach ($row in $global:Fake.Machines) {
        if ($PSBoundParameters.ContainsKey('Id') -and "$Id" -ne $row.Id) { continue }
        if ($row.Id -eq $global:Fake.Broken) { Write-Error 'The operation failed: the configuration of the machine cannot be read.' -ErrorAction Stop }
        New-Machine $row
    }
}
function Get-VMHost {
    [CmdletBinding()] param()
    Add-Call 'Get-VMHost'
    $answer = [ordered]@{ ComputerName = $global:Fake.Name; FullyQualifiedDomainName = 'contoso.local'; LogicalProcessorCount = 16; MemoryCapacity = 64GB
        NumaSpanningEnabled = $true; VirtualHardDiskPath = 'D:\vm'; VirtualMachinePath = 'D:\vm'
        MacAddressMinimum = $(if ($global:Fake.Name -eq 'HV02') { '00155D020100' } else { '00155D010100' })
        MacAddressMaximum = $(if ($global:Fake.Name -eq 'HV02') { '00155D0201FF' } else { '00155D0101FF' })
        VirtualMachineMigrationEnabled = $true; MaximumVirtualMachineMigrations = [uint32]2
        VirtualMachineMigrationAuthenticationType = [MigrationAuthentication]'Kerberos'
        MaximumStorageMigrations = [uint32]2; UseAnyNetworkForMigration = $false; IovSupport = $true }
    if ($global:Fake.Release.Build -ge 9600) { $answer.VirtualMachineMigrationPerformanceOption = [MigrationPerformance]'Compression' }
    [pscustomobject]$answer
}
function Get-VMHostSupportedVersion {
    [CmdletBinding()] param()
    Add-Call 'Get-VMHostSupportedVersion'
    Assert-Release 'Get-VMHostSupportedVersion' 14393
    $versions = '5.0', '8.0', '9.0', '10.0', '12.0' | Where-Object { [version]$_ -le [version]$global:Fake.Release.Machine }
    foreach ($version in $versions) {
        [pscustomobject]@{ Name = "Microsoft Windows Server ($version)"; Version = [version]$version; IsDefault = $version -eq $global:Fake.Release.Machine }
    }
}
function Get-VMHostNumaNode {
    [CmdletBinding()] param()
    Add-Call 'Get-VMHostNumaNode'
    foreach ($node in 0, 1) {
        [pscustomobject]@{ NodeId = $node; ProcessorsAvailability = [int[]]@(95, 98, 100, 97, 99, 100, 100, 100); MemoryTotal = 32768; MemoryAvailable = 20000 }
    }
}
function Get-VMMigrationNetwork {
    [CmdletBinding()] param()
    Add-Call 'Get-VMMigrationNetwork'
    [pscustomobject]@{ Subnet = '10.0.0.0/24'; Priority = 0; ComputerName = 'HV01' }
}
function Get-VMReplicationServer {
    [CmdletBinding()] param()
    Add-Call 'Get-VMReplicationServer'
    [pscustomobject]@{ ReplicationEnabled = $true; AllowedAuthenticationType = [RecoveryAuthentication]'CertificateAndKerberos'
        ReplicationAllowedFromAnyServer = $false; AuthorizationEntries = @() }
}
function Get-VMReplicationAuthorizationEntry {
    [CmdletBinding()] param()
    Add-Call 'Get-VMReplicationAuthorizationEntry'
    [pscustomobject]@{ AllowedPrimaryServer = 'hv02.contoso.local'; ReplicaStorageLocation = 'D:\replica'; TrustGroup = 'contoso' }
}
function Get-VMSan {
    [CmdletBinding()] param()
    Add-Call 'Get-VMSan'
    [pscustomobject]@{ Name = 'Fabric A'; Note = '' }
}
function Get-VMHostAssignableDevice {
    [CmdletBinding()] param()
    Add-Call 'Get-VMHostAssignableDevice'
    Assert-Release 'Get-VMHostAssignableDevice' 14393
    [pscustomobject]@{ InstanceID = 'PCIP\VEN_10DE&DEV_1DB6\4&1'; LocationPath = 'PCIROOT(0)#PCI(0100)#PCI(0000)' }
}
function Get-VMHostPartitionableGpu {
    [CmdletBinding()] param()
    Add-Call 'Get-VMHostPartitionableGpu'
    Assert-Release 'Get-VMHostPartitionableGpu' 20348
    [pscustomobject]@{ Name = '\\?\PCI#VEN_10DE&DEV_25B6&SUBSYS_14A910DE&REV_A1#4&1#{064092b3-625e-43bf-9eb5-dc845897dd59}\GPUPARAV'; PartitionCount = [uint16]4 }
}
function Get-VMSwitch {
    [CmdletBinding()] param()
    Add-Call 'Get-VMSwitch'
    $team = $(if ($global:Fake.Modern) { , [string[]]@('Intel(R) Ethernet X710 #1') })
    $answer = [ordered]@{ Id = [guid]'c0c0c0c0-0000-0000-0000-000000000001'; Name = 'office'; SwitchType = [VMSwitchType]'External'
        AllowManagementOS = $true; NetAdapterInterfaceDescription = 'Intel(R) Ethernet X710 #1'; IovEnabled = $true }
    if ($global:Fake.Modern) { $answer.NetAdapterInterfaceDescriptions = $team; $answer.EmbeddedTeamingEnabled = $false }
    [pscustomobject]$answer
    [pscustomobject]@{ Id = [guid]'c0c0c0c0-0000-0000-0000-000000000002'; Name = 'lab'; SwitchType = [VMSwitchType]'Private'
        AllowManagementOS = $false; NetAdapterInterfaceDescription = $null }
}
function Get-VMMemory {
    [CmdletBinding()] param($VM)
    Add-Call 'Get-VMMemory'
    foreach ($machine in $VM) {
        Assert-There 'Get-VMMemory' $machine
        $row = Get-Row $machine
        New-Part $row @{ DynamicMemoryEnabled = $row.Dynamic; Startup = [int64]$row.Memory; Minimum = [int64]$row.Memory
            Maximum = [int64](4 * $row.Memory); Buffer = 20; Priority = 50; MaximumPerNumaNode = [int64]1536 }
    }
}
function Get-VMProcessor {
    [CmdletBinding()] param($VM)
    Add-Call 'Get-VMProcessor'
    foreach ($machine in $VM) {
        Assert-There 'Get-VMProcessor' $machine
        $part = @{ Count = [int64]4; MaximumCountPerNumaNode = [int64]8; CompatibilityForMigrationEnabled = $false; CompatibilityForOlderOperatingSystemsEnabled = $false }
        if ($global:Fake.Modern) { $part.ExposeVirtualizationExtensions = $false }
        New-Part (Get-Row $machine) $part
    }
}
function New-Drive($Row, $Path, $Location, $Snapshot) {
    $drive = New-Part $Row @{ Id = "Microsoft:$($Row.Id)\$Location"; ControllerType = [ControllerType]$(if ($Row.Generation -eq 2) { 'SCSI' } else { 'IDE' })
        ControllerNumber = 0; ControllerLocation = $Location; Path = $Path; DiskNumber = $null; PoolName = 'Primordial' }
    if ($global:Fake.Release.Build -ge 9600) { $drive | Add-Member SupportPersistentReservations $false }
    if ($Snapshot) { $drive.VMSnapshotId = [guid]$Snapshot }
    $drive
}
function Get-VMHardDiskDrive {
    [CmdletBinding()] param($VM, $VMSnapshot)
    Add-Call 'Get-VMHardDiskDrive'
    foreach ($machine in $VM) {
        Assert-There 'Get-VMHardDiskDrive' $machine
        $row = Get-Row $machine
        for ($i = 0; $i -lt $row.Disks.Count; $i++) { New-Drive $row $row.Disks[$i] $i $null }
    }
    foreach ($snapshot in $VMSnapshot) {
        $row = $global:Fake.Machines | Where-Object { $_.Id -eq "$($snapshot.VMId)" }
        $checkpoint = $row.Checkpoints | Where-Object { $_.Id -eq "$($snapshot.Id)" }
        for ($i = 0; $i -lt $checkpoint.Disks.Count; $i++) { New-Drive $row $checkpoint.Disks[$i] $i $checkpoint.Id }
    }
}
function Get-VHD {
    [CmdletBinding()] param([string]$Path)
    Add-Call 'Get-VHD'
    # Wildcards are expanded, and a path that was escaped is taken as it is.
    $file = [WildcardPattern]::Unescape($Path)
    if ($file -eq $Path -and [WildcardPattern]::ContainsWildcardCharacters($Path)) { return }
    $image = $global:Fake.Images[$file]
    if ($null -eq $image) { Write-Error "Getting the mounted storage instance for the path '$file' failed." -ErrorAction Stop }
    [pscustomobject]@{ ComputerName = 'HV01'; Path = $file; VhdFormat = [VhdFormat]$image.Format; VhdType = [VhdType]$image.Type
        Size = [uint64]$image.Size; FileSize = [uint64]$image.FileSize; MinimumSize = $null; ParentPath = $image.Parent
        LogicalSectorSize = [uint32]512; PhysicalSectorSize = [uint32]4096; Attached = $false }
}
function Get-VMDvdDrive {
    [CmdletBinding()] param($VM)
    Add-Call 'Get-VMDvdDrive'
    foreach ($machine in $VM) {
        Assert-There 'Get-VMDvdDrive' $machine
        $row = Get-Row $machine
        if ($row.Name -ne 'web01') { continue }
        New-Part $row @{ Id = "Microsoft:$($row.Id)\dvd"; ControllerType = [ControllerType]'IDE'; ControllerNumber = 1
            ControllerLocation = 0; DvdMediaType = [DvdMediaType]'None'; Path = $null }
    }
}
function Get-VMFloppyDiskDrive {
    [CmdletBinding()] param($VM)
    Add-Call 'Get-VMFloppyDiskDrive'
    foreach ($machine in $VM) {
        Assert-There 'Get-VMFloppyDiskDrive' $machine
        if ($machine.Generation -eq 2) { Write-Error 'Generation 2 virtual machines have no diskette drive.' -ErrorAction Stop }
        New-Part (Get-Row $machine) @{ Id = "Microsoft:$($machine.Id)\floppy"; Path = $null }
    }
}
function Get-VMNetworkAdapter {
    [CmdletBinding()] param($VM)
    Add-Call 'Get-VMNetworkAdapter'
    foreach ($machine in $VM) {
        Assert-There 'Get-VMNetworkAdapter' $machine
        $row = Get-Row $machine
        New-Part $row @{ Id = "Microsoft:$($row.Id)\nic"; Name = 'Network Adapter'; MacAddress = $(if ($row.Mac) { $row.Mac } else { '00155D010101' }); DynamicMacAddressEnabled = $false
            SwitchName = 'office'; SwitchId = [guid]'c0c0c0c0-0000-0000-0000-000000000001'; Connected = $true; IsLegacy = $false
            IovWeight = 0; PoolName = $null; IPAddresses = [string[]]$(if ($row.State -eq 'Running') { @('10.0.0.5', 'fe80::1') } else { @() }) }
    }
}
function Get-VMNetworkAdapterVlan {
    [CmdletBinding()] param($VM)
    Add-Call 'Get-VMNetworkAdapterVlan'
    foreach ($machine in $VM) {
        Assert-There 'Get-VMNetworkAdapterVlan' $machine
        $row = Get-Row $machine
        [pscustomobject]@{ ParentAdapter = (New-Part $row @{ Id = "Microsoft:$($row.Id)\nic"; Name = 'Network Adapter' })
            OperationMode = [VlanMode]'Access'; AccessVlanId = 120; NativeVlanId = 0; AllowedVlanIdListString = '' }
    }
}
function Get-VMSnapshot {
    [CmdletBinding()] param($VM)
    Add-Call 'Get-VMSnapshot'
    foreach ($machine in $VM) {
        Assert-There 'Get-VMSnapshot' $machine
        $row = Get-Row $machine
        foreach ($checkpoint in $row.Checkpoints) {
            $parent = $(if ($checkpoint.Parent) { [guid]$checkpoint.Parent })
            $snapshot = New-Part $row @{ Id = [guid]$checkpoint.Id; Name = $checkpoint.Name; ParentSnapshotId = $parent; ParentSnapshotName = $null
                SnapshotType = [SnapshotType]'Standard'; State = [VMState]'Off'; SizeOfSystemFiles = 65536; CreationTime = [datetime]'2024-06-01T08:00:00Z' }
            if ($global:Fake.Release.Build -ge 17763) { $snapshot | Add-Member IsAutomaticCheckpoint $false }
            $snapshot
        }
    }
}
function Get-VMFirmware {
    [CmdletBinding()] param($VM)
    Add-Call 'Get-VMFirmware'
    Assert-Release 'Get-VMFirmware' 9600
    foreach ($machine in $VM) {
        Assert-There 'Get-VMFirmware' $machine
        $part = @{ SecureBoot = [OnOffState]'On' }
        if ($global:Fake.Modern) { $part.SecureBootTemplate = 'MicrosoftWindows' }
        New-Part (Get-Row $machine) $part
    }
}
function Get-VMSecurity {
    [CmdletBinding()] param($VM)
    Add-Call 'Get-VMSecurity'
    Assert-Release 'Get-VMSecurity' 14393
    foreach ($machine in $VM) {
        Assert-There 'Get-VMSecurity' $machine
        New-Part (Get-Row $machine) @{ TpmEnabled = $machine.Generation -eq 2; Shielded = $false; EncryptStateAndVmMigrationTraffic = $false }
    }
}
function Get-VMAssignableDevice {
    [CmdletBinding()] param($VM)
    Add-Call 'Get-VMAssignableDevice'
    Assert-Release 'Get-VMAssignableDevice' 14393
    foreach ($machine in $VM) { Assert-There 'Get-VMAssignableDevice' $machine }
}
function Get-VMGpuPartitionAdapter {
    [CmdletBinding()] param($VM)
    Add-Call 'Get-VMGpuPartitionAdapter'
    Assert-Release 'Get-VMGpuPartitionAdapter' 14393
    foreach ($machine in $VM) { Assert-There 'Get-VMGpuPartitionAdapter' $machine }
}
function Get-VMKeyProtector {
    [CmdletBinding()] param($VM)
    Add-Call 'Get-VMKeyProtector'
    Assert-Release 'Get-VMKeyProtector' 14393
    Assert-There 'Get-VMKeyProtector' $VM
    if ($VM.Name -eq 'db01') { return , [byte[]](1..32) }
    , [byte[]](0, 0, 0, 4)
}
function Get-VMFibreChannelHba {
    [CmdletBinding()] param($VM)
    Add-Call 'Get-VMFibreChannelHba'
    foreach ($machine in $VM) {
        Assert-There 'Get-VMFibreChannelHba' $machine
        if ($machine.Name -ne 'db01' -or $global:Fake.Pair) { continue }
        New-Part (Get-Row $machine) @{ Id = "Microsoft:$($machine.Id)\hba"; Name = 'Fibre Channel Adapter'; SanName = 'Fabric A'
            WorldWidePortNameSetA = 'C003FF0000FFFF00'; WorldWidePortNameSetB = 'C003FF0000FFFF01' }
    }
}
function Get-VMRemoteFx3dVideoAdapter {
    [CmdletBinding()] param($VM)
    Add-Call 'Get-VMRemoteFx3dVideoAdapter'
    foreach ($machine in $VM) { Assert-There 'Get-VMRemoteFx3dVideoAdapter' $machine }
}
function Get-VMReplication {
    [CmdletBinding()] param($VM)
    Add-Call 'Get-VMReplication'
    foreach ($machine in $VM) {
        Assert-There 'Get-VMReplication' $machine
        if ("$($machine.ReplicationState)" -eq 'Disabled') { Write-Error 'Replication is not enabled for this virtual machine.' -ErrorAction Stop }
        New-Part (Get-Row $machine) @{ PrimaryServerName = 'hv01.contoso.local'; ReplicaServerName = 'hv02.contoso.local' }
    }
}
function Get-VMIntegrationService {
    [CmdletBinding()] param($VM)
    Add-Call 'Get-VMIntegrationService'
    foreach ($machine in $VM) {
        Assert-There 'Get-VMIntegrationService' $machine
        $names = $(if ($global:Fake.German) { @('Takt', 'Herunterfahren') } else { @('Heartbeat', 'Shutdown') })
        New-Part (Get-Row $machine) @{ Id = "Microsoft:$($machine.Id)\84EAAE65-2F2E-45F5-9BB5-0E857DC8EB47"; Name = $names[0]
            Enabled = $true; PrimaryOperationalStatus = [VMOperationalStatus]'Ok' }
        New-Part (Get-Row $machine) @{ Id = "Microsoft:$($machine.Id)\9F8233AC-BE49-4C79-8EE3-E7E1985B2077"; Name = $names[1]
            Enabled = $true; PrimaryOperationalStatus = $null }
    }
}
Export-ModuleMember -Function Get-VM*, Get-VHD
