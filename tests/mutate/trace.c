// Which blocks of the library a test runs: bytes of a file that all processes of the test share,
// one for each place that the compiler marked (-fsanitize-coverage=trace-pc). A process may end as
// it likes, and be locked in.
#include "config.h"

#include <elf.h>
#include <fcntl.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

void __sanitizer_cov_trace_pc(void);
void __asan_poison_memory_region(void const volatile *at, size_t size);
void __asan_unpoison_memory_region(void const volatile *at, size_t size);

enum { SIZE = 1 << 23 }; // more than the library has of code
extern const Elf64_Ehdr __ehdr_start __attribute__((visibility("hidden")));
static uint8_t *ran;

__attribute__((constructor)) static void trace_begin(void) {
    const char *name = getenv("MUTATE_TRACE");
    int file = name == NULL ? -1 : open(name, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (file < 0)
        return;
    void *map = ftruncate(file, SIZE) == 0
                    ? mmap(NULL, SIZE, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0)
                    : MAP_FAILED;
    ran = map == MAP_FAILED ? NULL : map;
    close(file);
}

void __sanitizer_cov_trace_pc(void) {
    uintptr_t at = (uintptr_t)__builtin_return_address(0) - (uintptr_t)&__ehdr_start;
    if (ran != NULL && at < SIZE)
        ran[at] = 1;
}

// What arenas tell the address sanitizer, in programs that have none.
void __asan_poison_memory_region(void const volatile *at, size_t size) {
    (void)at, (void)size;
}

void __asan_unpoison_memory_region(void const volatile *at, size_t size) {
    (void)at, (void)size;
}
