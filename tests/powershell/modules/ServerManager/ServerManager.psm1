enum InstallState { Available = 0; Installed = 1; Removed = 5 }
function Get-WindowsFeature {
    [CmdletBinding()] param()
    if ($global:Fake.Limited) { Write-Error 'The target of the specified cmdlet cannot be reached: access is denied.' -ErrorAction Stop }
    foreach ($name in 'Hyper-V', 'Migration', 'DNS') {
        [pscustomobject]@{ Name = $name; DisplayName = $name; FeatureType = 'Role'; Installed = $name -eq 'Hyper-V'
            InstallState = [InstallState]$(if ($name -eq 'Hyper-V') { 'Installed' } else { 'Available' })
            AdditionalInfo = [pscustomobject]@{ InstallName = $(if ($name -eq 'Hyper-V') { 'Microsoft-Hyper-V' } else { $name }) } }
    }
}
