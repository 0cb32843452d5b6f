# tests/bench/: the generator of facts, the hand-written C and the measurements.
BENCH_TOOLS = tests/bench/generate tests/bench/evaluate tests/bench/read tests/bench/process
EXTRA_PROGRAMS += $(BENCH_TOOLS)
CLEANFILES += $(BENCH_TOOLS)
EXTRA_DIST += %D%/fleet.plim %D%/bench.sh %D%/move.plim %D%/ondemand.cpp %D%/whole.sh \
    %D%/duckdb.js %D%/duckdb.sh %D%/lsp.py

tests_bench_generate_SOURCES = %D%/generate.c
tests_bench_process_SOURCES = %D%/process.c
tests_bench_read_SOURCES = %D%/read.c %D%/bench.c %D%/bench.h
tests_bench_read_CPPFLAGS = $(AM_CPPFLAGS) -I$(top_srcdir)/tests
tests_bench_read_LDADD = $(CORE_LIBS) $(CJSON_LIBS)
tests_bench_evaluate_SOURCES = %D%/evaluate.c %D%/baseline.c %D%/baseline.h %D%/bench.c %D%/bench.h
tests_bench_evaluate_CPPFLAGS = $(AM_CPPFLAGS) -I$(top_srcdir)/tests
tests_bench_evaluate_CFLAGS = $(AM_CFLAGS) $(PCRE2_CFLAGS)
tests_bench_evaluate_LDADD = $(CORE_LIBS) $(PCRE2_LIBS)

.PHONY: bench
bench: plimsoll $(BENCH_TOOLS) $(BENCH_LIBVIRT)
	top_srcdir='$(abs_top_srcdir)' top_builddir='$(abs_top_builddir)' $(srcdir)/%D%/bench.sh

# Through real daemons, where they are installed.
EXTRA_DIST += %D%/libvirt.sh %D%/node.py
.PHONY: bench-libvirt
if WITH_LIBVIRT
EXTRA_PROGRAMS += tests/bench/calls
CLEANFILES += tests/bench/calls
BENCH_LIBVIRT = bench-libvirt
bench-libvirt: plimsoll-collect-libvirt tests/bench/calls tests/libvirt/shim.la
	top_srcdir='$(abs_top_srcdir)' top_builddir='$(abs_top_builddir)' $(srcdir)/%D%/libvirt.sh
endif
tests_bench_calls_SOURCES = %D%/calls.c
tests_bench_calls_CFLAGS = $(AM_CFLAGS) $(COLLECT_CFLAGS)
tests_bench_calls_LDADD = $(COLLECT_LIBS)
