// Walks the top of a facts file: roots and records within them; cuts lists into their elements.
#include "facts/document.h"

#include <string.h>

#include "base/encoding.h"
#include "facts/ahead.h"
#include "facts/record.h"
#include "facts/scan.h"

enum { ELEMENT_LIMIT = 256 << 20, CUT_MARGIN = 16, END = -1 };

// One input that is being walked. After a syntax error nothing more of it is read.
struct document {
    struct reader *reader;
    struct input *input;
    const struct document_options *options;
    struct scan scan;
    bool broken, taken;  // taken: something was read
    bool alone;          // there is no second thread to be had
    struct ahead *ahead; // which has the input, or NULL
};

// Goes on to what follows the window, out of which all texts are taken first.
static bool more(struct document *doc) {
    awaited_settle(&doc->reader->awaited);
    return input_more(doc->input);
}

static void report_syntax(struct document *doc, const char *at, const char *problem,
                          const struct path *path) {
    uint64_t offset = input_offset(doc->input, at), line, column;
    doc->broken = true;
    doc->reader->broken = true;
    if (doc->input->error != 0)
        reader_error(doc->reader, CODE_UNREADABLE_FILE, NULL, NULL, "cannot be read: %s",
                     strerror(doc->input->error));
    else if (input_place(doc->input, offset, &line, &column))
        reader_error(doc->reader, CODE_INVALID_JSON, path, NULL,
                     "%s (line %llu, column %llu, byte %llu)", problem, (unsigned long long)line,
                     (unsigned long long)column, (unsigned long long)offset);
    else
        reader_error(doc->reader, CODE_INVALID_JSON, path, NULL, "%s (byte %llu)", problem,
                     (unsigned long long)offset);
}

static bool wrong(struct document *doc, const char *problem, const struct path *path) {
    const char *at = doc->input->at;
    report_syntax(doc, at, at == doc->input->end ? "the text ends too soon" : problem, path);
    return false;
}

// The next byte that is not white space, END after the last.
static int next_char(struct document *doc) {
    struct input *input = doc->input;
    for (;;) {
        input->at += scan_blanks(input->at) - input->at;
        if (input->at < input->end)
            return (unsigned char)*input->at;
        if (!more(doc))
            return END;
    }
}

// What cannot be read may be anything, behind all that is wanted, too.
static void expect_end(struct document *doc, const char *problem, const struct path *path) {
    if (next_char(doc) != END || doc->input->error != 0)
        wrong(doc, problem, path);
}

static bool expect(struct document *doc, char c, const char *problem, const struct path *path) {
    if (next_char(doc) != (unsigned char)c)
        return wrong(doc, problem, path);
    doc->input->at++;
    return true;
}

// Whether a value that was scanned may go on behind the window; `end` is NULL where it failed.
static bool is_cut(const struct document *doc, const char *end) {
    const struct input *input = doc->input;
    bool touches = end != NULL ? end == input->end : input->end - doc->scan.failed < CUT_MARGIN;
    return touches && !input->ended;
}

// Scans the value at the window's beginning, which is widened as often as the value needs.
static const char *scan_whole(struct document *doc, unsigned depth) {
    struct input *input = doc->input;
    for (;;) {
        const char *end = scan_value(&doc->scan, input->at, input->end, depth);
        if (!is_cut(doc, end) || input->end - input->at >= ELEMENT_LIMIT)
            return end;
        more(doc);
    }
}

// Takes the next value out of the input. Its tokens are valid until the next; NULL after a message.
static const struct scan_token *next_value(struct document *doc, unsigned depth,
                                           const struct path *path) {
    reader_begin_value(doc->reader);
    if (next_char(doc) == END) {
        wrong(doc, "a value is expected", path);
        return NULL;
    }
    const char *end = scan_whole(doc, depth);
    if (end == NULL) {
        report_syntax(doc, doc->scan.failed,
                      is_cut(doc, NULL) ? "one value of more than 256 MiB" : doc->scan.problem,
                      path);
        return NULL;
    }
    doc->input->at += end - doc->input->at;
    return doc->scan.tokens;
}

// A list that is longer than a window of the input is scanned ahead. `begun` is what of the input
// was before the window when the list began.
static void look_ahead(struct document *doc, unsigned depth, char separator, uint64_t begun) {
    if (doc->alone || doc->ahead != NULL || doc->input->before == begun)
        return;
    doc->ahead = ahead_start(doc->input, &doc->reader->awaited, depth, separator);
    doc->alone = doc->ahead == NULL;
}

