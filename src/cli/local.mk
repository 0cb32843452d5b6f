# src/cli/: the program; a line per file, 'plimsoll_SOURCES += %D%/name.c'.

if HAVE_PROGRAM
bin_PROGRAMS += plimsoll
endif
plimsoll_SOURCES =
plimsoll_LDADD = libplimcore.la
