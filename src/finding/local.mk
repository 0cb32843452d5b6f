# src/finding/: a line per file, 'libplimcore_la_SOURCES += %D%/name.c %D%/name.h'.
libplimcore_la_SOURCES += %D%/consulted.c
libplimcore_la_SOURCES += %D%/evidence.c %D%/evidence.h
libplimcore_la_SOURCES += %D%/findings.c
libplimcore_la_SOURCES += %D%/missing.c %D%/missing.h
libplimcore_la_SOURCES += %D%/rule.c %D%/rule.h
libplimcore_la_SOURCES += %D%/subject.c %D%/subject.h
libplimcore_la_SOURCES += %D%/verdict.h
