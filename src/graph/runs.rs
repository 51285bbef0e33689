//! Who run a module once it is imported, whatever is taken from it.
//!
//! A bundler drops a module of which nothing is used if it takes it to have no effects, nor any module that it imports. It looks
//! less closely than the minifier does afterwards: webpack takes an object literal for an effect, and neither sees into React.
//! So much of what runs leaves no code, but what it would load by `import()` is there.

use super::edges::Module;
use super::effect::{NEXT, TURBOPACK, WEBPACK};
use super::{Graph, globals, purity};
use crate::project::{Bundlers, FileId, Resolution};
use crate::syntax::ast::{Ast, Class, Kind, NodeId};
use crate::syntax::facts::{EnvObject, Facts, ImportKind};

impl Graph {
    /// Whether all these bundlers run the module.
    pub(super) fn runs(&self, by: Bundlers, file: FileId) -> bool {
        let own = self.module(file).is_some_and(|module| {
            let mut parts = module.shape.parts.iter().enumerate();
            (!module.drops_effects || self.is_entered(file))
                && parts.any(|(at, part)| self.effect(by, part, (file, at)).live.contains(by))
        });
        // Only of Next's it is known how they decide.
        own || NEXT.contains(by) && self.answers.runs.get_or(file, || self.run_by(file)).contains(by)
    }

    fn run_by(&self, file: FileId) -> Bundlers {
        let mut by = Bundlers::NONE;
        let mut seen = vec![file];
        let mut at = 0;
        while let Some(file) = seen.get(at).copied() {
            at += 1;
            let Some(module) = self.module(file).filter(|module| !module.drops_effects) else { continue };
            let project = self.project();
            let old = project.builders(file).any(|app| app.is_next() && app.is_before(16, 2));
            let has_enum = module.facts.ast.body.iter().any(|node| fills_object(&module.facts, *node));
            if old || has_enum || is_effect(&module, TURBOPACK) || self.imports_package(file, &module) {
                by = by.and(TURBOPACK);
            }
            let is_plain = |node: &NodeId| is_plain(&module.facts, *node);
            let requires = module.facts.imports.iter().any(|import| import.kind == ImportKind::Require);
            if requires
                || is_effect(&module, WEBPACK)
                || !module.facts.ast.body.iter().all(is_plain)
                || self.imports_package(file, &module)
            {
                by = by.and(WEBPACK);
            }
            if by.contains(NEXT) {
                break;
            }
            let is_static = |import: u32| {
                let kind = module.facts.imports.get(import as usize).map(|import| import.kind);
                matches!(kind, Some(ImportKind::Static | ImportKind::ReExport | ImportKind::Require))
            };
            for edge in module.edges.iter().filter(|edge| edge.import.is_some_and(is_static)) {
                if let Some(target) = edge.client.filter(|target| !seen.contains(target)) {
                    seen.push(target);
                }
            }
        }
        by
    }

    /// Whether it imports a package, or what Next puts in its place: React's runtime for JSX, a stand-in for `process`.
    fn imports_package(&self, file: FileId, module: &Module) -> bool {
        let facts = &*module.facts;
        let static_imports = facts.imports.iter().enumerate().filter(|(index, import)| {
            matches!(import.kind, ImportKind::Static | ImportKind::ReExport) && !facts.import_is_erased(*index)
        });
        let is_package = |specifier: &str| {
            let target = self.project().resolve(file, specifier, crate::project::Layer::Client);
            globals::is_framework(specifier) || matches!(target, Resolution::Package(_) | Resolution::Asset)
        };
        let mut any = false;
        for (_, import) in static_imports {
            any = true;
            if import.specifier.as_deref().is_some_and(is_package) {
                return true;
            }
        }
        let process = any && facts.env_reads.iter().any(|read| read.object == EnvObject::Process);
        process || facts.ast.nodes.iter().any(|node| matches!(node.kind, Kind::JsxElement { .. }))
    }
}

fn is_effect(module: &Module, by: Bundlers) -> bool {
    module.shape.parts.iter().any(|part| part.effect.live.contains(by))
}

