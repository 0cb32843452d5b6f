# tests/bench/: the generator of facts, the hand-written C and the measurements.
.PHONY: bench
