# docs/: the reference and the man pages.

dist_man_MANS += %D%/plimsoll.1 %D%/plimsoll-policy.5
dist_doc_DATA += %D%/architecture.md %D%/diagnostics.md %D%/extending.md %D%/language.md %D%/facts.md %D%/hyperv.md %D%/report.md \
	%D%/proof.md %D%/requirements.md %D%/report.schema.json %D%/standards.md

# What 'plimsoll doc' says of the shipped policies; tests/docs.sh finds pages that are stale.
policydocdir = $(docdir)/policies
dist_policydoc_DATA = \
	%D%/policies/common.moves.md \
	%D%/policies/common.verify.md \
	%D%/policies/hyperv.md \
	%D%/policies/hyperv.collect.md \
	%D%/policies/hyperv.migrate.md \
	%D%/policies/hyperv.prepare.md \
	%D%/policies/hyperv.moves.md \
	%D%/policies/kvm.live.md \
	%D%/policies/kvm.moves.md \
	%D%/policies/kvm.offline.md \
	%D%/policies/hyperv.verify.md \
	%D%/policies/kvm.prepare.md \
	%D%/policies/kvm.verify.md
