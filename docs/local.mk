# docs/: the reference and the man pages.

dist_man_MANS += %D%/plimsoll.1 %D%/plimsoll-policy.5
# Those of the commands, which tests/manual.sh makes of the table of commands and of details.mdoc.
dist_man_MANS += \
	%D%/man/plimsoll-attest.1 \
	%D%/man/plimsoll-bench.1 \
	%D%/man/plimsoll-check.1 \
	%D%/man/plimsoll-checklist.1 \
	%D%/man/plimsoll-collect-hyperv.1 \
	%D%/man/plimsoll-collect.1 \
	%D%/man/plimsoll-completion.1 \
	%D%/man/plimsoll-diff.1 \
	%D%/man/plimsoll-doc.1 \
	%D%/man/plimsoll-eval.1 \
	%D%/man/plimsoll-explain.1 \
	%D%/man/plimsoll-facts-diff.1 \
	%D%/man/plimsoll-facts-infer.1 \
	%D%/man/plimsoll-facts-merge.1 \
	%D%/man/plimsoll-facts-schema.1 \
	%D%/man/plimsoll-facts-show.1 \
	%D%/man/plimsoll-facts-validate.1 \
	%D%/man/plimsoll-facts.1 \
	%D%/man/plimsoll-fmt.1 \
	%D%/man/plimsoll-lsp.1 \
	%D%/man/plimsoll-help.1 \
	%D%/man/plimsoll-lint.1 \
	%D%/man/plimsoll-plan.1 \
	%D%/man/plimsoll-policies.1 \
	%D%/man/plimsoll-profile.1 \
	%D%/man/plimsoll-repl.1 \
	%D%/man/plimsoll-report-merge.1 \
	%D%/man/plimsoll-report.1 \
	%D%/man/plimsoll-test.1 \
	%D%/man/plimsoll-version.1
EXTRA_DIST += %D%/details.mdoc
# What was linked, as SPDX.
EXTRA_DIST += %D%/sbom.sh
doc_DATA = %D%/plimsoll.spdx.json
CLEANFILES += %D%/plimsoll.spdx.json
%D%/plimsoll.spdx.json: %D%/sbom.sh $(bin_PROGRAMS) $(pkglibexec_PROGRAMS) libplimsoll.la
	$(AM_V_GEN)$(MKDIR_P) %D% && $(srcdir)/%D%/sbom.sh $(VERSION) "$(SOURCE_EPOCH)" "$(CC)" \
	    $(srcdir)/configure.ac $(bin_PROGRAMS) $(pkglibexec_PROGRAMS) .libs/libplimsoll.so >$@.new && mv $@.new $@
.PHONY: sbom
sbom: %D%/plimsoll.spdx.json
dist_doc_DATA += %D%/architecture.md %D%/ci.md %D%/coming-from.md %D%/diagnostics.md %D%/editors.md %D%/extending.md %D%/format.md %D%/performance.md %D%/playground.md %D%/cookbook.md %D%/language.md %D%/language-on-one-page.md %D%/lsp.md %D%/facts.md %D%/hyperv.md %D%/lint.md %D%/report.md \
	%D%/diff.schema.json %D%/merge.schema.json %D%/proof.md %D%/requirements.md %D%/report.schema.json %D%/security.md %D%/standards.md %D%/trying.md

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
	%D%/policies/kvm.verify.md \
	%D%/policies/virtualization.md

# Recipes, a page for each subject.
cookbookdocdir = $(docdir)/cookbook
dist_cookbookdoc_DATA = \
	%D%/cookbook/capacity.md \
	%D%/cookbook/fleet.md \
	%D%/cookbook/hosts.md \
	%D%/cookbook/machines.md \
	%D%/cookbook/reports.md \
	%D%/cookbook/sites.md \
	%D%/cookbook/working.md

# The rules of plimsoll lint, a page each.
lintdocdir = $(docdir)/lint
dist_lintdoc_DATA = \
	%D%/lint/absolute-path.md \
	%D%/lint/always-false.md \
	%D%/lint/always-true.md \
	%D%/lint/always-unknown.md \
	%D%/lint/case-mismatch.md \
	%D%/lint/compared-with-bool.md \
	%D%/lint/constant-condition.md \
	%D%/lint/contradiction.md \
	%D%/lint/count-distinct.md \
	%D%/lint/count-for-some.md \
	%D%/lint/default-passes.md \
	%D%/lint/deprecated-field.md \
	%D%/lint/double-negation.md \
	%D%/lint/filter-by-key.md \
	%D%/lint/glob-in-matches.md \
	%D%/lint/idle-arithmetic.md \
	%D%/lint/idle-wildcard.md \
	%D%/lint/if-for-bool.md \
	%D%/lint/invalid-allowance.md \
	%D%/lint/known-excuses.md \
	%D%/lint/magic-number.md \
	%D%/lint/matches-anything.md \
	%D%/lint/message-without-subject.md \
	%D%/lint/missing-remedy.md \
	%D%/lint/missing-title.md \
	%D%/lint/missing-version.md \
	%D%/lint/mixed-units.md \
	%D%/lint/negated-comparison.md \
	%D%/lint/never-applies.md \
	%D%/lint/never-unknown.md \
	%D%/lint/no-lower-bound.md \
	%D%/lint/pattern-in-equal.md \
	%D%/lint/plain-pattern.md \
	%D%/lint/quadratic-join.md \
	%D%/lint/quotient-compared.md \
	%D%/lint/redundant-condition.md \
	%D%/lint/regex-in-like.md \
	%D%/lint/repeated-aggregate.md \
	%D%/lint/repeated-element.md \
	%D%/lint/repeated-rule.md \
	%D%/lint/repeated-tag.md \
	%D%/lint/same-branches.md \
	%D%/lint/same-operands.md \
	%D%/lint/shadowed-name.md \
	%D%/lint/single-element.md \
	%D%/lint/split-anchor.md \
	%D%/lint/split-chain.md \
	%D%/lint/sum-for-packs.md \
	%D%/lint/tautology.md \
	%D%/lint/time-without-zone.md \
	%D%/lint/title-sentence.md \
	%D%/lint/unanchored-matches.md \
	%D%/lint/undescribed-param.md \
	%D%/lint/unlimited-share.md \
	%D%/lint/unread-subject.md \
	%D%/lint/untested-rule.md \
	%D%/lint/unused-allowance.md \
	%D%/lint/unused-define.md \
	%D%/lint/unused-import.md \
	%D%/lint/unused-let.md \
	%D%/lint/unused-param.md \
	%D%/lint/unversioned-use.md \
	%D%/lint/vacuous-every.md \
	%D%/lint/waiver-ends-soon.md \
	%D%/lint/waiver-expired.md

# What pages lead to: examples and recipes, below the pages where these are installed.
exampledocdir = $(docdir)/examples
dist_exampledoc_DATA = examples/README.md examples/attest.json examples/check.c examples/hyperv-pair.json \
	examples/kvm-pair.json examples/site.plim
cidocdir = $(exampledocdir)/ci
dist_cidoc_DATA = examples/ci/Jenkinsfile examples/ci/azure-pipelines.yml examples/ci/github.yml \
	examples/ci/gitlab-ci.yml examples/ci/nightly.sh examples/ci/pre-commit-config.yaml
install-data-hook:
	for page in `cd $(srcdir)/docs && grep -l '(\.\./examples/' *.md`; do \
	    sed 's|(\.\./examples/|(examples/|g' "$(srcdir)/docs/$$page" >"$(DESTDIR)$(docdir)/$$page"; done
