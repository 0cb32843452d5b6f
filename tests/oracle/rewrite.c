// The same policy in other words: laid out, and with the cures of the linter.
#include <string.h>

#include "case.h"
#include "format/format.h"
#include "lint/lint_text.h"

static const char *laid_out(struct trial *trial, const char *policy) {
    struct text text = {0};
    enum format_result result = format_text("random.plim", policy, strlen(policy), &text);
    const char *copy = result == FORMAT_DONE ? text_copy(&text, trial->arena) : NULL;
    text_clear(&text);
    return copy;
}

enum judged trial_judge_laid_out(struct trial *trial, struct text *out) {
    struct verdicts verdicts = {0};
    const char *once = laid_out(trial, trial->policy);
    const char *twice = once != NULL ? laid_out(trial, once) : NULL;
    if (twice == NULL || strcmp(once, twice) != 0)
        return JUDGED_REFUSED;
    return trial_judge_by(trial, once, out, &verdicts);
}

// docs/lint.md names those that change the meaning.
static bool keeps_meaning(const void *state, const struct lint_rule *rule) {
    static const char *const others[] = {"case-mismatch", "regex-in-like", "no-lower-bound"};
    (void)state;
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (strcmp(lint_rule_name(rule), others[i]) == 0)
            return false;
    return true;
}

// NULL where there is no cure.
static const char *mended_once(struct trial *trial, const char *policy) {
    const struct lint_settings settings = {trial_model_folder(), keeps_meaning, NULL, trial->now};
    struct lint_text lint;
    struct text text = {0};
    lint_text(&lint, &settings, "random.plim", policy, strlen(policy));
    bool cured = lint.sound && lint_text_fix(&lint, &text) > 0;
    const char *mended = cured ? text_copy(&text, trial->arena) : NULL;
    lint_text_clear(&lint);
    text_clear(&text);
    return mended;
}

enum judged trial_judge_mended(struct trial *trial, const char **mended,
                               struct verdicts *verdicts) {
    enum { ROUNDS = 10 };
    struct text account = {0};
    const char *next = mended_once(trial, trial->policy);
    if (next == NULL)
        return JUDGED_NEVER;
    for (int round = 0; next != NULL && round < ROUNDS; round++) {
        *mended = next;
        next = mended_once(trial, next);
    }
    enum judged judged = trial_judge_by(trial, *mended, &account, verdicts);
    text_clear(&account);
    return judged;
}
