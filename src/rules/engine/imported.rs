//! What rules of other scanners find, at the literal, the value or the entry that holds it. They read text, so a place is
//! looked for afterwards; where staunch knows a kind of its own, that says more.

use super::secret::{Judged, Secret};
use super::{File, Shared};
use crate::flow::Module;
use crate::project::FileId;
use crate::text::Span;

impl Shared<'_> {
    /// What imported rules find in the text of a file, in order.
    fn imported(&self, file: FileId, text: &str) -> Vec<(Span, Secret)> {
        let found = self.catalogue.scan_imported(&self.context.project.relative(file), text);
        let place = |range: &std::ops::Range<usize>| Span::new(range.start as u32, range.end as u32);
        found.iter().map(|detection| (place(&detection.range), Secret::detected(detection))).collect()
    }

    /// What imported rules find in the code of a module, its comments apart, where nothing in `known` is.
    pub(super) fn imported_in_code(&self, module: &Module, known: &[Judged]) -> Vec<Judged> {
        let found = self.imported(module.id, &module.facts.source).into_iter();
        let code = found.filter(|(span, _)| !module.facts.comments.iter().any(|comment| comment.contains(*span)));
        let judged = code.filter_map(|(span, secret)| {
            let node = module.ast().covering(span)?;
            let is_known = known.iter().any(|judged| overlap(module.span(judged.node), span));
            (!is_known).then_some(Judged { node, secret, elsewhere: None })
        });
        judged.collect()
    }

    /// What imported rules find in the comments of a module.
    pub(in crate::rules) fn imported_in_comments(&self, module: &Module) -> Vec<(Span, Secret)> {
        let mut found = self.imported(module.id, &module.facts.source);
        found.retain(|(span, _)| module.facts.comments.iter().any(|comment| comment.contains(*span)));
        found
    }

    /// What imported rules find in the value of a line of an `.env` file.
    pub(super) fn imported_in_entry(&self, file: FileId, text: &str, name: Span, value: Span) -> Option<Secret> {
        let line = text.get(name.start as usize..)?;
        let rest = text.get(value.end as usize..)?;
        let end = value.end + rest.find('\n').unwrap_or(rest.len()) as u32;
        let line = line.get(..(end - name.start) as usize)?;
        let value = Span::new(value.start - name.start, value.end - name.start);
        self.imported(file, line).into_iter().find(|(span, _)| overlap(*span, value)).map(|(_, secret)| secret)
    }
}

impl File<'_> {
    /// What imported rules find in a file of data, beside what is `known`.
    pub(super) fn with_imported(&self, mut known: Vec<(Span, Secret)>) -> Vec<(Span, Secret)> {
        let mut found = self.shared.imported(self.id, &self.text());
        found.retain(|(span, _)| !known.iter().any(|(known, _)| overlap(*known, *span)));
        known.extend(found);
        known.sort_by_key(|(span, _)| *span);
        known
    }
}

fn overlap(a: Span, b: Span) -> bool {
    a.start < b.end && b.start < a.end
}
