function Get-CimInstance {
    [CmdletBinding()] param([string]$ClassName, [string]$Namespace, [string]$Filter)
    $release = $global:Fake.Release
    switch ($ClassName) {
        'Msvm_ComputerSystem' {
            [pscustomobject]@{ Name = $global:Fake.Name; ElementName = $global:Fake.Name }
            foreach ($row in $global:Fake.Machines) { [pscustomobject]@{ Name = $row.Id.ToUpperInvariant(); ElementName = $row.Name } }
        }
        'Msvm_KvpExchangeComponent' {
            foreach ($row in $global:Fake.Machines) {
                # A machine that does not run says nothing; what a machine says is XML.
                $items = [string[]]@()
                if ($row.State -eq 'Running') {
                    $items = [string[]]@(@('OSVersion', '6.3.9600'), @('OSName', 'Windows Server 2012 R2 Datacenter') | ForEach-Object {
                            "<INSTANCE CLASSNAME=`"Msvm_KvpExchangeDataItem`"><PROPERTY NAME=`"Data`" TYPE=`"string`"><VALUE>$($_[1])</VALUE></PROPERTY>" +
                            "<PROPERTY NAME=`"Name`" TYPE=`"string`"><VALUE>$($_[0])</VALUE></PROPERTY></INSTANCE>" })
                }
                [pscustomobject]@{ SystemName = $row.Id.ToUpperInvariant(); GuestIntrinsicExchangeItems = $items }
            }
        }
        'Win32_DeviceGuard' {
            if (-not $global:Fake.Modern) { Write-Error 'Invalid namespace ' -ErrorAction Stop }
            [pscustomobject]@{ SecurityServicesRunning = [uint32[]]$(if ($global:Fake.German) { @(1, 2) } else { @(0) }) }
        }
        'Win32_Volume' {
            [pscustomobject]@{ DeviceID = '\\?\Volume{6}\'; BlockSize = [uint64]4096; Compressed = $true }
            [pscustomobject]@{ DeviceID = '\\?\Volume{8}\'; BlockSize = [uint64]65536; Compressed = $false }
        }
        'Win32_OperatingSystem' {
            $caption = $(if ($global:Fake.German) { "$($release.Caption) (Deutsch)" } else { $release.Caption })
            [pscustomobject]@{ Caption = $caption; Version = $release.Version; BuildNumber = "$($release.Build)"; OperatingSystemSKU = [uint32]$(if ($release.Caption -like '*Enterprise') { 10 } else { 8 })
                OSArchitecture = $(if ($global:Fake.German) { '64-Bit' } else { '64-bit' }); ProductType = [uint32]3
                TotalVisibleMemorySize = [uint64]67108864; FreePhysicalMemory = [uint64]33554432; MUILanguages = [string[]]@('en-US') }
        }
        'Win32_ComputerSystem' {
            $computer = [ordered]@{ Name = $global:Fake.Name; DNSHostName = $global:Fake.Name.ToLowerInvariant(); Domain = 'contoso.local'; PartOfDomain = $true; Manufacturer = 'Contoso'; Model = 'R1'
                NumberOfProcessors = [uint32]1; NumberOfLogicalProcessors = [uint32]16; TotalPhysicalMemory = [uint64]68719476736 }
            if ($release.Build -ge 9200) { $computer.HypervisorPresent = $true }
            [pscustomobject]$computer
        }
        'Win32_ComputerSystemProduct' {
            [pscustomobject]@{ UUID = $(if ($global:Fake.German) { '03000200-0400-0500-0006-000700080009' } elseif ($global:Fake.Name -eq 'HV02') { '4C4C4544-0042-3110-8051-B4C04F313234' } else { '4C4C4544-0042-3110-8051-B4C04F313233' }) }
        }
        'Win32_Processor' {
            [pscustomobject]@{ DeviceID = 'CPU0'; Manufacturer = 'GenuineIntel'; Name = 'Intel(R) Xeon(R) Gold 6130'; Description = 'Intel64 Family 6 Model 85 Stepping 4'
                Architecture = [uint16]9; MaxClockSpeed = [uint32]2100; NumberOfCores = [uint32]8; NumberOfLogicalProcessors = [uint32]16 }
        }
        'Win32_Service' { }
    }
}
function Invoke-CimMethod {
    [CmdletBinding()] param([string]$Namespace, [string]$ClassName, [string]$MethodName)
    if ($ClassName -ne '__SystemSecurity' -or $MethodName -ne 'GetSD') { throw "the export calls $MethodName of $ClassName" }
    if ($global:Fake.Limited) { Write-Error 'Access denied ' -ErrorAction Stop }
    [pscustomobject]@{ ReturnValue = [uint32]0; SD = [byte[]]@($(if ($Namespace -eq 'root\cimv2') { 1 } else { 2 })) }
}
