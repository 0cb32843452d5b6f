// Lists of the root in the report in JSON: what all rules come to for each element.
#include <string.h>

#include "finding/elements.h"
#include "report/counted.h"
#include "report/json_fact.h"
#include "report/json_part.h"

static const char *id_of(const struct rule_finding *finding, struct arena *arena) {
    return arena_printf(arena, "%s/%s", finding->policy->name, finding->rule->name);
}

// The names of all rules, written in JSON once for all elements: the ID, and where several have the
// same, as policies that use it are tailored apart, for which policy it is.
static const char **all_ids(const struct report *report, struct arena *arena) {
    const struct findings *findings = report->findings;
    const char **ids = ARENA_ARRAY(arena, const char *, findings->rule_count);
    uint32_t *uses = ARENA_ARRAY(arena, uint32_t, findings->rule_count);
    uint32_t *at = ARENA_ARRAY(arena, uint32_t, findings->rule_count);
    struct intern *seen = intern_new(arena);
    for (uint32_t i = 0; i < findings->rule_count; i++) {
        ids[i] = id_of(&findings->rules[i], arena);
        at[i] = intern_add(seen, ids[i], strlen(ids[i]));
        uses[at[i]]++;
    }
    for (uint32_t i = 0; i < findings->rule_count; i++)
        ids[i] = uses[at[i]] > 1
                     ? arena_printf(arena, "\"%s for %s\"", ids[i], findings->rules[i].policy->root)
                     : arena_printf(arena, "\"%s\"", ids[i]);
    return ids;
}

// Rules that speak of no element, or of something beside the elements, such as a sum.
static void write_beside(struct json *json, const struct report *report,
                         const struct element_list *list, const char *const *ids) {
    json_begin(json, "whole", '{');
    for (int i = 0; i < VERDICTS_TOLD; i++) {
        json_begin(json, verdict_text(verdicts_told[i]), '[');
        for (uint32_t rule = 0; rule < report->findings->rule_count; rule++)
            if (elements_beside(report->findings, list, rule) == verdicts_told[i])
                json_raw(json, NULL, ids[rule]);
        json_end(json, ']');
    }
    json_end(json, '}');
}

static void write_rules(struct json *json, const struct element_list *list, uint32_t row,
                        enum verdict verdict, const char *const *ids) {
    json_begin(json, verdict_text(verdict), '[');
    for (uint32_t i = 0; i < list->rule_count; i++)
        if (element_verdict(&list->rules[i], row) == verdict)
            json_raw(json, NULL, ids[list->rules[i].rule]);
    json_end(json, ']');
}

// There may be many.
static void write_element(struct json *json, const struct counted_list *counted, uint32_t row,
                          const char *const *ids, struct arena *arena) {
    const struct element_list *list = counted->list;
    struct fact_step key = elements_key(list, row, arena);
    json_begin_line(json, NULL, '{');
    json_fact_index(json, &key);
    json_text(json, "verdict", verdict_text(element_verdict(&counted->all, row)));
    for (int i = 0; i < VERDICTS_TOLD; i++)
        write_rules(json, list, row, verdicts_told[i], ids);
    json_end(json, '}');
}

static void write_list(struct json *json, const struct report *report,
                       const struct element_list *list, const char *const *ids,
                       struct arena *arena) {
    struct counted_list counted = counted_list(report, list, arena);
    json_begin(json, NULL, '{');
    json_text(json, "list", list->path);
    json_text(json, "stands_for", list->stands_for);
    json_bool(json, "present", list->present);
    json_int(json, "count", list->rows);
    json_int(json, "pass", counted.counts[VERDICT_PASS]);
    for (int i = 0; i < VERDICTS_TOLD; i++)
        json_int(json, verdict_text(verdicts_told[i]), counted.counts[verdicts_told[i]]);
    write_beside(json, report, list, ids);
    json_begin(json, "elements", '[');
    for (uint32_t row = 0; row < list->rows; row++)
        write_element(json, &counted, row, ids, arena);
    json_end(json, ']');
    json_end(json, '}');
}

void json_lists(struct json *json, const struct report *report) {
    const struct findings *findings = report->findings;
    struct arena *arena = arena_new();
    const char **ids = all_ids(report, arena);
    json_begin(json, "lists", '[');
    for (uint32_t i = 0; i < findings->list_count; i++)
        write_list(json, report, &findings->lists[i], ids, arena);
    json_end(json, ']');
    arena_free(arena);
}
