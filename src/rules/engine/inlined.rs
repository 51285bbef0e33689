//! Which forms of an env read a build replaces by the value.
//!
//! Source: `research/boundary-facts.md` 11 and 12, builds of the same forms by Next 14.2 and 15.5, and of the forms in `whole_by`
//! by Vite 8 and 7.

use crate::flow::Module;
use crate::project::{App, Bundler, Bundlers};
use crate::syntax::ast::{Kind, NodeId};
use crate::syntax::facts::{EnvForm, EnvObject, EnvRead, Through};

/// How the configuration replaces `process.env.X`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Define {
    /// Not at all.
    Nothing,
    /// `process.env.X` itself.
    Name,
    /// `process.env`, which has it.
    Object,
}

/// Who of the framework's bundlers replace the expression.
pub(super) fn inlined_by(app: &App, read: &EnvRead, define: Define) -> Bundlers {
    // `globalThis.process.env` and what is handed around stay as they are.
    if matches!(read.through, Through::Global | Through::Parameter | Through::EnvImport) {
        return Bundlers::NONE;
    }
    let plain = matches!(read.form, EnvForm::Dot | EnvForm::Bracket | EnvForm::Template);
    let taken_apart = read.form == EnvForm::Destructured;
    match read.object {
        EnvObject::Process if app.is_next() => next(app, read),
        EnvObject::Process if define == Define::Object && (plain || taken_apart) => Bundlers::ALL,
        EnvObject::Process if define == Define::Name && plain && read.through != Through::Alias => Bundlers::ALL,
        EnvObject::Process if app.framework.process_env && plain && read.form != EnvForm::Template => Bundlers::ALL,
        EnvObject::ImportMeta if read.through == Through::Indirect => Bundlers::NONE,
        EnvObject::ImportMeta if app.framework.import_meta_env && (plain || taken_apart) => Bundlers::ALL,
        _ => Bundlers::NONE,
    }
}

fn next(app: &App, read: &EnvRead) -> Bundlers {
    let (turbopack, webpack) = (Bundler::Turbopack.alone(), Bundler::Webpack.alone());
    let form = match read.form {
        EnvForm::Dot | EnvForm::Bracket => Bundlers::ALL,
        EnvForm::Template if app.is_before(16, 0) => Bundlers::ALL,
        // Of a computed name that is known.
        EnvForm::Template | EnvForm::Computed => turbopack,
        EnvForm::Destructured | EnvForm::Whole => Bundlers::NONE,
    };
    let through = match read.through {
        Through::Direct | Through::Alias | Through::Indirect => Bundlers::ALL,
        Through::Destructured => turbopack,
        Through::Optional => webpack,
        // By what is written: the name is enough.
        Through::ProcessImport => webpack,
        _ => Bundlers::NONE,
    };
    form.both(through)
}

/// Who of Vite's bundlers put an object of the whole environment in the place of the one that is read: Rolldown does for all
/// but the plainest forms, Rollup where it cannot tell which members are taken.
pub(super) fn whole_by(module: &Module, read: &EnvRead) -> Bundlers {
    let (rolldown, rollup) = (Bundler::Rolldown.alone(), Bundler::Rollup.alone());
    let is_direct = matches!(read.through, Through::Direct | Through::Optional | Through::Parameter);
    let by = match read.form {
        EnvForm::Dot => Bundlers::NONE,
        EnvForm::Bracket | EnvForm::Template => rolldown,
        EnvForm::Destructured => match module.kind(read.node) {
            Kind::Property { key, value, computed, .. }
                if computed
                    || module.kind(key) == Kind::String
                    || matches!(module.kind(value), Kind::DefaultPattern { .. }) =>
            {
                rolldown
            }
            _ if is_assigned(module, read.node) => rolldown.and(rollup),
            _ => Bundlers::NONE,
        },
        EnvForm::Computed => rolldown.and(rollup),
        EnvForm::Whole => whole(module, read.node),
    };
    match read.through {
        Through::Indirect | Through::Global => Bundlers::NONE,
        // Where the object got its other name, Rolldown has put it in already.
        _ if !is_direct => by.both(rollup),
        _ => by,
    }
}

/// By what becomes of the object itself.
fn whole(module: &Module, node: NodeId) -> Bundlers {
    let (rolldown, rollup) = (Bundler::Rolldown.alone(), Bundler::Rollup.alone());
    if let Kind::Rest { target } = module.kind(node) {
        let is_used = !matches!(module.kind(target), Kind::Binding(binding) if module.uses(binding).is_empty());
        return if is_used { rollup } else { Bundlers::NONE };
    }
    let Some(parent) = module.parent(node) else { return Bundlers::NONE };
    match module.kind(parent) {
        // What is taken by the other name is a read of its own.
        Kind::Declarator { target, .. } if matches!(module.kind(target), Kind::Binding(_)) => rolldown,
        Kind::Unary { .. } => Bundlers::NONE,
        Kind::If { test, .. } | Kind::Conditional { test, .. } if test == node => Bundlers::NONE,
        Kind::Logical { operator, left, .. } if left == node && module.text(operator) == "&&" => rollup,
        _ => rolldown.and(rollup),
    }
}

/// Whether the pattern that the property is of takes an assignment apart, and declares nothing.
fn is_assigned(module: &Module, property: NodeId) -> bool {
    let pattern = module.parent(property);
    pattern.and_then(|pattern| module.parent(pattern)).is_some_and(|it| matches!(module.kind(it), Kind::Assign { .. }))
}
