; Reads of the environment as bundlers replace them: @name is the variable's, without quotes.

(member_expression
  object: (member_expression
    object: (identifier) @object
    property: (property_identifier) @env)
  property: (property_identifier) @name
  (#eq? @object "process")
  (#eq? @env "env"))

(subscript_expression
  object: (member_expression
    object: (identifier) @object
    property: (property_identifier) @env)
  index: (string (string_fragment) @name)
  (#eq? @object "process")
  (#eq? @env "env"))

(member_expression
  object: (member_expression
    object: (member_expression
      object: (import)
      property: (property_identifier) @meta)
    property: (property_identifier) @env)
  property: (property_identifier) @name
  (#eq? @meta "meta")
  (#eq? @env "env"))
