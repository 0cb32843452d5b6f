// Facts of ships at random, as JSON, and changes of them, made in the plainest way.
#include "config.h"

#include "random_ships.h"

#include <check.h>
#include <string.h>

#include "../random.h"

// ---- facts ----

static struct random chance;

void ships_seed(uint64_t seed) {
    chance = random_new(seed);
}

uint32_t ships_below(uint32_t limit) {
    return random_below(&chance, limit);
}

static const struct ship_field fields[] = {
    {"crew", {"1", "12"}, {"1", "12"}},
    {"length", {"99.5", "12"}, {"99.5", "12"}},
    {"hold", {"4 KiB", "12 B"}, {"4096", "12"}},
    {"launched",
     {"2020-01-01", "2020-01-01T10:00:00Z"},
     {"\"2020-01-01T00:00:00Z\"", "\"2020-01-01T10:00:00Z\""}},
    {"armed", {"true", "false"}, {"true", "false"}},
    {"class", {"tug", "liner"}, {"\"tug\"", "\"liner\""}},
    {"build", {"1.2", "1.10"}, {"\"1.2\"", "\"1.10\""}},
    {"to_port", {"Kiel", "somewhere new"}, {"\"Kiel\"", "\"somewhere new\""}},
    {"port", {"Kiel,Bergen", ""}, {"[\"Kiel\",\"Bergen\"]", "[]"}},
    {"port[0]", {"Riga", "Kiel"}, {"\"Riga\"", "\"Kiel\""}},
    {"engine", {NULL, NULL}, {NULL, NULL}},
    {"engine.maker", {"MAN", "Deutz"}, {"\"MAN\"", "\"Deutz\""}},
    {"engine.power", {"1.5", "7"}, {"1.5", "7"}},
    {"engine.part", {NULL, NULL}, {NULL, NULL}},
    {"engine.part[2 MiB].spare", {"true", "false"}, {"true", "false"}},
    {"engine.part[4 KiB].spare", {"true", "false"}, {"true", "false"}},
    {"engine.part[2 MiB]", {NULL, NULL}, {NULL, NULL}},
    {"cargo", {NULL, NULL}, {NULL, NULL}},
    {"cargo[1]", {NULL, NULL}, {NULL, NULL}},
    {"cargo[1].what", {"tea", "tin"}, {"\"tea\"", "\"tin\""}},
    {"cargo[2].what", {"tea", "tar"}, {"\"tea\"", "\"tar\""}},
    {"cargo[0].box[\"x\"].weight", {"1", "2"}, {"1", "2"}},
    {"cargo[1].box[\"m\"].weight", {"5", "6"}, {"5", "6"}},
    {"cargo[1].box[\"a\"]", {NULL, NULL}, {NULL, NULL}},
    {"cargo[1].box", {NULL, NULL}, {NULL, NULL}},
    {"log", {NULL, NULL}, {NULL, NULL}},
    {"log[0].line", {"out", "home"}, {"\"out\"", "\"home\""}},
    {"log[1]", {NULL, NULL}, {NULL, NULL}},
};

static cJSON *parse_json(const char *text) {
    cJSON *json = cJSON_Parse(text);
    ck_assert_msg(json != NULL, "%s", text);
    return json;
}

static cJSON *random_cargo(uint32_t id) {
    cJSON *cargo = cJSON_CreateObject();
    cJSON_AddNumberToObject(cargo, "id", id);
    cJSON *boxes = ships_below(2) ? cJSON_AddArrayToObject(cargo, "box") : NULL;
    for (char label = 'c'; boxes != NULL && label > 'a' - 1; label--)
        if (ships_below(2)) {
            cJSON *box = cJSON_CreateObject();
            cJSON_AddStringToObject(box, "label", (char[]){label, '\0'});
            if (ships_below(2))
                cJSON_AddNumberToObject(box, "weight", ships_below(9));
            cJSON_AddItemToArray(boxes, box);
        }
    return cargo;
}

static cJSON *random_ship(const char *name) {
    cJSON *ship = cJSON_CreateObject();
    cJSON_AddStringToObject(ship, "name", name);
    for (size_t i = 0; i < 9; i++)
        if (ships_below(2))
            cJSON_AddItemToObject(ship, fields[i].path,
                                  parse_json(fields[i].jsons[ships_below(2)]));
    cJSON *cargo = ships_below(3) ? cJSON_AddArrayToObject(ship, "cargo") : NULL;
    for (uint32_t id = 3; cargo != NULL && id > 0; id--)
        if (ships_below(2))
            cJSON_AddItemToArray(cargo, random_cargo(id));
    cJSON *log = ships_below(2) ? cJSON_AddArrayToObject(ship, "log") : NULL;
    for (uint32_t i = ships_below(3); log != NULL && i > 0; i--)
        cJSON_AddItemToArray(log, parse_json(i == 1 ? "{\"line\":\"x\"}" : "{}"));
    if (ships_below(2))
        cJSON_AddItemToObject(ship, "engine",
                              parse_json(ships_below(2) ? "{\"power\":1}"
                                                        : "{\"part\":[{\"size\":\"8 KiB\"},"
                                                          "{\"size\":\"2 MiB\",\"spare\":true}]}"));
    return ship;
}

