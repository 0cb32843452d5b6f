# src/base/: a library of its own, which takes nothing but libc; its files, in order.
noinst_LTLIBRARIES += libplimbase.la
libplimbase_la_SOURCES =
libplimbase_la_SOURCES += %D%/address.c %D%/address.h %D%/arena.c %D%/arena.h %D%/beside.c %D%/beside.h %D%/decimal.c \
	%D%/decimal.h %D%/encoding.c %D%/encoding.h %D%/file.c %D%/file.h %D%/hash.c %D%/hash.h %D%/heap.c %D%/heap.h %D%/intern.c %D%/intern.h \
	%D%/json.c %D%/json.h %D%/nearest.c %D%/nearest.h %D%/numbered.c %D%/numbered.h %D%/second.c %D%/second.h %D%/sort.h %D%/text.c %D%/text.h \
	%D%/clock.c %D%/clock.h %D%/text_clean.c %D%/text_foreign.c %D%/text_public.c %D%/text_quote.c %D%/time.c %D%/time.h %D%/utf8.c \
	%D%/utf8.h %D%/utf8_width.c %D%/utf8_width_table.h
EXTRA_DIST += %D%/utf8_width.awk
libplimbase_la_SOURCES += %D%/version.c %D%/version.h
