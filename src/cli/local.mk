# src/cli/: the program; a line per file, 'plimsoll_SOURCES += %D%/name.c'.

bin_PROGRAMS += plimsoll
plimsoll_SOURCES =
plimsoll_LDADD = libplimcore.la
plimsoll_SOURCES += %D%/command.h
plimsoll_SOURCES += %D%/main.c
plimsoll_SOURCES += %D%/cmd_collect.c
