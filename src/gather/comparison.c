// Asking hosts, several at once, whether they can give machines the processors of other hosts.
#include "config.h"

#include "gather/comparison.h"

#include "gather/memory.h"
#include "facts/write_json.h"

#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

#define COLLECTOR "plimsoll-collect-libvirt"

// A comparison with the process that makes it.
struct asking {
    struct comparison *comparison;
    const char *arguments[8];
    char *input;
};

static const char *const members[] = {"arch", "type", "xml"};

static const char *member(const cJSON *object, const char *name) {
    const char *text = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(object, name));
    return text ? text : "";
}

static bool same(const cJSON *one, const cJSON *other) {
    bool equal = true;
    for (size_t i = 0; equal && i < sizeof members / sizeof members[0]; i++)
        equal = strcmp(member(one, members[i]), member(other, members[i])) == 0;
    return equal;
}

static size_t place_of(const struct comparison *comparison, const cJSON *cpu) {
    size_t place = 0;
    while (place < comparison->count && !same(comparison->cpu[place], cpu))
        place++;
    return place;
}

void comparison_add(struct comparison *comparison, const cJSON *cpu) {
    size_t count = comparison->count;
    if (place_of(comparison, cpu) < count)
        return;
    comparison->cpu = table_add(comparison->cpu, &comparison->count, sizeof *comparison->cpu);
    comparison->answer = table_add(comparison->answer, &count, sizeof *comparison->answer);
    comparison->cpu[comparison->count - 1] = cpu;
}

const cJSON *comparison_answer(const struct comparison *comparison, const cJSON *cpu) {
    size_t place = place_of(comparison, cpu);
    return place < comparison->count ? comparison->answer[place] : NULL;
}

void comparison_clear(struct comparison *comparison) {
    for (size_t i = 0; i < comparison->count; i++)
        cJSON_Delete(comparison->answer[i]);
    free(comparison->cpu);
    free(comparison->answer);
    free(comparison->problem);
}

static char *input_of(const struct comparison *comparison) {
    cJSON *list = json_list();
    for (size_t i = 0; i < comparison->count; i++) {
        cJSON *cpu = json_append_object(list);
        for (size_t j = 0; j < sizeof members / sizeof members[0]; j++)
            json_add_text(cpu, members[j], member(comparison->cpu[i], members[j]));
    }
    char *text = json_print(list, false);
    cJSON_Delete(list);
    return text;
}

static void asking_begin(struct asking *asking, struct child *child,
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
    asking->input = input_of(asking->comparison);
    *child = (struct child){
        .path = options->collector,
        .arguments = (char *const *)asking->arguments,
        .input = asking->input,
    };
}

static void read_line(struct comparison *comparison, char *line) {
    cJSON *answer = cJSON_ParseWithOpts(line, NULL, true);
    const cJSON *cpu = cJSON_GetObjectItemCaseSensitive(answer, "cpu");
    double place = cJSON_IsNumber(cpu) ? cpu->valuedouble : -1;
    if (place >= 0 && place < (double)comparison->count && !comparison->answer[(size_t)place])
        comparison->answer[(size_t)place] = answer;
    else
        cJSON_Delete(answer);
}

// A last line that the end of the process cut short is none.
static void read_answers(struct comparison *comparison, char *text) {
    for (char *end; text && (end = strchr(text, '\n')); text = end + 1) {
        *end = '\0';
        read_line(comparison, text);
    }
}

static char *first_words(const char *text) {
    static const char prefix[] = "plimsoll: ";
    if (strncmp(text, prefix, sizeof prefix - 1) == 0)
        text += sizeof prefix - 1;
    return string_format("%.*s", (int)strcspn(text, "\n"), text);
}

static char *problem_of(const struct asking *asking, const struct child *child,
                        unsigned int seconds) {
    const char *uri = asking->comparison->host->uri;
    if (child->problem != 0)
        return string_format("cannot run %s: %s", child->path, strerror(child->problem));
    if (child->late)
        return string_format("%s did not compare processors within %u s", uri, seconds);
    if (child->errors.text && *child->errors.text)
        return first_words(child->errors.text);
    return string_format("the collector for %s compared no processors", uri);
}

void comparisons_run(struct comparison *comparisons, size_t count,
                     const struct accepts_options *options) {
    struct asking *askings = memory_new(count * sizeof *askings);
    struct child *children = memory_new(count * sizeof *children);
    size_t asked = 0;
    for (size_t i = 0; i < count; i++) {
        if (comparisons[i].count == 0)
            continue;
        askings[asked].comparison = &comparisons[i];
        asking_begin(&askings[asked], &children[asked], options);
        asked++;
    }
    if (asked > 0)
        children_run(children, asked, &options->children);
    for (size_t i = 0; i < asked; i++) {
        struct comparison *comparison = askings[i].comparison;
        read_answers(comparison, children[i].output.text);
        comparison->problem = problem_of(&askings[i], &children[i], options->children.seconds);
        child_clear(&children[i]);
        free(askings[i].input);
    }
    free(children);
    free(askings);
}
