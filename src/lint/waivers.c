// Waivers that end soon, or have ended.
#include "lint/rules.h"

enum { DAYS_SOON = 30 };
static const int64_t day = INT64_C(86400) * 1000000000;

void lint_waiver_expired(struct lint *lint) {
    const struct file_node *tree = lint->file->tree;
    for (uint32_t i = 0; i < tree->waive_count; i++)
        if (tree->waives[i].until + day <= lint->file->now)
            lint_say(lint, tree->waives[i].until_span, "this waiver of %s is over",
                     tree->waives[i].rule.name.text);
}

void lint_waiver_ends_soon(struct lint *lint) {
    const struct file_node *tree = lint->file->tree;
    for (uint32_t i = 0; i < tree->waive_count; i++) {
        int64_t left = tree->waives[i].until + day - lint->file->now;
        int days = (int)((left + day - 1) / day);
        if (days >= 1 && days <= DAYS_SOON)
            lint_say(lint, tree->waives[i].until_span, "this waiver of %s ends in %d day%s",
                     tree->waives[i].rule.name.text, days, days == 1 ? "" : "s");
    }
}
