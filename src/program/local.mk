# src/program/: its files, in order.
libplimcore_la_SOURCES += %D%/program.c %D%/program.h %D%/program_draft.h %D%/program_find.c \
	%D%/program_find.h %D%/program_list.c %D%/program_list.h %D%/program_rule.c \
	%D%/program_rule.h %D%/program_set.c %D%/program_tailor.c %D%/program_touch.c \
	%D%/program_touch.h %D%/program_use.c %D%/program_value.c %D%/program_waive.c \
	%D%/program_waive.h
