// Truths: comparisons, quantifiers, questions about texts and lists.
#include <string.h>

#include "grow.h"

#define OF(g, texts) grow_of(g, texts, sizeof(texts) / sizeof *(texts))

static const char *const orders[] = {"<", "<=", ">", ">=", "==", "!="};
static const char *const equalities[] = {"==", "!="};

static const char *leaf(struct grower *g) {
    struct type type = type_plain(TYPE_BOOL);
    const char *path = grow_path(g, &type);
    return path && random_percent(g->random, 90) ? path
           : random_percent(g->random, 50)       ? "true"
                                                 : "false";
}

static const char *compare(struct grower *g, uint32_t depth) {
    struct type type = grow_type(g);
    bool ordered = type.kind != TYPE_BOOL;
    const char *op = ordered ? OF(g, orders) : OF(g, equalities);
    const char *left = grow_expr(g, &type, depth), *right = grow_expr(g, &type, depth);
    return arena_printf(g->arena, "(%s %s %s)", left, op, right);
}

// Small numbers on both sides, so that bounds touch.
static const char *threshold(struct grower *g, uint32_t depth) {
    static const char *const limits[] = {"0", "1", "2", "3", "4", "9", "10"};
    struct type type = type_plain(TYPE_INT);
    bool count = g->loops < 3 && random_percent(g->random, 60);
    g->loops += count;
    const char *left = count                           ? grow_count(g, depth)
                       : random_percent(g->random, 30) ? grow_part(g, depth)
                                                       : grow_number(g, &type, depth);
    g->loops -= count;
    return random_percent(g->random, 50)
               ? arena_printf(g->arena, "(%s %s %s)", left, OF(g, orders), OF(g, limits))
               : arena_printf(g->arena, "(%s %s %s)", OF(g, limits), OF(g, orders), left);
}

static const char *choice(struct grower *g) {
    static const char *const colours[] = {"\"red\"", "\"green\"", "\"blue\""};
    struct type type = type_plain(TYPE_ENUM);
    const char *path = grow_path(g, &type);
    if (!path)
        return leaf(g);
    const char *other = random_percent(g->random, 70) ? OF(g, colours) : grow_path(g, &type);
    return arena_printf(g->arena, "(%s %s %s)", path, OF(g, equalities), other);
}

static const char *chain(struct grower *g, uint32_t depth) {
    struct type type = type_quantity(DIMENSION_BYTES);
    const char *a = grow_number(g, &type, depth), *b = grow_number(g, &type, depth),
               *c = grow_number(g, &type, depth);
    bool ascends = random_percent(g->random, 50);
    if (random_percent(g->telling, 30))
        return arena_printf(g->arena, ascends ? "(%s <= %s and %s < %s)" : "(%s > %s and %s >= %s)",
                            a, b, b, c);
    return arena_printf(g->arena, ascends ? "(%s <= %s < %s)" : "(%s > %s >= %s)", a, b, c);
}

static const char *join(struct grower *g, uint32_t depth) {
    const char *left = grow_bool(g, depth), *right = grow_bool(g, depth);
    return arena_printf(g->arena, "(%s %s %s)", left, random_percent(g->random, 50) ? "and" : "or",
                        right);
}

// "x == x", or of one of its fields: as unknown as that is.
static const char *mention(struct grower *g, const struct sight *element) {
    const char *name = element->name;
    if (element->type.kind == TYPE_RECORD) {
        const struct record *record = element->type.record;
        uint32_t start = random_below(g->random, record->field_count);
        for (uint32_t i = 0; i < record->field_count; i++) {
            const struct field *field = record->fields[(start + i) % record->field_count];
            if (field->type.kind != TYPE_LIST && field->type.kind != TYPE_RECORD) {
                name = arena_printf(g->arena, "%s.%s", name, field->name);
                break;
            }
        }
    }
    return arena_printf(g->arena, "%s == %s", name, name);
}

// An equality of something of the element with something else, by which elements are looked up.
static const char *equal(struct grower *g, const struct sight *element) {
    static const char *const forms[] = {"(%s == %s)", "not (%s != %s)",
                                        "((%s == %s) default false)"};
    static const enum type_kind kinds[] = {TYPE_TEXT, TYPE_TEXT, TYPE_INT, TYPE_ENUM, TYPE_TIME};
    struct type type = type_plain(RANDOM_OF(g->random, kinds));
    const char *own = grow_path_within(g, element, &type), *other = grow_path(g, &type);
    struct listing list;
    if (other == NULL)
        return NULL;
    if (type.kind != TYPE_ENUM && random_percent(g->random, 30) &&
        grow_values_within(g, element, &type, &list))
        return arena_printf(g->arena, "(%s in %s)", other, list.text);
    if (own == NULL)
        return NULL;
    if (random_percent(g->random, 50)) {
        const char *swap = own;
        own = other;
        other = swap;
    }
    return arena_printf(g->arena, forms[random_below(g->random, g->pure ? 2 : 3)], own, other);
}

