// The baseline of a run in the report in JSON.
#include "finding/baseline.h"
#include "report/json_part.h"

static void write_entry(struct json *json, const struct baseline_item *item) {
    struct text line = {0};
    struct json part = {.out = &line, .compact = true};
    json_begin(&part, NULL, '{');
    json_text(&part, "rule", item->rule->id);
    json_text(&part, "for", item->rule->root);
    json_text(&part, "requirement", item->requirement != NULL ? item->requirement->text : NULL);
    json_text(&part, "subject", item->entry != NULL ? item->entry->text : NULL);
    json_text(&part, "was", item->entry != NULL && item->entry->failed ? "fail" : "unknown");
    json_text(&part, "state", baseline_state_text(item->state));
    json_end(&part, '}');
    json_raw(json, NULL, text_data(&line));
    text_clear(&line);
}

// All but those that excuse, which the rules show.
void json_baseline(struct json *json, const struct report *report) {
    const struct baseline_finding *finding = report->findings->baseline;
    if (finding == NULL) {
        json_raw(json, "baseline", "null");
        return;
    }
    json_begin(json, "baseline", '{');
    json_text(json, "file", finding->given->file);
    json_text(json, "now", finding->given->now);
    json_text(json, "digest", finding->given->digest);
    json_bool(json, "strict", finding->given->strict);
    json_int(json, "entries", (int64_t)finding->count);
    for (int state = 0; state < BASELINE_STATES; state++)
        json_int(json, baseline_state_text((enum baseline_state)state),
                 (int64_t)finding->counts[state]);
    json_begin(json, "others", '[');
    for (size_t i = 0; i < finding->count; i++)
        if (finding->items[i].state != BASELINE_EXCUSES)
            write_entry(json, &finding->items[i]);
    json_end(json, ']');
    json_end(json, '}');
}
