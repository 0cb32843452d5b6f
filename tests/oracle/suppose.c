// Facts that are selected from and changed by --with and --without, against a file that has the
// changes and is selected from: of hosts that are picked from a fleet, by a baseline and with
// waivers, too, and as explanations tell it.
#include <fnmatch.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "account.h"
#include "explain.h"
#include "fleet.h"
#include "make_facts.h"
#include "runs.h"

struct supposing {
    struct runs runs;
    struct trial trial;  // of the facts as they are, with the selection and the changes
    cJSON *facts;        // which become those of the file
    const char *place;   // the path that the list has in the file, which may be another name's
    bool stands;         // which is so
    const char *keys[2]; // of the hosts that are picked from a fleet, or NULL
    const char *waivers; // and what else the policy has
};

// ---- a fleet ----

// The facts of a pair as the file has them: as they are, or as hosts of a fleet.
static char *facts_text(const struct supposing *supposing, const cJSON *pair) {
    cJSON *facts = cJSON_Duplicate(pair, true);
    if (supposing->keys[0] != NULL) {
        cJSON *hosts = cJSON_AddArrayToObject(facts, "host");
        put_text(facts, "facts", "fleet");
        for (int i = 0; i < 2; i++)
            cJSON_AddItemToArray(hosts,
                                 cJSON_DetachItemFromObjectCaseSensitive(facts, fleet_places[i]));
    }
    char *text = cJSON_PrintUnformatted(facts);
    cJSON_Delete(facts);
    return text;
}

// Both places are there, with their keys.
static void pick_from_fleet(struct supposing *supposing) {
    struct trial *trial = &supposing->trial;
    trial->policy = fleet_policy(trial, supposing->runs.arena);
    trial->models = fleet_folder(supposing->runs.arena);
    for (int i = 0; i < 2; i++) {
        cJSON *place = cJSON_GetObjectItemCaseSensitive(supposing->facts, fleet_places[i]);
        if (!cJSON_IsObject(place)) {
            cJSON_DeleteItemFromObjectCaseSensitive(supposing->facts, fleet_places[i]);
            place = cJSON_AddObjectToObject(supposing->facts, fleet_places[i]);
        }
        trial->picks[i] = supposing->keys[i] = i == 0 ? "h.1" : "7";
        put_text(place, "name", supposing->keys[i]);
    }
}

// ---- the selection ----

static const struct space_def *root_list(const struct model *model, const char *path) {
    const struct space_def *root = model->spaces[0];
    for (uint32_t i = 0; i < root->child_count; i++)
        if (strcmp(root->children[i]->path, path) == 0)
            return root->children[i];
    return NULL;
}

static cJSON *list_at(const struct supposing *supposing, cJSON *facts) {
    char place[16], name[16];
    sscanf(supposing->place, "%15[^.].%15s", place, name);
    return cJSON_GetObjectItemCaseSensitive(cJSON_GetObjectItemCaseSensitive(facts, place), name);
}

// The key of an element as a selection takes it; that of one that was added is as JSON writes it.
static const char *key_of(const struct supposing *supposing, const cJSON *element) {
    const char *name = supposing->trial.list->key->field->name;
    const char *key = cJSON_GetObjectItemCaseSensitive(element, name)->valuestring;
    return key[0] != '"' ? key : arena_copy(supposing->runs.arena, key + 1, strlen(key) - 2);
}

static bool is_taken(const struct supposing *supposing, const char *key) {
    return fnmatch(supposing->trial.glob, key, 0) == 0;
}

static bool takes_any(const struct supposing *supposing) {
    const cJSON *list = list_at(supposing, supposing->facts), *element;
    if (!cJSON_IsArray(list) || !has_all_keys(list, supposing->trial.list))
        return false;
    cJSON_ArrayForEach(element,
                       list) if (is_taken(supposing, key_of(supposing, element))) return true;
    return false;
}

