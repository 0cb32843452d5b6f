// Whole policies: params, defines, rules.
#include "grow.h"

static const struct {
    const char *name, *value;
    struct type type;
} params[] = {
    {"p_size", "2 GiB", {.kind = TYPE_NUMBER, .dimension = {1, 0}}},
    {"p_whole", "3", {.kind = TYPE_INT}},
    {"p_part", "0.5", {.kind = TYPE_NUMBER}},
    {"p_text", "\"a\"", {.kind = TYPE_TEXT}},
    {"p_on", "true", {.kind = TYPE_BOOL}},
};
enum { PARAMS = sizeof params / sizeof *params, DEPTH = 3 };

static const char *grow_params(struct grower *g) {
    const char *text = "";
    for (uint32_t i = 0; i < PARAMS; i++) {
        text = arena_printf(g->arena, "%sparam %s: %s = %s\n", text, params[i].name,
                            type_words(g, &params[i].type), params[i].value);
        sight_add(g, params[i].name, params[i].type);
    }
    sight_list(g, "p_texts", type_plain(TYPE_TEXT));
    return arena_printf(g->arena, "%sparam p_texts: list of text = [\"a\", \"d1\"]\n", text);
}

// ---- defines ----

static struct type parameter_type(struct grower *g) {
    static const struct type number = {.kind = TYPE_NUMBER}, text = {.kind = TYPE_TEXT};
    if (random_percent(g->random, 15))
        return (struct type){.kind = TYPE_LIST,
                             .element = random_percent(g->random, 50) ? &number : &text};
    const struct space_def *space = g->model->spaces[1 + random_below(g->random, 2)];
    if (space->shape && random_percent(g->random, 50)) {
        struct type type = space->element;
        type.shape = space->shape;
        return type;
    }
    return grow_type(g);
}

static const char *grow_define(struct grower *g) {
    struct grown_define define = {.name = grow_name(g, "f"), .type = grow_type(g)};
    const char *text = "";
    uint32_t sights = g->sight_count;
    define.parameter_count = 1 + random_below(g->random, 3);
    for (uint32_t i = 0; i < define.parameter_count; i++) {
        const char *name = grow_name(g, "a");
        define.parameters[i] = parameter_type(g);
        text = arena_printf(g->arena, "%s%s%s: %s", text, i ? ", " : "", name,
                            type_words(g, &define.parameters[i]));
        if (define.parameters[i].kind == TYPE_LIST)
            sight_list(g, name, *define.parameters[i].element);
        else
            sight_add(g, name, define.parameters[i]);
    }
    g->loops = 2; // so that one is left for the body, and calls may stand within three
    const char *body = grow_expr(g, &define.type, 2);
    g->loops = 0;
    g->sight_count = sights;
    g->defines[g->define_count++] = define;
    return arena_printf(g->arena, "define %s(%s): %s = %s\n", define.name, text,
                        type_words(g, &define.type), body);
}

// NAME = LIST where C, for a let or a define.
static const char *grow_named_list(struct grower *g, const char *name, const struct listing *list) {
    uint32_t sights = g->sight_count;
    bool nameable = sight_free(g, list->name) && list->step_count;
    for (uint32_t i = 0; nameable && i < list->step_count; i++)
        sight_add(g, list->steps[i].name, list->steps[i].type);
    const char *guard = nameable ? arena_printf(g->arena, " where %s", grow_said(g, 1)) : "";
    g->sight_count = sights;
    sight_list(g, name, list->element);
    return arena_printf(g->arena, "%s = %s%s\n", name, list->text, guard);
}

// A define without parameters.
static const char *grow_list_define(struct grower *g) {
    struct listing list;
    if (!grow_records(g, &list))
        return "";
    g->loops = 2;
    const char *text = grow_named_list(g, grow_name(g, "f"), &list);
    g->loops = 0;
    return arena_printf(g->arena, "define %s", text);
}

// ---- what is said ----

// The texts in an expression within braces have quotes of the other kind.
static const char *grow_braced(struct grower *g) {
    struct type type = grow_type(g), text = type_plain(TYPE_TEXT);
    const char *value = random_percent(g->random, 25) && g->loops < 3 ? grow_list(g, &text, 1)
                                                                      : grow_expr(g, &type, 1);
    char *copy = arena_text(g->arena, value);
    for (char *c = copy; *c != '\0'; c++)
        if (*c == '"')
            *c = '\'';
    return copy;
}

