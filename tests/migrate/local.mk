# tests/migrate/: real moves between two hosts with libvirt and QEMU, and what the policies said of them.

EXTRA_DIST += %D%/hosts.sh %D%/migrate.py %D%/pair.py %D%/situation.py %D%/situations
dist_check_SCRIPTS += %D%/migrate.sh

# With hosts of its own, as root: no part of 'make check'.
.PHONY: check-migrate
check-migrate:
	$(MAKE) $(AM_MAKEFLAGS) check TESTS='tests/migrate/migrate.sh'
