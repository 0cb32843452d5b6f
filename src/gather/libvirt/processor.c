// What the capabilities say about a host: processor, NUMA nodes, huge pages.
#include "config.h"

#include "base/sort.h"
#include "gather/libvirt/processor.h"

#include <libvirt/virterror.h>
#include <stdlib.h>
#include <string.h>

#define SIMULATED_CPU "libvirt's test driver simulates no processor"
#define SIMULATED_TOPOLOGY "the capabilities of libvirt's test driver are a constant"

// How many packages, cores in a package and threads in a core a host has.
struct topology {
    uint64_t sockets, cores, threads;
};

static int compare_numbers(const void *left, const void *right) {
    uint64_t a = *(const uint64_t *)left, b = *(const uint64_t *)right;
    return (a > b) - (a < b);
}

// Sorts the numbers and returns how many different ones there are.
static size_t count_distinct(uint64_t *numbers, size_t count) {
    size_t distinct = 0;
    sort_array(numbers, count, sizeof *numbers, compare_numbers);
    for (size_t i = 0; i < count; i++)
        distinct += i == 0 || numbers[i] != numbers[i - 1];
    return distinct;
}

// Every logical processor of every NUMA node, as numbers of its socket and its core.
struct processors {
    struct arena *arena;
    uint64_t *socket, *core;
    size_t socket_count, socket_room, core_count, core_room;
    bool complete;
};

static void processors_add(struct processors *all, xmlNodePtr cpu) {
    uint64_t socket, die = 0, core;
    bool known = number_read(xml_attribute(cpu, "socket_id"), &socket) &&
                 number_read(xml_attribute(cpu, "core_id"), &core);
    number_read(xml_attribute(cpu, "die_id"), &die);
    if (!known || socket >= 1u << 16 || die >= 1u << 16 || core >= UINT64_C(1) << 32) {
        all->complete = false;
        return;
    }
    ARENA_PUSH(all->arena, all->socket, all->socket_count, all->socket_room) = socket;
    ARENA_PUSH(all->arena, all->core, all->core_count, all->core_room) =
        socket << 48 | die << 32 | core;
}

// The cells give the socket of each processor; virNodeGetInfo only knows sockets *of a node*, so it
// counts a package that is two nodes twice. False where a processor is offline or cores differ.
static bool topology_of_cells(struct arena *arena, xmlNodePtr cells, struct topology *topology) {
    struct processors all = {.arena = arena, .complete = true};
    for (xmlNodePtr cell = xml_child(cells, "cell"); cell; cell = xml_next(cell)) {
        xmlNodePtr cpu = xml_find(cell, "cpus/cpu");
        for (; cpu; cpu = xml_next(cpu))
            processors_add(&all, cpu);
    }
    size_t logical = all.core_count;
    size_t cores = count_distinct(all.core, all.core_count);
    size_t sockets = count_distinct(all.socket, all.socket_count);
    if (!all.complete || cores == 0 || cores % sockets != 0 || logical % cores != 0)
        return false;
    *topology = (struct topology){sockets, cores / sockets, logical / cores};
    return true;
}

static bool topology_of_node(virConnectPtr connection, virNodeInfo *info,
                             struct topology *topology) {
    if (virNodeGetInfo(connection, info) != 0)
        return false;
    *topology =
        (struct topology){(uint64_t)info->nodes * info->sockets, info->cores, info->threads};
    return true;
}

// A simulated host's NodeInfo comes from its node file; only "i686" may be the built-in default.
static const char *architecture(const struct inventory *inventory, xmlNodePtr cpu,
                                const virNodeInfo *info) {
    if (!inventory->simulated)
        return xml_text(xml_child(cpu, "arch"));
    return info->model[0] && strcmp(info->model, "i686") != 0 ? info->model : NULL;
}

static void collect_signature(const struct subject *processor, xmlNodePtr cpu, const char *reason) {
    xmlNodePtr signature = xml_child(cpu, "signature");
    static const char *const fields[][2] = {
        {"family", "family"}, {"model_number", "model"}, {"stepping", "stepping"}};
    for (size_t i = 0; i < sizeof fields / sizeof fields[0]; i++) {
        uint64_t number = 0;
        bool known = number_read(xml_attribute(signature, fields[i][1]), &number);
        fact_int(processor, fields[i][0], known, number, reason);
    }
}

// The time stamp counter runs at the nominal rate; the other source is the rate at this moment.
static void collect_frequency(const struct subject *processor, xmlNodePtr cpu,
                              const virNodeInfo *info) {
    xmlNodePtr counter = xml_child(cpu, "counter");
    uint64_t hertz = 0;
    while (counter && !xml_attribute_is(counter, "name", "tsc"))
        counter = xml_next(counter);
    bool known = number_read(xml_attribute(counter, "frequency"), &hertz);
    if (!known) {
        hertz = (uint64_t)info->mhz * 1000000;
        known = hertz > 0;
    }
    fact_measure(processor, "frequency", known, hertz, &measure_frequency,
                 "libvirt reports no clock rate");
}

static void collect_topology(struct inventory *inventory, const struct subject *processor,
                             xmlNodePtr cells, virNodeInfo *info) {
    struct topology topology = {0};
    bool known = topology_of_node(inventory->connection, info, &topology);
    const char *reason = arena_text(inventory->arena, virGetLastErrorMessage());
    topology_of_cells(inventory->arena, cells, &topology);
    fact_int(processor, "sockets", known && topology.sockets > 0, topology.sockets, reason);
    fact_int(processor, "cores", known && topology.cores > 0, topology.cores, reason);
    fact_int(processor, "threads", known && topology.threads > 0, topology.threads, reason);
}

