// plimsoll facts diff: what differs between two facts files.
#include "config.h"

#include "cli/command.h"

#include <string.h>

#include "facts/shown.h"
#include "cli/output.h"
#include "cli/setup.h"
#include "facts/diff.h"

static const char name[] = "facts diff";

static const struct option_table options[] = {
    {option_use, NULL}, {facts_strict, NULL}, {option_json, NULL}, {NULL, NULL}};

struct comparing {
    struct request request; // with the facts before
    struct session_facts *after;
};

// ---- a change, written ----

static const char *const kinds[] = {
    [CHANGE_ADDED] = "added", [CHANGE_REMOVED] = "removed", [CHANGE_CHANGED] = "changed"};

struct changes {
    struct text out;
    struct json json;
    uint64_t counts[3];
};

// Steps are as many as the model is deep.
static void add_place(struct text *out, const struct diff_place *place) {
    if (place == NULL)
        return;
    add_place(out, place->up);
    text_addf(out, "%s%s", place->up != NULL ? "." : "", place->space->member);
    shown_add_key(out, place->store, place->space, place->row, place->position);
}

static void add_path(struct text *out, const struct change *change) {
    add_place(out, change->place);
    if (change->member == NULL)
        return;
    size_t length = strlen(change->member);
    if (length > 0 && change->member[length - 1] == '.') // of a record: "cpu."
        length--;
    text_add(out, change->place != NULL && change->member[0] != '[' ? "." : "");
    text_add_bytes(out, change->member, length);
}

static void add_values(struct text *out, const struct change *change, int side) {
    for (uint32_t i = 0; i < change->counts[side]; i++) {
        const struct diff_value *value = &change->values[side][i];
        text_add(out, i == 0 ? " " : ", ");
        if (value->cell.known)
            shown_add(out, change->column, value->cell, value->text, SHOWN_EXACT);
        else
            text_add(out, "unknown");
    }
}

static void add_value_change(struct text *out, const struct change *change) {
    add_values(out, change, 0);
    text_add(out, change->kind == CHANGE_CHANGED ? " ->" : "");
    add_values(out, change, 1);
}

static void add_json_change(struct text *out, const struct change *change) {
    for (int side = 0; side < 2; side++) {
        if (change->json[side] == NULL)
            continue;
        text_add(out, side == 1 && change->kind == CHANGE_CHANGED ? " -> " : " ");
        text_add_clean(out, change->json[side]);
    }
}

static void add_list_change(struct text *out, const struct change *change) {
    if (change->counts[0] + change->counts[1] == 0)
        text_add(out, " the same in another order");
    if (change->counts[1] > 0)
        text_add(out, " added");
    add_values(out, change, 1);
    if (change->counts[0] > 0)
        text_add(out, change->counts[1] > 0 ? "; removed" : " removed");
    add_values(out, change, 0);
}

static void add_count(struct text *out, const struct change *change, const char *what) {
    text_addf(out, " (%llu %s%s)", (unsigned long long)change->facts, what,
              change->facts == 1 ? "" : "s");
}

static void take_text(void *state, const struct change *change) {
    struct changes *changes = state;
    struct text *out = &changes->out;
    changes->counts[change->kind]++;
    text_addf(out, "%-7s  ", kinds[change->kind]);
    add_path(out, change);
    switch (change->of) {
    case CHANGE_OF_VALUE:
        text_add_char(out, ':');
        add_value_change(out, change);
        break;
    case CHANGE_OF_ELEMENT:
    case CHANGE_OF_RECORD:
        add_count(out, change, "fact");
        break;
    case CHANGE_OF_LIST:
        add_count(out, change, "element");
        break;
    case CHANGE_OF_EXTRA:
        text_add_char(out, ':');
        add_json_change(out, change);
        break;
    case CHANGE_OF_VALUES:
        text_add_char(out, ':');
        add_list_change(out, change);
        break;
    }
    text_add_char(out, '\n');
}

static void json_value(struct json *json, const char *key, const struct change *change, int side,
                       uint32_t index) {
    const struct diff_value *value = &change->values[side][index];
    shown_json(json, key, change->column, value->cell, value->text);
}

static void json_values(struct json *json, const char *key, const struct change *change, int side) {
    json_begin(json, key, '[');
    for (uint32_t i = 0; i < change->counts[side]; i++)
        json_value(json, NULL, change, side, i);
    json_end(json, ']');
}

