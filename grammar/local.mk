# grammar/: what flex and bison write is held to fewer warnings than our own files.
# scanner.l sets prefix="plim_yy" and outfile="lex.yy.c", which ylwrap expects.

AM_YFLAGS = -d
libplimcore_la_SOURCES += %D%/expected.c %D%/expected.h %D%/literal.c %D%/parse.c \
	%D%/parse.h %D%/parser.y %D%/scanner.l %D%/strings.c %D%/syntax_error.c %D%/cures.c %D%/cures.h %D%/operator_cures.c %D%/statement_cures.c %D%/token_cures.c \
	%D%/tree.c %D%/tree.h %D%/tree_file.c %D%/tree_make.h %D%/tree_path.c %D%/tree_path.h %D%/tree_test.c %D%/tree_test.h \
	%D%/tree_use.c %D%/tree_use.h %D%/tree_walk.c %D%/tree_walk.h %D%/words.c %D%/words.h
BUILT_SOURCES += %D%/parser.h
%D%/parser.lo %D%/scanner.lo: WARN_CFLAGS = $(GENERATED_CFLAGS)
