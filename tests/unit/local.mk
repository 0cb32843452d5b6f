# tests/unit/: one program; a suite is a row in suites.h, and here a line
# 'tests_unit_unit_SOURCES += %D%/test_name.c'.

if HAVE_CHECK
check_PROGRAMS += tests/unit/unit
TESTS += tests/unit/unit
endif
tests_unit_unit_SOURCES = %D%/main.c %D%/suites.h
tests_unit_unit_CFLAGS = $(AM_CFLAGS) $(CHECK_CFLAGS)
tests_unit_unit_LDADD = libplimcore.la $(CHECK_LIBS) $(CJSON_LIBS)
tests_unit_unit_SOURCES += %D%/test_model.c
tests_unit_unit_SOURCES += %D%/test_pattern.c
tests_unit_unit_SOURCES += %D%/test_program.c
tests_unit_unit_SOURCES += %D%/test_type.c
tests_unit_unit_SOURCES += %D%/test_file.c
tests_unit_unit_SOURCES += %D%/test_json.c
tests_unit_unit_SOURCES += %D%/test_check.c
tests_unit_unit_SOURCES += %D%/test_arena.c
tests_unit_unit_SOURCES += %D%/test_hash.c
tests_unit_unit_SOURCES += %D%/test_intern.c
tests_unit_unit_SOURCES += %D%/test_text.c
tests_unit_unit_SOURCES += %D%/test_utf8.c
tests_unit_unit_SOURCES += %D%/test_decimal.c
tests_unit_unit_SOURCES += %D%/test_decimal_school.c
tests_unit_unit_SOURCES += %D%/test_time.c
tests_unit_unit_SOURCES += %D%/test_unit.c
tests_unit_unit_SOURCES += %D%/test_fact_path.c
tests_unit_unit_SOURCES += %D%/test_source.c
tests_unit_unit_SOURCES += %D%/test_diagnostic.c
tests_unit_unit_SOURCES += %D%/test_parse.c
tests_unit_unit_SOURCES += %D%/test_order.c
tests_unit_unit_SOURCES += %D%/test_words.c
tests_unit_unit_SOURCES += %D%/test_version.c
tests_unit_unit_SOURCES += %D%/test_packing.c
tests_unit_unit_SOURCES += %D%/test_logic.c
tests_unit_unit_SOURCES += %D%/test_scan.c
tests_unit_unit_SOURCES += %D%/test_escape.c
tests_unit_unit_SOURCES += %D%/test_load.c
tests_unit_unit_SOURCES += %D%/test_overlay.c
tests_unit_unit_SOURCES += %D%/test_item.c src/gather/item.c src/gather/item_read.c src/gather/item.h
tests_unit_unit_SOURCES += %D%/test_uri.c src/gather/libvirt/uri.c src/gather/libvirt/uri.h
