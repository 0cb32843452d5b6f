// How open questions are answered: the commands.
#include "cli/checklist.h"

#include <string.h>

#include "cli/platform.h"
#include "cli/setup.h"
#include "facts/place.h"

enum how checklist_how(const struct checklist *list, const struct question *question,
                       const char **root) {
    const struct field *field = model_find(list->store->model, &question->path);
    if (question->answer != NULL)
        return HOW_ATTEST;
    if (field == NULL)
        return HOW_NONE;
    if (field->plan)
        return HOW_PLAN;
    const char *first =
        place_real(list->store, &question->path, list->questions->arena).steps[0].text;
    for (int i = 0; i < 2 && !field->added; i++)
        if (strcmp(first, platform_roots[i]) == 0) {
            *root = platform_roots[i];
            return HOW_COLLECT;
        }
    return HOW_WRITE;
}

// What commands do not know that are told nothing: a model that is not the usual one, or a field
// that a policy adds.
static void add_use(const struct checklist *list, const struct question *question,
                    struct text *out) {
    const struct field *field = model_find(list->store->model, &question->path);
    if (!field->added && strcmp(list->store->model->name, USUAL_MODEL) == 0)
        return;
    text_add(out, " --use ");
    text_add_shell_word(out, sources_place(list->program->sources, field->span.begin).source->name);
}

static void add_attest(const struct checklist *list, const struct question *question,
                       struct text *out) {
    text_add(out, "plimsoll attest ");
    text_add_shell_word(out, list->facts);
    text_add_char(out, ' ');
    text_add_shell_word(out, question->answer);
    text_addf(out, " --by WHO%s", question->needs_answer ? " --answer ANSWER" : "");
    add_use(list, question, out);
}

static void add_place(const struct checklist *list, const struct question *question,
                      struct text *out) {
    struct fact_path place = place_in_file(list->store, &question->path, list->questions->arena);
    struct text word = {0};
    fact_path_show(&word, &place);
    text_add(&word, "=VALUE");
    text_add_char(out, ' ');
    text_add_shell_word(out, text_data(&word));
    text_clear(&word);
}

static void add_plan(const struct checklist *list, const struct question_group *group,
                     struct text *out) {
    text_add(out, "plimsoll plan ");
    text_add_shell_word(out, list->facts);
    for (size_t i = 0; i < group->count && i < CHECKLIST_SHOWN; i++)
        add_place(list, group->questions[i], out);
    add_use(list, group->questions[0], out);
}

// The command of the platform that the facts or the policies are of; of all where neither says it.
static void add_collect(const struct checklist *list, const char *root, struct text *out) {
    const struct platform *platform = platform_of_facts(list->store, root);
    if (platform == NULL)
        platform = platform_of_policies(list->program);
    if (platform != NULL)
        text_addf(out, platform->collect, root);
    else
        text_addf(out, "plimsoll collect --%s URI or collect hyperv FOLDER, or written by hand",
                  root);
}

bool checklist_add_command(const struct checklist *list, const struct question_group *group,
                           size_t index, struct text *out) {
    if (group->how == HOW_ATTEST && index < group->count && index < CHECKLIST_SHOWN)
        add_attest(list, group->questions[index], out);
    else if (index > 0)
        return false;
    else if (group->how == HOW_PLAN)
        add_plan(list, group, out);
    else if (group->how == HOW_COLLECT)
        add_collect(list, group->root, out);
    else if (group->how == HOW_WRITE)
        text_add(out, "written into the facts by hand");
    return out->size > 0;
}

void checklist_tell(const void *state, const struct question *question, struct text *out) {
    const struct checklist *list = state;
    struct question_group group = {.questions = &question, .count = 1};
    group.how = checklist_how(list, question, &group.root);
    checklist_add_command(list, &group, 0, out);
}
