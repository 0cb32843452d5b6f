# tests/oracle/: the naive evaluator that the fast one is compared with.
NAIVE_SOURCES = %D%/account.c %D%/account.h %D%/naive.c %D%/naive.h %D%/naive_address.c \
	%D%/naive_apply.c %D%/naive_fold.c %D%/naive_list.c %D%/naive_rule.c %D%/naive_text.c \
	%D%/naive_version.c %D%/value.c %D%/value.h %D%/facts.c \
	%D%/facts.h
check_PROGRAMS += tests/oracle/oracle
TESTS += tests/oracle/oracle
EXTRA_DIST += %D%/facts/oracle.plim
tests_oracle_oracle_SOURCES = $(NAIVE_SOURCES) %D%/oracle.c %D%/case.c %D%/case.h \
	tests/random.h %D%/grow.h %D%/grow_bool.c %D%/grow_expr.c %D%/grow_number.c %D%/grow_path.c \
	%D%/grow_policy.c %D%/make_facts.c %D%/make_facts.h %D%/change_facts.c \
	%D%/change_paths.c %D%/divide_facts.c %D%/differ.c %D%/excuse.c %D%/expect.c %D%/expect.h %D%/fleet.h \
	%D%/explain.c %D%/explain.h %D%/explain_excused.c %D%/given.c %D%/merge.c %D%/parts.c \
	%D%/pick.c %D%/rewrite.c %D%/runs.c %D%/runs.h %D%/suppose.c \
	%D%/tell.c
tests_oracle_oracle_LDADD = $(CORE_LIBS) $(CJSON_LIBS) -lm

# A million rules with a fact less each: what is decided has to be what it was.
.PHONY: laws
laws: tests/oracle/oracle
	top_srcdir='$(abs_top_srcdir)' tests/oracle/oracle --learning 1 --removals 20 \
	    --cases $${CASES:-26000} --seed "$${SEED:-5000000}"

# Random cases for SECONDS, from a seed that is printed (SEED repeats it).
SECONDS = 60
.PHONY: fuzz-diff
fuzz-diff: tests/oracle/oracle
	top_srcdir='$(abs_top_srcdir)' tests/oracle/oracle --seconds $(SECONDS) \
	    --seed "$${SEED:-`date +%s000000`}"
