// Waivers in the text report: below the rules that they cover something of, and at the end.
#include <inttypes.h>
#include <string.h>

#include "base/intern.h"
#include "report/page.h"

static bool covers_any(const struct waiver_finding *finding) {
    return finding->subject_count > 0 || finding->whole;
}

// "vm["db01"]", "vm like "legacy-*"", or nothing where it is of the whole rule.
static void add_named(struct text *out, const struct waiver *waiver) {
    if (waiver->subject.count == 0)
        return;
    text_add(out, " for ");
    fact_path_show(out, &waiver->subject);
    if (waiver->node->like == NULL)
        return;
    text_add(out, " like ");
    text_add_quoted(out, waiver->node->like);
}

// ---- below a rule ----

// "until 2027-01-31 (69 d left)"
static void add_end(struct text *out, const struct waiver_finding *finding) {
    char day[TIME_TEXT];
    report_day(finding->waiver->node->until, day);
    if (finding->state == WAIVER_EXPIRED)
        text_addf(out, "ended %s", day);
    else if (finding->days_left == 0)
        text_addf(out, "until %s (ends today)", day);
    else
        text_addf(out, "until %s (%" PRId64 " d left)", day, finding->days_left);
}

static void add_state(struct text *out, const struct waiver_finding *finding) {
    static const char *const words[] = {
        [WAIVER_IN_FORCE] = "waived ",
        [WAIVER_REPLACED] = "waiver that another replaces: ",
        [WAIVER_EXPIRED] = "no longer waived: ",
        [WAIVER_TOO_LONG] = "not waived, for that would be too long: ",
        [WAIVER_AMBIGUOUS] = "not waived, for two elements have that key: ",
        [WAIVER_OFF] = "not waived, with --no-waivers: ",
    };
    text_add(out, words[finding->state]);
    add_end(out, finding);
    text_addf(out, " by %s: %s", finding->waiver->node->approved, finding->waiver->node->because);
}

static void add_subject(const void *state, uint64_t index, struct text *out) {
    const char *const *subjects = state;
    text_add(out, subjects[index]);
}

// What waivers in force cover of a rule.
struct covered {
    struct arena *arena;
    struct intern *subjects;
    bool whole;
};

static struct covered covered_of(const struct findings *findings, const struct rule_finding *rule) {
    struct covered covered = {.arena = arena_new()};
    covered.subjects = intern_new(covered.arena);
    for (const struct waiver_finding *finding = findings_waiver(findings, rule->policy, rule->rule);
         finding != NULL; finding = findings_next_waiver(finding, rule->policy, rule->rule)) {
        if (finding->state != WAIVER_IN_FORCE)
            continue;
        covered.whole |= finding->whole;
        for (uint32_t k = 0; k < finding->subject_count; k++)
            intern_name(covered.subjects, finding->subjects[k]);
    }
    return covered;
}

static bool is_covered(const struct covered *covered, const char *subject) {
    return intern_find(covered->subjects, subject, strlen(subject)) != INTERN_NONE;
}

// What is said below the rule: what a waiver covers; of one that has ended, what no other does.
struct shown_waiver {
    const struct waiver_finding *finding;
    const char **subjects;
    uint32_t count;
    bool whole;
};

static struct shown_waiver shown_waiver(const struct covered *covered,
                                        const struct waiver_finding *finding) {
    bool ended = finding->state == WAIVER_EXPIRED;
    struct shown_waiver shown = {
        .finding = finding,
        .subjects = ARENA_ARRAY(covered->arena, const char *, finding->subject_count),
        .whole = finding->whole && !(ended && covered->whole)};
    for (uint32_t i = 0; i < finding->subject_count; i++)
        if (!ended || !is_covered(covered, finding->subjects[i]))
            shown.subjects[shown.count++] = finding->subjects[i];
    return shown;
}

