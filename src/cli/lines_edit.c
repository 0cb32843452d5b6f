// The editor of lines: libedit, with completion, and a history that is kept.
#include "config.h"

#include "cli/lines_edit.h"

#ifdef HAVE_EDIT

#include <dlfcn.h>
#include <errno.h>
#include <histedit.h>
#include <locale.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <wchar.h>

enum { HISTORY_LINES = 1000 };

struct line_editor {
    struct arena *arena; // of this as well
    EditLine *edit;
    History *history;
    const char *file; // of the history; NULL: it is not kept
    bool more;
    sigset_t waiting; // the signals that are blocked while waiting for a key
    line_completer *complete;
    void *state;
};

// ---- the library ----

// It is loaded by who edits lines: with what it needs in its turn it takes a fifth of the time in
// which a short run starts.
static struct {
    __typeof__(el_init) *el_init;
    __typeof__(el_end) *el_end;
    __typeof__(el_set) *el_set;
    __typeof__(el_get) *el_get;
    __typeof__(el_gets) *el_gets;
    __typeof__(el_line) *el_line;
    __typeof__(el_reset) *el_reset;
    __typeof__(el_insertstr) *el_insertstr;
    __typeof__(history_init) *history_init;
    __typeof__(history_end) *history_end;
    __typeof__(history) *history;
} lib;

// What POSIX says of a function as the result of dlsym.
static bool find(void *library, const char *name, void *function) {
    void *found = dlsym(library, name);
    memcpy(function, &found, sizeof found);
    return found != NULL;
}

static bool load(void) {
    static const char *const names[] = {"libedit.so.2", "libedit.so.0"}; // Debian's, and others'
    void *library = NULL;
    for (size_t i = 0; i < sizeof names / sizeof *names && library == NULL; i++)
        library = dlopen(names[i], RTLD_NOW);
    return library != NULL && find(library, "el_init", &lib.el_init) &&
           find(library, "el_end", &lib.el_end) && find(library, "el_set", &lib.el_set) &&
           find(library, "el_get", &lib.el_get) && find(library, "el_gets", &lib.el_gets) &&
           find(library, "el_line", &lib.el_line) && find(library, "el_reset", &lib.el_reset) &&
           find(library, "el_insertstr", &lib.el_insertstr) &&
           find(library, "history_init", &lib.history_init) &&
           find(library, "history_end", &lib.history_end) && find(library, "history", &lib.history);
}

// ---- history ----

// The folder of the file is made. Where that, or writing, is not possible, there is no history of
// earlier runs, and no more to say of it.
static const char *history_file(struct arena *arena) {
    const char *state = getenv("XDG_STATE_HOME"), *home = getenv("HOME");
    char *path;
    if (state != NULL && state[0] == '/')
        path = arena_printf(arena, "%s/plimsoll/history", state);
    else if (home != NULL && home[0] == '/')
        path = arena_printf(arena, "%s/.local/state/plimsoll/history", home);
    else
        return NULL;
    for (char *at = strchr(path + 1, '/'); at != NULL; at = strchr(at + 1, '/')) {
        *at = '\0';
        mkdir(path, 0700);
        *at = '/';
    }
    return path;
}

static void begin_history(struct line_editor *editor) {
    HistEvent event;
    editor->history = lib.history_init();
    editor->file = history_file(editor->arena);
    lib.history(editor->history, &event, H_SETSIZE, HISTORY_LINES);
    lib.history(editor->history, &event, H_SETUNIQUE, 1);
    if (editor->file != NULL)
        lib.history(editor->history, &event, H_LOAD, editor->file);
    lib.el_set(editor->edit, EL_HIST, lib.history, editor->history);
}

// Written after each line, so that nothing is lost however the run ends.
void line_editor_remember(struct line_editor *editor, const char *text) {
    HistEvent event;
    lib.history(editor->history, &event, H_ENTER, text);
    if (editor->file != NULL)
        lib.history(editor->history, &event, H_SAVE, editor->file);
}

// ---- completion ----

// How many bytes all candidates begin with.
static size_t common_length(const struct completing *completing) {
    const char *first = completing->candidates[0].text;
    size_t length = strlen(first);
    for (size_t i = 1; i < completing->count; i++) {
        const char *other = completing->candidates[i].text;
        size_t same = 0;
        while (same < length && first[same] == other[same])
            same++;
        length = same;
    }
    return length;
}

static void show_candidates(const struct completing *completing) {
    putchar('\n');
    for (size_t i = 0; i < completing->count; i++) {
        struct text clean = {0};
        const struct completion *one = &completing->candidates[i];
        text_add_clean(&clean, one->text);
        printf("%s%s", text_data(&clean), i + 1 < completing->count ? "  " : "\n");
        text_clear(&clean);
    }
    fflush(stdout);
}

static unsigned char put(struct line_editor *editor, const struct completing *completing,
                         const char *word) {
    size_t begun = strlen(word), length = completing->count > 0 ? common_length(completing) : 0;
    if (completing->count == 0)
        return CC_ERROR;
    if (length > begun) {
        const char *text = completing->candidates[0].text + begun;
        lib.el_insertstr(editor->edit, arena_copy(completing->arena, text, length - begun));
        return CC_REFRESH;
    }
    if (completing->count == 1)
        return CC_ERROR;
    show_candidates(completing);
    return CC_REDISPLAY;
}

