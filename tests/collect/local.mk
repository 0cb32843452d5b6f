# tests/collect/: the collector for libvirt hosts, with the test driver and preloaded libraries.

EXTRA_DIST += %D%/terminal.py
EXTRA_DIST += %D%/rich.xml %D%/rich.json %D%/pair.json \
	%D%/empty.xml %D%/empty.json %D%/auth.xml \
	%D%/two-sockets.xml %D%/two-sockets.json \
	%D%/offline.xml %D%/offline.json \
	%D%/traps.xml %D%/traps.json
if WITH_LIBVIRT
check_PROGRAMS += %D%/capabilities %D%/compare
TESTS += %D%/collect.sh %D%/accepts.sh %D%/fleet.sh \
	%D%/limits.sh
dist_check_SCRIPTS += %D%/collect.sh %D%/accepts.sh %D%/fleet.sh
endif
tests_collect_capabilities_SOURCES = %D%/capabilities.c src/gather/libvirt/processor.c src/gather/libvirt/feature.c src/gather/libvirt/offer.c \
	src/gather/libvirt/identity.c 	src/gather/libvirt/candidate.c src/gather/libvirt/xml.c src/gather/fact.c src/gather/item.c
tests_collect_capabilities_CFLAGS = $(AM_CFLAGS) $(COLLECT_CFLAGS)
tests_collect_capabilities_LDADD = libplimbase.la $(COLLECT_LIBS)
tests_collect_compare_SOURCES = %D%/compare.c src/gather/libvirt/compare.c src/gather/item.c src/gather/item_read.c \
	src/gather/libvirt/xml.c src/facts/escape.c src/facts/scan.c src/facts/usual.c
tests_collect_compare_CFLAGS = $(AM_CFLAGS) $(COLLECT_CFLAGS)
tests_collect_compare_LDADD = libplimbase.la $(COLLECT_LIBS)

# A module to preload, as tests/libvirt/shim.c.
if WITH_LIBVIRT
check_LTLIBRARIES += %D%/limits.la
dist_check_SCRIPTS += %D%/limits.sh
endif
tests_collect_limits_la_SOURCES = %D%/limits.c
tests_collect_limits_la_CFLAGS = -std=c11 $(OPT_CFLAGS) $(WARN_CFLAGS) $(COLLECT_CFLAGS)
tests_collect_limits_la_LDFLAGS = -module -shared -avoid-version -rpath /nowhere
tests_collect_limits_la_LIBADD = $(COLLECT_LIBS)
