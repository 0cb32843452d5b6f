// Waivers, from the statements of policies and of files of waivers.
#include "program/program_waive.h"

#include <string.h>

#include "check/model_draft.h"
#include "grammar/tree_path.h"
#include "program/program_draft.h"
#include "program/program_find.h"
#include "program/program_rule.h"

static const int64_t day = INT64_C(86400000000000);

static struct parse parse_of(struct program *program) {
    return (struct parse){program->arena, program->names, program->diagnostics};
}

// ---- files of waivers ----

static void allow_only_waivers(struct program *program, const struct file_node *tree) {
    for (uint32_t i = 0; i < tree->order.count; i++) {
        const struct statement_node *statement = &tree->order.list[i];
        bool heads = statement->kind == STATEMENT_HEADER && tree->kind != FILE_NODE_FACTS;
        if (heads || statement->kind == STATEMENT_WAIVE)
            continue;
        struct diagnostic *error =
            diagnostic_error(program->diagnostics, CODE_MISPLACED_WAIVER, statement->span,
                             "a file of waivers has no statements but waive");
        diagnostic_cure(program->diagnostics, error, "give a policy without --waivers");
        return;
    }
}

static void add_file(struct program *program, const struct source *source) {
    struct parse parse = parse_of(program);
    const struct file_node *tree = parse_statements(&parse, source);
    allow_only_waivers(program, tree);
    ARENA_PUSH(program->arena, program->waiver_files, program->waiver_file_count,
               program->waiver_file_room) = tree;
}

void program_add_waivers(struct program *program, const char *path) {
    const char *name = arena_copy(program->arena, path, strlen(path));
    struct text text;
    text_init(&text);
    if (read_whole(program, name, &text)) {
        const struct source *source = add_source(program, name, text_data(&text), text.size);
        if (source != NULL)
            add_file(program, source);
    }
    text_clear(&text);
}

bool program_is_waivers(const struct program *program, const struct source *source) {
    for (uint32_t i = 0; i < program->waiver_file_count; i++)
        if (program->waiver_files[i]->source == source)
            return true;
    return false;
}

// ---- what a rule is about ----

// The loops whose elements subjects of a rule are made of.
struct loops {
    struct arena *arena;
    const struct loop **items;
    size_t count, room;
};

static void add_loops(struct loops *list, const struct loop *loops, uint32_t count) {
    for (uint32_t i = 0; i < count; i++)
        ARENA_PUSH(list->arena, list->items, list->count, list->room) = &loops[i];
}

// Those of the outermost `every` or `no` of a requirement, too.
static struct loops loops_of(struct program *program, const struct rule *rule) {
    struct loops list = {.arena = program->arena};
    add_loops(&list, rule->loops, rule->loop_count);
    for (uint32_t i = 0; i < rule->requirement_count; i++) {
        const struct expr *at = rule->requirements[i].condition;
        bool every = true;
        while (every && at->kind == EXPR_FOLD && (at->fold == FOLD_EVERY || at->fold == FOLD_NO)) {
            add_loops(&list, at->sequence->loops, at->sequence->loop_count);
            every = at->fold == FOLD_EVERY;
            at = at->sequence->element;
        }
    }
    return list;
}

static const char *list_name(const struct loop *loop) {
    return loop->space != NULL ? loop->space->path : loop->name;
}

// ---- subjects ----

// The subject of a waiver while it is checked.
struct naming {
    struct program *program;
    const struct waive_node *node;
    const struct rule *rule;
    const struct fact_path *path;
    const struct loop *loop; // whose list the path leads to, or to one around it
};

static struct diagnostic *subject_error(const struct naming *naming, enum code code,
                                        const char *message) {
    return diagnostic_error(naming->program->diagnostics, code, naming->node->subject->span, "%s",
                            message);
}

// Whether the names of the path begin those of the list.
static bool leads_to(const struct fact_path *path, const char *list) {
    const char *at = list;
    for (size_t i = 0; i < path->count; i++) {
        if (fact_step_is_index(&path->steps[i]))
            continue;
        size_t size = strlen(path->steps[i].text);
        if (at != list && *at++ != '.')
            return false;
        if (strncmp(at, path->steps[i].text, size) != 0 || (at[size] != '.' && at[size] != '\0'))
            return false;
        at += size;
    }
    return true;
}

static bool find_loop(struct naming *naming, const struct loops *loops) {
    for (size_t i = 0; i < loops->count && naming->loop == NULL; i++)
        if (leads_to(naming->path, list_name(loops->items[i])))
            naming->loop = loops->items[i];
    return naming->loop != NULL;
}

