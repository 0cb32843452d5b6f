// The codes of diagnostics: a stable name for each kind of mistake, whatever the words of its
// message. Codes are names and not numbers, so that they explain themselves in an editor, in a
// report and in a search; a name is never given another meaning.
#ifndef PLIM_LANG_CODE_H
#define PLIM_LANG_CODE_H

// clang-format off
// X(enumerator, name, meaning); docs/diagnostics.md is the table for people.
#define DIAGNOSTIC_CODES(X) \
    /* The text of a file */ \
    X(NOT_TEXT, "not-text", "The file holds a NUL byte or is not UTF-8.") \
    X(NAME_CASE, "name-case", "A name has capitals.") \
    X(WORD_CASE, "word-case", "A word of the language has capitals.") \
    X(NAME_CHARACTER, "name-character", "A name has characters beside a to z, digits and _.") \
    X(NUMBER_FORMAT, "number-format", "A number has a comma, a _ or no digit before its point.") \
    X(NUMBER_PRECISION, "number-precision", "A number needs more than nine digits after the point.") \
    X(NUMBER_RANGE, "number-range", "A number or quantity is too large.") \
    X(DOTTED_NUMBER, "dotted-number", "A version or a date is written as a number.") \
    X(INVALID_TIME, "invalid-time", "A time does not exist or is not written as year-month-day.") \
    X(SIGNED_TIME, "signed-time", "A time has a minus sign.") \
    X(UNKNOWN_UNIT, "unknown-unit", "A number is followed by something that is no unit.") \
    X(MIXED_QUANTITY, "mixed-quantity", "The parts of one quantity have different dimensions.") \
    X(UNCLOSED_TEXT, "unclosed-text", "A text has no closing quote on its line.") \
    X(CURLY_QUOTES, "curly-quotes", "A text has typographic quotes.") \
    X(QUOTE_IN_BRACES, "quote-in-braces", "A text in double quotes stands within { } in a text.") \
    X(UNKNOWN_ESCAPE, "unknown-escape", "A text has an escape that does not exist.") \
    X(UNCLOSED_BRACE, "unclosed-brace", "A { in a text has no }.") \
    X(STRAY_BRACE, "stray-brace", "A } in a text has no {.") \
    X(SPECIAL_BLANK, "special-blank", "A blank is not the plain one.") \
    X(STRAY_CHARACTER, "stray-character", "A character has no meaning in the language.") \
    X(FOREIGN_COMMENT, "foreign-comment", "A comment is written as in another language.") \
    X(FOREIGN_OPERATOR, "foreign-operator", "An operator is one of another language.") \
    X(NO_NULL, "no-null", "A word such as null or unknown stands for a value.") \
    /* Statements and expressions */ \
    X(UNEXPECTED_TOKEN, "unexpected-token", "The grammar cannot go on here.") \
    X(MISSING_TOKEN, "missing-token", "A brace or a title is missing.") \
    X(MISSING_NAME, "missing-name", "A rule has no name.") \
    X(MISSING_TYPE, "missing-type", "A declaration has no type.") \
    X(MISSING_HEADER, "missing-header", "A file does not begin with policy or facts.") \
    X(LATE_HEADER, "late-header", "policy or facts is not the first statement.") \
    X(SECOND_HEADER, "second-header", "A file says twice what it is.") \
    X(SECOND_USE, "second-use", "A file uses two fact models.") \
    X(UNMATCHED_BRACKET, "unmatched-bracket", "A closing bracket has no opening one.") \
    X(STRAY_COLON, "stray-colon", "A word of the language has a colon.") \
    X(UNKNOWN_STATEMENT, "unknown-statement", "A word begins no statement.") \
    X(RESERVED_WORD, "reserved-word", "A reserved word stands where a name is made.") \
    X(WRONG_EQUALS, "wrong-equals", "= stands for ==, or == for =.") \
    X(UNQUOTED_VERSION, "unquoted-version", "The version of a policy is not in quotes.") \
    X(LET_TYPE, "let-type", "A let has a type.") \
    X(NEEDS_PARENTHESES, "needs-parentheses", "An operand reads two ways without parentheses.") \
    X(MIXED_CHAIN, "mixed-chain", "Comparisons that do not make a chain stand in one.") \
    X(WHERE_OUTSIDE, "where-outside", "where stands outside the parentheses of its function.") \
    X(REPEATED_STATEMENT, "repeated-statement", "A statement stands twice where one is allowed.") \
    X(MISPLACED_MESSAGE, "misplaced-message", "A message does not follow a require.") \
    X(MISPLACED_BINDING, "misplaced-binding", "for each or let stands after a require.") \
    X(MISPLACED_FOR_EACH, "misplaced-for-each", "for each stands outside an aggregate.") \
    X(MISSING_CLAUSE, "missing-clause", "A skip or a waiver lacks a reason, an end or who approved it.") \
    X(INVALID_DAY, "invalid-day", "The end of a waiver is no day.") \
    X(MISPLACED_STEP, "misplaced-step", "A statement of a test stands after a case.") \
    X(NO_EXPECT, "no-expect", "A test or one of its cases expects nothing.") \
    X(IDLE_CHANGE, "idle-change", "A change of a fact changes nothing.") \
    X(EMPTY_RULE, "empty-rule", "A rule requires nothing.") \
    X(UNKNOWN_SEVERITY, "unknown-severity", "A severity is not error, warning or info.") \
    X(UNKNOWN_VERDICT, "unknown-verdict", "A verdict is not pass, fail, unknown, skip or waived.") \
    X(TOO_DEEP, "too-deep", "Expressions, defines or records nest too deeply.") \
    X(TOO_LARGE, "too-large", "A limit of size is passed.") \
    /* Names */ \
    X(UNKNOWN_NAME, "unknown-name", "A name stands for nothing here.") \
    X(UNKNOWN_FIELD, "unknown-field", "A record has no field of this name.") \
    X(UNKNOWN_FUNCTION, "unknown-function", "There is no function or define of this name.") \
    X(UNKNOWN_RULE, "unknown-rule", "There is no rule of this name.") \
    X(AMBIGUOUS_NAME, "ambiguous-name", "A name without its policy stands for several.") \
    X(UNKNOWN_TYPE, "unknown-type", "There is no type of this name.") \
    X(UNKNOWN_RECORD, "unknown-record", "There is no record of this name.") \
    X(UNKNOWN_CHOICE, "unknown-choice", "A text is not one of the choices of its type.") \
    X(DUPLICATE_NAME, "duplicate-name", "Two declarations have one name.") \
    X(HIDDEN_NAME, "hidden-name", "A name would hide another.") \
    X(UNKNOWN_PATH, "unknown-path", "A path leads to nothing in the fact model or the facts.") \
    X(NOT_A_PATH, "not-a-path", "An expression is no path to a fact.") \
    X(UNCALLED_FUNCTION, "uncalled-function", "A function has no ( ) after its name.") \
    X(RECURSIVE_DEFINE, "recursive-define", "A define uses itself.") \
    /* Types */ \
    X(TYPE_MISMATCH, "type-mismatch", "Two values that meet have different types.") \
    X(MISSING_UNIT, "missing-unit", "A plain number meets a quantity.") \
    X(DIMENSION_RANGE, "dimension-range", "A result has a dimension beyond the exponent 8.") \
    X(NOT_A_CONDITION, "not-a-condition", "A value is not true or false where a condition is needed.") \
    X(NOT_A_LIST, "not-a-list", "A value is no list where one is needed.") \
    X(AGGREGATE_DEFAULT, "aggregate-default", "default hides the known part of an aggregate.") \
    X(LIST_NOT_VALUE, "list-not-value", "A list stands where one value is needed.") \
    X(RECORD_NOT_VALUE, "record-not-value", "A record stands where a value is needed.") \
    X(RECORD_MISMATCH, "record-mismatch", "Records of different places stand for each other.") \
    X(NO_FIELDS, "no-fields", "A value that is no record is asked for a field.") \
    X(NO_LOOK_UP, "no-look-up", "A value has no elements to look up by key.") \
    X(NO_ORDER, "no-order", "Values without an order are compared with < or >.") \
    X(WRONG_OPERAND, "wrong-operand", "An operator does not work on a value of this type.") \
    X(WRONG_ARGUMENT, "wrong-argument", "A function does not take a value of this type.") \
    X(ARGUMENT_COUNT, "argument-count", "A function or define has too many or too few arguments.") \
    X(TEXT_ORDER, "text-order", "A text is ordered against one that is a number or a version.") \
    X(INVALID_PATTERN, "invalid-pattern", "A text is no pattern.") \
    X(IDLE_CONDITION, "idle-condition", "The condition after has or where does not depend on the element.") \
    X(PARAM_TYPE, "param-type", "A param is a record or a list of records.") \
    X(NOT_CONSTANT, "not-constant", "A value that has to be constant depends on something.") \
    X(PARAM_LIMIT, "param-limit", "The value of a param is below its min or above its max.") \
    X(TOO_MANY_FOR_EACH, "too-many-for-each", "A rule has more than two for each.") \
    /* Fact models */ \
    X(MODEL_VERSION, "model-version", "The version of a fact model is no whole number from 1 on.") \
    X(INVALID_BOUND, "invalid-bound", "A min or max does not fit the type of its field or param.") \
    X(CONFLICTING_FIELD, "conflicting-field", "A field is declared again in another way.") \
    X(INVALID_KEY, "invalid-key", "A key is no field of its record, or of a type that is no key.") \
    X(INVALID_CHOICES, "invalid-choices", "The choices of a type are none, or one is listed twice.") \
    X(LIST_OF_LISTS, "list-of-lists", "A list holds lists.") \
    X(RECURSIVE_RECORD, "recursive-record", "A record contains itself.") \
    X(ROOT_DEFAULT, "root-default", "The default of a root is no path to facts of its type.") \
    X(INVALID_PURPOSE, "invalid-purpose", "A list or its parts cannot be the reasons or answers of a model.") \
    /* Files of a run */ \
    X(UNREADABLE_FILE, "unreadable-file", "A file cannot be read.") \
    X(UNKNOWN_POLICY, "unknown-policy", "There is no policy of this name.") \
    X(SHADOWED_NAME, "shadowed-name", "A file of this folder stands for a name of the search path.") \
    X(WRONG_POLICY, "wrong-policy", "A policy or its version is not the one asked for.") \
    X(POLICY_CIRCLE, "policy-circle", "Policies use each other in a circle.") \
    X(MISPLACED_SET, "misplaced-set", "A set stands in a policy, or something else in a file of settings.") \
    X(CONFLICTING_TAILORING, "conflicting-tailoring", "Two statements of one layer tailor one thing.") \
    X(MANDATORY_RULE, "mandatory-rule", "A mandatory rule would be skipped, made less severe or waived.") \
    X(MISPLACED_WAIVER, "misplaced-waiver", "A file of waivers has something else in it.") \
    X(WRONG_SUBJECT, "wrong-subject", "A waiver names what its rule is not about.") \
    X(LONG_WAIVER, "long-waiver", "A waiver lasts longer than waivers may.") \
    X(UNKNOWN_MODEL, "unknown-model", "There is no fact model of this name.") \
    X(WRONG_MODEL, "wrong-model", "A fact model or its version is not the one asked for.") \
    X(UNKNOWN_PARAM, "unknown-param", "There is no param of this name to set.") \
    X(MISSING_VALUE, "missing-value", "A param without a value is not set.") \
    X(INVALID_VALUE, "invalid-value", "A value given with --set is not of its type.") \
    X(NO_RULE, "no-rule", "No rule matches --rule or --tag.") \
    /* Facts */ \
    X(INVALID_JSON, "invalid-json", "A facts file is not valid JSON.") \
    X(INVALID_FACT, "invalid-fact", "A value is not of the type of its field or beyond its limits.") \
    X(DUPLICATE_MEMBER, "duplicate-member", "A member stands twice in one object.") \
    X(DUPLICATE_KEY, "duplicate-key", "Two elements of a list have the same key.") \
    X(UNKNOWN_FACTS, "unknown-facts", "A facts file has fields that are not in the model.") \
    X(UNKNOWN_LIST, "unknown-list", "There is no such list of facts.") \
    X(UNKNOWN_ELEMENT, "unknown-element", "No element of a list has this key.") \
    X(NAMELESS_ELEMENT, "nameless-element", "Whether an element is selected is unknown, as is its key.") \
    X(PARTIAL_LIST, "partial-list", "A list has only some of the elements it is chosen from.") \
    X(NO_MODEL, "no-model", "A sample makes no fact model.") \
    /* Reports */ \
    X(INVALID_REPORT, "invalid-report", "A file is no report in JSON, or not as one is written.") \
    /* What plimsoll lint finds */ \
    X(LINT, "lint", "A rule of plimsoll lint, which the diagnostic names, found something.") \
    /* Exports of Hyper-V servers */ \
    X(INVALID_EXPORT, "invalid-export", "A folder is no export, or a file in it is not what its cmdlet writes.") \
    X(UNCLEAR_EXPORT, "unclear-export", "An export can be read, but something in it is ambiguous.")
// clang-format on

#define CODE_ENUMERATOR(enumerator, name, meaning) CODE_##enumerator,
enum code { DIAGNOSTIC_CODES(CODE_ENUMERATOR) CODE_COUNT };
#undef CODE_ENUMERATOR

const char *code_name(enum code code);
const char *code_meaning(enum code code); // one sentence

#endif
