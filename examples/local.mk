# examples/: facts files, site policies and programs that run. By name, since a folder would bring
# along what is built in it.
EXTRA_DIST += %D%/README.md %D%/attest.json %D%/check.c %D%/demo %D%/dest-small.xml %D%/dest.xml \
	%D%/hyperv-pair.json %D%/kvm-pair.json %D%/site.plim %D%/source.xml \
	%D%/ci/Jenkinsfile %D%/ci/azure-pipelines.yml %D%/ci/github.yml %D%/ci/gitlab-ci.yml \
	%D%/ci/nightly.sh %D%/ci/pre-commit-config.yaml \
	%D%/org/emea.plim %D%/org/lib.plim %D%/org/pair.json %D%/org/sites/berlin.plim \
	%D%/org/sites/lyon.plim %D%/org/standard.plim %D%/org/standard_test.plim %D%/org/values/lyon.plim \
	%D%/org/waivers.plim
