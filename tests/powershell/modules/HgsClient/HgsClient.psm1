# Guardians of virtual TPMs: one of this server, with its keys, and one of guarded hosts elsewhere, without.
function New-Guardian($Name, $Encryption, $Signing, $Own) {
    [pscustomobject]@{ Name = $Name; HasPrivateSigningKey = $Own
        EncryptionCertificate = [pscustomobject]@{ Thumbprint = $Encryption }; SigningCertificate = [pscustomobject]@{ Thumbprint = $Signing } }
}
$guardians = @(
    (New-Guardian 'UntrustedGuardian' 'CC96FF66BB796D505EB52A0497D31BBD2603CB31' 'A8CD4EBA86F85A330BA12A5B5381C3A2993E6EE3' $true)
    (New-Guardian 'fabric' '04AC1870A1D3A3513B3C92D5828D68E648A10BC2' 'A9AF16BD57957716931AAF47C849964FFAF80FBE' $false))
function Assert-Modern($Name) {
    if (-not $global:Fake.Modern) { throw (New-Object System.Management.Automation.CommandNotFoundException -ArgumentList "The term '$Name' is not recognized") }
}
function Get-HgsGuardian {
    [CmdletBinding()] param()
    Assert-Modern 'Get-HgsGuardian'
    $guardians
}
function ConvertTo-HgsKeyProtector {
    [CmdletBinding()] param([byte[]]$Bytes)
    Assert-Modern 'ConvertTo-HgsKeyProtector'
    [pscustomobject]@{ Owner = $guardians[0]; Guardians = @($guardians[1]) }
}
Export-ModuleMember -Function *-Hgs*
