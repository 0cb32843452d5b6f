// Sorts rows by parent and key: by radix on sixteen bytes of the key, or on those bits of them in
// which rows differ, then a merge sort on all of it where they tie. What can be shared is done by
// two threads.
#include "config.h"

#include "facts/order.h"

#include <endian.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "base/heap.h"
#include "base/second.h"

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

// What both threads find.
struct keeping {
    const struct order *order;
    atomic_bool broken, ties;
};

static void look_at_order(void *state, uint32_t first, uint32_t end) {
    struct keeping *keeping = state;
    const struct order *order = keeping->order;
    bool ties = false;
    for (uint32_t row = first > 0 ? first : 1; row < end && !keeping->broken; row++) {
        uint32_t before = parent_of(order, row - 1), parent = parent_of(order, row);
        int compared = before == parent ? compare_keys(order, row - 1, row) : 0;
        if (before > parent || compared > 0)
            keeping->broken = true;
        ties |= before == parent && compared == 0;
    }
    if (ties)
        keeping->ties = true;
}

bool order_is_kept(struct order *order, uint32_t rows) {
    struct keeping keeping = {.order = order};
    second_share(rows, look_at_order, &keeping);
    order->ties = keeping.ties;
    return !keeping.broken;
}

// The number that eight bytes are, the first of them the greatest.
static inline uint64_t number_of(const char *bytes) {
    uint64_t number;
    memcpy(&number, bytes, sizeof number);
    return be64toh(number);
}

// Eight bytes of a text, those that it does not have as 0. Of a short one the last eight are read,
// where so many of the text stand before its end.
static inline uint64_t eight_bytes(const char *text, size_t size, size_t before) {
    char bytes[8] = {0};
    if (size >= 8)
        return number_of(text);
    if (size > 0 && before + size >= 8)
        return number_of(text + size - 8) << 8 * (8 - size);
    for (size_t i = 0; i < size; i++)
        bytes[i] = text[i];
    return number_of(bytes);
}

// Of keys that are texts; those that are less have words that are less or the same.
static inline void put_key(const struct intern *dictionary, uint32_t key, size_t common,
                           struct entry *entry) {
    if (key == INTERN_NONE) {
        entry->words[FIRST] = entry->words[SECOND] = UINT64_MAX;
        return;
    }
    const char *text = intern_text(dictionary, key) + common;
    size_t size = intern_length(dictionary, key) - common;
    entry->words[FIRST] = eight_bytes(text, size, common);
    entry->words[SECOND] = size > 8 ? eight_bytes(text + 8, size - 8, common + 8) : 0;
}

// ---- entries ----

struct sort {
    struct order *order;
    uint32_t rows;
    const struct column *texts; // NULL: keys are no texts
    const char *first;          // text of a key, whose first bytes all others have, too
    size_t common;              // that many
    struct entry differ;        // the bits in which entries differ, but for those of their rows
    uint64_t *numbers; // by row: the first words of entries; there is room for as many more
    uint32_t *sorted;  // the result
    atomic_bool ties;  // as order has them
};

static uint64_t place_of(const struct sort *sort, uint32_t row) {
    return (uint64_t)parent_of(sort->order, row) << 32 | row;
}

// The text of a row's key, or INTERN_NONE.
static inline uint32_t key_of(const struct sort *sort, uint32_t row) {
    return sort->texts == NULL ? INTERN_NONE : column_text(sort->texts, row);
}

static inline struct entry entry_with(const struct sort *sort, uint32_t row, uint32_t key) {
    struct entry entry = {{[PLACE] = place_of(sort, row)}};
    if (sort->texts != NULL)
        put_key(sort->order->store->dictionary, key, sort->common, &entry);
    return entry;
}

static inline struct entry entry_of(const struct sort *sort, uint32_t row) {
    return entry_with(sort, row, key_of(sort, row));
}

// Whether a key begins with what was taken for common. Few bytes are compared by themselves, as a
// call takes longer.
static inline bool begins_alike(const struct sort *sort, uint32_t key) {
    if (key == INTERN_NONE)
        return true;
    const char *text = intern_text(sort->order->store->dictionary, key);
    size_t same = 0;
    while (same < sort->common && text[same] == sort->first[same])
        same++;
    return same == sort->common;
}

// What both threads find.
struct survey {
    struct sort *sort;
    struct entry first;
    atomic_uint_fast64_t differ[WORDS];
    atomic_bool uncommon; // a text does not begin with what was taken for common
};

