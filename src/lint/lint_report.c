// What the linter found, as text, JSON, SARIF 2.1.0, or commands of GitHub Actions.
#include "lint/lint_report.h"

const char *const lint_formats[LINT_FORMATS + 1] = {"text", "json", "sarif", "github", NULL};

// ---- places ----

struct region {
    struct place begin, end;
};

static struct region region_of(const struct diagnostics *all, struct span span) {
    const struct sources *sources = diagnostics_sources(all);
    return (struct region){sources_place(sources, span.begin), sources_place(sources, span.end)};
}

struct member_names {
    const char *line, *column, *end_line, *end_column;
};
static const struct member_names plain_names = {"line", "column", "end_line", "end_column"};
static const struct member_names sarif_names = {"startLine", "startColumn", "endLine", "endColumn"};

static void write_region(struct json *json, const struct region *region,
                         const struct member_names *names) {
    json_int(json, names->line, region->begin.line);
    json_int(json, names->column, region->begin.column);
    json_int(json, names->end_line, region->end.line);
    json_int(json, names->end_column, region->end.column);
}

// ---- JSON ----

static void write_edits(struct json *json, const struct diagnostics *all,
                        const struct diagnostic *one) {
    json_begin(json, "edits", '[');
    for (uint32_t i = 0; i < one->fix_count; i++) {
        const struct region region = region_of(all, one->fixes[i].span);
        json_begin(json, NULL, '{');
        write_region(json, &region, &plain_names);
        json_text(json, "text", one->fixes[i].text);
        json_end(json, '}');
    }
    json_end(json, ']');
}

static void write_json(struct json *json, const struct diagnostics *all,
                       const struct diagnostic *one) {
    const struct lint_rule *rule = lint_rule_find(one->rule);
    const struct region region = region_of(all, one->span);
    struct text page = {0};
    json_begin(json, NULL, '{');
    json_text(json, "rule", one->rule);
    json_text(json, "category", lint_category_text(lint_rule_category(rule)));
    json_text(json, "level", diagnostic_level_text(one->level));
    json_text(json, "file", region.begin.source->name);
    write_region(json, &region, &plain_names);
    json_text(json, "message", one->message);
    if (one->cure != NULL)
        json_text(json, "cure", one->cure);
    write_edits(json, all, one);
    text_addf(&page, "docs/lint/%s.md", one->rule);
    json_text(json, "page", text_data(&page));
    json_end(json, '}');
    text_clear(&page);
}

// ---- SARIF ----

static const char *sarif_level(enum diagnostic_level level) {
    static const char *const levels[DIAGNOSTIC_LEVELS] = {"error", "warning", "note"};
    return levels[level];
}

static void write_message(struct json *json, const char *name, const char *text) {
    json_begin(json, name, '{');
    json_text(json, "text", text);
    json_end(json, '}');
}

static void write_rules(struct json *json) {
    json_begin(json, "rules", '[');
    const struct lint_rule *rule;
    for (size_t i = 0; (rule = lint_rule_at(i)) != NULL; i++) {
        json_begin(json, NULL, '{');
        json_text(json, "id", lint_rule_name(rule));
        write_message(json, "shortDescription", lint_rule_says(rule));
        json_begin(json, "defaultConfiguration", '{');
        json_text(json, "level", sarif_level(lint_rule_level(rule)));
        json_end(json, '}');
        json_begin(json, "properties", '{');
        json_begin(json, "tags", '[');
        json_text(json, NULL, lint_category_text(lint_rule_category(rule)));
        json_end(json, ']');
        json_end(json, '}');
        json_end(json, '}');
    }
    json_end(json, ']');
}

static void begin_sarif(struct json *json, const char *version) {
    json_begin(json, NULL, '{');
    json_text(json, "$schema", "https://json.schemastore.org/sarif-2.1.0.json");
    json_text(json, "version", "2.1.0");
    json_begin(json, "runs", '[');
    json_begin(json, NULL, '{');
    json_begin(json, "tool", '{');
    json_begin(json, "driver", '{');
    json_text(json, "name", "plimsoll lint");
    json_text(json, "semanticVersion", version);
    write_rules(json);
    json_end(json, '}');
    json_end(json, '}');
    json_text(json, "columnKind", "unicodeCodePoints");
    json_begin(json, "results", '[');
}

static void end_sarif(struct json *json) {
    json_end(json, ']');
    json_end(json, '}');
    json_end(json, ']');
    json_end(json, '}');
}

static void write_artifact(struct json *json, const char *path) {
    struct text uri = {0};
    text_add_uri(&uri, path);
    json_begin(json, "artifactLocation", '{');
    json_text(json, "uri", text_data(&uri));
    json_end(json, '}');
    text_clear(&uri);
}

static void write_sarif_region(struct json *json, const char *name, const struct region *region) {
    json_begin(json, name, '{');
    write_region(json, region, &sarif_names);
    json_end(json, '}');
}

