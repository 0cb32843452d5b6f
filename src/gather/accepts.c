// Whether machines of one host run on the processor of another: what no host can tell by itself.
#include "config.h"

#include "gather/accepts.h"

#include "gather/comparison.h"
#include "gather/memory.h"
#include "facts/write_json.h"

#include <stdlib.h>
#include <string.h>

#define BY_LIBVIRT "virConnectCompareHypervisorCPU"
#define BY_FEATURES "feature sets"

// What is decided about a host or a machine. Without a `by` it is not, for that reason; else
// `lacking` names what is lacking, and where it is NULL nothing does, or nobody tells what does.
struct decision {
    const char *by;
    bool yes;
    cJSON *lacking;
    char *reason;
};

// An element of the facts: the object, its path, and the list for what is missing.
struct place {
    cJSON *object, *missing;
    char *path;
};

// Features that depend on what runs on the processor, not on the processor.
static const char *const circumstances[] = {"hypervisor", "osxsave", "ospke"};

static const cJSON *get(const cJSON *object, const char *name) {
    return cJSON_GetObjectItemCaseSensitive(object, name);
}

static const char *text_of(const cJSON *object, const char *name) {
    return cJSON_GetStringValue(get(object, name));
}

static void note_missing(cJSON *missing, const char *path, const char *name, const char *reason) {
    cJSON *entry = json_append_object(missing);
    char *fact = string_format("%s.%s", path, name);
    json_add_text(entry, "fact", fact);
    json_add_text(entry, "reason", reason);
    free(fact);
}

static struct place place_at(cJSON *list, cJSON *missing, const char *path, const char *member,
                             const char *key) {
    char *quoted = string_quote(key);
    struct place place = {
        .object = json_append_object(list),
        .missing = missing,
        .path = string_format("%s.%s[%s]", path, member, quoted),
    };
    json_add_text(place.object, strcmp(member, "accepts") == 0 ? "host" : "name", key);
    free(quoted);
    return place;
}

// Adds what was decided, which it frees.
static void place_decision(struct place *place, struct decision *decision) {
    const char *reason =
        decision->reason ? decision->reason : "libvirt does not name what is lacking";
    if (!decision->by) {
        note_missing(place->missing, place->path, "yes", reason);
    } else {
        json_add_bool(place->object, "yes", decision->yes);
        if (decision->lacking || decision->yes)
            json_add(place->object, "missing", decision->lacking ? decision->lacking : json_list());
        else
            note_missing(place->missing, place->path, "missing", reason);
        json_add_text(place->object, "decided_by", decision->by);
    }
    free(decision->reason);
}