// Takes the next element of a list, from what was scanned ahead or out of the input. As next_value.
static const struct scan_token *next_element(struct document *doc, unsigned depth,
                                             const struct path *path) {
    if (doc->ahead == NULL)
        return next_value(doc, depth, path);
    reader_begin_value(doc->reader);
    const struct scan_token *token = ahead_next(doc->ahead);
    if (token != NULL)
        return token;
    doc->ahead = NULL;
    return next_value(doc, depth, path);
}

// Whether elements of this list may be picked to be a root.
static bool is_picked_from(const struct document *doc, const struct plan *plan,
                           const struct slot *slot) {
    for (size_t i = 0; i < doc->options->pick_count; i++)
        if (plan == doc->reader->roots && strcmp(doc->options->picks[i].list, slot->name) == 0)
            return true;
    return false;
}

static bool is_pick(const struct pick *pick, const struct slot *slot, const char *key) {
    return strcmp(pick->list, slot->name) == 0 && strcmp(pick->key, key) == 0;
}

// Of the hosts of a fleet that no policy reads, those that nobody picked are passed over: they are
// JSON, and what they say decides nothing. Strictly, they are read as all others.
static bool is_passed_over(const struct document *doc, const struct slot *slot, const char *key) {
    const struct reader *reader = doc->reader;
    if (reader->options->strict || reader->build->spaces[slot->member->list->id].wanted)
        return false;
    for (size_t i = 0; i < doc->options->pick_count; i++)
        if (is_pick(&doc->options->picks[i], slot, key))
            return false;
    return true;
}

// Which of two elements with the key is meant is unknown, and their facts are not those of one.
static bool is_picked_twice(struct document *doc, struct pick *pick, const struct plan *plan,
                            const struct path *path) {
    struct reader *reader = doc->reader;
    uint32_t input = reader->input + 1U;
    bool twice = pick->found_in == input;
    if (twice)
        reader_error(reader, CODE_DUPLICATE_KEY, path, NULL,
                     "a second element of %s with this %s, which --%s picks", pick->list,
                     plan->shape->record->key->name, pick->root->name);
    pick->found_in = input;
    return twice;
}

static void offer_picks(struct document *doc, const struct slot *slot, const char *key,
                        const struct scan_token *token, const struct path *path) {
    struct reader *reader = doc->reader;
    for (size_t i = 0; i < doc->options->pick_count; i++) {
        struct pick *pick = &doc->options->picks[i];
        struct plan *plan = plan_nested(reader->roots, pick->root);
        if (is_pick(pick, slot, key)) {
            if (is_picked_twice(doc, pick, plan, path))
                continue;
            reader->muted = true;
            read_json_pick(reader, plan, token, path);
            reader->muted = false;
            pick->found = true;
        } else if (strcmp(pick->list, slot->name) == 0) {
            ARENA_PUSH(reader->arena, pick->others, pick->other_count, pick->other_room) =
                arena_copy(reader->arena, key, strlen(key));
        }
    }
}

// After an element or a member: true where another follows, false at the end or after a message.
static bool more_follow(struct document *doc, char close, const struct path *path) {
    int c = next_char(doc);
    if (c == ',') {
        doc->input->at++;
        if (next_char(doc) != close)
            return true;
        return wrong(doc,
                     close == ']' ? "one ',' too many before ']'" : "one ',' too many before '}'",
                     path);
    }
    expect(doc, close, scan_no_more(doc->input->at, close), path);
    return false;
}

// After an element: as more_follow. What is ahead ends before an element.
static bool another_follows(struct document *doc, const struct path *path) {
    return doc->ahead != NULL || more_follow(doc, ']', path);
}

// Reads an element of a list; of one of the root, as a root too where it is picked.
static void read_element(struct document *doc, struct plan *plan, struct slot *slot, bool open,
                         const struct scan_token *token, const struct path *path) {
    const char *key = is_picked_from(doc, plan, slot)
                          ? read_json_key(doc->reader, plan_nested(plan, slot), token)
                          : NULL;
    if (open && !(key != NULL && is_passed_over(doc, slot, key)))
        read_json_element(doc->reader, plan, slot, 0, token, path);
    if (key != NULL)
        offer_picks(doc, slot, key, token, path);
}

