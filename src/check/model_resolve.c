// Fact models: types, constraints and keys of fields, and records that contain themselves.
#include "check/model_draft.h"

// ---- constraints ----

// The value of a literal, or false.
static bool literal_value(const struct node *node, struct decimal *value,
                          struct dimension *dimension) {
    if (node->kind == NODE_NEGATE)
        return literal_value(node->items[0], value, dimension) && decimal_negate(*value, value);
    if (node->kind != NODE_NUMBER && node->kind != NODE_QUANTITY)
        return false;
    *value = node->number;
    *dimension = node->kind == NODE_QUANTITY ? node->dimension : DIMENSION_NONE;
    return true;
}

// "16 is a plain number", "5 min is a duration".
static const char *literal_text(struct arena *arena, struct decimal value,
                                struct dimension dimension) {
    struct text text;
    text_init(&text);
    quantity_show_exact(&text, value, dimension);
    const char *name = dimension_name(dimension);
    if (dimension_equal(dimension, DIMENSION_NONE))
        text_add(&text, " is a plain number");
    else if (dimension_equal(dimension, DIMENSION_BYTES))
        text_add(&text, " is bytes");
    else
        text_addf(&text, " is a %s", name != NULL ? name : "quantity of another kind");
    const char *copy = text_copy(&text, arena);
    text_clear(&text);
    return copy;
}

struct constraint {
    struct parse *parse;
    const struct draft_field *drafted;
    const struct type *type; // of the values: a list's elements
    const char *word;        // "min" or "max"
};

// "machine.memory is bytes"
static const char *subject(const struct constraint *of) {
    struct arena *arena = of->parse->arena;
    return arena_printf(arena, "%s is %s",
                        field_path(arena, of->drafted->record, of->drafted->field),
                        type_phrase(arena, of->type));
}

static bool unlike_type(const struct constraint *of, const struct node *node, struct decimal value,
                        struct dimension dimension) {
    struct diagnostics *diagnostics = of->parse->diagnostics;
    struct diagnostic *error =
        diagnostic_error(diagnostics, CODE_INVALID_BOUND, node->span, "%s, but %s", subject(of),
                         literal_text(of->parse->arena, value, dimension));
    diagnostic_cure(diagnostics, error, "write for example %s %s", of->word,
                    dimension_words(of->type->dimension)->example);
    return false;
}

static bool read_constraint(const struct constraint *of, const struct node *node,
                            struct decimal *out) {
    struct diagnostics *diagnostics = of->parse->diagnostics;
    struct decimal value;
    struct dimension dimension;
    if (node->kind == NODE_BAD || of->type->kind == TYPE_POISON)
        return false;
    if (!type_is_numeric(of->type)) {
        diagnostic_error(diagnostics, CODE_INVALID_BOUND, node->span, "%s, which has no %s",
                         subject(of), of->word);
        return false;
    }
    if (!literal_value(node, &value, &dimension)) {
        diagnostic_error(diagnostics, CODE_INVALID_BOUND, node->span,
                         "%s, but this is neither a number nor a quantity", subject(of));
        return false;
    }
    if (value.nano != 0 && !dimension_equal(dimension, of->type->dimension))
        return unlike_type(of, node, value, dimension);
    if (of->type->kind == TYPE_INT && !decimal_is_whole(value)) {
        diagnostic_error(diagnostics, CODE_INVALID_BOUND, node->span,
                         "%s, but this is not a whole number", subject(of));
        return false;
    }
    *out = value;
    return true;
}

static void resolve_constraints(const struct draft_field *drafted, struct parse *parse) {
    struct field *field = drafted->field;
    const struct type *type = field->type.kind == TYPE_LIST ? field->type.element : &field->type;
    struct constraint of = {parse, drafted, type, "min"};
    if (drafted->min != NULL)
        field->has_min = read_constraint(&of, drafted->min, &field->min);
    of.word = "max";
    if (drafted->max != NULL)
        field->has_max = read_constraint(&of, drafted->max, &field->max);
    if (field->has_min && field->has_max && decimal_compare(field->min, field->max) > 0)
        diagnostic_error(parse->diagnostics, CODE_INVALID_BOUND,
                         span_join(drafted->min->span, drafted->max->span),
                         "the min of %s is above its max",
                         field_path(parse->arena, drafted->record, field));
}

// ---- fields that several files declare ----

static bool bound_equal(bool has_a, struct decimal a, bool has_b, struct decimal b) {
    return has_a == has_b && (!has_a || decimal_compare(a, b) == 0);
}

static void check_repeated(const struct draft_field *drafted, struct parse *parse) {
    const struct field *a = drafted->repeats, *b = drafted->field;
    if (type_equal(&a->type, &b->type) && bound_equal(a->has_min, a->min, b->has_min, b->min) &&
        bound_equal(a->has_max, a->max, b->has_max, b->max) && a->plan == b->plan &&
        drafted->fallback == NULL)
        return;
    struct diagnostic *error = diagnostic_error(parse->diagnostics, CODE_CONFLICTING_FIELD, b->span,
                                                "%s is declared already, and not in the same way",
                                                field_path(parse->arena, drafted->record, b));
    if (!type_equal(&a->type, &b->type))
        diagnostic_cure(parse->diagnostics, error, "it is %s there",
                        type_phrase(parse->arena, &a->type));
    else if (a->plan != b->plan)
        diagnostic_cure(parse->diagnostics, error,
                        a->plan ? "it is a plan there" : "it is no plan there");
}

