# share/: what runs elsewhere, on the hosts that are asked; installed for people to copy from.
dist_pkgdata_DATA = share/Export-PlimsollFacts.ps1 share/Export-PlimsollFacts2008R2.ps1

# What shells load to complete command lines, each where its shell looks.
dist_bashcompletion_DATA = share/completion/plimsoll.bash
dist_zshcompletion_DATA = share/completion/_plimsoll
dist_fishcompletion_DATA = share/completion/plimsoll.fish
