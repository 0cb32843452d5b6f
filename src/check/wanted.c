// Which columns and spaces of a model are read.
#include "check/wanted.h"

struct wanted *wanted_new(struct arena *arena, const struct model *model) {
    struct wanted *wanted = ARENA_NEW(arena, struct wanted);
    wanted->columns = ARENA_ARRAY(arena, bool, model->column_count);
    wanted->spaces = ARENA_ARRAY(arena, bool, model->space_count);
    wanted->compared = ARENA_ARRAY(arena, int, model->column_count);
    return wanted;
}

// The same space below the list that stands in for a root's, or NULL. Both have the same record,
// hence the same children and columns.
static const struct space_def *stand_in(const struct space_def *space) {
    if (space->fallback != NULL || space->parent == NULL)
        return space->fallback;
    const struct space_def *above = stand_in(space->parent);
    if (above == NULL)
        return NULL;
    uint32_t index = 0;
    while (space->parent->children[index] != space)
        index++;
    return above->children[index];
}

void wanted_space(struct wanted *wanted, const struct space_def *space) {
    if (wanted->spaces[space->id])
        return;
    wanted->spaces[space->id] = true;
    if (space->parent != NULL)
        wanted_space(wanted, space->parent);
    if (space->key != NULL)
        wanted_column(wanted, space->key);
    if (space->shape == NULL)
        wanted_column(wanted, space->columns[0]);
    const struct space_def *other = stand_in(space);
    if (other != NULL)
        wanted_space(wanted, other);
}

void wanted_column(struct wanted *wanted, const struct column_def *column) {
    if (wanted->columns[column->id])
        return;
    wanted->columns[column->id] = true;
    wanted_space(wanted, column->space);
    const struct space_def *other = stand_in(column->space);
    if (other != NULL)
        wanted_column(wanted, other->columns[column->index]);
}

void wanted_compared(struct wanted *wanted, const struct column_def *column, int count) {
    wanted->compared[column->id] += count;
    const struct space_def *other = stand_in(column->space);
    if (other != NULL)
        wanted_compared(wanted, other->columns[column->index], count);
}
