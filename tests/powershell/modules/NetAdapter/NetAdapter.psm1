# Objects of WMI with script properties on top, as Windows' module makes them.
function Get-NetAdapter {
    [CmdletBinding()] param()
    $rows = @(
        @{ Name = 'Ethernet'; Description = 'Intel(R) Ethernet X710 #1'; Index = 4; Mac = '3C-FD-FE-00-00-01'; Status = 'Up'; Speed = 10000000000; Hardware = $true }
        @{ Name = 'Ethernet 2'; Description = 'Intel(R) Ethernet X710 #2'; Index = 5; Mac = '3C-FD-FE-00-00-02'; Status = 'Disconnected'; Speed = 0; Hardware = $true }
        @{ Name = 'vEthernet (office)'; Description = 'Hyper-V Virtual Ethernet Adapter'; Index = 9; Mac = '3C-FD-FE-00-00-01'; Status = 'Up'; Speed = 10000000000; Hardware = $false })
    if ($global:Fake.German) {
        $rows += @{ Name = 'Ethernet 3'; Description = 'Remote NDIS Compatible Device'; Index = 11; Mac = '02-00-00-00-00-01'; Status = 'Up'; Speed = 426000000; Hardware = $true }
        $rows += @{ Name = 'Ethernet 4'; Description = 'Broadcom NetXtreme'; Index = 12; Mac = '3C-FD-FE-00-00-09'; Status = 'Not Present'; Speed = $null; Hardware = $true }
    }
    foreach ($row in $rows) {
        [pscustomobject]@{ Row = $row; Name = $row.Name; InterfaceDescription = $row.Description; InterfaceIndex = [uint32]$row.Index
            HardwareInterface = $row.Hardware; Virtual = -not $row.Hardware; ConnectorPresent = $row.Hardware; Speed = $row.Speed
            PnPDeviceID = $(if ($row.Description -like 'Remote NDIS*') { 'USB\VID_413C&PID_A102\5678' } elseif ($row.Hardware) { 'PCI\VEN_8086&DEV_1572\4' } else { 'ROOT\VMS_MP\0000' }) } |
            Add-Member -PassThru ScriptProperty Status { $this.Row.Status } |
            Add-Member -PassThru ScriptProperty MacAddress { $this.Row.Mac }
    }
}
