// Reports in JSON that were written before, read back.
#ifndef PLIM_REPORT_READ_PAST_H
#define PLIM_REPORT_READ_PAST_H

#include "facts/tokens.h"
#include "finding/verdict.h"
#include "lang/diagnostic.h"

// A subject that fails or is unknown. The key names it for programs: its paths, "" for a rule
// without for each.
struct past_subject {
    const char *key, *text;
};

// The margin of one subject of a report with --all-subjects.
struct past_measure {
    const char *key;
    struct decimal value;
    const char *type;
};

struct past_margin {
    bool present, bounded, has_capacity;
    struct decimal value, capacity; // in base units
    const char *type, *text;
    const char *subject; // whose it is; NULL where there is only one
};

struct past_requirement {
    const char *text;
    enum verdict verdict;
    struct past_margin margin;
    struct past_subject *failed; // those that are not waived, by key
    size_t failed_count;
    struct past_subject *unknown; // the same
    size_t unknown_count;
    struct past_subject *partly; // fail for some elements and are unknown for others; by key
    size_t partly_count;
    uint64_t failing;  // elements that fail and are not waived, those of `left_out` with them
    uint64_t left_out; // subjects that the report only counts
    struct past_measure *measures; // by key
    size_t measure_count;
    const char **missing; // facts, as the report names them
    size_t missing_count;
};

struct past_tailoring {
    const char *kind, *param, *by, *from, *to; // param and from may be NULL
};

struct past_rule {
    const char *id, *root, *title;
    enum severity severity;
    enum verdict verdict;
    bool mandatory;
    bool whole_open;      // it is unknown whether it applies, or to what, and that is not waived
    const char **missing; // because of these
    size_t missing_count;
    struct past_requirement *requirements;
    size_t requirement_count;
    struct past_tailoring *tailored;
    size_t tailored_count;
};

struct past_policy {
    const char *name, *root, *version, *summary; // version and summary may be NULL
    struct past_tailoring *tailored;             // what no rule shows
    size_t tailored_count;
};

// A list of the root with the keys of its elements and how they fared.
struct past_element {
    const char *key;
    enum verdict verdict;
};
struct past_list {
    const char *name;
    struct past_element *elements; // by key
    size_t count;
};

// One run. Texts live in the arena that it was read into.
struct past_run {
    const char *name; // after past_name: unlike that of any other run that was read with it
    const char *file;
    const char *plimsoll, *now, *digest, *fail_on;
    enum verdict verdict;
    uint64_t counts[VERDICTS]; // rules by verdict
    struct past_policy *policies;
    size_t policy_count;
    struct past_rule *rules; // by id and root
    size_t rule_count;
    struct past_list *lists; // by name
    size_t list_count;
    const char *hash;               // SHA-256 of the file, in digits
    const struct scan_token *token; // the report itself
};

// What was read from files, in their order.
struct past {
    struct arena *arena;
    struct diagnostics *diagnostics;
    struct past_run *runs;
    size_t count, room;
    bool merged; // a file holds more than one run
    bool sites;  // and they have names, as report merge gives them
};

void past_init(struct past *past, struct arena *arena);

// Reads a file, or the standard input for "-": a report, several of them one after the other
// (ndjson), or what `plimsoll report merge` wrote. False after an error, with its place, among the
// diagnostics.
bool past_read(struct past *past, const char *file);

// Names the runs once all files were read: as the file says, else as it is called, with its folder
// where several are called the same.
void past_name(struct past *past);

// Whether a failure of the rule fails its run.
bool past_counts(const struct past_run *run, const struct past_rule *rule);

// The rule of a run, or NULL.
const struct past_rule *past_rule_find(const struct past_run *run, const char *id,
                                       const char *root);

#endif
