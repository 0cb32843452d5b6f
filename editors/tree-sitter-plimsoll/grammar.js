// Policies, fact models, settings, waivers and tests of Plimsoll, after grammar/parser.y.
//
// What takes more than one statement to see is left to the program: which statement may stand twice, which
// comes first. So fragments, as documentation shows them, are whole. src/scanner.c has what a regular
// expression cannot tell: units, words before a colon, and texts whose braces are in order.

const RESERVED = [
  'policy', 'facts', 'use', 'summary', 'param', 'define', 'rule', 'root', 'record', 'extend', 'import', 'waive',
  'test', 'severity', 'when', 'for', 'let', 'require', 'message', 'remedy', 'see', 'tag', 'given', 'with',
  'expect', 'if', 'then', 'else', 'has', 'every', 'some', 'no', 'true', 'false', 'not', 'where', 'in', 'matches',
  'like', 'or', 'and', 'default', 'mod',
];

// Names where the grammar does not look for the word.
const CONTEXTUAL = [
  'version', 'key', 'list', 'of', 'one', 'each', 'min', 'max', 'plan', 'reasons', 'answers', 'origins',
  'mandatory', 'set', 'skip', 'until', 'because', 'approved', 'even', 'unknown', 'case', 'without', 'at', 'margin',
  'missing', 'pass', 'fail', 'waived', 'run', 'value',
];
const SEVERITIES = ['error', 'warning', 'info'];

// What other languages call a missing value, which is no value here.
const NULLS = ['null', 'nil', 'undefined'];

// A regular expression of the names but for these words: of what may follow the first `at` letters, which they
// share. The generator knows no negative look-ahead.
function namesBut(words, at = 0) {
  const next = new Map();
  for (const word of words.filter((word) => word.length > at)) {
    next.set(word[at], [...(next.get(word[at]) || []), word]);
  }
  const taken = [...next.keys()].sort().join('');
  const letters = [...'abcdefghijklmnopqrstuvwxyz_'].filter((letter) => !taken.includes(letter)).join('');
  const other = `[${letters}${at > 0 ? '0-9' : ''}][a-z0-9_]*`;
  const along = [...next].map(([letter, group]) => letter + namesBut(group, at + 1));
  const ends = at > 0 && !words.some((word) => word.length === at);
  return `(${[other, ...along].join('|')})${ends ? '?' : ''}`;
}

const ANY_NAME = /[a-z_][a-z0-9_]*/;
const commaSep = (rule) => seq(rule, repeat(seq(',', rule)));

const PREC = { or: 1, and: 2, not: 3, sum: 4, product: 5, negative: 6 };

