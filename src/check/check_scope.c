// Names in sight: what they stand for, what they would hide, and hints for unknown ones.
#include <string.h>

#include "check/check_expr.h"
#include "check/check_make.h"
#include "check/check_message.h"
#include "grammar/tree_walk.h"

static const char *const quantifier_words[] = {"every", "some", "no"};

// ---- scopes ----

const struct scope *scope_find(const struct scope *scope, const char *name) {
    while (scope != NULL && scope->name != name)
        scope = scope->outer;
    return scope;
}

static struct scope *scope_new(struct checker *c, const struct scope *outer, const char *name,
                               const char *role, enum variable kind) {
    struct scope *scope = ARENA_NEW(c->arena, struct scope);
    scope->outer = outer;
    scope->name = name;
    scope->role = role;
    scope->kind = kind;
    return scope;
}

const struct scope *scope_value(struct checker *c, const struct scope *outer, struct name name,
                                const char *role, const struct expr *value) {
    enum variable kind = is_poison(value) ? VARIABLE_POISON : VARIABLE_VALUE;
    struct scope *scope = scope_new(c, outer, name.text, role, kind);
    scope->declaration = name.span;
    scope->value = value;
    return scope;
}

const struct scope *scope_list(struct checker *c, const struct scope *outer, struct name name,
                               const struct type *type, const struct node *list,
                               const struct scope *defined) {
    struct scope *scope =
        scope_new(c, outer, name.text, type != NULL ? "parameter" : "let", VARIABLE_LIST);
    scope->type = type;
    scope->declaration = name.span;
    scope->list = list;
    scope->defined = defined;
    return scope;
}

// ---- for editors ----

enum use_kind scope_kind(const struct scope *variable) {
    return strcmp(variable->role, "let") == 0         ? USE_LET
           : strcmp(variable->role, "parameter") == 0 ? USE_PARAMETER
                                                      : USE_ELEMENT;
}

static struct type scope_type(const struct scope *variable) {
    return variable->kind == VARIABLE_VALUE ? variable->value->type : type_of(TYPE_POISON);
}

void scope_probe(struct checker *c, const struct scope *scope, struct span name) {
    struct uses *uses = c->checking->uses;
    if (!uses_meets_probe(uses, name))
        return;
    uses->probed = true;
    for (; scope != NULL; scope = scope->outer) {
        size_t count = uses->sight_count;
        ARENA_PUSH(uses->arena, uses->sights, count, uses->sight_room) =
            (struct use_sight){scope->name, scope_kind(scope), scope_type(scope)};
        uses->sight_count = (uint32_t)count;
    }
}

void scope_note(struct checker *c, const struct scope *declared) {
    uses_add(c->checking->uses, (struct use){declared->declaration, declared->declaration,
                                             scope_kind(declared), scope_type(declared), NULL});
}

const char *scope_hidden(struct checker *c, const struct scope *scope, const char *name,
                         const void *origin) {
    const struct scope *variable = scope_find(scope, name);
    if (variable != NULL)
        return variable == origin || variable->kind == VARIABLE_POISON ? NULL : variable->role;
    if (name == interned(c, "now"))
        return "time of the run,";
    const struct param *param = param_find(c, name, NULL);
    return param != NULL && param != origin ? "parameter" : NULL;
}

// ---- the elements of a list ----

// A name for an element that nothing else has: the first letter of the list.
static const char *free_name(struct checker *c, const struct scope *scope, const char *list,
                             const char *taken) {
    char candidates[][2] = {{list[0], 0}, {'x', 0}, {'y', 0}, {'z', 0}};
    for (size_t i = 0; i < sizeof candidates / sizeof *candidates; i++) {
        const char *name = interned(c, candidates[i]);
        if (name != taken && scope_find(scope, name) == NULL && !param_find(c, name, NULL))
            return name;
    }
    return "another";
}

