# src/collect/: the collector for libvirt hosts, a program of its own; a line per
# file, 'plimsoll_collect_libvirt_SOURCES += %D%/name.c'.

if WITH_LIBVIRT
if HAVE_COLLECTOR
pkglibexec_PROGRAMS += plimsoll-collect-libvirt
endif
endif
plimsoll_collect_libvirt_SOURCES =
plimsoll_collect_libvirt_CFLAGS = $(AM_CFLAGS) $(COLLECT_CFLAGS)
plimsoll_collect_libvirt_LDADD = libplimcore.la $(COLLECT_LIBS)
