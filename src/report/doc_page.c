// A page in Markdown about a policy: words, anchors and links.
#include "report/doc_page.h"

#include <ctype.h>
#include <inttypes.h>
#include <string.h>

#include "base/sort.h"

// ---- words ----

void doc_page_words(const struct doc_page *page, const char *words) {
    struct text clean = {0};
    text_add_clean(&clean, words);
    text_add_markdown(page->out, text_data(&clean));
    text_clear(&clean);
}

void doc_page_code(const struct doc_page *page, const char *code) {
    struct text clean = {0};
    text_add_clean(&clean, code);
    text_add_markdown_code(page->out, text_data(&clean));
    text_clear(&clean);
}

void doc_page_cell_code(const struct doc_page *page, const char *code) {
    struct text clean = {0};
    text_add_clean(&clean, code);
    text_add_markdown_cell(page->out, text_data(&clean));
    text_clear(&clean);
}

void doc_page_excerpt(const struct doc_page *page, struct span span) {
    doc_page_code(page, describe_excerpt(page->described, span));
}

void doc_page_template(const struct doc_page *page, const struct node *node) {
    const struct description *described = page->described;
    if (node->kind == NODE_TEXT)
        doc_page_words(page, node->text);
    else if (node->kind == NODE_TEMPLATE)
        for (uint32_t i = 0; i < node->count; i++)
            doc_page_template(page, node->items[i]);
    else
        doc_page_code(
            page, arena_printf(described->arena, "{%s}", describe_excerpt(described, node->span)));
}

// ---- anchors ----

// What readers of Markdown make of a heading.
static const char *slug(struct arena *arena, const char *name) {
    struct text out = {0};
    for (; *name != '\0'; name++)
        if (isalnum((unsigned char)*name) || *name == '_' || *name == '-')
            text_add_char(&out, (char)tolower((unsigned char)*name));
    const char *copy = text_copy(&out, arena);
    text_clear(&out);
    return copy;
}

static size_t count_of(const char *const *texts, size_t count, const char *text) {
    size_t same = 0;
    for (size_t i = 0; i < count; i++)
        same += strcmp(texts[i], text) == 0;
    return same;
}

static const char *numbered(struct arena *arena, const char *slug, size_t number) {
    return arena_printf(arena, "%s-%zu", slug, number);
}

// With a number where others before it are the same; one that makes it another's is passed over.
static const char **anchors(struct arena *arena, const char *const *names, size_t count) {
    const char **slugs = ARENA_ARRAY(arena, const char *, count);
    const char **out = ARENA_ARRAY(arena, const char *, count);
    for (size_t i = 0; i < count; i++) {
        slugs[i] = slug(arena, names[i]);
        size_t number = count_of(slugs, i, slugs[i]);
        out[i] = number > 0 ? numbered(arena, slugs[i], number) : slugs[i];
        while (count_of(out, i, out[i]) > 0)
            out[i] = numbered(arena, slugs[i], ++number);
    }
    return out;
}

// ---- facts ----

static int by_path(const void *a, const void *b) {
    return strcmp(((const struct read_fact *)a)->path, ((const struct read_fact *)b)->path);
}

// What the rules read, each once, by their paths.
static struct read_facts all_facts(const struct description *described) {
    struct read_facts all = {0};
    for (uint32_t i = 0; i < described->policy->rule_count; i++) {
        const struct read_facts *some = &described->rules[i].facts;
        for (size_t j = 0; j < some->count; j++)
            ARENA_PUSH(described->arena, all.items, all.count, all.room) = some->items[j];
    }
    sort_array(all.items, all.count, sizeof *all.items, by_path);
    size_t kept = 0;
    for (size_t i = 0; i < all.count; i++)
        if (kept == 0 || by_path(&all.items[kept - 1], &all.items[i]) != 0)
            all.items[kept++] = all.items[i];
    all.count = kept;
    return all;
}

struct doc_page doc_page_new(const struct description *described, bool linked, struct text *out) {
    const struct policy *policy = described->policy;
    const struct reads *reads = &described->reads;
    const char **rules = ARENA_ARRAY(described->arena, const char *, policy->rule_count);
    for (uint32_t i = 0; i < policy->rule_count; i++)
        rules[i] = policy->rules[i].name;
    return (struct doc_page){
        .described = described,
        .out = out,
        .linked = linked,
        .facts = all_facts(described),
        .rule_anchors = anchors(described->arena, rules, policy->rule_count),
        .answer_anchors = anchors(described->arena, reads->answers, reads->answer_count),
    };
}

