// Facts as reports in JSON name them; docs/report.schema.json describes it.
#ifndef PLIM_REPORT_JSON_FACT_H
#define PLIM_REPORT_JSON_FACT_H

#include "base/json.h"
#include "finding/verdict.h"

// "key": "db01", "position": 0 or "value": "2 MiB"; nothing for a name
void json_fact_index(struct json *json, const struct fact_step *step);

// "steps": [{"name": "vm", "key": "db01"}, {"name": "memory"}]
void json_fact_steps(struct json *json, const struct fact_path *path);

// NAME: [["vm[\"db01\"].disk[0]"], …], the paths of each subject
void json_fact_path_texts(struct json *json, const char *name,
                          const struct found_subject *const *subjects, uint64_t count);

// "paths": [{"path": "vm[\"db01\"].disk[0]", "steps": […]}]
void json_fact_paths(struct json *json, const struct found_subject *subject);

// NAME: [{"fact": …, "what": …, "cause": …, "kind": …, "reason": …, "steps": […]}]
void json_fact_missing(struct json *json, const char *name, const struct missing_facts *missing);

#endif
