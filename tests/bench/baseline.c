// The rules of fleet.plim and move.plim as a C programmer would write them by hand over the same
// columns.
#define PCRE2_CODE_UNIT_WIDTH 8
#include "bench/baseline.h"

#include <pcre2.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct space *space_at(const struct store *store, const char *path) {
    for (uint32_t i = 0; i < store->model->space_count; i++)
        if (strcmp(store->model->spaces[i]->path, path) == 0)
            return &store->spaces[i];
    abort();
}

static const struct column *column_at(const struct space *space, const char *path) {
    for (uint32_t i = 0; i < space->def->column_count; i++)
        if (strcmp(space->def->columns[i]->path, path) == 0)
            return &space->columns[i];
    abort();
}

static int64_t root_int(const struct store *store, const char *path) {
    return column_at(&store->spaces[0], path)->chunks[0]->at.ints[0];
}

static const int64_t RESERVE = (int64_t)2 << 30, LARGEST_DISK = (int64_t)2 << 40;

static struct outcome decide(bool holds, bool unknown, __int128 margin) {
    return (struct outcome){
        .failed = !unknown && !holds, .unknown = unknown, .margin = margin, .has_margin = !unknown};
}

// Rows of chunk c.
static uint32_t chunk_rows(const struct space *space, uint32_t c) {
    uint32_t left = space->rows - c * CHUNK_ROWS;
    return left < CHUNK_ROWS ? left : CHUNK_ROWS;
}

static __int128 sum(const struct space *space, const struct column *column, bool *unknown) {
    __int128 total = 0;
    for (uint32_t c = 0; c < column->chunk_count; c++) {
        const struct chunk *chunk = column->chunks[c];
        for (uint32_t i = 0, n = chunk_rows(space, c); i < n; i++) {
            if (bit_get(chunk->valid, i))
                total += chunk->at.ints[i];
            else
                *unknown = true;
        }
    }
    return total;
}

static struct outcome memory_beside(const struct store *store, int64_t reserve) {
    const struct space *vm = space_at(store, "vm");
    bool unknown = false;
    __int128 load = sum(vm, column_at(vm, "memory"), &unknown) + reserve;
    __int128 capacity = root_int(store, "dest.memory");
    return decide(capacity >= load, unknown, capacity - load);
}

static struct outcome memory(const struct store *store) {
    return memory_beside(store, 0);
}

static struct outcome memory_reserved(const struct store *store) {
    return memory_beside(store, RESERVE);
}

static struct outcome processors(const struct store *store) {
    const struct space *vm = space_at(store, "vm");
    const struct column *vcpus = column_at(vm, "vcpus");
    int64_t most = INT64_MIN;
    bool unknown = false;
    for (uint32_t c = 0; c < vcpus->chunk_count; c++)
        for (uint32_t i = 0, n = chunk_rows(vm, c); i < n; i++) {
            if (!bit_get(vcpus->chunks[c]->valid, i))
                unknown = true;
            else if (vcpus->chunks[c]->at.ints[i] > most)
                most = vcpus->chunks[c]->at.ints[i];
        }
    int64_t capacity = root_int(store, "dest.cpus");
    return decide(capacity >= most, unknown, capacity - most);
}

static struct outcome storage(const struct store *store) {
    const struct space *disk = space_at(store, "vm.disk"), *pool = space_at(store, "dest.pool");
    bool unknown = false;
    __int128 load = sum(disk, column_at(disk, "capacity"), &unknown);
    __int128 capacity = sum(pool, column_at(pool, "free"), &unknown);
    return decide(capacity >= load, unknown, capacity - load);
}

static uint32_t text_id(const struct store *store, const char *text) {
    return intern_find(store->dictionary, text, strlen(text));
}

static struct outcome running(const struct store *store) {
    const struct space *vm = space_at(store, "vm");
    const struct column *state = column_at(vm, "state");
    uint32_t wanted = text_id(store, "running");
    int64_t count = 0;
    bool unknown = false;
    for (uint32_t c = 0; c < state->chunk_count; c++)
        for (uint32_t i = 0, n = chunk_rows(vm, c); i < n; i++) {
            if (!bit_get(state->chunks[c]->valid, i))
                unknown = true;
            else
                count += state->chunks[c]->at.ids[i] == wanted;
        }
    return decide(count <= 10000000, unknown, 10000000 - count);
}

