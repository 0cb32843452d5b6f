# src/gather/libvirt/: the collector for libvirt hosts, a program of its own; a line per file,
# 'plimsoll_collect_libvirt_SOURCES += %D%/name.c %D%/name.h'.

if WITH_LIBVIRT
pkglibexec_PROGRAMS += plimsoll-collect-libvirt
endif
plimsoll_collect_libvirt_CFLAGS = $(AM_CFLAGS) $(COLLECT_CFLAGS)
# Not libplimcore.la: the collector needs none of the libraries behind it.
plimsoll_collect_libvirt_LDADD = libplimbase.la $(COLLECT_LIBS)
plimsoll_collect_libvirt_SOURCES = $(GATHER_SHARED)
# What it shares with plimsoll.
GATHER_SHARED = src/gather/fact.c src/gather/fact.h src/gather/turn.c src/gather/turn.h \
	src/gather/item.c src/gather/item.h src/gather/item_read.c \
	src/gather/snapshot_path.c src/gather/snapshot_path.h \
	src/facts/escape.c src/facts/escape.h src/facts/scan.c src/facts/scan.h
plimsoll_collect_libvirt_SOURCES += %D%/adapter.c
plimsoll_collect_libvirt_SOURCES += %D%/ask.c %D%/ask.h
plimsoll_collect_libvirt_SOURCES += %D%/build.c
plimsoll_collect_libvirt_SOURCES += %D%/candidate.c %D%/candidate.h
plimsoll_collect_libvirt_SOURCES += %D%/compare.c
plimsoll_collect_libvirt_SOURCES += %D%/definition.c
plimsoll_collect_libvirt_SOURCES += %D%/device.c
plimsoll_collect_libvirt_SOURCES += %D%/disk.c
plimsoll_collect_libvirt_SOURCES += %D%/feature.c
plimsoll_collect_libvirt_SOURCES += %D%/fetch.c %D%/fetch.h
plimsoll_collect_libvirt_SOURCES += %D%/fleet.c %D%/fleet.h
plimsoll_collect_libvirt_SOURCES += %D%/host.c
plimsoll_collect_libvirt_SOURCES += %D%/image.c
plimsoll_collect_libvirt_SOURCES += %D%/inventory.h
plimsoll_collect_libvirt_SOURCES += %D%/machine.c
plimsoll_collect_libvirt_SOURCES += %D%/main.c
plimsoll_collect_libvirt_SOURCES += %D%/network.c
plimsoll_collect_libvirt_SOURCES += %D%/nic.c
plimsoll_collect_libvirt_SOURCES += %D%/offer.c
plimsoll_collect_libvirt_SOURCES += %D%/processor.c %D%/processor.h
plimsoll_collect_libvirt_SOURCES += %D%/snapshot.c
plimsoll_collect_libvirt_SOURCES += %D%/space.c
plimsoll_collect_libvirt_SOURCES += %D%/storage.c
plimsoll_collect_libvirt_SOURCES += %D%/uri.c %D%/uri.h
plimsoll_collect_libvirt_SOURCES += %D%/xml.c %D%/xml.h
