// Seccomp: the system calls that are left to a process.
#include "config.h"

#include "confine/calls.h"

#ifdef HAVE_SECCOMP

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <seccomp.h>
#include <stdbool.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <unistd.h>

// ---- calls by what they are for ----

// To compute, to write to what is open, and to end; for threads, too.
static const int computing[] = {
    SCMP_SYS(read),
    SCMP_SYS(readv),
    SCMP_SYS(pread64),
    SCMP_SYS(write),
    SCMP_SYS(writev),
    SCMP_SYS(pwrite64),
    SCMP_SYS(lseek),
    SCMP_SYS(_llseek),
    SCMP_SYS(close),
    SCMP_SYS(fstat),
    SCMP_SYS(fstat64),
    SCMP_SYS(newfstatat),
    SCMP_SYS(fstatat64),
    SCMP_SYS(statx),
    SCMP_SYS(mremap),
    SCMP_SYS(munmap),
    SCMP_SYS(madvise),
    SCMP_SYS(brk),
    SCMP_SYS(futex),
    SCMP_SYS(futex_time64),
    SCMP_SYS(set_robust_list),
    SCMP_SYS(rseq),
    SCMP_SYS(set_tid_address),
    SCMP_SYS(sched_yield),
    SCMP_SYS(sched_getaffinity),
    SCMP_SYS(membarrier),
    SCMP_SYS(rt_sigaction),
    SCMP_SYS(rt_sigprocmask),
    SCMP_SYS(rt_sigreturn),
    SCMP_SYS(sigaltstack),
    SCMP_SYS(restart_syscall),
    SCMP_SYS(clock_gettime),
    SCMP_SYS(clock_gettime64),
    SCMP_SYS(clock_getres),
    SCMP_SYS(clock_nanosleep),
    SCMP_SYS(nanosleep),
    SCMP_SYS(gettimeofday),
    SCMP_SYS(time),
    SCMP_SYS(getrandom),
    SCMP_SYS(getpid),
    SCMP_SYS(gettid),
    SCMP_SYS(getuid),
    SCMP_SYS(geteuid),
    SCMP_SYS(getgid),
    SCMP_SYS(getegid),
    SCMP_SYS(getrusage),
    SCMP_SYS(getrlimit),
    SCMP_SYS(ugetrlimit),
    SCMP_SYS(sysinfo),
    SCMP_SYS(uname),
    SCMP_SYS(poll),
    SCMP_SYS(ppoll),
    SCMP_SYS(dup),
    SCMP_SYS(fcntl),
    SCMP_SYS(fcntl64),
    SCMP_SYS(fadvise64),
    SCMP_SYS(exit),
    SCMP_SYS(exit_group),
};

// To read files, to find out about them, and to lock in further.
static const int reading[] = {
    SCMP_SYS(open),
    SCMP_SYS(stat),
    SCMP_SYS(stat64),
    SCMP_SYS(lstat),
    SCMP_SYS(lstat64),
    SCMP_SYS(readlink),
    SCMP_SYS(readlinkat),
    SCMP_SYS(access),
    SCMP_SYS(faccessat),
    SCMP_SYS(faccessat2),
    SCMP_SYS(getdents64),
    SCMP_SYS(getcwd),
    SCMP_SYS(seccomp),
    SCMP_SYS(prctl),
    SCMP_SYS(landlock_create_ruleset),
    SCMP_SYS(landlock_restrict_self),
};