// "vm and vm.disk", each once.
static const char *list_names(const struct naming *naming, const struct loops *loops) {
    struct text names = {0};
    struct intern *seen = intern_new(naming->program->arena);
    uint32_t count = 0;
    for (size_t i = 0; i < loops->count; i++) {
        const char *list = list_name(loops->items[i]);
        if (intern_add(seen, list, strlen(list)) != count)
            continue;
        text_addf(&names, "%s%s", count > 0 ? " and " : "", list);
        count++;
    }
    const char *text = text_copy(&names, naming->program->arena);
    text_clear(&names);
    return text;
}

static bool say_unrelated(const struct naming *naming, const struct loops *loops) {
    struct program *program = naming->program;
    struct diagnostic *error =
        subject_error(naming, CODE_WRONG_SUBJECT,
                      arena_printf(program->arena, "%s is not about %s", naming->rule->name,
                                   sources_excerpt(program->sources, naming->node->subject->span,
                                                   program->arena)));
    if (loops->count > 0)
        diagnostic_cure(program->diagnostics, error, "it is about %s", list_names(naming, loops));
    else
        diagnostic_cure(program->diagnostics, error, "it has no subjects: leave out for");
    return false;
}

// The record that has no field of the next name of the path, or NULL; *word is that name.
static const struct record *record_without(const struct model *model, const struct fact_path *path,
                                           const char **word) {
    const struct record *record = model->root;
    for (size_t i = 0; i < path->count; i++) {
        if (fact_step_is_index(&path->steps[i]))
            continue;
        *word = path->steps[i].text;
        const struct field *field = record_find(record, *word);
        if (field == NULL)
            return record;
        record = record_held(&field->type);
        if (record == NULL)
            return NULL;
    }
    return NULL;
}

static bool say_no_loop(const struct naming *naming, const struct loops *loops) {
    struct program *program = naming->program;
    const char *word;
    const struct record *record = record_without(program->model, naming->path, &word);
    if (record == NULL)
        return say_unrelated(naming, loops);
    struct parse parse = parse_of(program);
    const char *message =
        record == program->model->root
            ? arena_printf(program->arena, "there is no %s in the facts", word)
            : arena_printf(program->arena, "%s has no field %s", record->name, word);
    struct diagnostic *error = subject_error(naming, CODE_UNKNOWN_FIELD, message);
    if (error != NULL && is_kept(error))
        cure_nearest_field(&parse, error, word, record);
    return false;
}

// ---- keys ----

// What is behind the first names of the path: the type of a list's keys; NULL where they lead to no
// list, and *list.
static bool list_behind(const struct naming *naming, size_t names_size, const struct type **key) {
    const struct space_def *space = naming->loop->space;
    if (space == NULL) {
        *key = &naming->loop->type;
        return true;
    }
    while (space->parent != NULL && strlen(space->path) != names_size)
        space = space->parent;
    *key = space->key != NULL ? &space->key->type : NULL;
    return space->parent != NULL;
}

static bool fits_key(const struct fact_step *step, const struct type *key) {
    if (key == NULL)
        return step->kind == FACT_STEP_POSITION;
    return type_is_textual(key) == (step->kind == FACT_STEP_KEY);
}

static bool say_key(const struct naming *naming, const char *list, const struct type *key) {
    struct program *program = naming->program;
    struct diagnostic *error = subject_error(
        naming, CODE_WRONG_SUBJECT,
        arena_printf(program->arena, "this is no element of %s that a report would name", list));
    if (key == NULL)
        diagnostic_cure(program->diagnostics, error, "write its place, as in %s[0]", list);
    else if (type_is_textual(key))
        diagnostic_cure(program->diagnostics, error, "write its key, as in %s[\"…\"]", list);
    else
        diagnostic_cure(program->diagnostics, error, "write its key as a report shows it");
    return false;
}

static bool say_no_list(const struct naming *naming, const char *what) {
    struct diagnostic *error = subject_error(
        naming, CODE_WRONG_SUBJECT, arena_printf(naming->program->arena, "%s is no list", what));
    diagnostic_cure(naming->program->diagnostics, error, "%s is about %s", naming->rule->name,
                    list_name(naming->loop));
    return false;
}

