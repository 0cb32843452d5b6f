// plimsoll facts infer: a fact model from a sample.
#include "config.h"

#include "cli/command.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "cli/output.h"
#include "cli/setup.h"
#include "facts/infer.h"
#include "facts/input.h"
#include "facts/scan.h"
#include "facts/tokens.h"

static const char name[] = "facts infer";

enum { OPTION_NAME = OPTION_OWN };

static const struct option_row naming[] = {
    {OPTION_NAME, "name", 'n', "NAME", VALUE_TEXT, "the name of the model (the sample's)"},
    {0, NULL, 0, NULL, VALUE_NONE, NULL},
};

static const struct option_table options[] = {{naming, NULL}, {NULL, NULL}};

enum { SAMPLE_LIMIT = 256 << 20 };

struct inferring {
    struct request request;
    struct arena *arena; // the request's
    const char *sample, *model;
    struct input input;
    struct scan scan;
};

static bool take(void *state, int option, char *value) {
    struct inferring *inferring = state;
    (void)option; // the only one
    inferring->model = value;
    return infer_is_free_name(value) ||
           complain(name, "--name %s: a name has small letters, digits and _, and is not reserved",
                    value);
}

static const char *sample_name(const struct inferring *inferring) {
    return strcmp(inferring->sample, "-") == 0 ? "standard input" : inferring->sample;
}

static bool fault(const struct inferring *inferring, const char *path, const char *message) {
    struct diagnostics *one = diagnostics_new(inferring->arena, NULL);
    struct text out = {0};
    diagnostic_fact(one, CODE_NO_MODEL, DIAGNOSTIC_ERROR, sample_name(inferring), path, "%s",
                    message);
    diagnostics_render(one, &out);
    fputs(text_data(&out), stderr);
    text_clear(&out);
    return false;
}

// ---- reading ----

static bool wrong(const struct inferring *inferring, const char *at, const char *problem) {
    uint64_t offset = input_offset(&inferring->input, at), line, column;
    if (at == inferring->input.end)
        problem = "the text ends too soon";
    if (!input_place(&inferring->input, offset, &line, &column))
        return fault(
            inferring, NULL,
            arena_printf(inferring->arena, "%s (byte %llu)", problem, (unsigned long long)offset));
    return fault(inferring, NULL,
                 arena_printf(inferring->arena, "%s (line %llu, column %llu, byte %llu)", problem,
                              (unsigned long long)line, (unsigned long long)column,
                              (unsigned long long)offset));
}

static bool read_all(struct inferring *inferring) {
    struct input *input = &inferring->input;
    while (input->end - input->at <= SAMPLE_LIMIT && input_more(input))
        continue;
    if (input->error != 0)
        return fault(inferring, NULL,
                     arena_printf(inferring->arena, "cannot be read: %s", strerror(input->error)));
    return input->end - input->at <= SAMPLE_LIMIT ||
           fault(inferring, NULL, "more than 256 MiB, which is too much for a sample");
}

static bool scan_sample(struct inferring *inferring) {
    struct input *input = &inferring->input;
    const char *mark = "\xef\xbb\xbf"; // which some programs write before any JSON
    bool marked = input->end - input->at >= 3 && memcmp(input->at, mark, 3) == 0;
    const char *at = scan_blanks(input->at + (marked ? 3 : 0));
    const char *end = scan_value(&inferring->scan, at, input->end, 0);
    if (end == NULL)
        return wrong(inferring, inferring->scan.failed, inferring->scan.problem);
    end = scan_blanks(end);
    if (end != input->end)
        return wrong(inferring, end, "something follows the value");
    return inferring->scan.tokens[0].kind == SCAN_OBJECT ||
           fault(inferring, NULL, "is no object; its members are to be the roots of the model");
}

// ---- the model ----

static const struct scan_token *head(const struct inferring *inferring, const char *member) {
    const struct scan_token *object = inferring->scan.tokens;
    const struct scan_token *end = scan_next(object);
    for (const struct scan_token *at = object + 1; at < end; at = scan_next(at + 1))
        if (at->kind == SCAN_TEXT && at->size == strlen(member) &&
            memcmp(at->as.at, member, at->size) == 0)
            return at + 1;
    return NULL;
}

// The name that the sample gives, else that of its file.
static const char *model_name(const struct inferring *inferring) {
    const struct scan_token *facts = head(inferring, "facts");
    const char *base = strrchr(inferring->sample, '/');
    base = base != NULL ? base + 1 : inferring->sample;
    const char *own = arena_copy(inferring->arena, base, strcspn(base, "."));
    if (inferring->model != NULL)
        return inferring->model;
    if (facts != NULL && facts->kind == SCAN_TEXT)
        own = arena_copy(inferring->arena, facts->as.at, facts->size);
    return infer_is_free_name(own) ? own : "sample";
}

