// Expressions by kind, and walking through loops.
#include "naive.h"

#include <assert.h>
#include <string.h>

#include "base/time.h"

struct value value_unknown(const struct reasons *reasons) {
    return (struct value){.reasons = reasons};
}

struct value value_truth(bool truth) {
    return (struct value){.known = true, .truth = truth};
}

struct value value_number(struct decimal number) {
    struct range point = range_point(number);
    return (struct value){.known = true, .number = number, .range = point, .inside = point};
}

struct value value_time(int64_t time) {
    struct range point = range_point(decimal_from_int(time));
    return (struct value){.known = true, .time = time, .range = point, .inside = point};
}

struct value value_text(const char *text) {
    return (struct value){.known = true, .text = text};
}

struct value naive_fault(struct naive *n, const struct expr *expr, const char *cause) {
    const char *source = sources_excerpt(n->program->sources, expr->node->span, n->arena);
    return value_unknown(reason(n->arena, source, cause));
}

static struct value constant(const struct expr *expr) {
    struct value value = {.known = true, .truth = expr->truth, .time = expr->time};
    if (type_is_numeric(&expr->type))
        return value_number(expr->number);
    if (expr->type.kind == TYPE_TIME)
        return value_time(expr->time);
    value.text = expr->text;
    return value;
}

// ---- facts ----

static struct value from_json(const struct type *type, const cJSON *json) {
    struct value value = {.known = true};
    struct decimal number = {0};
    if (type_is_numeric(type))
        return facts_number(json, &number) ? value_number(number) : value_unknown(NULL);
    if (type->kind == TYPE_BOOL)
        value.truth = cJSON_IsTrue(json);
    else if (type->kind == TYPE_TIME)
        return time_parse(json->valuestring, strlen(json->valuestring), true, &value.time)
                   ? value_time(value.time)
                   : value_unknown(NULL);
    else
        value.text = json->valuestring;
    return value;
}

static const struct reasons *absent_fact(struct naive *n, const struct row *row,
                                         const struct space_def *space, const char *member) {
    const char *path = facts_path(n->facts, row, member);
    return reason(n->arena, path, facts_cause(n->facts, space, path));
}

static struct value column(struct naive *n, const struct expr *expr, const struct value *row) {
    const struct column_def *def = expr->column;
    const struct field *field = def->field;
    const cJSON *json = row->known ? facts_field(row->row, def->path) : NULL;
    if (json)
        return from_json(&expr->type, json);
    struct value value =
        value_unknown(row->known ? absent_fact(n, row->row, def->space, def->path) : row->reasons);
    value.inside = (struct range){field->has_min, field->has_max, field->min, field->max};
    return value;
}

// ---- look-ups ----

static bool key_is(const struct row *row, const struct space_def *space, const struct value *key) {
    const cJSON *json = facts_field(row, space->key->path);
    if (!json)
        return false;
    struct value value = from_json(&space->key->type, json);
    return naive_order(&space->key->type, &value, key) == 0;
}

// What is missing of a row that has no key although its list has one.
const struct reasons *naive_nameless(struct naive *n, const struct row *row) {
    const struct space_def *space = row->space;
    if (!space->key || facts_field(row, space->key->path))
        return NULL;
    return absent_fact(n, row, space, space->key->path);
}

static const char *lookup_path(struct naive *n, const struct expr *expr,
                               const struct value *operands) {
    const char *path = facts_path(n->facts, operands[0].row, expr->space->member);
    char digits[DECIMAL_TEXT] = "";
    const char *key = digits;
    if (operands[1].text)
        key = facts_quoted(n->facts, operands[1].text);
    else
        decimal_format(operands[1].number, digits);
    return arena_printf(n->arena, "%s[%s]", path, key);
}