// What is in brackets are keys of lists, and one behind a name.
static bool check_keys(const struct naming *naming) {
    const char *list = list_name(naming->loop);
    size_t size = 0;
    for (size_t i = 0; i < naming->path->count; i++) {
        const struct fact_step *step = &naming->path->steps[i];
        const struct type *key;
        if (!fact_step_is_index(step)) {
            size += (size > 0) + strlen(step->text);
            continue;
        }
        const char *names = arena_copy(naming->program->arena, list, size);
        bool again = i > 0 && fact_step_is_index(step - 1);
        if (again || !list_behind(naming, size, &key))
            return say_no_list(naming, again ? "an element" : names);
        if (!fits_key(step, key))
            return say_key(naming, names, key);
    }
    return true;
}

static bool is_list_of_texts(const struct naming *naming) {
    const struct fact_path *path = naming->path;
    size_t size = 0;
    const struct type *key;
    for (size_t i = 0; i < path->count; i++)
        if (!fact_step_is_index(&path->steps[i]))
            size += (size > 0) + strlen(path->steps[i].text);
    return !fact_step_is_index(&path->steps[path->count - 1]) && list_behind(naming, size, &key) &&
           key != NULL && type_is_textual(key);
}

static bool compile_like(const struct naming *naming, struct waiver *waiver) {
    struct program *program = naming->program;
    const char *glob = naming->node->like;
    struct pattern_error wrong;
    if (!is_list_of_texts(naming)) {
        struct diagnostic *error = subject_error(naming, CODE_WRONG_SUBJECT,
                                                 "like stands behind a list whose keys are texts");
        diagnostic_cure(program->diagnostics, error, "%s is about %s", naming->rule->name,
                        list_name(naming->loop));
        return false;
    }
    waiver->like = pattern_compile(program->arena, PATTERN_LIKE, glob, strlen(glob), &wrong);
    if (waiver->like == NULL)
        subject_error(
            naming, CODE_INVALID_PATTERN,
            arena_printf(program->arena, "\"%s\" is no pattern: %s", glob, wrong.message));
    return waiver->like != NULL;
}

static bool name_subject(struct program *program, struct waiver *waiver) {
    const struct waive_node *node = waiver->node;
    struct parse parse = parse_of(program);
    if (node->subject == NULL)
        return true;
    if (!tree_path(&parse, node->subject, &waiver->subject))
        return false;
    const struct loops loops = loops_of(program, waiver->rule);
    struct naming naming = {program, node, waiver->rule, &waiver->subject, NULL};
    if (!find_loop(&naming, &loops))
        return say_no_loop(&naming, &loops);
    return check_keys(&naming) && (node->like == NULL || compile_like(&naming, waiver));
}

// ---- how long ----

bool program_set_max_waiver(struct program *program, const char *text) {
    const struct type duration = {.kind = TYPE_NUMBER, .dimension = DIMENSION_DURATION};
    program->max_waiver = program_value(program, &duration, "--max-waiver", text);
    return program->max_waiver != NULL;
}

bool waiver_is_of(const struct waiver *waiver, const struct policy *policy,
                  const struct rule *rule) {
    return (waiver->root == NULL || waiver->root == policy->root) &&
           waiver->policy->name == policy->name && waiver->rule->name == rule->name;
}

// Nanoseconds are the ninth digit of seconds.
static bool passes(const struct waiver *waiver, int64_t now, const struct expr *most) {
    return most != NULL && (__int128)waiver->node->until - now > most->number.nano;
}

static const struct param *max_param(const struct policy *policy) {
    for (uint32_t i = 0; i < policy->param_count; i++)
        if (strcmp(policy->params[i].name, "max_waiver") == 0)
            return &policy->params[i];
    return NULL;
}

static void check_max_param(struct program *program, const struct policy *policy) {
    const struct param *param = max_param(policy);
    if (param == NULL || (param->type.kind == TYPE_NUMBER &&
                          dimension_equal(param->type.dimension, DIMENSION_DURATION)))
        return;
    struct diagnostic *error =
        diagnostic_error(program->diagnostics, CODE_PARAM_TYPE, param->span,
                         "max_waiver says how long waivers may last, but is no duration");
    diagnostic_cure(program->diagnostics, error, "write param max_waiver: duration");
}

// What its end passes at that time: the value of a param max_waiver or of the option; NULL: none.
static const struct expr *limit_passed(const struct program *program, const struct waiver *waiver,
                                       int64_t now, const struct param **param) {
    for (uint32_t i = 0; i < program->policy_count; i++) {
        if (!waiver_is_of(waiver, program->policies[i], waiver->rule))
            continue;
        *param = max_param(program->policies[i]);
        if (*param != NULL && passes(waiver, now, (*param)->value))
            return (*param)->value;
    }
    *param = NULL;
    return passes(waiver, now, program->max_waiver) ? program->max_waiver : NULL;
}

