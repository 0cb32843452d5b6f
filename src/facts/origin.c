// Finding facts in the tokens of the texts that they were read from.
#include "facts/origin.h"

#include <stdlib.h>
#include <string.h>

#include "facts/escape.h"
#include "facts/place.h"
#include "facts/scan.h"

// One text as tokens. `last` has for each list the element that was found last, after which the
// next is looked for first: facts are asked for in the order of their keys, as most files have
// them.
struct scanned {
    struct origin_text from;
    char *text; // a copy that the scan can read, SCAN_PADDING NULs behind it; NULL until asked
    bool sound;
    struct scan scan;
    uint32_t *last;
    size_t *lines; // the offsets of its line feeds
    size_t line_count, line_room;
};

struct origins {
    struct arena *arena;
    const struct store *store;
    struct scanned *texts;
    size_t count, room;
};

struct origins *origins_new(const struct store *store) {
    struct arena *arena = arena_new();
    struct origins *origins = ARENA_NEW(arena, struct origins);
    origins->arena = arena;
    origins->store = store;
    return origins;
}

void origins_free(struct origins *origins) {
    if (origins == NULL)
        return;
    for (size_t i = 0; i < origins->count; i++)
        scan_clear(&origins->texts[i].scan);
    arena_free(origins->arena);
}

void origins_add(struct origins *origins, struct origin_text text) {
    ARENA_PUSH(origins->arena, origins->texts, origins->count, origins->room) =
        (struct scanned){.from = text};
}

// ---- scanning ----

// Elements on lines become one list: a comma takes the place of what is behind each but the last.
static void join_lines(struct scan *scan, char *text, const char *end) {
    for (const char *at = scan_blanks(text), *next;; at = next) {
        at = scan_value(scan, at, end, 0);
        next = at != NULL ? scan_blanks(at) : end;
        if (next >= end || next == at)
            return;
        text[at - text] = ',';
    }
}

static void note_lines(struct scanned *scanned, struct arena *arena, const char *text,
                       size_t size) {
    const char *at = text, *end = text + size;
    while ((at = memchr(at, '\n', (size_t)(end - at))) != NULL)
        ARENA_PUSH(arena, scanned->lines, scanned->line_count, scanned->line_room) =
            (size_t)(at++ - text);
}

// The copy begins with one byte more, the bracket of the list that lines become.
static void scan(struct scanned *scanned, struct arena *arena) {
    size_t size = scanned->from.size, end = size + 1;
    char *text = scanned->text = arena_zero(arena, size + 2 + SCAN_PADDING, 1);
    text[0] = ' ';
    memcpy(text + 1, scanned->from.text, size);
    note_lines(scanned, arena, text, end);
    if (memcmp(text + 1, "\xef\xbb\xbf", 3) == 0)
        memset(text + 1, ' ', 3);
    const char *first = scan_blanks(text);
    scan_init(&scanned->scan);
    if (scanned->from.lines && *first != '[') {
        join_lines(&scanned->scan, text, text + end);
        text[0] = '[';
        text[end++] = ']';
    }
    scanned->sound = scan_value(&scanned->scan, scan_blanks(text), text + end, 0) != NULL;
    scanned->last = ARENA_ARRAY(arena, uint32_t, scanned->scan.count);
}

// ---- finding ----

static bool is_text(struct arena *arena, const struct scan_token *token, const char *text) {
    if (token->kind == SCAN_ESCAPED)
        return strcmp(escape_text(arena, token), text) == 0;
    return token->kind == SCAN_TEXT && token->size == strlen(text) &&
           memcmp(token->as.at, text, token->size) == 0;
}

// The name of a member, before its value; or NULL.
static const struct scan_token *find_member(struct arena *arena, const struct scan_token *object,
                                            const char *name) {
    const struct scan_token *end = scan_next(object);
    if (object->kind != SCAN_OBJECT)
        return NULL;
    for (const struct scan_token *member = object + 1; member < end; member = scan_next(member + 1))
        if (is_text(arena, member, name))
            return member;
    return NULL;
}

// What a step in brackets asks for, in a list of records with this key or of values (NULL).
struct sought {
    struct scanned *scanned;
    struct arena *arena;
    const char *key;
    const struct fact_step *step;
};

static bool is_sought(const struct sought *sought, const struct scan_token *element,
                      uint64_t place) {
    const struct fact_step *step = sought->step;
    if (sought->key == NULL)
        return step->kind == FACT_STEP_POSITION && place == step->position;
    const struct scan_token *name = find_member(sought->arena, element, sought->key);
    if (name == NULL)
        return false;
    if (step->kind == FACT_STEP_POSITION)
        return name[1].kind == SCAN_WHOLE && (uint64_t)name[1].as.whole == step->position;
    return is_text(sought->arena, name + 1, step->text);
}

// From one element of a list up to another; the index of the token, or 0.
static uint32_t search(const struct sought *sought, const struct scan_token *from,
                       const struct scan_token *to) {
    uint64_t place = 0;
    for (const struct scan_token *at = from; at < to; at = scan_next(at), place++)
        if (is_sought(sought, at, place))
            return (uint32_t)(at - sought->scanned->scan.tokens);
    return 0;
}