// "WORD \"SAYS {A} and {B}\"", or nothing.
static const char *grow_says(const struct grower *g, const char *word, uint32_t percent) {
    struct grower own = *g;
    own.random = g->telling;
    own.pure = false;
    if (!random_percent(own.random, percent))
        return "";
    const char *text = "says";
    for (uint32_t i = random_below(own.random, 3); i > 0; i--)
        text = arena_printf(g->arena, "%s {%s}", text, grow_braced(&own));
    return arena_printf(g->arena, "%s \"%s\"\n", word, text);
}

// ---- rules ----

static const char *grow_let(struct grower *g) {
    const char *name = grow_name(g, "l");
    struct listing list;
    struct type type = grow_type(g);
    if (random_percent(g->random, 70) || !grow_records(g, &list)) {
        const char *value = grow_expr(g, &type, DEPTH - 1);
        sight_add(g, name, type);
        return arena_printf(g->arena, "    let %s = %s\n", name, value);
    }
    return arena_printf(g->arena, "    let %s", grow_named_list(g, name, &list));
}

static const char *grow_each(struct grower *g) {
    struct listing list;
    if (!grow_records(g, &list))
        return "";
    g->loops++;
    const char *opened = grow_opened(g, &list);
    const char *guard = random_percent(g->random, 50)
                            ? arena_printf(g->arena, " where %s", grow_said(g, DEPTH - 1))
                            : "";
    return arena_printf(g->arena, "    for each %s%s\n", opened, guard);
}

static const char *unwrapped(struct grower *g, const char *text) {
    size_t size = 0, depth = 0;
    for (; text[size]; size++) {
        depth += text[size] == '(';
        depth -= text[size] == ')';
        if (depth == 0 && text[size + 1])
            return text; // the first parenthesis closes before the end
    }
    return size > 2 && text[0] == '(' ? arena_copy(g->arena, text + 1, size - 2) : text;
}

static const char *grow_require(struct grower *g) {
    const char *text = "";
    for (uint32_t i = 1 + random_below(g->random, 3); i > 0; i--)
        text = arena_printf(g->arena, "%s    require %s\n%s", text,
                            unwrapped(g, grow_bool(g, DEPTH)), grow_says(g, "        message", 30));
    return text;
}

static const char *grow_rule(struct grower *g) {
    static const char *const severities[] = {"", "    severity warning\n", "    severity info\n"};
    uint32_t sights = g->sight_count;
    const char *name = grow_name(g, "r"), *severity = severities[0], *when = "", *text = "";
    if (random_percent(g->random, 25))
        severity = RANDOM_OF(g->random, severities);
    if (random_percent(g->random, 20))
        when = arena_printf(g->arena, "    when %s\n", grow_bool(g, DEPTH - 1));
    for (uint32_t each = random_below(g->random, 3), i = 0; i <= each; i++) {
        if (random_percent(g->random, 40))
            text = arena_printf(g->arena, "%s%s", text, grow_let(g));
        if (i < each)
            text = arena_printf(g->arena, "%s%s", text, grow_each(g));
    }
    const char *require = grow_require(g), *remedy = grow_says(g, "    remedy", 20);
    g->sight_count = sights;
    g->loops = 0;
    return arena_printf(g->arena, "rule %s \"%s\" {\n%s%s%s%s%s}\n", name, name, severity, when,
                        text, require, remedy);
}

const char *grow_policy(struct grower *g) {
    const char *text = arena_printf(g->arena, "policy random\nuse facts %s 1\n", g->model->name);
    text = arena_printf(g->arena, "%s%s%s", text, grow_says(g, "summary", 20), grow_params(g));
    for (uint32_t i = random_below(g->random, 4); i > 0; i--)
        text = arena_printf(g->arena, "%s%s", text,
                            random_percent(g->random, 75) ? grow_define(g) : grow_list_define(g));
    for (uint32_t i = 1 + random_below(g->random, 4); i > 0; i--)
        text = arena_printf(g->arena, "%s%s", text, grow_rule(g));
    return text;
}

const char *grow_evaluated(struct grower *g) {
    struct type type = grow_type(g), text = type_plain(TYPE_TEXT);
    g->sight_count = 0;
    g->define_count = 0;
    g->loops = 0;
    return random_percent(g->random, 25) ? grow_list(g, &text, DEPTH) : grow_expr(g, &type, DEPTH);
}
