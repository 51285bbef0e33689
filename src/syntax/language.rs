//! Which grammar reads a file, and the grammar's vocabulary as enums.
//!
//! Symbol numbers differ between the two grammars; a table per grammar, filled on first use (some 20 µs), turns them into
//! [`Symbol`] and [`Field`], so that lowering matches on enums and never on strings.

use std::sync::OnceLock;

use super::facts::Grammar;

/// How a file is read, by its name alone.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Language {
    pub grammar: Grammar,
    /// TypeScript by extension: imports that are used only as types are erased.
    pub typescript: bool,
}

impl Language {
    /// From a path or a bare file name. Whatever has no known extension is read as JavaScript with JSX.
    pub fn of(path: &str) -> Self {
        let extension = path.rsplit_once('.').map_or("", |(_, extension)| extension);
        let (grammar, typescript) = match extension {
            "ts" | "mts" | "cts" => (Grammar::TypeScript, true),
            "tsx" => (Grammar::Tsx, true),
            _ => (Grammar::Tsx, false),
        };
        Self { grammar, typescript }
    }

    /// Whether the extension is one of a script that staunch reads.
    pub fn is_script(path: &str) -> bool {
        let extension = path.rsplit_once('.').map_or("", |(_, extension)| extension);
        matches!(extension, "js" | "jsx" | "mjs" | "cjs" | "ts" | "tsx" | "mts" | "cts")
    }
}

impl Grammar {
    pub(super) fn language(self) -> tree_sitter::Language {
        match self {
            Self::TypeScript => tree_sitter_typescript::LANGUAGE_TYPESCRIPT.into(),
            Self::Tsx => tree_sitter_typescript::LANGUAGE_TSX.into(),
        }
    }

    pub(super) fn vocabulary(self) -> &'static Vocabulary {
        static TYPESCRIPT: OnceLock<Vocabulary> = OnceLock::new();
        static TSX: OnceLock<Vocabulary> = OnceLock::new();
        match self {
            Self::TypeScript => TYPESCRIPT.get_or_init(|| Vocabulary::new(&self.language())),
            Self::Tsx => TSX.get_or_init(|| Vocabulary::new(&self.language())),
        }
    }
}

/// A grammar's symbols and fields by number.
pub(super) struct Vocabulary {
    symbols: Vec<Symbol>,
    fields: Vec<Field>,
}

impl Vocabulary {
    fn new(language: &tree_sitter::Language) -> Self {
        let symbols = 0..language.node_kind_count() as u16;
        let fields = 0..=language.field_count() as u16;
        Self {
            symbols: symbols
                .map(|id| match language.node_kind_for_id(id) {
                    Some(name) => Symbol::named(name, language.node_kind_is_named(id)),
                    None => Symbol::Other,
                })
                .collect(),
            fields: fields.map(|id| language.field_name_for_id(id).map_or(Field::None, Field::named)).collect(),
        }
    }

    /// [`Symbol::Error`] for the number tree-sitter gives to error nodes.
    pub(super) fn symbol(&self, id: u16) -> Symbol {
        self.symbols.get(usize::from(id)).copied().unwrap_or(Symbol::Error)
    }

    pub(super) fn field(&self, id: Option<std::num::NonZeroU16>) -> Field {
        id.and_then(|id| self.fields.get(usize::from(id.get()))).copied().unwrap_or(Field::None)
    }
}