static void cure_hiding(struct checker *c, struct diagnostic *d, const struct scope *outer,
                        const char *name, enum inside inside, const struct reached *list,
                        const struct node *whole) {
    const char *text = shown(c, list->node), *free = free_name(c, outer, text, name);
    const char *field = "", *other = " ...";
    const struct scope *hidden = scope_find(outer, name);
    if (list->value->type.kind == TYPE_RECORD) {
        field = arena_printf(c->arena, ".%s", example_field(list->value->type.record));
        if (hidden != NULL && hidden->kind == VARIABLE_VALUE &&
            hidden->value->type.kind == TYPE_RECORD)
            other = arena_printf(c->arena, " == %s%s", name, field);
    }
    switch (inside) {
    case INSIDE_QUANTIFIER:
        cure(c, d, "give the element a name of its own: %s %s in %s has %s%s%s",
             quantifier_words[whole->quantifier], free, text, free, field, other);
        break;
    case INSIDE_EACH:
        cure(c, d, "give the element a name of its own: for each %s in %s", free, text);
        break;
    case INSIDE_WHERE:
        cure(c, d, "give the element a name of its own: count(%s for each %s in %s where %s%s%s)",
             free, free, text, free, field, other);
        break;
    }
}

static const struct scope *bind_element(struct checker *c, const struct scope *outer,
                                        const struct scope *scope, const struct reached *list,
                                        struct name own, enum inside inside,
                                        const struct node *whole) {
    const char *name = own.text != NULL ? own.text : list->name;
    if (name == NULL)
        return scope;
    const void *origin = own.text != NULL ? NULL : list->origin;
    const char *hidden = scope_hidden(c, outer, name, origin);
    if (hidden == NULL) {
        const struct scope *element =
            scope_value(c, scope, own.text != NULL ? own : (struct name){name, list->declaration},
                        "loop variable", list->value);
        if (own.text != NULL)
            scope_note(c, element);
        return element;
    }
    struct span span = own.text != NULL ? own.span : list->node->span;
    struct diagnostic *d =
        mistake(c, CODE_HIDDEN_NAME, span, "the element's name %s would hide the %s %s", name,
                hidden, name);
    cure_hiding(c, d, outer, name, inside, list, whole);
    return scope_new(c, scope, name, "loop variable", VARIABLE_POISON);
}

// Steps before the last name their elements too; one that would hide something is a mistake only
// where it is used.
static const struct scope *bind_step(struct checker *c, const struct scope *outer,
                                     const struct scope *scope, const struct reached *list,
                                     const struct step *step) {
    bool repeated = false;
    for (const struct scope *s = scope; s != outer; s = s->outer)
        repeated |= s->name == step->name;
    if (!repeated && scope_hidden(c, outer, step->name, list->origin) == NULL)
        return scope_value(c, scope, (struct name){step->name, step->loop.declaration},
                           "step of the path", step->element);
    struct scope *hiding = scope_new(c, scope, step->name, "step of the path", VARIABLE_HIDING);
    hiding->path = list->node;
    return hiding;
}

const struct scope *scope_elements(struct checker *c, const struct scope *outer,
                                   const struct reached *list, struct name own, enum inside inside,
                                   const struct node *whole) {
    const struct scope *scope = outer;
    for (uint32_t i = 0; i < list->count; i++) {
        const struct step *step = &list->steps[i];
        if (step->name != NULL && (i + 1 < list->count || !reached_elements(list)))
            scope = bind_step(c, outer, scope, list, step);
    }
    if (own.text == NULL && inside == INSIDE_WHERE && !list->collection)
        return scope;
    return bind_element(c, outer, scope, list, own, inside, whole);
}

// ---- declared names ----

struct name_index name_index_new(struct checker *c) {
    uint32_t count = intern_count(c->checking->names);
    return (struct name_index){ARENA_ARRAY(c->arena, uint32_t, count), count};
}

static uint32_t *name_entry(struct checker *c, const struct name_index *names, const char *name) {
    uint32_t id = intern_find(c->checking->names, name, strlen(name));
    return id < names->count ? &names->at[id] : NULL;
}