// At '['. The list belongs to row 0 of the root space.
static void read_list(struct document *doc, struct plan *plan, struct slot *slot, unsigned depth,
                      const struct path *path) {
    struct reader *reader = doc->reader;
    const struct space_def *list = slot->member->list;
    struct path element = {path, NULL, 0};
    uint64_t begun = doc->input->before;
    bool open = build_open_list(reader->build, list, 0);
    if (!open)
        reader_list_conflict(reader, path, NULL, list, 0);
    doc->input->at++;
    if (next_char(doc) == ']') {
        doc->input->at++;
        return;
    }
    do {
        look_ahead(doc, depth + 1, ',', begun);
        const struct scan_token *token = next_element(doc, depth + 1, &element);
        if (token == NULL)
            return;
        read_element(doc, plan, slot, open, token, &element);
        element.index++;
    } while (another_follows(doc, path));
}

static void read_object(struct document *doc, struct plan *plan, unsigned depth,
                        const struct path *path);

static void read_member(struct document *doc, struct plan *plan, struct slot *slot, unsigned depth,
                        const struct path *path) {
    struct path step = {path, slot->name, 0};
    int c = next_char(doc);
    if (slot->member != NULL && slot->member->kind == MEMBER_LIST && c == '[') {
        read_list(doc, plan, slot, depth, &step);
    } else if (slot->member != NULL && slot->member->kind == MEMBER_NESTED && c == '{') {
        read_object(doc, plan_nested(plan, slot), depth + 1, &step);
    } else {
        const struct scan_token *token = next_value(doc, depth, &step);
        if (token != NULL)
            read_json_member(doc->reader, plan, slot, 0, token, path);
    }
}

static bool is_text(struct reader *reader, const struct scan_token *token, const char *text) {
    struct scan_token plain = read_json_decode(reader, token);
    return plain.kind == SCAN_TEXT && plain.size == strlen(text) &&
           memcmp(plain.as.at, text, plain.size) == 0;
}

// "facts" and "version" say for which model the file was written.
static bool read_header(struct document *doc, const char *name) {
    struct reader *reader = doc->reader;
    const struct model *model = reader->model;
    const struct path step = {NULL, name, 0};
    bool facts = strcmp(name, "facts") == 0;
    if (!facts && strcmp(name, "version") != 0)
        return false;
    const struct scan_token *token = next_value(doc, 1, &step);
    if (token == NULL)
        return true;
    if (facts && !is_text(reader, token, model->name))
        reader_error(reader, CODE_WRONG_MODEL, &step, NULL,
                     "the facts are to be of the model \"%s\"", model->name);
    if (!facts && (token->kind != SCAN_WHOLE || token->as.whole != model->version))
        reader_error(reader, CODE_WRONG_MODEL, &step, NULL,
                     "the facts are to be of version %lld of the model", (long long)model->version);
    return true;
}

// What `check`, `facts diff` and `facts show` write as JSON begins with the version of the program.
static bool is_output(struct document *doc, const char *name) {
    if (strcmp(name, "plimsoll") != 0)
        return false;
    doc->broken = true;
    doc->reader->broken = true;
    reader_error(doc->reader, CODE_WRONG_MODEL, NULL, NULL,
                 "this is a report of plimsoll, not facts; name the facts that it was made of");
    return true;
}

static void read_root(struct document *doc, struct plan *plan, struct slot *slot) {
    struct path step = {NULL, slot->name, 0};
    if (slot->member == NULL && is_output(doc, slot->name))
        return;
    const char *take = doc->options->take;
    if (slot->member == NULL && read_header(doc, slot->name))
        return;
    if (take != NULL && strcmp(take, slot->name) != 0) {
        next_value(doc, 1, &step);
        return;
    }
    doc->taken = true;
    read_member(doc, plan, slot, 1, NULL);
}

// The slots of one object's members. Names without a slot in the plan are kept apart, so that
// doubled ones are found, too.
struct members {
    struct plan *plan;
    struct slot *last;
    uint64_t number;
    struct intern *extra; // made when first needed
    struct slot passing;  // of an extra name
    bool *said;           // of each, that it is doubled
    size_t count, room;
};

