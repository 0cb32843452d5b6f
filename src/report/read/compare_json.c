// A comparison as JSON; docs/diff.schema.json describes it.
#include "base/json.h"
#include "report/read/compare_words.h"

#include <string.h>

enum { SCHEMA = 1 };

static void write_keys(struct json *json, const char *name, const char *const *keys, size_t count) {
    json_begin(json, name, '[');
    for (size_t i = 0; i < count; i++)
        json_text(json, NULL, keys[i]);
    json_end(json, ']');
}

static void write_run(struct json *json, const char *name, const struct past_run *run) {
    if (run == NULL) {
        json_text(json, name, NULL);
        return;
    }
    json_begin(json, name, '{');
    json_text(json, "file", run->file);
    json_text(json, "now", run->now);
    json_text(json, "digest", run->digest);
    json_text(json, "verdict", verdict_text(run->verdict));
    json_end(json, '}');
}

// The paths of a subject, which its key has on lines.
static void write_subjects(struct json *json, const char *name,
                           const struct subject_change *change) {
    json_begin(json, name, '[');
    for (size_t i = 0; i < change->count; i++) {
        const char *at = change->items[i]->key;
        struct text path = {0};
        json_begin(json, NULL, '{');
        json_text(json, "subject", change->items[i]->text);
        json_begin(json, "paths", '[');
        for (; *at != '\0'; at += *at == '\n') {
            size_t size = strcspn(at, "\n");
            text_reset(&path);
            text_add_bytes(&path, at, size);
            json_text(json, NULL, text_data(&path));
            at += size;
        }
        json_end(json, ']');
        json_end(json, '}');
        text_clear(&path);
    }
    json_end(json, ']');
}

static void write_severities(struct json *json, const struct rule_change *change) {
    const struct past_rule *before = change->before, *after = change->after;
    json_begin(json, "severity", '{');
    json_text(json, "before", before != NULL ? severity_text(before->severity) : NULL);
    json_text(json, "after", after != NULL ? severity_text(after->severity) : NULL);
    json_end(json, '}');
    json_begin(json, "verdict", '{');
    json_text(json, "before", before != NULL ? verdict_text(before->verdict) : NULL);
    json_text(json, "after", after != NULL ? verdict_text(after->verdict) : NULL);
    json_end(json, '}');
}

static void write_tailored(struct json *json, const struct rule_change *change) {
    json_begin(json, "tailored", '[');
    for (size_t i = 0; i < change->tailored_count; i++) {
        const struct past_tailoring *tailored = change->tailored[i];
        json_begin(json, NULL, '{');
        json_text(json, "in", change->lifted[i] ? "before" : "after");
        json_text(json, "kind", tailored->kind);
        json_text(json, "param", tailored->param);
        json_text(json, "by", tailored->by);
        json_text(json, "from", tailored->from);
        json_text(json, "to", tailored->to);
        json_end(json, '}');
    }
    json_end(json, ']');
}

static void write_rule(struct json *json, const struct rule_change *change) {
    const struct past_rule *rule = change->after != NULL ? change->after : change->before;
    json_begin(json, NULL, '{');
    json_text(json, "id", rule->id);
    json_text(json, "for", rule->root);
    json_text(json, "change", rule_change_word(change->kind));
    write_severities(json, change);
    write_subjects(json, "failing", &change->failing);
    write_subjects(json, "unknown", &change->unknown);
    write_subjects(json, "mended", &change->mended);
    if (change->left_out > 0)
        json_int(json, "left_out", (int64_t)change->left_out);
    write_keys(json, "missing", change->missing, change->missing_count);
    write_tailored(json, change);
    json_end(json, '}');
}

// ---- margins ----

static void write_number(struct json *json, const char *name, struct decimal value) {
    char digits[DECIMAL_TEXT];
    decimal_format(value, digits);
    json_raw(json, name, digits);
}

static void write_side(struct json *json, const char *name, const struct past_margin *margin) {
    json_begin(json, name, '{');
    write_number(json, "value", margin->value);
    json_text(json, "text", margin->text);
    json_bool(json, "bounded", margin->bounded);
    json_text(json, "subject", margin->subject);
    json_end(json, '}');
}

