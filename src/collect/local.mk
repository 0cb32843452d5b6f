# src/collect/: the collector for libvirt hosts, a program of its own; a line per
# file, 'plimsoll_collect_libvirt_SOURCES += %D%/name.c'. Only gather.c, which starts
# that program, belongs to plimsoll.

if WITH_LIBVIRT
pkglibexec_PROGRAMS += plimsoll-collect-libvirt
endif
plimsoll_collect_libvirt_SOURCES =
plimsoll_collect_libvirt_CFLAGS = $(AM_CFLAGS) $(COLLECT_CFLAGS)
# Not libplimcore.la: the collector needs none of the libraries behind it.
plimsoll_collect_libvirt_LDADD = $(CJSON_LIBS) $(COLLECT_LIBS)
plimsoll_collect_libvirt_SOURCES += %D%/main.c
plimsoll_collect_libvirt_SOURCES += %D%/ask.c %D%/ask.h
plimsoll_collect_libvirt_SOURCES += %D%/host.c
plimsoll_collect_libvirt_SOURCES += %D%/processor.c
plimsoll_collect_libvirt_SOURCES += %D%/feature.c
plimsoll_collect_libvirt_SOURCES += %D%/offer.c
plimsoll_collect_libvirt_SOURCES += %D%/candidate.c
plimsoll_collect_libvirt_SOURCES += %D%/compare.c
plimsoll_collect_libvirt_SOURCES += %D%/fetch.c
plimsoll_collect_libvirt_SOURCES += %D%/fetch.h
plimsoll_collect_libvirt_SOURCES += %D%/uri.c
plimsoll_collect_libvirt_SOURCES += %D%/uri.h
plimsoll_collect_libvirt_SOURCES += %D%/nic.c
plimsoll_collect_libvirt_SOURCES += %D%/network.c
plimsoll_collect_libvirt_SOURCES += %D%/storage.c
plimsoll_collect_libvirt_SOURCES += %D%/space.c
plimsoll_collect_libvirt_SOURCES += %D%/fleet.c
plimsoll_collect_libvirt_SOURCES += %D%/fleet.h
plimsoll_collect_libvirt_SOURCES += %D%/definition.c
plimsoll_collect_libvirt_SOURCES += %D%/machine.c
plimsoll_collect_libvirt_SOURCES += %D%/adapter.c
plimsoll_collect_libvirt_SOURCES += %D%/build.c
plimsoll_collect_libvirt_SOURCES += %D%/disk.c
plimsoll_collect_libvirt_SOURCES += %D%/image.c
plimsoll_collect_libvirt_SOURCES += %D%/device.c
plimsoll_collect_libvirt_SOURCES += %D%/snapshot.c
plimsoll_collect_libvirt_SOURCES += %D%/fact.c
plimsoll_collect_libvirt_SOURCES += %D%/reason.c
plimsoll_collect_libvirt_SOURCES += %D%/fact.h
plimsoll_collect_libvirt_SOURCES += %D%/inventory.h %D%/processor.h %D%/candidate.h
plimsoll_collect_libvirt_SOURCES += %D%/memory.c
plimsoll_collect_libvirt_SOURCES += %D%/memory.h
plimsoll_collect_libvirt_SOURCES += %D%/turn.c %D%/turn.h
plimsoll_collect_libvirt_SOURCES += %D%/xml.c
plimsoll_collect_libvirt_SOURCES += %D%/xml.h
plimsoll_collect_libvirt_SOURCES += src/facts/write_json.c src/facts/write_json.h

plimsoll_SOURCES += %D%/children.c %D%/children.h
plimsoll_SOURCES += %D%/turn.c %D%/turn.h
plimsoll_SOURCES += %D%/gather.c %D%/gather.h %D%/memory.c %D%/memory.h
plimsoll_SOURCES += %D%/accepts.c %D%/accepts.h %D%/comparison.c %D%/comparison.h

EXTRA_DIST += tests/collect/terminal.py
EXTRA_DIST += tests/collect/rich.xml tests/collect/rich.json tests/collect/pair.json \
	tests/collect/empty.xml tests/collect/empty.json tests/collect/auth.xml \
	tests/collect/two-sockets.xml tests/collect/two-sockets.json \
	tests/collect/offline.xml tests/collect/offline.json \
	tests/collect/traps.xml tests/collect/traps.json
if WITH_LIBVIRT
check_PROGRAMS += tests/collect/capabilities tests/collect/compare
TESTS += tests/collect/collect.sh tests/collect/accepts.sh tests/collect/fleet.sh \
	tests/collect/limits.sh
dist_check_SCRIPTS += tests/collect/collect.sh tests/collect/accepts.sh tests/collect/fleet.sh
endif
tests_collect_capabilities_SOURCES = tests/collect/capabilities.c %D%/processor.c %D%/feature.c %D%/offer.c \
	%D%/candidate.c %D%/fact.c %D%/reason.c \
	%D%/memory.c %D%/xml.c src/facts/write_json.c
tests_collect_capabilities_CFLAGS = $(AM_CFLAGS) $(COLLECT_CFLAGS)
tests_collect_capabilities_LDADD = $(CJSON_LIBS) $(COLLECT_LIBS)
tests_collect_compare_SOURCES = tests/collect/compare.c %D%/compare.c %D%/fact.c %D%/reason.c %D%/memory.c \
	src/facts/write_json.c
tests_collect_compare_CFLAGS = $(AM_CFLAGS) $(COLLECT_CFLAGS)
tests_collect_compare_LDADD = $(CJSON_LIBS)

# A module to preload, as tests/libvirt/shim.c.
if WITH_LIBVIRT
check_LTLIBRARIES += tests/collect/limits.la
dist_check_SCRIPTS += tests/collect/limits.sh
endif
tests_collect_limits_la_SOURCES = tests/collect/limits.c
tests_collect_limits_la_CFLAGS = -std=c11 $(OPT_CFLAGS) $(WARN_CFLAGS) $(COLLECT_CFLAGS)
tests_collect_limits_la_LDFLAGS = -module -shared -avoid-version -rpath /nowhere
tests_collect_limits_la_LIBADD = $(COLLECT_LIBS)
