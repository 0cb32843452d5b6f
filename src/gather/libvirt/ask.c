// Asking a person for credentials: one host at a time, and passwords without showing them.
#include "config.h"

#include "gather/libvirt/ask.h"

#include "base/text.h"
#include "gather/turn.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

enum { ANSWER_LIMIT = 1024 };

static const int deadly[] = {SIGINT, SIGTERM, SIGHUP, SIGQUIT};
enum { DEADLY = sizeof deadly / sizeof deadly[0] };

// The terminal while it does not show what is typed, for the handler of signals.
static int hidden_terminal;
static struct termios shown;

// After Ctrl-C the terminal must show again what is typed.
static void show_and_die(int number) {
    tcsetattr(hidden_terminal, TCSAFLUSH, &shown);
    signal(number, SIG_DFL);
    raise(number);
}

// The terminal of this process; -1 where there is none or the process is in its background.
static int open_terminal(void) {
    int terminal = open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY);
    if (terminal >= 0 && tcgetpgrp(terminal) == getpgrp())
        return terminal;
    if (terminal >= 0)
        close(terminal);
    return -1;
}

static void hide(int terminal) {
    struct termios hidden;
    hidden_terminal = terminal;
    tcgetattr(terminal, &shown);
    hidden = shown;
    hidden.c_lflag &= ~(tcflag_t)ECHO;
    hidden.c_lflag |= ECHONL;
    for (int i = 0; i < DEADLY; i++)
        signal(deadly[i], show_and_die);
    signal(SIGTSTP, SIG_IGN);
    tcsetattr(terminal, TCSAFLUSH, &hidden);
}

static void show(int terminal) {
    tcsetattr(terminal, TCSAFLUSH, &shown);
    for (int i = 0; i < DEADLY; i++)
        signal(deadly[i], SIG_DFL);
    signal(SIGTSTP, SIG_DFL);
}

// Prompts may come from the host: nothing in them may reach the terminal but plain text.
static void write_prompt(int terminal, const char *uri, const virConnectCredential *credential) {
    const char *what = credential->prompt ? credential->prompt : credential->challenge;
    const char *usual = credential->defresult ? credential->defresult : "";
    struct text prompt = {0};
    text_add_public(&prompt, uri);
    text_addf(&prompt, ": %s%s%s%s: ", what ? what : "credentials", *usual ? " [" : "", usual,
              *usual ? "]" : "");
    for (char *at = prompt.data; *at; at++)
        if (*at < ' ' || *at > '~')
            *at = '?';
    dprintf(terminal, "\r\x1b[K%s", text_data(&prompt));
    text_clear(&prompt);
}

// Reads a line, without its end; false where there is none or it is too long.
static bool read_line(int terminal, char answer[ANSWER_LIMIT]) {
    ssize_t got;
    do
        got = read(terminal, answer, ANSWER_LIMIT);
    while (got < 0 && errno == EINTR);
    if (got <= 0 || answer[got - 1] != '\n')
        return false;
    answer[got - 1] = '\0';
    return true;
}

static bool ask_one(int terminal, const char *uri, virConnectCredentialPtr credential) {
    bool secret =
        credential->type == VIR_CRED_PASSPHRASE || credential->type == VIR_CRED_NOECHOPROMPT;
    char answer[ANSWER_LIMIT];
    if (secret)
        hide(terminal);
    write_prompt(terminal, uri, credential);
    bool answered = read_line(terminal, answer);
    if (secret)
        show(terminal);
    const char *result =
        answered && !*answer && credential->defresult ? credential->defresult : answer;
    if (answered) {
        credential->result = strdup(result); // libvirt frees it
        if (!credential->result)
            out_of_memory();
        credential->resultlen = (unsigned int)strlen(result);
    }
    explicit_bzero(answer, sizeof answer);
    return answered;
}

// The time does not count while a person is waited for.
static void print_waiting(bool waiting) {
    puts(waiting ? "{\"waiting\":true}" : "{\"waiting\":false}");
    fflush(stdout);
}

int ask_credentials(virConnectCredentialPtr credentials, unsigned int count, void *context) {
    struct ask *ask = context;
    int terminal = ask->turn >= 0 ? open_terminal() : -1;
    if (terminal < 0) {
        ask->refused = "it wants credentials, and there is no terminal to ask for them; libvirt's "
                       "authentication file may hold them";
        return -1;
    }
    bool answered = true;
    print_waiting(true);
    turn_take(ask->turn, true);
    for (unsigned int i = 0; answered && i < count; i++)
        answered = ask_one(terminal, ask->uri, &credentials[i]);
    print_waiting(false);
    if (!answered) {
        dprintf(terminal, "\n");
        ask->refused = "it wants credentials, and none were given";
    }
    close(terminal);
    return answered ? 0 : -1;
}
