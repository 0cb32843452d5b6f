# src/eval/: its files, in order.

EXTRA_DIST += %D%/README.md

# The loops over columns are optimised further.
%D%/kernel.lo %D%/vector.lo: OPT_CFLAGS = $(KERNEL_CFLAGS)
libplimcore_la_SOURCES += %D%/apply.c %D%/apply.h %D%/bounds.c %D%/bounds.h %D%/coverage.c %D%/coverage.h %D%/profile.c %D%/profile.h \
	%D%/elements.c \
	%D%/elements.h %D%/evaluate.c %D%/evaluate.h %D%/fold.c %D%/functions.c %D%/kernel.c \
	%D%/kernel.h %D%/list.c %D%/list_functions.c %D%/locate.c %D%/locate.h %D%/logic.c \
	%D%/logic.h %D%/join.c %D%/join.h %D%/join_index.c %D%/join_index.h %D%/join_plan.c %D%/join_plan.h %D%/lists.c %D%/lists.h %D%/lookup.c %D%/lookup.h %D%/match.c %D%/match.h %D%/membership.c \
	%D%/nameless.c %D%/nameless.h %D%/operators.c %D%/rounds.c %D%/rounds.h %D%/run.c \
	%D%/run.h %D%/show.c %D%/show.h %D%/sorted.c %D%/sorted.h %D%/vector.c %D%/vector.h %D%/packing.c %D%/packing.h %D%/packs.c \
	%D%/packs.h
