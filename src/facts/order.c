// Sorts rows by parent and key: by radix on sixteen bytes of the key, then a merge sort on all of
// it where they tie.
#include "facts/order.h"

#include <stdlib.h>
#include <string.h>

// A row with the part of its key that decides most comparisons, as one number of three words, the
// least first: the key's second eight bytes, its first, and the parent above the row.
enum { SECOND, FIRST, PLACE, WORDS };
struct entry {
    uint64_t words[WORDS];
};

static uint32_t row_of(const struct entry *entry) {
    return (uint32_t)entry->words[PLACE];
}

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

int order_compare_cells(const struct store *store, struct cell a, struct cell b) {
    if (!a.known || !b.known)
        return (int)b.known - (int)a.known;
    switch (a.rep) {
    case REP_BIT:
        return (int)a.as.bit - (int)b.as.bit;
    case REP_INT:
    case REP_DECIMAL:
        return decimal_compare(cell_number(a), cell_number(b));
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

bool order_is_kept(struct order *order, uint32_t rows) {
    order->ties = false;
    for (uint32_t row = 1; row < rows; row++) {
        uint32_t before = parent_of(order, row - 1), parent = parent_of(order, row);
        int compared = before == parent ? compare_keys(order, row - 1, row) : 0;
        if (before > parent || compared > 0)
            return false;
        order->ties |= before == parent && compared == 0;
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
        uint32_t key = column_text(column, row);
        if (key == INTERN_NONE)
            continue;
        const char *text = intern_text(order->store->dictionary, key);
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
    size_t taken = size < 8 ? size : 8;
    uint64_t word = 0;
    for (size_t i = 0; i < taken; i++)
        word = word << 8 | (unsigned char)text[i];
    return taken == 0 ? 0 : word << (8 - taken) * 8;
}

// Of keys that are texts; those that are less have words that are less or the same.
static void put_key(const struct intern *dictionary, uint32_t key, size_t common,
                    struct entry *entry) {
    if (key == INTERN_NONE) {
        entry->words[FIRST] = entry->words[SECOND] = UINT64_MAX;
        return;
    }
    const char *text = intern_text(dictionary, key) + common;
    size_t size = intern_length(dictionary, key) - common;
    entry->words[FIRST] = eight_bytes(text, size);
    entry->words[SECOND] = size > 8 ? eight_bytes(text + 8, size - 8) : 0;
}

// Merges two neighbouring runs; of equals the left comes first.
static void merge(const struct order *order, const struct entry *from, struct entry *to,
                  size_t left, size_t middle, size_t right) {
    size_t a = left, b = middle;
    for (size_t i = left; i < right; i++) {
        bool take_left = a < middle && (b == right || compare_keys(order, row_of(&from[a]),
                                                                   row_of(&from[b])) <= 0);
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
    bool texts = key != NULL && type_is_textual(&key->type);
    const struct column *column = texts ? store_column(order->store, key) : NULL;
    size_t common = texts ? common_length(order, rows) : 0;
    for (uint32_t row = 0; row < rows; row++) {
        entries[row].words[PLACE] = (uint64_t)parent_of(order, row) << 32 | row;
        if (texts)
            put_key(order->store->dictionary, column_text(column, row), common, &entries[row]);
    }
    return entries;
}

// ---- by radix ----

// Entries are sorted byte by byte, from the least of the key to the greatest of the parent.
enum { BYTES = 8, DIGITS = WORDS * BYTES, ROW_DIGIT = PLACE * BYTES, PARENT_DIGIT = ROW_DIGIT + 4 };

static uint8_t digit_of(const struct entry *entry, unsigned digit) {
    return (uint8_t)(entry->words[digit / BYTES] >> digit % BYTES * 8);
}

// Entries in the order of one byte; those that have the same stay as they are.
static void sort_by_digit(const struct entry *from, struct entry *to, uint32_t rows,
                          unsigned digit) {
    uint32_t places[UINT8_MAX + 2] = {0};
    for (uint32_t i = 0; i < rows; i++)
        places[digit_of(&from[i], digit) + 1]++;
    for (unsigned value = 1; value <= UINT8_MAX; value++)
        places[value] += places[value - 1];
    for (uint32_t i = 0; i < rows; i++)
        to[places[digit_of(&from[i], digit)]++] = from[i];
}

static void swap(struct entry **a, struct entry **b) {
    struct entry *first = *a;
    *a = *b;
    *b = first;
}

// A byte in which all are the same, as most are, needs no pass. The result is in *entries.
static void sort_by_radix(struct entry **entries, struct entry **spare, uint32_t rows) {
    struct entry differ = {0};
    for (uint32_t i = 1; i < rows; i++)
        for (int word = 0; word < WORDS; word++)
            differ.words[word] |= (*entries)[i].words[word] ^ (*entries)[0].words[word];
    for (unsigned digit = 0; digit < DIGITS; digit++) {
        bool of_row = digit >= ROW_DIGIT && digit < PARENT_DIGIT;
        if (of_row || digit_of(&differ, digit) == 0)
            continue;
        sort_by_digit(*entries, *spare, rows, digit);
        swap(entries, spare);
    }
}

// ---- where that ties ----

static bool tie(const struct entry *a, const struct entry *b) {
    return a->words[FIRST] == b->words[FIRST] && a->words[SECOND] == b->words[SECOND] &&
           a->words[PLACE] >> 32 == b->words[PLACE] >> 32;
}

static void sort_by_merging(const struct order *order, struct entry *entries, struct entry *spare,
                            size_t rows) {
    struct entry *from = entries, *to = spare;
    for (size_t width = 1; width < rows; width *= 2) {
        for (size_t left = 0; left < rows; left += 2 * width) {
            size_t middle = left + width < rows ? left + width : rows;
            size_t right = middle + width < rows ? middle + width : rows;
            merge(order, from, to, left, middle, right);
        }
        swap(&from, &to);
    }
    if (from != entries)
        memcpy(entries, from, rows * sizeof *entries);
}

static void sort_ties(struct order *order, struct entry *entries, struct entry *spare,
                      uint32_t rows) {
    order->ties = false;
    for (uint32_t first = 0, end; first < rows; first = end) {
        for (end = first + 1; end < rows && tie(&entries[first], &entries[end]);)
            end++;
        if (end - first < 2)
            continue;
        order->ties = true;
        sort_by_merging(order, entries + first, spare, end - first);
    }
}

uint32_t *order_sort(struct order *order, uint32_t rows) {
    struct entry *entries = make_entries(order, rows), *spare = heap_array(rows, sizeof *spare);
    sort_by_radix(&entries, &spare, rows);
    sort_ties(order, entries, spare, rows);
    free(spare);
    uint32_t *sorted = heap_array(rows, sizeof *sorted);
    for (uint32_t i = 0; i < rows; i++)
        sorted[i] = row_of(&entries[i]);
    free(entries);
    return sorted;
}

uint32_t *order_follow(const struct order *order, uint32_t rows, uint32_t parents) {
    uint32_t *sorted = heap_array(rows, sizeof *sorted);
    uint32_t *places = heap_array((size_t)parents + 1, sizeof *places);
    for (uint32_t row = 0; row < rows; row++)
        places[order->parents[row] + 1]++;
    for (uint32_t parent = 0; parent < parents; parent++)
        places[parent + 1] += places[parent];
    for (uint32_t row = 0; row < rows; row++)
        sorted[places[order->parents[row]]++] = row;
    free(places);
    return sorted;
}
