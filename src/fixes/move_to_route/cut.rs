//! The text of what has been cut out, as the route has it.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::needs::mentions;
use super::slice::{Placement, Slice, Slicer};
use super::trace::Moved;
use crate::syntax::ast::{Kind, NodeId};
use crate::text::Span;

impl Slicer<'_> {
    /// The text of a node with everything replaced in it, variables of the environment included.
    fn text(&self, span: Span) -> String {
        let module = &self.module;
        let mut edits: Vec<(Span, String)> =
            self.replacements.iter().filter(|(place, _)| span.contains(*place)).cloned().collect();
        edits.extend(self.around.literal.clone().filter(|(place, _)| span.contains(*place)));
        for read in &module.facts.env_reads {
            let Some(name) = read.name else { continue };
            let inside = span.contains(read.span)
                && !edits.iter().any(|(place, _)| place.contains(name) || name.contains(*place));
            if inside {
                let quoted = module.text(name);
                let plain = quoted.trim_matches(['\'', '"', '`']);
                edits.push((name, quoted.replace(plain, &(self.around.env_name)(plain))));
            }
        }
        edits.sort_by_key(|(place, _)| (place.start, place.end));
        let mut out = String::new();
        let mut at = span.start;
        for (place, text) in edits {
            if place.start < at {
                continue;
            }
            out.push_str(module.text(Span::new(at, place.start)));
            out.push_str(&text);
            at = place.end;
        }
        out.push_str(module.text(Span::new(at, span.end)));
        out
    }

    fn statement_text(&self, item: NodeId) -> String {
        let module = &self.module;
        let comments = self.comments_above(item);
        let code = match module.kind(item) {
            _ if self.field_names.contains_key(&item) => {
                let name = self.field_names.get(&item).map_or("", String::as_str);
                format!("const {name} = {};", self.text(module.span(self.value_of(item))))
            }
            Kind::Declarator { init, .. } if self.value_of(item) == item || init.is_none() => {
                format!("let {};", self.text(module.span(item)))
            }
            Kind::Declarator { target, annotation, .. } => {
                let value = self.value_of(item);
                let annotation = annotation.map_or_else(String::new, |span| format!(": {}", module.text(span)));
                let tested = module.env_read(value).is_some()
                    && module.plain_binding(target).is_some_and(|binding| self.is_tested(binding));
                let mark = if tested { "!" } else { "" };
                format!("const {}{annotation} = {}{mark};", module.written(target), self.text(module.span(value)))
            }
            _ => {
                let text = self.text(module.span(item));
                text.strip_prefix("export default ").or(text.strip_prefix("export ")).unwrap_or(&text).to_owned()
            }
        };
        format!("{comments}{code}")
    }

    /// The expression that makes a declarator's value: within a `useMemo`, what it remembers.
    fn value_of(&self, declarator: NodeId) -> NodeId {
        match self.module.kind(declarator) {
            Kind::Property { value, .. } => return value,
            Kind::Expression { expression } if self.field_names.contains_key(&declarator) => {
                if let Kind::Assign { value, .. } = self.module.kind(expression) {
                    return value;
                }
            }
            _ => {}
        }
        let moved = self.around.trace.moved.values().find_map(|moved| match moved {
            Moved::Declared { declaration, value } if *declaration == declarator => Some(*value),
            _ => None,
        });
        match (moved, self.module.kind(declarator)) {
            (Some(value), _) => value,
            (None, Kind::Declarator { init: Some(init), .. }) => init,
            _ => declarator,
        }
    }

    /// The comments right above a statement that moves.
    fn comments_above(&self, item: NodeId) -> String {
        let module = &self.module;
        let statement = super::caller::statement_of(module, item);
        let start = super::caller::comments_start(module, module.span(statement).start);
        module.text(Span::new(start, module.span(statement).start)).to_owned()
    }

    pub(super) fn finish(self) -> Slice {
        let module = Arc::clone(&self.module);
        let text_of = |placement: Placement| {
            let mut items: Vec<NodeId> =
                self.items.iter().filter(|(_, place)| **place == placement).map(|(item, _)| *item).collect();
            items.sort_by_key(|item| module.span(*item).start);
            items
                .iter()
                .enumerate()
                .map(|(index, item)| {
                    let text = self.statement_text(*item);
                    // Lines that stand together stay together.
                    let gap = index
                        .checked_sub(1)
                        .and_then(|before| items.get(before))
                        .map(|before| module.text(Span::new(module.span(*before).end, module.span(*item).start)));
                    let apart = gap.is_some_and(super::has_blank_line);
                    if apart { format!("\n{text}") } else { text }
                })
                .collect::<Vec<_>>()
        };
        let mut names = BTreeSet::new();
        let spans: Vec<Span> =
            self.items.keys().map(|item| module.span(*item)).chain([module.span(self.sink)]).collect();
        for id in (0..module.ast().nodes.len()).map(NodeId::new) {
            let named = matches!(module.kind(id), Kind::Ident | Kind::Binding(_));
            if named && spans.iter().any(|span| span.contains(module.span(id))) {
                names.insert(module.written(id).to_owned());
            }
        }
        for field in &self.fields {
            names.remove(&field.name);
        }
        let types = self.type_names();
        let typed = self.is_typed();
        let top = text_of(Placement::Top);
        let inside = text_of(Placement::Inside);
        let call = self.text(module.span(self.sink));
        Slice {
            sink: self.sink,
            top,
            inside,
            call,
            imports: self.imports,
            taken: self.items.keys().chain(&self.read).copied().collect(),
            signal: self.signal,
            request: self.request,
            names,
            types,
            typed,
            sent: self.sent,
            escapes: self.escapes,
            fields: self.fields,
        }
    }

    /// Whether the call has type arguments.
    fn is_typed(&self) -> bool {
        let module = &self.module;
        let (Kind::Call { callee, .. } | Kind::New { callee, .. }) = module.kind(self.sink) else { return false };
        let rest = Span::new(module.span(callee).end, module.span(self.sink).end);
        module.text(rest).trim_start().starts_with('<')
    }

    /// The names of types in what has been cut out, and of values that are there without a declaration, what the caller
    /// evaluates aside.
    fn type_names(&self) -> BTreeSet<String> {
        let module = &self.module;
        let mut spans = vec![module.span(self.sink)];
        for item in self.items.keys() {
            match module.kind(*item) {
                Kind::Declarator { annotation, .. } => {
                    spans.extend(annotation);
                    spans.push(module.span(self.value_of(*item)));
                }
                _ => spans.push(module.span(*item)),
            }
        }
        let inside = |name: &Span| {
            spans.iter().any(|span| span.contains(*name))
                && !self.replacements.iter().any(|(place, _)| place.contains(*name))
        };
        mentions(module).filter(inside).map(|name| module.text(name).to_owned()).collect()
    }
}
