; What a module takes from other modules, where the specifier is a literal: @specifier is the string, quotes included.

(import_statement source: (string) @specifier)

(export_statement source: (string) @specifier)

(call_expression
  function: (import)
  arguments: (arguments . (string) @specifier))

(call_expression
  function: (identifier) @function
  arguments: (arguments . (string) @specifier)
  (#eq? @function "require"))
