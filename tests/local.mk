# tests/: every test speaks TAP, and 'make check' counts each of its lines.

TEST_EXTENSIONS = .sh
TAP_DRIVER = env AM_TAP_AWK='$(AWK)' $(SHELL) $(top_srcdir)/build-aux/tap-driver.sh
LOG_DRIVER = $(TAP_DRIVER)
SH_LOG_DRIVER = $(TAP_DRIVER)
SH_LOG_COMPILER = /bin/sh

# Check forks every test, which the sanitizers cannot follow.
if SANITIZED
SANITIZED_ENVIRONMENT = CK_FORK=no; export CK_FORK;
endif

# What a test may rely on, besides a C locale and no TZ.
# AddressSanitizer looks at all of a text for each strstr within it.
AM_TESTS_ENVIRONMENT = \
	ASAN_OPTIONS=intercept_strstr=0; export ASAN_OPTIONS; \
	top_srcdir='$(abs_top_srcdir)'; export top_srcdir; \
	top_builddir='$(abs_top_builddir)'; export top_builddir; \
	PLIMSOLL='$(abs_top_builddir)/plimsoll'; export PLIMSOLL; \
	PLIMSOLL_PATH='$(abs_top_srcdir)/policies'; export PLIMSOLL_PATH; \
	PLIMSOLL_LIBEXEC='$(abs_top_builddir)'; export PLIMSOLL_LIBEXEC; \
	sanitizers='$(enable_sanitizers)'; export sanitizers; $(SANITIZED_ENVIRONMENT) \
	LC_ALL=C; export LC_ALL; unset TZ NO_COLOR;

TESTS += %D%/golden.sh
dist_check_SCRIPTS += %D%/golden.sh %D%/tap.sh
EXTRA_DIST += %D%/golden %D%/golden.py
# Without this, make has a rule of its own that writes golden from golden.sh.
%D%/golden: ;

# Single fields of machines that were moved, changed: what the packs say of each.
TESTS += %D%/verify.sh
dist_check_SCRIPTS += %D%/verify.sh
EXTRA_DIST += %D%/verify/change.py %D%/verify/hyperv.fields %D%/verify/hyperv.json \
	%D%/verify/kvm.fields %D%/verify/kvm.json
# Make has a rule of its own that would write this from verify.sh.
%D%/verify: ;

# Reports compared and merged, and mangled ones.
TESTS += %D%/compare.sh
dist_check_SCRIPTS += %D%/compare.sh
EXTRA_DIST += %D%/compare/mangle.py %D%/compare/recompute.py
%D%/compare: ;

# The language server: sessions replayed, and edits at random.
TESTS += %D%/lsp.sh
dist_check_SCRIPTS += %D%/lsp.sh
EXTRA_DIST += %D%/lsp
%D%/lsp: ;

# Every fact of the passing examples, missing alone.
TESTS += %D%/removed.sh
dist_check_SCRIPTS += %D%/removed.sh
EXTRA_DIST += %D%/removed/hyperv.prepare.expected %D%/removed/kvm.prepare.expected
check_PROGRAMS += tests/removed/removed
tests_removed_removed_SOURCES = %D%/removed/removed.c $(NAIVE_SOURCES)
tests_removed_removed_CPPFLAGS = $(AM_CPPFLAGS) -I$(top_srcdir)/tests
tests_removed_removed_LDADD = $(CORE_LIBS) $(CJSON_LIBS) -lm
# Make has a rule of its own that would write this from removed.sh.
%D%/removed: ;

# Facts read with one processor and with two.
TESTS += %D%/ahead.sh
dist_check_SCRIPTS += %D%/ahead.sh
EXTRA_DIST += %D%/ahead.py

# Moves between Hyper-V servers, and what the policies say of them.
TESTS += %D%/situations.sh
dist_check_SCRIPTS += %D%/situations.sh
EXTRA_DIST += %D%/situations %D%/situations.py
%D%/situations: ;

# What the policies have to cover.
TESTS += %D%/requirements.sh
dist_check_SCRIPTS += %D%/requirements.sh
EXTRA_DIST += %D%/requirements.py

# The tests that use threads, which are also run under the thread sanitizer.
THREAD_TESTS = tests/threads/threads
tests_threads_threads_SOURCES = %D%/threads/threads.c
tests_threads_threads_LDADD = libplimsoll.la
tests_threads_threads_LDFLAGS = $(AM_LDFLAGS) -pthread
TESTS += $(THREAD_TESTS)
check_PROGRAMS += $(THREAD_TESTS)

.PHONY: check-threads
check-threads:
	$(MAKE) $(AM_MAKEFLAGS) check TESTS='$(THREAD_TESTS)'

