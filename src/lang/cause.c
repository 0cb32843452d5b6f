// The words for every cause.
#include "lang/cause.h"

static const struct cause_words rows[] = {
    [CAUSE_ABSENT] = {"absent", " is ", "not in the facts"},
    [CAUSE_NOT_COLLECTED] = {"not_collected", " ", "could not be collected"},
    [CAUSE_NO_SUCH_KEY] = {"no_such_key", " is ", "not in the facts"},
    [CAUSE_TWO_SUCH_KEYS] = {"two_such_keys", " is ", "in the facts more than once"},
    [CAUSE_DIVISION_BY_ZERO] = {"division_by_zero", ": ", "division by zero"},
    [CAUSE_MOD_BY_ZERO] = {"mod_by_zero", ": ", "mod by zero"},
    [CAUSE_OVERFLOW_64] = {"overflow_64", ": ", "the result does not fit 64 bits"},
    [CAUSE_OVERFLOW_128] = {"overflow_128", ": ", "the result does not fit 128 bits"},
    [CAUSE_SUM_OVERFLOW_64] = {"sum_overflow_64", ": ", "the sum does not fit 64 bits"},
    [CAUSE_SUM_OVERFLOW_128] = {"sum_overflow_128", ": ", "the sum does not fit 128 bits"},
    [CAUSE_NOT_A_NUMBER] = {"not_a_number", " is ", "not a number"},
    [CAUSE_NOT_A_VERSION] = {"not_a_version", " is ", "not a version"},
    [CAUSE_NO_SUCH_PART] = {"no_such_part", ": ", "there is no such part"},
    [CAUSE_NO_SUCH_GROUP] = {"no_such_group", ": ",
                             "the pattern is not found, or has no such group"},
    [CAUSE_NOT_AN_ADDRESS] = {"not_an_address", ": ",
                              "not an IP address and a network such as 10.0.0.0/8"},
    [CAUSE_NOT_AN_OFFSET] = {"not_an_offset", ": ", "not an offset from UTC such as +01:00"},
    [CAUSE_TIME_OUT_OF_RANGE] = {"time_out_of_range", ": ",
                                 "the time is outside the years 1678 to 2261"},
    [CAUSE_EMPTY_LIST] = {"empty_list", ": ", "the list is empty"},
    [CAUSE_MALFORMED_PATTERN] = {"malformed_pattern", " is ", "not a valid pattern"},
    [CAUSE_TEXT_LIMIT] = {"text_limit", ": ", "the text is longer than 1 MiB"},
    [CAUSE_PACKING_BUDGET] = {"packing_budget", ": ", "there are too many ways to try"},
    [CAUSE_PATTERN_BUDGET] = {"pattern_budget", ": ", "the text is too long for this pattern"},
};

const struct cause_words *cause_words(enum cause cause) {
    return &rows[cause];
}
