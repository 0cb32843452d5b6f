# src/report/: a line per file, 'libplimcore_la_SOURCES += %D%/name.c %D%/name.h'.
libplimcore_la_SOURCES += %D%/facts.c %D%/facts.h
libplimcore_la_SOURCES += %D%/json.c
libplimcore_la_SOURCES += %D%/json_fact.c %D%/json_fact.h
libplimcore_la_SOURCES += %D%/page.c %D%/page.h
libplimcore_la_SOURCES += %D%/report.c %D%/report.h
libplimcore_la_SOURCES += %D%/schema.c %D%/schema.h
libplimcore_la_SOURCES += %D%/text.c
