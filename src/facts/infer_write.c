// Decides on types, keys and records, and writes them as a fact model.
#include "config.h"

#include "facts/infer.h"

#include <stdlib.h>
#include <string.h>

#include "base/intern.h"
#include "grammar/words.h"

// A record that was decided on: its text between the braces, and the same with its lines sorted,
// which identifies it.
struct made {
    const char *name, *key, *body, *sorted;
};

struct writing {
    struct arena *arena;
    struct intern *names; // of the records
    struct made *records;
    size_t count, room;
};

static bool is_name(const char *name) {
    size_t length = strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789_");
    return length > 0 && name[length] == '\0' && (name[0] < '0' || name[0] > '9');
}

bool infer_is_free_name(const char *name) {
    return is_name(name) && !is_reserved(name, strlen(name));
}

// The types of the language, which no record can be called.
static bool is_type(const char *name) {
    static const char *const types[] = {"bool",    "int",   "number",   "text",      "time",
                                        "version", "bytes", "duration", "frequency", "bandwidth"};
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (strcmp(types[i], name) == 0)
            return true;
    return false;
}

// ---- types ----

static const char *text_type(const struct infer_spot *spot, const char *name) {
    if (spot->times == spot->texts)
        return "time";
    if (spot->quantities == spot->texts && !spot->several_dimensions)
        return dimension_name(spot->dimension);
    return spot->versions == spot->texts && strstr(name, "version") != NULL ? "version" : "text";
}

static int kinds_of(const struct infer_spot *spot) {
    return (spot->bools > 0) + (spot->wholes + spot->decimals + spot->inexact > 0) +
           (spot->texts > 0) + (spot->lists > 0) + (spot->objects > 0);
}

// Quantities may also be numbers in their base unit.
static bool is_quantity(const struct infer_spot *spot) {
    return spot->texts > 0 && spot->quantities == spot->texts && !spot->several_dimensions &&
           spot->bools + spot->lists + spot->objects + spot->inexact == 0;
}

static const char *record_type(struct writing *writing, const struct infer_shape *shape,
                               const char *name, const char *parent, const char **why);

// The type of one value, or NULL and why there is none.
static const char *single_type(struct writing *writing, const struct infer_spot *spot,
                               const char *name, const char *parent, const char **why) {
    *why = NULL;
    if (is_quantity(spot))
        return dimension_name(spot->dimension);
    if (kinds_of(spot) == 0)
        *why = spot->nulls > 0 ? "null everywhere" : "always an empty list";
    else if (kinds_of(spot) > 1)
        *why = "values of several kinds; decide on one";
    else if (spot->inexact > 0)
        *why = "numbers that JSON does not carry exactly; write them as texts";
    else if (spot->lists > 0)
        *why = "a list of lists; make the inner one a field of a record";
    if (*why != NULL)
        return NULL;
    if (spot->objects > 0)
        return record_type(writing, spot->shape, name, parent, why);
    if (spot->bools > 0)
        return "bool";
    if (spot->texts > 0)
        return text_type(spot, name);
    return spot->decimals > 0 ? "number" : "int";
}

// An element goes by the name of its list, which must not be a reserved word.
static const char *type_of(struct writing *writing, const struct infer_spot *spot, const char *name,
                           const char *parent, const char **why) {
    if (kinds_of(spot) != 1 || spot->lists == 0)
        return single_type(writing, spot, name, parent, why);
    *why = "a reserved word, which no list can be called";
    const char *element = NULL;
    if (infer_is_free_name(name))
        element = single_type(writing, spot->element, name, parent, why);
    return element == NULL ? NULL : arena_printf(writing->arena, "list of %s", element);
}

// ---- records ----

static const char *const preferred[] = {"name", "id", "key", "uuid"};
enum { PREFERRED = sizeof preferred / sizeof *preferred };

// Whether the values of a field identify the elements of all lists, as far as the sample shows.
// Those that may are plain texts and whole numbers.
static bool can_be_key(const struct infer_shape *shape, size_t index) {
    const struct infer_field *field = &shape->fields[index];
    const struct infer_spot *spot = &field->spot;
    return index < INFER_KEYS && shape->most > 0 && !field->no_key && kinds_of(spot) == 1 &&
           infer_is_free_name(field->name) &&
           (spot->texts == 0 || strcmp(text_type(spot, field->name), "text") == 0);
}

// Preferred names first; other fields need a list of two elements as evidence.
static const char *key_of(const struct infer_shape *shape) {
    for (size_t p = 0; p < PREFERRED; p++)
        for (size_t i = 0; i < shape->count; i++)
            if (strcmp(shape->fields[i].name, preferred[p]) == 0 && can_be_key(shape, i))
                return preferred[p];
    for (size_t i = 0; i < shape->count && shape->most > 1; i++)
        if (shape->fields[i].spot.texts > 0 && can_be_key(shape, i))
            return shape->fields[i].name;
    return NULL;
}

static bool is_taken(const struct writing *writing, const char *name) {
    return intern_find(writing->names, name, strlen(name)) != INTERN_NONE || is_type(name) ||
           !infer_is_free_name(name);
}