static void look_at_entries(void *state, uint32_t first, uint32_t end) {
    struct survey *survey = state;
    const struct sort *sort = survey->sort;
    struct entry differ = {0};
    for (uint32_t row = first; row < end && !survey->uncommon; row++) {
        uint32_t key = key_of(sort, row);
        if (!begins_alike(sort, key)) {
            survey->uncommon = true;
            return;
        }
        struct entry entry = entry_with(sort, row, key);
        for (int word = 0; word < WORDS; word++)
            differ.words[word] |= entry.words[word] ^ survey->first.words[word];
        sort->numbers[row] = entry.words[FIRST];
    }
    for (int word = 0; word < WORDS; word++)
        survey->differ[word] |= differ.words[word];
}

// Finds in what entries differ. False where texts do not begin with what was taken for common.
static bool look_over(struct sort *sort) {
    struct survey survey = {.sort = sort, .first = entry_of(sort, 0)};
    second_share(sort->rows, look_at_entries, &survey);
    for (int word = 0; word < WORDS; word++)
        sort->differ.words[word] = survey.differ[word];
    sort->differ.words[PLACE] &= ~(uint64_t)UINT32_MAX;
    return !survey.uncommon;
}

// How many bytes the texts of keys begin with alike, of every so many rows.
static void find_common(struct sort *sort, uint32_t step) {
    size_t common = SIZE_MAX;
    for (uint64_t row = 0; row < sort->rows && common > 0; row += step) {
        uint32_t key = column_text(sort->texts, (uint32_t)row);
        if (key == INTERN_NONE)
            continue;
        const char *text = intern_text(sort->order->store->dictionary, key);
        if (common == SIZE_MAX)
            sort->first = text;
        size_t same = 0;
        while (same < common && text[same] != '\0' && text[same] == sort->first[same])
            same++;
        common = same;
    }
    sort->common = common == SIZE_MAX ? 0 : common;
}

// Some rows most often tell what all have in common.
static void look_at_keys(struct sort *sort) {
    enum { SOME = 64 };
    if (sort->texts != NULL)
        find_common(sort, sort->rows / SOME + 1);
    if (look_over(sort))
        return;
    find_common(sort, 1);
    look_over(sort);
}

// ---- where entries tie ----

// Merges two neighbouring runs; of equals the left comes first.
static void merge(const struct order *order, const uint32_t *from, uint32_t *to, size_t left,
                  size_t middle, size_t right) {
    size_t a = left, b = middle;
    for (size_t i = left; i < right; i++) {
        bool take_left = a < middle && (b == right || compare_keys(order, from[a], from[b]) <= 0);
        to[i] = from[take_left ? a++ : b++];
    }
}

static void swap(uint32_t **a, uint32_t **b) {
    uint32_t *first = *a;
    *a = *b;
    *b = first;
}

static void sort_by_merging(const struct order *order, uint32_t *sorted, size_t rows) {
    uint32_t *spare = heap_blank(rows, sizeof *spare), *from = sorted, *to = spare;
    for (size_t width = 1; width < rows; width *= 2) {
        for (size_t left = 0; left < rows; left += 2 * width) {
            size_t middle = left + width < rows ? left + width : rows;
            size_t right = middle + width < rows ? middle + width : rows;
            merge(order, from, to, left, middle, right);
        }
        swap(&from, &to);
    }
    if (from != sorted)
        memcpy(sorted, from, rows * sizeof *sorted);
    free(spare);
}

// The rows from first up to end tie.
static void settle_ties(struct sort *sort, uint32_t first, uint32_t end) {
    if (end - first < 2)
        return;
    sort->ties = true;
    sort_by_merging(sort->order, sort->sorted + first, end - first);
}

// ---- by radix ----

// Numbers of so many words in the order of the eight bits that stand at `shift` of one word; those
// in which they are the same stay as they are. Leaves in places[value] where those end that have
// this value there.
enum { PLACES = UINT8_MAX + 2 };
static inline void sort_by_bits(const uint64_t *from, uint64_t *to, uint32_t rows, size_t words,
                                unsigned word, unsigned shift, uint32_t *places) {
    memset(places, 0, PLACES * sizeof *places);
    for (uint32_t i = 0; i < rows; i++)
        places[(from[i * words + word] >> shift & UINT8_MAX) + 1]++;
    for (unsigned value = 1; value <= UINT8_MAX; value++)
        places[value] += places[value - 1];
    for (uint32_t i = 0; i < rows; i++) {
        const uint64_t *number = from + i * words;
        uint32_t place = places[number[word] >> shift & UINT8_MAX]++;
        for (size_t k = 0; k < words; k++)
            to[place * words + k] = number[k];
    }
}