static struct outcome running_memory(const struct store *store) {
    const struct space *vm = space_at(store, "vm");
    const struct column *state = column_at(vm, "state"), *memory_column = column_at(vm, "memory");
    uint32_t wanted = text_id(store, "running");
    __int128 total = 0;
    bool unknown = false;
    for (uint32_t c = 0; c < state->chunk_count; c++)
        for (uint32_t i = 0, n = chunk_rows(vm, c); i < n; i++) {
            bool known = bit_get(state->chunks[c]->valid, i);
            if (known && state->chunks[c]->at.ids[i] != wanted)
                continue;
            if (known && bit_get(memory_column->chunks[c]->valid, i))
                total += memory_column->chunks[c]->at.ints[i];
            else
                unknown = true;
        }
    int64_t capacity = root_int(store, "dest.memory");
    return decide(capacity >= total, unknown, capacity - total);
}

static void take_margin(struct outcome *outcome, int64_t margin, uint32_t row) {
    outcome->failed += margin < 0;
    if (!outcome->has_margin || margin < outcome->margin) {
        outcome->has_margin = true;
        outcome->margin = margin;
        outcome->row = row;
    }
}

// For each row: capacity >= load, either a column or one number.
static struct outcome each_at_least(const struct space *space, const struct column *capacity,
                                    int64_t capacity_value, const struct column *load,
                                    int64_t load_value, int64_t load_extra) {
    struct outcome outcome = {0};
    uint32_t chunks = (space->rows + CHUNK_ROWS - 1) / CHUNK_ROWS;
    for (uint32_t c = 0; c < chunks; c++)
        for (uint32_t i = 0, n = chunk_rows(space, c); i < n; i++) {
            if ((capacity && !bit_get(capacity->chunks[c]->valid, i)) ||
                (load && !bit_get(load->chunks[c]->valid, i))) {
                outcome.unknown++;
                continue;
            }
            int64_t above = capacity ? capacity->chunks[c]->at.ints[i] : capacity_value, below,
                    margin;
            if (__builtin_add_overflow(load ? load->chunks[c]->at.ints[i] : load_value, load_extra,
                                       &below) ||
                __builtin_sub_overflow(above, below, &margin))
                abort();
            take_margin(&outcome, margin, c * CHUNK_ROWS + i);
        }
    return outcome;
}

static struct outcome each_memory(const struct store *store) {
    const struct space *vm = space_at(store, "vm");
    return each_at_least(vm, NULL, root_int(store, "dest.memory"), column_at(vm, "memory"), 0, 0);
}

static struct outcome each_memory_reserved(const struct store *store) {
    const struct space *vm = space_at(store, "vm");
    return each_at_least(vm, NULL, root_int(store, "dest.memory"), column_at(vm, "memory"), 0,
                         RESERVE);
}

static struct outcome each_maximum(const struct store *store) {
    const struct space *vm = space_at(store, "vm");
    return each_at_least(vm, column_at(vm, "memory_max"), 0, column_at(vm, "memory"), 0, 0);
}

static struct outcome each_processors(const struct store *store) {
    const struct space *vm = space_at(store, "vm");
    const struct column *state = column_at(vm, "state"), *vcpus = column_at(vm, "vcpus");
    uint32_t wanted = text_id(store, "running");
    struct outcome outcome = {0};
    for (uint32_t c = 0; c < state->chunk_count; c++)
        for (uint32_t i = 0, n = chunk_rows(vm, c); i < n; i++) {
            bool known = bit_get(state->chunks[c]->valid, i);
            if (known && state->chunks[c]->at.ids[i] != wanted)
                continue;
            if (!bit_get(vcpus->chunks[c]->valid, i) ||
                (!known && vcpus->chunks[c]->at.ints[i] > 32))
                outcome.unknown++;
            else if (known)
                take_margin(&outcome, 32 - vcpus->chunks[c]->at.ints[i], c * CHUNK_ROWS + i);
        }
    return outcome;
}

