# grammar/: what flex and bison write is held to fewer warnings than our own files.
# scanner.l sets prefix="plim_yy" and outfile="lex.yy.c", which ylwrap expects.

AM_YFLAGS = -d
if HAVE_GRAMMAR
libplimcore_la_SOURCES += \
	%D%/parser.y \
	%D%/scanner.l
BUILT_SOURCES += %D%/parser.h
endif
%D%/parser.lo %D%/scanner.lo: WARN_CFLAGS = $(GENERATED_CFLAGS)
