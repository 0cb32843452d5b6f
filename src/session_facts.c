// Facts of a session: the loader, and the lines of the digest about what it read.
#include <string.h>

#include "facts/overlay.h"
#include "facts/place.h"
#include "session.h"

// Something to read: "facts", "list" or "take", the name of the list or root, and what was read.
struct session_input {
    const char *word, *name;
    bool is_file;
    struct text kept; // its bytes, where they are asked for
    char hash[DIGEST_HEX];
};

// The loader reads in the order in which inputs were added.
static void observe(void *state, const char *bytes, size_t size) {
    struct session_facts *facts = state;
    struct session_input *input = &facts->inputs[facts->inputs_read];
    if (size == 0)
        facts->inputs_read++;
    if (facts->digests && size == 0)
        hasher_end(&facts->hasher, input->hash);
    else if (facts->digests)
        hasher_add(&facts->hasher, bytes, size);
    if (facts->keep_texts && size > 0)
        text_add_bytes(&input->kept, bytes, size);
}

struct session_facts *session_facts_new(const struct session *session,
                                        struct diagnostics *diagnostics) {
    const struct program *program = session->program;
    struct arena *arena = arena_new();
    struct session_facts *facts = ARENA_NEW(arena, struct session_facts);
    facts->arena = arena;
    facts->program = session->program;
    facts->keep_texts = session->keep_texts;
    facts->digests = session->digests;
    struct load_options options = {
        .wanted_columns = session->everything ? NULL : program->wanted->columns,
        .wanted_spaces = session->everything ? NULL : program->wanted->spaces,
        .compared = session->everything ? NULL : program->wanted->compared,
        .keep_extras = session->keep_extras,
        .observe = observe,
        .state = facts,
    };
    facts->loader = loader_new(program->model, &options, diagnostics);
    return facts;
}

void session_facts_free(struct session_facts *facts) {
    if (facts == NULL)
        return;
    if (facts->loader != NULL)
        loader_free(facts->loader);
    origins_free(facts->origins);
    for (size_t i = 0; i < facts->input_count; i++)
        text_clear(&facts->inputs[i].kept);
    overlay_free(facts->overlay);
    store_free(facts->loaded);
    text_clear(&facts->picks);
    text_clear(&facts->selects);
    text_clear(&facts->list);
    arena_free(facts->arena);
}

static void add_input(struct session_facts *facts, const char *word, const char *name,
                      size_t size) {
    struct session_input input = {
        .word = word, .name = arena_copy(facts->arena, name, size), .is_file = true};
    ARENA_PUSH(facts->arena, facts->inputs, facts->input_count, facts->input_room) = input;
}

void session_facts_add_file(struct session_facts *facts, const char *spec) {
    size_t length = loader_list_length(spec);
    add_input(facts, length > 0 ? "list" : "facts", spec, length);
    loader_add_file(facts->loader, spec);
}

void session_facts_add_text(struct session_facts *facts, const char *name, const char *text,
                            size_t size) {
    add_input(facts, "facts", "", 0);
    facts->inputs[facts->input_count - 1].is_file = false;
    loader_add_text(facts->loader, name, text, size);
}

void session_facts_take(struct session_facts *facts, const char *file, const char *root) {
    add_input(facts, "take", root, strlen(root));
    loader_take(facts->loader, file, root);
}

void session_facts_pick(struct session_facts *facts, const char *list, const char *key,
                        const char *root) {
    digest_line(&facts->picks, "pick", list, key, root, NULL);
    loader_pick(facts->loader, list, key, root);
}

void session_facts_select(struct session_facts *facts, const char *list, const char *glob) {
    digest_line(&facts->selects, "select", list, glob, NULL);
    loader_select(facts->loader, list, glob);
}

void session_facts_be_strict(struct session_facts *facts) {
    facts->strict = true;
    loader_be_strict(facts->loader);
}

