# src/lang/: its files, in order.
libplimcore_la_SOURCES += %D%/cause.c %D%/cause.h %D%/code.c %D%/code.h %D%/diagnostic.c \
	%D%/diagnostic.h %D%/fact_index.c %D%/fact_index.h %D%/fact_path.c %D%/fact_path.h \
	%D%/model.c %D%/model.h %D%/render.c %D%/source.c %D%/source.h %D%/type.c %D%/type.h \
	%D%/unit.c %D%/unit.h %D%/unit_show.c %D%/uses.c %D%/uses.h