module.exports = grammar({
  name: 'plimsoll',

  externals: ($) => [$.unit, $.label, $._template_open, $._error_sentinel],
  word: ($) => $._word,
  extras: ($) => [/[ \t\r\n\f\v]/, $.comment],
  supertypes: ($) => [$._statement, $._rule_statement, $._step],

  rules: {
    source_file: ($) => repeat($._statement),

    comment: () => token(/#[^\n]*/),

    _statement: ($) =>
      choice(
        $.policy, $.facts, $.use_facts, $.summary, $.param, $.root, $.purpose, $.define, $.record, $.rule,
        $.use_policy, $.import, $.set, $.waive, $.test,
      ),

    policy: ($) =>
      seq('policy', field('name', $.dotted_name), optional(field('title', $._string)), optional($._version)),
    _version: ($) => seq('version', field('version', $._string)),
    facts: ($) => seq('facts', field('name', $.dotted_name), field('version', $.number)),
    use_facts: ($) => seq('use', 'facts', field('name', $.dotted_name), field('version', $.number)),
    summary: ($) => seq('summary', $._text),

    param: ($) =>
      seq(
        'param', $._declared, field('type', $._type), optional($.bounds), optional(seq('=', field('value', $._whole))),
        optional(field('description', $._string)),
      ),
    bounds: ($) => choice(seq($._min, optional($._max)), $._max),
    _min: ($) => seq('min', field('min', $._literal)),
    _max: ($) => seq('max', field('max', $._literal)),

    root: ($) =>
      seq(
        'root', $._declared, field('type', $._type), optional(seq('default', field('default', $._postfix))),
        optional(field('description', $._string)),
      ),
    purpose: ($) =>
      seq(choice('reasons', 'answers', 'origins'), 'in', field('list', $.dotted_name), '(', commaSep($.part), ')'),
    part: ($) => choice(field('name', $._name), seq($._label, field('field', $._name))),

    define: ($) =>
      seq(
        'define', field('name', $._name), optional($.parameters), optional(seq(':', field('type', $._type))),
        '=', field('value', $._filtered),
      ),
    parameters: ($) => seq('(', commaSep($.parameter), ')'),
    parameter: ($) => seq($._declared, field('type', $._type)),

    record: ($) =>
      choice(
        seq(
          'record', field('name', $._name), optional(seq('key', field('key', $._name))),
          optional(field('description', $._string)), $.fields,
        ),
        seq('extend', 'record', field('name', $._name), $.fields),
      ),
    fields: ($) => seq('{', repeat($.field), '}'),
    field: ($) =>
      seq(
        optional('plan'), $._label, field('type', $._type), optional($.bounds),
        optional(field('description', $._string)),
      ),

    _type: ($) => choice($.type, $.list_type, $.choice_type),
    type: ($) => $._name,
    list_type: ($) => seq('list', 'of', $._type),
    choice_type: ($) => seq('one', 'of', '[', commaSep($._string), ']'),

    use_policy: ($) =>
      seq('use', 'policy', field('policy', choice($.dotted_name, $._string)), optional($._version),
        optional($.tailoring)),
    tailoring: ($) => seq('{', repeat(choice($.set, $.set_severity, $.skip)), '}'),
    set_severity: ($) => seq('severity', $.target, '=', $.severity_level),
    skip: ($) => seq('skip', $.target, optional(seq('because', field('because', $._string)))),
    import: ($) => seq('import', field('policy', choice($.dotted_name, $._string))),
    set: ($) => seq('set', $.target, '=', field('value', $._whole)),
    target: ($) => seq($.dotted_name, optional(seq('/', $.dotted_name))),

    waive: ($) => seq('waive', $.target, repeat($._waive_clause)),
    _waive_clause: ($) =>
      choice(
        seq('for', field('subject', $._postfix), optional(seq('like', field('like', $._string)))),
        seq('until', field('until', $.time)),
        seq('because', field('because', $._string)),
        seq('approved', field('approved', $._string)),
        seq('even', 'if', 'unknown'),
      ),

    rule: ($) => seq('rule', field('name', $.dotted_name), field('title', $._string), $.rule_body),
    rule_body: ($) => seq('{', repeat($._rule_statement), '}'),
    _rule_statement: ($) =>
      choice(
        $.severity, $.mandatory, $.when, $.for_each, $.let, $.require, $.message, $.remedy, $.see, $.tag,
      ),
    severity: ($) => seq('severity', $.severity_level),
    severity_level: () => choice(...SEVERITIES),
    mandatory: () => 'mandatory',
    when: ($) => seq('when', field('condition', $._whole)),
    for_each: ($) => seq('for', 'each', $._binder),
    let: ($) => seq('let', field('name', $._name), '=', field('value', $._filtered)),
    require: ($) => seq('require', field('condition', $._whole)),
    message: ($) => seq('message', $._text),
    remedy: ($) => seq('remedy', $._text),
    see: ($) => seq('see', $._string),
    tag: ($) => seq('tag', $._name),

    test: ($) => seq('test', field('title', $._string), $.test_body),
    test_body: ($) => seq('{', repeat(choice($._step, $.case)), '}'),
    case: ($) => seq('case', field('title', $._string), $.case_body),
    case_body: ($) => seq('{', repeat($._step), '}'),
    _step: ($) => choice($.given, $.set, $.with, $.without, $.at, $.expect),
    given: ($) => seq('given', choice($._string, $.object)),
    with: ($) => seq('with', field('path', $._postfix), '=', field('value', $._whole)),
    without: ($) => seq('without', field('path', $._postfix)),
    at: ($) => seq('at', $.time),
    expect: ($) =>
      seq(
        'expect',
        choice(
          seq($.verdict, $.target, repeat($._expect_clause)),
          seq('run', $.verdict),
          seq('value', $._expression),
          seq('message', $.target, $._string),
        ),
      ),
    _expect_clause: ($) =>
      choice(
        seq('for', field('subject', $._postfix)),
        seq('margin', field('margin', $._literal)),
        seq('missing', field('missing', $._postfix)),
      ),
    verdict: () => choice('pass', 'fail', 'unknown', 'skip', 'waived'),

    object: ($) => seq('{', repeat(seq(optional(','), $.member)), optional(','), '}'),
    member: ($) => seq($._label, field('value', choice($._whole, $.object, $.object_list))),
    object_list: ($) => seq('[', commaSep($.object), ']'),

    // Expressions.
    _binder: ($) =>
      seq(
        optional(seq(field('variable', $._name), 'in')), field('list', choice($._postfix, $.default_list)),
        optional(seq('where', field('where', $._expression))),
      ),
    default_list: ($) => seq($._postfix, 'default', $.empty_list),
    _filtered: ($) => choice($._whole, $.where_expression),
    where_expression: ($) => seq(field('list', $._value), 'where', field('where', $._expression)),
    _whole: ($) => choice($._expression, $.if_expression),
    if_expression: ($) =>
      seq(
        'if', field('condition', $._whole), 'then', field('consequence', $._whole), 'else',
        field('alternative', $._whole),
      ),

    _expression: ($) =>
      choice($._value, $.comparison, $.or_expression, $.and_expression, $.not_expression, $.quantifier),
    or_expression: ($) => prec.left(PREC.or, seq($._expression, 'or', $._expression)),
    and_expression: ($) => prec.left(PREC.and, seq($._expression, 'and', $._expression)),
    not_expression: ($) => prec(PREC.not, seq('not', $._expression)),
    quantifier: ($) => seq(choice('every', 'some', 'no'), $._binder, 'has', field('condition', $._expression)),

    // A chain runs one way.
    comparison: ($) =>
      choice(
        ...[['==', null], ['<', '<='], ['>', '>=']].map(([one, other]) => {
          const operator = other === null ? one : choice(one, other);
          return seq($._value, repeat1(seq(operator, $._value)));
        }),
        seq($._value, choice('!=', 'in', seq('not', 'in'), 'matches', 'like'), $._value),
      ),

    // `default` beside a sum or a product needs parentheses.
    _value: ($) => choice($._operand, $.default_expression),
    default_expression: ($) => seq(choice($._unary, $.default_expression), 'default', $._unary),
    _operand: ($) => choice($._unary, $.binary_expression),
    binary_expression: ($) =>
      choice(
        prec.left(PREC.sum, seq($._operand, choice('+', '-'), $._operand)),
        prec.left(PREC.product, seq($._operand, choice('*', '/', 'mod'), $._operand)),
      ),
    _unary: ($) => choice($._postfix, $.negation),
    negation: ($) => prec(PREC.negative, seq('-', $._unary)),

    _postfix: ($) => choice($._primary, $.field_expression, $.index_expression),
    field_expression: ($) => seq(field('operand', $._postfix), '.', field('field', $._field_name)),
    index_expression: ($) => seq(field('operand', $._postfix), '[', field('key', $._whole), ']'),
    _primary: ($) =>
      choice(
        $._value_name, $.call, $.parenthesised, $.list, $.empty_list, $.number, $.quantity, $.time, $._string, $.boolean,
      ),
    call: ($) => seq(field('function', $._value_name), '(', optional(commaSep($._argument)), ')'),
    _argument: ($) => choice($._filtered, $.for_each_expression),
    for_each_expression: ($) => seq(field('value', $._whole), 'for', 'each', $._binder),
    parenthesised: ($) => seq('(', $._filtered, ')'),
    list: ($) => seq('[', commaSep($._whole), ']'),
    empty_list: () => seq('[', ']'),

    _literal: ($) => choice($.time, $._signed),
    _signed: ($) => choice($.number, $.quantity, alias($._negative_literal, $.negation)),
    _negative_literal: ($) => seq('-', $._signed),
    quantity: ($) => prec.right(repeat1(seq($.number, $.unit))),
    number: () => /[0-9]+(\.[0-9]+)?%?/,
    time: () =>
      token(prec(1, /[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}([Tt][0-9]+(:[0-9]+)*(\.[0-9]+)?([Zz]|[+-][0-9]{2}:?[0-9]{2})?)?/)),
    boolean: () => choice('true', 'false'),

    // Names.
    dotted_name: ($) => seq($._name, repeat(seq('.', $._field_name))),
    _field_name: ($) => alias(token.immediate(ANY_NAME), $.identifier),
    // A field may have any name, what has one of its own none that is reserved.
    _label: ($) => seq(field('name', $.label), ':'),
    _declared: ($) => seq(field('name', $._name), ':'),
    _name: ($) => choice($._value_name, alias(choice(...NULLS), $.identifier)),
    _value_name: ($) => choice($.identifier, alias(choice(...CONTEXTUAL, ...SEVERITIES), $.identifier)),
    identifier: () => token(prec(1, new RegExp(namesBut([...RESERVED, ...CONTEXTUAL, ...SEVERITIES, ...NULLS])))),
    _word: () => ANY_NAME,

    // Texts. In a template an expression in braces stands for its value.
    _string: ($) => choice($.string, $.raw_string),
    string: ($) => seq('"', repeat(choice(alias($._string_content, $.content), $.escape)), token.immediate('"')),
    _string_content: () => token.immediate(prec(1, /[^"\\\n]+/)),
    raw_string: ($) => seq("'", optional(alias($._raw_content, $.content)), token.immediate("'")),
    _raw_content: () => token.immediate(prec(1, /[^'\n]+/)),
    escape: () => token.immediate(/\\(["\\nt]|u\{[0-9A-Fa-f]{1,6}\})/),
    _text: ($) => choice($.template, $.raw_string),
    template: ($) =>
      seq(
        alias($._template_open, '"'),
        repeat(choice(alias($._template_content, $.content), $.escape, $.brace, $.interpolation)),
        token.immediate('"'),
      ),
    _template_content: () => token.immediate(prec(1, /[^"\\{}\n]+/)),
    brace: () => token.immediate(prec(1, choice('{{', '}}'))),
    interpolation: ($) => seq(token.immediate('{'), $._filtered, '}'),
  },
});
