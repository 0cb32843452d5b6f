// Lines are kept until all are written, for a column is as far out as the widest part before it.
#include "format/sheet.h"

// How wide the part before may be; a wider one pushes what follows out of its column, alone.
enum { WIDEST_LABEL = 40, WIDEST_TYPE = 20, WIDEST_HEAD = 60, WIDEST_LINE = 80 };
enum { APART = 1, COMMENT_APART = 2 };

void sheet_begin(struct sheet *sheet, struct arena *arena) {
    *sheet = (struct sheet){.arena = arena};
}

void sheet_line(struct sheet *sheet, uint32_t indent) {
    uint32_t begin = (uint32_t)sheet->text.size;
    ARENA_PUSH(sheet->arena, sheet->lines, sheet->count, sheet->room) =
        (struct sheet_line){.begin = begin, .end = begin, .table = sheet->table};
    sheet->column = 0;
    sheet_blanks(sheet, indent);
}

void sheet_space(struct sheet *sheet) {
    sheet_line(sheet, 0);
}

void sheet_add(struct sheet *sheet, const char *text, uint32_t size, uint32_t width) {
    text_add_bytes(&sheet->text, text, size);
    sheet->lines[sheet->count - 1].end = (uint32_t)sheet->text.size;
    sheet->column += width;
}

void sheet_blanks(struct sheet *sheet, uint32_t count) {
    text_add_repeat(&sheet->text, ' ', count);
    sheet->lines[sheet->count - 1].end = (uint32_t)sheet->text.size;
    sheet->column += count;
}

void sheet_part(struct sheet *sheet, enum sheet_part part) {
    struct sheet_line *line = &sheet->lines[sheet->count - 1];
    line->parts[part].there = true;
    line->parts[part].at = (uint32_t)sheet->text.size;
    line->parts[part].column = sheet->column;
}

// ---- columns ----

static bool is_comment(const struct sheet *sheet, const struct sheet_line *line) {
    uint32_t at = line->begin;
    while (at < line->end && sheet->text.data[at] == ' ')
        at++;
    return at < line->end && sheet->text.data[at] == '#';
}

// Whether two lines, the second below the first, align a part. A comment belongs to the lines
// around it, up to an empty one or one that is a comment.
static bool aligns(const struct sheet *sheet, uint32_t above, enum sheet_part part) {
    const struct sheet_line *first = &sheet->lines[above], *second = first + 1;
    if (part != SHEET_COMMENT)
        return first->table != 0 && first->table == second->table;
    return first->begin != first->end && second->begin != second->end &&
           !is_comment(sheet, first) && !is_comment(sheet, second);
}

static uint32_t column_before(const struct sheet_line *line, enum sheet_part part) {
    for (int before = (int)part - 1; before >= 0; before--)
        if (line->parts[before].there)
            return line->parts[before].column;
    return 0;
}

// Whether what is before a part is narrow enough to have a say in where the column is.
static bool counts(const struct sheet_line *line, enum sheet_part part) {
    uint32_t width = line->parts[part].column - column_before(line, part);
    if (part == SHEET_TYPE)
        return width <= WIDEST_LABEL;
    if (part == SHEET_COMMENT)
        return line->parts[part].column <= WIDEST_LINE;
    return width <= (line->parts[SHEET_TYPE].there ? WIDEST_TYPE : WIDEST_HEAD);
}

// Puts blanks before a part, which move those after it too.
static void move(struct sheet_line *line, enum sheet_part part, uint32_t blanks) {
    line->parts[part].blanks = blanks;
    for (int i = (int)part; i < SHEET_PARTS; i++)
        line->parts[i].column += blanks;
}

static void align_lines(struct sheet *sheet, uint32_t begin, uint32_t end, enum sheet_part part) {
    uint32_t column = 0, apart = part == SHEET_COMMENT ? COMMENT_APART : APART;
    for (uint32_t i = begin; i < end; i++)
        if (sheet->lines[i].parts[part].there && counts(&sheet->lines[i], part) &&
            sheet->lines[i].parts[part].column > column)
            column = sheet->lines[i].parts[part].column;
    for (uint32_t i = begin; i < end; i++) {
        uint32_t here = sheet->lines[i].parts[part].column;
        if (sheet->lines[i].parts[part].there)
            move(&sheet->lines[i], part, (here < column ? column - here : 0) + apart);
    }
}

static void align(struct sheet *sheet, enum sheet_part part) {
    for (uint32_t begin = 0, end; begin < sheet->count; begin = end) {
        for (end = begin + 1; end < sheet->count && aligns(sheet, end - 1, part);)
            end++;
        align_lines(sheet, begin, end, part);
    }
}

static void write_line(const struct sheet *sheet, const struct sheet_line *line, struct text *out) {
    uint32_t at = line->begin;
    for (int i = 0; i < SHEET_PARTS; i++) {
        if (!line->parts[i].there)
            continue;
        text_add_bytes(out, sheet->text.data + at, line->parts[i].at - at);
        text_add_repeat(out, ' ', line->parts[i].at < line->end ? line->parts[i].blanks : 0);
        at = line->parts[i].at;
    }
    text_add_bytes(out, sheet->text.data + at, line->end - at);
    text_add_char(out, '\n');
}

void sheet_end(struct sheet *sheet, struct text *out) {
    for (int part = 0; part < SHEET_PARTS; part++)
        align(sheet, (enum sheet_part)part);
    for (uint32_t i = 0; i < sheet->count; i++)
        write_line(sheet, &sheet->lines[i], out);
    text_clear(&sheet->text);
}
