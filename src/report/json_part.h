// The parts of the report in JSON; docs/report.schema.json describes them.
#ifndef PLIM_REPORT_JSON_PART_H
#define PLIM_REPORT_JSON_PART_H

#include "report/report.h"

// NAME: ["…", …]
void json_texts(struct json *json, const char *name, const char *const *texts, uint64_t count);

// "at": "prepare.plim:12:1"
void json_place(struct json *json, const struct report *report, struct span span);

// "tailored": […], the changes of what the rule is and reads; where it is NULL, those that no rule
// of the policy shows.
void json_tailored(struct json *json, const struct report *report, const struct policy *policy,
                   const struct rule *rule);

// One of the list of requirements of a rule.
void json_requirement(struct json *json, const struct report *report,
                      const struct rule_finding *rule, const struct requirement_finding *finding);

// "margin": null or {…}, with its subject where it has one
void json_margin(struct json *json, const struct margin *margin);
// One of the list of failed subjects.
void json_failed(struct json *json, const struct failed_subject *failed);
// "all_subjects": […], and "all_subjects_left_out" where that has not all
void json_all_subjects(struct json *json, const struct rule_finding *rule,
                       const struct requirement_finding *requirement);

// "lists": […]
void json_lists(struct json *json, const struct report *report);

// "waivers_applied", and "waivers": […]
void json_waivers(struct json *json, const struct report *report);

// "baseline": null or {…}
void json_baseline(struct json *json, const struct report *report);

#endif