static int64_t model_version(const struct inferring *inferring) {
    const struct scan_token *version = head(inferring, "version");
    return version != NULL && version->kind == SCAN_WHOLE && version->as.whole > 0
               ? version->as.whole
               : 1;
}

// In a facts file these two members name the model.
static bool check_head(const struct inferring *inferring) {
    const struct scan_token *facts = head(inferring, "facts"),
                            *version = head(inferring, "version");
    if (facts != NULL && facts->kind != SCAN_TEXT)
        return fault(inferring, "facts", "this member names the model of a facts file, in a text");
    return version == NULL || (version->kind == SCAN_WHOLE && version->as.whole > 0) ||
           fault(inferring, "version",
                 "this member is the version of a facts file's model, a whole number");
}

// Whether a member of the sample holds something that only its names keep out of a model.
static bool is_lost(const struct infer_field *field) {
    const struct infer_spot *element = field->spot.element;
    bool head = strcmp(field->name, "facts") == 0 || strcmp(field->name, "version") == 0;
    bool capital = strpbrk(field->name, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") != NULL;
    return !head &&
           (capital || field->spot.objects > 0 || (element != NULL && element->objects > 0));
}

// A model without a root holds nothing.
static bool is_no_loss(const struct inferring *inferring, const struct infer_shape *root) {
    for (size_t i = 0; i < root->count; i++)
        if (is_lost(&root->fields[i]))
            return fault(
                inferring, NULL,
                "no member can be a root of a model: names have small letters, digits and _; "
                "jq 'walk(if type == \"object\" then with_entries(.key |= ascii_downcase) "
                "else . end)' writes them so");
    return true;
}

static bool infer(struct inferring *inferring, struct text *model) {
    struct infer_shape root = {0};
    struct infer_problem problem = {0};
    const struct scan_token *tokens = tokens_keep(inferring->arena, &inferring->scan);
    bool good = infer_gather(inferring->arena, tokens, &root, &problem);
    if (good && infer_write(inferring->arena, &root, model_name(inferring),
                            model_version(inferring), model) == 0)
        good = is_no_loss(inferring, &root);
    else if (!good)
        fault(inferring, problem.path.size > 0 ? text_data(&problem.path) : NULL,
              text_data(&problem.message));
    text_clear(&problem.path);
    text_clear(&problem.message);
    return good;
}

// Checks that the written model is one and that the sample fits it; warns of fields that it omits.
static bool prove(struct inferring *inferring, const struct text *model) {
    struct session *session = setup_session();
    struct session_facts *facts = NULL;
    const struct input *input = &inferring->input;
    session->everything = true;
    session_add_text(session, "the model inferred", text_data(model), model->size);
    if (session_check(session)) {
        facts = session_facts_new(session, session->program->diagnostics);
        session_facts_add_text(facts, sample_name(inferring), input->at,
                               (size_t)(input->end - input->at));
        session_facts_load(facts);
    }
    bool good = setup_diagnose(session) && facts != NULL;
    session_facts_free(facts);
    session_free(session);
    return good;
}

static int infer_all(struct inferring *inferring) {
    struct text model = {0};
    int status = STATUS_INPUT;
    if (read_all(inferring) && scan_sample(inferring) && check_head(inferring) &&
        infer(inferring, &model) && prove(inferring, &model) && output_print(name, &model))
        status = STATUS_PASS;
    text_clear(&model);
    return status;
}

static int run(void *state) {
    struct inferring *inferring = state;
    inferring->arena = inferring->request.arena;
    inferring->sample = inferring->request.operands[0];
    int error = input_open_file(&inferring->input, inferring->sample);
    if (error != 0) {
        fault(inferring, NULL,
              error == ENOENT
                  ? "there is no such file"
                  : arena_printf(inferring->arena, "cannot be read: %s", strerror(error)));
        return STATUS_INPUT;
    }
    scan_init(&inferring->scan);
    int status = infer_all(inferring);
    scan_clear(&inferring->scan);
    input_close(&inferring->input);
    return status;
}

const struct command facts_infer = {
    .name = name,
    .summary = "write a fact model for a sample of JSON",
    .help = "usage: plimsoll facts infer SAMPLE [OPTION]...\n"
            "\n"
            "Prints a fact model that holds the facts of a JSON file, to start from: its records,\n"
            "their keys and the types of their fields, as far as a sample shows them. What has no\n"
            "type, or a name that no field can have, is left out and listed in a comment.\n",
    .options = options,
    .notes = "The exit status is 0, or 3 if the input is at fault.\n",
    .examples = {{"A model for facts from elsewhere",
                  "plimsoll facts infer sample.json --name inventory >inventory.plim"}},
    .operands = {1, 1, "name a sample: plimsoll facts infer SAMPLE.json", "one sample is enough"},
    .kinds = {VALUE_FILE, VALUE_NONE},
    .size = sizeof(struct inferring),
    .take = take,
    .run = run,
};