// To talk over what is connected, to end the helper that a connection may have, and to find out
// about folders: how full they are, and what they lie on.
static const int talking[] = {
    SCMP_SYS(sendto),     SCMP_SYS(sendmsg),    SCMP_SYS(recvfrom), SCMP_SYS(recvmsg),
    SCMP_SYS(select),     SCMP_SYS(pselect6),   SCMP_SYS(shutdown), SCMP_SYS(pipe),
    SCMP_SYS(pipe2),      SCMP_SYS(eventfd2),   SCMP_SYS(getppid),  SCMP_SYS(getpeername),
    SCMP_SYS(wait4),      SCMP_SYS(waitid),     SCMP_SYS(kill),     SCMP_SYS(getsockname),
    SCMP_SYS(getsockopt), SCMP_SYS(setsockopt), SCMP_SYS(prctl),    SCMP_SYS(getcwd),
    SCMP_SYS(stat),       SCMP_SYS(stat64),     SCMP_SYS(lstat),    SCMP_SYS(lstat64),
    SCMP_SYS(statfs),     SCMP_SYS(statfs64),   SCMP_SYS(readlink), SCMP_SYS(readlinkat),
};

// What only a program in foreign hands does: the process ends.
static const int hostile[] = {
    SCMP_SYS(socket),    SCMP_SYS(socketpair),   SCMP_SYS(connect),
    SCMP_SYS(bind),      SCMP_SYS(listen),       SCMP_SYS(accept),
    SCMP_SYS(accept4),   SCMP_SYS(execve),       SCMP_SYS(execveat),
    SCMP_SYS(fork),      SCMP_SYS(vfork),        SCMP_SYS(ptrace),
    SCMP_SYS(creat),     SCMP_SYS(truncate),     SCMP_SYS(unlink),
    SCMP_SYS(unlinkat),  SCMP_SYS(rename),       SCMP_SYS(renameat),
    SCMP_SYS(renameat2), SCMP_SYS(link),         SCMP_SYS(linkat),
    SCMP_SYS(symlink),   SCMP_SYS(symlinkat),    SCMP_SYS(mkdir),
    SCMP_SYS(mkdirat),   SCMP_SYS(rmdir),        SCMP_SYS(chmod),
    SCMP_SYS(fchmodat),  SCMP_SYS(chown),        SCMP_SYS(fchownat),
    SCMP_SYS(mount),     SCMP_SYS(bpf),          SCMP_SYS(io_uring_setup),
    SCMP_SYS(setuid),    SCMP_SYS(memfd_create), SCMP_SYS(process_vm_readv),
    SCMP_SYS(openat2),   SCMP_SYS(keyctl),       SCMP_SYS(process_vm_writev),
    SCMP_SYS(unshare),   SCMP_SYS(setns),        SCMP_SYS(open_by_handle_at),
};

#define COUNT(list) (sizeof(list) / sizeof *(list))

// ---- the filter ----

// Adds a rule for each call. A kernel without one of them needs no rule for it.
static bool add(scmp_filter_ctx filter, uint32_t action, const int *calls, size_t count) {
    for (size_t i = 0; i < count; i++) {
        int failed = seccomp_rule_add(filter, action, calls[i], 0);
        if (failed != 0 && failed != -EDOM && failed != -EOPNOTSUPP && failed != -EEXIST)
            return false;
    }
    return true;
}

// Threads are made by clone, and processes, too; what clone3 makes cannot be seen, and the C
// library goes without it.
static bool add_threads(scmp_filter_ctx filter) {
    return seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(clone), 1,
                            SCMP_A0(SCMP_CMP_MASKED_EQ, CLONE_THREAD, CLONE_THREAD)) == 0 &&
           seccomp_rule_add(filter, SCMP_ACT_KILL_PROCESS, SCMP_SYS(clone), 1,
                            SCMP_A0(SCMP_CMP_MASKED_EQ, CLONE_THREAD, 0)) == 0 &&
           seccomp_rule_add(filter, SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(clone3), 0) == 0;
}

// Memory never becomes program. The library of a connection may load parts of itself.
static bool add_memory(scmp_filter_ctx filter, enum sandbox sandbox) {
    static const int mapping[] = {SCMP_SYS(mmap), SCMP_SYS(mmap2), SCMP_SYS(mprotect)};
    if (sandbox == SANDBOX_CONNECTED)
        return add(filter, SCMP_ACT_ALLOW, mapping, COUNT(mapping));
    bool good = true;
    for (size_t i = 0; i < COUNT(mapping); i++)
        good = good &&
               seccomp_rule_add(filter, SCMP_ACT_ALLOW, mapping[i], 1,
                                SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0)) == 0 &&
               seccomp_rule_add(filter, SCMP_ACT_KILL_PROCESS, mapping[i], 1,
                                SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, PROT_EXEC)) == 0;
    return good;
}

