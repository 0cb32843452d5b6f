// plimsoll facts: the parts that work on facts files and describe fact models.
#include "config.h"

#include "cli/command.h"

static const struct command *const parts[] = {
    &facts_validate, &facts_schema, &facts_diff, &facts_infer, &facts_merge, &facts_show, NULL};

const struct command cmd_facts = {
    .name = "facts",
    .summary = "check, compare, merge and show facts files; describe fact models",
    .help = "usage: plimsoll facts validate FILE... [OPTION]...\n"
            "       plimsoll facts schema [MODEL | POLICY]\n"
            "       plimsoll facts diff BEFORE AFTER [OPTION]...\n"
            "       plimsoll facts infer SAMPLE [OPTION]...\n"
            "       plimsoll facts merge FILE... [OPTION]...\n"
            "       plimsoll facts show PATH[,PATH]... --facts FILE [OPTION]...\n"
            "\n"
            "Works on facts files and fact models; 'plimsoll help facts validate' and so on\n"
            "explain the parts.\n",
    .examples = {{"Are these files facts?", "plimsoll facts validate pair.json"},
                 {"How much memory do the machines have?",
                  "plimsoll facts show vm.memory --facts pair.json"}},
    .size = sizeof(struct request),
    .parts = parts,
};
