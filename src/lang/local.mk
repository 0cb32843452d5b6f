# src/lang/: a line per file, 'libplimcore_la_SOURCES += %D%/name.c %D%/name.h'.
libplimcore_la_SOURCES += %D%/diagnostic.c %D%/diagnostic.h
libplimcore_la_SOURCES += %D%/model.c %D%/model.h
libplimcore_la_SOURCES += %D%/render.c
libplimcore_la_SOURCES += %D%/source.c %D%/source.h
libplimcore_la_SOURCES += %D%/type.c %D%/type.h
libplimcore_la_SOURCES += %D%/unit.c %D%/unit.h
libplimcore_la_SOURCES += %D%/unit_show.c
