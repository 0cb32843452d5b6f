enum DriveType { Unknown = 0; Removable = 2; Fixed = 3; Remote = 4; CDROM = 5 }
enum HealthStatus { Healthy = 0; Warning = 1; Unhealthy = 2; Unknown = 3 }
enum OperationalStatus { Unknown = 0; OK = 2; ReadOnly = 53261 }
enum DedupMode { Disabled = 0; GeneralPurpose = 1; HyperV = 2; NotAvailable = 4 }
function New-Volume($Letter, $Label, $Size, $Free, $Health, $Status) {
    $volume = [ordered]@{ DriveLetter = $Letter; Path = "\\?\Volume{$($Label.Length)}\"; FileSystemLabel = $Label; FileSystem = 'NTFS'
        DriveType = [DriveType]'Fixed'; Size = [uint64]$Size; SizeRemaining = [uint64]$Free; HealthStatus = [HealthStatus]$Health
        OperationalStatus = [OperationalStatus]$Status }
    if ($global:Fake.Modern) {
        $volume.DedupMode = [DedupMode]$(if ($Label -eq 'Machines') { 'HyperV' } else { 'NotAvailable' })
    }
    [pscustomobject]$volume
}
function Get-Volume {
    [CmdletBinding()] param()
    New-Volume ([char]'C') 'System' 100GB 40GB 'Healthy' 'OK'
    New-Volume ([char]'D') 'Machines' 2TB 1TB 'Healthy' 'OK'
    New-Volume ([char]0) '' 500MB 100MB 'Healthy' 'OK'
    if ($global:Fake.German) {
        New-Volume ([char]'E') 'ReadOnly' 1TB 900GB 'Healthy' 'ReadOnly'
        New-Volume ([char]'F') 'Offline' 0 0 'Unknown' 'Unknown'
    }
}
function Get-Disk {
    [CmdletBinding()] param()
    if ($global:Fake.Limited) { Write-Error 'Access to a CIM resource was not available to the client.' -ErrorAction Stop }
    [pscustomobject]@{ Number = [uint32]0; LogicalSectorSize = [uint32]512; PhysicalSectorSize = [uint32]4096 }
    [pscustomobject]@{ Number = [uint32]1; LogicalSectorSize = [uint32]4096; PhysicalSectorSize = [uint32]4096 }
}
function Get-Partition {
    [CmdletBinding()] param()
    [pscustomobject]@{ DiskNumber = [uint32]0; AccessPaths = [string[]]@('C:\', '\\?\Volume{6}\') }
    [pscustomobject]@{ DiskNumber = [uint32]1; AccessPaths = [string[]]@('D:\', '\\?\Volume{8}\') }
    [pscustomobject]@{ DiskNumber = [uint32]1; AccessPaths = $null }
}
