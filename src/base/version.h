// Versions: what is one, its parts, and their order.
#ifndef PLIM_BASE_VERSION_H
#define PLIM_BASE_VERSION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// A version is [EPOCH ':'] ['v'] NUMBER {'.' NUMBER} [SUFFIX]: a suffix is of ASCII letters, digits
// and . - + _ ~, and begins with anything but a digit. The forms are those of Debian policy 5.6.12
// and of semantic versioning 2.0.0, which differ in what a suffix means; here only words that
// everybody takes for a pre-release (rc, beta …, and Debian's '~') come before the release.

// Whether the text of size bytes is a version; the byte behind it must not be one of a version.
bool version_valid(const char *text, size_t size);

// -1, 0 or 1 for two versions: by epoch, then by the numbers (9.10 > 9.9, 1.0 == 1.0.0), then by
// the suffix piece by piece: a '~' or a word of a pre-release comes before the end (1.0~rc1
// and 1.0-rc1 < 1.0), anything else after it (1.0-4+deb12u2 > 1.0), and what follows a '-' before
// the rest (1.0-1 < 1.0+dfsg-1). Letters have no case. Of texts
// that are no versions, the order is one all the same.
int version_compare(const char *a, const char *b);

// The n-th number of a version, from 1; 0 where it has fewer (1.0 == 1.0.0). False where it is not
// a version, n is less than 1, or the number does not fit.
bool version_part(const char *text, int64_t n, int64_t *out);

#endif
