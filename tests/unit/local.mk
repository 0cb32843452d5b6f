# tests/unit/: one program; a suite is a row in suites.h, and its file here.

if HAVE_CHECK
check_PROGRAMS += tests/unit/unit
TESTS += tests/unit/unit
endif
tests_unit_unit_SOURCES = %D%/main.c %D%/suites.h %D%/checked_session.c \
	%D%/checked_session.h %D%/random_ships.c %D%/random_ships.h %D%/sea.c %D%/sea.h tests/random.h
tests_unit_unit_CFLAGS = $(AM_CFLAGS) $(CHECK_CFLAGS)
tests_unit_unit_LDADD = $(CORE_LIBS) $(CHECK_LIBS) $(CJSON_LIBS)
if HAVE_PCRE2
tests_unit_unit_CFLAGS += $(PCRE2_CFLAGS) -DHAVE_PCRE2
tests_unit_unit_LDADD += $(PCRE2_LIBS)
tests_unit_unit_SOURCES += %D%/test_pattern_peer.c
endif
tests_unit_unit_SOURCES += %D%/test_model.c %D%/test_pattern.c %D%/test_program.c \
	%D%/test_type.c %D%/test_file.c %D%/test_json.c %D%/test_check.c %D%/test_arena.c \
	%D%/test_hash.c %D%/test_intern.c %D%/test_text.c %D%/test_utf8.c %D%/test_decimal.c \
	%D%/test_decimal_school.c %D%/test_time.c %D%/test_unit.c %D%/test_fact_path.c \
	%D%/test_source.c %D%/test_subject.c %D%/test_diagnostic.c %D%/test_parse.c %D%/test_order.c %D%/test_words.c \
	%D%/test_version.c %D%/test_packing.c %D%/test_logic.c %D%/test_scan.c %D%/test_ahead.c %D%/test_pattern_automaton.c %D%/test_escape.c \
	%D%/test_tokens.c \
	%D%/test_load.c %D%/test_broken_facts.c %D%/test_coverage.c %D%/test_evaluate.c %D%/test_elements.c %D%/test_overlay.c %D%/test_steps.c %D%/test_item.c src/gather/item.c src/gather/item_read.c \
	src/gather/item.h %D%/test_uri.c src/gather/libvirt/uri.c src/gather/libvirt/uri.h
