// What differs between two runs beside their rules: lists, policies, params, and how they were
// made.
#include "report/read/compare_parts.h"

#include <string.h>

#include "base/sort.h"

// ---- lists ----

static size_t count_passed(const struct past_list *list) {
    size_t count = 0;
    for (size_t i = 0; list != NULL && i < list->count; i++)
        count += list->elements[i].verdict == VERDICT_PASS ||
                 list->elements[i].verdict == VERDICT_WAIVED;
    return count;
}

static void compare_list(struct comparing *comparing, const struct past_list *before,
                         const struct past_list *after) {
    struct list_change change = {
        .name = (after != NULL ? after : before)->name,
        .both = before != NULL && after != NULL,
        .passed = {count_passed(before), count_passed(after)},
        .all = {before != NULL ? before->count : 0, after != NULL ? after->count : 0}};
    for (size_t i = 0, j = 0; change.both && (i < before->count || j < after->count);) {
        int compared = i == before->count ? 1
                       : j == after->count
                           ? -1
                           : strcmp(before->elements[i].key, after->elements[j].key);
        if (compared < 0)
            ARENA_PUSH(comparing->arena, change.went, change.went_count, change.went_room) =
                before->elements[i].key;
        if (compared > 0)
            ARENA_PUSH(comparing->arena, change.came, change.came_count, change.came_room) =
                after->elements[j].key;
        i += compared <= 0;
        j += compared >= 0;
    }
    bool told = change.came_count + change.went_count > 0 || change.passed[0] != change.passed[1];
    if (told && change.both)
        ARENA_PUSH(comparing->arena, comparing->pair->lists, comparing->pair->list_count,
                   comparing->pair->list_room) = change;
}

// Both are in the order of their names.
void compare_lists(struct comparing *comparing) {
    const struct past_run *before = comparing->pair->before, *after = comparing->pair->after;
    for (size_t i = 0, j = 0; i < before->list_count && j < after->list_count;) {
        int compared = strcmp(before->lists[i].name, after->lists[j].name);
        if (compared == 0)
            compare_list(comparing, &before->lists[i], &after->lists[j]);
        i += compared <= 0;
        j += compared >= 0;
    }
}

// ---- about the run ----

static void add_about(struct comparing *comparing, const char *what, const char *before,
                      const char *after) {
    struct run_pair *pair = comparing->pair;
    if (!compare_same(before, after))
        ARENA_PUSH(comparing->arena, pair->about, pair->about_count, pair->about_room) =
            (struct run_change){what, before, after};
}

static const struct past_policy *policy_find(const struct past_run *run,
                                             const struct past_policy *wanted) {
    for (size_t i = 0; i < run->policy_count; i++)
        if (compare_same(run->policies[i].name, wanted->name) &&
            compare_same(run->policies[i].root, wanted->root))
            return &run->policies[i];
    return NULL;
}

static const char *policy_name(const struct comparing *comparing,
                               const struct past_policy *policy) {
    return compare_same(policy->name, policy->root)
               ? arena_printf(comparing->arena, "policy %s", policy->name)
               : arena_printf(comparing->arena, "policy %s for %s", policy->name, policy->root);
}

static const char *version_of(const struct past_policy *policy) {
    return policy == NULL ? NULL : policy->version != NULL ? policy->version : "without a version";
}

static void compare_policies(struct comparing *comparing) {
    const struct past_run *before = comparing->pair->before, *after = comparing->pair->after;
    for (size_t i = 0; i < before->policy_count; i++)
        add_about(comparing, policy_name(comparing, &before->policies[i]),
                  version_of(&before->policies[i]),
                  version_of(policy_find(after, &before->policies[i])));
    for (size_t i = 0; i < after->policy_count; i++)
        if (policy_find(before, &after->policies[i]) == NULL)
            add_about(comparing, policy_name(comparing, &after->policies[i]), NULL,
                      version_of(&after->policies[i]));
}

// The value of a param that a run sets, of a policy.
struct setting {
    const char *policy, *param, *to;
};
struct settings {
    struct setting *items;
    size_t count, room;
};

static void add_settings(struct comparing *comparing, struct settings *settings, const char *policy,
                         const struct past_tailoring *tailored, size_t count) {
    for (size_t i = 0; i < count; i++) {
        struct setting setting = {policy, tailored[i].param, tailored[i].to};
        if (setting.param != NULL)
            ARENA_PUSH(comparing->arena, settings->items, settings->count, settings->room) =
                setting;
    }
}

static int compare_settings(const void *left, const void *right) {
    const struct setting *a = left, *b = right;
    int compared = strcmp(a->policy, b->policy);
    return compared != 0 ? compared : strcmp(a->param, b->param);
}

// Each param once, with its last value: tailoring stands in the order in which it was made.
static struct settings settings_of(struct comparing *comparing, const struct past_run *run) {
    struct settings settings = {0};
    for (size_t i = 0; i < run->policy_count; i++)
        add_settings(comparing, &settings, run->policies[i].name, run->policies[i].tailored,
                     run->policies[i].tailored_count);
    for (size_t i = 0; i < run->rule_count; i++) {
        const struct past_rule *rule = &run->rules[i];
        const char *policy = arena_copy(comparing->arena, rule->id, strcspn(rule->id, "/"));
        add_settings(comparing, &settings, policy, rule->tailored, rule->tailored_count);
    }
    return settings;
}

static void unite(struct settings *settings) {
    size_t kept = 0;
    sort_array(settings->items, settings->count, sizeof *settings->items, compare_settings);
    for (size_t i = 0; i < settings->count; i++) {
        if (kept > 0 && compare_settings(&settings->items[kept - 1], &settings->items[i]) == 0)
            kept--;
        settings->items[kept++] = settings->items[i];
    }
    settings->count = kept;
}

static void compare_params(struct comparing *comparing) {
    struct settings before = settings_of(comparing, comparing->pair->before);
    struct settings after = settings_of(comparing, comparing->pair->after);
    unite(&before);
    unite(&after);
    for (size_t i = 0, j = 0; i < before.count || j < after.count;) {
        int compared = i == before.count  ? 1
                       : j == after.count ? -1
                                          : compare_settings(&before.items[i], &after.items[j]);
        const struct setting *at = compared <= 0 ? &before.items[i] : &after.items[j];
        add_about(comparing, arena_printf(comparing->arena, "param %s/%s", at->policy, at->param),
                  compared <= 0 ? before.items[i].to : NULL,
                  compared >= 0 ? after.items[j].to : NULL);
        i += compared <= 0;
        j += compared >= 0;
    }
}

void compare_about(struct comparing *comparing) {
    const struct past_run *before = comparing->pair->before, *after = comparing->pair->after;
    add_about(comparing, "verdict", verdict_text(before->verdict), verdict_text(after->verdict));
    add_about(comparing, "now", before->now, after->now);
    add_about(comparing, "digest", before->digest, after->digest);
    add_about(comparing, "plimsoll", before->plimsoll, after->plimsoll);
    add_about(comparing, "--fail-on", before->fail_on, after->fail_on);
    compare_policies(comparing);
    compare_params(comparing);
}
