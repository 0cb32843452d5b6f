// Sorts rows by parent and key: a merge sort on sixteen bytes of the key, with all of it where they
// tie.
#include "facts/order.h"

#include <stdlib.h>
#include <string.h>

// A row with the part of its key that decides most comparisons.
struct entry {
    struct prefix {
        uint64_t first, second;
    } prefix;
    uint32_t parent, row;
};

static uint32_t parent_of(const struct order *order, uint32_t row) {
    return order->parents == NULL ? 0 : order->parents[row];
}

static int compare_texts(const struct store *store, uint32_t a, uint32_t b) {
    if (a == b)
        return 0;
    uint32_t size_a = intern_length(store->dictionary, a),
             size_b = intern_length(store->dictionary, b);
    int compared = memcmp(intern_text(store->dictionary, a), intern_text(store->dictionary, b),
                          size_a < size_b ? size_a : size_b);
    return compared != 0 ? compared : (size_a > size_b) - (size_a < size_b);
}

static struct decimal as_decimal(struct cell cell) {
    return cell.rep == REP_DECIMAL ? cell.as.decimal : decimal_from_int(cell.as.integer);
}

int order_compare_cells(const struct store *store, struct cell a, struct cell b) {
    if (!a.known || !b.known)
        return (int)b.known - (int)a.known;
    switch (a.rep) {
    case REP_BIT:
        return (int)a.as.bit - (int)b.as.bit;
    case REP_INT:
    case REP_DECIMAL:
        return decimal_compare(as_decimal(a), as_decimal(b));
    case REP_TEXT:
    case REP_ROW:
    case REP_LIST:
        break;
    }
    return compare_texts(store, a.as.id, b.as.id);
}

static int compare_keys(const struct order *order, uint32_t a, uint32_t b) {
    if (order->def->key == NULL)
        return 0;
    const struct column *column = store_column(order->store, order->def->key);
    if (type_is_textual(&order->def->key->type)) {
        uint32_t left = column_text(column, a), right = column_text(column, b);
        if (left != INTERN_NONE && right != INTERN_NONE)
            return compare_texts(order->store, left, right);
        return (int)(right != INTERN_NONE) - (int)(left != INTERN_NONE);
    }
    return order_compare_cells(order->store, column_cell(column, a), column_cell(column, b));
}

bool order_is_kept(const struct order *order, uint32_t rows) {
    for (uint32_t row = 1; row < rows; row++) {
        uint32_t before = parent_of(order, row - 1), parent = parent_of(order, row);
        if (before > parent || (before == parent && compare_keys(order, row - 1, row) > 0))
            return false;
    }
    return true;
}

// How many bytes the texts of all keys begin with alike, so that the prefix is made of those that
// differ.
static size_t common_length(const struct order *order, uint32_t rows) {
    const struct column *column = store_column(order->store, order->def->key);
    const char *first = NULL;
    size_t common = SIZE_MAX;
    for (uint32_t row = 0; row < rows && common > 0; row++) {
        struct cell key = column_cell(column, row);
        if (!key.known)
            continue;
        const char *text = intern_text(order->store->dictionary, key.as.id);
        if (first == NULL)
            first = text;
        size_t same = 0;
        while (same < common && text[same] != '\0' && text[same] == first[same])
            same++;
        common = same;
    }
    return common == SIZE_MAX ? 0 : common;
}

// Eight bytes of a text, those that it does not have as 0.
static uint64_t eight_bytes(const char *text, size_t size) {
    uint64_t word = 0;
    for (size_t i = 0; i < 8; i++)
        word = word << 8 | (i < size ? (unsigned char)text[i] : 0);
    return word;
}

static struct prefix text_prefix(const char *text, size_t size) {
    return (struct prefix){eight_bytes(text, size), size > 8 ? eight_bytes(text + 8, size - 8) : 0};
}

// Keys that are less have a prefix that is less or the same.
static struct prefix key_prefix(const struct order *order, uint32_t row, size_t common) {
    if (order->def->key == NULL)
        return (struct prefix){0};
    struct cell key = column_cell(store_column(order->store, order->def->key), row);
    if (!key.known)
        return (struct prefix){UINT64_MAX, UINT64_MAX};
    if (key.rep != REP_TEXT)
        return (struct prefix){0};
    const struct intern *dictionary = order->store->dictionary;
    return text_prefix(intern_text(dictionary, key.as.id) + common,
                       intern_length(dictionary, key.as.id) - common);
}

static int compare_entries(const struct order *order, const struct entry *a,
                           const struct entry *b) {
    if (a->parent != b->parent)
        return a->parent < b->parent ? -1 : 1;
    if (a->prefix.first != b->prefix.first)
        return a->prefix.first < b->prefix.first ? -1 : 1;
    if (a->prefix.second != b->prefix.second)
        return a->prefix.second < b->prefix.second ? -1 : 1;
    return compare_keys(order, a->row, b->row);
}

// Merges two neighbouring runs; of equals the left comes first.
static void merge(const struct order *order, const struct entry *from, struct entry *to,
                  size_t left, size_t middle, size_t right) {
    size_t a = left, b = middle;
    for (size_t i = left; i < right; i++) {
        bool take_left =
            a < middle && (b == right || compare_entries(order, &from[a], &from[b]) <= 0);
        to[i] = from[take_left ? a++ : b++];
    }
}

static void *heap_array(size_t count, size_t size) {
    void *array = calloc(count, size);
    if (array == NULL)
        out_of_memory();
    return array;
}

static struct entry *make_entries(const struct order *order, uint32_t rows) {
    struct entry *entries = heap_array(rows, sizeof *entries);
    const struct column_def *key = order->def->key;
    size_t common = key != NULL && type_is_textual(&key->type) ? common_length(order, rows) : 0;
    for (uint32_t row = 0; row < rows; row++)
        entries[row] = (struct entry){key_prefix(order, row, common), parent_of(order, row), row};
    return entries;
}

uint32_t *order_sort(const struct order *order, uint32_t rows) {
    struct entry *from = make_entries(order, rows);
    struct entry *to = heap_array(rows, sizeof *to);
    for (size_t width = 1; width < rows; width *= 2) {
        for (size_t left = 0; left < rows; left += 2 * width) {
            size_t middle = left + width < rows ? left + width : rows;
            size_t right = middle + width < rows ? middle + width : rows;
            merge(order, from, to, left, middle, right);
        }
        struct entry *swap = from;
        from = to;
        to = swap;
    }
    free(to);
    uint32_t *sorted = heap_array(rows, sizeof *sorted);
    for (uint32_t i = 0; i < rows; i++)
        sorted[i] = from[i].row;
    free(from);
    return sorted;
}
