# grammar/: what flex and bison write is held to fewer warnings than our own files.
# scanner.l sets prefix="plim_yy" and outfile="lex.yy.c", which ylwrap expects.

AM_YFLAGS = -d
libplimcore_la_SOURCES += %D%/expected.c %D%/expected.h
libplimcore_la_SOURCES += %D%/literal.c
libplimcore_la_SOURCES += %D%/parse.c %D%/parse.h
libplimcore_la_SOURCES += %D%/parser.y
libplimcore_la_SOURCES += %D%/scanner.l
libplimcore_la_SOURCES += %D%/strings.c
libplimcore_la_SOURCES += %D%/syntax_error.c
libplimcore_la_SOURCES += %D%/token_cures.c
libplimcore_la_SOURCES += %D%/tree.c %D%/tree.h
libplimcore_la_SOURCES += %D%/tree_file.c
libplimcore_la_SOURCES += %D%/tree_make.h
libplimcore_la_SOURCES += %D%/words.c %D%/words.h
BUILT_SOURCES += %D%/parser.h
%D%/parser.lo %D%/scanner.lo: WARN_CFLAGS = $(GENERATED_CFLAGS)
