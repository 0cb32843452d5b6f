# share/: what runs elsewhere, on the hosts that are asked; installed for people to copy from.
dist_pkgdata_DATA = share/Export-PlimsollFacts.ps1 share/Export-PlimsollFacts2008R2.ps1