/// An `enum` is built by a function, of which nobody but the minifier knows what it does.
fn fills_object(facts: &Facts, node: NodeId) -> bool {
    match facts.ast.kind(node) {
        Kind::Export { declaration: Some(declaration) } => fills_object(facts, declaration),
        Kind::Enum { .. } => !purity::is_inlined(facts, node),
        _ => false,
    }
}

/// Whether webpack takes a top-level statement to have no effect.
pub(super) fn is_plain(facts: &Facts, node: NodeId) -> bool {
    let ast = &facts.ast;
    let all = |list| ast.list(list).iter().all(|id| is_plain(facts, *id));
    match ast.kind(node) {
        Kind::Import | Kind::Type | Kind::Jump | Kind::Export { declaration: None } | Kind::Function(_) => true,
        Kind::Export { declaration: Some(declaration) } => is_plain(facts, declaration),
        Kind::Variable { declarators, .. } => all(declarators),
        Kind::Declarator { init, .. } => init.is_none_or(|init| is_plain(facts, init)),
        Kind::Expression { expression } => ast.kind(expression) == Kind::String,
        Kind::Class(class) => is_plain_class(ast, class),
        Kind::Enum { .. } => purity::is_inlined(facts, node),
        _ => match ast.kind(ast.unwrapped(node)) {
            Kind::Ident | Kind::String | Kind::Number | Kind::Bool(_) | Kind::Null | Kind::Regex | Kind::BigInt => true,
            Kind::Function(_) => true,
            Kind::Class(class) => is_plain_class(ast, class),
            Kind::Template { parts } | Kind::Sequence { expressions: parts } => all(parts),
            Kind::TemplateText => true,
            Kind::Logical { left, right, .. } => is_plain(facts, left) && is_plain(facts, right),
            Kind::Conditional { test, consequent, alternate } => {
                [test, consequent, alternate].iter().all(|id| is_plain(facts, *id))
            }
            _ => false,
        },
    }
}

