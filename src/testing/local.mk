# src/testing/: its files, in order.
libplimcore_la_SOURCES += %D%/certain.c %D%/certain.h %D%/conditions.c %D%/conditions.h \
	%D%/covering.c %D%/covering.h %D%/mutant.c %D%/mutant.h %D%/mutant_rule.c %D%/mutate.c %D%/mutate.h \
	%D%/mutation.c %D%/mutation.h %D%/survivors.c %D%/tested.c %D%/tested.h \
	%D%/covered.c %D%/covered.h %D%/covered_write.c %D%/discover.c %D%/discover.h \
	%D%/expectation.c %D%/expectation.h %D%/given.c %D%/given.h %D%/outcome.c %D%/reckoning.c \
	%D%/reckoning.h %D%/test_file.c %D%/test_json.c %D%/test_junit.c %D%/test_report.c %D%/test_report.h %D%/test_run.c %D%/test_run.h \
	%D%/test_tap.c %D%/test_text.c %D%/test_update.c %D%/test_update.h %D%/testing.h %D%/twin.c %D%/twin.h %D%/variant.c %D%/variant.h
