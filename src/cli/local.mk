# src/cli/: the program; a line per file, 'plimsoll_SOURCES += %D%/name.c'.

bin_PROGRAMS += plimsoll
plimsoll_SOURCES =
plimsoll_LDADD = libplimcore.la
plimsoll_SOURCES += %D%/command.h
plimsoll_SOURCES += %D%/main.c
plimsoll_SOURCES += %D%/option.c %D%/option.h
plimsoll_SOURCES += %D%/setup.c %D%/setup.h
plimsoll_SOURCES += %D%/facts_from.c %D%/facts_from.h
plimsoll_SOURCES += %D%/choice.c %D%/choice.h
plimsoll_SOURCES += %D%/hosts.c %D%/hosts.h
plimsoll_SOURCES += %D%/output.c %D%/output.h
plimsoll_SOURCES += %D%/progress.c %D%/progress.h
plimsoll_SOURCES += %D%/cmd_check.c
plimsoll_SOURCES += %D%/cmd_collect.c
plimsoll_SOURCES += %D%/cmd_eval.c
plimsoll_SOURCES += %D%/cmd_facts.c
