# tests/mutate/: small changes of the sources that decide verdicts, each of which a test has to notice.
EXTRA_DIST += %D%/battery.py %D%/library.py %D%/lines.py %D%/mutants.py %D%/mutate.py %D%/reasons %D%/trace.c

# N mutants that SEED chooses, in FILES that match; ONLY the one at FILE:LINE. The head of mutate.py has the rest.
.PHONY: mutate
mutate: export top_srcdir = $(abs_top_srcdir)
mutate: export top_builddir = $(abs_top_builddir)
mutate: export MUTATE_CC = $(CC)
mutate: export MUTATE_CXX = $(CXX)
mutate: export MUTATE_CPPFLAGS = $(DEFS) $(DEFAULT_INCLUDES) $(AM_CPPFLAGS) $(CPPFLAGS)
mutate: export MUTATE_CFLAGS = $(AM_CFLAGS)
mutate: export MUTATE_CXXFLAGS = $(AM_CXXFLAGS)
mutate: export MUTATE_CHECK_CFLAGS = $(tests_unit_unit_CFLAGS)
mutate: export MUTATE_LIBS = $(RE2_LIBS) $(NETTLE_LIBS) $(SECCOMP_LIBS) $(CJSON_LIBS) -lpthread -lm
mutate: export MUTATE_PROGRAM_LIBS = $(CHECK_LIBS) $(PCRE2_LIBS)
mutate: export MUTATE_CORE = $(libplimbase_la_SOURCES) $(libplimcore_la_SOURCES) $(libplimconfine_la_SOURCES)
mutate: export MUTATE_PLIMSOLL = $(plimsoll_SOURCES) $(libplimlsp_la_SOURCES)
mutate: export MUTATE_UNIT = $(tests_unit_unit_SOURCES)
mutate: export MUTATE_ORACLE = $(tests_oracle_oracle_SOURCES)
mutate: export MUTATE_REMOVED = $(tests_removed_removed_SOURCES)
mutate: all
	N='$(N)' SEED='$(SEED)' FILES='$(FILES)' ONLY='$(ONLY)' JOBS='$(JOBS)' BUDGET='$(BUDGET)' \
	    python3 $(srcdir)/%D%/mutate.py