// What a terminal says, a limit may be read and not set, and a process may only signal itself.
static bool add_questions(scmp_filter_ctx filter) {
    return seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(ioctl), 1,
                            SCMP_A1(SCMP_CMP_EQ, TCGETS, 0)) == 0 &&
           seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(ioctl), 1,
                            SCMP_A1(SCMP_CMP_EQ, TIOCGWINSZ, 0)) == 0 &&
           seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(prlimit64), 1,
                            SCMP_A2(SCMP_CMP_EQ, 0, 0)) == 0 &&
           seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(tgkill), 1,
                            SCMP_A0(SCMP_CMP_EQ, (scmp_datum_t)getpid(), 0)) == 0;
}

// Files are opened to be read, or not at all. The library of a connection may try to, and is
// refused.
static bool add_files(scmp_filter_ctx filter, enum sandbox sandbox) {
    enum { WRITES = O_WRONLY | O_RDWR | O_CREAT | O_TRUNC };
    static const int opening[] = {SCMP_SYS(open), SCMP_SYS(openat)};
    if (sandbox == SANDBOX_CONNECTED)
        return add(filter, SCMP_ACT_ERRNO(EACCES), opening, COUNT(opening));
    if (sandbox == SANDBOX_CLOSED)
        return add(filter, SCMP_ACT_KILL_PROCESS, opening, COUNT(opening));
    return seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(openat), 1,
                            SCMP_A2(SCMP_CMP_MASKED_EQ, WRITES, 0)) == 0 &&
           seccomp_rule_add(filter, SCMP_ACT_KILL_PROCESS, SCMP_SYS(openat), 1,
                            SCMP_A2(SCMP_CMP_MASKED_EQ, O_WRONLY, O_WRONLY)) == 0 &&
           seccomp_rule_add(filter, SCMP_ACT_KILL_PROCESS, SCMP_SYS(openat), 1,
                            SCMP_A2(SCMP_CMP_MASKED_EQ, O_RDWR, O_RDWR)) == 0 &&
           seccomp_rule_add(filter, SCMP_ACT_KILL_PROCESS, SCMP_SYS(openat), 1,
                            SCMP_A2(SCMP_CMP_MASKED_EQ, O_CREAT, O_CREAT)) == 0;
}

static bool fill(scmp_filter_ctx filter, enum sandbox sandbox) {
    bool good = add(filter, SCMP_ACT_ALLOW, computing, COUNT(computing)) &&
                add(filter, SCMP_ACT_KILL_PROCESS, hostile, COUNT(hostile)) &&
                add_threads(filter) && add_memory(filter, sandbox) && add_questions(filter) &&
                add_files(filter, sandbox);
    if (good && sandbox == SANDBOX_READING)
        good = add(filter, SCMP_ACT_ALLOW, reading, COUNT(reading));
    if (good && sandbox == SANDBOX_CONNECTED)
        good = add(filter, SCMP_ACT_ALLOW, talking, COUNT(talking));
    return good;
}

const char *calls_filter(enum sandbox sandbox) {
    scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ERRNO(EPERM));
    if (filter == NULL)
        return "no filter of system calls can be made";
    bool filled = fill(filter, sandbox);
    bool loaded = filled && seccomp_attr_set(filter, SCMP_FLTATR_CTL_TSYNC, 1) == 0 &&
                  seccomp_load(filter) == 0;
    seccomp_release(filter);
    return loaded ? NULL : "the kernel refuses to filter system calls (seccomp)";
}

#else

const char *calls_filter(enum sandbox sandbox) {
    (void)sandbox;
    return "this program was built without libseccomp";
}

#endif