static struct value lookup(struct naive *n, const struct expr *expr, const struct value *operands) {
    struct rows rows;
    if (!operands[0].known || !operands[1].known)
        return value_unknown(reasons_join(n->arena, operands[0].known ? NULL : operands[0].reasons,
                                          operands[1].known ? NULL : operands[1].reasons));
    if (!facts_list(n->facts, operands[0].row, expr->space, &rows))
        return value_unknown(absent_fact(n, operands[0].row, expr->space, expr->space->member));
    const struct row *found = NULL;
    const struct reasons *nameless = NULL;
    for (uint32_t i = 0; i < rows.count; i++) {
        if (key_is(&rows.at[i], expr->space, &operands[1]))
            found = &rows.at[i];
        nameless = reasons_join(n->arena, nameless, naive_nameless(n, &rows.at[i]));
    }
    if (found && found->doubled)
        return value_unknown(
            reason(n->arena, lookup_path(n, expr, operands), "in the facts more than once"));
    if (nameless)
        return value_unknown(nameless);
    if (found)
        return (struct value){.known = true, .row = found};
    const char *path = lookup_path(n, expr, operands);
    return value_unknown(reason(n->arena, path, facts_cause(n->facts, expr->space, path)));
}

// ---- walking ----

struct level {
    const struct walk *walk;
    uint32_t at;
    enum truth member;
    const struct reasons *reasons;
};

static void walk_level(const struct level *level);

// Rows are named by their key or place, values by themselves.
static const char *element_label(struct naive *n, const struct loop *loop,
                                 const struct value *element, const struct row *row) {
    if (loop->type.kind == TYPE_RECORD)
        return row->label;
    const char *shown = !element->known ? "unknown"
                        : element->text ? facts_quoted(n->facts, element->text)
                                        : naive_json(n, &loop->type, element);
    return arena_printf(n->arena, "%s %s", loop->space ? loop->space->name : loop->name, shown);
}

static void walk_element(const struct level *level, struct value element, const struct row *row) {
    const struct walk *walk = level->walk;
    const struct loop *loop = &walk->loops[level->at];
    struct level inner = {walk, level->at + 1, level->member, level->reasons};
    if (++walk->n->elements > walk->n->element_limit)
        return;
    walk->frame->slots[loop->slot] = element;
    if (element.doubtful)
        inner.member = UNKNOWN_;
    if (loop->guard) {
        struct value guard = naive_value(walk->n, walk->frame, loop->guard);
        if (guard.known && !guard.truth)
            return;
        if (!guard.known) {
            inner.member = UNKNOWN_;
            inner.reasons = reasons_join(walk->n->arena, inner.reasons, guard.reasons);
        }
    }
    for (uint32_t i = 0; i < loop->let_count; i++)
        walk->frame->slots[loop->lets[i].slot] =
            naive_value(walk->n, walk->frame, loop->lets[i].value);
    if (walk->labels)
        walk->labels[level->at] = element_label(walk->n, loop, &element, row);
    walk_level(&inner);
}

// An element of a list of values, or a record.
static struct value row_value(struct naive *n, const struct loop *loop, const struct row *row) {
    if (loop->type.kind == TYPE_RECORD)
        return (struct value){.known = true, .row = row};
    if (row->object)
        return from_json(&loop->type, row->object);
    return value_unknown(reason(n->arena, row->path, "not in the facts"));
}

static void walk_rows(const struct level *level, const struct loop *loop) {
    struct naive *n = level->walk->n;
    struct value parent = naive_value(n, level->walk->frame, loop->parent);
    struct rows rows;
    if (!parent.known) {
        level->walk->absent(level->walk->state, level->at, parent.reasons);
        return;
    }
    if (!facts_list(n->facts, parent.row, loop->space, &rows)) {
        if (loop->optional)
            return;
        level->walk->absent(level->walk->state, level->at,
                            absent_fact(n, parent.row, loop->space, loop->space->member));
        return;
    }
    for (uint32_t i = 0; i < rows.count; i++) {
        struct value element = row_value(n, loop, &rows.at[i]);
        walk_element(level, element, &rows.at[i]);
    }
}

// Only of lists that are written out, it is known what an unknown element stands for.
static struct value listed_value(const struct expr *list, const struct value *value, uint32_t i) {
    struct value element = value->items[i];
    if (!element.known && list->kind != EXPR_ITEMS)
        element.range = element.inside = (struct range){0};
    return element;
}

static void walk_values(const struct level *level, const struct loop *loop) {
    struct naive *n = level->walk->n;
    struct value list = naive_value(n, level->walk->frame, loop->values);
    for (uint32_t i = 0; list.known && i < list.count; i++)
        walk_element(level, listed_value(loop->values, &list, i), NULL);
    if (!list.known || list.incomplete)
        level->walk->absent(level->walk->state, level->at, list.reasons);
}

