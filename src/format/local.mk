# src/format/: its files, in order.
libplimcore_la_SOURCES += %D%/breaks.c %D%/breaks.h %D%/format.c %D%/format.h %D%/layout.c %D%/layout.h \
	%D%/object.c %D%/sheet.c %D%/sheet.h %D%/pieces.c %D%/pieces.h %D%/spacing.c %D%/statement.c %D%/statement.h
