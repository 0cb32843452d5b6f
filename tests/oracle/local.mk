# tests/oracle/: the naive evaluator that the fast one is compared with.
.PHONY: fuzz-diff
