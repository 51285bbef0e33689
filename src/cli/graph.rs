//! `staunch graph`: every module with its layers and one chain.

use std::fmt::Write;

use camino::Utf8PathBuf;
use serde::Serialize;

use super::args::{Graph, GraphFormat};
use super::open::open;
use super::output::{Position, place};
use super::{Exit, terminal};
use crate::analysis::Snapshot;
use crate::graph::Hop;
use crate::text::LineIndex;

#[derive(Serialize)]
struct Output {
    version: u8,
    /// Whether reach is as exact as the bundler, for all frameworks of the project.
    exact: bool,
    roots: Vec<Root>,
    modules: Vec<Module>,
}

#[derive(Serialize, PartialEq, Eq, PartialOrd, Ord)]
struct Root {
    file: String,
    kind: String,
}

#[derive(Serialize)]
struct Module {
    file: String,
    client: bool,
    server: bool,
    certain: bool,
    chain: Vec<Step>,
}

#[derive(Serialize)]
struct Step {
    file: String,
    #[serde(flatten)]
    at: Position,
    specifier: String,
}

pub(super) fn run(args: &Graph) -> anyhow::Result<Exit> {
    let paths: Vec<Utf8PathBuf> = args.dir.iter().cloned().collect();
    let opened = open(&paths)?;
    let output = collect(&opened.snapshot);
    terminal::print(&match args.format {
        GraphFormat::Json => format!("{}\n", serde_json::to_string_pretty(&output)?),
        GraphFormat::Dot => dot(&output),
    })?;
    let broken = opened.complain();
    Ok(if broken { Exit::Findings } else { Exit::Fine })
}

fn collect(snapshot: &Snapshot) -> Output {
    let graph = snapshot.graph();
    let mut roots: Vec<Root> = graph
        .roots()
        .into_iter()
        .map(|root| Root { file: snapshot.relative(root.file), kind: root.kind.name().to_owned() })
        .collect();
    roots.sort();
    roots.dedup();
    let mut modules: Vec<Module> = graph
        .modules()
        .into_iter()
        .map(|module| Module {
            file: snapshot.relative(module.file),
            client: module.client,
            server: module.server,
            certain: module.certain,
            chain: module
                .chain
                .iter()
                .flat_map(|chain| chain.via.iter().chain(&chain.hops))
                .map(|hop| step(snapshot, hop))
                .collect(),
        })
        .collect();
    modules.sort_by(|a, b| a.file.cmp(&b.file));
    Output { version: 1, exact: snapshot.exact(), roots, modules }
}

fn step(snapshot: &Snapshot, hop: &Hop) -> Step {
    let text = snapshot.text(hop.from).unwrap_or_default();
    let at = place(&LineIndex::new(&text), hop.span.start);
    Step { file: snapshot.relative(hop.from), at, specifier: hop.specifier.to_string() }
}

/// Graphviz: client modules filled, one edge for the last hop of each chain.
fn dot(output: &Output) -> String {
    let quote = |text: &str| format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""));
    let mut out = String::from("digraph staunch {\n  rankdir=LR;\n  node [shape=box, style=rounded];\n");
    for module in &output.modules {
        let style = match (module.client, module.certain) {
            (true, true) => " [style=\"rounded,filled\", fillcolor=\"#ffd9d9\"]",
            (true, false) => " [style=\"rounded,filled,dashed\", fillcolor=\"#ffeeee\"]",
            (false, _) => "",
        };
        let _ = writeln!(out, "  {}{style};", quote(&module.file));
    }
    for module in &output.modules {
        if let Some(step) = module.chain.last() {
            let _ = writeln!(out, "  {} -> {};", quote(&step.file), quote(&module.file));
        }
    }
    out.push_str("}\n");
    out
}
