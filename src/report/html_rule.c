// One rule in the HTML report, and load lines.
#include "report/html.h"

#include <inttypes.h>

#include "lang/diagnostic.h"
#include "report/tell.h"

// ---- the load line ----

// A mark at what there is or is allowed, over a bar as long as what is asked for: as on a ship, the
// water must not rise above it. Numbers are drawn to scale from 0 on, so that none is drawn that is
// less.
struct gauge {
    double capacity, load, most;
};

static double number_of(struct decimal value) {
    return (double)value.nano / (double)DECIMAL_ONE;
}

static bool gauge_make(const struct requirement_finding *requirement, struct gauge *gauge) {
    const struct margin *margin = &requirement->margin;
    if (!margin->sides_known || margin->of_times) // times are no amounts
        return false;
    double left = number_of(margin->left), right = number_of(margin->right);
    gauge->capacity = margin->capacity_left ? left : right;
    gauge->load = margin->capacity_left ? right : left;
    gauge->most = gauge->capacity > gauge->load ? gauge->capacity : gauge->load;
    return gauge->capacity >= 0 && gauge->load >= 0 && gauge->most > 0;
}

bool html_is_drawn(const struct requirement_finding *requirement) {
    struct gauge gauge;
    return gauge_make(requirement, &gauge);
}

static void draw(struct text *out, const struct gauge *gauge) {
    enum { WIDTH = 1000, MOST = 940 };
    int mark = (int)(gauge->capacity / gauge->most * MOST);
    int load = (int)(gauge->load / gauge->most * MOST);
    int within = load < mark ? load : mark;
    text_addf(out,
              "<svg viewBox=\"0 0 %d 36\" preserveAspectRatio=\"none\" aria-hidden=\"true\">"
              "<rect class=\"track\" x=\"0\" y=\"10\" width=\"%d\" height=\"16\"/>"
              "<rect class=\"fill\" x=\"0\" y=\"10\" width=\"%d\" height=\"16\"/>",
              WIDTH, MOST, within);
    if (load > mark)
        text_addf(out, "<rect class=\"over\" x=\"%d\" y=\"10\" width=\"%d\" height=\"16\"/>", mark,
                  load - mark);
    text_addf(out,
              "<path class=\"mark\" vector-effect=\"non-scaling-stroke\" d=\"M%d 2V34\"/></svg>\n",
              mark);
}

static void add_value(struct text *out, const char *what, struct decimal value,
                      const struct type *type) {
    struct text shown = {0};
    number_show(&shown, value, type);
    text_addf(out, "%s <strong>", what);
    html_add(out, text_data(&shown));
    text_add(out, "</strong>");
    text_clear(&shown);
}

void html_load_line(struct text *out, const struct rule_finding *finding,
                    const struct requirement_finding *requirement) {
    const struct margin *margin = &requirement->margin;
    struct gauge gauge;
    text_add(out, "<div class=\"load\">\n");
    if (gauge_make(requirement, &gauge)) {
        draw(out, &gauge);
        text_add(out, "<p>");
        add_value(out, margin->limit ? "allowed" : "there is",
                  margin->capacity_left ? margin->left : margin->right, &margin->type);
        add_value(out, margin->limit ? ", there is" : ", needed",
                  margin->capacity_left ? margin->right : margin->left, &margin->type);
        text_add(out, ": ");
    } else {
        text_add(out, "<p><code>");
        html_add(out, requirement->shown != NULL ? requirement->shown : finding->rule->title);
        text_add(out, "</code>: ");
    }
    html_add(out, margin->text);
    if (margin->subject.text[0] != '\0') {
        text_add(out, " <span class=\"soft\">(");
        html_add(out, margin->subject.text);
        text_add(out, ")</span>");
    }
    text_add(out, "</p>\n</div>\n");
}

// ---- a rule ----