# The cures of mistakes that are changes of the text, applied; the table of codes.
TESTS += tests/mistakes/mistakes
check_PROGRAMS += tests/mistakes/mistakes
tests_mistakes_mistakes_SOURCES = %D%/mistakes/mistakes.c
tests_mistakes_mistakes_LDADD = $(CORE_LIBS)

# The public library, as a program of somebody else's uses it.
TESTS += %D%/library.sh
dist_check_SCRIPTS += %D%/library.sh
EXTRA_DIST += %D%/library.supp
check_PROGRAMS += examples/check
examples_check_SOURCES = examples/check.c
examples_check_LDADD = libplimsoll.la

# Coverage files, where lcov is installed.
TESTS += %D%/lcov.sh
dist_check_SCRIPTS += %D%/lcov.sh

# Explanations agree with reports.
TESTS += %D%/format.sh %D%/profile.sh
dist_check_SCRIPTS += %D%/format.sh %D%/profile.sh
TESTS += %D%/lint.sh
dist_check_SCRIPTS += %D%/lint.sh
EXTRA_DIST += %D%/lint/curable.py
EXTRA_DIST += %D%/format/generate.py %D%/format/words.py
TESTS += %D%/explain.sh
dist_check_SCRIPTS += %D%/explain.sh
EXTRA_DIST += %D%/explain.py

# The digest, of the program and of the library.
TESTS += %D%/digest.sh
dist_check_SCRIPTS += %D%/digest.sh
check_PROGRAMS += tests/digest/library
tests_digest_library_SOURCES = %D%/digest/library.c
tests_digest_library_LDADD = libplimsoll.la
# Make has a rule of its own that would write this from digest.sh.
%D%/digest: ;

# Flags of the compiler and the linker, on what was built.
TESTS += %D%/hardening.sh
dist_check_SCRIPTS += %D%/hardening.sh

# Work that is locked in, with a library to preload that plays a program in foreign hands.
TESTS += %D%/confine.sh
dist_check_SCRIPTS += %D%/confine.sh
check_LTLIBRARIES += tests/confine/break.la
tests_confine_break_la_SOURCES = %D%/confine/break.c
tests_confine_break_la_CFLAGS = -std=c11 $(OPT_CFLAGS) $(WARN_CFLAGS)
tests_confine_break_la_LDFLAGS = -module -shared -avoid-version -rpath /nowhere
# Make has a rule of its own that would write this from confine.sh.
%D%/confine: ;

# The bill of materials.
TESTS += %D%/sbom.sh
dist_check_SCRIPTS += %D%/sbom.sh

# Two builds are the same bytes; they take a few minutes.
dist_check_SCRIPTS += %D%/reproducible.sh
.PHONY: check-reproducible
check-reproducible: dist
	$(MAKE) $(AM_MAKEFLAGS) check TESTS='tests/reproducible.sh' check_PROGRAMS= check_LTLIBRARIES= \
	    DISTRIBUTION=$(distdir).tar.xz

# What tells within a minute that a build is good: verdicts and messages, the oracle, the packs.
QUICK_TESTS = tests/golden.sh tests/packs.sh tests/oracle/oracle tests/mistakes/mistakes \
	tests/builtins.sh tests/rooms.sh tests/headers.sh
.PHONY: check-quick
check-quick:
	$(MAKE) $(AM_MAKEFLAGS) check TESTS='$(QUICK_TESTS)' check_PROGRAMS= check_LTLIBRARIES=
# The others.
.PHONY: check-slow
check-slow:
	$(MAKE) $(AM_MAKEFLAGS) check TESTS='$(filter-out $(QUICK_TESTS),$(TESTS))'

TESTS += %D%/sources.sh %D%/rooms.sh %D%/headers.sh %D%/builtins.sh
dist_check_SCRIPTS += %D%/sources.sh %D%/rooms.sh %D%/headers.sh %D%/builtins.sh

# JSON Schemas, against a validator of somebody else's.
TESTS += %D%/schema.sh %D%/report_schema.sh
dist_check_SCRIPTS += %D%/schema.sh %D%/report_schema.sh
EXTRA_DIST += %D%/schema/validate.py %D%/schema/validate.sh

# What a baseline excuses, recomputed from reports without one.
TESTS += %D%/baseline.sh
dist_check_SCRIPTS += %D%/baseline.sh
EXTRA_DIST += %D%/based/recompute.py

# Formats of reports, against parsers of others; with the checkers of their makers, which have to be
# installed first.
TESTS += %D%/formats.sh
dist_check_SCRIPTS += %D%/formats.sh %D%/formats/validate.sh
EXTRA_DIST += %D%/formats/ajv.mjs %D%/formats/compare.py %D%/formats/lists.py %D%/formats/subjects.py
# Make has a rule of its own that would write this from formats.sh.
%D%/formats: ;
.PHONY: check-formats
check-formats:
	command -v promtool >/dev/null || apt-get -q -y --no-install-recommends install prometheus
	test -d formats/node_modules/ajv-formats || npm install --silent --prefix formats @microsoft/sarif-multitool@5.7 ajv@8 ajv-formats@3
	$(MAKE) $(AM_MAKEFLAGS) check TESTS='tests/formats/validate.sh'

