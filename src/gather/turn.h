// Taking turns at the terminal: collectors that ask for credentials, and the display of progress.
#ifndef PLIM_GATHER_TURN_H
#define PLIM_GATHER_TURN_H

#include <stdbool.h>

// The file to share with the processes that take turns, to be closed; -1 where there can be none.
int turn_new(void);

// Takes the turn, which ends with the process at the latest; waits for it, or returns false where
// another process has it.
bool turn_take(int file, bool wait);
void turn_leave(int file);

#endif
