// Statements: each has a form, by its first word and the block that it stands in.
#include "format/statement.h"

#include "grammar/parser.h"

enum block { BLOCK_FILE, BLOCK_RULE, BLOCK_RECORD, BLOCK_TAILORS, BLOCK_TEST };

// How a statement goes on behind its first word.
enum form {
    FORM_PLAIN,  // names, texts
    FORM_VALUE,  // a value
    FORM_ASSIGN, // names, '=' and a value, of a param with a text behind it
    FORM_WORDS,  // parts that begin with words
    FORM_FACTS,  // an object, or a file
    FORM_FIELD,  // a name, a type with limits, and a text; of a record, or a root
};

// The first words, in the block where it matters (else BLOCK_FILE), with the column in which what
// follows stands, and the words of FORM_WORDS.
struct row {
    int kind;
    enum block block;
    enum form form;
    uint32_t column;
    int words[6];
};
static const struct row rows[] = {
    {TOKEN_REQUIRE, BLOCK_RULE, FORM_VALUE, 8, {0}},
    {TOKEN_WHEN, BLOCK_RULE, FORM_VALUE, 8, {0}},
    {TOKEN_LET, BLOCK_RULE, FORM_ASSIGN, 8, {0}},
    {TOKEN_MESSAGE, BLOCK_RULE, FORM_PLAIN, 8, {0}},
    {TOKEN_REMEDY, BLOCK_RULE, FORM_PLAIN, 8, {0}},
    {TOKEN_SEE, BLOCK_RULE, FORM_PLAIN, 8, {0}},
    {TOKEN_TAG, BLOCK_RULE, FORM_PLAIN, 8, {0}},
    {TOKEN_SET, BLOCK_TAILORS, FORM_ASSIGN, 9, {0}},
    {TOKEN_SEVERITY, BLOCK_TAILORS, FORM_ASSIGN, 9, {0}},
    {TOKEN_SKIP, BLOCK_TAILORS, FORM_WORDS, 9, {TOKEN_BECAUSE}},
    {TOKEN_FOR, BLOCK_RULE, FORM_WORDS, 0, {TOKEN_WHERE}},
    {TOKEN_ROOT, BLOCK_FILE, FORM_FIELD, 0, {0}},
    {TOKEN_DEFINE, BLOCK_FILE, FORM_ASSIGN, 0, {0}},
    {TOKEN_PARAM, BLOCK_FILE, FORM_ASSIGN, 0, {0}},
    {TOKEN_SET, BLOCK_FILE, FORM_ASSIGN, 0, {0}},
    {TOKEN_WITH, BLOCK_FILE, FORM_ASSIGN, 0, {0}},
    {TOKEN_WAIVE,
     BLOCK_FILE,
     FORM_WORDS,
     0,
     {TOKEN_FOR, TOKEN_UNTIL, TOKEN_BECAUSE, TOKEN_APPROVED, TOKEN_EVEN}},
    {TOKEN_EXPECT, BLOCK_FILE, FORM_WORDS, 0, {TOKEN_FOR, TOKEN_MARGIN, TOKEN_MISSING}},
    {TOKEN_GIVEN, BLOCK_FILE, FORM_FACTS, 0, {0}},
};

static const struct row field = {.form = FORM_FIELD}, other = {.form = FORM_PLAIN};

static const struct row *row_of(int kind, enum block block) {
    if (block == BLOCK_RECORD)
        return &field;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (rows[i].kind == kind && (rows[i].block == block || rows[i].block == BLOCK_FILE))
            return &rows[i];
    return &other;
}

static enum block block_of(int kind) {
    switch (kind) {
    case TOKEN_RULE:
        return BLOCK_RULE;
    case TOKEN_RECORD:
    case TOKEN_EXTEND:
        return BLOCK_RECORD;
    case TOKEN_USE:
        return BLOCK_TAILORS;
    default:
        return BLOCK_TEST;
    }
}

static const struct piece *piece_at(const struct layout *layout, uint32_t at) {
    return &layout->pieces->items[at];
}

// ---- what follows the first word ----

static uint32_t find(const struct layout *layout, struct section section, int kind) {
    uint32_t at = section.begin;
    while (at < section.end && piece_at(layout, at)->kind != kind)
        at = breaks_next(layout->pieces, at);
    return at;
}

// A value that does not fit behind its '=' begins the next line, where that helps.
static bool moves_down(const struct layout *layout, struct section value, uint32_t indent) {
    int kind = piece_at(layout, value.begin)->kind;
    return !layout_fits(layout, value, layout_column(layout, value.begin), 0) && kind != '[' &&
           (kind == '(' || layout_fits(layout, value, indent, 0) ||
            breaks_find(layout->pieces, value, layout->arena).count > 0);
}

// A list that the source breaks behind its bracket, or that does not fit.
static bool is_long_list(const struct layout *layout, struct section value) {
    const struct piece *first = piece_at(layout, value.begin);
    return first->kind == '[' && first->partner == value.end - 1 &&
           first->partner > value.begin + 1 &&
           (first[1].fresh || !layout_fits(layout, value, layout_column(layout, value.begin), 0));
}