static bool has_text(const cJSON *list, const char *text) {
    const cJSON *entry;
    cJSON_ArrayForEach(entry, list) {
        if (cJSON_IsString(entry) && strcmp(entry->valuestring, text) == 0)
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

// Why features tell nothing, or NULL where they decide.
static char *features_tell_nothing(const cJSON *theirs, const cJSON *ours) {
    static const char *const equal[] = {"vendor", "architecture"};
    for (size_t i = 0; i < sizeof equal / sizeof equal[0]; i++) {
        const char *their = text_of(theirs, equal[i]), *own = text_of(ours, equal[i]);
        if (!their || !own)
            return string_format("the %s of a processor is not known", equal[i]);
        if (strcmp(their, own) != 0)
            return string_format("features do not compare between %s and %s", their, own);
    }
    return get(theirs, "feature") && get(ours, "feature")
               ? NULL
               : string_copy("the features of a processor are not known");
}

static struct decision decide_by_features(const cJSON *theirs, const cJSON *ours) {
    struct decision decision = {.reason = features_tell_nothing(theirs, ours)};
    if (decision.reason)
        return decision;
    const cJSON *have = get(ours, "feature"), *feature;
    decision.by = BY_FEATURES;
    decision.lacking = json_list();
    cJSON_ArrayForEach(feature, get(theirs, "feature")) {
        const char *name = cJSON_GetStringValue(feature);
        if (name && !is_circumstance(name) && !has_text(have, name))
            json_append_text(decision.lacking, name);
    }
    decision.yes = cJSON_GetArraySize(decision.lacking) == 0;
    return decision;
}

static bool is_refused(const cJSON *answer) {
    return cJSON_IsTrue(get(answer, "refused"));
}

static cJSON *copy_of(const cJSON *texts) {
    cJSON *copy = cJSON_IsArray(texts) ? json_list() : NULL;
    const cJSON *text;
    cJSON_ArrayForEach(text, texts) {
        if (cJSON_IsString(text))
            json_append_text(copy, text->valuestring);
    }
    return copy;
}

static struct decision decide_by_answer(const struct comparison *comparison, const cJSON *answer) {
    struct decision decision = {0};
    const cJSON *yes = get(answer, "yes"), *lacking = get(answer, "missing");
    const char *reason = text_of(answer, "reason");
    if (cJSON_IsBool(yes)) {
        decision.by = BY_LIBVIRT;
        decision.yes = cJSON_IsTrue(yes);
        decision.lacking = copy_of(lacking);
    } else if (!answer) {
        reason = comparison->problem;
    }
    decision.reason = string_copy(reason);
    return decision;
}

static const cJSON *candidate_of(const struct accepts_host *host, const cJSON *place) {
    return cJSON_IsNumber(place) ? cJSON_GetArrayItem(get(host->aside, "cpu"), place->valueint)
                                 : NULL;
}

// What libvirt was not asked, or does not answer to anybody here, is decided by features.
static struct decision decide_host(const struct comparison *comparison,
                                   const struct accepts_host *other) {
    const cJSON *cpu = candidate_of(other, get(other->aside, "host_model"));
    const cJSON *answer = cpu ? comparison_answer(comparison, cpu) : NULL;
    if (comparison->count == 0 || !cpu || is_refused(answer))
        return decide_by_features(get(other->facts, "cpu"), get(comparison->host->facts, "cpu"));
    return decide_by_answer(comparison, answer);
}

// Machines that are not listed follow their host, or libvirt would start them without comparing.
static void place_machines(const struct comparison *comparison, const struct accepts_host *other,
                           const struct place *host) {
    cJSON *list = json_add_list(host->object, "machine");
    const cJSON *machine;
    cJSON_ArrayForEach(machine, get(other->aside, "machine")) {
        const cJSON *cpu = candidate_of(other, get(machine, "cpu"));
        const char *name = text_of(machine, "name");
        if (!cpu || !name)
            continue;
        struct place place = place_at(list, host->missing, host->path, "machine", name);
        struct decision decision = decide_by_answer(comparison, comparison_answer(comparison, cpu));
        place_decision(&place, &decision);
        free(place.path);
    }
}

// Why the host decides about no machine at all, or NULL.
static const char *no_machine_decided(const struct comparison *comparison, bool writable) {
    if (!writable)
        return "libvirt compares processors on a read-write connection only: collect --read-write";
    for (size_t i = 0; i < comparison->count; i++) {
        if (comparison->answer[i] && !is_refused(comparison->answer[i]))
            return NULL;
    }
    if (comparison->count == 0)
        return NULL;
    const cJSON *refusal = comparison->answer[0];
    return refusal ? text_of(refusal, "reason") : comparison->problem;
}

static void drop_missing(cJSON *missing, const char *role) {
    char *fact = string_format("%s.accepts", role);
    int place = 0;
    cJSON *entry;
    cJSON_ArrayForEach(entry, missing) {
        const char *own = text_of(entry, "fact");
        if (own && strcmp(own, fact) == 0)
            break;
        place++;
    }
    if (entry)
        cJSON_DeleteItemFromArray(missing, place);
    free(fact);
}

static bool is_known(const struct accepts_host *host) {
    return cJSON_IsObject(get(host->facts, "cpu")) && text_of(host->facts, "name");
}

static bool is_asked(const struct accepts_host *host) {
    return is_known(host) && strcmp(host->role, "source") != 0;
}

static void place_host(const struct comparison *comparison, const struct accepts_host *other,
                       cJSON *list, cJSON *missing, const char *undecided) {
    const char *role = comparison->host->role, *name = text_of(other->facts, "name");
    struct place place = place_at(list, missing, role, "accepts", name);
    struct decision decision = decide_host(comparison, other);
    place_decision(&place, &decision);
    if (!undecided && (!other->aside || !get(other->facts, "vm")))
        undecided = "the machines of that host are not known";
    if (undecided)
        note_missing(missing, place.path, "machine", undecided);
    else
        place_machines(comparison, other, &place);
    free(place.path);
}

// Puts what was found out among the facts of the host that was asked.
static void deliver(const struct comparison *comparison, const struct accepts_host *hosts,
                    size_t count, bool writable) {
    const struct accepts_host *host = comparison->host;
    cJSON *missing = cJSON_GetObjectItemCaseSensitive(host->collected, "missing"), *list = NULL;
    const char *undecided = no_machine_decided(comparison, writable);
    if (!missing)
        missing = json_add_list(host->collected, "missing");
    for (size_t i = 0; i < count; i++) {
        if (&hosts[i] == host || !is_known(&hosts[i]))
            continue;
        if (!list) {
            drop_missing(missing, host->role);
            list = json_add_list(host->facts, "accepts");
        }
        place_host(comparison, &hosts[i], list, missing, undecided);
    }
}

static void add_candidates(struct comparison *comparison, const struct accepts_host *hosts,
                           size_t count) {
    for (size_t i = 0; i < count; i++) {
        const cJSON *cpu;
        if (&hosts[i] == comparison->host || !is_known(&hosts[i]))
            continue;
        cJSON_ArrayForEach(cpu, get(hosts[i].aside, "cpu")) comparison_add(comparison, cpu);
    }
}

void accepts_decide(const struct accepts_host *hosts, size_t count,
                    const struct accepts_options *options) {
    struct comparison *comparisons = memory_new(count * sizeof *comparisons);
    size_t used = 0;
    for (size_t i = 0; i < count; i++) {
        if (!is_asked(&hosts[i]))
            continue;
        comparisons[used].host = &hosts[i];
        if (options->writable)
            add_candidates(&comparisons[used], hosts, count);
        used++;
    }
    comparisons_run(comparisons, used, options);
    for (size_t i = 0; i < used; i++) {
        deliver(&comparisons[i], hosts, count, options->writable);
        comparison_clear(&comparisons[i]);
    }
    free(comparisons);
}
