// Facts of a command: options to loader.
#include "config.h"

#include "cli/facts_from.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "cli/option.h"
#include "cli/platform.h"
#include "cli/progress.h"
#include "gather/gather.h"

// A file to read, or a selection of its facts.
struct facts_item {
    bool selects;
    const char *text; // FILE, LIST=FILE; or the list, with glob
    const char *glob;
};

const struct option_row facts_options[] = {
    {FACTS_FILE, "facts", 0, "FILE", VALUE_FACTS,
     "facts to read; LIST=FILE reads a list, as newline-delimited\n"
     "or plain JSON; - is standard input; repeat to merge"},
    {FACTS_SOURCE, "source", 0, "X", VALUE_HOST,
     "take the source from a facts file, ask a host (a URI), or pick\n"
     "a host of a fleet by its name"},
    {FACTS_DEST, "dest", 0, "X", VALUE_HOST, "the same for the destination"},
    {FACTS_WRITE, "read-write", 0, NULL, VALUE_NONE,
     "ask hosts on a connection that is not read-only: nothing is\n"
     "changed, but libvirt answers more; see plimsoll help collect"},
    {FACTS_SELECT, "select", 0, "LIST=GLOB", VALUE_SELECTION,
     "keep only the elements of a list whose key matches, such as\n"
     "vm='web*'; several add up"},
    {0, NULL, 0, NULL, VALUE_NONE, NULL},
};
const struct option_row facts_named[] = {
    {FACTS_FILE, "facts", 0, "FILE", VALUE_FACTS, "facts to read, as without --facts"},
    {0, NULL, 0, NULL, VALUE_NONE, NULL},
};
const struct option_row facts_strict[] = {
    {FACTS_STRICT, "strict-facts", 0, NULL, VALUE_NONE,
     "fields that the fact model does not know are errors"},
    {0, NULL, 0, NULL, VALUE_NONE, NULL},
};

const struct option_row facts_changes[] = {
    {FACTS_WITH, "with", 0, "PATH=VALUE", VALUE_CHANGE,
     "what if: a fact has another value, such as\n'vm[db01].memory=64 GiB'; repeat for several"},
    {FACTS_WITHOUT, "without", 0, "PATH", VALUE_FACT,
     "what if: a fact is unknown, or an element not there"},
    {0, NULL, 0, NULL, VALUE_NONE, NULL},
};

// A change of facts after they were read; the value is NULL for --without.
struct facts_change {
    const char *path, *value;
};

static struct facts_item *add_item(struct facts_from *from) {
    if (from->arena == NULL)
        from->arena = arena_new();
    return &ARENA_PUSH(from->arena, from->items, from->count, from->room);
}

static bool take_host(struct facts_from *from, const char *command, int which, char *value) {
    if (from->hosts[which] != NULL)
        return complain(command, "--%s is given twice", platform_roots[which]);
    if (value[0] == '\0')
        return complain(command, "--%s needs a facts file, a URI or a name", platform_roots[which]);
    from->hosts[which] = value;
    return true;
}

static bool take_selection(struct facts_from *from, const char *command, char *value) {
    char *equals = strchr(value, '=');
    if (equals == NULL || equals == value)
        return complain(command, "--select %s: write LIST=GLOB, such as vm='web*'", value);
    if (!option_is_text(command, "select", value))
        return false;
    struct facts_item *item = add_item(from);
    const char *list = arena_copy(from->arena, value, (size_t)(equals - value));
    *item = (struct facts_item){true, list, equals + 1};
    return true;
}

static bool take_change(struct facts_from *from, const char *command, bool with, char *value) {
    struct fact_path path;
    if (!option_is_text(command, with ? "with" : "without", value))
        return false;
    if (from->arena == NULL)
        from->arena = arena_new();
    const char *rest = fact_path_parse_typed(value, from->arena, &path);
    if (with && (rest == NULL || *rest != '='))
        return complain(command, "--with %s: write PATH=VALUE, such as 'vm[db01].memory=64 GiB'",
                        value);
    size_t length = with ? (size_t)(rest - value) : strlen(value);
    ARENA_PUSH(from->arena, from->changes, from->change_count, from->change_room) =
        (struct facts_change){arena_copy(from->arena, value, length), with ? rest + 1 : NULL};
    return true;
}

bool facts_from_take(struct facts_from *from, const char *command, enum facts_option option,
                     char *value) {
    switch (option) {
    case FACTS_FILE:
        if (value[0] == '\0')
            return complain(command, "--facts needs a file");
        *add_item(from) = (struct facts_item){false, value, NULL};
        return true;
    case FACTS_SOURCE:
        return take_host(from, command, 0, value);
    case FACTS_DEST:
        return take_host(from, command, 1, value);
    case FACTS_SELECT:
        return take_selection(from, command, value);
    case FACTS_WRITE:
        from->writable = true;
        return true;
    case FACTS_STRICT:
        from->strict = true;
        return true;
    case FACTS_WITH:
    case FACTS_WITHOUT:
        return take_change(from, command, option == FACTS_WITH, value);
    }
    return false;
}

void facts_from_clear(struct facts_from *from) {
    arena_free(from->arena);
}

bool facts_from_any(const struct facts_from *from) {
    bool any = from->hosts[0] != NULL || from->hosts[1] != NULL;
    for (size_t i = 0; i < from->count; i++)
        any |= !from->items[i].selects;
    return any;
}

