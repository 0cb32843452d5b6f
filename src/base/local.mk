# src/base/: a library of its own, which takes nothing but libc; a line per file,
# 'libplimbase_la_SOURCES += %D%/name.c %D%/name.h'.
noinst_LTLIBRARIES += libplimbase.la
libplimbase_la_SOURCES =
libplimbase_la_SOURCES += %D%/arena.c %D%/arena.h
libplimbase_la_SOURCES += %D%/decimal.c %D%/decimal.h
libplimbase_la_SOURCES += %D%/file.c %D%/file.h
libplimbase_la_SOURCES += %D%/hash.c %D%/hash.h
libplimbase_la_SOURCES += %D%/intern.c %D%/intern.h
libplimbase_la_SOURCES += %D%/json.c %D%/json.h
libplimbase_la_SOURCES += %D%/nearest.c %D%/nearest.h
libplimbase_la_SOURCES += %D%/text.c %D%/text.h
libplimbase_la_SOURCES += %D%/text_clean.c
libplimbase_la_SOURCES += %D%/text_quote.c
libplimbase_la_SOURCES += %D%/time.c %D%/time.h
libplimbase_la_SOURCES += %D%/utf8.c %D%/utf8.h
libplimbase_la_SOURCES += %D%/utf8_width.c
libplimbase_la_SOURCES += %D%/version.c %D%/version.h
