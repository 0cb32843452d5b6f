// Fuzzes reports of odd names: those of two machines, of a policy's file, of its rule's title, in
// messages and remedies. No format passes on what a terminal must not be sent.
#include "config.h"

#include "judge.h"

#include <stdio.h>
#include <string.h>

#include "base/json.h"
#include "base/utf8.h"

static const char policy_format[] = "policy odd\n"
                                    "use facts oracle 1\n"
                                    "rule fails %s {\n"
                                    "    for each device\n"
                                    "    require device.size < 1 GiB\n"
                                    "    message \"{device.name} on {here.name}: {device.badge}\"\n"
                                    "    remedy \"Take {device.name} off\"\n"
                                    "}\n"
                                    "rule unknown %s {\n"
                                    "    severity warning\n"
                                    "    for each device\n"
                                    "    require device.used < 1 GiB\n"
                                    "    remedy \"Ask {device.name}\"\n"
                                    "}\n"
                                    "rule passes %s {\n"
                                    "    require every device has device.name != \"\"\n"
                                    "}\n";

static void add_device(struct json *json, const char *name, const char *badge) {
    json_begin(json, NULL, '{');
    json_text(json, "name", name);
    json_text(json, "size", "2 GiB");
    json_begin(json, "badge", '[');
    json_text(json, NULL, badge);
    json_end(json, ']');
    json_end(json, '}');
}

static void add_reason(struct json *json, const char *reason) {
    json_begin(json, "collected", '[');
    json_begin(json, NULL, '{');
    json_begin(json, "missing", '[');
    json_begin(json, NULL, '{');
    json_text(json, "fact", "here.device.used");
    json_text(json, "reason", reason);
    json_end(json, '}');
    json_end(json, ']');
    json_end(json, '}');
    json_end(json, ']');
}

static void add_facts(struct text *out, const char *one, const char *other) {
    struct json json = {.out = out};
    json_begin(&json, NULL, '{');
    json_begin(&json, "here", '{');
    json_text(&json, "name", one);
    json_begin(&json, "device", '[');
    add_device(&json, one, other);
    if (strcmp(one, other) != 0)
        add_device(&json, other, one);
    json_end(&json, ']');
    json_end(&json, '}');
    add_reason(&json, other);
    json_end(&json, '}');
}

// ---- what was written ----

// A browser shows HTML, and labels of metrics have to be exact.
static bool is_for_terminals(const char *format) {
    static const char *const others[] = {"html", "openmetrics"};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (strcmp(format, others[i]) == 0)
            return false;
    return true;
}

static void check_characters(const char *format, const struct text *out) {
    const char *at = text_data(out), *end = at + out->size;
    fuzz_expect(utf8_check(at, out->size) == out->size, "a report is UTF-8");
    while (at < end) {
        uint32_t code;
        at += utf8_decode(at, &code);
        fuzz_expect(code >= 0x20 || code == '\n' || code == '\t', "no controls in a report");
        bool safe = code == '\n' || !is_for_terminals(format) || !text_is_unsafe(code);
        if (!safe)
            fprintf(stderr, "%s has U+%04X\n", format, (unsigned)code);
        fuzz_expect(safe, "nothing in a report harms a terminal");
    }
}

static void write_all(const struct report *given) {
    struct report report = *given;
    for (size_t i = 0; report_writers[i] != NULL; i++)
        check_characters(report_writers[i]->name, judge_report(&report, report_writers[i]));
    report.by = "here.device";
    report.width = 0;
    check_characters("text", judge_report(&report, &report_text));
    report.by = NULL;
    report.quiet = true;
    report.verbose = false;
    check_characters("text", judge_report(&report, &report_text));
}

static void evaluate(struct session *session, const char *one, const char *other) {
    struct text facts = {0};
    add_facts(&facts, one, other);
    const struct part part = {text_data(&facts), facts.size};
    struct diagnostics *diagnostics = session->program->diagnostics;
    struct session_facts *read = judge_facts(session, diagnostics, &part, 1);
    if (read != NULL)
        judge(session, read, write_all);
    session_facts_free(read);
    text_clear(&facts);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    if (utf8_check((const char *)data, size) != size)
        return -1;
    struct arena *arena = arena_new();
    struct parts parts = parts_split(data, size, arena);
    struct text title = {0}, policy = {0};
    const char *one = parts.items[0].text, *other = parts.items[parts.count - 1].text;
    text_add_quoted(&title, one);
    text_addf(&policy, policy_format, text_data(&title), text_data(&title), text_data(&title));
    struct session *session = session_new(fuzz_source("tests/oracle"));
    session->digests = true;
    session_add_text(session, other, text_data(&policy), policy.size);
    if (!session_check(session))
        judge_complain(session->program->diagnostics, "a policy with an odd title is one");
    evaluate(session, one, other);
    judge_messages(session->program->diagnostics);
    session_free(session);
    text_clear(&title);
    text_clear(&policy);
    arena_free(arena);
    return 0;
}
