# src/cli/: the program; its files, in order.

bin_PROGRAMS += plimsoll
plimsoll_SOURCES = %D%/main.c $(cli_sources)
plimsoll_LDFLAGS = $(PROGRAM_LINK)
plimsoll_LDADD = libplimlsp.la libplimconfine.la $(CORE_LIBS)
# All but main.c, which tests/manual/ has one of its own for.
cli_sources = %D%/command.c %D%/command.h %D%/commands.c %D%/option.c %D%/option.h \
	%D%/cmd_completion.c %D%/completion_words.c %D%/complete.c %D%/complete.h %D%/complete_facts.c \
	%D%/complete_file.c %D%/complete_value.c %D%/shell_line.c %D%/shell_line.h \
	%D%/value.c %D%/value.h %D%/cmd_help.c %D%/cmd_version.c \
	%D%/facts_schema.c %D%/facts_validate.c \
	%D%/setup.c %D%/setup.h %D%/facts_from.c %D%/facts_from.h %D%/facts_file.c %D%/facts_file.h \
	%D%/facts_hint.c %D%/facts_hint.h \
	%D%/choice.c %D%/choice.h %D%/hosts.c %D%/hosts.h %D%/output.c %D%/output.h %D%/target.c %D%/target.h %D%/progress.c \
	%D%/progress.h %D%/checklist.c %D%/checklist.h %D%/cmd_attest.c %D%/cmd_check.c \
	%D%/cmd_checklist.c %D%/cmd_collect.c %D%/cmd_collect_hyperv.c %D%/cmd_doc.c %D%/cmd_eval.c %D%/cmd_explain.c %D%/rule_named.c %D%/rule_named.h \
	%D%/cmd_facts.c %D%/cmd_bench.c %D%/cmd_fmt.c %D%/cmd_lint.c %D%/cmd_lsp.c %D%/cmd_profile.c %D%/difference.c %D%/difference.h %D%/cmd_plan.c %D%/cmd_policies.c %D%/cmd_test.c %D%/test_quality.c %D%/test_quality.h %D%/declared.c %D%/declared.h %D%/fill.c %D%/fill.h %D%/described.c %D%/described.h \
	%D%/facts_diff.c %D%/facts_infer.c %D%/facts_merge.c \
	%D%/facts_show.c %D%/facts_table.c %D%/facts_table.h
cli_sources += %D%/cmd_repl.c %D%/complete_expression.c %D%/lines.c %D%/lines.h %D%/lines_edit.c \
	%D%/lines_edit.h %D%/repl.h %D%/repl_command.c %D%/repl_complete.c
cli_sources += %D%/asked.c %D%/asked.h %D%/checklist_group.c %D%/checklist_how.c %D%/platform.c %D%/platform.h

# The scripts that 'plimsoll completion' prints.
completion_files = share/completion/plimsoll.bash share/completion/_plimsoll \
	share/completion/plimsoll.fish
nodist_plimsoll_SOURCES = %D%/completion_scripts.h
BUILT_SOURCES += %D%/completion_scripts.h
CLEANFILES += %D%/completion_scripts.h
EXTRA_DIST += %D%/completion_scripts.awk
%D%/completion_scripts.h: %D%/completion_scripts.awk $(completion_files)
	$(AM_V_GEN)$(MKDIR_P) %D% && $(AWK) -f $(srcdir)/%D%/completion_scripts.awk \
	    $(completion_files:%=$(srcdir)/%) >$@

cli_sources += %D%/confined.c %D%/confined.h %D%/kept.c %D%/kept.h

# Reports read again.
cli_sources += %D%/cmd_diff.c %D%/cmd_report.c %D%/report_merge.c %D%/reports.c %D%/reports.h
