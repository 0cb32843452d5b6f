; Which name is which: params, defines and roots belong to the file, the rest to what they stand in.

[
  (source_file)
  (rule)
  (define)
  (quantifier)
  (for_each_expression)
] @local.scope

(param name: (identifier) @local.definition)
(root name: (identifier) @local.definition)
(define name: (identifier) @local.definition)
(parameter name: (identifier) @local.definition)
(let name: (identifier) @local.definition)
(for_each variable: (identifier) @local.definition)
(for_each_expression variable: (identifier) @local.definition)
(quantifier variable: (identifier) @local.definition)

(identifier) @local.reference
