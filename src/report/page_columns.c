// How wide the columns of the text report are.
#include <stdlib.h>
#include <string.h>

#include "report/page.h"

enum { BEYOND = 14, MOST = 26, PART = 3 };

void page_columns_add(struct page_columns *columns, struct arena *arena, const char *text) {
    size_t width = utf8_width(text, strlen(text));
    if (width > 0)
        ARENA_PUSH(arena, columns->widths, columns->count, columns->room) = width;
}

static int compare(const void *a, const void *b) {
    size_t first = *(const size_t *)a, second = *(const size_t *)b;
    return first < second ? -1 : first > second;
}

// A few long texts stand out of their column rather than push all others aside.
size_t page_columns_width(const struct page_columns *columns, const struct page *page) {
    if (columns->count == 0)
        return 0;
    qsort(columns->widths, columns->count, sizeof *columns->widths, compare);
    size_t most = columns->widths[columns->count / 2] + BEYOND, at = columns->count;
    size_t part = page->report->width > 0 ? page->report->width / PART : MOST;
    if (most > MOST || most > part)
        most = part < MOST ? part : MOST;
    while (at > 0 && columns->widths[at - 1] > most)
        at--;
    return at > 0 ? columns->widths[at - 1] : 0;
}
