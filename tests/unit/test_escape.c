// Escapes in the texts of JSON: what each says, and those that are none.
#include "config.h"

#include "facts/escape.h"

#include <string.h>

#include "suites.h"

static const struct text_pair good[] = {
    {"plain", "plain"},
    {"\\\"\\\\\\/\\b\\f\\n\\r\\t", "\"\\/\b\f\n\r\t"},
    {"a\\u0001b\\u007Fc", "a\x01"
                          "b\x7f"
                          "c"},
    {"\\u0039\\u0041\\u004F\\u006a\\u006f", "9AOjo"},
    {"\\u00fc\\u07ff\\u0800\\uffff", "\xc3\xbc\xdf\xbf\xe0\xa0\x80\xef\xbf\xbf"},
    {"\\ud7ff\\ue000", "\xed\x9f\xbf\xee\x80\x80"},
    {"<\\ud800\\udc00\\uDBFF\\uDFFF>", "<\xf0\x90\x80\x80\xf4\x8f\xbf\xbf>"},
    {"\xc3\xbc\\u00e4\xc3\xb6", "\xc3\xbc\xc3\xa4\xc3\xb6"},
};

START_TEST(escapes_are_decoded) {
    struct arena *arena = arena_new();
    struct scan_token token = {.kind = SCAN_ESCAPED, .as.at = good[_i].given};
    token.size = (uint32_t)strlen(token.as.at);
    ck_assert_str_eq(escape_text(arena, &token), good[_i].wanted);
    arena_free(arena);
}
END_TEST

static const struct text_pair bad[] = {
    {"\\u0000", "a text holds no NUL character (\\u0000)"},
    {"\\ud83d", "a lone surrogate is no character"},
    {"\\ud83dx", "a lone surrogate is no character"},
    {"\\ud83d\\n", "a lone surrogate is no character"},
    {"\\ud83d\\ud83d", "a lone surrogate is no character"},
    {"\\ud83d\\u0041", "a lone surrogate is no character"},
    {"\\ud83d\\ude0", "a lone surrogate is no character"},
    {"\\ude00", "a lone surrogate is no character"},
    {"\\ude00\\ud83d", "a lone surrogate is no character"},
    {"\\ude00\\ude00", "a lone surrogate is no character"},
    {"\\ud83dxude00", "a lone surrogate is no character"},
    {"\\ud83d\\nde00", "a lone surrogate is no character"},
    {"\\udbff\\udbff", "a lone surrogate is no character"},
    {"\\ud800\\ue000", "a lone surrogate is no character"},
    {"\\udc00", "a lone surrogate is no character"},
    {"\\udfff", "a lone surrogate is no character"},
    {"\\u12", "\\u is followed by four hexadecimal digits"},
    {"\\u12g4", "\\u is followed by four hexadecimal digits"},
    {"\\u/000", "\\u is followed by four hexadecimal digits"},
    {"\\u00:0", "\\u is followed by four hexadecimal digits"},
    {"\\u00@0", "\\u is followed by four hexadecimal digits"},
    {"\\u0G00", "\\u is followed by four hexadecimal digits"},
    {"\\u000`", "\\u is followed by four hexadecimal digits"},
    {"\\u000g", "\\u is followed by four hexadecimal digits"},
    {"\\U0041", "an escape is one of \\\" \\\\ \\/ \\b \\f \\n \\r \\t \\uXXXX"},
    {"\\", "an escape is one of \\\" \\\\ \\/ \\b \\f \\n \\r \\t \\uXXXX"},
};

START_TEST(what_is_no_escape_is_refused) {
    uint32_t code = 7;
    const char *problem = NULL;
    ck_assert_uint_eq(escape_read(bad[_i].given, &code, &problem), 0);
    ck_assert_str_eq(problem, bad[_i].wanted);
    ck_assert_uint_eq(code, 7);
}
END_TEST

SUITE(escape, NULL, NULL, EACH(escapes_are_decoded, good), EACH(what_is_no_escape_is_refused, bad))