bool name_index_add(struct checker *c, struct name_index *names, const char *name, uint32_t index) {
    uint32_t *entry = name_entry(c, names, name);
    if (*entry != 0)
        return false;
    *entry = index + 1;
    return true;
}

struct define *define_find(struct checker *c, const char *name) {
    const uint32_t *entry = name_entry(c, &c->defines_by_name, name);
    return entry != NULL && *entry != 0 ? &c->defines[*entry - 1] : NULL;
}

const struct param *param_find(struct checker *c, const char *name, uint32_t *index) {
    const uint32_t *entry = name_entry(c, &c->params_by_name, name);
    if (entry == NULL || *entry == 0)
        return NULL;
    if (index != NULL)
        *index = *entry - 1;
    return &c->policy->params[*entry - 1];
}

// ---- unknown names ----

struct words {
    const char **items;
    size_t count, capacity;
};

enum { WORDS_LIMIT = 500 }; // so that a long list of mistakes in a long policy does not take long

// No hint is searched for mistakes that are only counted.
static bool takes_words(const struct checker *c, const struct words *words) {
    return words->count < WORDS_LIMIT &&
           diagnostics_count(c->diagnostics, DIAGNOSTIC_ERROR) <= DIAGNOSTIC_LIMIT;
}

static void add_word(struct checker *c, struct words *words, const char *word) {
    if (takes_words(c, words))
        ARENA_PUSH(c->arena, words->items, words->count, words->capacity) = word;
}

static const struct record *record_of(const struct type *type) {
    if (type->kind == TYPE_LIST)
        type = type->element;
    return type->kind == TYPE_RECORD ? type->record : NULL;
}

static void add_owner(struct checker *c, struct words *owners, const char *owner,
                      const struct type *type, const char *field) {
    const struct record *record = record_of(type);
    if (takes_words(c, owners) && record != NULL && record_field(record, field) != NULL)
        add_word(c, owners, arena_printf(c->arena, "%s.%s", owner, field));
}

// The records in sight that have such a field: of variables, else of roots.
static struct words owners_of(struct checker *c, const struct scope *scope, const char *field) {
    struct words owners = {0};
    for (; scope != NULL; scope = scope->outer)
        if (scope->kind == VARIABLE_VALUE)
            add_owner(c, &owners, scope->name, &scope->value->type, field);
    const struct record *root = c->model->root;
    bool of_variables = owners.count > 0;
    for (uint32_t i = 0; !of_variables && i < root->field_count; i++)
        add_owner(c, &owners, root->fields[i]->name, &root->fields[i]->type, field);
    return owners;
}

static const char *alternatives(struct checker *c, const struct words *words) {
    const char *text = words->items[0];
    for (size_t i = 1; i < words->count; i++)
        text = arena_printf(c->arena, "%s%s%s", text, i + 1 == words->count ? " or " : ", ",
                            words->items[i]);
    return text;
}

static const char *near_name(struct checker *c, const struct scope *scope, const char *name) {
    struct words words = {0};
    for (; scope != NULL; scope = scope->outer)
        add_word(c, &words, scope->name);
    for (uint32_t i = 0; c->policy != NULL && i < c->policy->param_count && takes_words(c, &words);
         i++)
        add_word(c, &words, c->policy->params[i].name);
    for (uint32_t i = 0; i < c->model->root->field_count && takes_words(c, &words); i++)
        add_word(c, &words, c->model->root->fields[i]->name);
    for (uint32_t i = 0; i < c->define_count && takes_words(c, &words); i++)
        add_word(c, &words, c->defines[i].node->name.text);
    add_word(c, &words, "now");
    return nearest_word(name, words.items, words.count);
}

static bool means_unknown(const char *name) {
    static const char *const words[] = {"unknown", "null", "none", "nil", "undefined"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strcmp(name, words[i]) == 0)
            return true;
    return false;
}