// A name that stood before in the object has its slot's `seen` at the number of the object, or
// beyond it where that was said.
static struct slot *find_slot(struct document *doc, struct members *members,
                              const struct scan_token *name) {
    struct slot *slot = plan_find(members->plan, members->last, name->as.at, name->size);
    if (slot != NULL)
        return members->last = slot;
    if (members->extra == NULL)
        members->extra = intern_new(doc->reader->arena);
    uint32_t known = intern_count(members->extra);
    uint32_t id = intern_add(members->extra, name->as.at, name->size);
    members->passing = (struct slot){.name = intern_text(members->extra, id)};
    bool again = id < known;
    if (!again)
        ARENA_PUSH(doc->reader->arena, members->said, members->count, members->room) = false;
    members->passing.seen = again ? members->number + members->said[id] : 0;
    members->said[id] = again;
    return &members->passing;
}

// The slot of the next member, whose value then stands next; NULL after a message.
static struct slot *next_member(struct document *doc, struct members *members, unsigned depth,
                                const struct path *path) {
    if (next_char(doc) != '"') {
        wrong(doc, scan_no_name(doc->input->at), path);
        return NULL;
    }
    const struct scan_token *token = next_value(doc, depth, path);
    if (token == NULL)
        return NULL;
    struct scan_token name = read_json_decode(doc->reader, token);
    struct slot *slot = find_slot(doc, members, &name);
    return expect(doc, ':', "':' is expected after a name", path) ? slot : NULL;
}

// At '{', of an object inside depth - 1 others.
static void read_object(struct document *doc, struct plan *plan, unsigned depth,
                        const struct path *path) {
    struct members members = {plan, &plan->first, .number = reader_begin_object(doc->reader)};
    doc->input->at++;
    if (next_char(doc) == '}') {
        doc->input->at++;
        return;
    }
    do {
        struct slot *slot = next_member(doc, &members, depth, path);
        if (slot == NULL)
            return;
        if (slot->seen >= members.number) {
            reader_doubled(doc->reader, path, slot, members.number);
            next_value(doc, depth, path);
        } else {
            slot->seen = members.number;
            if (path == NULL)
                read_root(doc, plan, slot);
            else
                read_member(doc, plan, slot, depth, path);
        }
    } while (!doc->broken && more_follow(doc, '}', path));
}

// UTF-16 and UTF-32 have NUL bytes at their beginning, where JSON has ASCII characters.
static bool is_wide(const struct input *input) {
    return input->end - input->at >= 2 &&
           (memcmp(input->at, "\xff\xfe", 2) == 0 || memcmp(input->at, "\xfe\xff", 2) == 0 ||
            input->at[0] == '\0' || input->at[1] == '\0');
}

// What PowerShell and Windows' editors write as Unicode.
static bool convert(struct document *doc) {
    struct input *input = doc->input;
    struct text utf8 = {0};
    while (input->end - input->at < ELEMENT_LIMIT && more(doc))
        continue;
    const char *problem = input->ended
                              ? encoding_to_utf8(&utf8, input->at, (size_t)(input->end - input->at))
                              : "the text is UTF-16 and larger than 256 MiB";
    if (problem == NULL) {
        input_convert(input, &utf8);
        more(doc);
    }
    text_clear(&utf8);
    return problem == NULL || wrong(doc, problem, NULL);
}

// A byte order mark is skipped, as RFC 8259 allows.
static bool begin(struct document *doc) {
    struct input *input = doc->input;
    more(doc);
    if (memcmp(input->at, "\xef\xbb\xbf", 3) == 0)
        input->at += 3;
    if (is_wide(input) && !convert(doc))
        return false;
    if (next_char(doc) != END)
        return true;
    if (input->error != 0)
        return wrong(doc, "", NULL);
    doc->broken = true;
    doc->reader->broken = true;
    reader_error(doc->reader, CODE_INVALID_JSON, NULL, NULL, "the file is empty");
    return false;
}

// Elements on lines of their own are no document.
static const char *no_end(int next) {
    return next == '{' || next == ','
               ? "nothing may follow the object; elements on lines of their own are read with "
                 "LIST=FILE, such as vm=FILE"
               : "nothing may follow the object";
}

// What a text seems to be that is no object of JSON, by its first line.
static const char *other_format(const struct input *input) {
    const char *at = input->at;
    size_t line = strcspn(at, "\n");
    bool words =
        (*at >= 'a' && *at <= 'z') || (*at >= 'A' && *at <= 'Z') || *at == '-' || *at == '#';
    if (*at == '[')
        return "a facts file is an object, {…}; a list is read with LIST=FILE";
    if (*at == '/')
        return "JSON has no comments";
    if (words && (memchr(at, ',', line) != NULL || memchr(at, ';', line) != NULL))
        return "a facts file is an object, {…}; this looks like CSV, of which JSON has to be made";
    if (words && (*at == '-' || *at == '#' || memchr(at, ':', line) != NULL))
        return "a facts file is an object, {…}; this looks like YAML: yq -o json FILE makes JSON "
               "of it";
    return "a facts file is an object, {…}";
}

