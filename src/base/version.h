// Versions: their order.
#ifndef PLIM_BASE_VERSION_H
#define PLIM_BASE_VERSION_H

// -1, 0 or 1 for version texts, dotted part by part: 9.10 > 9.9, 1.0 == 1.0.0, 1.0-rc1 < 1.0. A
// part is compared by its runs of digits (as numbers of any length) and of other characters (by
// bytes, after any number); what follows a '-' marks a pre-release. Any text is a version.
int version_compare(const char *a, const char *b);

#endif
