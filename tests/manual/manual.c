// Writes the man pages of the commands, from the table of commands and from what docs/details.mdoc
// says beyond it.
//
// usage: manual DETAILS           the names of the pages, a line each
//        manual DETAILS NAME      the page of a command ("facts diff")
//        manual DETAILS plimsoll  the list of the commands in plimsoll.1
#include <stdio.h>
#include <string.h>

#include "base/file.h"
#include "base/sort.h"
#include "cli/command.h"
#include "mdoc.h"

struct page {
    const char *details; // the whole of the file
    const struct command *command, *parent;
    struct text out;
};

// ---- details ----

// The lines of DETAILS under '.\" = KEY', up to the next such line; NULL where there are none.
static const char *find_details(const char *details, const char *key, size_t *length) {
    struct text head = {0};
    text_addf(&head, "\n.\\\" = %s\n", key);
    const char *at = strstr(details, text_data(&head));
    if (at != NULL) {
        at += head.size;
        const char *end = strstr(at - 1, "\n.\\\" = ");
        *length = end == NULL ? strlen(at) : end < at ? 0 : (size_t)(end + 1 - at);
    }
    text_clear(&head);
    return at;
}

static bool add_details(struct page *page, const char *key) {
    size_t length;
    const char *at = find_details(page->details, key, &length);
    if (at != NULL)
        text_add_bytes(&page->out, at, length);
    return at != NULL;
}

// ---- names ----

// "plimsoll-facts-diff"
static void add_name(struct text *out, const struct command *command) {
    text_add(out, "plimsoll-");
    for (const char *at = command->name; *at != '\0'; at++)
        text_add_char(out, *at == ' ' ? '-' : *at);
}

static void add_head(struct page *page) {
    struct text name = {0};
    add_name(&name, page->command);
    text_add(&page->out,
             ".\\\" Made from the table of commands and docs/details.mdoc; tests/manual.sh "
             "finds it stale.\n");
    add_details(page, "date");
    text_add(&page->out, ".Dt ");
    for (const char *at = text_data(&name); *at != '\0'; at++)
        text_add_char(&page->out, *at >= 'a' && *at <= 'z' ? (char)(*at - 'a' + 'A') : *at);
    text_addf(&page->out, " 1\n.Os\n.Sh NAME\n.Nm %s\n.Nd %s\n", text_data(&name),
              page->command->summary);
    text_clear(&name);
}

// ---- synopsis and description ----

static const char *line_end(const char *at) {
    return at + strcspn(at, "\n");
}

// A usage for each line of the help up to the first that is blank; one of a part stands on its own
// page, too.
static const char *add_synopsis(struct page *page) {
    const char *at = page->command->help;
    text_add(&page->out, ".Sh SYNOPSIS\n");
    for (; *at != '\n' && *at != '\0'; at = line_end(at) + (*line_end(at) != '\0')) {
        const char *program = strstr(at, "plimsoll ");
        const char *rest = program + strlen("plimsoll ");
        text_add(&page->out, ".Nm plimsoll\n.");
        mdoc_usage(&page->out, rest, line_end(at));
        text_add_char(&page->out, '\n');
    }
    return at;
}

static bool is_exit_status(const char *paragraph) {
    return strncmp(paragraph, "The exit status is", 18) == 0;
}

// The paragraphs of a text that are about the exit status, or those that are not. `first`: nothing
// stands before them. Returns whether there are any.
static bool add_paragraphs(struct page *page, const char *at, bool status, bool first) {
    bool any = false;
    while (at != NULL && *at != '\0') {
        at += strspn(at, "\n");
        const char *end = strstr(at, "\n\n");
        end = end != NULL ? end : at + strlen(at);
        if (*at != '\0' && is_exit_status(at) == status) {
            text_add(&page->out, first && !any ? "" : ".Pp\n");
            mdoc_text(&page->out, at, end, false);
            any = true;
        }
        at = end;
    }
    return any;
}

