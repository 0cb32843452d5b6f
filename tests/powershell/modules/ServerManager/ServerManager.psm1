enum InstallState { Available = 0; Installed = 1; Removed = 5 }
function Get-WindowsFeature {
    [CmdletBinding()] param()
    if ($global:Fake.Limited) { Write-Error 'The target of the specified cmdlet cannot be reached: access is denied.' -ErrorAction Stop }
    $there = @('Hyper-V')
    if ($global:Fake.Pair -and $global:Fake.Release.Build -lt 14393) { $there += 'Migration' }
    foreach ($name in 'Hyper-V', 'Migration', 'DNS') {
        [pscustomobject]@{ Name = $name; DisplayName = $name; FeatureType = $(if ($name -eq 'Migration') { 'Feature' } else { 'Role' }); Installed = $there -contains $name
            InstallState = [InstallState]$(if ($there -contains $name) { 'Installed' } else { 'Available' })
            AdditionalInfo = [pscustomobject]@{ InstallName = $(if ($name -eq 'Hyper-V') { 'Microsoft-Hyper-V' } else { $name }) } }
    }
}