static struct outcome every_processors(const struct store *store) {
    const struct space *vm = space_at(store, "vm");
    return each_at_least(vm, column_at(vm, "vcpus_max"), 0, column_at(vm, "vcpus"), 0, 0);
}

static struct outcome each_firmware(const struct store *store) {
    const struct space *vm = space_at(store, "vm");
    const struct column *firmware = column_at(vm, "firmware");
    uint32_t efi = text_id(store, "efi"), bios = text_id(store, "bios");
    struct outcome outcome = {0};
    for (uint32_t c = 0; c < firmware->chunk_count; c++)
        for (uint32_t i = 0, n = chunk_rows(vm, c); i < n; i++) {
            uint32_t id = firmware->chunks[c]->at.ids[i];
            if (!bit_get(firmware->chunks[c]->valid, i))
                outcome.unknown++;
            else
                outcome.failed += id != efi && id != bios;
        }
    return outcome;
}

// A machine fails if one of its disks does; a list that is absent leaves it open.
static struct outcome every_disk(const struct store *store) {
    const struct space *vm = space_at(store, "vm"), *disk = space_at(store, "vm.disk");
    const struct column *capacity = column_at(disk, "capacity");
    struct outcome outcome = {0};
    for (uint32_t row = 0; row < vm->rows; row++) {
        bool unknown = !bit_get(disk->present, row);
        for (uint32_t d = disk->offsets[row]; d < disk->offsets[row + 1]; d++) {
            const struct chunk *chunk = capacity->chunks[d / CHUNK_ROWS];
            if (!bit_get(chunk->valid, d % CHUNK_ROWS))
                unknown = true;
            else
                take_margin(&outcome, LARGEST_DISK - chunk->at.ints[d % CHUNK_ROWS], d);
        }
        outcome.unknown += unknown;
    }
    return outcome;
}

static bool is_allowed(const char *path, uint32_t length) {
    static const struct {
        const char *start;
        uint32_t length;
    } allowed[] = {{"/pools/fast/", 12}, {"/pools/slow/", 12}, {"/srv/", 5}};
    for (size_t i = 0; i < sizeof allowed / sizeof *allowed; i++)
        if (length >= allowed[i].length && memcmp(path, allowed[i].start, allowed[i].length) == 0)
            return true;
    return false;
}

static struct outcome each_path(const struct store *store) {
    const struct space *vm = space_at(store, "vm"), *disk = space_at(store, "vm.disk");
    const struct column *path = column_at(disk, "path");
    struct outcome outcome = {0};
    for (uint32_t row = 0; row < vm->rows; row++) {
        bool unknown = !bit_get(disk->present, row);
        for (uint32_t d = disk->offsets[row]; d < disk->offsets[row + 1]; d++) {
            const struct chunk *chunk = path->chunks[d / CHUNK_ROWS];
            uint32_t id = chunk->at.ids[d % CHUNK_ROWS];
            if (!bit_get(chunk->valid, d % CHUNK_ROWS))
                unknown = true;
            else
                outcome.failed += !is_allowed(intern_text(store->dictionary, id),
                                              intern_length(store->dictionary, id));
        }
        outcome.unknown += unknown;
    }
    return outcome;
}

// [a-z][a-z0-9-]{0,30}-[0-9]{7}
static bool is_scheme(const char *name, uint32_t length) {
    enum { DIGITS = 7, LONGEST = 1 + 30 + 1 + DIGITS };
    static const bool word[256] = {
        ['a'] = 1, ['b'] = 1, ['c'] = 1, ['d'] = 1, ['e'] = 1, ['f'] = 1, ['g'] = 1, ['h'] = 1,
        ['i'] = 1, ['j'] = 1, ['k'] = 1, ['l'] = 1, ['m'] = 1, ['n'] = 1, ['o'] = 1, ['p'] = 1,
        ['q'] = 1, ['r'] = 1, ['s'] = 1, ['t'] = 1, ['u'] = 1, ['v'] = 1, ['w'] = 1, ['x'] = 1,
        ['y'] = 1, ['z'] = 1, ['0'] = 1, ['1'] = 1, ['2'] = 1, ['3'] = 1, ['4'] = 1, ['5'] = 1,
        ['6'] = 1, ['7'] = 1, ['8'] = 1, ['9'] = 1, ['-'] = 1};
    if (length < 2 + DIGITS || length > LONGEST || name[0] < 'a' || name[0] > 'z' ||
        name[length - DIGITS - 1] != '-')
        return false;
    for (uint32_t i = length - DIGITS; i < length; i++)
        if (name[i] < '0' || name[i] > '9')
            return false;
    for (uint32_t i = 1; i < length - DIGITS - 1; i++)
        if (!word[(unsigned char)name[i]])
            return false;
    return true;
}

