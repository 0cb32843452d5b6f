// A library to preload: it plays a program in foreign hands, which does what BREAK names as soon as
// it calls the function that AT names: "fopen", to read a policy, "fwrite", to print a report, or
// "puts", as a collector prints. Where that succeeds, it says so. LACK names what the kernel lacks:
// "landlock" or "seccomp".
#include "config.h"

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

static bool is(const char *variable, const char *value) {
    const char *set = getenv(variable);
    return set != NULL && strcmp(set, value) == 0;
}

static bool connects(void) {
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(9)};
    int made = socket(AF_INET, SOCK_DGRAM, 0);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return made >= 0 && connect(made, (struct sockaddr *)&address, sizeof address) == 0;
}

static bool forks(void) {
    pid_t child = fork();
    if (child == 0)
        _exit(0);
    return child > 0;
}

static bool executes(void) {
    char *const arguments[] = {"echo", "BROKEN", NULL};
    return execv("/bin/echo", arguments) == 0;
}

static bool does_it(void) {
    if (is("BREAK", "open"))
        return open("/etc/passwd", O_RDONLY | O_CLOEXEC) >= 0;
    if (is("BREAK", "create"))
        return open("broken", O_WRONLY | O_CREAT | O_CLOEXEC, 0600) >= 0;
    if (is("BREAK", "remove"))
        return unlink("precious") == 0;
    if (is("BREAK", "connect"))
        return connects();
    if (is("BREAK", "fork"))
        return forks();
    if (is("BREAK", "load"))
        return mmap(NULL, 4096, PROT_READ | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) !=
               MAP_FAILED;
    return is("BREAK", "exec") && executes();
}

static void break_at(const char *name) {
    static bool done;
    if (done || !is("AT", name))
        return;
    done = true;
    if (does_it())
        dprintf(STDERR_FILENO, "BROKEN\n");
}

FILE *fopen(const char *path, const char *mode) {
    FILE *(*next)(const char *, const char *);
    *(void **)&next = dlsym(RTLD_NEXT, "fopen");
    break_at("fopen");
    return next(path, mode);
}

size_t fwrite(const void *bytes, size_t size, size_t count, FILE *stream) {
    size_t (*next)(const void *, size_t, size_t, FILE *);
    *(void **)&next = dlsym(RTLD_NEXT, "fwrite");
    if (stream == stdout)
        break_at("fwrite");
    return next(bytes, size, count, stream);
}

int puts(const char *line) {
    int (*next)(const char *);
    *(void **)&next = dlsym(RTLD_NEXT, "puts");
    break_at("puts");
    return next(line);
}

// ---- kernels that lack something ----

long syscall(long number, ...) {
    long (*next)(long, ...);
    long word[6];
    va_list arguments;
    va_start(arguments, number);
    for (size_t i = 0; i < 6; i++)
        word[i] = va_arg(arguments, long);
    va_end(arguments);
#ifdef __NR_landlock_create_ruleset
    if (number == __NR_landlock_create_ruleset && is("LACK", "landlock")) {
        errno = ENOSYS;
        return -1;
    }
#endif
    *(void **)&next = dlsym(RTLD_NEXT, "syscall");
    return next(number, word[0], word[1], word[2], word[3], word[4], word[5]);
}

int seccomp_load(void *filter);
int seccomp_load(void *filter) {
    int (*next)(void *);
    if (is("LACK", "seccomp"))
        return -EACCES;
    *(void **)&next = dlsym(RTLD_NEXT, "seccomp_load");
    return next(filter);
}
