// The Windows server around Hyper-V: roles, firewall, groups, DCOM, cluster.
#include "config.h"

#include "gather/hyperv/import.h"

#include <string.h>
#include <strings.h>

static const char *key_of(const struct row *row) {
    const char *name = field_text(row, "Name");
    if (name == NULL)
        document_wrong(row->document, row->object, "Name is missing");
    return name != NULL ? name : "";
}

static struct subject add_element(const struct subject *list, const char *name) {
    struct subject element = subject_element(list, name);
    item_add_text(element.item, "name", name);
    return element;
}

static void add_role(const struct export *export, const struct subject *list,
                     const struct row *row) {
    (void)export; // other lists need more of it than their row
    struct subject role = add_element(list, key_of(row));
    const char *at = field_time(row, "InstalledAt");
    bool installed = false;
    const char *state = import_name(row, "InstallState", enum_none);
    const char *type = import_name(row, "FeatureType", enum_none);
    import_bool(&role, "installed", row, "Installed");
    fact_text(&role, "state", state, field_reason(row, "InstallState"));
    fact_text(&role, "type", type, field_reason(row, "FeatureType"));
    if (at != NULL)
        item_add_text(role.item, "at", at);
    else if (field_bool(row, "Installed", &installed) && installed)
        fact_missing(&role, "at", "the server's log no longer tells when it was installed");
}

// The profiles of networks that a rule is for: flags, or their names joined by commas.
static void add_profiles(const struct subject *rule, const struct row *row) {
    static const char *const names[] = {"domain", "private", "public"};
    enum { ALL = 7 };
    const struct scan_token *token = tokens_member(row->object, "Profile");
    uint64_t flags = 0;
    bool numbered = token != NULL && (token->kind == SCAN_WHOLE || token->kind == SCAN_DECIMAL);
    const char *text = numbered ? NULL : import_name(row, "Profile", enum_none);
    if (numbered && !field_number(row, "Profile", &flags))
        return;
    for (unsigned int i = 0; text != NULL && i < sizeof names / sizeof *names; i++)
        if (strstr(text, names[i]) != NULL)
            flags |= UINT64_C(1) << i;
    if (same_name(text, "any") || (numbered && (flags == 0 || flags == INT32_MAX)))
        flags = ALL;
    if (flags == 0 || flags > ALL) {
        fact_missing(rule, "profile", field_reason(row, "Profile"));
        return;
    }
    struct item *list = item_add_list(rule->item, "profile");
    for (unsigned int i = 0; i < sizeof names / sizeof *names; i++)
        if (flags >> i & 1)
            item_add_text(list, NULL, names[i]);
}

static void add_firewall(const struct export *export, const struct subject *list,
                         const struct row *row) {
    struct subject rule = add_element(list, key_of(row));
    const char *direction = field_known(row, "Direction", enum_direction);
    const char *action = field_known(row, "Action", enum_action);
    const struct scan_token *flag = tokens_member(row->object, "Enabled");
    bool plain = flag != NULL && (flag->kind == SCAN_TRUE || flag->kind == SCAN_FALSE);
    const char *enabled = plain ? (flag->kind == SCAN_TRUE ? "True" : "False")
                                : field_enum(row, "Enabled", enum_enabled);
    import_text(&rule, "display_name", row, "DisplayName");
    add_profiles(&rule, row);
    // A rule that is part of nothing has null.
    bool alone = tokens_member(row->object, "Group") != NULL && !field_has(row, "Group");
    fact_text(&rule, "group", alone ? "" : field_text(row, "Group"), field_reason(row, "Group"));
    fact_text(&rule, "direction", direction ? export_lower(export->arena, direction) : NULL,
              field_reason(row, "Direction"));
    fact_text(&rule, "action", action ? export_lower(export->arena, action) : NULL,
              field_reason(row, "Action"));
    fact_bool(&rule, "enabled", same_name(enabled, "True") || same_name(enabled, "False"),
              same_name(enabled, "True"), field_reason(row, "Enabled"));
}

// Who a local group's members are: the server's own name and identifier tell its accounts from
// those of a domain, whatever the language.
struct authority {
    const char *name, *sid; // NULL where unknown
    size_t sid_size;
};

static const char accounts[] = "S-1-5-21-", entra[] = "S-1-12-1-";

static bool begins(const char *text, const char *beginning) {
    return strncasecmp(text, beginning, strlen(beginning)) == 0;
}

// Whether the account of this name, DOMAIN\name, is one of the server itself.
static bool is_of_server(const struct authority *server, const char *account) {
    const char *end = strchr(account, '\\');
    return end != NULL && server->name != NULL && strlen(server->name) == (size_t)(end - account) &&
           begins(account, server->name);
}