// The inputs first, then the options; the order among options of different kinds does not matter.
static void list_facts(struct session_facts *facts) {
    for (size_t i = 0; i < facts->input_count; i++) {
        const struct session_input *input = &facts->inputs[i];
        if (input->name[0] != '\0')
            digest_line(&facts->list, input->word, input->name, input->hash, NULL);
        else
            digest_line(&facts->list, input->word, input->hash, NULL);
    }
    text_add(&facts->list, text_data(&facts->picks));
    text_add(&facts->list, text_data(&facts->selects));
    if (facts->strict)
        digest_line(&facts->list, "strict", NULL);
    for (size_t i = 0; i < facts->change_count; i++) {
        const struct session_change *change = &facts->changes[i];
        if (change->value != NULL)
            digest_line(&facts->list, "with", change->path, change->value, NULL);
        else
            digest_line(&facts->list, "without", change->path, NULL);
    }
}

bool session_facts_load(struct session_facts *facts) {
    if (facts->loader == NULL)
        return facts->store != NULL;
    facts->store = facts->loaded = loader_finish(facts->loader);
    facts->loader = NULL;
    if (facts->digests)
        list_facts(facts);
    return facts->loaded != NULL && session_facts_apply(facts);
}

// ---- where facts came from ----

static struct origins *make_origins(const struct session_facts *facts) {
    struct origins *origins = origins_new(facts->loaded);
    for (size_t i = 0; i < facts->input_count; i++) {
        const struct session_input *input = &facts->inputs[i];
        origins_add(origins, (struct origin_text){
                                 .text = input->kept.data,
                                 .size = input->kept.size,
                                 .lines = strcmp(input->word, "list") == 0,
                                 .root = input->name[0] != '\0' ? input->name : NULL,
                             });
    }
    return origins;
}

// Whether a change gave a fact its value, under the name of one list or of the one it stands for,
// or where a fleet has it.
static bool is_changed(const struct session_facts *facts, size_t change,
                       const struct fact_path *fact) {
    if (facts->changes[change].value == NULL)
        return false;
    struct fact_path changed = place_real(facts->loaded, &facts->changed[change], facts->arena);
    struct fact_path real = place_real(facts->loaded, fact, facts->arena);
    struct fact_path picked = place_in_file(facts->loaded, fact, facts->arena);
    return fact_path_covers(&changed, &real) > 0 || fact_path_covers(&changed, &picked) > 0;
}

static bool has_key(const struct model *model, const struct fact_path *list) {
    const struct field *field = model_find(model, list);
    const struct record *record = field != NULL ? record_held(&field->type) : NULL;
    return record != NULL && record->key != NULL;
}

// Before a change took an element out of a list without a key, those behind it stood one place
// further.
static void go_back(const struct session_facts *facts, size_t change, struct fact_path *fact) {
    struct fact_path taken = place_real(facts->loaded, &facts->changed[change], facts->arena);
    struct fact_path real = place_real(facts->loaded, fact, facts->arena);
    const struct fact_path list = {.steps = taken.steps, .count = taken.count - 1};
    const struct fact_step *from = &taken.steps[list.count], *step = &real.steps[list.count];
    if (facts->changes[change].value == NULL && from->kind == FACT_STEP_POSITION &&
        fact_path_covers(&list, &real) == list.count && real.count > list.count &&
        step->kind == FACT_STEP_POSITION && step->position >= from->position &&
        !has_key(facts->loaded->model, &list))
        fact->steps[list.count + fact->count - real.count].position++;
}

bool session_facts_origin(struct session_facts *facts, const struct fact_path *fact,
                          struct session_origin *origin) {
    struct fact_path before = fact_path_copy(fact, facts->arena);
    struct origin_place place;
    *origin = (struct session_origin){.file = "--with"};
    for (size_t i = facts->change_count; i > 0; i--) {
        if (is_changed(facts, i - 1, &before))
            return true;
        go_back(facts, i - 1, &before);
    }
    if (facts->origins == NULL)
        facts->origins = make_origins(facts);
    if (!origins_find(facts->origins, &before, &place))
        return false;
    origin->file = facts->loaded->files[place.file];
    origin->line = facts->inputs[place.file].is_file ? place.line : 0;
    origin->collected = provenance_find(facts->origins, facts->loaded, place.file, &before,
                                        facts->arena, &origin->provenance);
    return true;
}
