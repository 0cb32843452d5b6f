# src/cli/: the program; a line per file.

if HAVE_PROGRAM
bin_PROGRAMS += plimsoll
endif
plimsoll_SOURCES = \
	%D%/main.c
plimsoll_LDADD = libplimcore.la
