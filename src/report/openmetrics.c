// The report as metrics in the text format of OpenMetrics: verdicts and margins of rules as gauges
// in base units, which monitoring keeps and draws. https://prometheus.io/docs/specs/om/
#include "finding/baseline.h"
#include "report/plain.h"

#include <inttypes.h>

// The units that a margin may have, and how names of metrics end with them.
static const struct unit_name {
    struct dimension dimension;
    const char *suffix, *unit;
} unit_names[] = {
    {{0, 0}, "", NULL},
    {{1, 0}, "_bytes", "bytes"},
    {{0, 1}, "_seconds", "seconds"},
    {{0, -1}, "_hertz", "hertz"},
    {{1, -1}, "_bytes_per_second", "bytes_per_second"},
};
enum { UNIT_NAMES = sizeof unit_names / sizeof *unit_names };

// Labels hold any text, with three escapes.
static void add_label(struct text *out, const char *name, const char *value) {
    struct text clean = {0};
    text_add_clean(&clean, value);
    text_addf(out, "%s=\"", name);
    for (const char *at = text_data(&clean); *at != '\0'; at++) {
        if (*at == '\\' || *at == '"')
            text_add_char(out, '\\');
        text_add_char(out, *at);
    }
    text_add_char(out, '"');
    text_clear(&clean);
}

static void add_family(struct text *out, const char *name, const char *suffix, const char *unit,
                       const char *help) {
    text_addf(out, "# TYPE %s%s gauge\n", name, suffix);
    if (unit != NULL)
        text_addf(out, "# UNIT %s%s %s\n", name, suffix, unit);
    text_addf(out, "# HELP %s%s %s\n", name, suffix, help);
}

// {policy="hyperv.prepare",rule="memory",for="hyperv"
static void add_rule_labels(struct text *out, const struct rule_finding *finding) {
    text_add_char(out, '{');
    add_label(out, "policy", finding->policy->name);
    text_add_char(out, ',');
    add_label(out, "rule", finding->rule->name);
    text_add_char(out, ',');
    add_label(out, "for", finding->policy->root);
}

static void write_run(struct text *out, const struct report *report) {
    const struct findings *findings = report->findings;
    add_family(out, "plimsoll_exit_status", "", NULL,
               "What the run came to: 0 pass, 1 fail, 2 unknown.");
    text_addf(out, "plimsoll_exit_status %d\n", report_exit(findings->verdict));
    add_family(out, "plimsoll_checked_at", "_seconds", "seconds", "The time that the run was for.");
    text_addf(out, "plimsoll_checked_at_seconds %" PRId64 "\n", findings->now / 1000000000);
    add_family(out, "plimsoll_rules", "", NULL, "Rules by verdict and severity.");
    for (int verdict = VERDICT_PASS; verdict < VERDICTS; verdict++) {
        for (int severity = SEVERITY_INFO; severity <= SEVERITY_ERROR; severity++)
            text_addf(out, "plimsoll_rules{verdict=\"%s\",severity=\"%s\"} %" PRIu32 "\n",
                      verdict_text((enum verdict)verdict), severity_text((enum severity)severity),
                      findings->severities[severity][verdict]);
    }
}

static void write_verdicts(struct text *out, const struct report *report) {
    const struct findings *findings = report->findings;
    add_family(out, "plimsoll_rule_verdict", "", NULL, "1 for the verdict that a rule came to.");
    for (uint32_t i = 0; i < findings->rule_count; i++) {
        for (int verdict = VERDICT_PASS; verdict < VERDICTS; verdict++) {
            text_add(out, "plimsoll_rule_verdict");
            add_rule_labels(out, &findings->rules[i]);
            text_addf(out, ",severity=\"%s\",verdict=\"%s\"} %d\n",
                      severity_text(findings->rules[i].rule->severity),
                      verdict_text((enum verdict)verdict),
                      (int)findings->rules[i].verdict == verdict);
        }
    }
}

static void write_baseline(struct text *out, const struct report *report) {
    const struct baseline_finding *finding = report->findings->baseline;
    if (finding == NULL)
        return;
    add_family(out, "plimsoll_baseline_entries", "", NULL,
               "Entries of the baseline by what has become of them.");
    for (int state = 0; state < BASELINE_STATES; state++)
        text_addf(out, "plimsoll_baseline_entries{state=\"%s\"} %zu\n",
                  baseline_state_text((enum baseline_state)state), finding->counts[state]);
}

// ---- margins ----

enum measure { MEASURE_MARGIN, MEASURE_CAPACITY, MEASURE_LOAD, MEASURES };

static struct decimal measured(const struct requirement_finding *finding, enum measure measure) {
    const struct margin *margin = &finding->margin;
    bool left = margin->capacity_left == (measure == MEASURE_CAPACITY);
    return measure == MEASURE_MARGIN ? margin->value : left ? margin->left : margin->right;
}

static void write_measure(struct text *out, const char *name, const struct unit_name *unit,
                          const struct rule_finding *rule, uint32_t index, enum measure measure) {
    const struct requirement_finding *finding = &rule->requirements[index];
    char value[DECIMAL_TEXT];
    decimal_format(measured(finding, measure), value);
    text_addf(out, "%s%s", name, unit->suffix);
    add_rule_labels(out, rule);
    text_addf(out, ",requirement=\"%" PRIu32 "\",", index + 1);
    add_label(out, "subject", finding->margin.subject.text);
    text_addf(out, "} %s\n", value);
}

static bool has_measure(const struct requirement_finding *finding, const struct unit_name *unit,
                        enum measure measure) {
    return finding->margin.present &&
           dimension_equal(finding->margin.type.dimension, unit->dimension) &&
           (measure == MEASURE_MARGIN || finding->margin.sides_known);
}

static void write_measures(struct text *out, const struct report *report, enum measure measure,
                           const struct unit_name *unit) {
    static const char *const names[] = {"plimsoll_margin", "plimsoll_capacity", "plimsoll_load"};
    static const char *const help[] = {
        "What is to spare where a requirement is tightest; less than 0 if it is short.",
        "What there is where a requirement is tightest.",
        "What is asked for where a requirement is tightest.",
    };
    const struct findings *findings = report->findings;
    bool begun = false;
    for (uint32_t i = 0; i < findings->rule_count; i++) {
        for (uint32_t j = 0; j < findings->rules[i].requirement_count; j++) {
            if (!has_measure(&findings->rules[i].requirements[j], unit, measure))
                continue;
            if (!begun)
                add_family(out, names[measure], unit->suffix, unit->unit, help[measure]);
            begun = true;
            write_measure(out, names[measure], unit, &findings->rules[i], j, measure);
        }
    }
}

static void write(const struct report *report, struct text *out) {
    write_run(out, report);
    write_verdicts(out, report);
    write_baseline(out, report);
    for (int measure = 0; measure < MEASURES; measure++)
        for (size_t i = 0; i < UNIT_NAMES; i++)
            write_measures(out, report, (enum measure)measure, &unit_names[i]);
    text_add(out, "# EOF\n");
}

const struct report_writer report_openmetrics = {
    .name = "openmetrics",
    .description = "metrics for Prometheus and others",
    .write = write,
};