static void write_subjects(struct page *page, const struct shown_waiver *shown) {
    const struct waiver_finding *finding = shown->finding;
    struct page_names names = {add_subject, shown->subjects, shown->count, NULL, false};
    struct text line = {0};
    if (names.count == 0)
        return;
    names.between = page_between(shown->subjects[0]);
    page_add_names(page, &line, PAGE_INDENT + 2, &names);
    text_add(&line, finding->left_out > 0 ? "; others are not named" : "");
    if (line.size > 0) // "" where the whole rule is waived
        page_line(page, 1, text_data(&line));
    text_clear(&line);
}

void page_waivers(struct page *page, const struct rule_finding *rule) {
    const struct findings *findings = page->report->findings;
    const struct waiver_finding *finding = findings_waiver(findings, rule->policy, rule->rule);
    struct text line = {0};
    if (finding == NULL)
        return;
    struct covered covered = covered_of(findings, rule);
    for (; finding != NULL; finding = findings_next_waiver(finding, rule->policy, rule->rule)) {
        if (!covers_any(finding))
            continue;
        struct shown_waiver shown = shown_waiver(&covered, finding);
        text_reset(&line);
        add_state(&line, finding);
        if (shown.count > 0 || shown.whole) {
            page_line(page, 0, text_data(&line));
            write_subjects(page, &shown);
        }
    }
    arena_free(covered.arena);
    text_clear(&line);
}

// ---- at the end ----

// What is to be said of a waiver beside what it covers; false: nothing.
static bool add_warning(struct text *out, const struct page *page,
                        const struct waiver_finding *finding) {
    bool covers = covers_any(finding);
    switch (finding->state) {
    case WAIVER_UNUSED:
        text_add(out, finding->unknown
                          ? "does not cover what is unknown, and there is nothing else to waive"
                          : "has nothing to waive");
        return true;
    case WAIVER_UNKNOWN_SUBJECT:
        text_add(out, "names nothing that is in the facts; it may have moved already");
        return true;
    case WAIVER_REPLACED:
        text_add(out, "is replaced by ");
        report_add_place(out, page->report, finding->other->node->span);
        text_add(out, ", for the same, which ends no earlier");
        return true;
    case WAIVER_EXPIRED:
        add_end(out, finding);
        text_add(out, covers ? "" : ", and there is nothing to waive");
        return true;
    case WAIVER_TOO_LONG:
        text_add(out, "lasts longer than waivers may, and was not applied");
        return true;
    case WAIVER_AMBIGUOUS:
        text_add(out, "names a key that two elements have, and was not applied");
        return true;
    case WAIVER_IN_FORCE:
    case WAIVER_OFF:
    case WAIVER_APART:
        break;
    }
    return false;
}

static void write_warning(struct page *page, const struct waiver_finding *finding) {
    struct text line = {0}, problem = {0};
    if (add_warning(&problem, page, finding)) {
        report_add_place(&line, page->report, finding->waiver->node->span);
        text_addf(&line, ": the waiver of %s", finding->waiver->rule->name);
        add_named(&line, finding->waiver);
        text_addf(&line, " %s", text_data(&problem));
        page_warning(page, text_data(&line));
    }
    text_clear(&line);
    text_clear(&problem);
}

static void write_off(struct page *page) {
    const struct findings *findings = page->report->findings;
    uint32_t count = 0;
    for (uint32_t i = 0; i < findings->waiver_count; i++)
        count += findings->waivers[i].state == WAIVER_OFF;
    if (count == 0)
        return;
    struct text line = {0};
    text_addf(&line, "--no-waivers: %" PRIu32 " %s in force %s not applied", count,
              count == 1 ? "waiver" : "waivers", count == 1 ? "is" : "are");
    page_warning(page, text_data(&line));
    text_clear(&line);
}

void page_waiver_warnings(struct page *page) {
    const struct findings *findings = page->report->findings;
    for (uint32_t i = 0; i < findings->waiver_count; i++)
        write_warning(page, &findings->waivers[i]);
    write_off(page);
}
