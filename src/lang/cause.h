// Why a value is unknown, as kinds for programs and as words for people.
#ifndef PLIM_LANG_CAUSE_H
#define PLIM_LANG_CAUSE_H

// The first four are of facts, the others of expressions whose operands are known.
enum cause {
    CAUSE_ABSENT,        // nothing in the facts
    CAUSE_NOT_COLLECTED, // its source gave a reason for leaving it out
    CAUSE_NO_SUCH_KEY,   // a look-up found no element
    CAUSE_TWO_SUCH_KEYS, // a look-up found more than one
    CAUSE_DIVISION_BY_ZERO,
    CAUSE_MOD_BY_ZERO,
    CAUSE_OVERFLOW_64,
    CAUSE_OVERFLOW_128,
    CAUSE_SUM_OVERFLOW_64,
    CAUSE_SUM_OVERFLOW_128,
    CAUSE_NOT_A_NUMBER,
    CAUSE_NOT_A_VERSION,
    CAUSE_NO_SUCH_PART,
    CAUSE_NO_SUCH_GROUP,
    CAUSE_NOT_AN_ADDRESS,
    CAUSE_NOT_AN_OFFSET,
    CAUSE_TIME_OUT_OF_RANGE,
    CAUSE_EMPTY_LIST,
    CAUSE_MALFORMED_PATTERN,
    CAUSE_PATTERN_BUDGET,
    CAUSE_TEXT_LIMIT,
    CAUSE_PACKING_BUDGET,
};

// How a cause is worded: FACT, then the joint, then the words, then a reason if there is one.
struct cause_words {
    const char *kind;  // for programs, never changed: "not_collected"
    const char *joint; // " is ", " " or ": "
    const char *words; // "could not be collected"
};
const struct cause_words *cause_words(enum cause cause);

#endif
