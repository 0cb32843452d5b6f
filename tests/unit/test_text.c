// Growable texts.
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "base/utf8.h"
#include "suites.h"

static struct text text;

static void begin(void) {
    text_init(&text);
}

static void end(void) {
    text_clear(&text);
}

START_TEST(test_empty) {
    struct text zeroed = {0};
    ck_assert_str_eq(text_data(&zeroed), "");
    text_reset(&zeroed);
    ck_assert_str_eq(text_data(&zeroed), "");
    text_clear(&zeroed);
    text_add(&text, "");
    ck_assert_ptr_nonnull(text.data);
    ck_assert_uint_eq(text.size, 0);
    text_add_bytes(&text, NULL, 0);
    text_add_repeat(&text, 'x', 0);
    ck_assert_str_eq(text.data, "");
}
END_TEST

START_TEST(test_every_way_to_add) {
    text_add(&text, "host");
    text_add_char(&text, ' ');
    text_add_bytes(&text, "alphabet", 5);
    text_add_repeat(&text, '!', 3);
    text_addf(&text, " %d%s", 42, "GiB");
    ck_assert_str_eq(text_data(&text), "host alpha!!! 42GiB");
    ck_assert_uint_eq(text.size, 19);
}
END_TEST

START_TEST(test_nul_bytes_are_kept) {
    text_add_bytes(&text, "a\0b", 3);
    text_add_char(&text, '\0');
    ck_assert_uint_eq(text.size, 4);
    ck_assert_mem_eq(text.data, "a\0b\0\0", 5);
}
END_TEST

START_TEST(test_grows_a_byte_at_a_time) {
    for (size_t i = 0; i < 5000; i++) {
        text_add_char(&text, (char)('a' + i % 26));
        ck_assert_uint_eq(text.size, i + 1);
        ck_assert_int_eq(text.data[i + 1], '\0');
    }
    for (size_t i = 0; i < 5000; i++)
        ck_assert_int_eq(text.data[i], (char)('a' + i % 26));
}
END_TEST

// A formatted text that just fits, just does not, and much does not.
START_TEST(test_format_at_every_room) {
    for (size_t before = 0; before < 200; before++) {
        for (int width = 1; width < 400; width += 7) {
            text_clear(&text);
            text_add_repeat(&text, '-', before);
            text_addf(&text, "%*d", width, 8);
            if (text.size != before + (size_t)width || strlen(text.data) != text.size ||
                text.data[text.size - 1] != '8')
                ck_abort_msg("%d behind %zu", width, before);
        }
    }
}
END_TEST

START_TEST(test_reset_keeps_the_room) {
    text_add_repeat(&text, 'x', 1000);
    const char *data = text.data;
    text_reset(&text);
    ck_assert_uint_eq(text.size, 0);
    ck_assert_str_eq(text_data(&text), "");
    text_add_repeat(&text, 'y', 1000);
    ck_assert_ptr_eq(text.data, data);
}
END_TEST

START_TEST(test_copy_into_an_arena) {
    struct arena *arena = arena_new();
    ck_assert_str_eq(text_copy(&text, arena), "");
    text_add_bytes(&text, "a\0b", 3);
    const char *copy = text_copy(&text, arena);
    text_reset(&text);
    ck_assert_mem_eq(copy, "a\0b\0", 4);
    arena_free(arena);
}
END_TEST

// What is quoted stands for the same text, and is shown to a terminal as it is.
START_TEST(test_every_character_in_quotes) {
    struct text again = {0}, shown = {0};
    for (uint32_t code = 1; code <= 0x10FFFF; code++) {
        char bytes[5] = {0};
        if (utf8_encode(code, bytes) == 0)
            continue;
        text_reset(&text);
        text_add_escaped(&text, bytes, strlen(bytes));
        text_reset(&shown);
        text_add_clean(&shown, text_data(&text));
        ck_assert_str_eq(text_data(&text), text_data(&shown));
        text_reset(&again);
        if (text.data[0] == '\\')
            ck_assert_uint_eq(text_add_unescaped(&again, text.data, text.size), text.size);
        else
            text_add(&again, text.data);
        ck_assert_str_eq(text_data(&again), bytes);
    }
    text_clear(&again);
    text_clear(&shown);
}

START_TEST(test_quotes) {
    text_add_quoted(&text, "a\"b\\c\n\t\x1b\x7f\u00e9\xc2\x85\u200b\u202e\ufeff{}'");
    ck_assert_str_eq(text_data(&text), "\"a\\\"b\\\\c\\n\\t\\u{1b}\\u{7f}\u00e9\\u{85}\\u{200b}"
                                       "\\u{202e}\\u{feff}{}'\"");
}

START_TEST(test_public) {
    static const char *const rows[][2] = {
        {"qemu+ssh://root:hush@hv01/system", "qemu+ssh://root:***@hv01/system"},
        {"esx://jo:a@b:c@h/?no_verify=1&password=hush", "esx://jo:***@h/?no_verify=1&password=***"},
        {"cannot connect to x://h/?Password=hush: refused",
         "cannot connect to x://h/?Password=***: refused"},
        {"'a://b:c@d', \"e://f:g@h\"", "'a://b:***@d', \"e://f:***@h\""},
        {"x://jo:@h", "x://jo:***@h"},
        {"x://jo@h/a:b@c", "x://jo@h/a:b@c"},
        {"what? password=1, a:b@c", "what? password=1, a:b@c"},
        {"x://[::1]:5/y?passport=2", "x://[::1]:5/y?passport=2"},
        {"x://", "x://"},
        {"", ""},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        text_reset(&text);
        text_add_public(&text, rows[i][0]);
        ck_assert_str_eq(text_data(&text), rows[i][1]);
    }
}
END_TEST

SUITE(text, begin, end, ONCE(test_empty), ONCE(test_every_way_to_add),
      ONCE(test_nul_bytes_are_kept), ONCE(test_grows_a_byte_at_a_time),
      ONCE(test_format_at_every_room), ONCE(test_reset_keeps_the_room),
      ONCE(test_copy_into_an_arena), ONCE(test_public), ONCE(test_every_character_in_quotes),
      ONCE(test_quotes))
