// Two hosts that are picked from a fleet, against a file of facts that has them in their places.
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "fleet.h"
#include "lang/fact_path.h"
#include "make_facts.h"

// ---- the model of a fleet ----

// A folder with that of the oracle in which places have keys, and there is a list of them; removed
// at the end. In a model of its own, so that cases stay what they are.
static struct { char *folder, facts[4096], file[4160]; } model;

static void remove_model(void) {
    unlink(model.file);
    rmdir(model.facts);
    rmdir(model.folder);
    free(model.folder);
}

// TEXT with TO in the place of the first FROM.
static const char *with(struct arena *arena, const char *text, const char *from, const char *to) {
    const char *at = strstr(text, from);
    return arena_printf(arena, "%s%s%s", arena_copy(arena, text, (size_t)(at - text)), to,
                        at + strlen(from));
}

static const char *model_text(struct arena *arena) {
    struct text read = {0};
    file_read(arena_printf(arena, "%s/facts/oracle.plim", trial_model_folder()), SIZE_MAX, &read);
    const char *text = with(arena, text_data(&read), "facts oracle", "facts fleet");
    text_clear(&read);
    text = with(arena, text, "record place {", "record place key name {");
    return with(arena, text, "root here: place", "root host: list of place\nroot here: place");
}

const char *fleet_folder(struct arena *arena) {
    const char *place = getenv("TMPDIR"), *text;
    if (model.folder != NULL)
        return model.folder;
    text = arena_printf(arena, "%s/oracle.XXXXXX", place != NULL ? place : "/tmp");
    model.folder = strdup(text);
    if (mkdtemp(model.folder) == NULL)
        return NULL;
    snprintf(model.facts, sizeof model.facts, "%s/facts", model.folder);
    snprintf(model.file, sizeof model.file, "%s/fleet.plim", model.facts);
    mkdir(model.facts, 0700);
    text = model_text(arena);
    file_write(model.file, text, strlen(text));
    atexit(remove_model);
    return model.folder;
}

const char *fleet_policy(const struct trial *trial, struct arena *arena) {
    return with(arena, trial->policy, "use facts oracle", "use facts fleet");
}

// ---- facts ----

const char *const fleet_places[2] = {"here", "there"};

struct fleet {
    struct random *random;
    const char *keys[2]; // of the hosts that are picked
    cJSON *pair, *fleet; // the facts
};

void put_text(cJSON *object, const char *name, const char *text) {
    cJSON_DeleteItemFromObjectCaseSensitive(object, name);
    cJSON_AddStringToObject(object, name, text);
}

static void name_places(const struct fleet *fleet, bool same) {
    for (int i = 0; i < 2; i++) {
        cJSON *place = cJSON_GetObjectItemCaseSensitive(fleet->pair, fleet_places[i]);
        if (!cJSON_IsObject(place)) {
            cJSON_DeleteItemFromObjectCaseSensitive(fleet->pair, fleet_places[i]);
            place = cJSON_AddObjectToObject(fleet->pair, fleet_places[i]);
        }
        put_text(place, "name", fleet->keys[i]);
    }
    if (same)
        cJSON_ReplaceItemInObjectCaseSensitive(
            fleet->pair, fleet_places[1],
            cJSON_Duplicate(cJSON_GetObjectItemCaseSensitive(fleet->pair, fleet_places[0]), true));
}

// Hosts that nobody picks: one like another, and one of which a fact is mistaken.
static cJSON *other_host(const cJSON *like) {
    cJSON *other = cJSON_Duplicate(like, true);
    put_text(other, "name", "other");
    return other;
}

static cJSON *wrong_host(void) {
    cJSON *wrong = cJSON_CreateObject();
    cJSON_AddStringToObject(wrong, "name", "wrong");
    cJSON_AddStringToObject(wrong, "room", "much");
    return wrong;
}

// In any order.
static cJSON *list_hosts(struct random *random, cJSON *const *hosts, uint32_t count) {
    cJSON *list = cJSON_CreateArray();
    uint32_t first = random_below(random, count), step = random_percent(random, 50) ? 1 : count - 1;
    for (uint32_t i = 0; i < count; i++)
        cJSON_AddItemToArray(list, hosts[(first + i * step) % count]);
    return list;
}

const char *fleet_path(const char *const keys[2], const char *path, struct arena *arena) {
    for (int i = 0; i < 2; i++) {
        size_t size = strlen(fleet_places[i]);
        struct fact_path host = {0};
        if (strncmp(path, fleet_places[i], size) != 0)
            continue;
        fact_path_add_name(&host, arena, "host");
        fact_path_add_key(&host, arena, keys[i]);
        return arena_printf(arena, "%s%s", fact_path_text(&host, arena), path + size);
    }
    return NULL;
}

// What is missing of a host may stand under the name of its list; all of it, for of two reasons for
// one fact that of the place counts.
static void move_reasons(const struct fleet *fleet, struct arena *arena) {
    const cJSON *one, *lack;
    cJSON_ArrayForEach(one, cJSON_GetObjectItemCaseSensitive(fleet->fleet, "collected")) {
        cJSON_ArrayForEach(lack, cJSON_GetObjectItemCaseSensitive(one, "missing")) {
            cJSON *fact = cJSON_GetObjectItemCaseSensitive(lack, "fact");
            const char *moved = fleet_path(fleet->keys, fact->valuestring, arena);
            if (moved != NULL)
                cJSON_SetValuestring(fact, moved);
        }
    }
}