// One message stands for all names of a policy that names no fact model. A mistake may have kept
// one from being read.
static void say_no_model(struct checker *c, const struct node *node) {
    bool sound = c->policy == NULL || c->policy->tree == NULL || c->policy->tree->sound;
    if (!c->no_model && sound)
        cure(c,
             mistake(c, CODE_UNKNOWN_NAME, node->span,
                     "%s is not known here: this policy names no fact model", node->name.text),
             "write use facts NAME VERSION below its first line, such as: use facts "
             "virtualization 1");
    c->no_model = true;
}

// A name in the rule that is being checked, which is no longer than is searched for each of many
// mistakes.
static bool is_of_short_rule(const struct checker *c, const struct node *node) {
    enum { SEARCH_LIMIT = 64 << 10 };
    return c->rule != NULL && c->rule->span.end - c->rule->span.begin <= SEARCH_LIMIT &&
           c->rule->span.begin <= node->span.begin && node->span.end <= c->rule->span.end;
}

// The quantifier or the fold of a rule that gives its elements a name.
struct naming {
    const char *name;
    const struct node *found; // or NULL
};

static void visit_naming(void *state, const struct node *node) {
    struct naming *naming = state;
    bool names = node->kind == NODE_QUANTIFIER || node->kind == NODE_EACH;
    if (names && naming->found == NULL && node->name.text == naming->name)
        naming->found = node;
}

// Where all elements are asked for, a loop of the rule does the same, and its name is known to all
// that follows; elsewhere no one element is meant.
static bool is_element_elsewhere(struct checker *c, const struct node *node) {
    struct naming naming = {.name = node->name.text};
    if (is_of_short_rule(c, node))
        tree_each_of_rule(c->rule, visit_naming, &naming);
    if (naming.found == NULL)
        return false;
    bool quantifies = naming.found->kind == NODE_QUANTIFIER;
    const char *list = shown(c, naming.found->items[quantifies ? 0 : 1]);
    struct diagnostic *d =
        mistake(c, CODE_UNKNOWN_NAME, node->span, "%s is not known here, only within %s %s in %s",
                naming.name, quantifies ? quantifier_words[naming.found->quantifier] : "for each",
                naming.name, list);
    if (quantifies && naming.found->quantifier != QUANTIFIER_SOME)
        cure(c, d, "write for each %s in %s above the require, and all that follows knows %s",
             naming.name, list, naming.name);
    else
        cure(c, d, "say it of the whole list, %s", list);
    return true;
}

const struct expr *unknown_name(struct checker *c, const struct scope *scope,
                                const struct node *node) {
    const char *name = node->name.text;
    const struct expr *poison = expr_poison(c, node);
    if (means_unknown(name)) {
        cure(
            c,
            mistake(c, CODE_NO_NULL, node->span, "%s is not a value: nothing is equal to it", name),
            "ask with known(x), or write x default y to use y where x is unknown");
        return poison;
    }
    if (is_function(name) || define_find(c, name) != NULL) {
        cure(c, mistake(c, CODE_UNCALLED_FUNCTION, node->span, "%s is a function", name),
             "write %s(...)", name);
        return poison;
    }
    if (strcmp(name, "today") == 0) {
        cure(c, mistake(c, CODE_UNKNOWN_NAME, node->span, "%s is not known here", name),
             "write now, or the day as in 2026-11-23");
        return poison;
    }
    if (is_element_elsewhere(c, node))
        return poison;
    struct words owners = owners_of(c, scope, name);
    const char *near = near_name(c, scope, name);
    if (near == NULL && c->model->root->field_count == 0) {
        say_no_model(c, node);
        return poison;
    }
    struct diagnostic *d = mistake(c, CODE_UNKNOWN_NAME, node->span, "%s is not known here", name);
    if (owners.count > 0) {
        cure(c, d, "write %s", alternatives(c, &owners));
        if (owners.count == 1)
            fix(c, d, node->span, owners.items[0]);
    } else if (near != NULL) {
        cure(c, d, "did you mean %s?", near);
        fix(c, d, node->span, near);
    } else
        cure(c, d,
             "names are those of the fact model, of parameters, lets and defines; a text "
             "stands in quotes");
    return poison;
}

