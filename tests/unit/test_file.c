// Whole files: replaced at once, with the permissions that they should have.
#include "config.h"

#include "base/file.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "suites.h"

static void assert_file_holds(const char *path, const char *wanted) {
    struct text text = {0};
    ck_assert_int_eq(file_read(path, 64, &text), 0);
    ck_assert_str_eq(text_data(&text), wanted);
    text_clear(&text);
}

START_TEST(files_are_replaced) {
    char directory[] = "file.XXXXXX", path[64];
    struct stat status;
    ck_assert_ptr_nonnull(mkdtemp(directory));
    snprintf(path, sizeof path, "%s/facts", directory);
    mode_t mask = umask(027);
    ck_assert_int_eq(file_write(path, "first", 5), 0);
    umask(mask);
    ck_assert_int_eq(stat(path, &status), 0);
    ck_assert_uint_eq(status.st_mode & 0777, 0640);
    ck_assert_int_eq(file_write(path, "2", 1), 0);
    assert_file_holds(path, "2");
    ck_assert_int_eq(unlink(path), 0);
    // Fails unless nothing else was left in it.
    ck_assert_int_eq(rmdir(directory), 0);
}
END_TEST

START_TEST(reading_stops_beyond_the_limit) {
    struct text text = {0};
    ck_assert_int_eq(file_read("/dev/zero", 100, &text), 0);
    ck_assert_uint_gt(text.size, 100);
    text_clear(&text);
}
END_TEST

START_TEST(failures_have_their_errno) {
    struct text text = {0};
    ck_assert_int_eq(file_write("no/such/directory/facts", "x", 1), ENOENT);
    ck_assert_int_eq(file_write(".", "x", 1), EISDIR);
    ck_assert_int_eq(file_read("no/such/file", 1, &text), ENOENT);
    ck_assert_int_eq(file_read(".", 1, &text), EISDIR);
    text_clear(&text);
}
END_TEST

SUITE(file, NULL, NULL, ONCE(files_are_replaced), ONCE(reading_stops_beyond_the_limit),
      ONCE(failures_have_their_errno))
