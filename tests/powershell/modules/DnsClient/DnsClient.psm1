function Get-DnsClientServerAddress {
    [CmdletBinding()] param()
    [pscustomobject]@{ InterfaceAlias = 'vEthernet (office)'; InterfaceIndex = [uint32]9; AddressFamily = [uint16]2; ServerAddresses = [string[]]@('10.0.0.53') }
    [pscustomobject]@{ InterfaceAlias = 'vEthernet (office)'; InterfaceIndex = [uint32]9; AddressFamily = [uint16]23; ServerAddresses = [string[]]@() }
}