static void swap_numbers(uint64_t **a, uint64_t **b) {
    uint64_t *first = *a;
    *a = *b;
    *b = first;
}

static bool tie(const struct entry *a, const struct entry *b) {
    return a->words[FIRST] == b->words[FIRST] && a->words[SECOND] == b->words[SECOND] &&
           a->words[PLACE] >> 32 == b->words[PLACE] >> 32;
}

// Whole entries, byte by byte from the least of the key to the greatest of the parent. A byte in
// which all are the same, as most are, needs no pass.
static void sort_entries(struct sort *sort) {
    uint32_t rows = sort->rows, places[PLACES];
    struct entry *entries = heap_blank(rows, sizeof *entries);
    uint64_t *from = entries->words, *to = heap_blank(rows, sizeof *entries);
    for (uint32_t row = 0; row < rows; row++)
        entries[row] = entry_of(sort, row);
    for (unsigned word = 0; word < WORDS; word++)
        for (unsigned shift = 0; shift < 64; shift += 8)
            if ((sort->differ.words[word] >> shift & UINT8_MAX) != 0) {
                sort_by_bits(from, to, rows, WORDS, word, shift, places);
                swap_numbers(&from, &to);
            }
    free(to);
    entries = (struct entry *)from;
    for (uint32_t i = 0; i < rows; i++)
        sort->sorted[i] = row_of(&entries[i]);
    for (uint32_t first = 0, end; first < rows; first = end) {
        for (end = first + 1; end < rows && tie(&entries[first], &entries[end]);)
            end++;
        settle_ties(sort, first, end);
    }
    free(entries);
}

// ---- packed ----

// The bits of entries that differ, packed above those of the row, make one number where keys are
// alike, as names with a number are. A stretch is of neighbouring bits, the least first.
struct stretch {
    uint64_t mask; // of its bits once they are shifted
    unsigned word, shift, width;
};
struct packing {
    struct stretch stretches[64];
    unsigned count, row_bits, bits;
};

static unsigned width_of(uint32_t number) {
    unsigned width = 0;
    while (number >> width != 0 && width < 32)
        width++;
    return width;
}

// False where the bits are too many for a number.
static bool make_packing(const struct entry *differ, uint32_t rows, struct packing *packing) {
    *packing = (struct packing){.row_bits = width_of(rows - 1)};
    packing->bits = packing->row_bits;
    for (unsigned word = 0; word < WORDS; word++)
        packing->bits += (unsigned)__builtin_popcountll(differ->words[word]);
    if (packing->bits > 64)
        return false;
    for (unsigned word = 0; word < WORDS; word++)
        for (uint64_t left = differ->words[word]; left != 0;) {
            struct stretch *stretch = &packing->stretches[packing->count++];
            stretch->word = word;
            stretch->shift = (unsigned)__builtin_ctzll(left);
            stretch->width = (unsigned)__builtin_ctzll(~(left >> stretch->shift));
            stretch->mask = ((uint64_t)1 << stretch->width) - 1;
            left &= ~(stretch->mask << stretch->shift);
        }
    return true;
}

static uint64_t pack(const struct packing *packing, const struct entry *entry) {
    uint64_t packed = row_of(entry);
    unsigned at = packing->row_bits;
    for (unsigned i = 0; i < packing->count; i++) {
        const struct stretch *stretch = &packing->stretches[i];
        packed |= (entry->words[stretch->word] >> stretch->shift & stretch->mask) << at;
        at += stretch->width;
    }
    return packed;
}

struct packed {
    struct sort *sort;
    const struct packing *packing;
    uint64_t *numbers, *spare;
    unsigned top; // where the greatest bits of numbers begin, by which they are sorted already
    uint32_t places[PLACES]; // where the numbers end that have the same value there
};

// The first words of keys are at hand, and most often they are all that differs.
static void pack_entries(void *state, uint32_t first, uint32_t end) {
    const struct packed *packed = state;
    const struct sort *sort = packed->sort;
    bool short_keys = sort->differ.words[SECOND] == 0;
    for (uint32_t row = first; row < end; row++) {
        struct entry entry = {{[FIRST] = packed->numbers[row], [PLACE] = place_of(sort, row)}};
        if (!short_keys)
            entry = entry_of(sort, row);
        packed->numbers[row] = pack(packed->packing, &entry);
    }
}