static struct outcome each_name(const struct store *store) {
    const struct space *vm = space_at(store, "vm");
    const struct column *name = column_at(vm, "name");
    struct outcome outcome = {0};
    for (uint32_t c = 0; c < name->chunk_count; c++)
        for (uint32_t i = 0, n = chunk_rows(vm, c); i < n; i++) {
            uint32_t id = name->chunks[c]->at.ids[i];
            if (!bit_get(name->chunks[c]->valid, i))
                outcome.unknown++;
            else
                outcome.failed += !is_scheme(intern_text(store->dictionary, id),
                                             intern_length(store->dictionary, id));
        }
    return outcome;
}

static pcre2_code *compile(const char *pattern) {
    int error;
    size_t offset;
    pcre2_code *code =
        pcre2_compile((PCRE2_SPTR)pattern, PCRE2_ZERO_TERMINATED, PCRE2_UTF, &error, &offset, NULL);
    if (!code || pcre2_jit_compile(code, PCRE2_JIT_COMPLETE))
        abort();
    return code;
}

// Once for each distinct text, as in a dictionary it may stand for many rows.
static struct outcome each_name_matched(const struct store *store) {
    const struct space *vm = space_at(store, "vm");
    const struct column *name = column_at(vm, "name");
    pcre2_code *code = compile("^vm-[0-9]{7}$");
    pcre2_match_data *data = pcre2_match_data_create(1, NULL);
    char *results = calloc(intern_count(store->dictionary), 1);
    struct outcome outcome = {0};
    for (uint32_t c = 0; c < name->chunk_count; c++)
        for (uint32_t i = 0, n = chunk_rows(vm, c); i < n; i++) {
            uint32_t id = name->chunks[c]->at.ids[i];
            if (!bit_get(name->chunks[c]->valid, i)) {
                outcome.unknown++;
                continue;
            }
            if (!results[id])
                results[id] =
                    pcre2_match(code, (PCRE2_SPTR)intern_text(store->dictionary, id),
                                intern_length(store->dictionary, id), 0, 0, data, NULL) >= 0
                        ? 1
                        : 2;
            outcome.failed += results[id] == 2;
        }
    free(results);
    pcre2_match_data_free(data);
    pcre2_code_free(code);
    return outcome;
}

static const struct baseline_rule fleet[BASELINE_RULES] = {
    {"memory", true, memory_reserved},
    {"processors", true, processors},
    {"storage", true, storage},
    {"running", false, running},
    {"running_memory", false, running_memory},
    {"each_memory", true, each_memory_reserved},
    {"each_maximum", true, each_maximum},
    {"each_processors", false, each_processors},
    {"every_processors", true, every_processors},
    {"each_firmware", false, each_firmware},
    {"every_disk", true, every_disk},
    {"each_name", false, each_name_matched},
};

static const struct baseline_rule move[BASELINE_RULES] = {
    {"memory", true, memory},
    {"processors", true, processors},
    {"storage", true, storage},
    {"running", false, running},
    {"each_memory", true, each_memory},
    {"each_maximum", true, each_maximum},
    {"each_processors", false, each_processors},
    {"every_processors", true, every_processors},
    {"each_firmware", false, each_firmware},
    {"every_disk", true, every_disk},
    {"each_path", false, each_path},
    {"each_name", false, each_name},
};

const struct baseline_rule *baseline_of(const char *policy) {
    return strcmp(policy, "bench.fleet") == 0  ? fleet
           : strcmp(policy, "bench.move") == 0 ? move
                                               : NULL;
}