// Without the list that others stand for: it stands for that of `here`.
static bool select_some(struct supposing *supposing) {
    static const char *const lists[] = {"device",      "device",       "device",
                                        "here.device", "there.device", "there.slot"};
    static const char *const globs[] = {"*1*", "*2*", "*3*", "d*", "*", "[!d2]*", "?[!2]"};
    struct random *random = &supposing->runs.random;
    struct trial *trial = &supposing->trial;
    const char *path = RANDOM_OF(random, lists);
    trial->list = root_list(trial->program->model, path);
    snprintf(trial->glob, sizeof trial->glob, "%s", RANDOM_OF(random, globs));
    supposing->stands = trial->list->fallback != NULL;
    supposing->place = supposing->stands ? "here.device" : path;
    return takes_any(supposing);
}

static bool select_any(struct supposing *supposing) {
    enum { TRIES = 6 };
    for (int i = 0; i < TRIES; i++)
        if (select_some(supposing))
            return true;
    return false;
}

// ---- changes ----

static const char *const keys_added[] = {"d77", "d21", "new", "d.3"};

// What follows a name at the front of a path, or NULL.
static const char *behind(const char *path, const char *name) {
    size_t size = strlen(name);
    return strncmp(path, name, size) == 0 && strchr(".[", path[size]) != NULL ? path + size : NULL;
}

// By the place of an element, of all or of those that are selected; as it is where it is not there.
static const char *by_place(const struct supposing *supposing, const char *list, const char *key,
                            const char *rest) {
    const cJSON *elements = list_at(supposing, supposing->facts), *element;
    bool all = supposing->stands && strcmp(list, supposing->place) == 0, found = false;
    uint32_t place = 0;
    cJSON_ArrayForEach(element, elements) {
        const char *other = key_of(supposing, element);
        found |= strcmp(other, key) == 0;
        place += strcmp(other, key) < 0 && (all || is_taken(supposing, other));
    }
    return found ? arena_printf(supposing->runs.arena, "%s[%u]%s", list, place, rest) : NULL;
}

// The name of the list in a path that leads there, or NULL; `device` is that of `here` by any name.
static const char *name_in(const struct supposing *supposing, const char *path) {
    const char *const names[] = {supposing->trial.list->path, supposing->place, "device"};
    size_t count = strcmp(supposing->place, "here.device") == 0 ? 3 : 2;
    for (size_t i = 0; i < count; i++)
        if (behind(path, names[i]) != NULL)
            return names[i];
    return NULL;
}

// A path by the name that leads to the same, be it selected or not; NULL where none does: what is
// not selected is not there to be changed.
static const char *path_to(struct supposing *supposing, const char *path) {
    struct random *random = &supposing->runs.random;
    const char *list = supposing->trial.list->path, *name = name_in(supposing, path);
    const char *rest = name != NULL ? path + strlen(name) : NULL;
    if (rest == NULL || rest[0] != '[')
        return rest != NULL && supposing->stands && random_percent(random, 50) ? list : path;
    size_t size = strcspn(rest, "]") + 1;
    bool quoted = rest[1] == '"';
    const char *key =
        arena_copy(supposing->runs.arena, rest + 1 + quoted, size - 2 - 2 * (size_t)quoted);
    if (supposing->stands && !is_taken(supposing, key))
        name = supposing->place;
    else if (!is_taken(supposing, key))
        return NULL;
    const char *placed =
        quoted && random_percent(random, 25) ? by_place(supposing, name, key, rest + size) : NULL;
    return placed != NULL ? placed : arena_printf(supposing->runs.arena, "%s%s", name, rest);
}

// The same by the name that a fleet has for it; NULL where a place would be no host of the fleet.
static const char *in_fleet(struct supposing *supposing, const char *path) {
    const char *there = fleet_path(supposing->keys, path, supposing->runs.arena);
    const char *member = there != NULL ? strchr(path, '.') : NULL;
    if (there == NULL)
        return path;
    if (member == NULL || strcmp(member, ".name") == 0)
        return NULL;
    return supposing->stands && random_percent(&supposing->runs.random, 60) ? there : path;
}

static bool is_near(const struct supposing *supposing, const char *path) {
    return name_in(supposing, path) != NULL || strchr(path, '.') == NULL;
}

