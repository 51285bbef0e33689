//! Fields of classes that hold a secret, a client, or a constant: `private client = new WebClient(token)`.

use crate::flow::Module;
use crate::syntax::ast::{Flavour, Kind, NodeId};

/// A class's field, by the class and its name.
pub(super) type FieldKey = (NodeId, String);

/// Where a field gets its value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct FieldValue {
    /// The field's own node in the class; `None` where only the constructor names it.
    pub declaration: Option<NodeId>,
    /// `this.client = …;` in the constructor.
    pub statement: Option<NodeId>,
    pub value: NodeId,
}

impl FieldValue {
    /// The node that stands for the field among what moves.
    pub(super) fn item(&self) -> NodeId {
        self.statement.or(self.declaration).unwrap_or(self.value)
    }
}

/// `this.name` of a class's method: the member, the class, the name.
pub(super) fn of_this(module: &Module, this: NodeId) -> Option<(NodeId, FieldKey)> {
    let member = module.parent(this)?;
    let Kind::Member { object, property, .. } = module.kind(member) else { return None };
    let class = module.this_of(this).filter(|class| object == this && matches!(module.kind(*class), Kind::Class(_)))?;
    Some((member, (class, module.text(property).to_owned())))
}

/// The `this.name` of a field, everywhere in its class.
pub(super) fn uses(module: &Module, key: &FieldKey) -> Vec<NodeId> {
    let in_class = module.ast().ids().filter(|id| module.kind(*id) == Kind::This);
    in_class.filter_map(|this| of_this(module, this)).filter(|(_, of)| of == key).map(|(member, _)| member).collect()
}

/// The value of a field that has one value for good: its initialiser, or what the constructor gives it, where that takes
/// nothing from the constructor's parameters.
pub(super) fn value(module: &Module, key: &FieldKey) -> Option<FieldValue> {
    let declaration = declaration(module, key);
    let initial = declaration.and_then(|declaration| match module.kind(declaration) {
        Kind::Property { value, .. } if module.kind(value) != Kind::Hole => Some(value),
        _ => None,
    });
    let mut assigned = module.field_assignments().iter().filter(|(target, _)| {
        let Kind::Member { object, .. } = module.kind(*target) else { return false };
        of_this(module, object).is_some_and(|(_, of)| of == *key)
    });
    match (initial, assigned.next(), assigned.next()) {
        (Some(value), None, _) => Some(FieldValue { declaration, statement: None, value }),
        (None, Some((target, value)), None) => {
            let statement = module.parent(module.parent(*target)?)?;
            let function = module.enclosing_function(*target)?;
            let Kind::Function(parts) = module.kind(function) else { return None };
            let own =
                parts.flavour == Flavour::Constructor && matches!(module.kind(statement), Kind::Expression { .. });
            let span = module.span(*value);
            let depends = (value.index()..module.ast().nodes.len())
                .map(NodeId::new)
                .take_while(|id| module.span(*id).start < span.end)
                .filter(|id| module.kind(*id) == Kind::Ident)
                .filter_map(|id| module.resolve(id))
                .map(|binding| module.binding(binding).declaration)
                .any(|declared| {
                    super::role::within(module, declared, function) && !super::role::within(module, declared, *value)
                });
            (own && !depends).then_some(FieldValue { declaration, statement: Some(statement), value: *value })
        }
        _ => None,
    }
}

/// Whether a field keeps the value it has got: nothing of it is set later, by `setState` or otherwise.
pub(super) fn is_constant(module: &Module, key: &FieldKey) -> bool {
    key.1 != "state"
        && uses(module, key).into_iter().all(|used| {
            let (top, _) = super::role::chain(module, used);
            match module.parent(top).map(|parent| (parent, module.kind(parent))) {
                Some((_, Kind::Update { .. })) => false,
                Some((parent, Kind::Assign { target, .. })) => {
                    let initial = value(module, key).and_then(|field| field.statement);
                    target != top || module.parent(parent) == initial
                }
                Some((_, Kind::Unary { operator, .. })) => module.text(operator) != "delete",
                _ => true,
            }
        })
}

fn declaration(module: &Module, (class, name): &FieldKey) -> Option<NodeId> {
    let Kind::Class(class) = module.kind(*class) else { return None };
    module.list(class.members).iter().copied().find(|member| match module.kind(*member) {
        Kind::Property { key, computed: false, value, .. } => {
            module.written(key) == name
                && !matches!(module.kind(value), Kind::Function(parts) if parts.flavour == Flavour::Method)
        }
        _ => false,
    })
}

/// A use of a field from outside of its class, by its name alone.
pub(super) fn use_from_outside(module: &Module, name: &str) -> Option<NodeId> {
    module.ast().ids().find(|id| match module.kind(*id) {
        Kind::Member { object, property, .. } => {
            module.text(property) == name && module.kind(object) != Kind::This && module.kind(object) != Kind::Super
        }
        _ => false,
    })
}

/// Whether nothing outside of its class can name a field.
pub(super) fn is_private(module: &Module, field: &FieldValue, name: &str) -> bool {
    name.starts_with('#')
        || field.declaration.is_some_and(|declaration| module.written(declaration).starts_with("private "))
}
