// Regular expressions of RE2 behind functions of C.
//
// RE2 promises that matching is linear in the length of a text, and never calls itself as deep as
// an expression is. No exception leaves this file; RE2 throws none but for want of memory.
#include "check/pattern_re2.h"

#include <re2/re2.h>

#include <cstring>
#include <exception>
#include <new>

struct expression {
    re2::RE2 code;
    expression(const re2::StringPiece &text, const re2::RE2::Options &options)
        : code(text, options) {
    }
};

// ---- compiling ----

static expression_fault fault_of(re2::RE2::ErrorCode code) {
    switch (code) {
    case re2::RE2::ErrorPatternTooLarge:
        return EXPRESSION_TOO_LARGE;
    case re2::RE2::ErrorBadEscape:
    case re2::RE2::ErrorTrailingBackslash:
        return EXPRESSION_ESCAPE;
    case re2::RE2::ErrorBadCharClass:
    case re2::RE2::ErrorMissingBracket:
        return EXPRESSION_SET;
    case re2::RE2::ErrorBadCharRange:
        return EXPRESSION_RANGE;
    case re2::RE2::ErrorMissingParen:
    case re2::RE2::ErrorUnexpectedParen:
    case re2::RE2::ErrorBadPerlOp:
        return EXPRESSION_GROUP;
    case re2::RE2::ErrorBadNamedCapture:
        return EXPRESSION_NAME;
    case re2::RE2::ErrorRepeatArgument:
        return EXPRESSION_REPEATED_NOTHING;
    case re2::RE2::ErrorRepeatSize:
        return EXPRESSION_REPEAT_SIZE;
    case re2::RE2::ErrorRepeatOp:
        return EXPRESSION_REPEATED_REPEAT;
    default:
        return EXPRESSION_OTHER;
    }
}

static void tell(const re2::RE2 &code, expression_error *error) {
    error->fault = fault_of(code.error_code());
    std::size_t size = code.error_arg().size();
    size = size < sizeof error->part ? size : sizeof error->part - 1;
    std::memcpy(error->part, code.error_arg().data(), size);
    error->part[size] = '\0';
}

static expression *compile(const char *text, size_t size, size_t memory) {
    re2::RE2::Options options;
    options.set_log_errors(false);
    options.set_max_mem(static_cast<int64_t>(memory));
    return new expression(re2::StringPiece(text, size), options);
}

expression *expression_new(const char *text, size_t size, size_t memory, expression_error *error) {
    expression *made;
    error->fault = EXPRESSION_OUT_OF_MEMORY;
    error->part[0] = '\0';
    try {
        made = compile(text, size, memory);
    } catch (const std::exception &) {
        return nullptr;
    }
    if (made->code.ok())
        return made;
    tell(made->code, error);
    delete made;
    return nullptr;
}

void expression_free(expression *expression) {
    delete expression;
}

size_t expression_size(const expression *expression) {
    return static_cast<size_t>(expression->code.ProgramSize());
}

// ---- matching ----

static bool find(const expression *expression, const re2::StringPiece &text,
                 expression_match *match) {
    enum { GROUPS = 100 };
    if (match == nullptr)
        return expression->code.Match(text, 0, text.size(), re2::RE2::UNANCHORED, nullptr, 0);
    re2::StringPiece groups[GROUPS];
    if (!expression->code.Match(text, 0, text.size(), re2::RE2::UNANCHORED, groups,
                                static_cast<int>(match->group) + 1))
        return false;
    const re2::StringPiece &group = groups[match->group];
    match->begin = group.data() == nullptr ? 0 : static_cast<size_t>(group.data() - text.data());
    match->end = match->begin + group.size();
    return true;
}

expression_result expression_find(const expression *expression, const char *text, size_t size,
                                  expression_match *match) {
    bool groupless = match != nullptr &&
                     static_cast<int>(match->group) > expression->code.NumberOfCapturingGroups();
    bool found;
    try {
        found = find(expression, re2::StringPiece(text, size), groupless ? nullptr : match);
    } catch (const std::exception &) {
        return EXPRESSION_NO_MEMORY;
    }
    return !found ? EXPRESSION_NOT_FOUND : groupless ? EXPRESSION_NO_GROUP : EXPRESSION_FOUND;
}
