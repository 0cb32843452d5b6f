; What can be folded: everything in braces, and lists over several lines.

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
] @fold
