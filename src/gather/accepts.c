// Whether machines of one host run on the processor of another: no host knows that alone.
#include "config.h"

#include "gather/accepts.h"

#include "gather/comparison.h"
#include "gather/fact.h"

#include <string.h>

#define BY_LIBVIRT "virConnectCompareHypervisorCPU"
#define BY_FEATURES "feature sets"

// What is decided about a host or a machine. `by` NULL: undecided, see `reason`. `lacking` NULL:
// nothing is lacking, or the host does not say what.
struct decision {
    const char *by;
    bool yes;
    struct item *lacking;
    const char *reason;
};

// Features that are no matter for machines: some depend on what runs on the processor, and the rest
// KVM shows to no machine, or to every one whatever the processor has (ht).
static const char *const circumstances[] = {
    "hypervisor", "osxsave",   "ospke",     "acpi",    "cid", "cmt",  "dca",
    "ds",         "ds_cpl",    "dtes64",    "est",     "ht",  "ia64", "ibs",
    "lwp",        "mbm_local", "mbm_total", "extapic", "pbe", "pn",   "nodeid_msr",
    "skinit",     "smx",       "tm",        "tm2",     "wdt", "xtpr",
};

static void add_decision(const struct subject *subject, const struct decision *decision) {
    const char *reason =
        decision->reason ? decision->reason : "libvirt does not name what is lacking";
    if (!decision->by) {
        fact_missing(subject, "yes", reason);
        return;
    }
    item_add_bool(subject->item, "yes", decision->yes);
    if (decision->lacking)
        item_add(subject->item, "missing", decision->lacking);
    else if (decision->yes)
        item_add_list(subject->item, "missing");
    else
        fact_missing(subject, "missing", reason);
    item_add_text(subject->item, "decided_by", decision->by);
}

static bool has_text(const struct item *list, const char *text) {
    for (const struct item *entry = item_first(list); entry; entry = entry->next) {
        if (entry->kind == ITEM_TEXT && strcmp(entry->as.text, text) == 0)
            return true;
    }
    return false;
}

static bool is_circumstance(const char *feature) {
    for (size_t i = 0; i < sizeof circumstances / sizeof circumstances[0]; i++) {
        if (strcmp(feature, circumstances[i]) == 0)
            return true;
    }
    return false;
}

// Why features cannot decide, or NULL where they can.
static const char *features_undecided(struct arena *arena, const struct item *theirs,
                                      const struct item *ours) {
    static const char *const equal[] = {"vendor", "architecture"};
    for (size_t i = 0; i < sizeof equal / sizeof equal[0]; i++) {
        const char *their = item_text(theirs, equal[i]), *own = item_text(ours, equal[i]);
        if (!their || !own)
            return arena_printf(arena, "the %s of a processor is not known", equal[i]);
        if (strcmp(their, own) != 0)
            return arena_printf(arena, "features do not compare between %s and %s", their, own);
    }
    return item_find(theirs, "feature") && item_find(ours, "feature")
               ? NULL
               : "the features of a processor are not known";
}

static struct decision decide_by_features(struct arena *arena, const struct item *theirs,
                                          const struct item *ours) {
    struct decision decision = {.reason = features_undecided(arena, theirs, ours)};
    if (decision.reason)
        return decision;
    const struct item *have = item_find(ours, "feature");
    const struct item *feature = item_first(item_find(theirs, "feature"));
    decision.by = BY_FEATURES;
    decision.lacking = item_list(arena);
    for (; feature; feature = feature->next) {
        const char *name = feature->kind == ITEM_TEXT ? feature->as.text : NULL;
        if (name && !is_circumstance(name) && !has_text(have, name))
            item_add_text(decision.lacking, NULL, name);
    }
    decision.yes = !item_first(decision.lacking);
    return decision;
}

static bool is_refused(const struct item *answer) {
    return item_is(answer, "refused", true);
}

static struct item *copy_of(struct arena *arena, const struct item *texts) {
    if (!texts || texts->kind != ITEM_LIST)
        return NULL;
    struct item *copy = item_list(arena);
    for (const struct item *text = item_first(texts); text; text = text->next) {
        if (text->kind == ITEM_TEXT)
            item_add_text(copy, NULL, text->as.text);
    }
    return copy;
}

static struct decision decide_by_answer(struct arena *arena, const struct comparison *comparison,
                                        const struct item *answer) {
    bool yes = item_is(answer, "yes", true);
    if (yes || item_is(answer, "yes", false))
        return (struct decision){BY_LIBVIRT, yes, copy_of(arena, item_find(answer, "missing")),
                                 item_text(answer, "reason")};
    return (struct decision){.reason = answer ? item_text(answer, "reason") : comparison->problem};
}

static const struct item *candidate_of(const struct accepts_host *host, const struct item *place) {
    const struct item *cpu = item_first(item_find(host->aside, "cpu"));
    if (!place || place->kind != ITEM_INT || place->as.whole < 0)
        return NULL;
    for (int64_t i = 0; cpu && i < place->as.whole; i++)
        cpu = cpu->next;
    return cpu;
}

