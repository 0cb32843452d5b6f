// The baseline of a run in words.
#include "report/based.h"

#include <string.h>

#include "base/intern.h"

static void add_count(struct text *out, const struct baseline_finding *finding,
                      enum baseline_state state) {
    static const char *const words[] = {
        [BASELINE_APART] = "not evaluated",  [BASELINE_EXCUSES] = "excused",
        [BASELINE_WAIVED] = "waived",        [BASELINE_WORSE] = "worse or not comparable",
        [BASELINE_REFUSED] = "not excused",  [BASELINE_MENDED] = "mended",
        [BASELINE_GONE] = "no longer there",
    };
    if (finding->counts[state] > 0)
        text_addf(out, ", %zu %s", finding->counts[state], words[state]);
}

void based_add_sum(struct text *out, const struct baseline_finding *finding) {
    static const enum baseline_state order[] = {BASELINE_EXCUSES, BASELINE_WAIVED, BASELINE_WORSE,
                                                BASELINE_REFUSED, BASELINE_MENDED, BASELINE_GONE,
                                                BASELINE_APART};
    text_addf(out, "%s of %s: %zu %s", finding->given->file, finding->given->now, finding->count,
              finding->count == 1 ? "entry" : "entries");
    for (size_t i = 0; i < sizeof order / sizeof *order; i++)
        add_count(out, finding, order[i]);
    if (finding->count > 0 && finding->counts[BASELINE_APART] == finding->count)
        text_add(out, ": is this the report of another run?");
}

void based_add_name(struct text *out, const struct baseline_item *item) {
    const struct baseline_rule *rule = item->rule;
    size_t policy = strcspn(rule->id, "/");
    text_add(out, rule->id);
    if (strlen(rule->root) != policy || strncmp(rule->id, rule->root, policy) != 0)
        text_addf(out, " for %s", rule->root);
    if (item->entry != NULL && item->entry->text[0] != '\0')
        text_addf(out, " (%s)", item->entry->text);
}

const struct baseline_item **based_needless(const struct baseline_finding *finding,
                                            struct arena *arena, size_t *count) {
    size_t most = finding->counts[BASELINE_MENDED] + finding->counts[BASELINE_GONE];
    const struct baseline_item **items = ARENA_ARRAY(arena, const struct baseline_item *, most);
    struct intern *seen = intern_new(arena);
    struct text name = {0};
    *count = 0;
    for (size_t i = 0; i < finding->count; i++) {
        const struct baseline_item *item = &finding->items[i];
        if (item->state != BASELINE_MENDED && item->state != BASELINE_GONE)
            continue;
        text_reset(&name);
        based_add_name(&name, item);
        if (intern_add(seen, text_data(&name), name.size) == *count)
            items[(*count)++] = item;
    }
    text_clear(&name);
    return items;
}
