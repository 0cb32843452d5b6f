// Writes facts about any number of machines, the same for the same number: plimsoll facts for the
// benchmarks.
//
// generate MACHINES             in the order of their names
// generate MACHINES scattered   in another order
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// A linear congruential generator (Knuth's MMIX constants): the numbers need only look irregular.
static uint64_t state = 20261123;

static unsigned random_below(unsigned limit) {
    state = state * 6364136223846793005u + 1442695040888963407u;
    return (unsigned)((state >> 33) % limit);
}

static void write_disk(unsigned machine, unsigned disk) {
    printf("%s{\"target\":\"vd%c\",\"path\":\"/pools/fast/"
           "vm-%07u-%u.qcow2\",\"capacity\":%llu,\"format\":\"qcow2\"}",
           disk ? "," : "", 'a' + (int)disk, machine, disk, (8ull + random_below(120)) << 30);
}

static void write_machine(unsigned machine, bool first) {
    static const char *const states[] = {"running", "off", "paused", "saved"};
    unsigned gibibytes = 1 + random_below(64), vcpus = 1 + random_below(16);
    printf("%s{\"name\":\"vm-%07u\",\"id\":\"%08x-0000-4000-8000-%012u\",\"state\":\"%s\",",
           first ? "" : ",\n", machine, machine * 2654435761u, machine,
           states[random_below(8) < 5 ? 0 : 1 + random_below(3)]);
    printf("\"memory\":%llu,\"memory_max\":%llu,\"vcpus\":%u,\"vcpus_max\":%u,",
           (unsigned long long)gibibytes << 30,
           (unsigned long long)(gibibytes + random_below(8)) << 30, vcpus, vcpus + random_below(4));
    printf("\"firmware\":\"%s\",\"autostart\":%s,\"os\":\"linux\",\"disk\":[",
           random_below(3) ? "efi" : "bios", random_below(2) ? "true" : "false");
    for (unsigned disk = 0, disks = 1 + random_below(2); disk < disks; disk++)
        write_disk(machine, disk);
    fputs("]}", stdout);
}

int main(int argc, char **argv) {
    static const uint64_t prime = 2654435761u;
    bool scattered = argc == 3 && strcmp(argv[2], "scattered") == 0;
    unsigned long count = argc == 2 || scattered ? strtoul(argv[1], NULL, 10) : 0;
    if (count == 0 || count > 10000000) {
        fputs("usage: generate MACHINES (1 to 10000000) [scattered]\n", stderr);
        return 2;
    }
    printf("{\"facts\":\"virtualization\",\"version\":1,\n\"dest\":{\"name\":\"dest\",\"memory\":%"
           "llu,\"cpus\":64,"
           "\"pool\":[{\"name\":\"fast\",\"free\":%llu}]},\n\"vm\":[\n",
           (unsigned long long)count << 36, (unsigned long long)count << 38);
    for (unsigned i = 0; i < count; i++)
        write_machine(scattered ? (unsigned)(i * prime % count) : i, i == 0);
    puts("\n]}");
    return fflush(stdout) != 0;
}