// The pair is as the facts are, with names; the fleet has both among others.
static void make_fleet(struct fleet *fleet, struct trial *trial, struct arena *arena,
                       bool mistaken) {
    static const char *const keys[] = {"h1", "h.2", "h\"3", "h[4]", "é→", "7", "h 8", "here", ""};
    bool same = random_percent(fleet->random, 10);
    uint32_t first = random_below(fleet->random, sizeof keys / sizeof *keys);
    uint32_t next = 1 + random_below(fleet->random, sizeof keys / sizeof *keys - 1);
    fleet->keys[0] = keys[first];
    fleet->keys[1] = same ? keys[first] : keys[(first + next) % (sizeof keys / sizeof *keys)];
    fleet->pair = cJSON_Duplicate(trial->json, true);
    put_text(fleet->pair, "facts", "fleet");
    name_places(fleet, same);
    fleet->fleet = cJSON_Duplicate(fleet->pair, true);
    cJSON *hosts[4];
    uint32_t count = 0;
    for (int i = 0; i < 2; i++) {
        cJSON *host = cJSON_DetachItemFromObjectCaseSensitive(fleet->fleet, fleet_places[i]);
        if (i == 0 || !same)
            hosts[count++] = host;
        else
            cJSON_Delete(host);
    }
    hosts[count] = other_host(hosts[0]);
    count++;
    if (mistaken)
        hosts[count++] = wrong_host();
    cJSON_AddItemToObject(fleet->fleet, "host", list_hosts(fleet->random, hosts, count));
    if (!same && random_percent(fleet->random, 70))
        move_reasons(fleet, arena);
}

// ---- judged ----

// In one file or in two.
static enum judged judge_picked(struct trial *trial, const struct fleet *fleet, bool divided,
                                struct text *out) {
    struct trial other = *trial;
    struct verdicts verdicts = {0};
    cJSON *parts[2] = {fleet->fleet, NULL};
    if (divided)
        divide_facts(fleet->random, trial->program->model, fleet->fleet, parts);
    other.facts = cJSON_PrintUnformatted(parts[0]);
    other.beside = divided ? cJSON_PrintUnformatted(parts[1]) : NULL;
    other.picks[0] = fleet->keys[0];
    other.picks[1] = fleet->keys[1];
    enum judged judged = trial_judge(&other, out, &verdicts);
    free(other.facts);
    free(other.beside);
    for (int i = 0; i < 2 && divided; i++)
        cJSON_Delete(parts[i]);
    return judged;
}

// The pair with the change that the fleet is judged with.
static enum judged judge_pair(struct trial *trial, const struct fleet *fleet, struct text *out) {
    struct trial other = *trial;
    struct verdicts verdicts = {0};
    other.change_count = 0;
    other.facts = cJSON_PrintUnformatted(fleet->pair);
    enum judged judged = trial_judge(&other, out, &verdicts);
    free(other.facts);
    return judged;
}

// A host may be changed by its place or by its name, but for one that is in both places.
static void change_one(const struct fleet *fleet, struct trial *trial, struct arena *arena) {
    struct session_change *change = &trial->changes[0];
    trial->change_count =
        change_fact(fleet->random, arena, trial->program->model, fleet->pair, change);
    if (trial->change_count == 0 || strcmp(fleet->keys[0], fleet->keys[1]) == 0)
        return;
    const char *other = fleet_path(fleet->keys, change->path, arena);
    const char *member = other != NULL ? strchr(change->path, '.') : NULL;
    bool is_key = member == NULL || strcmp(member, ".name") == 0; // of the fleet, or a place
    if (!is_key && random_percent(fleet->random, 50))
        change->path = other;
}

enum judged trial_judge_picked(struct trial *trial, struct text *picked, struct text *paired) {
    struct random random = random_new(trial->seed);
    struct fleet fleet = {.random = &random};
    struct trial other = *trial;
    struct arena *arena = arena_new();
    bool changed = random_percent(&random, 30);
    other.session = NULL;
    other.policy = fleet_policy(trial, arena);
    other.models = fleet_folder(arena);
    other.everything = changed;
    make_fleet(&fleet, trial, arena, !changed);
    enum judged judged = trial_check(&other, true) ? JUDGED : JUDGED_REFUSED;
    if (judged == JUDGED && changed)
        change_one(&fleet, &other, arena);
    if (judged == JUDGED)
        judged = judge_picked(&other, &fleet, !changed && random_percent(&random, 40), picked);
    if (judged == JUDGED)
        judged = judge_pair(&other, &fleet, paired);
    if (judged == JUDGED_REFUSED)
        printf("# picked %s and %s%s%s\n", fleet.keys[0], fleet.keys[1],
               other.change_count > 0 ? " with " : "",
               other.change_count > 0 ? other.changes[0].path : "");
    session_free(other.session);
    cJSON_Delete(fleet.pair);
    cJSON_Delete(fleet.fleet);
    arena_free(arena);
    return judged;
}
