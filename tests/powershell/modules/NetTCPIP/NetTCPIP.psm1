enum AddressFamily { IPv4 = 2; IPv6 = 23 }
enum PrefixOrigin { Other = 0; Manual = 1; WellKnown = 2; Dhcp = 3; RouterAdvertisement = 4 }
enum SuffixOrigin { Other = 0; Manual = 1; WellKnown = 2; Dhcp = 3; Link = 4 }
enum AddressState { Invalid = 0; Tentative = 1; Duplicate = 2; Deprecated = 3; Preferred = 4 }
function New-Address($Alias, $Index, $Family, $Address, $Length, $Prefix, $Suffix) {
    [pscustomobject]@{ InterfaceAlias = $Alias; InterfaceIndex = [uint32]$Index; AddressFamily = [AddressFamily]$Family; IPAddress = $Address
        PrefixLength = [byte]$Length; PrefixOrigin = [PrefixOrigin]$Prefix; SuffixOrigin = [SuffixOrigin]$Suffix; AddressState = [AddressState]'Preferred' }
}
function Get-NetIPAddress {
    [CmdletBinding()] param()
    New-Address 'vEthernet (office)' 9 'IPv4' '10.0.0.1' 24 'Manual' 'Manual'
    New-Address 'vEthernet (office)' 9 'IPv6' 'fe80::1%9' 64 'WellKnown' 'Link'
    New-Address 'Loopback Pseudo-Interface 1' 1 'IPv4' '127.0.0.1' 8 'WellKnown' 'WellKnown'
}
function Get-NetRoute {
    [CmdletBinding()] param()
    [pscustomobject]@{ InterfaceAlias = 'vEthernet (office)'; InterfaceIndex = [uint32]9; AddressFamily = [AddressFamily]'IPv4'
        DestinationPrefix = '0.0.0.0/0'; NextHop = '10.0.0.254'; RouteMetric = [uint16]256 }
    [pscustomobject]@{ InterfaceAlias = 'vEthernet (office)'; InterfaceIndex = [uint32]9; AddressFamily = [AddressFamily]'IPv4'
        DestinationPrefix = '10.0.0.0/24'; NextHop = '0.0.0.0'; RouteMetric = [uint16]256 }
}