// Equalities of the element itself, and of elements within it.
static const char *matched(struct grower *g, const struct sight *element) {
    static const char *const words[] = {"(%s and %s)", "(%s or %s)"};
    const char *one = equal(g, element), *two = equal(g, element);
    struct listing list;
    struct type type = type_plain(TYPE_TEXT);
    if (g->loops < 3 && random_percent(g->random, 30) &&
        grow_values_within(g, element, &type, &list)) {
        const char *name = grow_name(g, "y"), *value = grow_path(g, &type);
        two = value == NULL ? NULL
                            : arena_printf(g->arena, "(some %s in %s has %s == %s)", name,
                                           list.text, name, value);
    }
    if (one == NULL || two == NULL || random_percent(g->random, 40))
        return one;
    return arena_printf(g->arena, OF(g, words), one, two);
}

const char *grow_said(struct grower *g, uint32_t depth) {
    struct sight element = g->sights[g->sight_count - 1];
    const char *said = mention(g, &element), *found = NULL, *other;
    if (random_percent(g->random, 10))
        return said;
    if (random_percent(g->random, 40))
        found = matched(g, &element);
    if (found != NULL && random_percent(g->random, 50))
        return found;
    other = grow_bool(g, depth);
    if (found != NULL)
        return arena_printf(g->arena, "(%s and %s)", found, other);
    return arena_printf(
        g->arena, random_percent(g->random, 80) ? "(%s and %s)" : "(%s or not (%s))", other, said);
}

static const char *quantifier(struct grower *g, uint32_t depth) {
    static const char *const words[] = {"every", "some", "no"};
    static const enum type_kind kinds[] = {TYPE_TEXT, TYPE_INT};
    struct listing list;
    struct type type = type_plain(kinds[random_below(g->random, 2)]);
    bool values = random_percent(g->random, 25);
    uint32_t sights = g->sight_count;
    if (g->loops >= 3)
        return leaf(g);
    if (values && (random_percent(g->random, 50) || !grow_values(g, &type, &list))) {
        const char *text = grow_whole(g, &type, depth ? depth - 1 : 0);
        list = (struct listing){.text = arena_printf(g->arena, "(%s)", text), .element = type};
    } else if (!values && !grow_records(g, &list)) {
        return leaf(g);
    }
    g->loops++;
    const char *opened = grow_opened(g, &list);
    const char *guard = random_percent(g->random, 40)
                            ? arena_printf(g->arena, " where %s", grow_said(g, depth))
                            : "";
    const char *body = grow_said(g, depth);
    g->sight_count = sights;
    g->loops--;
    return arena_printf(g->arena, "(%s %s%s has %s)", OF(g, words), opened, guard, body);
}

// Texts that are written out have to be addresses: others are computed.
static const char *in_network(struct grower *g, const char *text, uint32_t depth) {
    static const char *const networks[] = {"'10.0.0.0/8'", "'10.0.0.0/9'", "'0.0.0.0/0'",
                                           "'fd00::/121'", "'fe80::/10'",  "'::/0'",
                                           "'10.0.0.7/32'"};
    static const char *const addresses[] = {"'10.127.255.255'", "'fd00::7:1'", "'::ffff:10.0.0.7'"};
    const char *address = random_percent(g->random, 40) ? OF(g, addresses) : grow_computed(g, text);
    const char *network = OF(g, networks);
    struct type type = type_plain(TYPE_TEXT);
    if (random_percent(g->random, 10))
        network = grow_computed(g, grow_expr(g, &type, depth));
    return arena_printf(g->arena, "in_network(%s, %s)", address, network);
}

// A pattern that the linter would write otherwise, at times.
static const char *pattern_like(struct grower *g, const char *pattern, bool glob) {
    static const char *const expressions[] = {"'.*b'",    "'a.*'",  "'^a'",        "'b$'",
                                              "'^red$'",  "'a'",    "\"a\\\\.b\"", "'^.*d.*$'",
                                              "'(a|b)$'", "'^a|b$'"};
    static const char *const globs[] = {"'a'", "'b*'", "'*b'", "'*'", "'**'", "'red'", "'[a-z]'"};
    if (!random_percent(g->telling, 30))
        return pattern;
    return glob ? RANDOM_OF(g->telling, globs) : RANDOM_OF(g->telling, expressions);
}