static void read_document(struct document *doc) {
    if (!begin(doc))
        return;
    if (next_char(doc) != '{') {
        wrong(doc, other_format(doc->input), NULL);
        return;
    }
    read_object(doc, doc->reader->roots, 1, NULL);
    if (!doc->broken)
        expect_end(doc, no_end(next_char(doc)), NULL);
    if (!doc->broken && doc->options->take != NULL && !doc->taken)
        reader_error(doc->reader, CODE_UNKNOWN_LIST, NULL, NULL,
                     "the file has no member \"%s\", which --%s takes from it", doc->options->take,
                     doc->options->take);
}

void document_read(struct reader *reader, struct input *input,
                   const struct document_options *options) {
    struct document doc = {.reader = reader, .input = input, .options = options};
    read_document(&doc);
    scan_clear(&doc.scan);
}

// The place of a list: the plan and the slot that lead to it, and its path for messages.
struct list_place {
    struct plan *plan;
    struct slot *slot;
    const struct path *path;
};

// Finds "source.vm" from the roots down. False where there is no such list.
static bool find_list(struct reader *reader, const char *list, struct list_place *place) {
    char *rest = arena_copy(reader->arena, list, strlen(list));
    *place = (struct list_place){reader->roots, NULL, NULL};
    while (rest != NULL) {
        char *name = rest;
        rest = strchr(rest, '.');
        if (rest != NULL)
            *rest++ = '\0';
        if (place->slot != NULL && place->slot->member->kind != MEMBER_NESTED)
            return false;
        if (place->slot != NULL)
            place->plan = plan_nested(place->plan, place->slot);
        place->slot = plan_find(place->plan, &place->plan->first, name, (uint32_t)strlen(name));
        if (place->slot == NULL || place->slot->member == NULL)
            return false;
        struct path *step = ARENA_NEW(reader->arena, struct path);
        *step = (struct path){place->path, place->slot->name, 0};
        place->path = step;
    }
    return place->slot->member->kind == MEMBER_LIST;
}

// True where nothing but white space stands before the line's end.
static bool end_line(struct document *doc) {
    struct input *input = doc->input;
    for (;;) {
        while (*input->at == ' ' || *input->at == '\t' || *input->at == '\r')
            input->at++;
        if (input->at < input->end)
            return *input->at == '\n';
        if (!more(doc))
            return true;
    }
}

static void read_lines(struct document *doc, const struct list_place *place) {
    struct path element = {place->path, NULL, 0};
    uint64_t begun = doc->input->before;
    while (doc->ahead != NULL || next_char(doc) != END) {
        look_ahead(doc, 1, '\n', begun);
        const struct scan_token *token = next_element(doc, 1, &element);
        if (token == NULL)
            return;
        read_element(doc, place->plan, place->slot, true, token, &element);
        if (doc->ahead == NULL && !end_line(doc)) {
            wrong(doc,
                  *doc->input->at == ',' ? "one element stands on a line, with no ',' behind it"
                                         : "one element stands on a line",
                  &element);
            return;
        }
        element.index++;
    }
    if (doc->input->error != 0)
        wrong(doc, "", place->path);
}

void document_read_lines(struct reader *reader, struct input *input, const char *list,
                         const struct document_options *options) {
    struct document doc = {.reader = reader, .input = input, .options = options};
    struct list_place place;
    if (!find_list(reader, list, &place)) {
        reader_error(reader, CODE_UNKNOWN_LIST, NULL, NULL,
                     "the model %s has no list \"%s\" at its top", reader->model->name, list);
        return;
    }
    const struct space_def *def = place.slot->member->list;
    if (!begin(&doc)) {
        scan_clear(&doc.scan);
        return;
    }
    if (next_char(&doc) == '[') {
        read_list(&doc, place.plan, place.slot, 0, place.path);
        if (!doc.broken)
            expect_end(&doc, "nothing may follow the list", place.path);
    } else if (build_open_list(reader->build, def, 0))
        read_lines(&doc, &place);
    else
        reader_list_conflict(reader, place.path, NULL, def, 0);
    scan_clear(&doc.scan);
}