// Numbers from first up to end, whose greatest bits are the same, by the others.
static void sort_alike(const struct packed *packed, uint32_t first, uint32_t end) {
    struct sort *sort = packed->sort;
    unsigned row_bits = packed->packing->row_bits;
    uint64_t *numbers = packed->numbers + first, *spare = packed->spare + first;
    uint32_t rows = end - first, places[PLACES];
    for (unsigned shift = row_bits; shift < packed->top; shift += 8) {
        sort_by_bits(numbers, spare, rows, 1, 0, shift, places);
        swap_numbers(&numbers, &spare);
    }
    for (uint32_t i = 0; i < rows; i++)
        sort->sorted[first + i] = (uint32_t)(numbers[i] & (((uint64_t)1 << row_bits) - 1));
    for (uint32_t i = 0, next; i < rows; i = next) {
        for (next = i + 1; next < rows && numbers[i] >> row_bits == numbers[next] >> row_bits;)
            next++;
        settle_ties(sort, first + i, first + next);
    }
}

// Those that begin within a share are of it.
static void sort_shares(void *state, uint32_t first, uint32_t end) {
    const struct packed *packed = state;
    for (uint32_t value = 0, begin = 0; value <= UINT8_MAX; begin = packed->places[value++])
        if (begin >= first && begin < end)
            sort_alike(packed, begin, packed->places[value]);
}

// Many by their greatest bits first, so that what is left are small sorts.
static void sort_packed(struct sort *sort, const struct packing *packing) {
    uint64_t *spare = sort->numbers + sort->rows;
    unsigned key_bits = packing->bits - packing->row_bits;
    struct packed packed = {.sort = sort,
                            .packing = packing,
                            .numbers = sort->numbers,
                            .spare = spare,
                            .top = packing->bits};
    second_share(sort->rows, pack_entries, &packed);
    if (sort->rows <= SECOND_SHARE) {
        sort_alike(&packed, 0, sort->rows);
    } else {
        packed.top -= key_bits < 8 ? key_bits : 8;
        sort_by_bits(packed.numbers, spare, sort->rows, 1, 0, packed.top, packed.places);
        swap_numbers(&packed.numbers, &packed.spare);
        second_share(sort->rows, sort_shares, &packed);
    }
}

uint32_t *order_sort(struct order *order, uint32_t rows) {
    const struct column_def *key = order->def->key;
    bool texts = key != NULL && type_is_textual(&key->type);
    struct sort sort = {.order = order,
                        .rows = rows,
                        .texts = texts ? store_column(order->store, key) : NULL,
                        .first = "",
                        .numbers = heap_reuse(order->room, rows, 2 * sizeof *sort.numbers),
                        .sorted = heap_blank(rows, sizeof *sort.sorted)};
    struct packing packing;
    look_at_keys(&sort);
    if (make_packing(&sort.differ, rows, &packing))
        sort_packed(&sort, &packing);
    else
        sort_entries(&sort);
    order->ties = sort.ties;
    return sort.sorted;
}

// Where the rows of a parent begin has to be fetched before: how many there are decides a branch.
enum { FETCHED_BEFORE = 16 };

uint32_t *order_follow(uint32_t *parents, uint32_t rows, const uint32_t *parent_from,
                       uint32_t parent_rows, struct heap_room *room) {
    uint32_t *sorted = heap_blank(rows, sizeof *sorted), count = 0;
    uint32_t *firsts = heap_reuse(room, (size_t)parent_rows + 1, sizeof *firsts); // by parent
    memset(firsts, 0, ((size_t)parent_rows + 1) * sizeof *firsts);
    for (uint32_t row = 0; row < rows; row++)
        firsts[parents[row] + 1]++;
    for (uint32_t parent = 0; parent < parent_rows; parent++)
        firsts[parent + 1] += firsts[parent];
    for (uint32_t parent = 0; parent < parent_rows; parent++) {
        uint32_t old = parent_from[parent];
        if (parent + FETCHED_BEFORE < parent_rows)
            __builtin_prefetch(&firsts[parent_from[parent + FETCHED_BEFORE]]);
        for (uint32_t row = firsts[old]; row < firsts[old + 1]; row++) {
            parents[count] = parent;
            sorted[count++] = row;
        }
    }
    return sorted;
}
