function Get-CimInstance {
    [CmdletBinding()] param([string]$ClassName, [string]$Namespace, [string]$Filter)
    $release = $global:Fake.Release
    switch ($ClassName) {
        'Msvm_ComputerSystem' {
            [pscustomobject]@{ Name = 'HV01'; ElementName = 'HV01' }
            foreach ($row in $global:Fake.Machines) { [pscustomobject]@{ Name = $row.Id.ToUpperInvariant(); ElementName = $row.Name } }
        }
        'Win32_OperatingSystem' {
            $caption = $(if ($global:Fake.German) { "$($release.Caption) (Deutsch)" } else { $release.Caption })
            [pscustomobject]@{ Caption = $caption; Version = $release.Version; BuildNumber = "$($release.Build)"; OperatingSystemSKU = [uint32]$(if ($release.Caption -like '*Enterprise') { 10 } else { 8 })
                OSArchitecture = $(if ($global:Fake.German) { '64-Bit' } else { '64-bit' }); ProductType = [uint32]3
                TotalVisibleMemorySize = [uint64]67108864; FreePhysicalMemory = [uint64]33554432 }
        }
        'Win32_ComputerSystem' {
            [pscustomobject]@{ Name = 'HV01'; DNSHostName = 'hv01'; Domain = 'contoso.local'; PartOfDomain = $true; Manufacturer = 'Contoso'; Model = 'R1'
                NumberOfProcessors = [uint32]1; NumberOfLogicalProcessors = [uint32]16; TotalPhysicalMemory = [uint64]68719476736 }
        }
        'Win32_ComputerSystemProduct' {
            [pscustomobject]@{ UUID = $(if ($global:Fake.German) { '03000200-0400-0500-0006-000700080009' } else { '4C4C4544-0042-3110-8051-B4C04F313233' }) }
        }
        'Win32_Processor' {
            [pscustomobject]@{ DeviceID = 'CPU0'; Manufacturer = 'GenuineIntel'; Name = 'Intel(R) Xeon(R) Gold 6130'; Description = 'Intel64 Family 6 Model 85 Stepping 4'
                Architecture = [uint16]9; MaxClockSpeed = [uint32]2100; NumberOfCores = [uint32]8; NumberOfLogicalProcessors = [uint32]16 }
        }
        'Win32_Service' { }
    }
}
