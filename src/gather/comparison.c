// Asking hosts, several at once, whether they can give machines the processors of other hosts.
#include "config.h"

#include "gather/comparison.h"

#include <string.h>
#include <sys/wait.h>

#define COLLECTOR "plimsoll-collect-libvirt"

// A comparison with the process that makes it.
struct asking {
    struct comparison *comparison;
    const char *arguments[8];
};

static const char *const members[] = {"arch", "type", "xml"};

static const char *member(const struct item *object, const char *name) {
    const char *text = item_text(object, name);
    return text ? text : "";
}

static bool same(const struct item *one, const struct item *other) {
    bool equal = true;
    for (size_t i = 0; equal && i < sizeof members / sizeof members[0]; i++)
        equal = strcmp(member(one, members[i]), member(other, members[i])) == 0;
    return equal;
}

static size_t place_of(const struct comparison *comparison, const struct item *cpu) {
    size_t place = 0;
    while (place < comparison->count && !same(comparison->asked[place].cpu, cpu))
        place++;
    return place;
}

void comparison_add(struct comparison *comparison, struct arena *arena, const struct item *cpu) {
    if (place_of(comparison, cpu) == comparison->count)
        ARENA_PUSH(arena, comparison->asked, comparison->count, comparison->room) =
            (struct asked){.cpu = cpu};
}

const struct item *comparison_answer(const struct comparison *comparison, const struct item *cpu) {
    size_t place = place_of(comparison, cpu);
    return place < comparison->count ? comparison->asked[place].answer : NULL;
}

static const char *input_of(const struct comparison *comparison, struct arena *arena) {
    struct text text = {0};
    struct json json = {.out = &text, .compact = true};
    json_begin(&json, NULL, '[');
    for (size_t i = 0; i < comparison->count; i++) {
        json_begin(&json, NULL, '{');
        for (size_t j = 0; j < sizeof members / sizeof members[0]; j++)
            json_text(&json, members[j], member(comparison->asked[i].cpu, members[j]));
        json_end(&json, '}');
    }
    json_end(&json, ']');
    const char *input = text_copy(&text, arena);
    text_clear(&text);
    return input;
}

static void asking_begin(struct asking *asking, struct child *child, struct arena *arena,
                         const struct accepts_options *options) {
    const char **arguments = asking->arguments;
    *arguments++ = COLLECTOR;
    *arguments++ = "--compare";
    *arguments++ = "--read-write";
    if (options->turn) {
        *arguments++ = "--turn";
        *arguments++ = options->turn;
    }
    *arguments++ = "--";
    *arguments = asking->comparison->host->uri;
    *child = (struct child){
        .path = options->collector,
        .arguments = (char *const *)asking->arguments,
        .input = input_of(asking->comparison, arena),
    };
}

static void read_line(struct comparison *comparison, struct arena *arena, struct text *line) {
    const struct item *answer = item_read(arena, line), *cpu = item_find(answer, "cpu");
    int64_t place = cpu && cpu->kind == ITEM_INT ? cpu->as.whole : -1;
    if (place >= 0 && (uint64_t)place < comparison->count && !comparison->asked[place].answer)
        comparison->asked[place].answer = answer;
}

// A last line that the end of the process cut short does not count.
static void read_answers(struct comparison *comparison, struct arena *arena, const char *text) {
    struct text line = {0};
    for (const char *end; (end = strchr(text, '\n')); text = end + 1) {
        text_reset(&line);
        text_add_bytes(&line, text, (size_t)(end - text));
        read_line(comparison, arena, &line);
    }
    text_clear(&line);
}

static const char *first_words(struct arena *arena, const char *text) {
    static const char prefix[] = "plimsoll: ";
    if (strncmp(text, prefix, sizeof prefix - 1) == 0)
        text += sizeof prefix - 1;
    return arena_copy(arena, text, strcspn(text, "\n"));
}

static const char *problem_of(const struct asking *asking, const struct child *child,
                              struct arena *arena, unsigned int seconds) {
    const char *uri = text_public(arena, asking->comparison->host->uri);
    if (child->problem != 0)
        return arena_printf(arena, "cannot run %s: %s", child->path, strerror(child->problem));
    if (child->late)
        return arena_printf(arena, "%s did not compare processors within %u s", uri, seconds);
    if (child->excessive)
        return arena_printf(arena, "the collector for %s printed more than %d MiB", uri,
                            CHILD_OUTPUT_MIB);
    if (child->errors.size > 0)
        return first_words(arena, text_data(&child->errors));
    return arena_printf(arena, "the collector for %s compared no processors", uri);
}

void comparisons_run(struct comparison *comparisons, size_t count, struct arena *arena,
                     const struct accepts_options *options) {
    struct asking *askings = ARENA_ARRAY(arena, struct asking, count);
    struct child *children = ARENA_ARRAY(arena, struct child, count);
    size_t asked = 0;
    for (size_t i = 0; i < count; i++) {
        if (comparisons[i].count == 0)
            continue;
        askings[asked].comparison = &comparisons[i];
        asking_begin(&askings[asked], &children[asked], arena, options);
        asked++;
    }
    if (asked > 0)
        children_run(children, asked, &options->children);
    for (size_t i = 0; i < asked; i++) {
        struct comparison *comparison = askings[i].comparison;
        read_answers(comparison, arena, text_data(&children[i].output));
        comparison->problem =
            problem_of(&askings[i], &children[i], arena, options->children.seconds);
        child_clear(&children[i]);
    }
}
