// New files beside those that they are to replace.
#ifndef PLIM_BASE_BESIDE_H
#define PLIM_BASE_BESIDE_H

#include "base/text.h"

// Opens a new file in the folder of PATH, whose name *name then is. Whoever has it open holds a
// lock on it, by which others see that it is being written. Returns -1 with errno set.
int beside_open(const char *path, struct text *name);

// Removes the files of this user that writers left in the folder of PATH because they were killed.
void beside_clean(const char *path);

// The length of the folder that PATH begins with, its slash included; 0 where it has none.
size_t beside_folder(const char *path);

#endif
