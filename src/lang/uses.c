// What the names of a text stand for: the list that checking adds to.
#include "lang/uses.h"

const char *use_kind_text(enum use_kind kind) {
    switch (kind) {
    case USE_POLICY:
        return "policy";
    case USE_MODEL:
        return "fact model";
    case USE_RECORD:
        return "record";
    case USE_ROOT:
        return "root";
    case USE_FIELD:
        return "field";
    case USE_PARAM:
        return "param";
    case USE_DEFINE:
        return "define";
    case USE_PARAMETER:
        return "parameter";
    case USE_RULE:
        return "rule";
    case USE_LET:
        return "let";
    case USE_ELEMENT:
        return "loop variable";
    }
    return "";
}

void uses_add(struct uses *uses, struct use use) {
    if (uses == NULL || use.span.end == use.span.begin || use.declaration.end == 0)
        return;
    if (use.about == NULL)
        use.about = "";
    ARENA_PUSH(uses->arena, uses->items, uses->count, uses->room) = use;
}

bool uses_meets_probe(const struct uses *uses, struct span name) {
    return uses != NULL && uses->probe > 0 && !uses->probed && name.begin <= uses->probe &&
           uses->probe <= name.end;
}
