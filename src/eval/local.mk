# src/eval/: a line per file, 'libplimcore_la_SOURCES += %D%/name.c %D%/name.h'.

# The loops over columns are optimised further.
%D%/kernel.lo: OPT_CFLAGS = $(KERNEL_CFLAGS)
