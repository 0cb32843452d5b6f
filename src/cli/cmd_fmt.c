// plimsoll fmt: the one layout of policies.
#include "config.h"

#include "cli/command.h"

#include <string.h>

#include "base/file.h"
#include "cli/difference.h"
#include "format/format.h"
#include "lang/source.h"
#include "program/program_list.h"

static const char name[] = "fmt";

enum { OPTION_CHECK = OPTION_OWN, OPTION_DIFF, OPTION_WRITE };

static const struct option_row own[] = {
    {OPTION_CHECK, "check", 0, NULL, VALUE_NONE,
     "write nothing; name the files whose layout is another, and exit\nwith 1 if there are any"},
    {OPTION_DIFF, "diff", 0, NULL, VALUE_NONE,
     "write nothing; show what would change, and exit with 1 if\nanything would"},
    {OPTION_WRITE, "write", 'w', NULL, VALUE_NONE, "write the layout back to the files"},
    {0, NULL, 0, NULL, VALUE_NONE, NULL},
};
static const struct option_table options[] = {{own, NULL}, {NULL, NULL}};

struct fmt {
    struct request request;
    bool check, diff, write;
    int status;
};

static bool take(void *state, int option, char *value) {
    struct fmt *fmt = state;
    (void)value;
    if (option == OPTION_CHECK)
        fmt->check = true;
    if (option == OPTION_DIFF)
        fmt->diff = true;
    if (option == OPTION_WRITE)
        fmt->write = true;
    return true;
}

static void worsen(struct fmt *fmt, int status) {
    if (status > fmt->status)
        fmt->status = status;
}

// The texts of a file, as it is and as it is to be.
struct texts {
    const char *path;
    struct text before, after;
};

static bool is_input(const char *path) {
    return strcmp(path, "-") == 0;
}

// Writes the layout where it belongs. What is right already is not written.
static int put(const struct fmt *fmt, const struct texts *texts, bool same) {
    if (!fmt->check && !fmt->diff && !fmt->write)
        return output_print(name, &texts->after) ? STATUS_PASS : STATUS_INPUT;
    if (same)
        return STATUS_PASS;
    if (fmt->diff && !difference_print(name, texts->path, &texts->before, &texts->after))
        return STATUS_INPUT;
    if (fmt->check)
        printf("%s\n", texts->path);
    if (fmt->write && !output_write(name, texts->path, text_data(&texts->after), texts->after.size))
        return STATUS_INPUT;
    return fmt->write ? STATUS_PASS : STATUS_FAIL;
}

static int lay_out(const struct fmt *fmt, struct texts *texts) {
    const char *shown = is_input(texts->path) ? "standard input" : texts->path;
    switch (format_text(shown, text_data(&texts->before), texts->before.size, &texts->after)) {
    case FORMAT_DONE:
        break;
    case FORMAT_MISTAKES:
        fputs(text_data(&texts->after), stderr);
        return STATUS_INPUT;
    case FORMAT_TOO_LARGE:
        complain(name, "%s was left alone: its layout would be larger than %d MiB", shown,
                 SOURCE_FILE_LIMIT >> 20);
        return STATUS_INPUT;
    case FORMAT_CHANGED:
        complain(name,
                 "%s was left alone: its layout would not say the same, which is a mistake "
                 "in Plimsoll",
                 shown);
        return STATUS_INTERNAL;
    }
    return put(
        fmt, texts,
        texts->before.size == texts->after.size &&
            memcmp(text_data(&texts->before), text_data(&texts->after), texts->before.size) == 0);
}

static int format_file(const struct fmt *fmt, const char *path) {
    struct texts texts = {.path = path};
    int problem = file_read(is_input(path) ? "/dev/stdin" : path, SOURCE_FILE_LIMIT, &texts.before);
    int status = STATUS_INPUT;
    if (problem != 0)
        complain(name, "%s cannot be read: %s", path, strerror(problem));
    else
        status = lay_out(fmt, &texts);
    text_clear(&texts.before);
    text_clear(&texts.after);
    return status;
}

static int format_folder(const struct fmt *fmt, const char *folder) {
    struct listed_files files = list_folder(fmt->request.arena, folder);
    int status = STATUS_PASS;
    if (files.cut || files.count == 0) {
        complain(name,
                 files.cut ? "%s is too large a folder; name one within it"
                           : "there is no .plim file in %s",
                 folder);
        return STATUS_INPUT;
    }
    for (size_t i = 0; i < files.count; i++) {
        int one = format_file(fmt, files.items[i].path);
        status = one > status ? one : status;
    }
    return status;
}

static bool makes_sense(const struct fmt *fmt) {
    const struct request *request = &fmt->request;
    bool many = request->operand_count > 1 || is_folder(request->operands[0]);
    if (fmt->check + fmt->diff + fmt->write > 1 && !(fmt->check && fmt->diff && !fmt->write))
        return complain(name, "--write goes with neither --check nor --diff");
    if (many && !fmt->check && !fmt->diff && !fmt->write)
        return complain(name, "these are several files; add --check, --diff or --write");
    for (size_t i = 0; fmt->write && i < request->operand_count; i++)
        if (is_input(request->operands[i]))
            return complain(name, "standard input cannot be written back; leave out --write");
    return true;
}

static int run(void *state) {
    struct fmt *fmt = state;
    const struct request *request = &fmt->request;
    if (!makes_sense(fmt))
        return STATUS_INPUT;
    for (size_t i = 0; i < request->operand_count; i++)
        worsen(fmt, is_folder(request->operands[i]) ? format_folder(fmt, request->operands[i])
                                                    : format_file(fmt, request->operands[i]));
    int flushed = command_flush();
    return flushed > fmt->status ? flushed : fmt->status;
}

const struct command cmd_fmt = {
    .name = name,
    .summary = "lay policies out as all policies are",
    .help =
        "usage: plimsoll fmt PATH... [OPTION]...\n"
        "\n"
        "Writes a policy in the one layout that all policies have: lines of 100 columns, which "
        "are\n"
        "broken before the operators that bind least, and columns that are aligned. A PATH is a\n"
        "policy, a fact model, a file of settings or waivers, - for standard input, or a folder "
        "of\n"
        "such files. Without an option, the layout of one file goes to standard output.\n"
        "\n"
        "Nothing changes but blanks, line ends and empty lines: comments stay where they are, "
        "texts\n"
        "as they are written, and what the policy says is read again and compared before anything\n"
        "is written.\n",
    .options = options,
    .notes = "The exit status is 0, 1 if --check or --diff found another layout, or 3 if a file\n"
             "cannot be read or has a mistake.\n",
    .examples = {{"Lay out a policy", "plimsoll fmt --write site.plim"},
                 {"Is every policy of a folder laid out?", "plimsoll fmt --check policies"}},
    .operands = {1, OPERANDS_ANY, "name a policy: plimsoll fmt POLICY", ""},
    .kinds = {VALUE_FILE, VALUE_FILE},
    .size = sizeof(struct fmt),
    .take = take,
    .run = run,
};
