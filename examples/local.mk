# examples/: facts files, site policies and programs that run.
EXTRA_DIST += examples
