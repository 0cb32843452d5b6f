// A host of libvirt that is made of the parts of an input: functions of libvirt answer from them.
//
// A part is the XML of what its first element says: <capabilities>, <domainCapabilities>, <pool>,
// <volume>, <domain>, <domainsnapshot>, <network>, <interface>, <device>, <secret>, <filter>. What
// is asked in numbers comes from the sum of a part's bytes. A part that begins with "refuse" holds
// names of functions that fail, and perhaps "code=NUMBER", an error of libvirt's.
#ifndef TESTS_FUZZ_FAKE_H
#define TESTS_FUZZ_FAKE_H

#include "frame.h"

// A thing of the host, whose address is its handle.
struct fake_thing {
    const char *text, *name; // name: "thing" where the text has none
    unsigned char uuid[16];  // of things with the same name it is the same
    uint32_t sum;            // of the text
};

static inline const struct fake_thing *fake_thing(const void *handle) {
    return (const struct fake_thing *)handle;
}

// Makes the host of the parts, which have to outlive it, with what lives in the arena.
void fake_host(const struct parts *parts, struct arena *arena);

// Whether a function of this name is to fail.
bool fake_refused(const char *function);

// The answers of a function: VALUE, or -1 where it fails; the description of a thing (NULL: there
// is none) on the heap, or NULL; the first thing of a kind, called NAME unless that is NULL; all of
// them whose sums have all these bits, as an array of handles at LIST, and how many there are.
int fake_answer(const char *function, int value);
char *fake_describe(const char *function, const void *handle);
const struct fake_thing *fake_find(const char *function, const char *kind, const char *name);
int fake_list(const char *function, const char *kind, uint32_t bits, void *list);

// What stands for the first time between a text and a quote, on the heap; NULL if nothing does.
char *fake_copy(const char *text, const char *before);

#endif
