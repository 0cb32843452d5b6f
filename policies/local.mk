# policies/: what is installed for 'plimsoll check NAME'; a line per file.
nobase_dist_pkgdata_DATA += \
	policies/facts/virtualization.plim \
	policies/hyperv/prepare.plim \
	policies/kvm/prepare.plim
