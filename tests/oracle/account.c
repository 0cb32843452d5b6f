// Writing accounts, and the product's.
#include "account.h"

static void account_names(struct text *out, const char *title, const struct names *names) {
    if (names->count >= LISTED_MISSING && title[0] == 'm') {
        text_addf(out, "    %s: many\n", title);
        return;
    }
    for (size_t i = 0; i < names->count; i++)
        text_addf(out, "    %s: %s\n", title, names->at[i]);
}

void account_verdict(struct text *out, enum verdict verdict) {
    text_addf(out, "%s\n", verdict_text(verdict));
}

void account_rule(struct text *out, const char *name, enum verdict verdict, uint64_t subjects,
                  const struct names *missing) {
    text_addf(out, "rule %s: %s, %llu subjects\n", name, verdict_text(verdict),
              (unsigned long long)subjects);
    account_names(out, "missing", missing);
}

void account_requirement(struct text *out, const struct requirement_line *line) {
    char digits[DECIMAL_TEXT];
    text_addf(out, "  %s: %s%s, %llu unknown\n", line->text, verdict_text(line->verdict),
              line->vacuous ? " (nothing to judge)" : "", (unsigned long long)line->unknown_count);
    decimal_format(line->margin.value, digits);
    if (line->margin.present)
        text_addf(out, "    margin: %s%s of %s\n", line->margin.bounded ? "at least " : "", digits,
                  line->margin.subject);
    account_names(out, "failed", &line->failed);
    account_names(out, "missing", &line->missing);
}

void account_value(struct text *out, const struct type *type, const char *json,
                   const struct names *missing) {
    type_show(out, type);
    text_addf(out, " %s\n", missing->count ? "unknown" : json);
    account_names(out, "missing", missing);
}

static struct names missing_names(const struct missing_facts *missing, struct arena *arena) {
    struct names names = {0};
    for (uint32_t i = 0; i < missing->count; i++)
        ARENA_PUSH(arena, names.at, names.count, names.room) =
            arena_printf(arena, "%s: %s", missing->facts[i].fact, missing->facts[i].words);
    names_sort(&names);
    return names;
}

static void account_found(struct text *out, const struct requirement_finding *found,
                          struct arena *arena) {
    struct requirement_line line = {.text = found->requirement->text,
                                    .verdict = found->verdict,
                                    .vacuous = found->vacuous,
                                    .unknown_count = found->unknown_count};
    const struct margin *margin = &found->margin;
    line.margin =
        (struct margin_line){margin->present, margin->bounded, margin->value, margin->subject.text};
    for (uint64_t i = 0; i < found->failed_subjects.count; i++)
        ARENA_PUSH(arena, line.failed.at, line.failed.count, line.failed.room) =
            found->failed_subjects.subjects[i]->text;
    line.missing = missing_names(&found->missing, arena);
    account_requirement(out, &line);
}

void account_found_rule(struct text *out, const struct rule_finding *rule, struct arena *arena) {
    struct names missing = missing_names(&rule->missing, arena);
    account_rule(out, rule->rule->name, rule->verdict, rule->subjects, &missing);
    for (uint32_t r = 0; r < rule->requirement_count; r++)
        account_found(out, &rule->requirements[r], arena);
}

void account_findings(struct text *out, const struct findings *findings, struct arena *arena) {
    for (uint32_t i = 0; i < findings->rule_count; i++)
        account_found_rule(out, &findings->rules[i], arena);
    account_verdict(out, findings->verdict);
}

void account_evaluation(struct text *out, const struct evaluation *evaluation,
                        struct arena *arena) {
    struct names missing = missing_names(&evaluation->missing, arena);
    account_value(out, &evaluation->type, evaluation->json, &missing);
}