static void add_change(struct supposing *supposing, const char *path, const char *value) {
    struct trial *trial = &supposing->trial;
    // in words of their own: the model may be another with the waivers
    trial->changes[trial->change_count++] = (struct session_change){
        arena_text(supposing->runs.arena, path), arena_text(supposing->runs.arena, value)};
}

// Another device, which may be selected; false where there is no list of devices.
static bool suppose_new(struct supposing *supposing) {
    struct runs *runs = &supposing->runs;
    cJSON *list = list_at(supposing, supposing->facts), *element;
    const char *key = RANDOM_OF(&runs->random, keys_added), *list_path = supposing->place;
    if (!cJSON_IsArray(list) || strstr(list_path, "device") == NULL)
        return false;
    cJSON_ArrayForEach(element,
                       list) if (strcmp(key_of(supposing, element), key) == 0) return false;
    const char *path =
        path_to(supposing, arena_printf(runs->arena, "%s[\"%s\"].big", list_path, key));
    if (path == NULL)
        return false;
    cJSON_AddItemToArray(list, element = cJSON_CreateObject());
    cJSON_AddStringToObject(element, "name", key);
    cJSON_AddRawToObject(element, "big", "2");
    if (supposing->stands && is_taken(supposing, key) && random_percent(&runs->random, 50))
        path = arena_printf(runs->arena, "device%s", strchr(path, '['));
    add_change(supposing, path, "2");
    return true;
}

// The list is taken away as a whole; false where it is not there.
static bool suppose_none(struct supposing *supposing) {
    const char *path = path_to(supposing, supposing->place);
    cJSON *list = list_at(supposing, supposing->facts);
    cJSON *place = cJSON_GetObjectItemCaseSensitive(
        supposing->facts, supposing->place[0] == 'h' ? fleet_places[0] : fleet_places[1]);
    if (list == NULL)
        return false;
    cJSON_Delete(cJSON_DetachItemViaPointer(place, list));
    if (supposing->keys[0] != NULL)
        path = in_fleet(supposing, path);
    add_change(supposing, path, NULL);
    return true;
}

// One of some changes, in the first place of what is selected from.
static void suppose(struct supposing *supposing) {
    enum { TRIES = 12 };
    struct runs *runs = &supposing->runs;
    struct trial *trial = &supposing->trial;
    struct session_change *change = &trial->changes[trial->change_count];
    if (random_percent(&runs->random, 25) && suppose_new(supposing))
        return;
    if (random_percent(&runs->random, 10) && suppose_none(supposing))
        return;
    for (int i = 0; i < TRIES; i++) {
        cJSON *facts = cJSON_Duplicate(supposing->facts, true);
        const char *path = NULL;
        if (change_fact(&runs->random, runs->arena, trial->program->model, facts, change) &&
            (is_near(supposing, change->path) || i == TRIES - 1))
            path = path_to(supposing, change->path);
        if (path != NULL && supposing->keys[0] != NULL)
            path = in_fleet(supposing, path);
        cJSON_Delete(path != NULL ? supposing->facts : facts);
        if (path == NULL)
            continue;
        supposing->facts = facts;
        add_change(supposing, path, change->value);
        return;
    }
}

// ---- judged ----

static struct trial as_file(const struct supposing *supposing) {
    struct trial file = supposing->trial;
    file.change_count = 0;
    file.facts = facts_text(supposing, supposing->facts);
    if (list_at(supposing, supposing->facts) == NULL)
        file.list = NULL; // there is nothing to select from
    return file;
}

// One of all facts, as they were or with other changes.
static const struct baseline *grow_baseline(struct supposing *supposing, struct past *past) {
    struct runs *runs = &supposing->runs;
    const struct findings *then = random_percent(&runs->random, 50) ? runs_earlier(runs) : NULL;
    bool strict = random_percent(&runs->random, 30);
    return then != NULL && runs_report(runs, then, past) ? past_baseline(past, strict) : NULL;
}

