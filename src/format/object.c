// Facts of tests: { name: value … } and [ { … }, … ]. One that the source breaks behind its bracket
// has a line for each of its parts; else they fill lines.
#include "grammar/parser.h"

#include "format/layout.h"

// What stands between brackets, where the line began that they are on, and what follows them.
struct inside {
    uint32_t open, close, indent, tail;
};

static void put_inside(struct layout *layout, const struct inside *inside);

// A comma belongs to what it follows.
static uint32_t value_end(const struct layout *layout, struct section member) {
    return member.end - (layout->pieces->items[member.end - 1].kind == ',');
}

static void put_value(struct layout *layout, struct section value, uint32_t indent, uint32_t tail) {
    const struct piece *first = &layout->pieces->items[value.begin];
    if (first->kind == '{')
        layout_object(layout, value.begin, indent, tail);
    else if (first->kind == '[' && first[1].kind == '{')
        put_inside(layout, &(struct inside){value.begin, first->partner, indent, tail});
    else
        layout_value(layout, value, tail);
}

// A member, or an element of a list, with its comma.
static void put_part(struct layout *layout, struct section part, uint32_t indent, uint32_t tail) {
    struct section value = {part.begin, value_end(layout, part)};
    if (layout->pieces->items[part.begin].kind != '{')
        layout_piece(layout, value.begin++);
    put_value(layout, value, indent, tail + (value.end < part.end));
    if (value.end < part.end)
        layout_piece(layout, value.end);
}

// The next part: up to the next name, or behind the comma of an element.
static struct section next_part(const struct layout *layout, uint32_t begin, uint32_t close) {
    const struct piece *items = layout->pieces->items;
    bool element = items[begin].kind == '{';
    uint32_t end = breaks_next(layout->pieces, begin);
    while (end < close &&
           !(element ? items[end - 1].kind == ','
                     : items[end].kind == TOKEN_LABEL || items[end].kind == TOKEN_COLON_WORD))
        end = breaks_next(layout->pieces, end);
    return (struct section){begin, end};
}

static void put_lines(struct layout *layout, const struct inside *inside) {
    uint32_t before = layout->indent;
    layout->indent = inside->indent + LAYOUT_INDENT;
    for (struct section part = {0, inside->open + 1}; part.end < inside->close;) {
        part = next_part(layout, part.end, inside->close);
        layout_line(layout, inside->indent + LAYOUT_INDENT);
        put_part(layout, part, inside->indent + LAYOUT_INDENT, 0);
    }
    layout_line(layout, inside->indent);
    layout->indent = before;
}

// Elements each have a line; members share one as far as they fit.
static void put_filled(struct layout *layout, const struct inside *inside) {
    uint32_t column = layout_column(layout, inside->open + 1), before = layout->indent;
    layout->indent = column;
    for (struct section part = {0, inside->open + 1}; part.end < inside->close;) {
        bool first = part.end == inside->open + 1;
        part = next_part(layout, part.end, inside->close);
        uint32_t tail = part.end == inside->close ? inside->tail + 2 : 0;
        bool element = layout->pieces->items[part.begin].kind == '{';
        if (!first &&
            (element || !layout_fits(layout, part, layout_column(layout, part.begin), tail)))
            layout_line(layout, column);
        put_part(layout, part, column, tail);
    }
    layout->indent = before;
}

static void put_inside(struct layout *layout, const struct inside *inside) {
    const struct piece *next = &layout->pieces->items[inside->open + 1];
    struct section whole = {inside->open, inside->close + 1};
    uint32_t column = layout_column(layout, inside->open);
    bool broken = next->fresh && inside->open + 1 < inside->close;
    if (!broken && layout_fits(layout, whole, column, inside->tail)) {
        layout_flat(layout, whole);
        return;
    }
    layout_piece(layout, inside->open);
    if (broken)
        put_lines(layout, inside);
    else
        put_filled(layout, inside);
    layout_piece(layout, inside->close);
}

void layout_object(struct layout *layout, uint32_t open, uint32_t indent, uint32_t tail) {
    put_inside(layout, &(struct inside){open, layout->pieces->items[open].partner, indent, tail});
}