static void write_fix(struct json *json, const struct diagnostics *all,
                      const struct diagnostic *one) {
    json_begin(json, "fixes", '[');
    json_begin(json, NULL, '{');
    write_message(json, "description", one->cure);
    json_begin(json, "artifactChanges", '[');
    json_begin(json, NULL, '{');
    write_artifact(json, region_of(all, one->span).begin.source->name);
    json_begin(json, "replacements", '[');
    for (uint32_t i = 0; i < one->fix_count; i++) {
        const struct region region = region_of(all, one->fixes[i].span);
        json_begin(json, NULL, '{');
        write_sarif_region(json, "deletedRegion", &region);
        write_message(json, "insertedContent", one->fixes[i].text);
        json_end(json, '}');
    }
    json_end(json, ']');
    json_end(json, '}');
    json_end(json, ']');
    json_end(json, '}');
    json_end(json, ']');
}

static void write_sarif(struct json *json, const struct diagnostics *all,
                        const struct diagnostic *one) {
    const struct region region = region_of(all, one->span);
    json_begin(json, NULL, '{');
    json_text(json, "ruleId", one->rule);
    json_text(json, "level", sarif_level(one->level));
    write_message(json, "message", one->message);
    json_begin(json, "locations", '[');
    json_begin(json, NULL, '{');
    json_begin(json, "physicalLocation", '{');
    write_artifact(json, region.begin.source->name);
    write_sarif_region(json, "region", &region);
    json_end(json, '}');
    json_end(json, '}');
    json_end(json, ']');
    if (one->fix_count > 0)
        write_fix(json, all, one);
    json_end(json, '}');
}

// ---- GitHub Actions ----

static void write_github(struct text *out, const struct diagnostics *all,
                         const struct diagnostic *one) {
    static const char *const commands[DIAGNOSTIC_LEVELS] = {"error", "warning", "notice"};
    const struct region region = region_of(all, one->span);
    text_addf(out, "::%s file=", commands[one->level]);
    text_add_workflow(out, region.begin.source->name, true);
    text_addf(out, ",line=%u,col=%u,title=", region.begin.line, region.begin.column);
    text_add_workflow(out, one->rule, true);
    text_add(out, "::");
    text_add_workflow(out, one->message, false);
    if (one->cure != NULL) {
        text_add(out, "%0A");
        text_add_workflow(out, one->cure, false);
    }
    text_add_char(out, '\n');
}

// ---- all ----

size_t lint_report_count(const struct lint_report *report) {
    size_t count = 0;
    for (int level = 0; level < DIAGNOSTIC_LEVELS; level++)
        count += report->counts[level];
    return count;
}

void lint_report_begin(struct lint_report *report) {
    report->json.out = report->out;
    if (report->format == LINT_SARIF)
        begin_sarif(&report->json, report->version);
    if (report->format != LINT_JSON)
        return;
    json_begin(&report->json, NULL, '{');
    json_int(&report->json, "schema", 1);
    json_begin(&report->json, "findings", '[');
}

static void add_one(struct lint_report *report, const struct diagnostics *all,
                    const struct diagnostic *one) {
    report->counts[one->level]++;
    report->curable += one->fix_count > 0;
    switch (report->format) {
    case LINT_JSON:
        write_json(&report->json, all, one);
        break;
    case LINT_SARIF:
        write_sarif(&report->json, all, one);
        break;
    case LINT_GITHUB:
        write_github(report->out, all, one);
        break;
    case LINT_TEXT:
    case LINT_FORMATS:
        break;
    }
}

void lint_report_add(struct lint_report *report, const struct lint_text *lint) {
    size_t index = 0;
    for (const struct diagnostic *one; (one = diagnostics_next(lint->found, &index)) != NULL;)
        add_one(report, lint->found, one);
    if (report->format == LINT_TEXT)
        diagnostics_render(lint->found, report->out);
}

static void end_text(struct lint_report *report) {
    size_t count = lint_report_count(report);
    const char *before = "";
    if (count == 0)
        return;
    text_add_char(report->out, '\n');
    for (int level = 0; level < DIAGNOSTIC_LEVELS; level++) {
        if (report->counts[level] == 0)
            continue;
        text_addf(report->out, "%s%zu %s%s", before, report->counts[level],
                  diagnostic_level_text((enum diagnostic_level)level),
                  level != DIAGNOSTIC_INFO && report->counts[level] > 1 ? "s" : "");
        before = ", ";
    }
    if (report->curable > 0)
        text_addf(report->out, "; --fix cures %zu", report->curable);
    text_add_char(report->out, '\n');
}

static void end_json(struct lint_report *report) {
    struct json *json = &report->json;
    json_end(json, ']');
    json_begin(json, "summary", '{');
    for (int level = 0; level < DIAGNOSTIC_LEVELS; level++)
        json_int(json, diagnostic_level_text((enum diagnostic_level)level),
                 (int64_t)report->counts[level]);
    json_int(json, "curable", (int64_t)report->curable);
    json_end(json, '}');
    json_end(json, '}');
}

void lint_report_end(struct lint_report *report) {
    switch (report->format) {
    case LINT_TEXT:
        end_text(report);
        break;
    case LINT_JSON:
        end_json(report);
        break;
    case LINT_SARIF:
        end_sarif(&report->json);
        break;
    case LINT_GITHUB:
    case LINT_FORMATS:
        break;
    }
}