// The server's identifier is what its accounts and groups begin with.
static struct authority find_authority(const struct export *export, const struct rows *members) {
    struct row computer = export_row(export, WIN32_COMPUTER_SYSTEM, NULL);
    const char *name = field_text(&computer, "Name");
    struct authority server = {name != NULL ? name : export->host, NULL, 0};
    for (size_t i = 0; server.sid == NULL && i < members->count; i++) {
        const char *in = field_text(&members->first[i], "GroupSID");
        const char *sid = field_text(&members->first[i], "SID");
        const char *account = field_text(&members->first[i], "Name");
        if (in != NULL && begins(in, accounts))
            server.sid = in;
        else if (sid != NULL && account != NULL && begins(sid, accounts) &&
                 is_of_server(&server, account))
            server.sid = sid;
    }
    if (server.sid != NULL)
        server.sid_size = (size_t)(strrchr(server.sid, '-') + 1 - server.sid);
    return server;
}

static void add_account(const struct authority *server, const struct subject *list,
                        const struct row *row, const char *name) {
    const char *sid = field_text(row, "SID");
    struct subject account = add_element(list, name);
    bool numbered = sid != NULL && begins(sid, accounts);
    bool local =
        is_of_server(server, name) ||
        (numbered && server->sid != NULL && strncasecmp(sid, server->sid, server->sid_size) == 0);
    // One that nothing can name any more may be of the server where its identifier is unknown.
    bool named = strchr(name, '\\') != NULL;
    bool known = local || (sid != NULL && (!numbered || named || server->sid != NULL));
    import_text(&account, "sid", row, "SID");
    fact_bool(&account, "domain", known, !local && sid != NULL && (numbered || begins(sid, entra)),
              sid != NULL ? "no account tells the server's own identifier"
                          : field_reason(row, "SID"));
}

static bool is_member(const struct row *member, const char *sid, const char *name) {
    const char *in = field_text(member, "GroupSID");
    if (in == NULL && !field_has(member, "Group"))
        document_wrong(member->document, member->object, "Group is missing");
    return in != NULL && sid != NULL ? same_name(in, sid) : field_is(member, "Group", name);
}

static void add_group(const struct export *export, const struct subject *list,
                      const struct row *row) {
    const char *reason, *name = key_of(row), *sid = field_text(row, "SID");
    struct subject group = add_element(list, name);
    struct rows members = {0};
    import_text(&group, "sid", row, "SID");
    if (!export_all(export, GET_LOCAL_GROUP_MEMBER, &members, &reason)) {
        fact_missing(&group, "member", reason);
        fact_missing(&group, "account", reason);
        return;
    }
    struct authority server = find_authority(export, &members);
    struct item *all = item_add_list(group.item, "member");
    struct subject accounts_of = subject_list(&group, "account");
    for (size_t i = 0; i < members.count; i++) {
        const struct row *member = &members.first[i];
        if (!is_member(member, sid, name))
            continue;
        const char *account = key_of(member);
        item_add_text(all, NULL, account);
        add_account(&server, &accounts_of, member, account);
    }
}

static void add_restriction(const struct export *export, const struct subject *host) {
    struct row row = export_row(export, REGISTRY_DCOM, NULL);
    import_text(host, "machine_launch_restriction", &row, "MachineLaunchRestriction");
}

// The cluster service exists once the feature is installed, but is disabled until the server joins
// a cluster.
bool hyperv_clustered(const struct export *export, bool *clustered, const char **reason) {
    struct rows rows = {0};
    const char *mode = NULL;
    *reason = export_reason(export, SERVICE_CLUSTER, "StartMode");
    bool known = export_all(export, SERVICE_CLUSTER, &rows, reason);
    if (known && rows.count > 0) {
        mode = field_text(rows.first, "StartMode");
        known = mode != NULL;
    }
    *clustered = mode != NULL && !same_name(mode, "Disabled");
    return known;
}

static void add_cluster(const struct export *export, const struct subject *host) {
    bool clustered;
    const char *reason;
    bool known = hyperv_clustered(export, &clustered, &reason);
    fact_bool(host, "clustered", known, clustered, reason);
}

void hyperv_server(const struct export *export, const struct subject *host) {
    static const struct import_list lists[] = {
        {"role", GET_WINDOWS_FEATURE, add_role},
        {"firewall", GET_NET_FIREWALL_RULE, add_firewall},
        {"group", GET_LOCAL_GROUP, add_group},
    };
    import_lists(export, host, lists, sizeof lists / sizeof *lists);
    add_restriction(export, host);
    add_cluster(export, host);
}
