// What the reports of an explanation say alike.
#include "report/explain.h"

#include "report/tell.h"

int explain_exit(enum verdict verdict) {
    switch (verdict) {
    case VERDICT_PASS:
    case VERDICT_WAIVED:
    case VERDICT_BASELINE:
        return report_exit(VERDICT_PASS);
    case VERDICT_FAIL:
        return report_exit(VERDICT_FAIL);
    case VERDICT_UNKNOWN:
    case VERDICT_SKIP:
        break;
    }
    return report_exit(VERDICT_UNKNOWN);
}

const struct tailoring *explain_tailoring(const struct derivation *param) {
    const struct policy *policy = param->policy;
    const struct tailoring *last = NULL;
    for (uint32_t i = 0; i < policy->tailoring_count; i++) {
        const struct tailoring *tailoring = &policy->tailorings[i];
        if (tailoring->kind == TAILOR_SET && &policy->params[tailoring->index] == param->param)
            last = tailoring;
    }
    return last;
}

// The key of an element, which a change of facts leaves as it is.
static bool is_key(const struct model *model, const struct fact_path *path,
                   const struct field *field) {
    const struct fact_path above = {.steps = path->steps, .count = path->count - 1};
    const struct field *list = above.count > 0 ? model_find(model, &above) : NULL;
    const struct record *record =
        list != NULL && list->type.kind == TYPE_LIST ? record_held(&list->type) : NULL;
    return record != NULL && record->key == field;
}

// A value, or a list of them; lists of records are not.
static bool can_be_given(const struct model *model, const struct fact_path *path) {
    const struct field *field = path->count > 0 ? model_find(model, path) : NULL;
    return field != NULL && record_held(&field->type) == NULL && !is_key(model, path, field);
}

void explain_add_try(const struct explained *explained, const struct derivation *part,
                     struct text *out) {
    const struct fact_path *path =
        part->fact.count > part->missing->path.count ? &part->fact : &part->missing->path;
    struct text change = {0};
    if (!can_be_given(explained->report->program->model, path))
        return;
    fact_path_show(&change, path);
    text_add(&change, "=VALUE");
    text_add(out, "--with ");
    text_add_shell_word(out, text_data(&change));
    text_clear(&change);
}

void explain_add_tell(const struct explained *explained, const struct derivation *part,
                      struct text *out) {
    const struct explanation *explanation = explained->explanation;
    tell_add(out, explained->report, explanation != NULL ? explanation->rule : NULL, part->missing);
}