static void collect_cpu(struct inventory *inventory, const struct subject *host,
                        xmlNodePtr capabilities, const char *reason) {
    struct subject processor = subject_record(host, "cpu");
    xmlNodePtr cpu = xml_find(capabilities, "host/cpu");
    virNodeInfo info = {0};
    fact_text(&processor, "vendor", xml_text(xml_child(cpu, "vendor")), reason);
    fact_text(&processor, "model", xml_text(xml_child(cpu, "model")), reason);
    collect_signature(&processor, cpu, reason);
    fact_text(&processor, "microcode", xml_attribute(xml_child(cpu, "microcode"), "version"),
              reason);
    collect_topology(inventory, &processor, xml_find(capabilities, "host/topology/cells"), &info);
    fact_text(&processor, "architecture", architecture(inventory, cpu, &info), reason);
    collect_frequency(&processor, cpu, &info);
    collect_features(inventory, &processor, cpu, reason);
}

static void collect_numa(const struct subject *host, xmlNodePtr cells, const char *reason) {
    xmlNodePtr cell = xml_child(cells, "cell");
    if (!cell) {
        fact_missing(host, "numa", reason);
        return;
    }
    struct subject list = subject_list(host, "numa");
    for (; cell; cell = xml_next(cell)) {
        uint64_t id, cpus = 0, memory = 0;
        if (!number_read(xml_attribute(cell, "id"), &id))
            continue;
        struct subject node = subject_numbered(&list, id);
        bool known = number_read(xml_attribute(xml_child(cell, "cpus"), "num"), &cpus);
        item_add_int(node.item, "id", (int64_t)id);
        fact_int(&node, "cpus", known, cpus, "the capabilities do not tell");
        known = xml_bytes(xml_child(cell, "memory"), &memory);
        fact_quantity(&node, "memory", known, memory, "B", "the capabilities do not tell");
    }
}

// The pages of one size, over all cells: how many there are, and how many are free.
struct pages {
    uint64_t size, total, unused;
    bool unused_known;
};

static void add_cell_pages(virConnectPtr connection, xmlNodePtr cell, struct pages *pages) {
    uint64_t id, size, count;
    for (xmlNodePtr entry = xml_child(cell, "pages"); entry; entry = xml_next(entry)) {
        if (!bytes_read(xml_attribute(entry, "size"), xml_attribute(entry, "unit"), &size) ||
            size != pages->size || !number_read(xml_text(entry), &count))
            continue;
        unsigned int kibibytes = (unsigned int)(size / 1024);
        unsigned long long unused = 0;
        bool known = number_read(xml_attribute(cell, "id"), &id) &&
                     virNodeGetFreePages(connection, 1, &kibibytes, (int)id, 1, &unused, 0) >= 0;
        pages->total += count;
        pages->unused += unused;
        pages->unused_known = pages->unused_known && known;
    }
}

static void collect_page_size(virConnectPtr connection, const struct subject *list,
                              xmlNodePtr cells, uint64_t size) {
    struct pages pages = {.size = size, .unused_known = true};
    for (xmlNodePtr cell = xml_child(cells, "cell"); cell; cell = xml_next(cell))
        add_cell_pages(connection, cell, &pages);
    struct subject hugepage = subject_numbered(list, size);
    item_add_quantity(hugepage.item, "size", size, "B");
    item_add_int(hugepage.item, "total", (int64_t)pages.total);
    fact_int(&hugepage, "free", pages.unused_known, pages.unused, virGetLastErrorMessage());
}

// The smallest size that the processor knows is that of ordinary pages.
static void collect_hugepages(virConnectPtr connection, const struct subject *host,
                              xmlNodePtr capabilities, const char *reason) {
    xmlNodePtr cells = xml_find(capabilities, "host/topology/cells");
    xmlNodePtr first = xml_find(capabilities, "host/cpu/pages");
    uint64_t *sizes = NULL, size;
    size_t count = 0, room = 0;
    for (xmlNodePtr entry = first; entry; entry = xml_next(entry)) {
        if (!bytes_read(xml_attribute(entry, "size"), xml_attribute(entry, "unit"), &size))
            continue;
        ARENA_PUSH(subject_arena(host), sizes, count, room) = size;
    }
    count = count_distinct(sizes, count) == count ? count : 0;
    if (count == 0 || !xml_child(cells, "cell")) {
        fact_missing(host, "hugepage", reason);
    } else {
        struct subject list = subject_list(host, "hugepage");
        for (size_t i = 1; i < count; i++)
            collect_page_size(connection, &list, cells, sizes[i]);
    }
}

void collect_capabilities_text(struct inventory *inventory, const struct subject *host,
                               const char *text, const char *problem) {
    xmlDocPtr document = xml_parse(text);
    xmlNodePtr root = xml_root(document);
    collect_cpu(inventory, host, root, inventory->simulated ? SIMULATED_CPU : problem);
    const char *reason = inventory->simulated ? SIMULATED_TOPOLOGY : problem;
    collect_numa(host, xml_find(root, "host/topology/cells"), reason);
    collect_hugepages(inventory->connection, host, root, reason);
    collect_identity(inventory, host, root, reason);
    xmlFreeDoc(document);
}

void collect_capabilities(struct inventory *inventory, const struct subject *host) {
    char *text = inventory->simulated ? NULL : virConnectGetCapabilities(inventory->connection);
    const char *problem = text ? "the capabilities do not tell"
                               : arena_text(inventory->arena, virGetLastErrorMessage());
    collect_capabilities_text(inventory, host, text, problem);
    free(text);
}
