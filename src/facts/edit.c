// Finds values in a text by walking it with the scan of JSON, and changes ranges of its bytes.
#include "config.h"

#include "facts/edit.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "base/sort.h"
#include "facts/edit_index.h"
#include "facts/escape.h"

void edit_init(struct edit *edit, const char *text, size_t size, struct arena *arena) {
    *edit = (struct edit){.text = text, .end = text + size, .arena = arena};
    scan_init(&edit->scan);
}

void edit_clear(struct edit *edit) {
    scan_clear(&edit->scan);
}

// The end of the value at `at`. The text was read before, so there is one.
static const char *value_end(struct edit *edit, const char *at) {
    const char *end = scan_value(&edit->scan, at, edit->end, 0);
    assert(end != NULL);
    return end;
}

struct part edit_root(struct edit *edit) {
    struct part root = {.gap = edit->text};
    if (edit->root.begin != NULL)
        return edit->root;
    bool marked = edit->end - edit->text >= 3 && memcmp(edit->text, "\xef\xbb\xbf", 3) == 0;
    root.begin = scan_blanks(edit->text + (marked ? 3 : 0));
    root.end = value_end(edit, root.begin);
    return edit->root = root;
}

struct part edit_next(struct edit *edit, const struct part *parent, struct part last) {
    struct part next = {0};
    const char *at = last.begin == NULL ? parent->begin : scan_blanks(last.end);
    if (last.begin != NULL && *at != ',')
        return next;
    const char *gap = at + 1; // after the bracket or the comma
    at = scan_blanks(gap);
    if (*at == '}' || *at == ']')
        return next;
    next.gap = gap;
    if (part_is(parent, '{')) {
        next.name = at;
        next.name_end = value_end(edit, at);
        at = scan_blanks(scan_blanks(next.name_end) + 1);
    }
    next.begin = at;
    next.end = value_end(edit, at);
    return next;
}

static const char *decode(struct edit *edit, const char *quoted) {
    value_end(edit, quoted);
    return escape_text(edit->arena, edit->scan.tokens);
}

const char *edit_name(struct edit *edit, const struct part *member) {
    return decode(edit, member->name);
}

// A long object is not read for each of the names that are looked for in it.
static struct part long_member(struct edit *edit, const struct part *object, const char *name) {
    const struct edit_index *index = edit_index(edit, object, NULL);
    size_t place = edit_index_find(index, name);
    return place < index->named ? index->items[index->by_name[place]].part : (struct part){0};
}

struct part edit_member(struct edit *edit, const struct part *object, const char *name) {
    struct part member = {0};
    if (!part_is(object, '{'))
        return member;
    if (object->end - object->begin >= EDIT_LONG)
        return long_member(edit, object, name);
    do {
        member = edit_next(edit, object, member);
    } while (member.begin != NULL && strcmp(decode(edit, member.name), name) != 0);
    return member;
}

bool part_is(const struct part *part, char first) {
    return part->begin != NULL && *part->begin == first;
}

static bool has_line(const char *begin, const char *end) {
    return memchr(begin, '\n', (size_t)(end - begin)) != NULL;
}

const char *edit_text(struct edit *edit, const struct part *part) {
    return part_is(part, '"') ? decode(edit, part->begin) : NULL;
}

const char *edit_quote(struct edit *edit, const char *text) {
    struct text out = {0};
    json_add_quoted(&out, text);
    const char *quoted = text_copy(&out, edit->arena);
    text_clear(&out);
    return quoted;
}

static void change(struct edit *edit, const char *begin, const char *end, struct text *with) {
    size_t number = edit->count;
    ARENA_PUSH(edit->arena, edit->changes, edit->count, edit->room) =
        (struct edit_change){(size_t)(begin - edit->text), (size_t)(end - edit->text), number,
                             text_copy(with, edit->arena)};
    text_clear(with);
}

// The last member or element.
static struct part last_part(struct edit *edit, const struct part *parent) {
    struct part last = {0}, next = {0};
    while ((next = edit_next(edit, parent, next)).begin != NULL)
        last = next;
    return last;
}

static void add_range(struct text *out, const char *begin, const char *end) {
    text_add_bytes(out, begin, (size_t)(end - begin));
}

static const char *gap_end(const struct part *part) {
    return part->name != NULL ? part->name : part->begin;
}

// A comma and the white space that stands before the last part. Where it is the only one, as in
// {"a": 1}, there may be none to go by.
static void add_gap(struct text *out, const struct part *parent, const struct part *last) {
    bool alone = last->gap == parent->begin + 1 && last->gap == gap_end(last);
    text_add_char(out, ',');
    if (alone && last->name != NULL && last->begin[-1] == ' ')
        text_add_char(out, ' ');
    add_range(out, last->gap, gap_end(last));
}

// Adds a member after the last one.
static void add_member(struct edit *edit, const struct part *object, struct pair pair) {
    struct part last = last_part(edit, object);
    struct text with = {0};
    const char *name = edit_quote(edit, pair.name);
    if (last.begin == NULL) {
        text_addf(&with, "{ %s: %s }", name, pair.json);
        change(edit, object->begin, object->end, &with);
        return;
    }
    add_gap(&with, object, &last);
    text_add(&with, name);
    add_range(&with, last.name_end, last.begin);
    text_add(&with, pair.json);
    change(edit, last.end, last.end, &with);
}

