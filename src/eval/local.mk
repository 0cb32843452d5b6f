# src/eval/: a line per file; the loops over columns are optimised further.
libplimcore_la_SOURCES +=
%D%/kernel.lo: OPT_CFLAGS = $(KERNEL_CFLAGS)
