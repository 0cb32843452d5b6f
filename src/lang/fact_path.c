// Paths of facts: reading and showing them, and which facts a path covers.
#include "lang/fact_path.h"

#include <string.h>

#include "base/hash.h"

static const char name_letters[] =
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_0123456789";
static const char digits[] = "0123456789";

// ---- steps ----

static void add(struct fact_path *path, struct arena *arena, struct fact_step step) {
    ARENA_PUSH(arena, path->steps, path->count, path->room) = step;
}

void fact_path_add_name(struct fact_path *path, struct arena *arena, const char *name) {
    for (const char *dot; (dot = strchr(name, '.')) != NULL; name = dot + 1)
        add(path, arena,
            (struct fact_step){FACT_STEP_NAME, arena_copy(arena, name, (size_t)(dot - name)), 0});
    add(path, arena, (struct fact_step){FACT_STEP_NAME, name, 0});
}

void fact_path_add_key(struct fact_path *path, struct arena *arena, const char *key) {
    add(path, arena, (struct fact_step){FACT_STEP_KEY, key, 0});
}

void fact_path_add_position(struct fact_path *path, struct arena *arena, uint64_t position) {
    add(path, arena, (struct fact_step){FACT_STEP_POSITION, NULL, position});
}

// False for a text that is no whole number or does not fit.
static bool read_position(const char *text, uint64_t *position) {
    uint64_t value = 0;
    bool fits = *text != '\0' && text[strspn(text, digits)] == '\0';
    for (; fits && *text != '\0'; text++)
        fits = !__builtin_mul_overflow(value, 10, &value) &&
               !__builtin_add_overflow(value, (uint64_t)(*text - '0'), &value);
    if (fits)
        *position = value;
    return fits;
}

void fact_path_add_value(struct fact_path *path, struct arena *arena, const char *value) {
    uint64_t position;
    if (read_position(value, &position))
        fact_path_add_position(path, arena, position);
    else
        add(path, arena, (struct fact_step){FACT_STEP_VALUE, value, 0});
}

void fact_path_join(struct fact_path *path, struct arena *arena, const struct fact_path *rest,
                    size_t from) {
    for (size_t i = from; i < rest->count; i++)
        add(path, arena, rest->steps[i]);
}

// One allocation, for there may be a path for each of very many subjects.
struct fact_path fact_path_copy(const struct fact_path *path, struct arena *arena) {
    size_t size = path->count * sizeof *path->steps;
    for (size_t i = 0; i < path->count; i++)
        size += path->steps[i].text != NULL ? strlen(path->steps[i].text) + 1 : 0;
    struct fact_path copy = {arena_alloc(arena, size), path->count, path->count};
    char *texts = (char *)(copy.steps + path->count);
    for (size_t i = 0; i < path->count; i++) {
        copy.steps[i] = path->steps[i];
        if (path->steps[i].text == NULL)
            continue;
        copy.steps[i].text = strcpy(texts, path->steps[i].text);
        texts += strlen(texts) + 1;
    }
    return copy;
}

bool fact_step_is_index(const struct fact_step *step) {
    return step->kind != FACT_STEP_NAME;
}

// ---- reading ----

// Each reads from *at, which it moves to where it could not go on.

static bool read_name(const char **at, struct arena *arena, struct fact_path *path) {
    size_t size = strspn(*at, name_letters);
    if (size == 0 || strspn(*at, digits) > 0)
        return false;
    fact_path_add_name(path, arena, arena_copy(arena, *at, size));
    *at += size;
    return true;
}

static bool read_key(const char **at, struct arena *arena, struct fact_path *path) {
    struct text key = {0};
    char quote = *(*at)++;
    while (**at != '\0' && **at != quote) {
        bool escape = quote == '"' && **at == '\\';
        size_t size = escape ? text_add_unescaped(&key, *at, strlen(*at)) : 1;
        if (size == 0)
            break;
        if (!escape)
            text_add_char(&key, **at);
        *at += size;
    }
    bool whole = **at == quote;
    if (whole)
        fact_path_add_key(path, arena, text_copy(&key, arena));
    *at += whole;
    text_clear(&key);
    return whole;
}

// A number, a quantity or a time: what no text and no name begins with.
static bool read_value(const char **at, struct arena *arena, struct fact_path *path) {
    size_t size = 0;
    if (strspn(*at + (**at == '-'), digits) == 0)
        return false;
    while ((unsigned char)(*at)[size] >= ' ' && strchr("[]\"'\\\x7f", (*at)[size]) == NULL)
        size++;
    fact_path_add_value(path, arena, arena_copy(arena, *at, size));
    *at += size;
    return (*at)[-1] != ' ';
}

