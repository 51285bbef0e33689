//! Statements and declarations.

use super::patterns::Target;
use super::{GUARD, Lowerer};
use crate::syntax::ast::{BindingKind, Kind, List, NodeId, ScopeKind, VariableKind};
use crate::syntax::language::{Field, Symbol};

impl Lowerer<'_> {
    pub(super) fn statement(&mut self) -> NodeId {
        if self.depth >= GUARD {
            return self.too_deep();
        }
        match self.symbol() {
            Symbol::ExpressionStatement => self.expression_statement(),
            Symbol::LexicalDeclaration | Symbol::VariableDeclaration => self.variables(),
            Symbol::FunctionDeclaration | Symbol::GeneratorDeclaration => self.function(),
            Symbol::ReturnStatement => self.node(|this, _| {
                let argument = this.optional_expression();
                Kind::Return { argument }
            }),
            Symbol::ThrowStatement => self.node(|this, _| {
                let argument = this.only_expression();
                Kind::Throw { argument }
            }),
            Symbol::IfStatement => self.if_statement(),
            Symbol::StatementBlock => self.block(),
            Symbol::TryStatement => self.try_statement(),
            Symbol::SwitchStatement => self.switch(),
            Symbol::ForStatement => self.for_statement(),
            Symbol::ForInStatement => self.for_each(),
            Symbol::WhileStatement | Symbol::DoStatement => self.while_statement(),
            Symbol::ClassDeclaration | Symbol::AbstractClass => self.class(),
            Symbol::EnumDeclaration => self.enumeration(),
            Symbol::ImportStatement => self.import(),
            Symbol::ImportAlias => self.import_alias(),
            Symbol::ExportStatement => self.export(),
            Symbol::InterfaceDeclaration | Symbol::TypeAlias => self.type_declaration(),
            Symbol::AmbientDeclaration | Symbol::FunctionSignature => self.ambient(),
            Symbol::Module => self.namespace(),
            Symbol::LabeledStatement => self.labeled(),
            Symbol::WithStatement => self.with_statement(),
            Symbol::EmptyStatement | Symbol::BreakStatement | Symbol::ContinueStatement | Symbol::DebuggerStatement => {
                self.node(|this, _| {
                    this.children(|_, _| {});
                    Kind::Jump
                })
            }
            _ => self.error(),
        }
    }

    /// The statements below the cursor.
    pub(super) fn statements(&mut self) -> List {
        let first = self.pending.len();
        self.children_and_errors(|this, symbol| {
            if symbol.is_statement() || symbol == Symbol::Error {
                this.item(symbol);
            }
        });
        self.mark(self.parent);
        self.list(first)
    }

    fn optional_expression(&mut self) -> Option<NodeId> {
        let mut found = None;
        self.children(|this, symbol| {
            if symbol.is_expression() {
                found = Some(this.expression());
            }
        });
        found
    }

    fn expression_statement(&mut self) -> NodeId {
        // `namespace N {}` is an expression to the grammar.
        let namespace = self.cursor.node().child(0).is_some_and(|child| child.kind() == "internal_module");
        if namespace {
            let whole = self.span();
            let mut found = None;
            self.children(|this, symbol| {
                if symbol == Symbol::InternalModule {
                    found = Some(this.namespace());
                }
            });
            let id = self.or_hole(found);
            if let Some(node) = self.out.ast.nodes.get_mut(id.index()) {
                node.span = whole;
            }
            return id;
        }
        self.node(|this, _| {
            let expression = this.only_expression();
            Kind::Expression { expression }
        })
    }

    fn variables(&mut self) -> NodeId {
        self.node(|this, _| {
            let mut keyword = VariableKind::Var;
            let declarators = this.list_of(|this, symbol| match symbol {
                Symbol::LetKeyword | Symbol::ConstKeyword => {
                    keyword = variable_kind(symbol);
                    None
                }
                Symbol::VariableDeclarator => Some(this.declarator(keyword)),
                _ => None,
            });
            Kind::Variable { keyword, declarators }
        })
    }

    pub(super) fn declarator(&mut self, keyword: VariableKind) -> NodeId {
        self.node(|this, id| {
            let (mut target, mut init, mut annotation) = (None, None, None);
            this.children(|this, _| match this.field() {
                Field::Name => target = Some(this.pattern(Target::Declare(BindingKind::Variable(keyword), id))),
                Field::Type => annotation = this.annotation(),
                Field::Value => init = Some(this.expression()),
                _ => {}
            });
            Kind::Declarator { target: this.or_hole(target), init, annotation }
        })
    }

    fn block(&mut self) -> NodeId {
        self.node(|this, id| {
            let outer = this.open(ScopeKind::Block, id);
            let body = this.statements();
            this.scope = outer;
            Kind::Block { body }
        })
    }

    fn if_statement(&mut self) -> NodeId {
        self.node(|this, _| {
            let (mut test, mut consequent, mut alternate) = (None, None, None);
            this.children(|this, symbol| match (this.field(), symbol) {
                (Field::Condition, _) => test = Some(this.only_expression()),
                (Field::Consequence, _) => consequent = Some(this.statement()),
                (_, Symbol::ElseClause) => this.children(|this, symbol| {
                    if symbol.is_statement() {
                        alternate = Some(this.statement());
                    }
                }),
                _ => {}
            });
            let test = this.or_hole(test);
            let consequent = this.or_hole(consequent);
            Kind::If { test, consequent, alternate }
        })
    }

    fn for_statement(&mut self) -> NodeId {
        self.node(|this, id| {
            let outer = this.open(ScopeKind::Block, id);
            let (mut init, mut test, mut update, mut body) = (None, None, None, None);
            this.children(|this, symbol| match this.field() {
                Field::Initializer if symbol.is_expression() => init = Some(this.expression()),
                Field::Initializer if symbol != Symbol::EmptyStatement && symbol.is_statement() => {
                    init = Some(this.statement());
                }
                Field::Condition if symbol.is_expression() => test = Some(this.expression()),
                Field::Increment => update = Some(this.expression()),
                Field::Body => body = Some(this.statement()),
                _ => {}
            });
            let body = this.or_hole(body);
            this.scope = outer;
            Kind::For { init, test, update, body }
        })
    }

    fn for_each(&mut self) -> NodeId {
        self.node(|this, id| {
            let outer = this.open(ScopeKind::Block, id);
            let (mut keyword, mut target, mut iterable, mut body) = (None, None, None, None);
            let (mut of, mut awaits) = (false, false);
            this.children(|this, symbol| match (this.field(), symbol) {
                (Field::Kind, _) => keyword = Some(variable_kind(symbol)),
                (Field::Left, _) => {
                    target = Some(match keyword {
                        Some(keyword) => this.loop_variable(keyword),
                        None => this.pattern(Target::Assign),
                    });
                }
                (Field::Right, _) => iterable = Some(this.expression()),
                (Field::Body, _) => body = Some(this.statement()),
                (_, Symbol::OfKeyword) => of = true,
                (_, Symbol::AwaitKeyword) => awaits = true,
                _ => {}
            });
            let target = this.or_hole(target);
            let iterable = this.or_hole(iterable);
            let body = this.or_hole(body);
            this.scope = outer;
            Kind::ForEach { target, iterable, body, of, awaits }
        })
    }

    fn loop_variable(&mut self, keyword: VariableKind) -> NodeId {
        self.node(|this, _| {
            let declarator = this.node(|this, id| {
                let target = this.pattern(Target::Declare(BindingKind::Variable(keyword), id));
                Kind::Declarator { target, init: None, annotation: None }
            });
            let mark = this.pending.len();
            this.pending.push(declarator);
            Kind::Variable { keyword, declarators: this.list(mark) }
        })
    }

    fn while_statement(&mut self) -> NodeId {
        self.node(|this, _| {
            let (mut test, mut body) = (None, None);
            this.children(|this, _| match this.field() {
                Field::Condition => test = Some(this.only_expression()),
                Field::Body => body = Some(this.statement()),
                _ => {}
            });
            let test = this.or_hole(test);
            let body = this.or_hole(body);
            Kind::While { test, body }
        })
    }

    fn try_statement(&mut self) -> NodeId {
        self.node(|this, id| {
            let (mut block, mut parameter, mut handler, mut finalizer) = (None, None, None, None);
            this.children(|this, symbol| match (this.field(), symbol) {
                (Field::Body, _) => block = Some(this.statement()),
                (_, Symbol::CatchClause) => {
                    let outer = this.open(ScopeKind::Catch, id);
                    this.children(|this, _| match this.field() {
                        Field::Parameter => {
                            parameter = Some(this.pattern(Target::Declare(BindingKind::Catch, id)));
                        }
                        Field::Type => this.types(),
                        Field::Body => handler = Some(this.statement()),
                        _ => {}
                    });
                    this.scope = outer;
                }
                (_, Symbol::FinallyClause) => this.children(|this, symbol| {
                    if symbol == Symbol::StatementBlock {
                        finalizer = Some(this.statement());
                    }
                }),
                _ => {}
            });
            let block = this.or_hole(block);
            Kind::Try { block, parameter, handler, finalizer }
        })
    }

    fn switch(&mut self) -> NodeId {
        self.node(|this, id| {
            let (mut discriminant, mut cases) = (None, List::default());
            this.children(|this, symbol| match (this.field(), symbol) {
                (Field::Value, _) => discriminant = Some(this.only_expression()),
                (_, Symbol::SwitchBody) => {
                    let outer = this.open(ScopeKind::Block, id);
                    cases = this.list_of(|this, symbol| {
                        matches!(symbol, Symbol::SwitchCase | Symbol::SwitchDefault).then(|| this.case())
                    });
                    this.scope = outer;
                }
                _ => {}
            });
            let discriminant = this.or_hole(discriminant);
            Kind::Switch { discriminant, cases }
        })
    }

    fn case(&mut self) -> NodeId {
        self.node(|this, _| {
            let mut test = None;
            let body = this.list_of(|this, symbol| {
                if this.field() == Field::Value {
                    test = Some(this.expression());
                    return None;
                }
                symbol.is_statement().then(|| this.statement())
            });
            Kind::Case { test, body }
        })
    }

    fn labeled(&mut self) -> NodeId {
        self.node(|this, _| {
            let mut body = None;
            this.children(|this, _| {
                if this.field() == Field::Body {
                    body = Some(this.statement());
                }
            });
            let body = this.or_hole(body);
            Kind::Labeled { body }
        })
    }

    /// `with (object) body`, which no module may hold: a block of both.
    fn with_statement(&mut self) -> NodeId {
        self.node(|this, _| {
            let body = this.list_of(|this, _| match this.field() {
                Field::Object => Some(this.only_expression()),
                Field::Body => Some(this.statement()),
                _ => None,
            });
            Kind::Block { body }
        })
    }

    /// `namespace N { … }`. Of `namespace A.B` the binding is `A`.
    pub(super) fn namespace(&mut self) -> NodeId {
        self.node(|this, id| {
            let (mut binding, mut body) = (None, List::default());
            let (scope, hoist) = (this.scope, this.hoist);
            this.children(|this, symbol| match (this.field(), symbol) {
                (Field::Name, Symbol::String) => {}
                (Field::Name, _) => {
                    let mut name = this.span();
                    if let Some(first) = this.text(name).split(['.', ' ', '\n', '\r', '\t']).next() {
                        name.end = name.start + first.len() as u32;
                    }
                    binding = Some(this.declare(name, BindingKind::Namespace, id));
                }
                (Field::Body, _) => {
                    this.open(ScopeKind::Namespace, id);
                    this.hoist = this.scope;
                    body = this.statements();
                }
                _ => {}
            });
            (this.scope, this.hoist) = (scope, hoist);
            Kind::Namespace { binding, body }
        })
    }
}

fn variable_kind(symbol: Symbol) -> VariableKind {
    match symbol {
        Symbol::LetKeyword => VariableKind::Let,
        Symbol::ConstKeyword => VariableKind::Const,
        _ => VariableKind::Var,
    }
}
