// Lines of the text report that a terminal does not break within words.
#include <string.h>

#include "report/cut.h"
#include "report/page.h"

// Columns that a line has for its words, whatever its indentation; and what a word and a whole text
// take, such as a message that has a long value in it.
enum { LEAST = 20, WORD_MOST = 150, MOST = 1000 };

// The text as it goes on: columns that are taken, and blanks that wait for the next word.
struct flow {
    struct text *out;
    size_t width, column, hang, blanks;
    size_t lines;
    bool over; // a word goes beyond the width
};

static size_t width_from(const struct page *page, size_t hang) {
    size_t width = page->report->width;
    return width == 0 ? SIZE_MAX : width > hang + LEAST ? width : hang + LEAST;
}

static void add_word(struct flow *flow, const char *word, size_t size) {
    size_t width = utf8_width(word, size);
    if (flow->column + flow->blanks + width > flow->width && flow->column > flow->hang) {
        text_add_char(flow->out, '\n');
        flow->blanks = flow->hang;
        flow->column = 0;
        flow->lines++;
    }
    text_add_repeat(flow->out, ' ', flow->blanks);
    text_add_bytes(flow->out, word, size);
    flow->column += flow->blanks + width;
    flow->over |= flow->column > flow->width;
}

static void add_cut(struct flow *flow, const char *word, size_t size, size_t most) {
    struct text cut = {0};
    cut_add_bytes(&cut, word, size, most);
    add_word(flow, text_data(&cut), cut.size);
    text_clear(&cut);
}

// The bytes of a word. One that opens a bracket is no word without the next: (vm "db01").
static size_t word_size(const char *text) {
    size_t size = strcspn(text, " ");
    bool opens = text[0] == '(' && memchr(text, ')', size) == NULL;
    if (opens && text[size] == ' ' && text[size + 1] != ' ')
        size += 1 + strcspn(text + size + 1, " ");
    return size;
}

static void add_words(const struct page *page, struct flow *flow, const char *text) {
    struct text clean = {0};
    bool whole = page->report->verbose;
    cut_add(&clean, text, whole ? SIZE_MAX : MOST);
    for (const char *at = text_data(&clean); *at != '\0';) {
        flow->blanks = strspn(at, " ");
        at += flow->blanks;
        size_t size = word_size(at);
        if (size > 0) // no blanks behind the last word
            add_cut(flow, at, size, whole ? SIZE_MAX : WORD_MOST);
        at += size;
    }
    text_clear(&clean);
}

void page_flow(struct page *page, size_t column, size_t hang, const char *text) {
    struct flow flow = {page->out, width_from(page, hang), column, hang, 0, 1, false};
    add_words(page, &flow, text);
}

size_t page_lines(const struct page *page, size_t column, const char *text) {
    struct text out = {0};
    size_t width = page->report->width > 0 ? page->report->width : SIZE_MAX;
    struct flow flow = {&out, width, column, column, 0, 1, false};
    add_words(page, &flow, text);
    text_clear(&out);
    return flow.over ? SIZE_MAX : flow.lines;
}
