// Work that a stranger's file decides on, done in a process that is locked in.
#include "config.h"

#include "cli/confined.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "cli/kept.h"
#include "confine/sandbox.h"
#include "lang/source.h"

static bool is_in; // this process is locked in

bool confined_is_in(void) {
    return is_in;
}

void confined_close(void) {
    if (is_in)
        sandbox_enter(SANDBOX_CLOSED, NULL, 0); // what is lacking was said when it was entered
}

// ---- whose policies ----

static bool is_foreign(const char *path) {
    static const char installed[] = PLIM_POLICY_DIR "/";
    struct stat status;
    return stat(path, &status) == 0 && status.st_uid != 0 && status.st_uid != geteuid() &&
           strncmp(path, installed, sizeof installed - 1) != 0;
}

bool confined_is_foreign(const struct request *request) {
    for (size_t i = 0; i < request->operand_count; i++)
        if (is_foreign(request->operands[i]))
            return true;
    return false;
}

bool confined_uses_foreign(const struct request *request) {
    const struct sources *sources = request->session->program->sources;
    const struct source *source;
    for (size_t i = 0; (source = sources_at(sources, i)) != NULL; i++)
        if (is_foreign(source->name))
            return true;
    return false;
}

// ---- what can be read ----

struct paths {
    struct arena *arena;
    const char **items;
    size_t count, room;
};

static void add_path(struct paths *paths, const char *path) {
    ARENA_PUSH(paths->arena, paths->items, paths->count, paths->room) = path;
}

static void add_folder_of(struct paths *paths, const char *path) {
    const char *slash = strrchr(path, '/');
    size_t length = slash == NULL ? 0 : slash == path ? 1 : (size_t)(slash - path);
    add_path(paths, slash == NULL ? "." : arena_copy(paths->arena, path, length));
}

static void add_search_path(struct paths *paths) {
    const char *own = getenv("PLIMSOLL_PATH");
    add_path(paths, PLIM_POLICY_DIR);
    for (const char *at = own != NULL ? own : "", *end; *at != '\0'; at = end + (*end == ':')) {
        end = at + strcspn(at, ":");
        add_path(paths, arena_copy(paths->arena, at, (size_t)(end - at)));
    }
}

static struct paths find_paths(const struct request *request) {
    struct paths paths = {.arena = request->arena};
    for (size_t i = 0; i < request->words.count; i++) {
        const char *word = request->words.items[i], *equals = strchr(word, '=');
        add_path(&paths, word);
        if (equals != NULL)
            add_path(&paths, equals + 1);
    }
    for (size_t i = 0; i < request->operand_count; i++)
        if (access(request->operands[i], F_OK) == 0)
            add_folder_of(&paths, request->operands[i]);
    add_search_path(&paths);
    return paths;
}

// ---- the two processes ----

static bool enter(struct request *request, const char *command, enum confined_how how) {
    struct paths paths = find_paths(request);
    const char *lacking = sandbox_enter(SANDBOX_READING, paths.items, paths.count);
    is_in = true;
    if (lacking != NULL && how == CONFINED_STRICTLY)
        return complain(
            command, "these policies cannot be locked in as --untrusted=strict asks: %s", lacking);
    if (lacking != NULL && how == CONFINED_WHERE_POSSIBLE)
        complain(command, "these policies are not wholly locked in: %s", lacking);
    return true;
}

// It leaves without what other code does at the end of a program, which may open files.
__attribute__((noreturn)) static void work_locked_in(struct request *request, const char *command,
                                                     enum confined_how how,
                                                     int (*work)(void *state)) {
    int status = enter(request, command, how) ? work(request) : STATUS_INPUT;
    if (fflush(stdout) != 0 && status < STATUS_INPUT)
        status = command_flush();
    _exit(status);
}

static int wait_for(pid_t process) {
    int status = 0;
    while (waitpid(process, &status, 0) < 0 && errno == EINTR)
        continue;
    return status;
}

static int say_ended(const char *command, int number) {
    if (number == SIGSYS)
        complain(command, "the run was ended: it tried to do what no policy needs, to open a file, "
                          "connect or start a process; no file was written");
    else
        complain(command, "the run was ended by signal %d (%s); no file was written", number,
                 strsignal(number));
    return STATUS_INTERNAL;
}

// A signal from a person or a supervisor ends both.
static void pass_on(int number) {
    if (number != SIGINT && number != SIGTERM && number != SIGHUP)
        return;
    signal(number, SIG_DFL);
    raise(number);
}

int confined_run(struct request *request, const struct outputs *outputs, const char *command,
                 enum confined_how how, int (*work)(void *state)) {
    if (!kept_begin(command, outputs, request->output))
        return STATUS_INPUT;
    fflush(NULL);
    pid_t process = fork();
    if (process == 0)
        work_locked_in(request, command, how, work);
    int status = process > 0 ? wait_for(process) : 0, result = STATUS_INPUT;
    if (process < 0)
        complain(command, "no process can be started: %s", strerror(errno));
    else if (WIFSIGNALED(status)) {
        pass_on(WTERMSIG(status));
        result = say_ended(command, WTERMSIG(status));
    } else
        result = WEXITSTATUS(status);
    bool decided = result < STATUS_INPUT;
    return kept_end(command, decided) ? result : STATUS_INPUT;
}