const char *facts_from_editable(const struct facts_from *from) {
    for (size_t i = from->count; i > 0; i--) {
        const struct facts_item *item = &from->items[i - 1];
        if (!item->selects && loader_list_length(item->text) == 0 && strcmp(item->text, "-") != 0)
            return item->text;
    }
    return "FACTS";
}

// What --source and --dest may be given.
enum host_kind { HOST_URI, HOST_FILE, HOST_NAME };

static enum host_kind host_kind(const char *text) {
    struct stat status;
    if (strstr(text, "://") != NULL || strncmp(text, "test:", 5) == 0)
        return HOST_URI;
    if (strcmp(text, "-") == 0 || strchr(text, '/') != NULL || stat(text, &status) == 0)
        return HOST_FILE;
    const char *end = strrchr(text, '.');
    return end != NULL && strcmp(end, ".json") == 0 ? HOST_FILE : HOST_NAME;
}

const char *facts_from_unrepeatable(const struct facts_from *from) {
    for (int i = 0; i < 2; i++)
        if (from->hosts[i] != NULL &&
            (host_kind(from->hosts[i]) == HOST_URI || strcmp(from->hosts[i], "-") == 0))
            return from->hosts[i];
    for (size_t i = 0; i < from->count; i++) {
        const char *text = from->items[i].text;
        size_t list = loader_list_length(text);
        if (!from->items[i].selects && strcmp(text + (list > 0 ? list + 1 : 0), "-") == 0)
            return text;
    }
    return NULL;
}

// Asks the hosts; what they say is added to *out as JSON. Those that could not be asked are
// unknown, but some must have answered.
static bool ask(const struct facts_from *from, struct arena *arena, const struct gather_host *hosts,
                size_t count, const char *now, struct text *out) {
    struct progress progress;
    progress_begin(&progress);
    struct gather_options options = {
        .jobs = GATHER_JOBS,
        .seconds = GATHER_SECONDS,
        .writable = from->writable,
        .now = now,
        .progress = {progress_show, &progress},
    };
    struct gathered gathered = gather_facts(arena, hosts, count, &options);
    progress_end(&progress);
    fputs(gathered.messages, stderr);
    if (gathered.failed < count)
        item_print(gathered.facts, &(struct json){.out = out, .compact = true}, NULL);
    return gathered.failed < count;
}

// Asks those of the hosts that are URIs, at once.
static bool ask_hosts(const struct facts_from *from, const char *command, const char *now,
                      struct text *out) {
    struct arena *arena = arena_new();
    struct gather_host hosts[2];
    size_t count = 0;
    bool good = true;
    for (int i = 0; i < 2; i++) {
        if (from->hosts[i] == NULL || host_kind(from->hosts[i]) != HOST_URI)
            continue;
        const char *uri = gather_uri(arena, from->hosts[i]);
        if (uri == NULL)
            good = complain(command, "--%s %s: %s", platform_roots[i], from->hosts[i],
                            strerror(errno));
        else
            hosts[count++] = (struct gather_host){platform_roots[i], NULL, uri};
    }
    if (good && count > 0)
        good = ask(from, arena, hosts, count, now, out);
    arena_free(arena);
    return good;
}

bool facts_from_ask(struct facts_from *from, const char *command, const char *now) {
    struct text asked = {0};
    bool good = ask_hosts(from, command, now, &asked);
    if (from->arena == NULL)
        from->arena = arena_new();
    from->asked = text_copy(&asked, from->arena);
    text_clear(&asked);
    return good;
}

static bool add_asked(const struct facts_from *from, const char *command, const char *now,
                      struct session_facts *to) {
    struct text asked = {0};
    bool good = true;
    if (from->asked != NULL)
        text_add(&asked, from->asked);
    else
        good = ask_hosts(from, command, now, &asked);
    if (asked.size > 0)
        session_facts_add_text(to, "collected facts", asked.data, asked.size);
    text_clear(&asked);
    return good;
}

static void add_hosts(const struct facts_from *from, struct session_facts *to) {
    for (int i = 0; i < 2; i++) {
        if (from->hosts[i] == NULL)
            continue;
        if (host_kind(from->hosts[i]) == HOST_FILE)
            session_facts_take(to, from->hosts[i], platform_roots[i]);
        if (host_kind(from->hosts[i]) == HOST_NAME)
            session_facts_pick(to, "host", from->hosts[i], platform_roots[i]);
    }
}

static void add_items(const struct facts_from *from, struct session_facts *to) {
    for (size_t i = 0; i < from->count; i++) {
        if (from->items[i].selects)
            session_facts_select(to, from->items[i].text, from->items[i].glob);
        else
            session_facts_add_file(to, from->items[i].text);
    }
}

struct session_facts *facts_from_load(const struct facts_from *from, const char *command,
                                      const struct session *session, const char *now) {
    struct session_facts *facts = session_facts_new(session, session->program->diagnostics);
    if (from->strict)
        session_facts_be_strict(facts);
    bool asked = add_asked(from, command, now, facts);
    add_hosts(from, facts);
    add_items(from, facts);
    for (size_t i = 0; i < from->change_count; i++)
        session_facts_change(facts, from->changes[i].path, from->changes[i].value);
    if (session_facts_load(facts) && asked)
        return facts;
    session_facts_free(facts);
    return NULL;
}
