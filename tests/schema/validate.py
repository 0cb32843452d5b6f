"""validate.py: answers lines "VALIDATOR<tab>SCHEMA" or "VALIDATOR<tab>SCHEMA<tab>FILE", as validators take long to
load: "0" where the schema is one and the file fits it, else "1" and why. A file may hold several
documents, one behind another. The validators are jsonschema; strict, the same, where no object may have
members that the schema does not name; and fastjsonschema."""

import json
import sys
from functools import cache


def documents(path):
    text, decoder, at = open(path).read().lstrip(), json.JSONDecoder(), 0
    while at < len(text):
        document, at = decoder.raw_decode(text, at)
        yield document
        at += len(text[at:]) - len(text[at:].lstrip())


def closed(schema):
    """The schema with every object closed; what stands under "if" and "then" says something of others."""
    if isinstance(schema, list):
        return [closed(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    parts = {name: part if name in ('if', 'then') else closed(part) for name, part in schema.items()}
    if parts.get('type') == 'object' and isinstance(parts.get('properties'), dict):
        parts.setdefault('additionalProperties', False)
    return parts


def use_jsonschema(schema):
    from jsonschema import Draft202012Validator
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(schema)
    return lambda document: [f'{error.json_path} {error.message[:200]!r}'
                             for error in validator.iter_errors(document)]


def use_strict(schema):
    return use_jsonschema(closed(schema))


def use_fastjsonschema(schema):
    import fastjsonschema
    validate = fastjsonschema.compile(schema)

    def errors(document):
        try:
            validate(document)
            return []
        except fastjsonschema.JsonSchemaValueException as error:
            return [error.message[:200]]
    return errors


@cache
def errors_of(validator, path):
    return globals()['use_' + validator](json.load(open(path)))


for line in sys.stdin:
    validator, schema, *files = line.rstrip('\n').split('\t')
    try:
        errors = errors_of(validator, schema)
        wrong = [error for file in files for document in documents(file) for error in errors(document)]
    except Exception as error:
        wrong = [repr(error)]
    print(*(['1', *wrong[:3]] if wrong else ['0']), sep=' ', flush=True)