// What libvirt was not asked, or refuses to answer here, is decided by features.
static struct decision decide_host(struct arena *arena, const struct comparison *comparison,
                                   const struct accepts_host *other) {
    const struct item *cpu = candidate_of(other, item_find(other->aside, "host_model"));
    const struct item *answer = cpu ? comparison_answer(comparison, cpu) : NULL;
    if (comparison->count == 0 || !cpu || is_refused(answer))
        return decide_by_features(arena, item_find(other->facts, "cpu"),
                                  item_find(comparison->host->facts, "cpu"));
    return decide_by_answer(arena, comparison, answer);
}

static struct subject element_named(const struct subject *list, const char *key, const char *name) {
    struct subject element = subject_element(list, name);
    item_add_text(element.item, key, name);
    return element;
}

// Machines that are not listed follow their host, or libvirt would start them without comparing.
static void add_machines(const struct comparison *comparison, const struct accepts_host *other,
                         const struct subject *host) {
    struct subject list = subject_list(host, "machine");
    const struct item *machine = item_first(item_find(other->aside, "machine"));
    for (; machine; machine = machine->next) {
        const struct item *cpu = candidate_of(other, item_find(machine, "cpu"));
        const char *name = item_text(machine, "name");
        if (!cpu || !name)
            continue;
        struct subject subject = element_named(&list, "name", name);
        struct decision decision =
            decide_by_answer(subject_arena(host), comparison, comparison_answer(comparison, cpu));
        add_decision(&subject, &decision);
    }
}

// Why the host decides about no machine at all, or NULL.
static const char *no_machine_decided(const struct comparison *comparison, bool writable) {
    if (!writable)
        return "libvirt compares processors on a read-write connection only: collect --read-write";
    for (size_t i = 0; i < comparison->count; i++) {
        const struct item *answer = comparison->asked[i].answer;
        if (answer && !is_refused(answer))
            return NULL;
    }
    if (comparison->count == 0)
        return NULL;
    const struct item *refusal = comparison->asked[0].answer;
    return refusal ? item_text(refusal, "reason") : comparison->problem;
}

static void drop_missing(struct item *missing, const char *path) {
    const struct item *entry = item_first(missing);
    while (entry) {
        const char *fact = item_text(entry, "fact");
        if (fact && strcmp(fact, path) == 0)
            break;
        entry = entry->next;
    }
    item_remove(missing, entry);
}

static bool is_known(const struct accepts_host *host) {
    const struct item *cpu = item_find(host->facts, "cpu");
    return cpu && cpu->kind == ITEM_OBJECT && item_text(host->facts, "name");
}

static bool is_asked(const struct accepts_host *host) {
    return is_known(host) && strcmp(host->role, "source") != 0;
}

static void add_host(const struct comparison *comparison, const struct accepts_host *other,
                     const struct subject *list, const char *undecided) {
    struct subject subject = element_named(list, "host", item_text(other->facts, "name"));
    struct decision decision = decide_host(subject_arena(list), comparison, other);
    add_decision(&subject, &decision);
    if (!undecided && (!other->aside || !item_find(other->facts, "vm")))
        undecided = "the machines of that host are not known";
    if (undecided)
        fact_missing(&subject, "machine", undecided);
    else
        add_machines(comparison, other, &subject);
}

// Adds what was decided to the facts of the host that was asked.
static void deliver(const struct comparison *comparison, const struct accepts_host *hosts,
                    size_t count, bool writable) {
    const struct accepts_host *host = comparison->host;
    struct item *missing = item_find(host->collected, "missing");
    const char *undecided = no_machine_decided(comparison, writable);
    if (!missing)
        missing = item_add_list(host->collected, "missing");
    struct subject facts = {host->facts, missing, host->role}, list = {0};
    for (size_t i = 0; i < count; i++) {
        if (&hosts[i] == host || !is_known(&hosts[i]))
            continue;
        if (!list.item) {
            list = subject_list(&facts, "accepts");
            drop_missing(missing, list.path);
        }
        add_host(comparison, &hosts[i], &list, undecided);
    }
}

static void add_candidates(struct comparison *comparison, struct arena *arena,
                           const struct accepts_host *hosts, size_t count) {
    for (size_t i = 0; i < count; i++) {
        if (&hosts[i] == comparison->host || !is_known(&hosts[i]))
            continue;
        const struct item *cpu = item_first(item_find(hosts[i].aside, "cpu"));
        for (; cpu; cpu = cpu->next)
            comparison_add(comparison, arena, cpu);
    }
}

void accepts_decide(const struct accepts_host *hosts, size_t count, struct arena *arena,
                    const struct accepts_options *options) {
    struct comparison *comparisons = ARENA_ARRAY(arena, struct comparison, count);
    size_t used = 0;
    for (size_t i = 0; i < count; i++) {
        if (!is_asked(&hosts[i]))
            continue;
        comparisons[used].host = &hosts[i];
        if (options->writable)
            add_candidates(&comparisons[used], arena, hosts, count);
        used++;
    }
    comparisons_run(comparisons, used, arena, options);
    for (size_t i = 0; i < used; i++)
        deliver(&comparisons[i], hosts, count, options->writable);
}
