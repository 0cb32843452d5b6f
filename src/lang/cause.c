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
    [CAUSE_TIME_OUT_OF_RANGE] = {"time_out_of_range", ": ",
                                 "the time is outside the years 1678 to 2261"},
    [CAUSE_EMPTY_LIST] = {"empty_list", ": ", "the list is empty"},
    [CAUSE_MALFORMED_PATTERN] = {"malformed_pattern", " is ", "not a valid pattern"},
    [CAUSE_PATTERN_BUDGET] = {"pattern_budget", ": ", "the pattern's budget is exhausted"},
};

const struct cause_words *cause_words(enum cause cause) {
    return &rows[cause];
}
