// Finding the entry of a file that says where its facts came from.
#include "facts/provenance.h"

#include <string.h>

#include "facts/place.h"

// What is looked at in one file.
struct looking {
    struct origins *origins;
    const struct store *store;
    uint32_t file;
    struct arena *arena;
};

// The text of a member of what a path leads to.
static const char *member(const struct looking *looking, const struct fact_path *of,
                          const char *name) {
    struct fact_path path = {0};
    if (name == NULL)
        return NULL;
    fact_path_join(&path, looking->arena, of, 0);
    fact_path_add_name(&path, looking->arena, name);
    return origins_text(looking->origins, looking->file, &path);
}

static const char *part_name(const struct purpose_list *list, int part) {
    return list->parts[part] != NULL ? list->parts[part]->field->name : NULL;
}

// ---- answers ----

static bool find_answer(const struct looking *looking, const struct fact_path *fact,
                        struct provenance *provenance) {
    const struct purpose_list *answers = &looking->store->model->purposes[PURPOSE_ANSWERS];
    if (answers->space == NULL || fact->count < 2 || fact->steps[1].kind != FACT_STEP_KEY ||
        strcmp(fact->steps[0].text, answers->space->path) != 0)
        return false;
    const struct fact_path answer = {.steps = fact->steps, .count = 2};
    *provenance = (struct provenance){.declared = true};
    provenance->by = member(looking, &answer, part_name(answers, ANSWERS_BY));
    provenance->at = member(looking, &answer, part_name(answers, ANSWERS_AT));
    return true;
}

// ---- hosts that were asked ----

// The key of the record of the root, or of the element of a list of it, that a fact lies in.
static const char *host_of(const struct looking *looking, const struct fact_path *fact) {
    struct fact_path place = place_in_file(looking->store, fact, looking->arena);
    struct fact_path real = place_real(looking->store, &place, looking->arena);
    if (real.count > 1 && real.steps[1].kind == FACT_STEP_KEY)
        return real.steps[1].text;
    const struct fact_path root = {.steps = real.steps, .count = 1};
    const struct field *field = model_find(looking->store->model, &root);
    const struct record *record = field != NULL ? record_held(&field->type) : NULL;
    bool named = record != NULL && record->key != NULL;
    return named ? member(looking, &root, record->key->name) : NULL;
}

// An entry that tells no host is about none that is looked for.
static bool find_entry(const struct looking *looking, const char *host,
                       struct provenance *provenance) {
    const struct purpose_list *origins = &looking->store->model->purposes[PURPOSE_ORIGINS];
    struct fact_path list = {0};
    fact_path_add_name(&list, looking->arena, origins->space->path);
    uint64_t length = origins_length(looking->origins, looking->file, &list);
    for (uint64_t place = 0; place < length; place++) {
        struct fact_path entry = {0};
        fact_path_join(&entry, looking->arena, &list, 0);
        fact_path_add_position(&entry, looking->arena, place);
        const char *name = member(looking, &entry, part_name(origins, ORIGINS_ABOUT));
        if (name == NULL || strcmp(name, host) != 0)
            continue;
        *provenance = (struct provenance){.host = host};
        provenance->by = member(looking, &entry, part_name(origins, ORIGINS_BY));
        provenance->from = member(looking, &entry, part_name(origins, ORIGINS_FROM));
        provenance->at = member(looking, &entry, part_name(origins, ORIGINS_AT));
        return true;
    }
    return false;
}

bool provenance_find(struct origins *origins, const struct store *store, uint32_t file,
                     const struct fact_path *fact, struct arena *arena,
                     struct provenance *provenance) {
    const struct looking looking = {origins, store, file, arena};
    if (find_answer(&looking, fact, provenance))
        return true;
    bool any = store->model->purposes[PURPOSE_ORIGINS].space != NULL;
    const char *host = any ? host_of(&looking, fact) : NULL;
    return host != NULL && find_entry(&looking, host, provenance);
}
