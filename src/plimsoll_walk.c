// The public library: walking what was found.
#include "plimsoll_private.h"

enum plim_verdict plim_result_verdict(const plim_result *result) {
    return (enum plim_verdict)result->findings->verdict;
}

const char *plim_result_digest(const plim_result *result) {
    return result->digest;
}

// ---- missing facts ----

static const char *missing_fact(const struct missing_facts *missing, size_t index) {
    return index < missing->count ? missing->facts[index].fact : NULL;
}

static const char *missing_words(const struct missing_facts *missing, size_t index) {
    return index < missing->count ? missing->facts[index].words : NULL;
}

static const char *missing_kind(const struct missing_facts *missing, size_t index) {
    return index < missing->count ? cause_words(missing->facts[index].cause)->kind : NULL;
}

// ---- rules ----

size_t plim_result_rule_count(const plim_result *result) {
    return result->findings->rule_count;
}

const plim_rule *plim_result_rule(const plim_result *result, size_t index) {
    return index < result->findings->rule_count ? &result->rules[index] : NULL;
}

const char *plim_rule_policy(const plim_rule *rule) {
    return rule->finding->policy->name;
}

const char *plim_rule_name(const plim_rule *rule) {
    return rule->finding->rule->name;
}

const char *plim_rule_title(const plim_rule *rule) {
    return rule->finding->rule->title;
}

enum plim_severity plim_rule_severity(const plim_rule *rule) {
    return (enum plim_severity)rule->finding->rule->severity;
}

enum plim_verdict plim_rule_verdict(const plim_rule *rule) {
    return (enum plim_verdict)rule->finding->verdict;
}

const char *plim_rule_file(const plim_rule *rule) {
    return rule->place.source->name;
}

unsigned plim_rule_line(const plim_rule *rule) {
    return rule->place.line;
}

uint64_t plim_rule_subjects(const plim_rule *rule) {
    return rule->finding->subjects;
}

const char *plim_rule_skipped(const plim_rule *rule) {
    return rule->finding->skipped;
}

size_t plim_rule_missing_count(const plim_rule *rule) {
    return rule->finding->missing.count;
}

const char *plim_rule_missing_fact(const plim_rule *rule, size_t index) {
    return missing_fact(&rule->finding->missing, index);
}

const char *plim_rule_missing_cause(const plim_rule *rule, size_t index) {
    return missing_words(&rule->finding->missing, index);
}

const char *plim_rule_missing_kind(const plim_rule *rule, size_t index) {
    return missing_kind(&rule->finding->missing, index);
}

// ---- requirements ----

size_t plim_rule_requirement_count(const plim_rule *rule) {
    return rule->finding->requirement_count;
}

const plim_requirement *plim_rule_requirement(const plim_rule *rule, size_t index) {
    return index < rule->finding->requirement_count ? &rule->requirements[index] : NULL;
}

enum plim_verdict plim_requirement_verdict(const plim_requirement *requirement) {
    return (enum plim_verdict)requirement->finding->verdict;
}

const char *plim_requirement_text(const plim_requirement *requirement) {
    return requirement->finding->requirement->text;
}

const char *plim_requirement_shown(const plim_requirement *requirement) {
    return requirement->finding->shown;
}

int plim_requirement_is_vacuous(const plim_requirement *requirement) {
    return requirement->finding->vacuous;
}

const char *plim_requirement_margin(const plim_requirement *requirement) {
    const struct margin *margin = &requirement->finding->margin;
    return margin->present ? margin->text : NULL;
}

const char *plim_requirement_margin_value(const plim_requirement *requirement) {
    return requirement->finding->margin.present ? requirement->margin_value : NULL;
}

const char *plim_requirement_margin_subject(const plim_requirement *requirement) {
    const struct margin *margin = &requirement->finding->margin;
    return margin->present ? margin->subject.text : NULL;
}

size_t plim_requirement_failed_count(const plim_requirement *requirement) {
    return requirement->finding->failed_elements;
}

const char *plim_requirement_failed_subject(const plim_requirement *requirement, size_t index) {
    const struct requirement_finding *finding = requirement->finding;
    const struct named_subjects *named = &finding->failed_subjects;
    return index < named->count ? named->subjects[index]->text : NULL;
}

const char *plim_requirement_failed_message(const plim_requirement *requirement, size_t index) {
    const struct requirement_finding *finding = requirement->finding;
    return index < finding->failed_shown ? finding->failed[index].message : NULL;
}

const char *plim_requirement_failed_remedy(const plim_requirement *requirement, size_t index) {
    const struct requirement_finding *finding = requirement->finding;
    return index < finding->failed_shown ? finding->failed[index].remedy : NULL;
}

size_t plim_requirement_missing_count(const plim_requirement *requirement) {
    return requirement->finding->missing.count;
}

const char *plim_requirement_missing_fact(const plim_requirement *requirement, size_t index) {
    return missing_fact(&requirement->finding->missing, index);
}

const char *plim_requirement_missing_cause(const plim_requirement *requirement, size_t index) {
    return missing_words(&requirement->finding->missing, index);
}

const char *plim_requirement_missing_kind(const plim_requirement *requirement, size_t index) {
    return missing_kind(&requirement->finding->missing, index);
}