fn is_plain_class(ast: &Ast, class: Class) -> bool {
    class.extends.is_none_or(|base| ast.kind(ast.unwrapped(base)) == Kind::Ident)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

    use std::sync::Arc;

    use super::super::Graph;
    use crate::project::fixture::Fixture;

    /// What ships of `lib/`, and whether both bundlers agree, in an app whose page takes nothing but `here` from `lib`.
    fn ships(next: &str, build: &str, files: &str) -> Vec<(String, bool)> {
        let fixture = Fixture::new(&format!(
            "\
//- package.json
{{ \"scripts\": {{ \"build\": \"next build {build}\" }}, \"dependencies\": {{ \"next\": \"{next}\" }} }}
//- app/page.tsx
'use client';
import {{ here }} from '../lib';
export default function Page() {{ return <b onClick={{() => here()}} />; }}
{files}"
        ));
        let project = Arc::new(fixture.project.clone());
        let modules = Graph::new(Arc::clone(&project)).modules();
        let of_lib = modules.iter().filter(|module| module.client && module.file != fixture.id("app/page.tsx"));
        of_lib.map(|module| (project.relative(module.file), module.certain)).collect()
    }

    #[test]
    fn what_a_module_would_load_ships_where_the_module_runs() {
        let files = "\
//- lib/index.ts
export { here } from './here';
export { pure } from './pure';
export { useIt } from './hook';
//- lib/here.ts
export const here = () => location.href;
export const load = () => import('./of-here');
//- lib/pure.ts
export const pure = () => import('./of-pure');
//- lib/hook.ts
import { useEffect } from 'react';
export const useIt = () => useEffect(() => { import('./of-hook'); }, []);
//- lib/of-here.ts
console.log('of here');
//- lib/of-pure.ts
console.log('of pure');
//- lib/of-hook.ts
console.log('of hook');
";
        let said = ["lib/here.ts", "lib/of-here.ts", "lib/of-hook.ts"].map(|file| (file.to_owned(), true));
        assert_eq!(ships("16.4.0", "", files), said);
    }

    #[test]
    fn turbopack_judges_modules_by_itself_since_16_2() {
        let files = "\
//- lib/index.ts
export const here = () => location.href;
export { agent } from './agent';
//- lib/agent.ts
export const agent = navigator.userAgent;
";
        let index = |certain| ("lib/index.ts".to_owned(), certain);
        let agent = |certain| ("lib/agent.ts".to_owned(), certain);
        assert_eq!(ships("15.5.0", "--turbopack", files), [agent(true), index(true)]);
        assert_eq!(ships("16.4.0", "", files), [index(true)]);
        assert_eq!(ships("16.4.0", "--webpack", files), [agent(false), index(true)]);
    }

    #[test]
    fn an_enum_is_not_looked_into() {
        let files = "\
//- lib/index.ts
export const here = () => location.href;
export { labels } from './labels';
export { names } from './names';
//- lib/labels.ts
import { Role } from './role';
export const labels = { [Role.Admin]: 'Administrator' };
//- lib/role.ts
export enum Role { Admin = 'admin', Member = 'member' }
//- lib/names.ts
import { Plain } from './plain';
export const names = { [Plain.Admin]: 'Administrator' };
//- lib/plain.ts
export const Plain = { Admin: 'admin' };
";
        let said = ["lib/index.ts", "lib/labels.ts", "lib/role.ts"].map(|file| (file.to_owned(), true));
        assert_eq!(ships("16.4.0", "", files), said);
        assert_eq!(ships("16.4.0", "--webpack", files), said);
    }

    #[test]
    fn editions_compile_classes_and_enums_differently() {
        let files = "\
//- lib/index.ts
export const here = () => location.href;
export { Plan } from './plan';
export { One } from './one';
export { Written } from './written';
export { Fields } from './fields';
export { Methods } from './methods';
//- lib/plan.ts
export enum Plan { Free = 'free', Paid = 'paid' }
//- lib/one.ts
enum Only { One = 'one' }
export const One = (only: Only) => only;
//- lib/written.ts
import { Component } from 'react';
export class Written extends Component { constructor(props) { super(props); } }
//- lib/fields.ts
import { Component } from 'react';
export class Fields extends Component { state = {}; }
//- lib/methods.ts
import { Component } from 'react';
export class Methods extends Component { render() { return null; } }
";
        let certain = |next: &str, build: &str| {
            let said = ships(next, build, files).into_iter().filter(|(_, certain)| *certain);
            said.map(|(file, _)| file.trim_start_matches("lib/").trim_end_matches(".ts").to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(certain("16.4.0", "--webpack"), ["index", "one", "written"]);
        assert_eq!(certain("15.5.0", ""), ["fields", "index", "one", "written"]);
        assert_eq!(certain("14.2.0", ""), ["index", "one", "plan"]);
        let turbopack = ships("15.5.0", "--turbopack", files);
        assert!(turbopack.contains(&("lib/plan.ts".to_owned(), false)), "{turbopack:?}");
    }

    #[test]
    fn webpack_reads_from_another_scope_what_two_roots_share() {
        let files = "\
//- app/more/page.tsx
'use client';
import { base } from '../../lib/shared';
export default function More() { return <b onClick={() => alert(base)} />; }
//- lib/index.ts
import { base } from './shared';
export const here = () => location.href + base;
export { url } from './url';
export { alone } from './alone';
//- lib/shared.ts
export const base = 'https://site.example/' + 1;
//- lib/url.ts
import { base } from './shared';
export const url = { base };
//- lib/alone.ts
import { only } from './only';
export const alone = { only };
//- lib/only.ts
export const only = 'only';
";
        let webpack = ships("16.4.0", "--webpack", files);
        assert!(webpack.contains(&("lib/url.ts".to_owned(), false)), "{webpack:?}");
        assert!(!webpack.iter().any(|(file, _)| file.contains("alone") || file.contains("only")), "{webpack:?}");
        assert!(!ships("16.4.0", "", files).iter().any(|(file, _)| file.contains("url")));
    }
}