static const char *rule_anchor(const struct doc_page *page, const char *name) {
    uint32_t i = 0;
    while (strcmp(page->described->policy->rules[i].name, name) != 0)
        i++;
    return page->rule_anchors[i];
}

static const char *answer_anchor(const struct doc_page *page, const char *key) {
    size_t i = 0;
    while (strcmp(page->described->reads.answers[i], key) != 0)
        i++;
    return page->answer_anchors[i];
}

static void add_place(const struct doc_page *page, enum anchor kind, const char *name) {
    static const char *const kinds[] = {"rule", "record", "param", "fact", "answer", "term"};
    if (kind == ANCHOR_RULE)
        name = rule_anchor(page, name);
    else if (kind == ANCHOR_ANSWER)
        name = answer_anchor(page, name);
    text_addf(page->out, "%s-%s", kinds[kind], name);
}

void doc_page_anchor(const struct doc_page *page, enum anchor kind, const char *name) {
    text_add(page->out, "<a id=\"");
    add_place(page, kind, name);
    text_add(page->out, "\"></a>");
}

// ---- links ----

void doc_page_link(const struct doc_page *page, enum anchor kind, const char *name) {
    text_add_char(page->out, '[');
    doc_page_cell_code(page, name);
    text_add(page->out, "](#");
    add_place(page, kind, name);
    text_add_char(page->out, ')');
}

// Begins a link to another page, to which its end is added; false where it is code alone.
static bool begin_link(const struct doc_page *page, const char *shown, const char *beside) {
    text_add(page->out, page->linked ? "[" : "");
    doc_page_code(page, shown);
    if (page->linked)
        text_addf(page->out, "](%s.md", beside);
    return page->linked;
}

void doc_page_link_page(const struct doc_page *page, const char *shown, const char *beside) {
    if (begin_link(page, shown, beside))
        text_add_char(page->out, ')');
}

void doc_page_link_beside(const struct doc_page *page, const char *beside, enum anchor kind,
                          const char *name) {
    if (!begin_link(page, name, beside))
        return;
    text_add_char(page->out, '#');
    add_place(page, kind, name);
    text_add_char(page->out, ')');
}

// ---- terms ----

// The name of the policy whose text has a place, which is used, directly or not, by the policy of
// the page; NULL for that itself.
static const char *policy_at(const struct description *described, struct span span) {
    const struct source *source = sources_find(described->program->sources, span.begin);
    for (uint32_t i = 0; i < described->uses->count; i++) {
        const struct use *use = &described->uses->items[i];
        if (use->kind == USE_POLICY && use->declaration.begin - source->base <= source->size)
            return describe_excerpt(described, use->declaration);
    }
    return NULL;
}

static void link_term(const struct doc_page *page, struct span declaration) {
    const char *name = describe_excerpt(page->described, declaration);
    const char *policy = policy_at(page->described, declaration);
    if (policy == NULL)
        doc_page_link(page, ANCHOR_TERM, name);
    else
        doc_page_link_beside(page, policy, ANCHOR_TERM, name);
}

// Whether a name of the text stands for a define, and is no declaration of one.
static bool is_term(const struct use *use, struct span text) {
    return use->kind == USE_DEFINE && use->span.begin >= text.begin && use->span.end <= text.end &&
           use->span.begin != use->declaration.begin;
}

// Names are noted again for each rule or call that a text is checked for.
static bool is_first(const struct uses *uses, uint32_t index, struct span text) {
    for (uint32_t i = 0; i < index; i++)
        if (uses->items[i].declaration.begin == uses->items[index].declaration.begin &&
            is_term(&uses->items[i], text))
            return false;
    return true;
}

void doc_page_terms(const struct doc_page *page, const char *head, struct span span) {
    const struct uses *uses = page->described->uses;
    const char *before = head;
    for (uint32_t i = 0; i < uses->count; i++) {
        if (!is_term(&uses->items[i], span) || !is_first(uses, i, span))
            continue;
        text_add(page->out, before);
        link_term(page, uses->items[i].declaration);
        before = ", ";
    }
    if (before != head)
        text_add_char(page->out, '\n');
}
