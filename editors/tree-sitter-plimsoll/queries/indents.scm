; Indents, in the words of Neovim and of Helix.

[
  (rule_body)
  (fields)
  (tailoring)
  (test_body)
  (case_body)
  (object)
  (object_list)
  (list)
  (choice_type)
  (call)
  (parenthesised)
] @indent.begin @indent

["}" "]" ")"] @indent.branch @outdent

(comment) @indent.auto
