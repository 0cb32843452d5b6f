; Highlighting. No node is captured twice, so that the order of the patterns does not matter.

(comment) @comment

; Statements.
[
  "policy" "facts" "use" "summary" "param" "define" "rule" "root" "record" "extend" "import" "waive" "test"
  "severity" "when" "let" "require" "message" "remedy" "see" "tag" "given" "with" "expect"
  "set" "skip" "case" "without" "at" "reasons" "answers" "origins"
  "version" "key" "min" "max" "plan" "list" "of" "one"
  "until" "because" "approved" "even" "unknown" "margin" "missing" "pass" "fail" "waived" "run" "value"
] @keyword
(mandatory) @keyword

; Expressions.
["if" "then" "else"] @keyword.conditional
["for" "each" "every" "some" "no" "has"] @keyword.repeat
["and" "or" "not" "in" "matches" "like" "default" "mod" "where"] @keyword.operator
["==" "!=" "<" "<=" ">" ">=" "+" "-" "*" "/" "="] @operator
["(" ")" "[" "]" "{" "}"] @punctuation.bracket
["," ":" "."] @punctuation.delimiter

; Values.
(number) @number
(unit) @type.unit
(time) @number.time
(boolean) @boolean
(severity_level) @constant
(string) @string
(raw_string) @string
(escape) @string.escape
(template "\"" @string)
(template (content) @string)
(brace) @string.escape

; Names.
(policy name: (dotted_name) @module)
(facts name: (dotted_name) @module)
(use_facts name: (dotted_name) @module)
(use_policy policy: (dotted_name) @module)
(import policy: (dotted_name) @module)
(rule name: (dotted_name) @function)
(target (dotted_name) @function)
(define name: (identifier) @function)
(param name: (identifier) @variable.parameter)
(parameter name: (identifier) @variable.parameter)
(root name: (identifier) @variable)
(let name: (identifier) @variable)
(tag (identifier) @constant)
(record name: (identifier) @type)
(record key: (identifier) @property)
(label) @property
(field_expression field: (identifier) @property)

((type (identifier) @type.builtin)
  (#match? @type.builtin "^(bandwidth|bool|bytes|duration|frequency|int|number|text|time|version)$"))
((type (identifier) @type)
  (#not-match? @type "^(bandwidth|bool|bytes|duration|frequency|int|number|text|time|version)$"))

((call function: (identifier) @function.builtin)
  (#match? @function.builtin "^(abs|ascending|avg|capture|ceil|contains|count|distinct|ends_with|floor|hour|in_network|join|known|largest|length|lower|major|max|min|missing|number|packs|part|replace|round|same_elements|split|starts_with|sum|text|trim|unique|upper|version|weekday)$"))
((call function: (identifier) @function.call)
  (#not-match? @function.call "^(abs|ascending|avg|capture|ceil|contains|count|distinct|ends_with|floor|hour|in_network|join|known|largest|length|lower|major|max|min|missing|number|packs|part|replace|round|same_elements|split|starts_with|sum|text|trim|unique|upper|version|weekday)$"))
