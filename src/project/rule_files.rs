//! Files of rules that were written for other scanners, as `staunch.json` names them, with those that they extend.

use std::sync::Arc;

use camino::{Utf8Path, Utf8PathBuf};

use super::config::{Config, Problem, ProblemKind};
use super::disk::{self, Skip};
use crate::syntax::data::Grammar;
use crate::text::Span;

/// How many files stand behind one another at most; gitleaks has the same bound.
const DEPTH: usize = 3;

/// A file that `staunch.json` names, and what stands in it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RuleFiles {
    /// The path as it is written there, relative to the folder of `staunch.json`.
    pub name: Box<str>,
    /// Where it is written, if that is in `staunch.json`.
    pub span: Option<Span>,
    /// The files that were read or looked for, the one that is named first.
    pub paths: Vec<Utf8PathBuf>,
    /// Their texts, the one that is named last: each is built upon those before it. Empty when one cannot be read.
    pub texts: Vec<Arc<str>>,
}

impl RuleFiles {
    pub(super) const fn named(name: Box<str>, span: Span) -> Self {
        Self { name, span: Some(span), paths: Vec::new(), texts: Vec::new() }
    }
}

/// Reads the files that the configuration names, by `read`; what cannot be read goes to `problems`.
pub(super) fn load(
    config: &mut Config,
    root: &Utf8Path,
    read: &dyn Fn(&Utf8Path) -> Result<Arc<str>, Skip>,
    problems: &mut Vec<Problem>,
) {
    for rules in &mut config.gitleaks {
        let mut next = Some(root.join(&*rules.name));
        while let Some(path) = next.take().filter(|_| rules.paths.len() < DEPTH) {
            let text = read(&path);
            rules.paths.push(path.clone());
            let Ok(text) = text else {
                let message = match rules.paths.len() {
                    1 => "this file of rules cannot be read".to_owned(),
                    _ => "a file that this one extends cannot be read".to_owned(),
                };
                rules.texts.clear();
                // What an editor's settings name wrongly is the editor's to show.
                let place = config.file.zip(rules.span);
                problems.extend(place.map(|(file, span)| Problem {
                    file,
                    span: Some(span),
                    kind: ProblemKind::Broken,
                    message,
                }));
                break;
            };
            next = extended(&text).and_then(|name| Some(path.parent()?.join(name)));
            rules.texts.insert(0, text);
        }
    }
}

/// [`load`] from the disk alone.
pub(super) fn load_from_disk(config: &mut Config, root: &Utf8Path) {
    load(config, root, &|path| disk::read_text(path).map(Arc::from), &mut Vec::new());
}

/// `[extend] path = "…"`.
fn extended(text: &str) -> Option<String> {
    let tree = Grammar::Toml.read(text)?;
    Some(tree.get("extend")?.get("path")?.as_str()?.to_owned())
}