// The first of the parts from here on that has a page, or the NULL that ends them.
static const struct command *const *paged(const struct command *const *part) {
    static const struct command *const none[] = {NULL};
    if (part == NULL)
        return none;
    while (*part != NULL && (*part)->inner)
        part++;
    return part;
}

static void add_parts(struct page *page) {
    const struct command *const *part = paged(page->command->parts);
    if (*part == NULL)
        return;
    text_add(&page->out, ".Pp\nIts parts are:\n.Bl -tag -width Ds\n");
    for (; *part != NULL; part = paged(part + 1)) {
        text_add(&page->out, ".It Xr ");
        add_name(&page->out, *part);
        text_add(&page->out, " 1\n");
        mdoc_text(&page->out, (*part)->summary, strchr((*part)->summary, '\0'), true);
    }
    text_add(&page->out, ".El\n");
}

// ---- options ----

// The words that a value may be.
static void add_words(struct page *page, enum value_kind kind) {
    const char *word = value_word(kind, 0), *next;
    if (word == NULL)
        return;
    text_add(&page->out, "Values are\n");
    for (size_t i = 1; word != NULL; word = next, i++) {
        next = value_word(kind, i);
        bool more = next != NULL && value_word(kind, i + 1) != NULL;
        text_addf(&page->out, ".Cm %s%s\n%s", word,
                  more           ? " ,"
                  : next != NULL ? ""
                                 : " .",
                  next != NULL && !more ? "and\n" : "");
    }
}

static void add_option(struct page *page, const struct option_row *row, const char *prefix) {
    struct text key = {0}, help = {0};
    text_add(&page->out, ".It ");
    if (row->letter != 0)
        text_addf(&page->out, "Fl %c , ", row->letter);
    text_addf(&page->out, "Fl -%s", row->name);
    if (row->argument != NULL) {
        text_add(&page->out, option_needs_value(row) ? " " : " Ns ");
        mdoc_usage(&page->out, row->argument, strchr(row->argument, '\0'));
    }
    text_addf(&help, "%s%s", prefix != NULL ? prefix : "", row->help);
    text_add_char(&page->out, '\n');
    mdoc_text(&page->out, text_data(&help), text_data(&help) + help.size, true);
    add_words(page, row->kind);
    text_addf(&key, "%s --%s", page->command->name, row->name);
    if (!add_details(page, text_data(&key)))
        add_details(page, strchr(text_data(&key), '-'));
    text_clear(&key);
    text_clear(&help);
}

static void add_options(struct page *page) {
    const struct option_table *table = page->command->options;
    const struct option_row *row = NULL;
    text_add(&page->out, ".Pp\nThe options are:\n.Bl -tag -width Ds\n");
    while (table != NULL && (row = option_next(&table, row)) != NULL)
        add_option(page, row, table->prefix);
    text_add(&page->out, ".It Fl h , Fl -help\nExplain the command.\n.El\n");
}

// ---- what follows ----

static void add_status(struct page *page) {
    struct page status = *page;
    status.out = (struct text){0};
    if (add_paragraphs(&status, page->command->notes, true, true))
        text_addf(&page->out, ".Sh EXIT STATUS\n%s", text_data(&status.out));
    text_clear(&status.out);
}

static void add_examples(struct page *page) {
    const struct command *command = page->command;
    text_add(&page->out, ".Sh EXAMPLES\n");
    for (size_t i = 0; i < COMMAND_EXAMPLES && command->examples[i].line != NULL; i++) {
        const char *does = command->examples[i].does;
        text_add(&page->out, i > 0 ? ".Pp\n" : "");
        mdoc_text(&page->out, does, strchr(does, '\0'), false);
        text_add(&page->out, ".Bd -literal -offset indent\n$ ");
        mdoc_literal(&page->out, command->examples[i].line, "    ");
        text_add(&page->out, ".Ed\n");
    }
}

// Whether a text names a command: "plimsoll facts diff", or ".Xr plimsoll-facts-diff".
static bool names(const char *text, const char *form, const char *name) {
    size_t before = strlen(form), length = strlen(name);
    for (const char *at = text; at != NULL && (at = strstr(at, form)) != NULL; at += before)
        if (strncmp(at + before, name, length) == 0 && strchr("'\n ", at[before + length]) != NULL)
            return true;
    return false;
}

