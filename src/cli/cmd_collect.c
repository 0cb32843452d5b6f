// plimsoll collect: the facts of a source and a destination, asked over libvirt.
#include "config.h"

#include "cli/command.h"

#include "base/time.h"
#include "collect/gather.h"
#include "collect/memory.h"
#include "facts/write_json.h"

#include <errno.h>
#include <getopt.h>
#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char help[] =
    "usage: plimsoll collect [--source URI] [--dest URI] [-o FILE]\n"
    "                        [--timeout SECONDS] [--now TIME]\n"
    "\n"
    "Asks the hosts over libvirt, both at once and read-only, and writes their facts as\n"
    "JSON. What a host cannot tell is left out and listed under \"collected\" with the\n"
    "reason: a fact that is missing is unknown, never zero and never false.\n"
    "\n"
    "  --source URI        where the machines are now, such as qemu+ssh://root@hv01/system\n"
    "  --dest URI          where the machines are to go\n"
    "  -o, --output FILE   write there instead of to standard output\n"
    "  --timeout SECONDS   give up on a host after that long (60)\n"
    "  --now TIME          the time to note as that of the collection, in RFC 3339\n"
    "  -h, --help          this text\n"
    "\n"
    "test:///default is a small host that libvirt simulates, and test:FILE one that the node\n"
    "file FILE describes. Passwords come from libvirt's authentication file (see auth.conf).\n"
    "\n"
    "The exit status is 0, or 3 if a host could not be asked or FILE not be written. A host\n"
    "that stops answering midway counts as asked; the facts list what it left out.\n";

struct options {
    char *source, *dest; // owned
    const char *output;
    char now[TIME_TEXT];
    struct gather_options gather;
};

static bool complain(const char *what, const char *which) {
    fprintf(stderr, "plimsoll: collect: %s%s\n", what, which);
    return false;
}

static bool set_uri(char **uri, const char *option, const char *value) {
    if (*uri)
        return complain(option, " is given twice");
    if (!*value)
        return complain(option, " needs a URI");
    *uri = gather_uri(value);
    if (!*uri)
        fprintf(stderr, "plimsoll: collect: %s: %s\n", value, strerror(errno));
    return *uri != NULL;
}

static bool set_timeout(struct options *options, const char *value) {
    char *end;
    unsigned long seconds = strtoul(value, &end, 10);
    if (*value < '0' || *value > '9' || *end || seconds < 1 || seconds > INT_MAX / 1000)
        return complain("not a number of seconds: ", value);
    options->gather.seconds = (unsigned int)seconds;
    return true;
}

static bool set_now(struct options *options, const char *value) {
    int64_t instant;
    if (!time_parse(value, strlen(value), true, &instant))
        return complain("not a time such as 2026-11-23T10:00:00Z: ", value);
    time_format(instant, options->now);
    options->gather.now = options->now;
    return true;
}

enum { OPTION_SOURCE = 256, OPTION_DEST, OPTION_TIMEOUT, OPTION_NOW };

static const struct option known[] = {
    {"source", required_argument, NULL, OPTION_SOURCE},
    {"dest", required_argument, NULL, OPTION_DEST},
    {"output", required_argument, NULL, 'o'},
    {"timeout", required_argument, NULL, OPTION_TIMEOUT},
    {"now", required_argument, NULL, OPTION_NOW},
    {"help", no_argument, NULL, 'h'},
    {NULL, 0, NULL, 0},
};

static bool set_option(struct options *options, int option, const char *value) {
    switch (option) {
    case OPTION_SOURCE:
        return set_uri(&options->source, "--source", value);
    case OPTION_DEST:
        return set_uri(&options->dest, "--dest", value);
    case OPTION_TIMEOUT:
        return set_timeout(options, value);
    case OPTION_NOW:
        return set_now(options, value);
    case 'o':
        options->output = value;
        return true;
    default:
        return false;
    }
}

// Returns whether to go on; *asked_help tells that the text was all that was wanted.
static bool read_options(int argc, char **argv, struct options *options, bool *asked_help) {
    int option;
    opterr = 0;
    while ((option = getopt_long(argc, argv, "o:h", known, NULL)) != -1) {
        if (option == 'h') {
            *asked_help = true;
            fputs(help, stdout);
            return false;
        }
        if (option == '?')
            return complain("unknown option, or one that lacks its value: ", argv[optind - 1]);
        if (!set_option(options, option, optarg))
            return false;
    }
    if (optind < argc)
        return complain("unexpected argument: ", argv[optind]);
    return options->source || options->dest || complain("--source or --dest is needed", "");
}

static bool write_facts(const cJSON *facts, const char *output) {
    char *text = json_print(facts, true);
    int problem = 0;
    if (output)
        problem = json_write_file(output, text, strlen(text));
    else if (fputs(text, stdout) < 0 || fflush(stdout) != 0)
        problem = EIO;
    free(text);
    if (problem != 0)
        fprintf(stderr, "plimsoll: cannot write %s: %s\n", output ? output : "the facts",
                strerror(problem));
    return problem == 0;
}

static int collect(const struct options *options) {
    struct gather_host hosts[2];
    size_t count = 0;
    char *messages;
    if (options->source)
        hosts[count++] = (struct gather_host){"source", options->source};
    if (options->dest)
        hosts[count++] = (struct gather_host){"dest", options->dest};
    cJSON *facts = gather_facts(hosts, count, &options->gather, &messages);
    fputs(messages, stderr);
    free(messages);
    bool written = facts && write_facts(facts, options->output);
    cJSON_Delete(facts);
    return written ? STATUS_PASS : STATUS_INPUT;
}

static int run(int argc, char **argv) {
    struct options options = {.gather = {.seconds = 60}};
    bool asked_help = false;
    int status = STATUS_INPUT;
    if (read_options(argc, argv, &options, &asked_help))
        status = collect(&options);
    else if (asked_help)
        status = STATUS_PASS;
    free(options.source);
    free(options.dest);
    return status;
}

const struct command cmd_collect = {
    .name = "collect",
    .summary = "ask hosts over libvirt for their facts",
    .help = help,
    .run = run,
};
