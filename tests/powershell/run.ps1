# run.ps1 SERVER SCENARIO SCRIPT FOLDER: runs an export script as if on a Windows server with Hyper-V.
# Modules of the real names, in modules/, answer for its cmdlets; the types that only Windows has are
# replaced here, before the script is read.
param([string]$Server, [string]$Scenario, [string]$Script, [string]$Folder)
$ErrorActionPreference = 'Stop'
$env:COMPUTERNAME = $(if ($Scenario -eq 'dest') { 'HV02' } else { 'HV01' })
$env:PSModulePath = [System.IO.Path]::Combine($PSScriptRoot, 'modules') + [System.IO.Path]::PathSeparator +
    [System.IO.Path]::Combine($PSHOME, 'Modules')
. ([System.IO.Path]::Combine($PSScriptRoot, 'server.ps1')) -Server $Server -Scenario $Scenario
if ($Server -eq '2008R2') { . ([System.IO.Path]::Combine($PSScriptRoot, 'wmi.ps1')) }

class FakeIdentity {
    static [object] GetCurrent() { return 'operator' }
}
class FakePrincipal {
    FakePrincipal([object]$identity) { }
    [bool] IsInRole([object]$role) { return $global:Fake.Roles -contains "$role" }
}
class FakeSid {
    [string]$Value
    FakeSid([string]$text) { $this.Value = $text }
    FakeSid([byte[]]$bytes, [int]$offset) { $this.Value = [System.Text.Encoding]::ASCII.GetString($bytes) }
    [string] ToString() { return $this.Value }
}
# Who has rights in the namespace whose number the descriptor is.
class FakeEntry {
    [object]$SecurityIdentifier
    [string]$AceQualifier
    [bool]$IsInherited
    [int]$AccessMask
    FakeEntry([string]$name, [string]$sid, [string]$qualifier, [bool]$inherited, [int]$mask) {
        $this.SecurityIdentifier = [pscustomobject]@{ Value = $sid; Name = $name } |
            Add-Member -PassThru ScriptMethod Translate { param($type)
                if (-not $this.Name) { throw 'Some or all identity references could not be translated.' }
                [pscustomobject]@{ Value = $this.Name } }
        $this.AceQualifier = $qualifier
        $this.IsInherited = $inherited
        $this.AccessMask = $mask
    }
}
class FakeDescriptor {
    [object[]]$DiscretionaryAcl
    FakeDescriptor([byte[]]$bytes, [int]$offset) {
        $this.DiscretionaryAcl = @([FakeEntry]::new('BUILTIN\Administrators', 'S-1-5-32-544', 'AccessAllowed', $true, 393279))
        if ($bytes[0] -eq 2) {
            $this.DiscretionaryAcl += [FakeEntry]::new('CONTOSO\operators', 'S-1-5-21-1004336348-1177238915-682003330-1105', 'AccessAllowed', $false, 35)
            $this.DiscretionaryAcl += [FakeEntry]::new('', 'S-1-5-21-9-9-9-1001', 'AccessDenied', $false, 1)
        }
    }
    [string] GetSddlForm([string]$sections) { return 'O:BAG:BAD:(A;;CCDCLCSWRP;;;BA)' }
}
# A COM object answers to InvokeMember of its type.
class FakeAccountType {
    [object]$Account
    FakeAccountType([object]$account) { $this.Account = $account }
    [object] InvokeMember([string]$name, [object]$flags, [object]$binder, [object]$target, [object]$arguments) {
        if ($name -eq 'ADsPath') { return $this.Account.Path }
        return [System.Text.Encoding]::ASCII.GetBytes($this.Account.Sid)
    }
}
class FakeAccount {
    [string]$Path
    [string]$Sid
    FakeAccount([object]$row) { $this.Path = $row.Path; $this.Sid = $row.SID }
    [object] GetType() { return [FakeAccountType]::new($this) }
}
# psbase is the object itself, without what PowerShell adapts.
class FakeGroup {
    [string]$SchemaClassName = 'group'
    [string]$Name
    [hashtable]$Properties
    [object[]]$Accounts
    FakeGroup([object]$row) {
        $this.Name = $row.Name
        $this.Properties = @{ objectSid = @{ Value = [System.Text.Encoding]::ASCII.GetBytes($row.SID) } }
        $this.Accounts = @($row.Members | ForEach-Object { [FakeAccount]::new($_) })
    }
    [object] Invoke([string]$what) { return $this.Accounts }
}
class FakeAdsi {
    [object[]]$Children
    FakeAdsi([string]$path) { $this.Children = @($global:Fake.Groups | ForEach-Object { [FakeGroup]::new($_) }) }
}
$accelerators = [psobject].Assembly.GetType('System.Management.Automation.TypeAccelerators')
$accelerators::Add('ADSI', [FakeAdsi])
$accelerators::Add('System.Security.Principal.WindowsIdentity', [FakeIdentity])
$accelerators::Add('System.Security.Principal.WindowsPrincipal', [FakePrincipal])
$accelerators::Add('System.Security.Principal.SecurityIdentifier', [FakeSid])
$accelerators::Add('System.Security.AccessControl.RawSecurityDescriptor', [FakeDescriptor])

# The registry and the store of certificates: HKLM: and Cert: are no drives of this machine.
function global:Test-Path {
    param([string]$LiteralPath)
    $global:Fake.Registry.ContainsKey($LiteralPath)
}
function global:Get-ItemProperty {
    param([string]$LiteralPath)
    [pscustomobject]$global:Fake.Registry[$LiteralPath]
}
function global:Get-Item {
    param([string]$LiteralPath)
    if ($LiteralPath -like 'Cert:*') { return [pscustomobject]$global:Fake.Registry[$LiteralPath] }
    if ($LiteralPath -notlike 'HKLM:*') { return Microsoft.PowerShell.Management\Get-Item -LiteralPath $LiteralPath }
    [pscustomobject]@{ Values = $global:Fake.Registry[$LiteralPath] } |
        Add-Member -PassThru ScriptMethod GetValue { param($name) , $this.Values[$name] }
}

function global:Get-Date { ([datetime]'2026-11-23T10:00:00Z').ToUniversalTime() }

# An operator's console has modules whose cmdlets bear the same names; none of them must be asked.
function global:Get-VM { throw 'this is the Get-VM of another module' }
function global:Get-VMHost { throw 'this is the Get-VMHost of another module' }

& $Script -Path $Folder

# How often each cmdlet of Hyper-V was asked, beside the folder.
$calls = $global:Fake.Calls.GetEnumerator() | Sort-Object -Property Name | ForEach-Object { "$($_.Name) $($_.Value)" }
[System.IO.File]::WriteAllLines("$Folder.calls", [string[]]@($calls))