static bool is_related(const struct page *page, const struct command *other,
                       const struct command *parent) {
    const struct command *command = page->command;
    if (other == command)
        return false;
    return other == page->parent || parent == command ||
           (parent != NULL && parent == page->parent) ||
           names(command->help, "plimsoll ", other->name) ||
           names(command->notes, "plimsoll ", other->name);
}

enum { RELATED = 64 };

struct related {
    const struct command *items[RELATED];
    size_t count;
};

static void find_related(const struct page *page, struct related *related) {
    for (size_t i = 0; commands[i] != NULL; i++) {
        const struct command *const *part = paged(commands[i]->parts);
        if (related->count < RELATED && is_related(page, commands[i], NULL))
            related->items[related->count++] = commands[i];
        for (; *part != NULL; part = paged(part + 1))
            if (related->count < RELATED && is_related(page, *part, commands[i]))
                related->items[related->count++] = *part;
    }
}

static int compare_commands(const void *left, const void *right) {
    return strcmp((*(const struct command *const *)left)->name,
                  (*(const struct command *const *)right)->name);
}

static void add_see_also(struct page *page) {
    struct related related = {.count = 0};
    find_related(page, &related);
    sort_array(related.items, related.count, sizeof *related.items, compare_commands);
    text_add(&page->out, ".Sh SEE ALSO\n.Xr plimsoll 1 ,\n");
    for (size_t i = 0; i < related.count; i++) {
        text_add(&page->out, ".Xr ");
        add_name(&page->out, related.items[i]);
        text_add(&page->out, " 1 ,\n");
    }
    text_add(&page->out, ".Xr plimsoll-policy 5\n");
}

// ---- pages ----

static void write_page(struct page *page) {
    add_head(page);
    const char *rest = add_synopsis(page);
    text_add(&page->out, ".Sh DESCRIPTION\n");
    add_paragraphs(page, rest, false, true);
    add_paragraphs(page, page->command->notes, false, false);
    add_details(page, page->command->name);
    add_parts(page);
    add_options(page);
    add_status(page);
    add_examples(page);
    add_see_also(page);
}

static void write_list(struct page *page) {
    for (size_t i = 0; commands[i] != NULL; i++) {
        text_add(&page->out, ".It Xr ");
        add_name(&page->out, commands[i]);
        text_add(&page->out, " 1\n");
        mdoc_text(&page->out, commands[i]->summary, strchr(commands[i]->summary, '\0'), true);
    }
}

static void write_names(struct page *page) {
    for (size_t i = 0; commands[i] != NULL; i++) {
        const struct command *const *part = paged(commands[i]->parts);
        text_addf(&page->out, "%s\n", commands[i]->name);
        for (; *part != NULL; part = paged(part + 1))
            text_addf(&page->out, "%s\n", (*part)->name);
    }
}

static const struct command *find(const char *name, const struct command **parent) {
    for (size_t i = 0; commands[i] != NULL; i++) {
        const struct command *const *part = paged(commands[i]->parts);
        *parent = NULL;
        if (strcmp(commands[i]->name, name) == 0)
            return commands[i];
        *parent = commands[i];
        for (; *part != NULL; part = paged(part + 1))
            if (strcmp((*part)->name, name) == 0)
                return *part;
    }
    return NULL;
}

int main(int argc, char **argv) {
    struct text details = {0};
    struct page page = {0};
    if (argc < 2 || file_read(argv[1], 1 << 20, &details) != 0)
        return 1;
    page.details = text_data(&details);
    page.command = argc > 2 ? find(argv[2], &page.parent) : NULL;
    if (argc < 3)
        write_names(&page);
    else if (page.command != NULL)
        write_page(&page);
    else if (strcmp(argv[2], "plimsoll") == 0)
        write_list(&page);
    fputs(text_data(&page.out), stdout);
    text_clear(&page.out);
    text_clear(&details);
    return fflush(stdout) == 0 ? 0 : 1;
}