// ---- keys ----

static bool can_be_key(const struct type *type) {
    switch (type->kind) {
    case TYPE_POISON:
    case TYPE_INT:
    case TYPE_NUMBER:
    case TYPE_TEXT:
    case TYPE_TIME:
    case TYPE_ENUM:
        return true;
    case TYPE_BOOL:
    case TYPE_VERSION: // 1.0 and 1.0.0 are equal, but are different texts
    case TYPE_LIST:
    case TYPE_RECORD:
        break;
    }
    return false;
}

static void resolve_key(const struct draft_key *key, struct parse *parse) {
    struct record *record = key->record;
    const struct field *field = record_field(record, key->name.text);
    if (field == NULL) {
        struct diagnostic *error =
            diagnostic_error(parse->diagnostics, CODE_INVALID_KEY, key->name.span,
                             "the key %s is not a field of %s", key->name.text, record->name);
        cure_nearest_field(parse, error, key->name.text, record);
    } else if (!can_be_key(&field->type)) {
        struct diagnostic *error = diagnostic_error(
            parse->diagnostics, CODE_INVALID_KEY, key->name.span,
            "%s cannot be a key, because it is %s", field_path(parse->arena, record, field),
            type_phrase(parse->arena, &field->type));
        diagnostic_cure(parse->diagnostics, error,
                        "a key is a text, a number, a quantity or a time");
    } else {
        record->key = field;
    }
}

// ---- recursion ----

// A depth-first walk over the records that fields hold: 0 for a record not yet seen, OPEN for one
// that is on the path, else its height, which is 1 where no field holds a record.
struct walk {
    const struct model *model;
    struct parse *parse;
    uint32_t *heights; // by index of the record in the model
};
enum { HEIGHT_NONE = 0, HEIGHT_OPEN = UINT16_MAX };

static uint32_t record_index(const struct model *model, const struct record *record) {
    uint32_t index = 0;
    while (model->records[index] != record)
        index++;
    return index;
}

static void cut_field(const struct walk *walk, const struct record *record, struct field *field,
                      bool deep) {
    const char *path = field_path(walk->parse->arena, record, field);
    const char *held = record_held(&field->type)->name;
    if (deep) {
        diagnostic_error(walk->parse->diagnostics, CODE_TOO_DEEP, field->span,
                         "%s nests records more than %d levels deep", path, MODEL_NESTING_LIMIT);
    } else {
        struct diagnostic *error = diagnostic_error(
            walk->parse->diagnostics, CODE_RECURSIVE_RECORD, field->span,
            "%s makes %s contain itself, and facts have to end somewhere", path, held);
        diagnostic_cure(walk->parse->diagnostics, error,
                        "hold the key of the other %s in a text, and look it up in a list", held);
    }
    field->type = (struct type){.kind = TYPE_POISON};
}

// The height of a record, below `depth` others. Fields that close a circle or go too deep become
// poison.
static uint32_t measure(struct walk *walk, struct record *record, uint32_t index, uint32_t depth) {
    uint32_t height = 1;
    walk->heights[index] = HEIGHT_OPEN;
    for (uint32_t i = 0; i < record->field_count; i++) {
        struct field *field = record->fields[i];
        const struct record *held = record_held(&field->type);
        if (held == NULL)
            continue;
        uint32_t at = record_index(walk->model, held);
        uint32_t inner = walk->heights[at];
        if (inner == HEIGHT_NONE && depth + 1 < MODEL_NESTING_LIMIT)
            inner = measure(walk, walk->model->records[at], at, depth + 1);
        if (inner == HEIGHT_NONE || inner >= MODEL_NESTING_LIMIT)
            cut_field(walk, record, field, inner != HEIGHT_OPEN);
        else if (inner + 1 > height)
            height = inner + 1;
    }
    walk->heights[index] = height;
    return height;
}

static void cut_recursion(const struct model *model, struct parse *parse) {
    struct walk walk = {model, parse, ARENA_ARRAY(parse->arena, uint32_t, model->record_count)};
    for (uint32_t i = 0; i < model->record_count; i++)
        if (walk.heights[i] == HEIGHT_NONE)
            measure(&walk, model->records[i], i, 0);
}

void model_resolve(struct model *model, struct parse *parse) {
    const struct model_draft *draft = model->draft;
    for (size_t i = 0; i < draft->field_count; i++) {
        struct draft_field *drafted = &draft->fields[i];
        drafted->field->type = model_type(model, drafted->type, parse);
        resolve_constraints(drafted, parse);
        if (drafted->repeats != NULL)
            check_repeated(drafted, parse);
    }
    cut_recursion(model, parse);
    for (size_t i = 0; i < draft->key_count; i++)
        resolve_key(&draft->keys[i], parse);
}
