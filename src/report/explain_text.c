// Explanations for people: a tree of lines, each with its value and where that came from.
#include <inttypes.h>
#include <string.h>

#include "base/utf8.h"
#include "report/explain.h"
#include "report/page.h"

enum { STEP = 2, HANG = 4, DEEPEST = 20, SOURCE = 60 };

// What is being written. Hosts that were asked, and how to get to know what is missing, stand once
// below the tree.
struct tree_page {
    const struct explained *explained;
    struct page page;
    struct arena *arena;
    struct provenance *provenances;
    size_t count, room;
    const struct derivation **missing;
    size_t missing_count, missing_room;
};

static void write_line(struct tree_page *tree, size_t depth, const char *text) {
    size_t indent = STEP * (depth < DEEPEST ? depth : DEEPEST);
    text_add_repeat(tree->page.out, ' ', indent);
    page_flow(&tree->page, indent, indent + HANG, text);
    text_add_char(tree->page.out, '\n');
}

// ---- notes ----

// The notes behind a line stand in brackets.
static void add_note(struct text *line, bool *any, const char *note) {
    text_add(line, *any ? ", " : "   (");
    text_add(line, note);
    *any = true;
}

static void keep_provenance(struct tree_page *tree, const struct provenance *provenance) {
    for (size_t i = 0; i < tree->count; i++)
        if (strcmp(tree->provenances[i].host, provenance->host) == 0)
            return;
    ARENA_PUSH(tree->arena, tree->provenances, tree->count, tree->room) = *provenance;
}

static void keep_missing(struct tree_page *tree, const struct derivation *part) {
    if (part->missing->path.count == 0)
        return;
    for (size_t i = 0; i < tree->missing_count; i++)
        if (strcmp(tree->missing[i]->missing->fact, part->missing->fact) == 0)
            return;
    ARENA_PUSH(tree->arena, tree->missing, tree->missing_count, tree->missing_room) = part;
}

static void note_declared(const struct provenance *provenance, struct text *line, bool *any) {
    struct text note = {0};
    text_add(&note, "declared");
    if (provenance->by != NULL)
        text_addf(&note, " by %s", provenance->by);
    if (provenance->at != NULL)
        text_addf(&note, ", %s", provenance->at);
    add_note(line, any, text_data(&note));
    text_clear(&note);
}

static void note_origin(struct tree_page *tree, const struct derivation *part, struct text *line,
                        bool *any) {
    struct session_origin origin;
    struct text note = {0};
    if (!session_facts_origin(tree->explained->facts, &part->fact, &origin))
        return;
    text_add(&note, origin.file);
    if (origin.line > 0)
        text_addf(&note, ":%" PRIu64, origin.line);
    add_note(line, any, text_data(&note));
    text_clear(&note);
    if (origin.collected && origin.provenance.declared) {
        note_declared(&origin.provenance, line, any);
    } else if (origin.collected) {
        add_note(line, any, origin.provenance.host);
        keep_provenance(tree, &origin.provenance);
    }
}

// vm["web01"].memory is not in the facts
static void note_missing(const struct derivation *part, struct text *line, bool *any) {
    struct text note = {0};
    bool named = part->missing->path.count == 0 || strcmp(part->missing->fact, part->text) == 0;
    if (named)
        text_add(&note, part->missing->words);
    else
        report_add_missing(&note, part->missing);
    add_note(line, any, text_data(&note));
    text_clear(&note);
}

static void note_fact(struct tree_page *tree, const struct derivation *part, struct text *line,
                      bool *any) {
    const char *path = fact_path_text(&part->fact, tree->arena);
    if (part->fact.count == 0 || part->missing != NULL)
        return;
    if (part->subject == NULL && strcmp(path, part->text) != 0)
        add_note(line, any, path);
    if (!part->unknown)
        note_origin(tree, part, line, any);
}

static void note_param(struct tree_page *tree, const struct derivation *part, struct text *line,
                       bool *any) {
    const struct tailoring *set = explain_tailoring(part);
    struct text note = {0};
    if (set == NULL) {
        text_add(&note, "the default, ");
        report_add_place(&note, tree->explained->report, part->param->span);
    } else {
        text_addf(&note, "set by %s", set->by);
        if (set->from != NULL)
            text_addf(&note, ", was %s", set->from);
    }
    add_note(line, any, text_data(&note));
    text_clear(&note);
}

static void add_notes(struct tree_page *tree, const struct derivation *part, struct text *line) {
    bool any = false;
    switch (part->kind) {
    case DERIVED_FACT:
        note_fact(tree, part, line, &any);
        break;
    case DERIVED_PARAM:
        note_param(tree, part, line, &any);
        break;
    case DERIVED_NOW:
        add_note(line, &any, tree->explained->report->now_given ? "--now" : "the clock");
        break;
    case DERIVED_NAMED:
    case DERIVED_VALUE:
    case DERIVED_PART:
        break;
    }
    if (part->missing != NULL)
        note_missing(part, line, &any);
    if (part->doubtful)
        add_note(line, &any, "perhaps not one of them");
    if (part->idle)
        add_note(line, &any, "not needed");
    text_add(line, any ? ")" : "");
}

// ---- lines ----

// The text, to its first columns where its parts say the rest.
static void add_source(const struct tree_page *tree, const struct derivation *part,
                       struct text *line) {
    size_t size = strlen(part->text), shown = size;
    bool cut = part->part_count > 0 && !part->judged && !tree->page.report->verbose;
    if (cut && size > SOURCE + 3)
        for (shown = SOURCE; ((unsigned char)part->text[shown] & 0xc0) == 0x80; shown--)
            continue;
    text_add_bytes(line, part->text, shown);
    text_add(line, shown < size ? "…" : "");
}

