// Addresses of hosts: which are this machine, and the file that one names.
#include <check.h>

#include "gather/libvirt/uri.h"
#include "suites.h"

static const struct {
    const char *uri;
    bool local;
    const char *file;
} uris[] = {
    {"qemu:///system", true, "system"},
    {"qemu+unix:///system?socket=/run/a/b.xml", true, "system"},
    {"qemu+unix://hv01/system", false, "system"},
    {"qemu://hv01/system", false, "system"},
    {"qemu+ssh://root@hv01:22/system", false, "system"},
    {"qemu+ssh:///system", false, "system"},
    {"qemu+ext:///session?command=/usr/bin/proxy", false, "session"},
    {"qemu+unixish:///system", false, "system"},
    {"test:///default", true, "default"},
    {"test:///srv/nodes/hv01.xml", true, "hv01"},
    {"test:///srv/nodes/.xml", true, ".xml"},
    {"test:///srv/nodes/hv01.xml?a=/b", true, "hv01"},
    {"test+tcp://hv01/default", false, "default"},
    {"test://hv01", false, "test"},
    {"test", true, "test"},
};

START_TEST(an_address_is_this_machine_or_another) {
    ck_assert_int_eq(uri_is_local(uris[_i].uri), uris[_i].local);
}
END_TEST

START_TEST(an_address_names_a_file) {
    struct arena *arena = arena_new();
    ck_assert_str_eq(uri_file_name(arena, uris[_i].uri), uris[_i].file);
    arena_free(arena);
}
END_TEST

SUITE(uri, NULL, NULL, EACH(an_address_is_this_machine_or_another, uris),
      EACH(an_address_names_a_file, uris))
