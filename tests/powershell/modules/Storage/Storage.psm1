enum DriveType { Unknown = 0; Removable = 2; Fixed = 3; Remote = 4; CDROM = 5 }
enum HealthStatus { Healthy = 0; Warning = 1; Unhealthy = 2; Unknown = 3 }
enum OperationalStatus { Unknown = 0; OK = 2; ReadOnly = 53261 }
function New-Volume($Letter, $Label, $Size, $Free, $Health, $Status) {
    [pscustomobject]@{ DriveLetter = $Letter; Path = "\\?\Volume{$($Label.Length)}\"; FileSystemLabel = $Label; FileSystem = 'NTFS'
        DriveType = [DriveType]'Fixed'; Size = [uint64]$Size; SizeRemaining = [uint64]$Free; HealthStatus = [HealthStatus]$Health
        OperationalStatus = [OperationalStatus]$Status }
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
