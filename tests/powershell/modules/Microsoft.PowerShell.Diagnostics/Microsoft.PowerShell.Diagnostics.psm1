function Get-WinEvent {
    [CmdletBinding()] param([hashtable]$FilterHashtable, [switch]$Oldest)
    if ($global:Fake.Scenario -eq 'one') { Write-Error 'No events were found that match the specified selection criteria.' -ErrorAction Stop }
    [pscustomobject]@{ Properties = @([pscustomobject]@{ Value = 'Microsoft-Hyper-V' }); TimeCreated = [datetime]'2024-01-10T12:00:00Z' }
}
