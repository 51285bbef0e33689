; Directives at the top of a module: @directive is the string, quotes included. Only those before the first other statement count,
; which a query cannot say.

(program
  (expression_statement (string) @directive)
  (#match? @directive "^.use (client|server).$"))
