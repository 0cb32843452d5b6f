// Reading libvirt's XML: a tree walk over libxml2 that tolerates what is not there. The formats are
// described at https://libvirt.org/format.html (domain, network, storage, node device,
// capabilities, domain capabilities, snapshot).
#ifndef PLIM_GATHER_LIBVIRT_XML_H
#define PLIM_GATHER_LIBVIRT_XML_H

#include "base/arena.h"

#include <libxml/tree.h>
#include <stdbool.h>
#include <stdint.h>

// Every function takes NULL for "not there" and answers NULL or false, so that a look-up through
// several levels needs no tests between them. Texts that are returned belong to the document.

// Silences libxml2's own messages; call it once before anything else uses libxml2.
void xml_quiet(void);
// Returns the parsed document, to be freed with xmlFreeDoc, or NULL if TEXT is not XML.
xmlDocPtr xml_parse(const char *text);
// Returns the root element.
xmlNodePtr xml_root(xmlDocPtr document);
// Returns the first child element called NAME, and the next sibling called like NODE.
xmlNodePtr xml_child(xmlNodePtr parent, const char *name);
xmlNodePtr xml_next(xmlNodePtr node);
// Returns the first element at a path of names such as "os/loader".
xmlNodePtr xml_find(xmlNodePtr node, const char *path);
// Returns the text of an attribute or of an element; NULL if there is none or it is empty.
const char *xml_attribute(xmlNodePtr node, const char *name);
const char *xml_text(xmlNodePtr node);
// Returns the element with all it holds as a text in ARENA; NULL of NULL.
char *xml_print(struct arena *arena, xmlNodePtr node);
// Returns whether the attribute has exactly this value.
bool xml_attribute_is(xmlNodePtr node, const char *name, const char *value);

// Returns whether TEXT is there and is VALUE.
bool text_is(const char *text, const char *value);
// Reads a whole number, decimal or 0x hexadecimal, that takes up all of TEXT.
bool number_read(const char *text, uint64_t *value);
// Reads a size with libvirt's unit (KiB where there is none) as bytes.
bool bytes_read(const char *text, const char *unit, uint64_t *bytes);
// Reads the size in an element's text with the unit in its attribute.
bool xml_bytes(xmlNodePtr node, uint64_t *bytes);

#endif
