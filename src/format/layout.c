// A section is flat where it fits. Otherwise each of its parts is laid out in the same way, until
// there are only names, literals and brackets, whose insides follow the same rule.
#include "format/layout.h"

#include "grammar/parser.h"

void layout_line(struct layout *layout, uint32_t indent) {
    sheet_line(&layout->sheet, indent);
    layout->commented = false;
    layout->empty = layout->bare = true;
}

static void add(struct layout *layout, const char *text, uint32_t size, uint32_t width) {
    sheet_add(&layout->sheet, text, size, width);
    layout->empty = layout->bare = false;
}

void layout_part(struct layout *layout, enum sheet_part part) {
    if (layout->commented)
        return; // what comes next begins a line
    sheet_part(&layout->sheet, part);
    layout->bare = true;
}

void layout_comment(struct layout *layout, const struct comment *comment) {
    add(layout, comment->text, comment->size, 0);
    layout->commented = true;
}

static void add_comments(struct layout *layout, const struct piece *piece) {
    for (uint32_t i = 0; i < piece->above_count; i++) {
        if (!layout->empty)
            layout_line(layout, layout->indent);
        layout_comment(layout, &piece->above[i]);
    }
}

void layout_piece(struct layout *layout, uint32_t at) {
    if (!layout->pieces->items[at].begins)
        add_comments(layout, &layout->pieces->items[at]);
    layout_token(layout, at);
}

void layout_token(struct layout *layout, uint32_t at) {
    const struct piece *piece = &layout->pieces->items[at];
    if (layout->commented)
        layout_line(layout, layout->indent);
    if (piece->apart && !layout->bare)
        sheet_blanks(&layout->sheet, 1);
    add(layout, piece->text, piece->size, piece->width);
    if (piece->behind != NULL) {
        layout_part(layout, SHEET_COMMENT);
        layout_comment(layout, piece->behind);
    }
}

void layout_flat(struct layout *layout, struct section section) {
    for (uint32_t i = section.begin; i < section.end; i++)
        layout_piece(layout, i);
}

bool layout_fits(const struct layout *layout, struct section section, uint32_t column,
                 uint32_t tail) {
    return !pieces_have_comment(layout->pieces, section.begin, section.end) &&
           column + pieces_width(layout->pieces, section.begin, section.end) + tail <= LAYOUT_WIDTH;
}

// Where the next piece will begin.
uint32_t layout_column(const struct layout *layout, uint32_t at) {
    return layout->sheet.column + (layout->pieces->items[at].apart && !layout->bare);
}

static struct section part_of(struct section section, const struct breaks *breaks, uint32_t i) {
    return (struct section){i == 0 ? section.begin : breaks->at[i - 1],
                            i < breaks->count ? breaks->at[i] : section.end};
}

// An operator before its operand: "and", "not in", "else".
static uint32_t operator_end(const struct layout *layout, uint32_t at) {
    const struct piece *piece = &layout->pieces->items[at];
    return at + (piece[0].kind == TOKEN_NOT && piece[1].kind == TOKEN_IN ? 2 : 1);
}

// A part behind a break: what begins it, and the value. "for each x in list" is laid out as one.
static void put_part(struct layout *layout, struct section part, uint32_t tail) {
    if (layout->pieces->items[part.begin].kind == TOKEN_INNER_FOR) {
        layout_value(layout, part, tail);
        return;
    }
    struct section value = {operator_end(layout, part.begin), part.end};
    layout_flat(layout, (struct section){part.begin, value.begin});
    layout_value(layout, value, tail);
}

// Whether a part begins a line.
static bool begins_line(const struct layout *layout, const struct breaks *breaks,
                        struct section part, uint32_t tail) {
    return !breaks->filled || layout->commented ||
           !layout_fits(layout, part, layout_column(layout, part.begin), tail);
}

static void put_parts(struct layout *layout, struct section section, const struct breaks *breaks,
                      uint32_t tail) {
    uint32_t column = layout_column(layout, section.begin);
    layout_value(layout, part_of(section, breaks, 0), 0);
    for (uint32_t i = 1; i <= breaks->count; i++) {
        struct section part = part_of(section, breaks, i);
        uint32_t behind = i == breaks->count ? tail : 0;
        if (begins_line(layout, breaks, part, behind))
            layout_line(layout, column + breaks->indent);
        if (breaks->led)
            put_part(layout, part, behind);
        else
            layout_value(layout, part, behind);
    }
}

static struct breaks breaks_at_commas(const struct layout *layout, struct section section) {
    struct breaks breaks = {.filled = true};
    for (uint32_t i = section.begin; i < section.end; i = breaks_next(layout->pieces, i))
        if (layout->pieces->items[i].kind == ',' && i + 1 < section.end)
            ARENA_PUSH(layout->arena, breaks.at, breaks.count, breaks.room) = i + 1;
    return breaks;
}

// What stands in ( ) or [ ].
static void put_inside(struct layout *layout, struct section inside, uint32_t tail) {
    struct breaks breaks = breaks_at_commas(layout, inside);
    if (breaks.count > 0)
        put_parts(layout, inside, &breaks, tail);
    else
        layout_value(layout, inside, tail);
}

// Names, literals and brackets: what fits goes on the line, and insides that do not are broken.
static void put_sequence(struct layout *layout, struct section section, uint32_t tail) {
    for (uint32_t i = section.begin, next; i < section.end; i = next) {
        next = breaks_next(layout->pieces, i);
        struct section whole = {i, next};
        uint32_t behind = tail + pieces_width(layout->pieces, next, section.end);
        if (next - i <= 2 || layout_fits(layout, whole, layout_column(layout, i), behind)) {
            layout_flat(layout, whole);
        } else {
            layout_piece(layout, i);
            put_inside(layout, (struct section){i + 1, next - 1}, behind + 1);
            layout_piece(layout, next - 1);
        }
    }
}

// "not" and a sign stand before the value that they change.
static bool is_prefix(int kind) {
    return kind == TOKEN_NOT || kind == '-';
}

void layout_value(struct layout *layout, struct section section, uint32_t tail) {
    if (section.begin >= section.end)
        return;
    uint32_t indent = layout->indent;
    layout->indent = layout_column(layout, section.begin);
    if (layout_fits(layout, section, layout->indent, tail)) {
        layout_flat(layout, section);
    } else {
        struct breaks breaks = breaks_find(layout->pieces, section, layout->arena);
        if (breaks.count > 0) {
            put_parts(layout, section, &breaks, tail);
        } else if (is_prefix(layout->pieces->items[section.begin].kind)) {
            layout_piece(layout, section.begin);
            layout_value(layout, (struct section){section.begin + 1, section.end}, tail);
        } else {
            put_sequence(layout, section, tail);
        }
    }
    layout->indent = indent;
}

void layout_list(struct layout *layout, uint32_t open, uint32_t indent) {
    uint32_t close = layout->pieces->items[open].partner;
    struct section inside = {open + 1, close};
    struct breaks breaks = breaks_at_commas(layout, inside);
    layout->indent = indent + LAYOUT_INDENT;
    layout_piece(layout, open);
    for (uint32_t i = 0; i <= breaks.count; i++) {
        struct section part = part_of(inside, &breaks, i);
        if (i == 0 || layout->pieces->items[part.begin].fresh ||
            begins_line(layout, &breaks, part, 0))
            layout_line(layout, indent + LAYOUT_INDENT);
        layout_value(layout, part, 0);
    }
    layout_line(layout, indent);
    layout_piece(layout, close);
}
