# tests/fuzz/: what reads input of others, fed with input that no person would write.
#
# In an ordinary build 'make check-fuzz' has each target replay its corpus. 'make fuzz' builds them
# anew with clang's libFuzzer and its sanitizers, and looks for more.

FUZZ_TARGETS = %D%/policy %D%/facts %D%/merge %D%/infer %D%/eval %D%/names %D%/past %D%/pattern \
	%D%/hyperv
FUZZ_FRAME = %D%/frame.c %D%/frame.h
if FUZZER
FUZZER_LINK = $(AM_LDFLAGS) -fsanitize=fuzzer
else
FUZZ_FRAME += %D%/replay.c
FUZZER_LINK = $(AM_LDFLAGS)
endif
FUZZ_JUDGE = $(FUZZ_FRAME) %D%/judge.c %D%/judge.h
tests_fuzz_policy_SOURCES = %D%/policy.c $(FUZZ_JUDGE)
tests_fuzz_policy_LDADD = $(CORE_LIBS)
tests_fuzz_policy_LDFLAGS = $(FUZZER_LINK)
tests_fuzz_facts_SOURCES = %D%/facts.c $(FUZZ_JUDGE)
tests_fuzz_facts_LDADD = $(CORE_LIBS)
tests_fuzz_facts_LDFLAGS = $(FUZZER_LINK)
tests_fuzz_merge_SOURCES = %D%/merge.c $(FUZZ_JUDGE)
tests_fuzz_merge_LDADD = $(CORE_LIBS)
tests_fuzz_merge_LDFLAGS = $(FUZZER_LINK)
tests_fuzz_infer_SOURCES = %D%/infer.c $(FUZZ_JUDGE)
tests_fuzz_infer_LDADD = $(CORE_LIBS)
tests_fuzz_infer_LDFLAGS = $(FUZZER_LINK)
tests_fuzz_eval_SOURCES = %D%/eval.c $(FUZZ_JUDGE)
tests_fuzz_eval_LDADD = $(CORE_LIBS)
tests_fuzz_eval_LDFLAGS = $(FUZZER_LINK)
tests_fuzz_names_SOURCES = %D%/names.c $(FUZZ_JUDGE)
tests_fuzz_names_LDADD = $(CORE_LIBS)
tests_fuzz_names_LDFLAGS = $(FUZZER_LINK)
tests_fuzz_past_SOURCES = %D%/past.c $(FUZZ_JUDGE)
tests_fuzz_past_LDADD = $(CORE_LIBS)
tests_fuzz_past_LDFLAGS = $(FUZZER_LINK)
tests_fuzz_pattern_SOURCES = %D%/pattern.c $(FUZZ_FRAME)
tests_fuzz_pattern_LDADD = $(CORE_LIBS)
tests_fuzz_pattern_LDFLAGS = $(FUZZER_LINK)
tests_fuzz_hyperv_SOURCES = %D%/hyperv.c $(FUZZ_JUDGE) $(HYPERV_SOURCES) \
	src/gather/fact.c src/gather/item.c src/gather/snapshot_path.c
tests_fuzz_hyperv_LDADD = $(CORE_LIBS)
tests_fuzz_hyperv_LDFLAGS = $(FUZZER_LINK)

if WITH_LIBVIRT
FUZZ_TARGETS += %D%/libvirt
endif
tests_fuzz_libvirt_SOURCES = %D%/libvirt.c %D%/fake.c %D%/fake.h %D%/fake_host.c \
	%D%/fake_machine.c $(FUZZ_JUDGE) $(LIBVIRT_SOURCES)
tests_fuzz_libvirt_CFLAGS = $(AM_CFLAGS) $(COLLECT_CFLAGS)
tests_fuzz_libvirt_LDADD = $(CORE_LIBS) $(COLLECT_LIBS)
tests_fuzz_libvirt_LDFLAGS = $(FUZZER_LINK) -Wl,--wrap=pthread_create

EXTRA_PROGRAMS += $(FUZZ_TARGETS)
CLEANFILES += $(FUZZ_TARGETS)
EXTRA_DIST += %D%/corpus %D%/found

dist_check_SCRIPTS += %D%/fuzz.sh %D%/replay.sh
EXTRA_DIST += %D%/seeds.py %D%/words.py
# Make has a rule of its own that would write this from fuzz.sh.
%D%/fuzz: ;

# With clang: looks for more for SECONDS each target, TARGETS of them, JOBS at once; and makes the
# corpus of the tree of the golden cases and of what was found so.
.PHONY: check-fuzz fuzz fuzz-corpus fuzz-targets
check-fuzz: fuzz-targets
	FUZZ_TARGETS='$(FUZZ_TARGETS)' $(MAKE) $(AM_MAKEFLAGS) check TESTS='%D%/replay.sh'
FUZZ = top_srcdir='$(abs_top_srcdir)' top_builddir='$(abs_top_builddir)' MAKE='$(MAKE)' \
	with_libvirt='$(with_libvirt)' PLIMSOLL_PATH='$(abs_top_srcdir)/policies' $(srcdir)/%D%/fuzz.sh
fuzz:
	TARGETS='$(TARGETS)' JOBS='$(JOBS)' $(FUZZ) run $(SECONDS)
fuzz-corpus: plimsoll tests/oracle/oracle
	TARGETS='$(TARGETS)' $(FUZZ) corpus
fuzz-targets: $(BUILT_SOURCES)
	$(MAKE) $(AM_MAKEFLAGS) $(FUZZ_TARGETS)
