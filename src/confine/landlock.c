// Landlock: what this process may do with files, by their paths.
#include "config.h"

#include "confine/landlock.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#ifdef __NR_landlock_create_ruleset

// As linux/landlock.h has them in newer kernels than the header may be of.
enum { READ_FILE = 1 << 2, READ_DIR = 1 << 3, PATH_BENEATH = 1, ASK_VERSION = 1 };
struct ruleset {
    uint64_t files, network, scoped;
};
struct path_rule {
    uint64_t allowed;
    int32_t parent;
} __attribute__((packed));

// What each version of Landlock knows: rights over files, then those over the network, and then
// over sockets and signals of others.
static struct ruleset known(long version) {
    static const unsigned int file_rights[] = {13, 14, 15, 15, 16};
    enum { LAST = sizeof file_rights / sizeof *file_rights - 1 };
    unsigned int rights = file_rights[version - 1 < LAST ? version - 1 : LAST];
    return (struct ruleset){
        .files = (UINT64_C(1) << rights) - 1,
        .network = version >= 4 ? 3 : 0,
        .scoped = version >= 6 ? 3 : 0,
    };
}

// A path that is not there allows nothing.
static int allow(int rules, const char *path) {
    struct stat status;
    struct path_rule rule = {.allowed = READ_FILE, .parent = open(path, O_PATH | O_CLOEXEC)};
    if (rule.parent < 0)
        return 0;
    if (fstat(rule.parent, &status) == 0 && S_ISDIR(status.st_mode))
        rule.allowed |= READ_DIR;
    long failed = syscall(__NR_landlock_add_rule, rules, PATH_BENEATH, &rule, 0);
    int error = failed != 0 ? errno : 0;
    close(rule.parent);
    return error;
}

static int restrict_to(int rules, const char *const *paths, size_t count) {
    int error = 0;
    for (size_t i = 0; i < count && error == 0; i++)
        error = allow(rules, paths[i]);
    if (error == 0 && (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 ||
                       syscall(__NR_landlock_restrict_self, rules, 0) != 0))
        error = errno;
    return error;
}

int landlock_allow_reading(const char *const *paths, size_t count) {
    long version = syscall(__NR_landlock_create_ruleset, NULL, 0, ASK_VERSION);
    if (version < 1)
        return version < 0 ? errno : ENOSYS;
    struct ruleset handled = known(version);
    size_t size = version >= 6 ? sizeof handled : version >= 4 ? 16 : 8;
    int rules = (int)syscall(__NR_landlock_create_ruleset, &handled, size, 0);
    if (rules < 0)
        return errno;
    int error = restrict_to(rules, paths, count);
    close(rules);
    return error;
}

#else

int landlock_allow_reading(const char *const *paths, size_t count) {
    (void)paths, (void)count;
    return ENOSYS;
}

#endif
