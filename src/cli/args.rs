//! The command line's grammar. An option that is not there yet is not here.

use camino::Utf8PathBuf;
use clap::{Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;

use crate::rules::Severity;

/// Keeps secrets out of the browser.
#[derive(Debug, Parser)]
#[command(
    name = "staunch",
    version,
    about = "Keeps secrets out of the browser",
    after_help = "Exit codes: 0 nothing at or above --fail-on, 1 findings, 2 could not do the work.\n\
                  STAUNCH_LOG=LEVEL[,FILE] writes a log (error, warn, info, debug, trace) to stderr or to FILE."
)]
pub struct Cli {
    /// Colours on the terminal
    #[arg(long, global = true, value_enum, default_value_t = Color::Auto, value_name = "WHEN")]
    pub color: Color,

    #[command(subcommand)]
    pub command: Command,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub enum Color {
    Auto,
    Always,
    Never,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Find secrets that reach the browser, a published file or git
    Check(Check),
    /// Print the edits of an action as a diff, or make them
    Fix(Fix),
    /// Show the imports that put a file into the browser, or what keeps it out
    Why(Why),
    /// List every module with its layers and one chain
    Graph(Graph),
    /// Show a rule's page or a provider's recovery steps; without a name, the list
    Explain(Explain),
    /// Run the language server on stdin and stdout
    Lsp(Lsp),
    /// Print a completion script for a shell
    Completions { shell: Shell },
}

#[derive(Debug, Args)]
pub struct Check {
    /// Files or folders [default: the current folder]
    #[arg(value_name = "PATH")]
    pub paths: Vec<Utf8PathBuf>,
    #[arg(long, value_enum, default_value_t = Format::Human)]
    pub format: Format,
    /// The lowest severity that makes the exit code 1
    #[arg(long, value_enum, default_value_t = FailOn::High, value_name = "SEVERITY")]
    pub fail_on: FailOn,
    /// Leave out what FILE holds: findings that were accepted
    #[arg(long, value_name = "FILE")]
    pub baseline: Option<Utf8PathBuf>,
    /// Write what is found into the baseline's FILE, and end with 0
    #[arg(long, requires = "baseline")]
    pub write_baseline: bool,
    /// Say since which commit each value is there, by git's history: from then on logs have to be looked through
    #[arg(long)]
    pub timeline: bool,
    /// Look into what a build has left in DIR as well: .next, dist, out, any folder of scripts, maps and pages
    #[arg(long, value_name = "DIR")]
    pub artifacts: Vec<Utf8PathBuf>,
    /// Only what the next commit would add or change, as it is in git's index
    #[arg(long)]
    pub staged: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub enum Format {
    /// For people
    Human,
    /// For programs: schemas/check.schema.json
    Json,
    /// For code scanning: SARIF 2.1.0
    Sarif,
    /// For a workflow's log: GitHub's annotations
    Github,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub enum FailOn {
    Critical,
    High,
    Medium,
    Low,
    Never,
}

impl FailOn {
    /// Whether a finding of `severity` makes the check fail.
    pub fn fails(self, severity: Severity) -> bool {
        let least = match self {
            Self::Critical => Severity::Critical,
            Self::High => Severity::High,
            Self::Medium => Severity::Medium,
            Self::Low => Severity::Low,
            Self::Never => return false,
        };
        severity >= least
    }
}

#[derive(Debug, Args)]
pub struct Fix {
    /// Files or folders [default: the current folder]
    #[arg(value_name = "PATH")]
    pub paths: Vec<Utf8PathBuf>,
    /// Only findings of this rule
    #[arg(long, value_name = "NAME")]
    pub rule: Option<String>,
    /// The action to take [default: each finding's preferred one]
    #[arg(long, value_name = "ID")]
    pub action: Option<String>,
    /// Only findings at this place
    #[arg(long, value_name = "FILE:LINE[:COL]")]
    pub at: Option<At>,
    /// The reason that `--action suppress` writes down
    #[arg(long, value_name = "TEXT")]
    pub reason: Option<String>,
    /// Make the edits: all of them, or none
    #[arg(long)]
    pub write: bool,
}

/// A place on the command line; line and column from 1, the column in UTF-16 units.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct At {
    pub file: Utf8PathBuf,
    pub line: u32,
    pub column: Option<u32>,
}

impl std::str::FromStr for At {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let usage = || format!("`{text}` is not FILE:LINE or FILE:LINE:COL");
        let (rest, last) = text.rsplit_once(':').ok_or_else(usage)?;
        let last: u32 = last.parse().map_err(|_| usage())?;
        if let Some((file, line)) = rest.rsplit_once(':')
            && let Ok(line) = line.parse()
            && !file.is_empty()
        {
            return Ok(Self { file: file.into(), line, column: Some(last) });
        }
        if rest.is_empty() {
            return Err(usage());
        }
        Ok(Self { file: rest.into(), line: last, column: None })
    }
}

#[derive(Debug, Args)]
pub struct Why {
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<Utf8PathBuf>,
}

#[derive(Debug, Args)]
pub struct Graph {
    /// The project [default: the current folder]
    #[arg(value_name = "DIR")]
    pub dir: Option<Utf8PathBuf>,
    #[arg(long, value_enum, default_value_t = GraphFormat::Json)]
    pub format: GraphFormat,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub enum GraphFormat {
    Json,
    Dot,
}

#[derive(Debug, Args)]
pub struct Explain {
    /// A rule or a provider
    #[arg(value_name = "NAME")]
    pub name: Option<String>,
}

#[derive(Debug, Args)]
pub struct Lsp {
    /// Accepted and ignored: there is no other transport
    #[arg(long)]
    pub stdio: bool,
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_grammar_is_sound() {
        Cli::command().debug_assert();
    }

    #[test]
    fn a_place_has_a_line_and_maybe_a_column() {
        let at = |text: &str| text.parse::<At>();
        assert_eq!(at("a.ts:3").unwrap(), At { file: "a.ts".into(), line: 3, column: None });
        assert_eq!(at("C:/a.ts:3:7").unwrap(), At { file: "C:/a.ts".into(), line: 3, column: Some(7) });
        assert!(at("a.ts").is_err());
        assert!(at(":3").is_err());
    }
}