void edit_set(struct edit *edit, const struct part *object, struct pair pair) {
    struct part member = edit_member(edit, object, pair.name);
    struct text with = {0};
    if (member.begin == NULL) {
        add_member(edit, object, pair);
        return;
    }
    text_add(&with, pair.json);
    change(edit, member.begin, member.end, &with);
}

// With the comma that divides it from its neighbour: the one before it, or after the first.
void edit_remove(struct edit *edit, const struct part *object, const char *name) {
    struct part member = edit_member(edit, object, name);
    struct text with = {0};
    if (member.begin == NULL)
        return;
    if (member.gap > object->begin + 1) {
        change(edit, member.gap - 1, member.end, &with);
        return;
    }
    struct part next = edit_next(edit, object, member);
    change(edit, member.name, next.begin != NULL ? next.name : member.end, &with);
}

// ---- objects of a list ----

// How an object is laid out: what stands after its bracket, between and before its members, and
// before the bracket that closes it.
struct layout {
    struct text open, between, close;
    const char *colon;
};

static void layout_clear(struct layout *layout) {
    text_clear(&layout->open);
    text_clear(&layout->between);
    text_clear(&layout->close);
}

// Laid out as the members of another object; on one line where that has no members.
static struct layout layout_like(struct edit *edit, const struct part *object) {
    struct layout layout = {.colon = ": "};
    struct part first = {0};
    if (part_is(object, '{')) // an element of a list may be null
        first = edit_next(edit, object, first);
    if (first.begin == NULL) {
        text_add(&layout.open, " ");
        text_add(&layout.between, ", ");
        text_add(&layout.close, " ");
        return layout;
    }
    struct part last = last_part(edit, object);
    bool lines = has_line(first.gap, first.name);
    text_add_char(&layout.between, ',');
    add_range(&layout.open, first.gap, first.name);
    add_range(&layout.close, last.end, object->end - 1);
    if (first.begin[-1] == ':')
        layout.colon = ":";
    else if (!lines)
        text_add_char(&layout.between, ' ');
    if (lines)
        add_range(&layout.between, first.gap, first.name);
    return layout;
}

static void add_object(struct text *out, struct edit *edit, const struct layout *layout,
                       const struct pair *pairs, size_t count) {
    text_add_char(out, '{');
    text_add(out, text_data(&layout->open));
    for (size_t i = 0; i < count; i++)
        text_addf(out, "%s%s%s%s", i > 0 ? text_data(&layout->between) : "",
                  edit_quote(edit, pairs[i].name), layout->colon, pairs[i].json);
    text_add(out, text_data(&layout->close));
    text_add_char(out, '}');
}

static struct layout plain_layout(bool spaced) {
    struct layout layout = {.colon = spaced ? ": " : ":"};
    text_add(&layout.open, spaced ? " " : "");
    text_add(&layout.between, spaced ? ", " : ",");
    text_add(&layout.close, spaced ? " " : "");
    return layout;
}

// A list of one object, as a member of an object that is laid out in lines or in one.
static const char *new_list(struct edit *edit, const struct part *root, const struct pair *pairs,
                            size_t count) {
    struct part last = last_part(edit, root);
    bool lines = last.begin != NULL && has_line(last.gap, last.name);
    struct layout layout = plain_layout(lines || last.begin == NULL || last.begin[-1] != ':');
    struct text out = {0}, indent = {0};
    const char *newline = "\n";
    if (lines) {
        const char *from = last.name;
        while (from[-1] != '\n')
            from--;
        newline = from[-2] == '\r' ? "\r\n" : "\n";
        add_range(&indent, from, last.name);
    }
    text_add_char(&out, '[');
    if (lines)
        text_addf(&out, "%s%s%s", newline, text_data(&indent), text_data(&indent));
    add_object(&out, edit, &layout, pairs, count);
    if (lines)
        text_addf(&out, "%s%s", newline, text_data(&indent));
    text_add_char(&out, ']');
    const char *made = text_copy(&out, edit->arena);
    layout_clear(&layout);
    text_clear(&indent);
    text_clear(&out);
    return made;
}

void edit_put(struct edit *edit, const char *list, const struct part *replaced,
              const struct pair *pairs, size_t count) {
    struct part root = edit_root(edit);
    struct part member = edit_member(edit, &root, list);
    struct part last = {0};
    if (part_is(&member, '['))
        last = last_part(edit, &member);
    if (last.begin == NULL) {
        edit_set(edit, &root, (struct pair){list, new_list(edit, &root, pairs, count)});
        return;
    }
    struct text with = {0};
    struct layout layout = layout_like(edit, replaced != NULL ? replaced : &last);
    if (replaced == NULL)
        add_gap(&with, &member, &last);
    add_object(&with, edit, &layout, pairs, count);
    change(edit, replaced != NULL ? replaced->begin : last.end,
           replaced != NULL ? replaced->end : last.end, &with);
    layout_clear(&layout);
}

static int compare_changes(const void *left, const void *right) {
    const struct edit_change *a = left, *b = right;
    if (a->begin != b->begin)
        return a->begin < b->begin ? -1 : 1;
    return (a->number > b->number) - (a->number < b->number);
}

void edit_apply(struct edit *edit, struct text *out) {
    const char *at = edit->text;
    sort_array(edit->changes, edit->count, sizeof *edit->changes, compare_changes);
    for (size_t i = 0; i < edit->count; i++) {
        const struct edit_change *one = &edit->changes[i];
        assert(at <= edit->text + one->begin);
        add_range(out, at, edit->text + one->begin);
        text_add(out, one->with);
        at = edit->text + one->end;
    }
    add_range(out, at, edit->end);
}
