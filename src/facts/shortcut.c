// The short way of whole numbers, texts and bools of elements, for each slot decided once.
#include "facts/shortcut.h"

static enum shortcut_kind kind_of(const struct column_def *column) {
    switch (column->type.kind) {
    case TYPE_BOOL:
        return SHORTCUT_BOOL;
    case TYPE_INT:
    case TYPE_NUMBER:
        return SHORTCUT_NUMBER;
    case TYPE_TEXT:
        return SHORTCUT_TEXT;
    case TYPE_ENUM:
    case TYPE_VERSION:
        return SHORTCUT_WORD;
    case TYPE_TIME:
    case TYPE_RECORD:
    case TYPE_LIST:
    case TYPE_POISON:
        break;
    }
    return SHORTCUT_NONE;
}

// JSON has no whole numbers as large as the ends of 64 bits.
static int64_t within_64_bits(__int128 whole) {
    return whole > INT64_MAX ? INT64_MAX : whole < INT64_MIN ? INT64_MIN : (int64_t)whole;
}

// The whole numbers within the limits of a field.
static void decide_limits(struct shortcut *shortcut, const struct field *field) {
    __int128 least = field->min.nano, most = field->max.nano;
    shortcut->least = INT64_MIN;
    shortcut->most = INT64_MAX;
    if (field->has_min)
        shortcut->least = within_64_bits(least / DECIMAL_ONE + (least > 0 && least % DECIMAL_ONE));
    if (field->has_max)
        shortcut->most = within_64_bits(most / DECIMAL_ONE - (most < 0 && most % DECIMAL_ONE));
}

// The root has one row, which all inputs share.
static void decide(struct build *build, struct slot *slot) {
    struct shortcut *shortcut = &slot->shortcut;
    shortcut->kind = SHORTCUT_NONE;
    if (slot->member->kind != MEMBER_COLUMN || slot->member->column->space->id == 0)
        return;
    const struct column_def *def = slot->member->column;
    shortcut->kind = kind_of(def);
    shortcut->keep = build->keep[def->id];
    shortcut->space = &build->spaces[def->space->id];
    shortcut->column = &build->store->spaces[def->space->id].columns[def->index];
    if (shortcut->kind == SHORTCUT_NUMBER)
        decide_limits(shortcut, def->field);
}

// The chunk of a row, in which the row now is known.
static inline struct chunk *chunk_of(struct reader *reader, struct shortcut *shortcut,
                                     uint32_t row) {
    uint32_t index = row % CHUNK_ROWS;
    if (shortcut->chunk == NULL || row - index != shortcut->first) {
        shortcut->chunk = column_chunk(reader->build->store->arena, shortcut->column, row);
        shortcut->first = row - index;
    }
    bit_set(shortcut->chunk->valid, index);
    return shortcut->chunk;
}

static inline bool put_number(struct reader *reader, struct shortcut *shortcut, uint32_t row,
                              const struct scan_token *token) {
    if (token->kind != SCAN_WHOLE || token->as.whole < shortcut->least ||
        token->as.whole > shortcut->most)
        return false;
    if (!shortcut->keep || row == ROW_NONE)
        return true;
    struct chunk *chunk = chunk_of(reader, shortcut, row);
    if (chunk->rep == REP_INT)
        chunk->at.ints[row % CHUNK_ROWS] = token->as.whole;
    else
        chunk->at.decimals[row % CHUNK_ROWS] = decimal_from_int(token->as.whole);
    return true;
}

static inline bool put_bool(struct reader *reader, struct shortcut *shortcut, uint32_t row,
                            const struct scan_token *token) {
    if (token->kind != SCAN_TRUE && token->kind != SCAN_FALSE)
        return false;
    if (!shortcut->keep || row == ROW_NONE)
        return true;
    struct chunk *chunk = chunk_of(reader, shortcut, row);
    if (token->kind == SCAN_TRUE)
        bit_set(chunk->at.bits, row % CHUNK_ROWS);
    return true;
}

static uint32_t append(struct intern *dictionary, struct column *column,
                       const struct scan_token *token, struct recent *recent) {
    uint32_t id = intern_append(dictionary, &column->room, token->as.at, token->size);
    *recent = (struct recent){intern_text(dictionary, id), token->size, id};
    return id;
}

// A word is one of a set, or has a form: what was read not long ago is good.
static inline bool put_text(struct reader *reader, struct plan *plan, struct slot *slot,
                            uint32_t row, const struct scan_token *token) {
    struct shortcut *shortcut = &slot->shortcut;
    bool word = shortcut->kind == SHORTCUT_WORD;
    if (token->kind != SCAN_TEXT || token->size > TEXT_LIMIT)
        return false;
    if (!shortcut->keep || row == ROW_NONE)
        return !word;
    struct recent *recent = plan_recent(plan, slot, token->as.at, token->size);
    bool known = recent->text != NULL && recent->size == token->size &&
                 same_bytes(recent->text, token->as.at, token->size);
    if (word && !known)
        return false;
    uint32_t *id = &chunk_of(reader, shortcut, row)->at.ids[row % CHUNK_ROWS];
    if (known)
        *id = recent->id;
    else if (shortcut->column->loose)
        *id = append(reader->build->store->dictionary, shortcut->column, token, recent);
    else
        awaited_add(&reader->awaited, token->as.at, token->size, id, recent);
    return true;
}

bool shortcut_take(struct reader *reader, struct plan *plan, struct slot *slot, uint32_t row,
                   const struct scan_token *token) {
    struct shortcut *shortcut = &slot->shortcut;
    if (shortcut->kind == SHORTCUT_UNDECIDED && slot->member != NULL)
        decide(reader->build, slot);
    if (shortcut->kind <= SHORTCUT_NONE || row < shortcut->space->settled)
        return false;
    switch (shortcut->kind) {
    case SHORTCUT_NUMBER:
        return put_number(reader, shortcut, row, token);
    case SHORTCUT_BOOL:
        return put_bool(reader, shortcut, row, token);
    case SHORTCUT_TEXT:
    case SHORTCUT_WORD:
        return put_text(reader, plan, slot, row, token);
    case SHORTCUT_UNDECIDED:
    case SHORTCUT_NONE:
        break;
    }
    return false;
}