static void put_assigned(struct layout *layout, struct section value, uint32_t indent) {
    uint32_t further = indent + LAYOUT_INDENT;
    if (is_long_list(layout, value)) {
        layout_list(layout, value.begin, indent);
        return;
    }
    if (!layout->commented && moves_down(layout, value, further))
        layout_line(layout, further);
    layout_value(layout, value, 0);
}

// A text behind the value, or the type, of a param says what it is.
static uint32_t value_end(const struct layout *layout, struct section statement, uint32_t begin) {
    bool param = piece_at(layout, statement.begin)->kind == TOKEN_PARAM;
    bool text = piece_at(layout, statement.end - 1)->kind == TOKEN_STRING;
    return statement.end - (param && text && statement.end - 1 > begin);
}

// A text stands in its column, unless what is before it has several lines.
static void put_text(struct layout *layout, uint32_t begin, uint32_t end, uint32_t line) {
    if (begin < end && layout->sheet.count == line)
        layout_part(layout, SHEET_TEXT);
    layout_flat(layout, (struct section){begin, end});
}

static void put_assignment(struct layout *layout, struct section statement, struct section rest,
                           uint32_t indent) {
    uint32_t sign = find(layout, rest, '='), line = layout->sheet.count;
    if (sign == rest.end) {
        uint32_t end = value_end(layout, statement, rest.begin);
        layout_value(layout, (struct section){rest.begin, end}, 0);
        put_text(layout, end, rest.end, line);
        return;
    }
    uint32_t end = value_end(layout, statement, sign + 1);
    layout_value(layout, (struct section){rest.begin, sign + 1}, 0);
    put_assigned(layout, (struct section){sign + 1, end}, indent);
    put_text(layout, end, rest.end, line);
}

// A word may stand before the name: "plan", "root".
static void put_field(struct layout *layout, struct section statement) {
    int first = piece_at(layout, statement.begin)->kind;
    uint32_t type = statement.begin + (first == TOKEN_PLAN || first == TOKEN_ROOT ? 2 : 1);
    uint32_t text = statement.end - (piece_at(layout, statement.end - 1)->kind == TOKEN_STRING);
    uint32_t line = layout->sheet.count;
    layout_flat(layout, (struct section){statement.begin, type});
    layout_part(layout, SHEET_TYPE);
    layout_value(layout, (struct section){type, text}, 0);
    put_text(layout, text, statement.end, line);
}

static void put_words(struct layout *layout, const struct row *row, struct section statement,
                      struct section rest, uint32_t indent) {
    struct breaks breaks = breaks_at_words(layout->pieces, statement, row->words, layout->arena);
    struct section part = {rest.begin, breaks.count > 0 ? breaks.at[0] : rest.end};
    bool flat = layout_fits(layout, rest, layout_column(layout, rest.begin), 0);
    layout_value(layout, part, 0);
    for (uint32_t i = 0; i < breaks.count; i++) {
        part = (struct section){breaks.at[i], i + 1 < breaks.count ? breaks.at[i + 1] : rest.end};
        uint32_t column = layout_column(layout, part.begin);
        if (!flat && (row->kind == TOKEN_FOR || !layout_fits(layout, part, column, 0)))
            layout_line(layout, indent + LAYOUT_INDENT);
        layout_piece(layout, part.begin);
        layout_value(layout, (struct section){part.begin + 1, part.end}, 0);
    }
}

static void put_facts(struct layout *layout, struct section rest, uint32_t indent) {
    if (piece_at(layout, rest.begin)->kind == '{')
        layout_object(layout, rest.begin, indent, 0);
    else
        layout_flat(layout, rest);
}

static void put_rest(struct layout *layout, const struct row *row, struct section statement,
                     uint32_t indent) {
    struct section rest = {statement.begin + 1, statement.end};
    layout->indent = indent + LAYOUT_INDENT;
    switch (row->form) {
    case FORM_PLAIN:
    case FORM_VALUE:
        layout_value(layout, rest, 0);
        break;
    case FORM_ASSIGN:
        put_assignment(layout, statement, rest, indent);
        break;
    case FORM_WORDS:
        put_words(layout, row, statement, rest, indent);
        break;
    case FORM_FACTS:
        put_facts(layout, rest, indent);
        break;
    case FORM_FIELD:
        break;
    }
}

// A statement without its block. What follows the first word stands in the column of its row.
static void put_line(struct layout *layout, const struct row *row, struct section statement,
                     uint32_t indent) {
    if (row->form == FORM_FIELD) {
        put_field(layout, statement);
        return;
    }
    uint32_t size = piece_at(layout, statement.begin)->size;
    layout_piece(layout, statement.begin);
    if (size + 1 < row->column && statement.begin + 1 < statement.end)
        sheet_blanks(&layout->sheet, row->column - size - 1);
    put_rest(layout, row, statement, indent);
}

// ---- blocks ----

