//! What is put into the fields of a `this`, by whose it is.

use rustc_hash::FxHashMap;

use super::module::Module;
use super::put::Put;
use crate::syntax::ast::NodeId;

/// Of all classes and functions of a module, from one walk on first use.
#[derive(Debug, Default)]
pub(super) struct Fields {
    by_class: FxHashMap<NodeId, OwnFields>,
    by_function: FxHashMap<NodeId, OwnFields>,
}

/// Of one of them.
#[derive(Debug, Default)]
pub(super) struct OwnFields {
    /// `this.x = value`: target and value.
    pub assigned: Vec<(NodeId, NodeId)>,
    /// The `this` of `this.items.push(item)`.
    filled: Vec<NodeId>,
}

static NONE: OwnFields = OwnFields { assigned: Vec::new(), filled: Vec::new() };

impl OwnFields {
    pub fn is_empty(&self) -> bool {
        self.assigned.is_empty() && self.filled.is_empty()
    }

    /// What is put deeper than into the field itself.
    pub fn puts<'m>(&self, module: &'m Module) -> Vec<Put<'m>> {
        self.filled.iter().flat_map(|this| deeper(module, *this)).collect()
    }
}

fn deeper(module: &Module, this: NodeId) -> impl Iterator<Item = Put<'_>> {
    module.put_by(this, false).into_iter().filter(|put| put.path.len() > 1)
}

impl Module {
    /// What all methods of a class put there.
    pub(super) fn fields_of_class(&self, class: NodeId) -> &OwnFields {
        self.fields().by_class.get(&class).unwrap_or(&NONE)
    }

    /// What one function with a `this` of its own puts there.
    pub(super) fn fields_of_function(&self, function: NodeId) -> &OwnFields {
        self.fields().by_function.get(&function).unwrap_or(&NONE)
    }

    fn fields(&self) -> &Fields {
        self.fields.get_or_init(|| {
            let mut fields = Fields::default();
            let mut each = |node: NodeId, put: &dyn Fn(&mut OwnFields)| {
                if let Some(class) = self.enclosing_class(node) {
                    put(fields.by_class.entry(class).or_default());
                }
                if let Some(function) = self.own_function(node) {
                    put(fields.by_function.entry(function).or_default());
                }
            };
            for (target, value) in self.field_assignments() {
                each(*target, &|own| own.assigned.push((*target, *value)));
            }
            for this in self.this().iter().filter(|this| deeper(self, **this).next().is_some()) {
                each(*this, &|own| own.filled.push(*this));
            }
            fields
        })
    }
}
