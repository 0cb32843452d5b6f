# src/cli/: the program; a line per file, 'plimsoll_SOURCES += %D%/name.c'.

if HAVE_PROGRAM
bin_PROGRAMS += plimsoll
endif
plimsoll_SOURCES =
plimsoll_LDADD = libplimcore.la
plimsoll_SOURCES += %D%/command.h
plimsoll_SOURCES += %D%/main.c
plimsoll_SOURCES += %D%/cmd_collect.c
