# src/facts/: a line per file, 'libplimcore_la_SOURCES += %D%/name.c %D%/name.h'.