static void walk_level(const struct level *level) {
    const struct walk *walk = level->walk;
    if (level->at == walk->count) {
        walk->visit(walk->state, level->member, level->reasons);
        return;
    }
    const struct loop *loop = &walk->loops[level->at];
    if (loop->space)
        walk_rows(level, loop);
    else
        walk_values(level, loop);
}

void naive_walk(const struct walk *walk, enum truth member, const struct reasons *reasons) {
    struct level level = {walk, 0, member, reasons};
    walk_level(&level);
}

// ---- the rest ----

static struct value defaulted(struct naive *n, struct value a, struct value b) {
    if (a.known)
        return a;
    if (!b.known)
        b.reasons = reasons_join(n->arena, a.reasons, b.reasons);
    return b;
}

static struct value conditional(struct naive *n, struct frame *frame, const struct expr *expr) {
    struct value condition = naive_value(n, frame, expr->items[0]);
    if (!condition.known)
        return value_unknown(condition.reasons);
    return naive_value(n, frame, expr->items[condition.truth ? 1 : 2]);
}

static struct value call(struct naive *n, struct frame *frame, const struct expr *expr) {
    struct frame body;
    for (uint32_t i = 0; i < expr->count; i++)
        body.slots[i] = naive_value(n, frame, expr->items[i]);
    return naive_value(n, &body, expr->function->body);
}

static struct value items(struct naive *n, struct frame *frame, const struct expr *expr) {
    struct value *values = ARENA_ARRAY(n->arena, struct value, expr->count);
    struct value list = {.known = true, .items = values, .count = expr->count};
    for (uint32_t i = 0; i < list.count; i++) {
        values[i] = naive_value(n, frame, expr->items[i]);
        if (!values[i].known)
            list.reasons = reasons_join(n->arena, list.reasons, values[i].reasons);
    }
    return list;
}

static bool takes_list(const struct expr *expr) {
    for (uint32_t i = 0; i < expr->count; i++)
        if (expr->items[i]->type.kind == TYPE_LIST)
            return true;
    return expr->type.kind == TYPE_LIST;
}

enum { OPERANDS = 3 };

static bool has_operands(enum expr_kind kind) {
    return kind == EXPR_COLUMN || kind == EXPR_LOOKUP || kind == EXPR_APPLY ||
           kind == EXPR_DEFAULT || kind == EXPR_KNOWN;
}

struct value naive_value(struct naive *n, struct frame *frame, const struct expr *expr) {
    struct value operands[OPERANDS];
    if (has_operands(expr->kind))
        for (uint32_t i = 0; i < expr->count; i++)
            operands[i] = naive_value(n, frame, expr->items[i]);
    switch (expr->kind) {
    case EXPR_CONSTANT:
        return constant(expr);
    case EXPR_PARAM:
        return naive_value(n, frame, n->policy->params[expr->index].value);
    case EXPR_NOW:
        return value_time(n->now);
    case EXPR_ROOT:
        return (struct value){.known = true, .row = &n->facts->root};
    case EXPR_SLOT:
        return frame->slots[expr->index];
    case EXPR_COLUMN:
        return column(n, expr, operands);
    case EXPR_LOOKUP:
        return lookup(n, expr, operands);
    case EXPR_APPLY:
        return takes_list(expr) ? naive_apply_list(n, expr, operands)
                                : naive_apply(n, expr, operands);
    case EXPR_IF:
        return conditional(n, frame, expr);
    case EXPR_DEFAULT:
        return defaulted(n, operands[0], operands[1]);
    case EXPR_KNOWN:
        return value_truth(operands[0].known);
    case EXPR_CALL:
        return call(n, frame, expr);
    case EXPR_ITEMS:
        return items(n, frame, expr);
    case EXPR_SEQUENCE:
        return naive_sequence(n, frame, expr);
    case EXPR_FOLD:
        return naive_fold(n, frame, expr);
    case EXPR_TEMPLATE:
        break;
    }
    assert(false && "texts of messages are not compared");
    return value_unknown(NULL);
}
