// The words of a comparison, for formats that people read. What is added is not clean.
#ifndef PLIM_REPORT_READ_COMPARE_WORDS_H
#define PLIM_REPORT_READ_COMPARE_WORDS_H

#include "base/text.h"
#include "report/read/compare.h"

// How a comparison is shown.
struct compare_look {
    bool colour, verbose; // verbose: all names
    size_t width;         // 0: lines of any length
};

void compare_text(const struct run_comparison *comparison, const struct compare_look *look,
                  struct text *out);
void compare_markdown(const struct run_comparison *comparison, struct text *out);
void compare_json(const struct run_comparison *comparison, const char *version, struct text *out);

// "kvm.prepare/memory", with "for site" where another policy uses it.
void compare_add_rule(struct text *out, const struct past_rule *rule);
// "fail, was pass", "fail", "fail, was not there".
void compare_add_verdicts(struct text *out, const struct rule_change *change);
// "20 GiB to spare, was 160 GiB to spare"
void compare_add_margins(struct text *out, const struct margin_change *change);
// "140 GiB less (87.5%)"
void compare_add_loss(struct text *out, const struct margin_change *change);
// "severity error, was warning"; nothing where it is the same.
void compare_add_severity(struct text *out, const struct rule_change *change);
// "7 that a report does not name are not compared"; nothing where it names all.
void compare_add_left_out(struct text *out, const struct rule_change *change);
// "tailored by site: reserve = 4 GiB, was 2 GiB by --set"; nothing where another one says so.
void compare_add_tailoring(struct text *out, const struct rule_change *change, size_t index);
// "policy kvm.prepare: 1.1.0, was 1.0.0"
void compare_add_about(struct text *out, const struct run_change *change);
// "vm: 482 of 500 pass, was 490 of 500"
void compare_add_passed(struct text *out, const struct list_change *change);
// "2 worse, 1 mended, 3 margins shrank", or "no difference".
void compare_add_sum(struct text *out, const struct run_comparison *comparison);

// The texts of subjects, or keys of elements, the first MOST of them.
void compare_add_subjects(struct text *out, const struct subject_change *change, size_t most);
void compare_add_keys(struct text *out, const char *const *keys, size_t count, size_t most);

// Whether there is anything to say of two runs.
bool compare_is_told(const struct run_pair *pair);

#endif