static bool read_index(const char **at, struct arena *arena, struct fact_path *path) {
    bool key = **at == '"' || **at == '\'';
    if (!(key ? read_key(at, arena, path) : read_value(at, arena, path)) || **at != ']')
        return false;
    ++*at;
    return true;
}

static bool read_typed_index(const char **at, struct arena *arena, struct fact_path *path) {
    if (**at == '"')
        return read_index(at, arena, path);
    size_t size = strcspn(*at, "]");
    if ((*at)[size] == '\0')
        return false;
    fact_path_add_key(path, arena, arena_copy(arena, *at, size));
    *at += size + 1;
    return true;
}

const char *fact_path_parse_typed(const char *text, struct arena *arena, struct fact_path *path) {
    struct fact_path read = {0};
    const char *at = text;
    bool good = read_name(&at, arena, &read);
    while (good && (*at == '[' || *at == '.'))
        good = *at++ == '[' ? read_typed_index(&at, arena, &read) : read_name(&at, arena, &read);
    if (good)
        *path = read;
    return good ? at : NULL;
}

bool fact_path_parse(const char *text, struct arena *arena, struct fact_path *path, size_t *wrong) {
    struct fact_path read = {0};
    const char *at = text;
    bool good = read_name(&at, arena, &read);
    while (good && (*at == '[' || *at == '.'))
        good = *at++ == '[' ? read_index(&at, arena, &read) : read_name(&at, arena, &read);
    good = good && *at == '\0';
    if (good)
        *path = read;
    else
        *wrong = (size_t)(at - text);
    return good;
}

bool fact_path_parse_given(const char *text, struct arena *arena, struct fact_path *path) {
    size_t wrong;
    if (fact_path_parse(text, arena, path, &wrong))
        return true;
    const char *rest = fact_path_parse_typed(text, arena, path);
    return rest != NULL && *rest == '\0';
}

// ---- showing ----

void fact_path_show(struct text *out, const struct fact_path *path) {
    for (size_t i = 0; i < path->count; i++) {
        const struct fact_step *step = &path->steps[i];
        switch (step->kind) {
        case FACT_STEP_NAME:
            text_add(out, i == 0 ? "" : ".");
            text_add(out, step->text);
            break;
        case FACT_STEP_POSITION:
            text_addf(out, "[%llu]", (unsigned long long)step->position);
            break;
        case FACT_STEP_VALUE:
            text_addf(out, "[%s]", step->text);
            break;
        case FACT_STEP_KEY:
            text_add_char(out, '[');
            text_add_quoted(out, step->text);
            text_add_char(out, ']');
            break;
        }
    }
}

const char *fact_path_text(const struct fact_path *path, struct arena *arena) {
    struct text shown = {0};
    fact_path_show(&shown, path);
    const char *text = text_copy(&shown, arena);
    text_clear(&shown);
    return text;
}

// ---- comparing ----

int fact_step_compare(const struct fact_step *a, const struct fact_step *b) {
    if (a->kind != b->kind)
        return a->kind < b->kind ? -1 : 1;
    if (a->kind != FACT_STEP_POSITION)
        return a->text == b->text ? 0 : strcmp(a->text, b->text);
    return (a->position > b->position) - (a->position < b->position);
}

int fact_path_compare(const struct fact_path *a, const struct fact_path *b) {
    for (size_t i = 0; i < a->count && i < b->count; i++) {
        int order = fact_step_compare(&a->steps[i], &b->steps[i]);
        if (order != 0)
            return order;
    }
    return (a->count > b->count) - (a->count < b->count);
}

uint32_t fact_path_hash(const struct fact_path *path) {
    static const char seed;
    uint32_t hash = 0;
    for (size_t i = 0; i < path->count; i++) {
        const struct fact_step *step = &path->steps[i];
        uint64_t own =
            step->text != NULL ? hash_bytes(&seed, step->text, strlen(step->text)) : step->position;
        hash = hash_words(own, (uint64_t)hash << 2 | step->kind);
    }
    return hash;
}

size_t fact_path_covers(const struct fact_path *listed, const struct fact_path *fact) {
    size_t taken = 0;
    for (size_t i = 0; i < listed->count; i++, taken++) {
        while (!fact_step_is_index(&listed->steps[i]) && taken < fact->count &&
               fact_step_is_index(&fact->steps[taken]))
            taken++;
        if (taken == fact->count || fact_step_compare(&listed->steps[i], &fact->steps[taken]) != 0)
            return 0;
    }
    return taken;
}
