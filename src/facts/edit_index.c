// Objects and lists that are long are asked for many names: a text is read once for all of them.
#include "facts/edit_index.h"

#include <ctype.h>
#include <string.h>

#include "base/sort.h"

// What is being sorted: a name and where it stands.
struct place {
    const char *name;
    uint32_t number;
};

static int compare_places(const void *left, const void *right) {
    const struct place *a = left, *b = right;
    int order = strcmp(a->name, b->name);
    return order != 0 ? order : (a->number > b->number) - (a->number < b->number);
}

static void sort_by_name(struct edit *edit, struct edit_index *index) {
    struct place *places = ARENA_ARRAY(edit->arena, struct place, index->count);
    for (size_t i = 0; i < index->count; i++)
        if (index->items[i].name != NULL)
            places[index->named++] = (struct place){index->items[i].name, (uint32_t)i};
    sort_array(places, index->named, sizeof *places, compare_places);
    index->by_name = ARENA_ARRAY(edit->arena, uint32_t, index->named);
    for (size_t i = 0; i < index->named; i++)
        index->by_name[i] = places[i].number;
}

// A key that is a number is named as it is written.
static const char *name_of(struct edit *edit, const struct part *part, const char *key) {
    if (key == NULL)
        return edit_name(edit, part);
    struct part member = edit_member(edit, part, key);
    bool number =
        member.begin != NULL && (*member.begin == '-' || isdigit((unsigned char)*member.begin));
    return number ? arena_copy(edit->arena, member.begin, (size_t)(member.end - member.begin))
                  : edit_text(edit, &member);
}

static struct edit_index *make(struct edit *edit, const struct part *part, const char *key) {
    struct edit_index *index = ARENA_NEW(edit->arena, struct edit_index);
    struct part next = {0};
    index->begin = part->begin;
    index->key = key;
    while ((next = edit_next(edit, part, next)).begin != NULL)
        ARENA_PUSH(edit->arena, index->items, index->count, index->room) =
            (struct edit_item){name_of(edit, &next, key), next};
    sort_by_name(edit, index);
    return index;
}

const struct edit_index *edit_index(struct edit *edit, const struct part *part, const char *key) {
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
