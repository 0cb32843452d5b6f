# tests/libvirt/: the collector with real daemons, and with functions of libvirt that fail.

EXTRA_DIST += %D%/daemons.sh %D%/pair.sh %D%/compare.py %D%/fleet.py %D%/refuse.py %D%/link.py %D%/attest.json \
	%D%/read-only.expected %D%/read-write.expected %D%/refuse.expected %D%/refuse-real.expected
dist_check_SCRIPTS += %D%/real.sh %D%/refuse.sh %D%/hang.sh

if WITH_LIBVIRT
TESTS += %D%/refuse.sh

# A module to preload, also into daemons that no sanitizer knows.
check_LTLIBRARIES += tests/libvirt/shim.la
tests_libvirt_shim_la_SOURCES = %D%/shim.c
tests_libvirt_shim_la_CFLAGS = -std=c11 $(OPT_CFLAGS) $(WARN_CFLAGS) $(COLLECT_CFLAGS)
tests_libvirt_shim_la_LDFLAGS = -module -shared -avoid-version -rpath /nowhere
tests_libvirt_shim_la_LIBADD = $(COLLECT_LIBS)
endif

# With daemons of its own, which take a while: no part of 'make check'.
LIBVIRT_TESTS = tests/libvirt/real.sh tests/libvirt/hang.sh
.PHONY: check-libvirt
check-libvirt:
	$(MAKE) $(AM_MAKEFLAGS) check TESTS='$(LIBVIRT_TESTS)'
