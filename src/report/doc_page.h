// A page in Markdown about a policy, while it is written: words, anchors, and links to them.
#ifndef PLIM_REPORT_DOC_PAGE_H
#define PLIM_REPORT_DOC_PAGE_H

#include "base/intern.h"
#include "report/describe.h"

// What a page has a place for. A rule and a record are headings, and their anchors what readers of
// Markdown make of those; the others have anchors that are written out.
enum anchor { ANCHOR_RULE, ANCHOR_RECORD, ANCHOR_PARAM, ANCHOR_FACT, ANCHOR_ANSWER, ANCHOR_TERM };

// The anchors of rules and answers are numbered where two would be the same; of the others, names
// are anchors as they are.
struct anchors {
    struct intern *names; // of what is anchored
    const char **slugs;   // by the ids of names: the anchors
};

struct doc_page {
    const struct description *described;
    struct text *out;
    bool linked;             // pages of other policies and of the model stand beside this one
    struct read_facts facts; // of all rules: a list that one reads no more than the length of is
                             // there though others read what it holds
    struct anchors rules, answers; // in the arena of the description
    struct uses terms, policies;   // where the text names them, in its order
};

struct doc_page doc_page_new(const struct description *described, bool linked, struct text *out);

// Words as they are, code, and code in a table, where a bar would end the cell.
void doc_page_words(const struct doc_page *page, const char *words);
void doc_page_code(const struct doc_page *page, const char *code);
void doc_page_cell_code(const struct doc_page *page, const char *code);
void doc_page_excerpt(const struct doc_page *page, struct span span);

// A text of the policy, with the expressions in it as code.
void doc_page_template(const struct doc_page *page, const struct node *node);

// The anchor of a place, which is no heading, and a link to a place of this page. name is that of
// the param, the path of a fact, the key of an answer; it is the text of the link.
void doc_page_anchor(const struct doc_page *page, enum anchor kind, const char *name);
void doc_page_link(const struct doc_page *page, enum anchor kind, const char *name);

// A link to the page of a policy or a model, shown as code, and one to a place of that page, shown
// as its name; nothing but the code where pages are not linked.
void doc_page_link_page(const struct doc_page *page, const char *shown, const char *beside);
void doc_page_link_beside(const struct doc_page *page, const char *beside, enum anchor kind,
                          const char *name);

// The terms that a text of the policy is written in, each once, as links; nothing where there are
// none.
void doc_page_terms(const struct doc_page *page, const char *head, struct span span);

#endif
