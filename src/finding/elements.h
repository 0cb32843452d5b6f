// Elements of the root's lists, such as machines, with what the rules of a run come to for each.
#ifndef PLIM_FINDING_ELEMENTS_H
#define PLIM_FINDING_ELEMENTS_H

#include "finding/verdict.h"

// What one rule comes to for the elements of a list. An element that lies deeper,
// vm["a"].disk["b"], counts for its outermost one. A bitmap has a bit for each row, and a row has
// one in one of them at most, that of the gravest verdict. NULL: no row has one.
struct element_rule {
    uint32_t rule; // its index in findings.rules
    // Of the rows without a bit: pass; unknown or excused where that holds for all of them, as
    // where a list is absent; skip where the rule's `when` is false. A row that the rule's `where`
    // leaves out is one of them.
    enum verdict rest;
    // What comes of requirements that speak of no element of the list, such as a sum: pass, fail,
    // unknown or excused. No row has a bit for those.
    enum verdict whole;
    uint64_t *bits[VERDICTS]; // of verdicts_told
};

// A list of the root that the rules of a run loop over, by `for each` or by a requirement's
// outermost `every` or `no`. A list that stands in for another, vm for source.vm, has what is found
// by looping over either, for the elements that both have. Values that a policy computes, as in
// `every n in distinct(vm.name)`, are elements of no list, and a rule about nothing else has no
// entry.
struct element_list {
    const char *path;        // "vm", "dest.pool"
    const char *description; // of the model, or "": "the machines to move; all of the source's …"
    const char *stands_for;  // the path of the other list, or NULL
    bool present;            // it is in the facts
    uint32_t rows;
    struct element_rule *rules; // those that loop over it, in the order of findings.rules
    uint32_t rule_count;
    // Private:
    size_t rule_room;
    const struct store *store;
    const struct space_def *space;
    const uint32_t *rows_of_other; // by row of the other list: the row here or UINT32_MAX; NULL:
                                   // the same
};

// What a rule comes to for the element of a row.
static inline enum verdict element_verdict(const struct element_rule *rule, uint32_t row) {
    for (size_t i = 0; i < VERDICTS_TOLD; i++) {
        const uint64_t *bits = rule->bits[verdicts_told[i]];
        if (bits != NULL && bit_get(bits, row))
            return verdicts_told[i];
    }
    return rule->rest;
}

// The step of a fact's path that leads to the element of a row: its key, a place where it has none.
// The text is the store's or in the arena.
struct fact_step elements_key(const struct element_list *list, uint32_t row, struct arena *arena);

// The list of this path, or that stands for it; NULL where no rule loops over it.
const struct element_list *elements_find(const struct findings *findings, const char *path);

// What a rule, by its index, comes to beside the elements of the list: `whole` of a rule that loops
// over it, else its verdict. Who promises something of elements says so where that is no pass.
enum verdict elements_beside(const struct findings *findings, const struct element_list *list,
                             uint32_t rule);

struct rule_state;

// Notes what the rule that is being evaluated, the last one of the findings, comes to. Its verdict
// and those of its requirements are found.
void elements_note(struct findings *findings, struct rule_state *state, struct arena *arena);

#endif
