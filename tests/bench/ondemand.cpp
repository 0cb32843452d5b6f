// The yardstick of whole runs: reads facts with simdjson On-Demand and applies the rules of
// move.plim by hand, in one pass over the text, to facts that generate wrote. It prints a line for
// each rule and which machine broke it first.
//
// ondemand regex FACTS   names are matched by regexec of the C library
// ondemand hand FACTS    names are matched by a loop that was written for the pattern
#include <regex.h>
#include <simdjson.h>

#include <cinttypes>
#include <cstdio>
#include <cstring>
#include <string>
#include <string_view>

using namespace simdjson;

namespace {

enum rule {
    MEMORY,
    PROCESSORS,
    STORAGE,
    RUNNING,
    EACH_MEMORY,
    EACH_MAXIMUM,
    EACH_PROCESSORS,
    EVERY_PROCESSORS,
    EACH_FIRMWARE,
    EVERY_DISK,
    EACH_PATH,
    EACH_NAME,
    RULES
};

const char *const names[RULES] = {
    "memory",        "processors",   "storage",         "running",
    "each_memory",   "each_maximum", "each_processors", "every_processors",
    "each_firmware", "every_disk",   "each_path",       "each_name",
};

struct findings {
    uint64_t failed[RULES] = {};
    std::string first[RULES];

    void note(rule which, bool passed, std::string_view who) {
        if (!passed && failed[which]++ == 0)
            first[which] = who;
    }
};

regex_t expression;

bool match_by_library(std::string_view name) {
    char text[128];
    if (name.size() >= sizeof text)
        return false;
    memcpy(text, name.data(), name.size());
    text[name.size()] = '\0';
    return regexec(&expression, text, 0, nullptr, 0) == 0;
}

bool is_small(char c) {
    return c >= 'a' && c <= 'z';
}
bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

bool match_by_hand(std::string_view name) {
    if (name.size() < 9 || name.size() > 39 || !is_small(name[0]) || name[name.size() - 8] != '-')
        return false;
    for (char c : name.substr(1, name.size() - 9))
        if (!is_small(c) && !is_digit(c) && c != '-')
            return false;
    for (char c : name.substr(name.size() - 7))
        if (!is_digit(c))
            return false;
    return true;
}

bool is_allowed(std::string_view path) {
    static const std::string_view allowed[] = {"/pools/fast/", "/pools/slow/", "/srv/"};
    for (std::string_view place : allowed)
        if (path.substr(0, place.size()) == place)
            return true;
    return false;
}

struct totals {
    uint64_t memory = 0, vcpus = 0, capacity = 0, running = 0;
};

// generate writes members in the order in which they are read here, so that none is looked for
// twice.
void read_machine(ondemand::object machine, uint64_t host, bool by_hand, totals &sum,
                  findings &found) {
    std::string_view name = machine["name"];
    bool running = machine["state"].get_string().value() == "running";
    uint64_t memory = machine["memory"], memory_max = machine["memory_max"];
    uint64_t vcpus = machine["vcpus"], vcpus_max = machine["vcpus_max"];
    std::string_view firmware = machine["firmware"];
    bool small = true, placed = true;
    for (ondemand::object disk : machine["disk"]) {
        placed &= is_allowed(disk["path"]);
        uint64_t capacity = disk["capacity"];
        sum.capacity += capacity;
        small &= capacity <= UINT64_C(2) << 40;
    }
    sum.memory += memory;
    sum.vcpus = vcpus > sum.vcpus ? vcpus : sum.vcpus;
    sum.running += running;
    found.note(EACH_MEMORY, memory <= host, name);
    found.note(EACH_MAXIMUM, memory_max >= memory, name);
    found.note(EACH_PROCESSORS, !running || vcpus <= 32, name);
    found.note(EVERY_PROCESSORS, vcpus <= vcpus_max, name);
    found.note(EACH_FIRMWARE, firmware == "efi" || firmware == "bios", name);
    found.note(EVERY_DISK, small, name);
    found.note(EACH_PATH, placed, name);
    found.note(EACH_NAME, by_hand ? match_by_hand(name) : match_by_library(name), name);
}

void read_facts(const char *path, bool by_hand, findings &found) {
    padded_string text = padded_string::load(path);
    ondemand::parser parser;
    ondemand::document document = parser.iterate(text);
    ondemand::object dest = document["dest"];
    uint64_t memory = dest["memory"], cpus = dest["cpus"], room = 0;
    for (ondemand::object pool : dest["pool"])
        room += pool["free"].get_uint64().value();
    totals sum;
    for (ondemand::object machine : document["vm"])
        read_machine(machine, memory, by_hand, sum, found);
    found.note(MEMORY, memory >= sum.memory, "");
    found.note(PROCESSORS, cpus >= sum.vcpus, "");
    found.note(STORAGE, room >= sum.capacity, "");
    found.note(RUNNING, sum.running <= 10000000, "");
}

} // namespace

int main(int argc, char **argv) {
    bool by_hand = argc == 3 && strcmp(argv[1], "hand") == 0;
    if (argc != 3 || (!by_hand && strcmp(argv[1], "regex") != 0)) {
        fputs("usage: ondemand regex|hand FACTS\n", stderr);
        return 2;
    }
    if (regcomp(&expression, "^[a-z][a-z0-9-]{0,30}-[0-9]{7}$", REG_EXTENDED | REG_NOSUB) != 0)
        return 4;
    findings found;
    try {
        read_facts(argv[2], by_hand, found);
    } catch (const simdjson_error &error) {
        fprintf(stderr, "%s: %s\n", argv[2], error.what());
        return 3;
    }
    bool failed = false;
    for (int i = 0; i < RULES; i++) {
        printf("%s %s %" PRIu64 " %s\n", found.failed[i] ? "fail" : "pass", names[i],
               found.failed[i], found.first[i].c_str());
        failed |= found.failed[i] > 0;
    }
    return failed;
}
