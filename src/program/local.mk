# src/program/: a line per file, 'libplimcore_la_SOURCES += %D%/name.c %D%/name.h'.
libplimcore_la_SOURCES += %D%/program.c %D%/program.h
libplimcore_la_SOURCES += %D%/program_find.c %D%/program_find.h
libplimcore_la_SOURCES += %D%/program_set.c
libplimcore_la_SOURCES += %D%/program_value.c
