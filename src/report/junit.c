// The report as XML that continuous integration reads: the elements of JUnit. A policy is a suite,
// a rule a case.
#include "report/plain.h"

#include <inttypes.h>

struct counts {
    uint32_t tests, failures, errors, skipped;
};

static struct counts count(const struct report *report, const struct policy *policy) {
    struct counts counts = {0};
    for (uint32_t i = 0; i < report->findings->rule_count; i++) {
        const struct rule_finding *finding = &report->findings->rules[i];
        if (policy != NULL && finding->policy != policy)
            continue;
        enum plain_state state = plain_state(report, finding);
        counts.tests++;
        counts.failures += state == PLAIN_FAIL;
        counts.errors += state == PLAIN_UNKNOWN;
        counts.skipped += state == PLAIN_SKIP;
    }
    return counts;
}

static void write_counts(struct text *out, struct counts counts) {
    text_addf(out,
              " tests=\"%" PRIu32 "\" failures=\"%" PRIu32 "\" errors=\"%" PRIu32
              "\" skipped=\"%" PRIu32 "\"",
              counts.tests, counts.failures, counts.errors, counts.skipped);
}

static void write_property(struct text *out, const char *name, const char *value) {
    text_add(out, "        <property");
    text_add_xml_attribute(out, "name", name);
    text_add_xml_attribute(out, "value", value);
    text_add(out, "/>\n");
}

static void write_properties(struct text *out, const struct rule_finding *finding) {
    const struct rule *rule = finding->rule;
    text_add(out, "      <properties>\n");
    write_property(out, "verdict", verdict_text(finding->verdict));
    write_property(out, "severity", severity_text(rule->severity));
    for (uint32_t i = 0; i < finding->requirement_count; i++)
        if (finding->requirements[i].margin.present)
            write_property(out, "margin", finding->requirements[i].margin.text);
    for (uint32_t i = 0; i < rule->see_count; i++)
        write_property(out, "see", rule->see[i]);
    for (uint32_t i = 0; i < rule->tag_count; i++)
        write_property(out, "tag", rule->tags[i]);
    text_add(out, "      </properties>\n");
}

static void write_result(struct text *out, const struct report *report,
                         const struct rule_finding *finding, enum plain_state state) {
    static const char *const elements[] = {
        [PLAIN_FAIL] = "failure", [PLAIN_UNKNOWN] = "error", [PLAIN_SKIP] = "skipped"};
    struct text reason = {0}, details = {0};
    plain_add_reason(&reason, report, finding);
    plain_add_details(&details, report, finding);
    if (state == PLAIN_NOTED) {
        text_add(out, "      <system-out>");
        text_add_xml(out, text_data(&details));
        text_add(out, "</system-out>\n");
    } else {
        text_addf(out, "      <%s", elements[state]);
        text_add_xml_attribute(out, "message", text_data(&reason));
        if (state != PLAIN_SKIP)
            text_add_xml_attribute(out, "type", verdict_text(finding->verdict));
        text_add_char(out, '>');
        text_add_xml(out, text_data(&details));
        text_addf(out, "</%s>\n", elements[state]);
    }
    text_clear(&reason);
    text_clear(&details);
}

static void write_case(struct text *out, const struct report *report,
                       const struct rule_finding *finding) {
    struct place place = plain_place(report, finding);
    enum plain_state state = plain_state(report, finding);
    text_add(out, "    <testcase");
    text_add_xml_attribute(out, "name", finding->rule->name);
    text_add_xml_attribute(out, "classname", finding->policy->name);
    text_add_xml_attribute(out, "file", place.source->name);
    text_addf(out, " line=\"%" PRIu32 "\">\n", place.line);
    write_properties(out, finding);
    if (state != PLAIN_PASS)
        write_result(out, report, finding, state);
    text_add(out, "    </testcase>\n");
}

static void write_suite(struct text *out, const struct report *report,
                        const struct policy *policy) {
    struct counts counts = count(report, policy);
    char now[TIME_TEXT];
    struct text name = {0};
    if (counts.tests == 0)
        return;
    text_add(&name, policy->name);
    if (policy->root != policy->name && !policy->shared)
        text_addf(&name, " for %s", policy->root);
    time_format(report->findings->now, now);
    text_add(out, "  <testsuite");
    text_add_xml_attribute(out, "name", text_data(&name));
    text_add_xml_attribute(out, "timestamp", now);
    write_counts(out, counts);
    text_add(out, ">\n");
    for (uint32_t i = 0; i < report->findings->rule_count; i++)
        if (report->findings->rules[i].policy == policy)
            write_case(out, report, &report->findings->rules[i]);
    text_add(out, "  </testsuite>\n");
    text_clear(&name);
}

// A run in which nothing was decided must not look as if all were well.
static void write_run(struct text *out, const char *undecided) {
    text_add(out,
             "  <testsuite name=\"run\" tests=\"1\" failures=\"0\" errors=\"1\" skipped=\"0\">\n"
             "    <testcase name=\"decided\" classname=\"run\">\n      <error");
    text_add_xml_attribute(out, "message", undecided);
    text_add(out, " type=\"unknown\"/>\n    </testcase>\n  </testsuite>\n");
}

static void write(const struct report *report, struct text *out) {
    struct counts counts = count(report, NULL);
    const char *undecided = plain_undecided(report);
    counts.tests += undecided != NULL;
    counts.errors += undecided != NULL;
    text_add(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"plimsoll\"");
    write_counts(out, counts);
    text_add(out, ">\n");
    for (uint32_t i = 0; i < report->program->policy_count; i++)
        write_suite(out, report, report->program->policies[i]);
    if (undecided != NULL)
        write_run(out, undecided);
    text_add(out, "</testsuites>\n");
}

const struct report_writer report_junit = {
    .name = "junit",
    .description = "JUnit's XML: a suite for each policy, a case for each rule",
    .write = write,
};