// Roles that do not read on: "let need", "message".
static bool is_headed(const char *role) {
    static const char *const reading[] = {"when", "where", "for each", "require"};
    for (size_t i = 0; i < sizeof reading / sizeof *reading; i++)
        if (strcmp(role, reading[i]) == 0)
            return false;
    return true;
}

// vm "db01": vm.memory = 32 GiB   (pair.json:3, hv01)
static void add_words(const struct tree_page *tree, const struct derivation *part,
                      struct text *line) {
    if (part->subject != NULL)
        text_addf(line, "%s%s", part->subject, part->text[0] != '\0' ? ": " : "");
    if (part->role != NULL)
        text_addf(line, "%s%s ", part->role, is_headed(part->role) ? ":" : "");
    add_source(tree, part, line);
    if (part->judged) {
        text_addf(line, ": %s", verdict_text(part->verdict));
    } else if (part->value != NULL) {
        text_add(line, part->truth ? ": " : " = ");
        page_add_shown(line, part->value, tree->page.report->verbose);
    }
}

static void write_part(struct tree_page *tree, const struct derivation *part, size_t depth);

// What is not needed is not gone into.
static void write_parts(struct tree_page *tree, const struct derivation *part, size_t depth) {
    if (part->idle && !tree->page.report->verbose)
        return;
    for (size_t i = 0; i < part->part_count; i++)
        write_part(tree, part->parts[i], depth);
    if (part->more == 0)
        return;
    struct text line = {0};
    text_addf(&line, "and %" PRIu64 " more (--verbose shows all)", part->more);
    write_line(tree, depth, text_data(&line));
    text_clear(&line);
}

// As deep as expressions are.
static void write_part(struct tree_page *tree, const struct derivation *part, size_t depth) {
    struct text line = {0};
    add_words(tree, part, &line);
    add_notes(tree, part, &line);
    write_line(tree, depth, text_data(&line));
    text_clear(&line);
    if (part->missing != NULL)
        keep_missing(tree, part);
    write_parts(tree, part, depth + 1);
}

// ---- below the tree ----

static void write_missing(struct tree_page *tree, const struct derivation *part) {
    struct text line = {0}, more = {0};
    explain_add_tell(tree->explained, part, &more);
    text_addf(&line, "%s: %s", part->missing->fact, text_data(&more));
    write_line(tree, 1, text_data(&line));
    text_reset(&more);
    text_reset(&line);
    explain_add_try(tree->explained, part, &more);
    text_addf(&line, "to try: %s", text_data(&more));
    if (more.size > 0)
        write_line(tree, 2, text_data(&line));
    text_clear(&line);
    text_clear(&more);
}

static void write_all_missing(struct tree_page *tree) {
    if (tree->missing_count > 0)
        text_add(tree->page.out, "\nwhat would tell what is unknown:\n");
    for (size_t i = 0; i < tree->missing_count; i++)
        write_missing(tree, tree->missing[i]);
}

// hv01 was asked by plimsoll 1.0.0 at qemu:///system, 2026-11-22T22:00:00Z
static void write_provenances(struct tree_page *tree) {
    for (size_t i = 0; i < tree->count; i++) {
        const struct provenance *provenance = &tree->provenances[i];
        struct text line = {0};
        text_addf(&line, "%s was asked", provenance->host);
        if (provenance->by != NULL)
            text_addf(&line, " by %s", provenance->by);
        if (provenance->from != NULL)
            text_addf(&line, " at %s", provenance->from);
        if (provenance->at != NULL)
            text_addf(&line, ", %s", provenance->at);
        text_add(tree->page.out, i == 0 ? "\n" : "");
        write_line(tree, 0, text_data(&line));
        text_clear(&line);
    }
}

static void write_head(struct tree_page *tree) {
    const struct explained *explained = tree->explained;
    const struct rule_finding *finding = explained->finding;
    const struct explanation *explanation = explained->explanation;
    struct text line = {0};
    text_addf(&line, "%s/%s: %s", finding->policy->name, finding->rule->name,
              verdict_text(explanation->verdict));
    if (explanation->subject[0] != '\0')
        text_addf(&line, ", %s", explanation->subject);
    write_line(tree, 0, text_data(&line));
    text_reset(&line);
    write_line(tree, 0, finding->rule->title);
    report_add_place(&line, explained->report, finding->rule->span);
    write_line(tree, 0, text_data(&line));
    text_reset(&line);
    if (finding->skipped != NULL)
        write_line(tree, 0, finding->skipped);
    if (explanation->root != NULL && explanation->root->part_count > 0)
        text_add_char(tree->page.out, '\n');
    text_clear(&line);
}

static struct tree_page begin(const struct explained *explained, struct text *out) {
    return (struct tree_page){.explained = explained,
                              .page = {.report = explained->report, .out = out},
                              .arena = explained->arena};
}

void explain_text(const struct explained *explained, struct text *out) {
    struct tree_page tree = begin(explained, out);
    const struct derivation *root = explained->explanation->root;
    write_head(&tree);
    for (size_t i = 0; root != NULL && i < root->part_count; i++)
        write_part(&tree, root->parts[i], 0);
    write_all_missing(&tree);
    write_provenances(&tree);
}
