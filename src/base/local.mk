# src/base/: a line per file, 'libplimcore_la_SOURCES += %D%/name.c %D%/name.h'.
libplimcore_la_SOURCES += %D%/time.c %D%/time.h
libplimcore_la_SOURCES += %D%/arena.c %D%/arena.h
libplimcore_la_SOURCES += %D%/intern.c %D%/intern.h
libplimcore_la_SOURCES += %D%/text.c %D%/text.h
libplimcore_la_SOURCES += %D%/utf8.c %D%/utf8.h
libplimcore_la_SOURCES += %D%/decimal.c %D%/decimal.h
libplimcore_la_SOURCES += %D%/version.c %D%/version.h