static void random_list(cJSON *root, const char *list) {
    static const char *const names[] = {"e", "d", "c", "b", "a"};
    cJSON *ships = cJSON_AddArrayToObject(root, list);
    for (size_t i = 0; i < 5; i++)
        if (ships_below(2))
            cJSON_AddItemToArray(ships, random_ship(names[i]));
}

cJSON *ships_facts(void) {
    cJSON *root = parse_json("{\"facts\":\"sea\",\"version\":1}");
    if (ships_below(2))
        cJSON_AddItemToObject(root, "home", random_ship("home"));
    if (ships_below(4))
        random_list(root, "ship");
    else if (ships_below(2))
        random_list(root, "chosen");
    return root;
}

// ---- changes ----

static const char *member_key(const char *list) {
    return strcmp(list, "cargo") == 0  ? "id"
           : strcmp(list, "box") == 0  ? "label"
           : strcmp(list, "part") == 0 ? "size"
           : strcmp(list, "log") == 0  ? NULL
           : strcmp(list, "port") == 0 ? NULL
                                       : "name";
}

static bool has_key(const cJSON *element, const char *key, const struct fact_step *step) {
    const cJSON *value = cJSON_GetObjectItem(element, key);
    if (step->kind == FACT_STEP_POSITION)
        return value != NULL && value->valuedouble == (double)step->position;
    return value != NULL && value->valuestring != NULL &&
           strcmp(value->valuestring, step->text) == 0;
}

static int index_of(const cJSON *list, const struct fact_step *step) {
    const char *key = member_key(list->string);
    int count = cJSON_GetArraySize(list);
    if (key == NULL)
        return (int)step->position < count ? (int)step->position : -1;
    for (int i = 0; i < count; i++)
        if (has_key(cJSON_GetArrayItem(list, i), key, step))
            return i;
    return -1;
}

static cJSON *new_element(cJSON *list, const struct fact_step *step) {
    const char *key = member_key(list->string);
    cJSON *element = cJSON_CreateObject();
    if (step->kind == FACT_STEP_POSITION)
        cJSON_AddNumberToObject(element, key, (double)step->position);
    else
        cJSON_AddStringToObject(element, key, step->text);
    cJSON_AddItemToArray(list, element);
    return element;
}

bool ships_change(cJSON *root, const struct fact_path *path, const char *json) {
    cJSON *at = root;
    for (size_t i = 0; i + 1 < path->count; i++) {
        const struct fact_step *step = &path->steps[i];
        bool list = fact_step_is_index(&path->steps[i + 1]);
        if (fact_step_is_index(step)) {
            int index = index_of(at, step);
            bool adds = json != NULL && member_key(at->string) != NULL;
            if (index < 0 && !adds)
                return false;
            at = index < 0 ? new_element(at, step) : cJSON_GetArrayItem(at, index);
            continue;
        }
        cJSON *next = cJSON_GetObjectItem(at, step->text);
        if (next == NULL)
            next = list ? cJSON_AddArrayToObject(at, step->text)
                        : cJSON_AddObjectToObject(at, step->text);
        at = next;
    }
    const struct fact_step *last = &path->steps[path->count - 1];
    if (!fact_step_is_index(last)) {
        cJSON_DeleteItemFromObject(at, last->text);
        if (json != NULL)
            cJSON_AddItemToObject(at, last->text, parse_json(json));
        return true;
    }
    int index = index_of(at, last);
    if (index >= 0 && json != NULL)
        cJSON_ReplaceItemInArray(at, index, parse_json(json));
    else if (index >= 0)
        cJSON_DeleteItemFromArray(at, index);
    return index >= 0;
}

bool ships_lack_list(cJSON *root, const struct fact_path *path) {
    const cJSON *at = root;
    for (size_t i = 0; at != NULL && i + 1 < path->count; i++) {
        const struct fact_step *step = &path->steps[i];
        if (fact_step_is_index(step))
            at = index_of(at, step) < 0 ? NULL : cJSON_GetArrayItem(at, index_of(at, step));
        else
            at = cJSON_GetObjectItem(at, step->text);
    }
    return at == NULL;
}

const char *ships_path(struct arena *arena, const struct ship_field **field) {
    static const char *const ships[] = {"ship[\"a\"]",   "ship[\"b\"]",   "ship[\"d\"]",
                                        "ship[\"e\"]",   "ship[\"f\"]",   "chosen[\"a\"]",
                                        "chosen[\"c\"]", "chosen[\"g\"]", "home"};
    static const char *const wholes[] = {"ship",        "chosen",      "home",
                                         "ship[\"a\"]", "ship[\"c\"]", "chosen[\"b\"]"};
    *field = &fields[ships_below(sizeof fields / sizeof *fields)];
    if (ships_below(12) == 0) {
        *field = NULL;
        return RANDOM_OF(&chance, wholes);
    }
    return arena_printf(arena, "%s.%s", RANDOM_OF(&chance, ships), (*field)->path);
}