static void write_values(struct text *out, const struct failed_subject *failed, bool named) {
    if (failed->value_count == 0)
        return;
    text_addf(out, "%s<span class=\"values soft\">", named ? "<br>" : "");
    for (uint32_t i = 0; i < failed->value_count; i++) {
        html_add(out, i > 0 ? ", " : "");
        html_add(out, failed->values[i].text);
        html_add(out, " = ");
        html_add(out, failed->values[i].value);
    }
    text_add(out, "</span>");
}

static void write_failed(struct text *out, const struct requirement_finding *requirement) {
    uint64_t count = excused_not(requirement->failed_elements, &requirement->failed_excused);
    uint64_t shown = count < requirement->failed_shown ? count : requirement->failed_shown;
    if (shown == 0)
        return;
    text_add(out, "<ul class=\"subjects\">\n");
    for (uint64_t i = 0; i < shown; i++) {
        const struct failed_subject *failed = &requirement->failed[i];
        text_add(out, "<li>");
        html_add(out, failed->subject->text);
        html_add(out, failed->subject->text[0] != '\0' && failed->message != NULL ? ": " : "");
        html_add(out, failed->message != NULL ? failed->message : "");
        write_values(out, failed, failed->subject->text[0] != '\0' || failed->message != NULL);
        text_add(out, "</li>\n");
    }
    if (count > shown)
        text_addf(out, "<li>and %" PRIu64 " more</li>\n", count - shown);
    text_add(out, "</ul>\n");
}

// Facts that one command tells stand together above it.
static void write_told(struct text *out, const struct told_facts *told) {
    text_add(out, "<li>");
    for (size_t i = 0; i < told->count; i++) {
        text_add(out, i > 0 ? "<br>" : "");
        text_add_xml(out, told->facts[i]);
    }
    if (told->command[0] != '\0') {
        text_add(out, "<br><span class=\"soft\">how to get it:</span> <code class=\"command\">");
        html_add(out, told->command);
        text_add(out, "</code>");
    }
    text_add(out, "</li>\n");
}

static void write_missing(struct text *out, const struct report *report,
                          const struct rule_finding *finding) {
    enum { MOST = 10 };
    struct arena *arena = arena_new();
    struct told_rule told = tell_rule(report, finding, MOST, arena);
    text_add(out, told.count > 0 ? "<ul class=\"subjects\">\n" : "");
    for (size_t i = 0; i < told.count; i++)
        write_told(out, &told.items[i]);
    if (told.more > 0)
        text_addf(out, "<li>and %s%" PRIu64 " more</li>\n", told.bounded ? "at least " : "",
                  told.more);
    text_add(out, told.count > 0 ? "</ul>\n" : "");
    arena_free(arena);
}

static void write_see(struct text *out, const struct report *report,
                      const struct rule_finding *finding) {
    struct text id = {0}, at = {0};
    plain_add_id(&id, finding);
    report_add_place(&at, report, finding->rule->span);
    text_add(out, "<p class=\"soft\"><code>");
    html_add(out, text_data(&id));
    text_add(out, "</code>");
    for (uint32_t i = 0; i < finding->rule->see_count; i++) {
        text_add(out, ", see ");
        html_add(out, finding->rule->see[i]);
    }
    text_add(out, ", ");
    html_add(out, text_data(&at));
    text_add(out, "</p>\n");
    text_clear(&id);
    text_clear(&at);
}

void html_rule(struct text *out, const struct report *report, const struct rule_finding *finding) {
    enum plain_state state = plain_state(report, finding);
    text_add(out, "<article>\n<h3>");
    html_add_word(out, finding, state);
    text_add_char(out, ' ');
    html_add(out, finding->rule->title);
    text_add(out, "</h3>\n");
    for (uint32_t i = 0; i < finding->requirement_count; i++) {
        const struct requirement_finding *at = &finding->requirements[i];
        if (at->verdict != VERDICT_FAIL)
            continue;
        if (at->margin.present)
            html_load_line(out, finding, at);
        write_failed(out, at);
    }
    write_missing(out, report, finding);
    write_see(out, report, finding);
    text_add(out, "</article>\n");
}
