enum Direction { Inbound = 1; Outbound = 2 }
enum Action { Allow = 2; Block = 4 }
enum Enabled { True = 1; False = 2 }
[Flags()] enum FirewallProfile { Any = 0; Domain = 1; Private = 2; Public = 4 }
function Get-NetFirewallRule {
    [CmdletBinding()] param()
    if ($global:Fake.Limited) { Write-Error 'Access is denied.' -ErrorAction Stop }
    [pscustomobject]@{ Name = 'VIRT-MIGL-In-TCP-NoScope'; DisplayName = $(if ($global:Fake.German) { 'Hyper-V-Livemigration (eingehend)' } else { 'Hyper-V (MIG-TCP-In)' })
        Group = '@vmms.exe,-210'; Direction = [Direction]'Inbound'; Action = [Action]'Allow'; Enabled = [Enabled]'True'; Profile = [FirewallProfile]'Domain, Private' }
}
