; Patterns are regular expressions.

((comparison "matches" (raw_string (content) @injection.content))
  (#set! injection.language "regex"))

((comment) @injection.content
  (#set! injection.language "comment"))