# The recipes of examples/ci; the schemas of their platforms come with tools that are installed first.
TESTS += %D%/recipes.sh
dist_check_SCRIPTS += %D%/recipes.sh
EXTRA_DIST += %D%/recipes/steps.py
# Make has a rule of its own that would write this from recipes.sh.
%D%/recipes: ;
.PHONY: check-recipes
check-recipes:
	command -v pre-commit >/dev/null || apt-get -q -y --no-install-recommends install pre-commit
	test -d recipes/node_modules || npm install --silent --prefix recipes \
	    gitlab-ci-local@4.52.0 @action-validator/core@0.6 @action-validator/cli@0.6
	$(MAKE) $(AM_MAKEFLAGS) check TESTS='tests/recipes.sh'

# The report for browsers, in one, and the playground; what that needs is installed first.
dist_check_SCRIPTS += %D%/browser/browser.sh %D%/browser/playground.sh
EXTRA_DIST += %D%/browser/chromium.mjs %D%/browser/colours.mjs %D%/browser/package.mjs %D%/browser/pages.mjs %D%/browser/playground.mjs %D%/browser/types.mts
.PHONY: check-browser
check-browser:
	command -v chromium >/dev/null || apt-get -q -y --no-install-recommends install chromium
	command -v npm >/dev/null || apt-get -q -y --no-install-recommends install npm
	command -v emcc >/dev/null || apt-get -q -y --no-install-recommends install emscripten dpkg-dev unicode-data perl python3
	test -d browser/node_modules || npm install --silent --prefix browser playwright-core axe-core
	test -d editors-tools/textmate/node_modules || npm install --silent --prefix editors-tools/textmate vscode-textmate@9 vscode-oniguruma@2
	$(MAKE) $(AM_MAKEFLAGS) web
	$(MAKE) $(AM_MAKEFLAGS) check TESTS='tests/browser/browser.sh tests/browser/playground.sh'

EXTRA_DIST += %D%/installed.sh
installcheck-local:
	@top_srcdir='$(abs_top_srcdir)' with_libvirt='$(with_libvirt)' CC='$(CC) $(SANITIZE_CFLAGS)' \
	    $(srcdir)/%D%/installed.sh $(DESTDIR)$(bindir) $(DESTDIR)$(pkgconfigdir)

# The man pages of the commands, which are made from the table of commands.
TESTS += %D%/manual.sh
dist_check_SCRIPTS += %D%/manual.sh
check_PROGRAMS += tests/manual/manual
tests_manual_manual_SOURCES = %D%/manual/manual.c %D%/manual/mdoc.c %D%/manual/mdoc.h $(cli_sources)
nodist_tests_manual_manual_SOURCES = $(nodist_plimsoll_SOURCES)
tests_manual_manual_LDADD = $(plimsoll_LDADD)
# Make has a rule of its own that would write this from manual.sh.
%D%/manual: ;

# Command lines completed in real shells.
TESTS += %D%/completion.sh
dist_check_SCRIPTS += %D%/completion.sh
EXTRA_DIST += %D%/completion/typed.cases %D%/completion/typed.py
# Make has a rule of its own that would write this from completion.sh.
%D%/completion: ;

TESTS += %D%/repl.sh
dist_check_SCRIPTS += %D%/repl.sh
EXTRA_DIST += %D%/repl/typed.py
# Make has a rule of its own that would write this from repl.sh.
%D%/repl: ;

TESTS += %D%/hostile.sh
dist_check_SCRIPTS += %D%/hostile.sh

# The tests of the packs, in their own language; what they cover, and mutants of the packs.
TESTS += %D%/packs.sh
dist_check_SCRIPTS += %D%/packs.sh

# The grammars for editors. The second target fetches the tools that Debian 12 does not have; what cannot be had
# is skipped.
TESTS += %D%/editors.sh
dist_check_SCRIPTS += %D%/editors.sh
check_PROGRAMS += tests/editors/oracle
tests_editors_oracle_SOURCES = %D%/editors/oracle.c
tests_editors_oracle_LDADD = $(CORE_LIBS)
EXTRA_DIST += %D%/editors/agree.py %D%/editors/classes.py %D%/editors/indent.plim %D%/editors/kinds.py %D%/editors/mutants.py \
	%D%/editors/probe.el %D%/editors/probe.vim %D%/editors/probe_colours.py %D%/editors/probe_pygments.py %D%/editors/probe_textmate.mjs \
	%D%/editors/tree_sitter.sh %D%/editors/words.py