static void write_margin(struct json *json, const struct margin_change *change) {
    json_begin(json, NULL, '{');
    json_text(json, "id", change->rule->id);
    json_text(json, "for", change->rule->root);
    json_text(json, "requirement", change->after->text);
    json_text(json, "type", change->after->margin.type);
    write_number(json, "by", change->by);
    if (change->has_share)
        write_number(json, "share", change->share);
    else
        json_text(json, "share", NULL);
    json_bool(json, "worse", change->worse);
    write_side(json, "before", &change->before->margin);
    write_side(json, "after", &change->after->margin);
    json_end(json, '}');
}

// ---- lists ----

static void write_list(struct json *json, const struct list_change *change) {
    json_begin(json, NULL, '{');
    json_text(json, "list", change->name);
    write_keys(json, "came", change->came, change->came_count);
    write_keys(json, "went", change->went, change->went_count);
    for (int side = 0; side < 2; side++) {
        json_begin(json, side == 0 ? "before" : "after", '{');
        json_int(json, "count", (int64_t)change->all[side]);
        json_int(json, "pass", (int64_t)change->passed[side]);
        json_end(json, '}');
    }
    json_end(json, '}');
}

// ---- runs ----

static void write_about(struct json *json, const struct run_pair *pair) {
    json_begin(json, "about", '[');
    for (size_t i = 0; i < pair->about_count; i++) {
        json_begin(json, NULL, '{');
        json_text(json, "what", pair->about[i].what);
        json_text(json, "before", pair->about[i].before);
        json_text(json, "after", pair->about[i].after);
        json_end(json, '}');
    }
    json_end(json, ']');
}

static void write_pair(struct json *json, const struct run_pair *pair) {
    json_begin(json, NULL, '{');
    json_text(json, "name", pair->name);
    json_bool(json, "worse", pair->worse);
    write_run(json, "before", pair->before);
    write_run(json, "after", pair->after);
    write_about(json, pair);
    json_begin(json, "rules", '[');
    for (size_t i = 0; i < pair->rule_count; i++)
        write_rule(json, &pair->rules[i]);
    json_end(json, ']');
    json_begin(json, "margins", '[');
    for (size_t i = 0; i < pair->margin_count; i++)
        write_margin(json, &pair->margins[i]);
    json_end(json, ']');
    json_begin(json, "lists", '[');
    for (size_t i = 0; i < pair->list_count; i++)
        write_list(json, &pair->lists[i]);
    json_end(json, ']');
    json_end(json, '}');
}

static void write_summary(struct json *json, const struct run_comparison *comparison) {
    json_begin(json, "summary", '{');
    for (int kind = RULE_WORSE; kind <= RULE_WENT; kind++)
        json_int(json, rule_change_word((enum rule_change_kind)kind),
                 (int64_t)comparison->rules[kind]);
    json_int(json, "margins_shrank", (int64_t)comparison->shrank);
    json_int(json, "margins_worse", (int64_t)comparison->margins_lost);
    json_int(json, "margins_grew", (int64_t)comparison->grew);
    json_int(json, "elements_came", (int64_t)comparison->came);
    json_int(json, "elements_went", (int64_t)comparison->went);
    json_int(json, "count_no_more", (int64_t)comparison->uncounted);
    json_int(json, "not_evaluated", (int64_t)comparison->left_out);
    json_end(json, '}');
}

void compare_json(const struct run_comparison *comparison, const char *version, struct text *out) {
    struct json json = {.out = out};
    json_begin(&json, NULL, '{');
    json_text(&json, "plimsoll", version);
    json_int(&json, "diff", SCHEMA);
    json_bool(&json, "worse", comparison->worse);
    json_int(&json, "exit", comparison->worse);
    write_summary(&json, comparison);
    json_begin(&json, "runs", '[');
    for (size_t i = 0; i < comparison->count; i++)
        write_pair(&json, &comparison->pairs[i]);
    json_end(&json, ']');
    json_end(&json, '}');
}
