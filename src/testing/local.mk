# src/testing/: its files, in order.
libplimcore_la_SOURCES += %D%/certain.c %D%/certain.h %D%/conditions.c %D%/conditions.h \
	%D%/covered.c %D%/covered.h %D%/covered_write.c
