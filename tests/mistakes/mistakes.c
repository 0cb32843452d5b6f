// Walks the golden policies and fact models with mistakes, applies the edits of every diagnostic to
// the text, and checks it again: the mistake must be gone, and no other one in what was written.
// Also holds the table of docs/diagnostics.md level with the codes.
#include "config.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "program/program.h"

static const char *policies;
static unsigned tests, with_edits;

__attribute__((format(printf, 2, 3))) static void result(bool good, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    printf("%s %u - ", good ? "ok" : "not ok", ++tests);
    vprintf(format, arguments);
    putchar('\n');
    va_end(arguments);
}

static bool read_file(const char *path, struct text *out) {
    FILE *file = fopen(path, "rb");
    int c;
    if (!file)
        return false;
    while ((c = getc(file)) != EOF)
        text_add_char(out, (char)c);
    fclose(file);
    return true;
}

static struct program *check(const char *path, const struct text *text) {
    struct program *program = program_new(policies);
    program_add_text(program, path, text_data(text), text->size);
    program_check(program);
    return program;
}

// The mistake that begins in a stretch of the file, or NULL.
static const struct diagnostic *mistake_in(struct program *program, size_t begin, size_t end) {
    uint32_t base = sources_at(program->sources, 0)->base;
    size_t index = 0;
    const struct diagnostic *d;
    while ((d = diagnostics_next(program->diagnostics, &index)) != NULL)
        if (d->has_span && d->span.begin >= base + begin && d->span.begin < base + end)
            break;
    return d;
}

// How often this is said.
static size_t count_same(struct program *program, const struct diagnostic *one) {
    size_t index = 0, count = 0;
    for (const struct diagnostic *d; (d = diagnostics_next(program->diagnostics, &index));)
        count += d->code == one->code && strcmp(d->message, one->message) == 0;
    return count;
}

// The text of the file with the edits, which are in order of place, applied.
static void apply(const struct text *before, uint32_t base, const struct diagnostic *one,
                  struct text *after) {
    size_t at = 0;
    for (uint32_t i = 0; i < one->fix_count; i++) {
        const struct fix *edit = &one->fixes[i];
        text_add_bytes(after, before->data + at, edit->span.begin - base - at);
        text_add(after, edit->text);
        at = edit->span.end - base;
    }
    text_add_bytes(after, before->data + at, before->size - at);
}

// The first mistake in what the edits wrote, or NULL.
static const struct diagnostic *new_mistake(struct program *again, uint32_t base,
                                            const struct diagnostic *one) {
    const struct diagnostic *found = NULL;
    size_t removed = 0, added = 0;
    for (uint32_t i = 0; i < one->fix_count && found == NULL; i++) {
        const struct fix *edit = &one->fixes[i];
        size_t begin = edit->span.begin - base - removed + added, size = strlen(edit->text);
        found = mistake_in(again, begin, begin + size);
        removed += edit->span.end - edit->span.begin;
        added += size;
    }
    return found;
}

static void check_edits(const char *path, const struct text *text, struct program *program,
                        const struct diagnostic *one) {
    struct text after = {0};
    const struct source *source = sources_find(program->sources, one->fixes[0].span.begin);
    apply(text, source->base, one, &after);
    struct program *again = check(path, &after);
    size_t before_count = count_same(program, one), after_count = count_same(again, one);
    result(after_count < before_count, "%s: %s: %s", path, code_name(one->code), one->message);
    if (after_count >= before_count)
        printf("# %s\n", one->cure ? one->cure : "no cure");
    const struct diagnostic *other = new_mistake(again, source->base, one);
    // What is cured here may have been declared elsewhere.
    bool worse = other != NULL && other->code != CODE_INVALID_PURPOSE;
    result(!worse, "%s: %s: the change is no mistake", path, code_name(one->code));
    if (worse)
        printf("# %s\n", other->message);
    program_free(again);
    text_clear(&after);
    with_edits++;
}

static void check_file(const char *path) {
    struct text text = {0};
    size_t index = 0;
    if (!read_file(path, &text))
        return;
    struct program *program = check(path, &text);
    for (const struct diagnostic *d; (d = diagnostics_next(program->diagnostics, &index));)
        if (d->fix_count > 0)
            check_edits(path, &text, program, d);
    program_free(program);
    text_clear(&text);
}

static void walk(const char *folder) {
    struct dirent **names;
    int count = scandir(folder, &names, NULL, alphasort);
    for (int i = 0; i < count; i++) {
        char path[1024];
        struct stat status;
        snprintf(path, sizeof path, "%s/%s", folder, names[i]->d_name);
        size_t size = strlen(path);
        if (names[i]->d_name[0] != '.' && stat(path, &status) == 0) {
            if (S_ISDIR(status.st_mode))
                walk(path);
            else if (size > 5 && strcmp(path + size - 5, ".plim") == 0)
                check_file(path);
        }
        free(names[i]);
    }
    if (count >= 0)
        free(names);
}

// docs/diagnostics.md has a row "| `unknown-name` | A name stands for nothing here. |" a code.
static void check_table(void) {
    struct text table = {0};
    read_file("docs/diagnostics.md", &table);
    for (int i = 0; i < CODE_COUNT; i++) {
        struct text row = {0};
        text_addf(&row, "| `%s` | %s |\n", code_name((enum code)i), code_meaning((enum code)i));
        result(table.data && strstr(table.data, row.data), "docs/diagnostics.md: %s",
               code_name((enum code)i));
        text_clear(&row);
    }
    text_clear(&table);
}

int main(void) {
    const char *top = getenv("top_srcdir");
    if (top == NULL || chdir(top) != 0)
        return 99;
    policies = "policies";
    walk("tests/golden/check");
    walk("tests/golden/parse");
    walk("tests/golden/model");
    result(with_edits > 100, "%u diagnostics have edits", with_edits);
    check_table();
    printf("1..%u\n", tests);
    return 0;
}
