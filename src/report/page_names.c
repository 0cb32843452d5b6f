// Names on a line of the text report: as many as fit.
#include <inttypes.h>
#include <string.h>

#include "report/cut.h"
#include "report/page.h"

enum { LINES = 2, COLUMNS = 90, REST = 14, SHARE = 4, NAME_LEAST = 16 };

// Columns for all names of a list on two lines of the terminal, of which the first may end early.
static size_t room_for(const struct page *page, size_t indent) {
    size_t width = page->report->width;
    if (page->report->verbose)
        return SIZE_MAX;
    if (width == 0)
        width = COLUMNS + indent;
    size_t line = width > indent + 2 * NAME_LEAST ? width - indent : 2 * NAME_LEAST;
    return line * LINES - REST - line / SHARE;
}

static void add_name(const struct page_names *names, uint64_t index, size_t room,
                     struct text *name) {
    struct text whole = {0};
    size_t most = room / SHARE > NAME_LEAST ? room / SHARE : NAME_LEAST;
    text_reset(name);
    names->add(names->state, index, &whole);
    cut_add(name, text_data(&whole), most);
    text_clear(&whole);
}

void page_add_names(const struct page *page, struct text *line, size_t indent,
                    const struct page_names *names) {
    size_t room = room_for(page, indent), used = utf8_width(text_data(line), line->size);
    struct text name = {0};
    uint64_t shown = 0;
    for (; shown < names->count; shown++) {
        const char *between = shown > 0 ? names->between : "";
        add_name(names, shown, room, &name);
        used += utf8_width(between, strlen(between)) + utf8_width(text_data(&name), name.size);
        if (shown > 0 && used > room)
            break;
        text_addf(line, "%s%s", between, text_data(&name));
    }
    if (shown < names->count && names->counted)
        text_addf(line, "%s…", names->between);
    else if (shown < names->count)
        text_addf(line, "%sand %" PRIu64 " more", names->between, names->count - shown);
    text_clear(&name);
}
