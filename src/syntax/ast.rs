//! The tree that facts, flow, rules and fixes read: `ESTree`'s shape, in flat arenas.
//!
//! Lowered from tree-sitter's tree, so that no other room matches on node kinds by name. Every part is `Copy`: an edit
//! re-lowers the top-level statements it touches and shifts the rest. Types are erased but for the names they mention.

use std::fmt;
use std::num::NonZeroU32;

use crate::text::Span;

macro_rules! index {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(NonZeroU32);
        impl $name {
            pub const fn new(index: usize) -> Self {
                Self(NonZeroU32::MIN.saturating_add(index as u32))
            }
            pub const fn index(self) -> usize {
                self.0.get() as usize - 1
            }
        }
        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}", self.index())
            }
        }
    };
}
index!(
    /// A node of one file's [`Ast`].
    NodeId
);
index!(
    /// A scope of one file; the first is the module's.
    ScopeId
);
index!(
    /// A declared name of one file.
    BindingId
);

impl ScopeId {
    pub const MODULE: Self = Self::new(0);
}

/// A run of children in [`Ast::lists`].
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub struct List {
    pub start: u32,
    pub len: u32,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Node {
    pub kind: Kind,
    pub span: Span,
    /// `None` for a top-level statement.
    pub parent: Option<NodeId>,
    /// The innermost scope the node stands in. (A function node stands in the scope around it.)
    pub scope: ScopeId,
}

/// What a node is. `Span`s in payloads are names or operators as written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    // ---- expressions
    /// A name that is read or written as a value. The name is the node's text.
    Ident,
    /// A property's or member's name where it is written plainly (`{ name: 1 }`, `#name`): no reference.
    Name,
    This,
    Super,
    /// A string literal, quotes included in the span; [`Ast::string`] gives the cooked value.
    String,
    /// `TemplateText` and expressions, in order.
    Template {
        parts: List,
    },
    /// Literal text in a template; [`Ast::string`] gives the cooked value.
    TemplateText,
    TaggedTemplate {
        tag: NodeId,
        template: NodeId,
    },
    Number,
    BigInt,
    Regex,
    Bool(bool),
    Null,
    /// Elements; a hole is [`Kind::Hole`].
    Array {
        items: List,
    },
    Hole,
    /// `Property` and `Spread`; a method is a `Property` whose value is a `Function`.
    Object {
        properties: List,
    },
    /// `key: value`; the key is a `Name`, `String` or `Number`, or any expression when `computed`. Shorthand `{ a }` has key
    /// and value at the same place (the value an `Ident`, or in patterns a `Binding`).
    Property {
        key: NodeId,
        value: NodeId,
        computed: bool,
        shorthand: bool,
    },
    Spread {
        argument: NodeId,
    },
    /// `object.name`; `#name` too. `property` is the name's place.
    Member {
        object: NodeId,
        property: Span,
        optional: bool,
    },
    /// `object[index]`.
    Index {
        object: NodeId,
        index: NodeId,
        optional: bool,
    },
    Call {
        callee: NodeId,
        arguments: List,
        optional: bool,
    },
    New {
        callee: NodeId,
        arguments: List,
    },
    /// `import(specifier, …)`.
    ImportCall {
        arguments: List,
    },
    /// `import.meta`.
    ImportMeta,
    NewTarget,
    Unary {
        operator: Span,
        argument: NodeId,
    },
    Update {
        argument: NodeId,
    },
    /// Arithmetic and comparison; `operator` is its place (`+`, `===`, `in` …).
    Binary {
        operator: Span,
        left: NodeId,
        right: NodeId,
    },
    /// `&&`, `||`, `??`.
    Logical {
        operator: Span,
        left: NodeId,
        right: NodeId,
    },
    /// `=`, `+=` …; the target is an expression or a pattern.
    Assign {
        operator: Span,
        target: NodeId,
        value: NodeId,
    },
    Conditional {
        test: NodeId,
        consequent: NodeId,
        alternate: NodeId,
    },
    Sequence {
        expressions: List,
    },
    Await {
        argument: NodeId,
    },
    Yield {
        argument: Option<NodeId>,
    },
    /// Also a declaration (`declaration: true`), a method's value and an arrow. `scope` is the function's own.
    Function(Function),
    Class(Class),
    /// `(x)`, `x as T`, `x satisfies T`, `x!`, `<T>x`: transparent wrappers. [`Ast::unwrapped`] looks through.
    Paren {
        expression: NodeId,
    },
    TypeCast {
        expression: NodeId,
    },
    NonNull {
        expression: NodeId,
    },
    // ---- JSX
    JsxElement {
        name: Option<NodeId>,
        attributes: List,
        children: List,
    },
    /// A tag's name when it is an intrinsic (`div`) or namespaced one; components are `Ident`/`Member`.
    JsxIntrinsic,
    /// `name` is the attribute's place (`data-x`, `xlink:href`); without a value it is `true`.
    JsxAttribute {
        name: Span,
        value: Option<NodeId>,
    },
    JsxSpread {
        argument: NodeId,
    },
    JsxText,
    /// `{expression}`; empty for `{/* comment */}`.
    JsxContainer {
        expression: Option<NodeId>,
    },
    // ---- patterns
    /// A name that is declared (or, in an assignment pattern, an `Ident` is used instead).
    Binding(BindingId),
    /// `Property` and `Rest`.
    ObjectPattern {
        properties: List,
    },
    ArrayPattern {
        items: List,
    },
    DefaultPattern {
        target: NodeId,
        default: NodeId,
    },
    Rest {
        target: NodeId,
    },
    // ---- statements
    Expression {
        expression: NodeId,
    },
    Variable {
        keyword: VariableKind,
        declarators: List,
    },
    /// `annotation` is the type's place without the colon.
    Declarator {
        target: NodeId,
        init: Option<NodeId>,
        annotation: Option<Span>,
    },
    Return {
        argument: Option<NodeId>,
    },
    Throw {
        argument: NodeId,
    },
    If {
        test: NodeId,
        consequent: NodeId,
        alternate: Option<NodeId>,
    },
    For {
        init: Option<NodeId>,
        test: Option<NodeId>,
        update: Option<NodeId>,
        body: NodeId,
    },
    /// `for … in` and `for … of`. `target` is a `Variable` when it declares, else an expression or a pattern.
    ForEach {
        target: NodeId,
        iterable: NodeId,
        body: NodeId,
        of: bool,
        awaits: bool,
    },
    /// `while` and `do`.
    While {
        test: NodeId,
        body: NodeId,
    },
    Block {
        body: List,
    },
    /// `parameter` is the catch clause's pattern.
    Try {
        block: NodeId,
        parameter: Option<NodeId>,
        handler: Option<NodeId>,
        finalizer: Option<NodeId>,
    },
    Switch {
        discriminant: NodeId,
        cases: List,
    },
    Case {
        test: Option<NodeId>,
        body: List,
    },
    Labeled {
        body: NodeId,
    },
    /// `break`, `continue`, `debugger`, the empty statement.
    Jump,
    /// Its parts are in [`Facts::imports`](super::facts::Facts::imports).
    Import,
    /// `export` before a declaration, `export default x` or a list; parts in [`Facts::exports`](super::facts::Facts::exports).
    Export {
        declaration: Option<NodeId>,
    },
    /// `enum E { A = 1 }`: `Property` members.
    Enum {
        binding: BindingId,
        members: List,
    },
    /// `namespace N { … }` with values.
    Namespace {
        binding: Option<BindingId>,
        body: List,
    },
    /// `@expression`, among a class's members.
    Decorator {
        expression: NodeId,
    },
    /// `interface`, `type`, `declare …`: nothing at run time.
    Type,
    /// What the parser could not read, with what it could inside; also what lies deeper than [`MAX_DEPTH`] levels, with the
    /// names and literals in it.
    Error {
        children: List,
    },
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum VariableKind {
    Var,
    Let,
    Const,
    Using,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Function {
    pub name: Option<BindingId>,
    /// `Binding`, `ObjectPattern`, `ArrayPattern`, `DefaultPattern`, `Rest`, each wrapped in [`Kind::Declarator`] without init
    /// (so that a parameter's type annotation has a place).
    pub parameters: List,
    /// A `Block`, or an expression for a short arrow. `None` for a signature without body.
    pub body: Option<NodeId>,
    /// The function's own scope: parameters and body.
    pub scope: ScopeId,
    /// The declared return type's place, without the colon.
    pub returns: Option<Span>,
    pub flavour: Flavour,
    pub is_async: bool,
    pub is_generator: bool,
    /// A statement (`function f() {}`), not an expression.
    pub declaration: bool,
    /// A `'use server'` or `'use cache'` among its first statements.
    pub directive: Option<FunctionDirective>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Flavour {
    Plain,
    Arrow,
    Method,
    Getter,
    Setter,
    Constructor,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum FunctionDirective {
    UseServer,
    UseCache,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Class {
    pub name: Option<BindingId>,
    pub extends: Option<NodeId>,
    /// `Member`s as [`Kind::Property`] (fields; a missing value is an empty `Hole`; methods have a `Function` value)
    /// and `Block` (static blocks); the class's and its members' decorators are among them, in source order.
    pub members: List,
    pub declaration: bool,
}

/// No node has more ancestors than this: whoever recurses over the tree is safe.
pub const MAX_DEPTH: usize = 500;

/// The arenas of one file. Nodes are in the order of the source, parents first: a node's descendants follow it directly.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Ast {
    pub nodes: Vec<Node>,
    pub lists: Vec<NodeId>,
    /// Top-level statements in order.
    pub body: Vec<NodeId>,
    pub scopes: Vec<Scope>,
    pub bindings: Vec<Binding>,
    /// Cooked values of strings and template texts that hold an escape; others are their own text. Sorted by node.
    pub cooked: Vec<(NodeId, Box<str>)>,
    pub(super) marks: Vec<Mark>,
    /// The parser took the whole module for one error: `body` holds what could be read, not only statements.
    pub(super) broken: bool,
}

/// How full the arenas were at one moment of lowering: before each statement of a block or of the module, at the end of each
/// block, and at the end. In the order of the moments.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Mark {
    /// The block, at whose end it is.
    pub owner: Option<NodeId>,
    pub nodes: u32,
    pub lists: u32,
    pub scopes: u32,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Scope {
    pub parent: Option<ScopeId>,
    pub kind: ScopeKind,
    /// The function, class or block that opens it; `None` for the module.
    pub node: Option<NodeId>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ScopeKind {
    Module,
    Function,
    Block,
    Class,
    Catch,
    Namespace,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Binding {
    pub name: Span,
    pub kind: BindingKind,
    pub scope: ScopeId,
    /// The node that declares it: a `Declarator` (variable or parameter; the pattern around the name is found by walking
    /// parents from `pattern`), a `Function`, a `Class`, an `Enum`, an `Import` statement, a `Try`.
    pub declaration: NodeId,
    /// The `Binding` node itself; `None` for imports, functions, classes and enums, whose name is no pattern.
    pub pattern: Option<NodeId>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum BindingKind {
    Variable(VariableKind),
    Parameter,
    Function,
    Class,
    Enum,
    Namespace,
    Catch,
    /// A value import; its index in [`Facts::imports`](super::facts::Facts::imports) is found by the name's place.
    Import,
    /// A type-only import, an interface, a type alias: no value.
    Type,
}
