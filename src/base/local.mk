# src/base/: a line per file, 'libplimcore_la_SOURCES += %D%/name.c %D%/name.h'.
libplimcore_la_SOURCES += %D%/time.c %D%/time.h
