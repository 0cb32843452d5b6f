# examples/: facts files, site policies and programs that run. By name, since a folder would bring
# along what is built in it.
EXTRA_DIST += %D%/README.md %D%/attest.json %D%/check.c %D%/demo %D%/dest-small.xml %D%/dest.xml \
	%D%/hyperv-pair.json %D%/kvm-pair.json %D%/site.plim %D%/source.xml
