# The libraries: a convenience library with every room but the command line and
# the collectors, which the programs link, and the public library around it.

EXTRA_DIST += %D%/README.md

noinst_LTLIBRARIES += libplimcore.la
libplimcore_la_SOURCES =
libplimcore_la_LIBADD = libplimbase.la -lpthread
# What programs link.
CORE_LIBS = libplimcore.la $(PROGRAM_HELD_LIBS)

libplimcore_la_SOURCES += %D%/session.c %D%/session.h %D%/session_changes.c %D%/session_facts.c \
	%D%/session_digest.c %D%/session_digest.h

lib_LTLIBRARIES += libplimsoll.la
include_HEADERS += %D%/plimsoll.h
libplimsoll_la_SOURCES = %D%/plimsoll.c %D%/plimsoll_walk.c %D%/plimsoll_private.h
libplimsoll_la_CFLAGS = $(AM_CFLAGS) -fvisibility=default
libplimsoll_la_LIBTOOLFLAGS = --tag=CC
libplimsoll_la_LIBADD = libplimcore.la $(RE2_LIBS) $(NETTLE_LIBS)
libplimsoll_la_LDFLAGS = $(AM_LDFLAGS) -no-undefined -version-info 1:0:0 \
	-export-symbols-regex '^plim_'

EXTRA_DIST += %D%/README.md