bool waiver_is_too_long(const struct program *program, const struct waiver *waiver, int64_t now) {
    const struct param *param;
    return limit_passed(program, waiver, now, &param) != NULL;
}

static void limit_waiver(struct program *program, const struct waiver *waiver, int64_t now) {
    const struct param *param;
    const struct expr *most = limit_passed(program, waiver, now, &param);
    if (most == NULL)
        return;
    struct text shown = {0};
    number_show(&shown, most->number, &most->type);
    struct diagnostic *error = diagnostic_error(
        program->diagnostics, CODE_LONG_WAIVER, waiver->node->until_span,
        "a waiver of %s may last at most %s", waiver->rule->name, text_data(&shown));
    if (param != NULL) {
        struct place place = sources_place(program->sources, param->span.begin);
        diagnostic_cure(program->diagnostics, error, "max_waiver of %s says so: %s:%u:%u",
                        waiver->policy->name, place.source->name, place.line, place.column);
    } else {
        diagnostic_cure(program->diagnostics, error, "--max-waiver says so");
    }
    text_clear(&shown);
}

bool program_limit_waivers(struct program *program, int64_t now) {
    size_t before = diagnostics_count(program->diagnostics, DIAGNOSTIC_ERROR);
    for (uint32_t i = 0; i < program->waiver_count; i++)
        limit_waiver(program, &program->waivers[i], now);
    return diagnostics_count(program->diagnostics, DIAGNOSTIC_ERROR) == before;
}

// ---- waivers ----

static bool may_be_waived(struct program *program, const struct waiver *waiver) {
    const struct rule *rule = waiver->rule;
    if (rule->mandatory.end == 0)
        return true;
    struct place place = sources_place(program->sources, rule->mandatory.begin);
    struct diagnostic *error =
        diagnostic_error(program->diagnostics, CODE_MANDATORY_RULE, waiver->node->rule.span,
                         "%s is mandatory: it cannot be waived", rule->name);
    diagnostic_cure(program->diagnostics, error, "%s:%u:%u says so", place.source->name, place.line,
                    place.column);
    return false;
}

// What the waivers of a policy can be of: its own rules and those of the policies that it uses, as
// they are there for the same root.
struct own_scope {
    const struct program_draft *draft;
    const char *root;
    struct reach reach;
};

static bool is_reached(const struct policy *policy, const void *state) {
    const struct own_scope *own = state;
    bool reached = false;
    for (uint32_t i = 0; i < own->reach.count; i++)
        reached |= own->draft->policies[own->reach.drafts[i]].tree->source == policy->source;
    return reached && policy->root == own->root;
}

static void add_waiver(struct program *program, const struct waive_node *node,
                       const struct rule_scope *scope, const char *root) {
    struct rule_place place;
    if (!node->sound || !program_rule(program, scope, &node->rule, &place))
        return;
    struct waiver waiver = {.node = node,
                            .policy = place.policy,
                            .rule = place.rule,
                            .root = root,
                            .end = node->until + day};
    if (may_be_waived(program, &waiver) && name_subject(program, &waiver))
        ARENA_PUSH(program->arena, program->waivers, program->waiver_count, program->waiver_room) =
            waiver;
}

static void add_waivers(struct program *program, const struct file_node *tree,
                        const struct rule_scope *scope, const char *root) {
    for (uint32_t i = 0; i < tree->waive_count; i++)
        add_waiver(program, &tree->waives[i], scope, root);
}

// A policy of the command line that has nothing but waivers is a file of waivers.
static bool is_file_of_waivers(const struct policy *policy) {
    return policy->rule_count == 0 && policy->tree->use_count == 0 && policy->root == policy->name;
}

static void add_own_waivers(struct program *program, const struct policy *policy) {
    if (policy->tree->waive_count == 0)
        return;
    if (is_file_of_waivers(policy)) {
        add_waivers(program, policy->tree, NULL, NULL);
        return;
    }
    uint32_t index = 0;
    while (program->draft->policies[index].tree->source != policy->source)
        index++;
    struct own_scope own = {program->draft, policy->root, program_reach(program, index)};
    const struct rule_scope scope = {is_reached, &own};
    add_waivers(program, policy->tree, &scope, policy->root);
}

void program_check_waivers(struct program *program) {
    for (uint32_t i = 0; i < program->policy_count; i++)
        check_max_param(program, program->policies[i]);
    for (uint32_t i = 0; i < program->policy_count; i++)
        add_own_waivers(program, program->policies[i]);
    for (uint32_t i = 0; i < program->waiver_file_count; i++)
        add_waivers(program, program->waiver_files[i], NULL, NULL);
}