# Make has a rule of its own that would write this from editors.sh.
%D%/editors: ;
.PHONY: check-editors
check-editors:
	-test -x editors-tools/tree-sitter/tree-sitter || $(srcdir)/%D%/editors/tree_sitter.sh editors-tools/tree-sitter
	-test -d editors-tools/textmate/node_modules || npm install --silent --prefix editors-tools/textmate vscode-textmate@9 vscode-oniguruma@2
	$(MAKE) $(AM_MAKEFLAGS) check TESTS='tests/editors.sh' check_PROGRAMS=tests/editors/oracle check_LTLIBRARIES=

# The extension for Visual Studio Code, which is packed first.
dist_check_SCRIPTS += %D%/vscode.sh
EXTRA_DIST += %D%/vscode/cases.mjs %D%/vscode/extension.mjs %D%/vscode/files %D%/vscode/language.schema.json %D%/vscode/manifest.mjs \
	%D%/vscode/manifest.schema.json %D%/vscode/site.tokens %D%/vscode/snippets.mjs %D%/vscode/snippets.schema.json %D%/vscode/stand_in.mjs \
	%D%/vscode/tokens.mjs
# Make has a rule of its own that would write this from vscode.sh.
%D%/vscode: ;
.PHONY: check-vscode
check-vscode: vscode
	$(MAKE) $(AM_MAKEFLAGS) check TESTS='tests/vscode.sh' check_PROGRAMS= check_LTLIBRARIES=

# What the documentation shows.
TESTS += %D%/docs.sh
dist_check_SCRIPTS += %D%/docs.sh
check_PROGRAMS += tests/docs/functions
tests_docs_functions_SOURCES = %D%/docs/functions.c
tests_docs_functions_LDADD = $(CORE_LIBS)
# Make has a rule of its own that would write this from docs.sh.
%D%/docs: ;

# Reports of 100,000 machines, and several reports of one run.
TESTS += %D%/large.sh
dist_check_SCRIPTS += %D%/large.sh

# What a run keeps of pairs of machines.
TESTS += %D%/kept.sh %D%/kept_all.sh
dist_check_SCRIPTS += %D%/kept.sh %D%/kept_all.sh

# Where writing fails; with a library to preload that kills the program.
TESTS += %D%/writing.sh
dist_check_SCRIPTS += %D%/writing.sh
check_LTLIBRARIES += tests/writing/stop.la
tests_writing_stop_la_SOURCES = %D%/writing/stop.c
tests_writing_stop_la_CFLAGS = -std=c11 $(OPT_CFLAGS) $(WARN_CFLAGS)
tests_writing_stop_la_LDFLAGS = -module -shared -avoid-version -rpath /nowhere
# Make has a rule of its own that would write this from writing.sh.
%D%/writing: ;

# Faults of the system, with a library to preload that makes them.
TESTS += %D%/faults.sh
dist_check_SCRIPTS += %D%/faults.sh
check_LTLIBRARIES += tests/faults/fail.la
tests_faults_fail_la_SOURCES = %D%/faults/fail.c
tests_faults_fail_la_CFLAGS = -std=c11 $(OPT_CFLAGS) $(WARN_CFLAGS)
tests_faults_fail_la_LDFLAGS = -module -shared -avoid-version -rpath /nowhere
# Make has a rule of its own that would write this from faults.sh.
%D%/faults: ;

# The same input gives the same bytes.
TESTS += %D%/determinism.sh
dist_check_SCRIPTS += %D%/determinism.sh
check_PROGRAMS += tests/locale/locale
tests_locale_locale_SOURCES = %D%/locale/locale.c
tests_locale_locale_LDADD = libplimsoll.la

# The scripts for Hyper-V servers: what they say, and, where PowerShell is there, what they do.
TESTS += %D%/powershell.sh %D%/powershell/export.sh
dist_check_SCRIPTS += %D%/powershell.sh %D%/powershell/export.sh
EXTRA_DIST += %D%/powershell/run.ps1 %D%/powershell/server.ps1 %D%/powershell/wmi.ps1 \
	%D%/powershell/syntax.ps1 %D%/powershell/newer.ps1 %D%/powershell/modules %D%/powershell/expected
# Make has a rule of its own that would write this from powershell.sh.
%D%/powershell: ;

# The same with PowerShell, which comes as a tool of .NET.
.PHONY: check-powershell
check-powershell:
	test -x pwsh/pwsh || dotnet tool install --tool-path pwsh PowerShell --version 7.6.9
	$(MAKE) $(AM_MAKEFLAGS) check TESTS='tests/powershell.sh tests/powershell/export.sh'
