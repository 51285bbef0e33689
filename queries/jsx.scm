; Elements, for the TSX grammar alone: the TypeScript grammar does not know these nodes, and refuses the pattern.

(jsx_element) @element

(jsx_self_closing_element) @element

(jsx_attribute (property_identifier) @attribute)
