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

// Names that are all different. A slug has a number where others before it are the same; one that
// makes it another's is passed over.
static struct anchors anchors_new(struct arena *arena, const char *const *names, size_t count) {
    struct anchors anchors = {intern_new(arena), ARENA_ARRAY(arena, const char *, count)};
    struct intern *slugs = intern_new(arena), *taken = intern_new(arena);
    size_t *used = ARENA_ARRAY(arena, size_t, count); // by the ids of slugs: numbers from 0 on
    struct text anchor = {0};
    for (size_t i = 0; i < count; i++) {
        const char *plain = slug(arena, names[i]);
        size_t *number = &used[intern_add(slugs, plain, strlen(plain))];
        do {
            text_reset(&anchor);
            text_add(&anchor, plain);
            if (*number > 0)
                text_addf(&anchor, "-%zu", *number);
            ++*number;
        } while (intern_find(taken, text_data(&anchor), anchor.size) != INTERN_NONE);
        intern_add(taken, text_data(&anchor), anchor.size);
        anchors.slugs[intern_add(anchors.names, names[i], strlen(names[i]))] =
            text_copy(&anchor, arena);
    }
    text_clear(&anchor);
    return anchors;
}

static const char *anchor_of(const struct anchors *anchors, const char *name) {
    return anchors->slugs[intern_find(anchors->names, name, strlen(name))];
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

// ---- terms ----

static int by_place(const void *a, const void *b) {
    uint32_t left = ((const struct use *)a)->span.begin,
             right = ((const struct use *)b)->span.begin;
    return (left > right) - (left < right);
}

// The names of a kind that are no declarations, in the order of their places; the same is noted
// again for each rule or call that a text is checked for.
static struct uses names_of(const struct description *described, enum use_kind kind) {
    struct uses found = {.arena = described->arena};
    for (uint32_t i = 0; i < described->uses->count; i++) {
        const struct use *use = &described->uses->items[i];
        if (use->kind == kind && use->span.begin != use->declaration.begin)
            uses_add(&found, *use);
    }
    sort_array(found.items, found.count, sizeof *found.items, by_place);
    return found;
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
        .rules = anchors_new(described->arena, rules, policy->rule_count),
        .answers = anchors_new(described->arena, reads->answers, reads->answer_count),
        .terms = names_of(described, USE_DEFINE),
        .policies = names_of(described, USE_POLICY),
    };
}

static void add_place(const struct doc_page *page, enum anchor kind, const char *name) {
    static const char *const kinds[] = {"rule", "record", "param", "fact", "answer", "term"};
    if (kind == ANCHOR_RULE)
        name = anchor_of(&page->rules, name);
    else if (kind == ANCHOR_ANSWER)
        name = anchor_of(&page->answers, name);
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
static const char *policy_at(const struct doc_page *page, struct span span) {
    const struct source *source = sources_find(page->described->program->sources, span.begin);
    for (size_t i = 0; i < page->policies.count; i++)
        if (page->policies.items[i].declaration.begin - source->base <= source->size)
            return describe_excerpt(page->described, page->policies.items[i].declaration);
    return NULL;
}

static void link_term(const struct doc_page *page, struct span declaration) {
    const char *name = describe_excerpt(page->described, declaration);
    const char *policy = policy_at(page, declaration);
    if (policy == NULL)
        doc_page_link(page, ANCHOR_TERM, name);
    else
        doc_page_link_beside(page, policy, ANCHOR_TERM, name);
}

// Whether none of the terms from the first on is what this one is.
static bool is_new(const struct uses *terms, size_t first, size_t term) {
    while (terms->items[first].declaration.begin != terms->items[term].declaration.begin)
        first++;
    return first == term;
}

// How many terms stand before a place.
static size_t terms_before(const struct doc_page *page, uint32_t place) {
    size_t low = 0, high = page->terms.count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (page->terms.items[middle].span.begin < place)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

void doc_page_terms(const struct doc_page *page, const char *head, struct span span) {
    const struct uses *terms = &page->terms;
    size_t first = terms_before(page, span.begin);
    const char *before = head;
    for (size_t i = first; i < terms->count && terms->items[i].span.end <= span.end; i++) {
        if (!is_new(terms, first, i))
            continue;
        text_add(page->out, before);
        link_term(page, terms->items[i].declaration);
        before = ", ";
    }
    if (before != head)
        text_add_char(page->out, '\n');
}
