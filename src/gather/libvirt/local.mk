# src/gather/libvirt/: the collector for libvirt hosts, a program of its own; its files, in order.

if WITH_LIBVIRT
pkglibexec_PROGRAMS += plimsoll-collect-libvirt
endif
plimsoll_collect_libvirt_CFLAGS = $(AM_CFLAGS) $(COLLECT_CFLAGS)
plimsoll_collect_libvirt_LDFLAGS = $(PROGRAM_LINK)
# Not libplimcore.la: the collector needs none of the libraries behind it.
plimsoll_collect_libvirt_LDADD = libplimconfine.la libplimbase.la $(COLLECT_LIBS)
plimsoll_collect_libvirt_SOURCES = %D%/main.c $(LIBVIRT_SOURCES) src/facts/escape.c \
	src/facts/escape.h src/facts/scan.c src/facts/scan.h src/facts/usual.c src/facts/usual.h
# What it shares with plimsoll.
LIBVIRT_SOURCES = src/gather/fact.c src/gather/fact.h src/gather/turn.c src/gather/turn.h \
	src/gather/item.c src/gather/item.h src/gather/item_read.c \
	src/gather/snapshot_path.c src/gather/snapshot_path.h
LIBVIRT_SOURCES += %D%/adapter.c %D%/ask.c %D%/ask.h %D%/bridge.c %D%/build.c \
	%D%/candidate.c %D%/candidate.h %D%/chain.c %D%/chain.h %D%/compare.c %D%/definition.c %D%/demand.c %D%/device.c %D%/disk.c \
	%D%/feature.c %D%/filesystem.c %D%/fetch.c %D%/fetch.h %D%/fleet.c %D%/fleet.h %D%/host.c %D%/identity.c %D%/image.c \
	%D%/inventory.h %D%/job.c %D%/kept.c %D%/machine.c %D%/network.c %D%/nic.c %D%/offer.c \
	%D%/processor.c %D%/processor.h %D%/setting.c %D%/snapshot.c %D%/space.c %D%/state.c %D%/storage.c %D%/uri.c \
	%D%/uri.h %D%/vlan.c %D%/vlan.h %D%/xml.c %D%/xml.h
