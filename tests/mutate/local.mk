# tests/mutate/: small changes of the sources that decide verdicts, each of which a test has to notice.
EXTRA_DIST += %D%/mutants.py %D%/mutate.py %D%/reasons

# N mutants that SEED chooses, in FILES that match; ONLY the one at FILE:LINE. The head of mutate.py has the rest.
.PHONY: mutate
mutate:
	top_srcdir='$(abs_top_srcdir)' top_builddir='$(abs_top_builddir)' N='$(N)' SEED='$(SEED)' \
	    FILES='$(FILES)' ONLY='$(ONLY)' python3 $(srcdir)/%D%/mutate.py