static bool account(struct supposing *supposing, struct trial *trial,
                    const struct baseline *baseline, struct text *out) {
    struct runs *runs = &supposing->runs;
    const struct findings *findings = runs_judge(runs, trial, baseline);
    if (findings == NULL)
        return false;
    account_findings(out, findings, runs->arena);
    account_report(out, trial, findings);
    struct explained_run run = {.trial = trial,
                                .facts = runs->facts[runs->count - 1],
                                .findings = findings,
                                .baseline = baseline,
                                .arena = runs->arena,
                                .wrong = runs->wrong};
    trial_explain(&run, &runs->random);
    return true;
}

static void tell(const struct supposing *supposing, struct text *out) {
    const struct trial *trial = &supposing->trial;
    text_addf(out, "%sselect %s=%s\n", supposing->keys[0] != NULL ? "of a fleet, " : "",
              trial->list->path, trial->glob);
    for (size_t i = 0; i < trial->change_count; i++)
        text_addf(out, "suppose %s = %s\n", trial->changes[i].path,
                  trial->changes[i].value != NULL ? trial->changes[i].value : "unknown");
    text_add(out, supposing->waivers);
}

// Whether the facts are taken; says why not.
static bool is_sound(struct trial *trial, struct text *wrong) {
    struct session_facts *facts = trial_load(trial);
    if (facts == NULL)
        diagnostics_render(trial->program->diagnostics, wrong);
    session_facts_free(facts);
    return facts != NULL;
}

// The policy may have waivers of what is found.
static bool waive(struct supposing *supposing) {
    struct trial *trial = &supposing->trial;
    const struct findings *before = runs_judge(&supposing->runs, trial, NULL);
    struct trial waiving = *trial;
    if (before == NULL)
        return false;
    const char *waivers = runs_waivers(&supposing->runs, before);
    waiving.policy = arena_printf(supposing->runs.arena, "%s%s", trial->policy, waivers);
    if (trial_check(&waiving, false)) {
        waiving.list = root_list(waiving.program->model, trial->list->path);
        session_free(trial->session);
        *trial = waiving;
        supposing->waivers = waivers;
    } else {
        session_free(waiving.session);
    }
    return true;
}

static enum judged judge(struct supposing *supposing, struct text *supposed, struct text *written) {
    struct past past;
    struct trial file = as_file(supposing);
    const struct baseline *baseline = grow_baseline(supposing, &past);
    bool sound = is_sound(&file, written);
    bool well = sound && account(supposing, &supposing->trial, baseline, supposed) &&
                account(supposing, &file, baseline, written);
    free(file.facts);
    return well ? JUDGED : sound ? JUDGED_NEVER : JUDGED_REFUSED;
}

enum judged trial_judge_supposed(struct trial *trial, struct text *supposed, struct text *written) {
    struct supposing supposing = {
        .runs = runs_begin(trial, supposed), .trial = *trial, .waivers = ""};
    struct trial *own = &supposing.trial;
    own->session = NULL;
    own->everything = true;
    supposing.facts = cJSON_Duplicate(trial->json, true);
    cJSON_DeleteItemFromObjectCaseSensitive(supposing.facts, "device");
    if (random_percent(&supposing.runs.random, 40))
        pick_from_fleet(&supposing);
    own->facts = facts_text(&supposing, supposing.facts);
    enum judged judged = JUDGED_NEVER;
    if (trial_check(own, true) && select_any(&supposing)) {
        for (uint32_t i = 1 + random_below(&supposing.runs.random, 2); i > 0; i--)
            suppose(&supposing);
        bool selected = takes_any(&supposing) || list_at(&supposing, supposing.facts) == NULL;
        if (own->change_count > 0 && selected)
            judged = !is_sound(own, supposed) ? JUDGED_REFUSED
                     : waive(&supposing)      ? judge(&supposing, supposed, written)
                                              : JUDGED_NEVER;
    }
    if (judged != JUDGED_NEVER) {
        tell(&supposing, supposed);
        tell(&supposing, written);
    }
    runs_end(&supposing.runs);
    free(own->facts);
    cJSON_Delete(supposing.facts);
    session_free(own->session);
    return judged;
}