// Empty lines and comments above a piece; none at the top of a block.
static void put_above(struct layout *layout, const struct piece *piece, uint32_t indent, bool top) {
    for (uint32_t i = 0; i < piece->above_count; i++) {
        if (piece->above[i].spaced && !top)
            sheet_space(&layout->sheet);
        layout_line(layout, indent);
        layout_comment(layout, &piece->above[i]);
        top = false;
    }
    if (piece->spaced && !top && piece->kind != '}' && piece->kind != 0)
        sheet_space(&layout->sheet);
}

static struct section next_statement(const struct layout *layout, uint32_t begin, uint32_t end) {
    uint32_t at = breaks_next(layout->pieces, begin);
    while (at < end && !piece_at(layout, at)->begins)
        at = breaks_next(layout->pieces, at);
    return (struct section){begin, at};
}

// Where the block of a statement opens; its end where it has none.
static uint32_t block_open(const struct layout *layout, struct section statement) {
    bool given = piece_at(layout, statement.begin)->kind == TOKEN_GIVEN;
    return given ? statement.end : find(layout, statement, '{');
}

static void put_block(struct layout *layout, uint32_t open, enum block block, uint32_t indent);

static uint32_t indent_of(const struct layout *layout, uint32_t at, enum block block,
                          uint32_t indent) {
    bool inner = block == BLOCK_RULE && piece_at(layout, at)->kind == TOKEN_MESSAGE;
    return indent + (inner ? LAYOUT_INDENT : 0);
}

static void put_statement(struct layout *layout, struct section statement, enum block block,
                          uint32_t indent) {
    int kind = piece_at(layout, statement.begin)->kind;
    uint32_t open = block_open(layout, statement);
    uint32_t in = indent_of(layout, statement.begin, block, indent);
    layout_line(layout, in);
    put_line(layout, row_of(kind, block), (struct section){statement.begin, open}, in);
    if (open < statement.end)
        put_block(layout, open, block_of(kind), indent);
}

static bool has_table(const struct layout *layout, struct section statement, enum block block) {
    int kind = piece_at(layout, statement.begin)->kind;
    return block == BLOCK_RECORD || kind == TOKEN_PARAM || kind == TOKEN_ROOT;
}

// Fields of a record are one table; so are params, or roots, without an empty line or a comment
// between them.
static bool continues_table(const struct layout *layout, struct section before,
                            struct section statement, enum block block) {
    const struct piece *piece = piece_at(layout, statement.begin);
    if (before.end == 0)
        return false;
    return block == BLOCK_RECORD || (piece_at(layout, before.begin)->kind == piece->kind &&
                                     !piece->spaced && piece->above_count == 0);
}

static void put_statements(struct layout *layout, uint32_t begin, uint32_t end, enum block block,
                           uint32_t indent) {
    uint32_t table = 0;
    for (struct section before = {0, 0}, statement; begin < end; begin = statement.end) {
        statement = next_statement(layout, begin, end);
        if (!continues_table(layout, before, statement, block))
            table = begin + 1;
        layout->sheet.table = has_table(layout, statement, block) ? table : 0;
        put_above(layout, piece_at(layout, begin), indent_of(layout, begin, block, indent),
                  before.end == 0);
        put_statement(layout, statement, block, indent);
        before = statement;
    }
}

// ---- blocks on one line ----

// Two blanks part the statements.
static uint32_t extra_blanks(const struct layout *layout, uint32_t open, uint32_t close) {
    uint32_t extra = 0;
    for (uint32_t i = open + 2; i < close; i++)
        extra += piece_at(layout, i)->begins && piece_at(layout, i - 1)->kind != '{';
    return extra;
}

static bool fits_line(const struct layout *layout, uint32_t open, uint32_t close) {
    struct section whole = {open, close + 1};
    return !piece_at(layout, open + 1)->fresh && !layout->commented &&
           layout_fits(layout, whole, layout_column(layout, open),
                       extra_blanks(layout, open, close));
}

static void put_on_line(struct layout *layout, uint32_t open, uint32_t close) {
    for (uint32_t i = open; i <= close; i++) {
        if (i > open + 1 && piece_at(layout, i)->begins && piece_at(layout, i - 1)->kind != '{')
            sheet_blanks(&layout->sheet, 1);
        layout_piece(layout, i);
    }
}

static void put_block(struct layout *layout, uint32_t open, enum block block, uint32_t indent) {
    uint32_t close = piece_at(layout, open)->partner;
    layout->indent = indent + LAYOUT_INDENT;
    if (fits_line(layout, open, close)) {
        put_on_line(layout, open, close);
        return;
    }
    layout_piece(layout, open);
    put_statements(layout, open + 1, close, block, indent + LAYOUT_INDENT);
    layout->sheet.table = 0;
    put_above(layout, piece_at(layout, close), indent + LAYOUT_INDENT, open + 1 == close);
    layout_line(layout, indent);
    layout_token(layout, close);
}

void statements_put(struct layout *layout) {
    uint32_t count = layout->pieces->count;
    put_statements(layout, 0, count, BLOCK_FILE, 0);
    layout->sheet.table = 0;
    put_above(layout, piece_at(layout, count), 0, count == 0);
}