static const char *about_text(struct grower *g, uint32_t depth) {
    static const char *const functions[] = {"starts_with", "ends_with", "contains"};
    static const char *const expressions[] = {"'^[a-z]'", "'[0-9]+$'", "'a.*b'", "'^$'", "'é'"};
    static const char *const globs[] = {"'a*'", "'*'", "'?'", "'d[0-9]'", "'*b*'"};
    struct type type = type_plain(TYPE_TEXT);
    const char *text = grow_expr(g, &type, depth);
    switch (random_below(g->random, 5)) {
    case 4:
        return in_network(g, text, depth);
    case 0:
        return arena_printf(g->arena, "%s(%s, %s)", OF(g, functions), text,
                            grow_expr(g, &type, depth));
    case 1:
        return arena_printf(g->arena, "(%s matches %s)", text,
                            pattern_like(g, OF(g, expressions), false));
    case 2:
        return arena_printf(g->arena, "(%s like %s)", text, pattern_like(g, OF(g, globs), true));
    default:
        return arena_printf(g->arena, "(%s %s %s)", text,
                            random_percent(g->random, 50) ? "matches" : "like",
                            grow_expr(g, &type, depth));
    }
}

static struct type element_type(struct grower *g) {
    switch (random_below(g->random, 6)) {
    case 5:
        return random_percent(g->random, 70) ? type_plain(TYPE_TEXT) : type_plain(TYPE_BOOL);
    case 0:
        return type_plain(TYPE_INT);
    case 1:
        return type_plain(TYPE_NUMBER);
    case 2:
        return random_percent(g->random, 50) ? type_plain(TYPE_TIME) : type_plain(TYPE_VERSION);
    default:
        return type_plain(TYPE_TEXT);
    }
}

// A few things, so that every way can be tried.
static const char *packs(struct grower *g, uint32_t depth) {
    struct type type =
        random_percent(g->random, 60) ? type_quantity(DIMENSION_BYTES) : type_plain(TYPE_INT);
    const char *sizes = grow_list(g, &type, depth);
    return arena_printf(g->arena, "packs(%s, %s)", sizes, grow_list(g, &type, depth));
}

static const char *about_list(struct grower *g, uint32_t depth) {
    struct type type = element_type(g);
    if (g->loops >= 3)
        return leaf(g);
    g->loops++;
    const char *list = grow_list(g, &type, depth), *text;
    switch (random_below(g->random, 6)) {
    case 5:
        text = packs(g, depth);
        break;
    case 0:
        text = arena_printf(g->arena, "ascending(%s)", list);
        break;
    case 1:
        text = random_percent(g->telling, 50)
                   ? arena_printf(g->arena, "unique(%s)", list)
                   : arena_printf(g->arena, "(count(distinct(%s)) == count(%s))", list, list);
        break;
    case 2:
        text = arena_printf(g->arena, "same_elements(%s, %s)", list, grow_list(g, &type, depth));
        break;
    default:
        if (list[0] == '[' && strchr(list, ',') == NULL && random_percent(g->telling, 50))
            list = arena_printf(g->arena, "%.*s, %s", (int)strlen(list) - 1, list, list + 1);
        text = arena_printf(g->arena, "(%s %s %s)", grow_expr(g, &type, depth),
                            random_percent(g->random, 70) ? "in" : "not in", list);
    }
    g->loops--;
    return text;
}

static const char *known(struct grower *g, uint32_t depth) {
    struct type type = grow_type(g), text = type_plain(TYPE_TEXT);
    if (g->pure)
        return leaf(g);
    if (g->loops >= 3 || random_percent(g->random, 60))
        return arena_printf(g->arena, "known(%s)", grow_expr(g, &type, depth));
    g->loops++;
    const char *list = grow_list(g, &text, depth);
    g->loops--;
    return arena_printf(g->arena, "known(%s)", list);
}

static const char *straight(struct grower *g, uint32_t depth) {
    if (depth == 0)
        return random_percent(g->random, 50) ? leaf(g) : choice(g);
    depth--;
    switch (random_below(g->random, 22)) {
    case 20:
    case 21:
        return threshold(g, depth);
    case 0:
        return leaf(g);
    case 1:
        return choice(g);
    case 2:
        return arena_printf(g->arena, "(not %s)", grow_bool(g, depth));
    case 3:
    case 4:
    case 5:
        return join(g, depth);
    case 6:
    case 7:
    case 8:
    case 9:
        return quantifier(g, depth);
    case 10:
        return chain(g, depth);
    case 11:
    case 12:
        return about_text(g, depth);
    case 13:
    case 14:
    case 15:
        return about_list(g, depth);
    case 16:
        return known(g, depth);
    default:
        return compare(g, depth);
    }
}

const char *grow_bool(struct grower *g, uint32_t depth) {
    struct type type = type_plain(TYPE_BOOL);
    return grow_roundabout(g, &type, straight(g, depth));
}
