# policies/: what is installed for 'plimsoll check NAME'; a line per file.
nobase_dist_pkgdata_DATA += \
	policies/common/moves.plim \
	policies/common/verify.plim \
	policies/facts/virtualization.plim \
	policies/hyperv.plim \
	policies/hyperv/collect.plim \
	policies/hyperv/migrate.plim \
	policies/hyperv/moves.plim \
	policies/hyperv/prepare.plim \
	policies/kvm/live.plim \
	policies/kvm/moves.plim \
	policies/kvm/offline.plim \
	policies/hyperv/verify.plim \
	policies/kvm/prepare.plim \
	policies/kvm/verify.plim \
	policies/site-example.params.plim \
	policies/site-example.plim \
	policies/site-example.waivers.plim

# Their tests, which are not installed.
EXTRA_DIST += \
	policies/hyperv_test.plim \
	policies/hyperv/collect_test.plim \
	policies/hyperv/migrate_test.plim \
	policies/hyperv/prepare_test.plim \
	policies/hyperv/unknown_elements.json \
	policies/kvm/live_test.plim \
	policies/kvm/offline_test.plim \
	policies/hyperv/verify_test.plim \
	policies/kvm/prepare_test.plim \
	policies/kvm/unknown_elements.json \
	policies/kvm/verify_test.plim \
	policies/survivors.txt
