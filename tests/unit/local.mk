# tests/unit/: one program; a new suite is a line here and one in suites.h.
if HAVE_CHECK
check_PROGRAMS += tests/unit/unit
TESTS += tests/unit/unit
endif
tests_unit_unit_SOURCES = \
	%D%/main.c \
	%D%/suites.h
tests_unit_unit_CFLAGS = $(AM_CFLAGS) $(CHECK_CFLAGS)
tests_unit_unit_LDADD = libplimcore.la $(CHECK_LIBS)