static unsigned char complete(EditLine *edit, int key) {
    struct line_editor *editor;
    const LineInfo *info = lib.el_line(edit);
    struct arena *arena = arena_new();
    const char *word;
    (void)key;
    lib.el_get(edit, EL_CLIENTDATA, &editor);
    const char *line = arena_copy(arena, info->buffer, (size_t)(info->cursor - info->buffer));
    struct completing completing = editor->complete(editor->state, arena, line, &word);
    unsigned char result = put(editor, &completing, word);
    complete_clear(&completing);
    arena_free(arena);
    return result;
}

// ---- lines ----

static volatile sig_atomic_t interrupted;

static void interrupt(int number) {
    (void)number;
    interrupted = 1;
}

// Ctrl-C is let through only while waiting for a key, so that none is lost in between.
static int wait_for_key(const struct line_editor *editor) {
    struct pollfd input = {.fd = STDIN_FILENO, .events = POLLIN};
    int ready = -1;
    while (ready < 0 && !interrupted) {
        ready = ppoll(&input, 1, NULL, &editor->waiting);
        if (ready < 0 && errno != EINTR)
            return -1;
    }
    return interrupted ? -1 : 1;
}

static int read_key(EditLine *edit, wchar_t *key) {
    struct line_editor *editor;
    mbstate_t state = {0};
    size_t length = (size_t)-2;
    char byte;
    lib.el_get(edit, EL_CLIENTDATA, &editor);
    while (length == (size_t)-2) {
        if (wait_for_key(editor) < 0)
            return -1;
        if (read(STDIN_FILENO, &byte, 1) != 1)
            return 0;
        length = mbrtowc(key, &byte, 1, &state);
        if (length == (size_t)-1)
            state = (mbstate_t){0}, length = (size_t)-2; // no letter here
    }
    return 1;
}

static char *prompt(EditLine *edit) {
    struct line_editor *editor;
    lib.el_get(edit, EL_CLIENTDATA, &editor);
    return (char *)line_prompt(editor->more); // libedit does not write to it
}

struct line_editor *line_editor_new(line_completer *completer, void *state) {
    EditLine *edit = load() ? lib.el_init("plimsoll", stdin, stdout, stderr) : NULL;
    if (edit == NULL)
        return NULL;
    // Letters beyond ASCII are typed as the terminal has them; nothing else depends on this.
    setlocale(LC_CTYPE, "");
    struct arena *arena = arena_new();
    struct line_editor *editor = ARENA_NEW(arena, struct line_editor);
    *editor =
        (struct line_editor){.arena = arena, .edit = edit, .complete = completer, .state = state};
    lib.el_set(edit, EL_CLIENTDATA, editor);
    lib.el_set(edit, EL_PROMPT, prompt);
    lib.el_set(edit, EL_GETCFN, read_key);
    lib.el_set(edit, EL_EDITOR, "emacs");
    lib.el_set(edit, EL_ADDFN, "complete", "complete the word", complete);
    lib.el_set(edit, EL_BIND, "^I", "complete", NULL);
    begin_history(editor);
    return editor;
}

void line_editor_free(struct line_editor *editor) {
    lib.el_end(editor->edit);
    lib.history_end(editor->history);
    arena_free(editor->arena);
}

enum line_result line_editor_next(struct line_editor *editor, bool more, struct text *line) {
    struct sigaction old, own = {.sa_handler = interrupt};
    sigset_t blocked;
    int count = 0;
    editor->more = more;
    interrupted = 0;
    sigemptyset(&blocked);
    sigaddset(&blocked, SIGINT);
    sigprocmask(SIG_BLOCK, &blocked, &editor->waiting);
    sigaction(SIGINT, &own, &old);
    // el_gets shows the prompt in the terminal's line mode, in which a Ctrl-D behind it is lost.
    lib.el_set(editor->edit, EL_PREP_TERM, 1);
    const char *typed = lib.el_gets(editor->edit, &count);
    sigaction(SIGINT, &old, NULL);
    sigprocmask(SIG_SETMASK, &editor->waiting, NULL);
    text_reset(line);
    if (interrupted) {
        lib.el_reset(editor->edit);
        putchar('\n');
        return LINE_DROPPED;
    }
    if (typed == NULL || count <= 0) {
        putchar('\n');
        return LINE_END;
    }
    text_add_bytes(line, typed, (size_t)count - (typed[count - 1] == '\n'));
    return LINE_READ;
}

#else

struct line_editor *line_editor_new(line_completer *completer, void *state) {
    (void)completer;
    (void)state;
    return NULL;
}

void line_editor_free(struct line_editor *editor) {
    (void)editor;
}

enum line_result line_editor_next(struct line_editor *editor, bool more, struct text *line) {
    (void)editor;
    (void)more;
    (void)line;
    return LINE_END;
}

void line_editor_remember(struct line_editor *editor, const char *text) {
    (void)editor;
    (void)text;
}

#endif
