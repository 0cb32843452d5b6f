# src/eval/: a line per file, 'libplimcore_la_SOURCES += %D%/name.c %D%/name.h'.

EXTRA_DIST += %D%/README.md

# The loops over columns are optimised further.
%D%/kernel.lo: OPT_CFLAGS = $(KERNEL_CFLAGS)
libplimcore_la_SOURCES += %D%/apply.c %D%/apply.h
libplimcore_la_SOURCES += %D%/bounds.c %D%/bounds.h
libplimcore_la_SOURCES += %D%/elements.c %D%/elements.h
libplimcore_la_SOURCES += %D%/evaluate.c %D%/evaluate.h
libplimcore_la_SOURCES += %D%/fold.c
libplimcore_la_SOURCES += %D%/functions.c
libplimcore_la_SOURCES += %D%/kernel.c %D%/kernel.h
libplimcore_la_SOURCES += %D%/list.c
libplimcore_la_SOURCES += %D%/list_functions.c
libplimcore_la_SOURCES += %D%/locate.c %D%/locate.h
libplimcore_la_SOURCES += %D%/logic.c %D%/logic.h
libplimcore_la_SOURCES += %D%/lookup.c %D%/lookup.h
libplimcore_la_SOURCES += %D%/match.c %D%/match.h
libplimcore_la_SOURCES += %D%/membership.c
libplimcore_la_SOURCES += %D%/operators.c
libplimcore_la_SOURCES += %D%/rounds.c %D%/rounds.h
libplimcore_la_SOURCES += %D%/run.c %D%/run.h
libplimcore_la_SOURCES += %D%/show.c %D%/show.h
libplimcore_la_SOURCES += %D%/sorted.c %D%/sorted.h
libplimcore_la_SOURCES += %D%/vector.c %D%/vector.h
libplimcore_la_SOURCES += %D%/packing.c %D%/packing.h
libplimcore_la_SOURCES += %D%/packs.c %D%/packs.h