macro_rules! vocabulary {
    ($(#[$doc:meta])* symbols: { $($symbol:ident $symbol_name:literal)* } tokens: { $($token:ident $token_name:literal)* } fields: { $($field:ident $field_name:literal)* }) => {
        /// What lowering tells apart; the rest is `Other`.
        #[derive(Clone, Copy, PartialEq, Eq, Debug)]
        pub(super) enum Symbol {
            Other,
            Error,
            $($symbol,)*
            $($token,)*
        }

        impl Symbol {
            fn named(name: &str, named: bool) -> Self {
                match (name, named) {
                    $(($symbol_name, true) => Self::$symbol,)*
                    $(($token_name, false) => Self::$token,)*
                    _ => Self::Other,
                }
            }
        }

        #[derive(Clone, Copy, PartialEq, Eq, Debug)]
        pub(super) enum Field {
            None,
            $($field,)*
        }

        impl Field {
            fn named(name: &str) -> Self {
                match name {
                    $($field_name => Self::$field,)*
                    _ => Self::None,
                }
            }
        }
    };
}

vocabulary! {
    symbols: {
        Array "array" ArrayPattern "array_pattern" ArrowFunction "arrow_function" Arguments "arguments"
        AsExpression "as_expression" AssignmentExpression "assignment_expression" AssignmentPattern "assignment_pattern"
        AugmentedAssignment "augmented_assignment_expression" AwaitExpression "await_expression"
        BinaryExpression "binary_expression" BreakStatement "break_statement" CallExpression "call_expression"
        CatchClause "catch_clause" Class "class" ClassBody "class_body" ClassDeclaration "class_declaration"
        AbstractClass "abstract_class_declaration" ClassHeritage "class_heritage" ClassStaticBlock "class_static_block"
        Comment "comment" HtmlComment "html_comment" ComputedPropertyName "computed_property_name"
        ContinueStatement "continue_statement" DebuggerStatement "debugger_statement" Decorator "decorator"
        DoStatement "do_statement" ElseClause "else_clause" EmptyStatement "empty_statement"
        EnumAssignment "enum_assignment" EnumBody "enum_body" EnumDeclaration "enum_declaration"
        EscapeSequence "escape_sequence" ExportClause "export_clause" ExportSpecifier "export_specifier"
        ExportStatement "export_statement" ExpressionStatement "expression_statement" ExtendsClause "extends_clause"
        False "false" FinallyClause "finally_clause" ForInStatement "for_in_statement" ForStatement "for_statement"
        FormalParameters "formal_parameters" FunctionDeclaration "function_declaration"
        FunctionExpression "function_expression" FunctionSignature "function_signature"
        GeneratorFunction "generator_function" GeneratorDeclaration "generator_function_declaration"
        HashBang "hash_bang_line" HtmlReference "html_character_reference" Identifier "identifier" IfStatement "if_statement"
        Import "import" ImportAlias "import_alias" ImportClause "import_clause" ImportRequire "import_require_clause"
        ImportSpecifier "import_specifier" ImportStatement "import_statement"
        InstantiationExpression "instantiation_expression" InterfaceDeclaration "interface_declaration"
        InternalModule "internal_module" JsxAttribute "jsx_attribute" JsxClosing "jsx_closing_element"
        JsxElement "jsx_element" JsxExpression "jsx_expression" JsxNamespaceName "jsx_namespace_name"
        JsxOpening "jsx_opening_element" JsxSelfClosing "jsx_self_closing_element" JsxText "jsx_text"
        LabeledStatement "labeled_statement" LexicalDeclaration "lexical_declaration" MemberExpression "member_expression"
        MetaProperty "meta_property" MethodDefinition "method_definition" Module "module" NamedImports "named_imports"
        NamespaceExport "namespace_export" NamespaceImport "namespace_import" NestedIdentifier "nested_identifier"
        NewExpression "new_expression" NonNullExpression "non_null_expression" Null "null" Number "number" Object "object"
        ObjectAssignmentPattern "object_assignment_pattern" ObjectPattern "object_pattern" OptionalChain "optional_chain"
        OptionalParameter "optional_parameter" Pair "pair" PairPattern "pair_pattern"
        Parenthesized "parenthesized_expression" PrivateName "private_property_identifier" Program "program"
        PropertyIdentifier "property_identifier" PublicField "public_field_definition" Regex "regex"
        RequiredParameter "required_parameter" RestPattern "rest_pattern" ReturnStatement "return_statement"
        SatisfiesExpression "satisfies_expression" SequenceExpression "sequence_expression"
        ShorthandProperty "shorthand_property_identifier" ShorthandPattern "shorthand_property_identifier_pattern"
        SpreadElement "spread_element" StatementBlock "statement_block" String "string" StringFragment "string_fragment"
        SubscriptExpression "subscript_expression" Super "super" SwitchBody "switch_body" SwitchCase "switch_case"
        SwitchDefault "switch_default" SwitchStatement "switch_statement" TemplateString "template_string"
        TemplateSubstitution "template_substitution" TernaryExpression "ternary_expression" This "this"
        ThrowStatement "throw_statement" True "true" TryStatement "try_statement" TypeAlias "type_alias_declaration"
        TypeAnnotation "type_annotation" TypeArguments "type_arguments" TypeParameters "type_parameters" TypeAssertion "type_assertion" TypeIdentifier "type_identifier"
        TypeParameter "type_parameter" UnaryExpression "unary_expression" Undefined "undefined"
        UpdateExpression "update_expression" VariableDeclaration "variable_declaration"
        VariableDeclarator "variable_declarator" WhileStatement "while_statement" WithStatement "with_statement"
        YieldExpression "yield_expression" AmbientDeclaration "ambient_declaration"
    }
    tokens: {
        AsyncKeyword "async" Star "*" GetKeyword "get" SetKeyword "set" TypeKeyword "type" TypeofKeyword "typeof"
        QuestionDot "?." VarKeyword "var" LetKeyword "let" ConstKeyword "const" OfKeyword "of" AwaitKeyword "await"
        UsingKeyword "using" DefaultKeyword "default" Comma "," Equals "=" Ellipsis "..." Semicolon ";"
        AsKeyword "as" NamespaceKeyword "namespace" NewKeyword "new" ImportKeyword "import" Colon ":"
    }
    fields: {
        Alias "alias" Alternative "alternative" Argument "argument" Arguments "arguments" Attribute "attribute" Body "body"
        CloseTag "close_tag" Condition "condition" Consequence "consequence" Constructor "constructor"
        Declaration "declaration" Decorator "decorator" Finalizer "finalizer" Function "function" Handler "handler"
        Increment "increment" Index "index" Initializer "initializer" Key "key" Kind "kind" Label "label" Left "left"
        Name "name" Object "object" OpenTag "open_tag" Operator "operator" OptionalChain "optional_chain"
        Parameter "parameter" Parameters "parameters" Pattern "pattern" Property "property" ReturnType "return_type"
        Right "right" Source "source" Type "type" TypeArguments "type_arguments" TypeParameters "type_parameters"
        Value "value"
    }
}

impl Symbol {
    pub(super) fn is_statement(self) -> bool {
        matches!(
            self,
            Self::BreakStatement
                | Self::ContinueStatement
                | Self::DebuggerStatement
                | Self::DoStatement
                | Self::EmptyStatement
                | Self::ExportStatement
                | Self::ExpressionStatement
                | Self::ForInStatement
                | Self::ForStatement
                | Self::IfStatement
                | Self::ImportStatement
                | Self::LabeledStatement
                | Self::ReturnStatement
                | Self::StatementBlock
                | Self::SwitchStatement
                | Self::ThrowStatement
                | Self::TryStatement
                | Self::WhileStatement
                | Self::WithStatement
                | Self::ClassDeclaration
                | Self::AbstractClass
                | Self::EnumDeclaration
                | Self::FunctionDeclaration
                | Self::GeneratorDeclaration
                | Self::FunctionSignature
                | Self::ImportAlias
                | Self::InterfaceDeclaration
                | Self::TypeAlias
                | Self::Module
                | Self::LexicalDeclaration
                | Self::VariableDeclaration
                | Self::AmbientDeclaration
        )
    }

    pub(super) fn is_expression(self) -> bool {
        matches!(
            self,
            Self::Array
                | Self::ArrowFunction
                | Self::AsExpression
                | Self::AssignmentExpression
                | Self::AugmentedAssignment
                | Self::AwaitExpression
                | Self::BinaryExpression
                | Self::CallExpression
                | Self::Class
                | Self::False
                | Self::FunctionExpression
                | Self::GeneratorFunction
                | Self::Identifier
                | Self::InstantiationExpression
                | Self::InternalModule
                | Self::JsxElement
                | Self::JsxSelfClosing
                | Self::MemberExpression
                | Self::MetaProperty
                | Self::NewExpression
                | Self::NonNullExpression
                | Self::Null
                | Self::Number
                | Self::Object
                | Self::Parenthesized
                | Self::Regex
                | Self::SatisfiesExpression
                | Self::SequenceExpression
                | Self::SpreadElement
                | Self::String
                | Self::SubscriptExpression
                | Self::Super
                | Self::TemplateString
                | Self::TernaryExpression
                | Self::This
                | Self::True
                | Self::TypeAssertion
                | Self::UnaryExpression
                | Self::Undefined
                | Self::UpdateExpression
                | Self::YieldExpression
        )
    }

    /// Patterns that are no expressions too.
    pub(super) fn is_pattern(self) -> bool {
        matches!(self, Self::ArrayPattern | Self::ObjectPattern | Self::AssignmentPattern | Self::RestPattern)
    }
}