static const char *record_name(struct writing *writing, const char *name, const char *parent) {
    if (is_taken(writing, name))
        name = arena_printf(writing->arena, "%s_%s", parent, name);
    const char *numbered = name;
    for (unsigned i = 2; is_taken(writing, numbered); i++)
        numbered = arena_printf(writing->arena, "%s_%u", name, i);
    return numbered;
}

static void add_comment(struct text *out, const char *indent, const char *name, const char *why) {
    text_addf(out, "%s# ", indent);
    if (is_name(name))
        text_add(out, name);
    else
        path_add_quoted(out, name, strlen(name));
    text_addf(out, ": %s\n", why);
}

static size_t widest_name(const struct infer_shape *shape) {
    size_t widest = 0;
    for (size_t i = 0; i < shape->count; i++) {
        size_t width = strlen(shape->fields[i].name);
        if (is_name(shape->fields[i].name) && width > widest)
            widest = width;
    }
    return widest;
}

// Adds the lines of a record; returns how many of them are fields.
static size_t add_fields(struct writing *writing, const struct infer_shape *shape, const char *own,
                         struct text *body) {
    size_t fields = 0, widest = widest_name(shape);
    for (size_t i = 0; i < shape->count; i++) {
        const struct infer_field *field = &shape->fields[i];
        const char *why = "no field can have this name: small letters, digits and _";
        const char *type = NULL;
        if (is_name(field->name))
            type = type_of(writing, &field->spot, field->name, own, &why);
        if (type == NULL) {
            add_comment(body, "    ", field->name, why);
            continue;
        }
        text_addf(body, "    %s:", field->name);
        text_add_repeat(body, ' ', widest - strlen(field->name) + 1);
        text_addf(body, "%s\n", type);
        fields++;
    }
    return fields;
}

static int compare_lines(const void *a, const void *b) {
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static const char *sort_lines(struct arena *arena, const char *body) {
    const char **lines = NULL;
    size_t count = 0, room = 0;
    struct text sorted = {0};
    for (const char *at = body; *at != '\0'; at += strcspn(at, "\n") + 1)
        ARENA_PUSH(arena, lines, count, room) = arena_copy(arena, at, strcspn(at, "\n") + 1);
    qsort(lines, count, sizeof *lines, compare_lines);
    for (size_t i = 0; i < count; i++)
        text_add(&sorted, lines[i]);
    const char *copy = text_copy(&sorted, arena);
    text_clear(&sorted);
    return copy;
}

// Objects that look alike are one record, wherever they stand and in whatever order.
static const char *find_record(const struct writing *writing, const char *sorted, const char *key) {
    for (size_t i = 0; i < writing->count; i++) {
        const struct made *made = &writing->records[i];
        bool same_key =
            key == NULL || made->key == NULL ? key == made->key : strcmp(key, made->key) == 0;
        if (same_key && strcmp(made->sorted, sorted) == 0)
            return made->name;
    }
    return NULL;
}

// As deep as records nest.
static const char *record_type(struct writing *writing, const struct infer_shape *shape,
                               const char *name, const char *parent, const char **why) {
    struct text body = {0};
    const char *key = key_of(shape);
    size_t fields = add_fields(writing, shape, name, &body);
    const char *found = NULL;
    if (fields == 0) {
        *why = shape->count == 0 ? "an empty object everywhere" : "no member has a type";
    } else {
        const char *sorted = sort_lines(writing->arena, text_data(&body));
        found = find_record(writing, sorted, key);
        if (found == NULL) {
            found = record_name(writing, name, parent);
            ARENA_PUSH(writing->arena, writing->records, writing->count, writing->room) =
                (struct made){found, key, text_copy(&body, writing->arena), sorted};
            intern_add(writing->names, found, strlen(found));
        }
    }
    text_clear(&body);
    return found;
}

// ---- the file ----

// These members name the model; they are no facts.
static bool is_head(const struct infer_field *field) {
    return strcmp(field->name, "facts") == 0 || strcmp(field->name, "version") == 0;
}

static bool add_root(struct writing *writing, const struct infer_field *field, struct text *out) {
    const char *why = "no root can have this name: small letters, digits and _";
    const char *type = NULL;
    if (is_name(field->name) && !infer_is_free_name(field->name))
        why = "a reserved word, which no root can be called";
    else if (is_name(field->name))
        type = type_of(writing, &field->spot, field->name, "root", &why);
    if (type == NULL)
        add_comment(out, "", field->name, why);
    else
        text_addf(out, "root %s: %s\n", field->name, type);
    return type != NULL;
}

static void add_record(const struct made *made, struct text *out) {
    text_addf(out, "record %s%s%s {\n%s}\n\n", made->name, made->key != NULL ? " key " : "",
              made->key != NULL ? made->key : "", made->body);
}

size_t infer_write(struct arena *arena, const struct infer_shape *root, const char *name,
                   int64_t version, struct text *out) {
    struct writing writing = {.arena = arena, .names = intern_new(arena)};
    struct text roots = {0};
    size_t count = 0;
    for (size_t i = 0; i < root->count; i++)
        if (!is_head(&root->fields[i]))
            count += add_root(&writing, &root->fields[i], &roots);
    text_addf(out, "facts %s %lld\n\n", name, (long long)version);
    for (size_t i = writing.count; i > 0; i--)
        add_record(&writing.records[i - 1], out);
    text_add(out, text_data(&roots));
    text_clear(&roots);
    return count;
}
