// Objects and lists that are long are asked for many names: a text is read once for all of them.
#include "facts/edit_index.h"

#include <string.h>

#include "base/sort.h"
#include "base/time.h"
#include "lang/unit.h"

// What is being sorted: a name and where it stands.
struct named_item {
    const char *name;
    uint32_t number;
};

static int compare_named(const void *left, const void *right) {
    const struct named_item *a = left, *b = right;
    int order = strcmp(a->name, b->name);
    return order != 0 ? order : (a->number > b->number) - (a->number < b->number);
}

static void sort_by_name(struct edit *edit, struct edit_index *index) {
    struct named_item *places = ARENA_ARRAY(edit->arena, struct named_item, index->count);
    for (size_t i = 0; i < index->count; i++)
        if (index->items[i].name != NULL)
            places[index->named++] = (struct named_item){index->items[i].name, (uint32_t)i};
    sort_array(places, index->named, sizeof *places, compare_named);
    index->by_name = ARENA_ARRAY(edit->arena, uint32_t, index->named);
    for (size_t i = 0; i < index->named; i++)
        index->by_name[i] = places[i].number;
}

const char *edit_key(struct edit *edit, const struct type *type, const char *written) {
    size_t size = strlen(written);
    struct decimal number;
    struct dimension dimension;
    struct text shown = {0};
    int64_t time;
    if (type_is_numeric(type) && (decimal_parse(written, size, &number) == DECIMAL_OK ||
                                  quantity_parse(written, size, &number, &dimension))) {
        quantity_show_exact(&shown, number, type->dimension);
    } else if (type->kind == TYPE_TIME && time_parse(written, size, false, &time)) {
        char text[TIME_TEXT];
        text_add_bytes(&shown, text, time_format(time, text));
    } else {
        return written;
    }
    const char *key = text_copy(&shown, edit->arena);
    text_clear(&shown);
    return key;
}

// NULL where the element has no key.
static const char *key_of(struct edit *edit, const struct part *element, const struct field *key) {
    struct part member = edit_member(edit, element, key->name);
    const char *written = edit_text(edit, &member);
    if (member.begin == NULL || part_is(&member, 'n'))
        return NULL;
    if (written == NULL)
        written = arena_copy(edit->arena, member.begin, (size_t)(member.end - member.begin));
    return edit_key(edit, &key->type, written);
}

static struct edit_index *make(struct edit *edit, const struct part *part,
                               const struct field *key) {
    struct edit_index *index = ARENA_NEW(edit->arena, struct edit_index);
    struct part next = {0};
    index->begin = part->begin;
    while ((next = edit_next(edit, part, next)).begin != NULL)
        ARENA_PUSH(edit->arena, index->items, index->count, index->room) = (struct edit_item){
            key != NULL ? key_of(edit, &next, key) : edit_name(edit, &next), next};
    sort_by_name(edit, index);
    return index;
}

const struct edit_index *edit_index(struct edit *edit, const struct part *part,
                                    const struct field *key) {
    for (size_t i = 0; i < edit->index_count; i++)
        if (edit->indexes[i]->begin == part->begin)
            return edit->indexes[i];
    struct edit_index *index = make(edit, part, key);
    if (part->end - part->begin >= EDIT_LONG)
        ARENA_PUSH(edit->arena, edit->indexes, edit->index_count, edit->index_room) = index;
    return index;
}

static const char *name_at(const struct edit_index *index, size_t place) {
    return index->items[index->by_name[place]].name;
}

size_t edit_index_find(const struct edit_index *index, const char *name) {
    size_t low = 0, high = index->named;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        bool less = strcmp(name_at(index, middle), name) < 0;
        low = less ? middle + 1 : low;
        high = less ? high : middle;
    }
    return edit_index_is(index, low, name) ? low : index->named;
}

bool edit_index_is(const struct edit_index *index, size_t place, const char *name) {
    return place < index->named && strcmp(name_at(index, place), name) == 0;
}
