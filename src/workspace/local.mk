# src/workspace/: its files, in order.
libplimcore_la_SOURCES += %D%/analysis.c %D%/analysis.h %D%/index.c %D%/index.h \
	%D%/declared.c %D%/declared.h %D%/kept.c %D%/kept.h %D%/live.c %D%/live.h %D%/workspace.c %D%/workspace.h