static const struct scan_token *find_element(const struct sought *sought,
                                             const struct scan_token *list) {
    const struct scan_token *tokens = sought->scanned->scan.tokens;
    uint32_t *last = &sought->scanned->last[list - tokens];
    if (list->kind != SCAN_LIST)
        return NULL;
    const struct scan_token *first = list + 1, *end = scan_next(list);
    const struct scan_token *from = *last != 0 && sought->key != NULL ? tokens + *last : first;
    uint32_t found = search(sought, from, end);
    if (found == 0 && from != first)
        found = search(sought, first, from);
    *last = found;
    return found != 0 ? tokens + found : NULL;
}

// The way down: the value, and the last token of which it is known where it stands.
struct way {
    const struct scan_token *value, *place;
    const struct record *record; // of the value, or of its elements; NULL where it has none
};

static bool step_down(struct scanned *scanned, struct arena *arena, const struct fact_step *step,
                      struct way *way) {
    const struct scan_token *token;
    if (fact_step_is_index(step)) {
        const struct field *key = way->record != NULL ? way->record->key : NULL;
        struct sought sought = {scanned, arena, key != NULL ? key->name : NULL, step};
        token = way->value = find_element(&sought, way->value);
        if (token != NULL && token->kind != SCAN_WHOLE)
            way->place = token;
        return token != NULL;
    }
    const struct field *field = way->record != NULL ? record_find(way->record, step->text) : NULL;
    token = find_member(arena, way->value, step->text);
    if (token == NULL || field == NULL)
        return false;
    *way = (struct way){token + 1, token, record_held(&field->type)};
    return true;
}

static uint64_t line_of(const struct scanned *scanned, const struct scan_token *place) {
    size_t offset = (size_t)(place->as.at - scanned->text), low = 0, high = scanned->line_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (scanned->lines[middle] < offset)
            low = middle + 1;
        else
            high = middle;
    }
    return low + 1;
}

// How many steps of the fact lead to the top of the text: those of its list.
static bool begin_way(const struct origins *origins, const struct scanned *scanned,
                      const struct fact_path *fact, size_t *from, struct way *way) {
    struct fact_path root = {0};
    size_t wrong;
    const char *name = scanned->from.root;
    *way = (struct way){scanned->scan.tokens, NULL, origins->store->model->root};
    *from = 0;
    if (name == NULL || !fact_path_parse(name, origins->arena, &root, &wrong))
        return name == NULL;
    if (!scanned->from.lines)
        return true;
    if (fact_path_covers(&root, fact) != root.count)
        return false;
    const struct field *field = model_find(origins->store->model, &root);
    way->record = field != NULL ? record_held(&field->type) : NULL;
    *from = root.count;
    return true;
}

// The way to a value that is known.
static bool go(struct origins *origins, struct scanned *scanned, const struct fact_path *fact,
               struct way *way) {
    size_t i;
    if (scanned->from.text == NULL)
        return false;
    if (scanned->text == NULL)
        scan(scanned, origins->arena);
    if (!scanned->sound || !begin_way(origins, scanned, fact, &i, way))
        return false;
    for (; i < fact->count; i++)
        if (!step_down(scanned, origins->arena, &fact->steps[i], way))
            return false;
    return way->place != NULL && way->value->kind != SCAN_NULL;
}

// Whether a root of the text was left out.
static bool is_left_out(const struct scanned *scanned, const struct fact_path *fact) {
    return scanned->from.root != NULL && !scanned->from.lines &&
           strcmp(scanned->from.root, fact->steps[0].text) != 0;
}

// What was picked from a fleet stands in its list; another file may have it as the root.
bool origins_find(struct origins *origins, const struct fact_path *fact,
                  struct origin_place *origin) {
    struct fact_path real = place_real(origins->store, fact, origins->arena);
    struct fact_path place = place_in_file(origins->store, fact, origins->arena);
    for (uint32_t i = 0; i < origins->count; i++) {
        struct scanned *scanned = &origins->texts[i];
        struct fact_path own = real;
        struct way way;
        if (is_left_out(scanned, &real) ||
            !place_in_part(origins->store, i, origins->arena, &own) ||
            (!go(origins, scanned, &own, &way) && !go(origins, scanned, &place, &way)))
            continue;
        *origin = (struct origin_place){i, line_of(scanned, way.place)};
        return true;
    }
    return false;
}

const char *origins_text(struct origins *origins, uint32_t file, const struct fact_path *path) {
    struct way way;
    if (!go(origins, &origins->texts[file], path, &way))
        return NULL;
    if (way.value->kind == SCAN_ESCAPED)
        return escape_text(origins->arena, way.value);
    return way.value->kind == SCAN_TEXT
               ? arena_copy(origins->arena, way.value->as.at, way.value->size)
               : NULL;
}

uint64_t origins_length(struct origins *origins, uint32_t file, const struct fact_path *path) {
    struct way way;
    uint64_t length = 0;
    if (!go(origins, &origins->texts[file], path, &way) || way.value->kind != SCAN_LIST)
        return 0;
    const struct scan_token *end = scan_next(way.value);
    for (const struct scan_token *token = way.value + 1; token < end; token = scan_next(token))
        length++;
    return length;
}
