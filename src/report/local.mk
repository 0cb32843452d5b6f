# src/report/: its files, in order.
libplimcore_la_SOURCES += %D%/facts.c %D%/facts.h %D%/json.c %D%/json_fact.c %D%/json_fact.h \
	%D%/page.c %D%/page.h %D%/page_flow.c %D%/page_words.c %D%/report.c %D%/report.h \
	%D%/schema.c %D%/schema.h %D%/text.c