// What other languages call them.
static const struct {
    const char *name, *cure;
} foreign_functions[] = {
    {"len", "write count(...) for a list, length(...) for a text"},
    {"size", "write count(...) for a list, length(...) for a text"},
    {"exists", "write known(...), or x in list"},
    {"defined", "write known(...)"},
    {"is_known", "write known(...)"},
    {"average", "write avg(...)"},
    {"mean", "write avg(...)"},
    {"all", "write every x in list has ..."},
    {"any", "write some x in list has ..."},
    {"none", "write no x in list has ..."},
    {"filter", "write count(list where ...)"},
    {"map", "write list.field, or sum(... for each x in list)"},
    {"coalesce", "write x default y"},
    {"concat", "write a + b"},
    {"now", "write now, without parentheses"},
    {"today", "write now"},
    {"date", "write the day, as in 2026-11-23"},
    {"has", "write known(...), or some x in list has ..."},
    {"isset", "write known(...)"},
    {"is_set", "write known(...)"},
    {"is_null", "write not known(...)"},
    {"isnull", "write not known(...)"},
    {"empty", "write count(...) == 0 for a list, length(...) == 0 for a text"},
    {"age", "write now - time"},
    {"since", "write now - time"},
    {"substring", "write capture(text, pattern, n), or part(text, separator, n)"},
    {"substr", "write capture(text, pattern, n), or part(text, separator, n)"},
    {"sort", "write ascending(list), which is true where it is sorted"},
    {"first", "write min(list), max(list) or some x in list has ..."},
    {"last", "write min(list), max(list) or some x in list has ..."},
    {"startswith", "write starts_with(text, start)"},
    {"endswith", "write ends_with(text, end)"},
    {"str", "write text(...)"},
    {"string", "write text(...)"},
    {"to_string", "write text(...)"},
    {"int", "write number(...)"},
    {"regex", "write x matches '...'"},
    {"format", "write the value in a text of a message, \"{x}\", or text(...)"},
    {"index", "write contains(text, part), or part(text, separator, n)"},
    {"indexof", "write contains(text, part), or part(text, separator, n)"},
    {"find", "write contains(text, part), or some x in list has ..."},
    {"ceiling", "write ceil(...)"},
    {"uniq", "write distinct(...), or unique(...) to ask whether all differ"},
    {"set", "write distinct(...)"},
    {"float", "write number(...)"},
    {"days", "write a duration, as in 3 d"},
    {"hours", "write a duration, as in 3 h"},
    {"minutes", "write a duration, as in 3 min"},
    {"sorted", "write ascending(list)"},
};

static const char *foreign_function(const char *name) {
    for (size_t i = 0; i < sizeof foreign_functions / sizeof *foreign_functions; i++)
        if (strcmp(foreign_functions[i].name, name) == 0)
            return foreign_functions[i].cure;
    return NULL;
}

bool is_foreign_function(const char *name) {
    return foreign_function(name) != NULL;
}

const struct expr *unknown_function(struct checker *c, const struct node *node) {
    const char *name = node->name.text;
    struct diagnostic *d =
        mistake(c, CODE_UNKNOWN_FUNCTION, node->name.span, "there is no function %s", name);
    const struct expr *poison = expr_poison(c, node);
    const char *foreign = foreign_function(name);
    if (foreign != NULL) {
        cure(c, d, "%s", foreign);
        return poison;
    }
    struct words words = {0};
    for (size_t i = 0; function_name(i) != NULL; i++)
        add_word(c, &words, function_name(i));
    for (uint32_t i = 0; i < c->define_count && takes_words(c, &words); i++)
        add_word(c, &words, c->defines[i].node->name.text);
    const char *near = nearest_word(name, words.items, words.count);
    if (near != NULL) {
        cure(c, d, "did you mean %s?", near);
        fix(c, d, node->name.span, near);
    } else
        cure(c, d, "define it: define %s(x: ...) = ...", name);
    return poison;
}