static void json_details(struct json *json, const struct change *change) {
    switch (change->of) {
    case CHANGE_OF_VALUE:
        if (change->counts[0] > 0)
            json_value(json, "before", change, 0, 0);
        if (change->counts[1] > 0)
            json_value(json, "after", change, 1, 0);
        break;
    case CHANGE_OF_ELEMENT:
    case CHANGE_OF_RECORD:
        json_int(json, "facts", (int64_t)change->facts);
        break;
    case CHANGE_OF_LIST:
        json_int(json, "elements", (int64_t)change->facts);
        break;
    case CHANGE_OF_EXTRA:
        if (change->json[0] != NULL)
            json_raw(json, "before", change->json[0]);
        if (change->json[1] != NULL)
            json_raw(json, "after", change->json[1]);
        break;
    case CHANGE_OF_VALUES:
        json_values(json, "added", change, 1);
        json_values(json, "removed", change, 0);
        break;
    }
}

static void take_json(void *state, const struct change *change) {
    struct changes *changes = state;
    struct text path = {0};
    changes->counts[change->kind]++;
    add_path(&path, change);
    json_begin(&changes->json, NULL, '{');
    json_text(&changes->json, "path", text_data(&path));
    json_text(&changes->json, "kind", kinds[change->kind]);
    json_details(&changes->json, change);
    json_end(&changes->json, '}');
    text_clear(&path);
}

static void add_summary(struct changes *changes) {
    const char *before = "\n";
    for (int kind = 0; kind < 3; kind++) {
        if (changes->counts[kind] == 0)
            continue;
        text_addf(&changes->out, "%s%llu %s", before, (unsigned long long)changes->counts[kind],
                  kinds[kind]);
        before = ", ";
    }
    text_add(&changes->out, changes->out.size == 0 ? "no difference\n" : "\n");
}

// ---- the command ----

// The reasons for missing facts are not compared, nor the lists around them whose elements have no
// key: they say how facts were collected, and are no facts of a host.
static const struct space_def *not_compared(const struct model *model) {
    const struct space_def *space = model->purposes[PURPOSE_REASONS].space;
    while (space != NULL && space->parent->parent != NULL && space->parent->key == NULL)
        space = space->parent;
    return space;
}

static int compare(const struct comparing *comparing) {
    const struct store *before = comparing->request.facts->store, *after = comparing->after->store;
    const struct space_def *except = not_compared(before->model);
    struct changes changes = {0};
    changes.json.out = &changes.out;
    if (comparing->request.json) {
        json_begin(&changes.json, NULL, '{');
        json_text(&changes.json, "plimsoll", PACKAGE_VERSION);
        json_int(&changes.json, "schema", 1);
        json_begin(&changes.json, "changes", '[');
        diff_stores(before, after, except, take_json, &changes);
        json_end(&changes.json, ']');
        json_end(&changes.json, '}');
    } else {
        diff_stores(before, after, except, take_text, &changes);
        add_summary(&changes);
    }
    bool differs = changes.counts[0] + changes.counts[1] + changes.counts[2] > 0;
    bool printed = output_print(name, &changes.out);
    text_clear(&changes.out);
    return !printed ? STATUS_INPUT : differs ? STATUS_FAIL : STATUS_PASS;
}

static struct session_facts *load(const struct request *request, int side) {
    struct facts_from from = {.strict = request->from.strict};
    struct session_facts *facts = NULL;
    if (facts_from_take(&from, name, FACTS_FILE, request->operands[side]))
        facts = facts_from_load(&from, name, request->session, NULL);
    facts_from_clear(&from);
    return facts;
}

static int run(void *state) {
    struct comparing *comparing = state;
    struct request *request = &comparing->request;
    request->session = setup_model(request->model);
    request->session->keep_extras = true;
    if (session_check(request->session)) {
        request->facts = load(request, 0);
        comparing->after = load(request, 1);
    }
    bool good = setup_diagnose(request->session) && request->facts != NULL;
    return good && comparing->after != NULL ? compare(comparing) : STATUS_INPUT;
}

static void clear(void *state) {
    struct comparing *comparing = state;
    session_facts_free(comparing->after);
}

const struct command facts_diff = {
    .name = name,
    .summary = "list the differences between two facts files",
    .help = "usage: plimsoll facts diff BEFORE AFTER [OPTION]...\n"
            "\n"
            "Compares two facts files, elements of lists by their keys, and lists what was added,\n"
            "removed and changed. A value that is only written differently does not count. Fields\n"
            "that the fact model does not know are compared as JSON. How the facts were collected\n"
            "is not compared.\n",
    .options = options,
    .notes =
        "The exit status is 0 if there is no difference, 1 if there is one, 3 if the input is at\n"
        "fault.\n",
    .examples = {{"What has changed since the facts were collected last",
                  "plimsoll facts diff before.json after.json"},
                 {"The same, for programs",
                  "plimsoll facts diff before.json after.json --format json"}},
    .operands = {2, 2, "name two facts files: plimsoll facts diff BEFORE AFTER",
                 "two facts files are enough"},
    .kinds = {VALUE_FACTS, VALUE_FACTS},
    .size = sizeof(struct comparing),
    .run = run,
    .clear = clear,
};
