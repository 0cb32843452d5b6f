// Reading libvirt's XML: a tree walk over libxml2 that tolerates what is not there.
#include "config.h"

#include "gather/libvirt/xml.h"

#include <errno.h>
#include <libxml/parser.h>
#include <libxml/xmlerror.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

static void ignore(void *context, const char *format, ...) {
    (void)context;
    (void)format;
}

void xml_quiet(void) {
    xmlInitParser();
    xmlSetGenericErrorFunc(NULL, ignore);
}

xmlDocPtr xml_parse(const char *text) {
    size_t length = text ? strlen(text) : 0;
    if (length == 0 || length > INT_MAX)
        return NULL;
    return xmlReadMemory(text, (int)length, NULL, NULL,
                         XML_PARSE_NONET | XML_PARSE_NOBLANKS | XML_PARSE_NOERROR |
                             XML_PARSE_NOWARNING);
}

xmlNodePtr xml_root(xmlDocPtr document) {
    return document ? xmlDocGetRootElement(document) : NULL;
}

static bool is_named(xmlNodePtr node, const char *name, size_t length) {
    const char *own = (const char *)node->name;
    return node->type == XML_ELEMENT_NODE && strncmp(own, name, length) == 0 && !own[length];
}

static xmlNodePtr first_named(xmlNodePtr node, const char *name, size_t length) {
    while (node && !is_named(node, name, length))
        node = node->next;
    return node;
}

xmlNodePtr xml_child(xmlNodePtr parent, const char *name) {
    return parent ? first_named(parent->children, name, strlen(name)) : NULL;
}

xmlNodePtr xml_next(xmlNodePtr node) {
    const char *name = (const char *)node->name;
    return first_named(node->next, name, strlen(name));
}

xmlNodePtr xml_find(xmlNodePtr node, const char *path) {
    while (node && *path) {
        size_t length = strcspn(path, "/");
        node = first_named(node->children, path, length);
        path += length + (path[length] == '/');
    }
    return node;
}

// libvirt writes no document type, so a text is always one node, entities already resolved.
static const char *only_text(xmlNodePtr node) {
    bool text = node && (node->type == XML_TEXT_NODE || node->type == XML_CDATA_SECTION_NODE);
    return text && node->content && *node->content ? (const char *)node->content : NULL;
}

const char *xml_attribute(xmlNodePtr node, const char *name) {
    xmlAttrPtr attribute = node ? xmlHasProp(node, (const xmlChar *)name) : NULL;
    return attribute ? only_text(attribute->children) : NULL;
}

const char *xml_text(xmlNodePtr node) {
    return node ? only_text(node->children) : NULL;
}

char *xml_print(struct arena *arena, xmlNodePtr node) {
    xmlBufferPtr buffer = node ? xmlBufferCreate() : NULL;
    bool printed = buffer && xmlNodeDump(buffer, node->doc, node, 0, 0) >= 0;
    char *text = printed ? arena_text(arena, (const char *)xmlBufferContent(buffer)) : NULL;
    xmlBufferFree(buffer);
    return text;
}

bool xml_attribute_is(xmlNodePtr node, const char *name, const char *value) {
    return text_is(xml_attribute(node, name), value);
}

bool text_is(const char *text, const char *value) {
    return text && strcmp(text, value) == 0;
}

bool number_read(const char *text, uint64_t *value) {
    if (!text || *text < '0' || *text > '9')
        return false;
    bool hexadecimal = text[0] == '0' && (text[1] == 'x' || text[1] == 'X');
    char *end = NULL;
    errno = 0;
    unsigned long long number = strtoull(text, &end, hexadecimal ? 16 : 10);
    if (errno != 0 || *end)
        return false;
    *value = number;
    return true;
}

// The units in which libvirt writes sizes; it accepts more, but prints these.
static const struct size_unit {
    const char *name;
    uint64_t bytes;
} size_units[] = {
    {"b", 1},
    {"bytes", 1},
    {"KiB", UINT64_C(1) << 10},
    {"MiB", UINT64_C(1) << 20},
    {"GiB", UINT64_C(1) << 30},
    {"TiB", UINT64_C(1) << 40},
};

bool bytes_read(const char *text, const char *unit, uint64_t *bytes) {
    uint64_t number;
    if (!number_read(text, &number))
        return false;
    for (size_t i = 0; i < sizeof size_units / sizeof size_units[0]; i++) {
        if (strcmp(unit ? unit : "KiB", size_units[i].name) != 0)
            continue;
        if (number > UINT64_MAX / size_units[i].bytes)
            return false;
        *bytes = number * size_units[i].bytes;
        return true;
    }
    return false;
}

bool xml_bytes(xmlNodePtr node, uint64_t *bytes) {
    return bytes_read(xml_text(node), xml_attribute(node, "unit"), bytes);
}
