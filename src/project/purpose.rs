//! What a file is for, by where it stands: who reads it, and what a value in it means.

use camino::Utf8Path;

use crate::syntax::data::is_dockerfile;

#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Purpose {
    /// Keys and logins of a machine: `.npmrc`, `server.pem`, `serviceAccount.json`.
    Key,
    /// GitHub runs it.
    Workflow,
    /// Another service builds, tests or deploys by it.
    Pipeline,
    /// A Dockerfile.
    Image,
    /// Containers are started by it: a compose file.
    Compose,
    /// A host is told by it what to run: `vercel.json`, `wrangler.toml`.
    Hosting,
    /// `package.json`: what its scripts run.
    Package,
    /// A tool of whoever works on the code: editors, assistants.
    Tool,
    /// Requests that were written down: `.http`, a collection.
    Request,
    /// An API's description: `openapi.yaml`.
    Api,
    /// Prose for people and assistants.
    Note,
    /// SQL that makes a database.
    Schema,
    /// Who may read and write in a database: `firestore.rules`.
    AccessRules,
    /// A shell script.
    Shell,
    /// A web server's configuration.
    WebServer,
}

impl Purpose {
    /// Whether values that only a name calls secret are made up for a reader.
    pub const fn makes_values_up(self) -> bool {
        matches!(self, Self::Api)
    }

    /// Whether it may say what variables a build or a container gets.
    pub const fn sets_variables(self) -> bool {
        matches!(
            self,
            Self::Workflow | Self::Pipeline | Self::Compose | Self::Hosting | Self::Image | Self::Shell | Self::Package
        )
    }

    /// `None` for code, data, and whatever else is no business of ours.
    pub fn of(path: &Utf8Path) -> Option<Self> {
        let name = path.file_name()?;
        let lower = name.to_ascii_lowercase();
        let name = lower.as_str();
        let folder = path.parent().and_then(Utf8Path::file_name).unwrap_or_default();
        let (stem, extension) = name.rsplit_once('.').unwrap_or((name, ""));
        let yaml = matches!(extension, "yml" | "yaml");
        let data = yaml || matches!(extension, "json" | "jsonc" | "toml");
        match extension {
            _ if is_key_file(name) => Some(Self::Key),
            _ if yaml && path.parent().is_some_and(|parent| parent.ends_with(".github/workflows")) => {
                Some(Self::Workflow)
            }
            _ if data && (PIPELINES.contains(&name) || matches!(folder, ".circleci" | ".buildkite")) => {
                Some(Self::Pipeline)
            }
            _ if path.file_name().is_some_and(is_dockerfile) => Some(Self::Image),
            _ if yaml && has_head(stem, &["docker-compose", "compose"]) => Some(Self::Compose),
            _ if name == "package.json" => Some(Self::Package),
            _ if HOSTING.contains(&name) => Some(Self::Hosting),
            _ if data && (TOOLS.contains(&name) || is_in_tool_folder(path)) => Some(Self::Tool),
            "http" | "rest" | "bru" => Some(Self::Request),
            _ if data && is_collection(stem) => Some(Self::Request),
            _ if data && has_head(stem, &["openapi", "swagger"]) => Some(Self::Api),
            "mdc" | "cursorrules" | "windsurfrules" | "clinerules" => Some(Self::Note),
            "md" | "mdx" | "txt" if is_note(stem) || matches!(folder, "prompts" | ".claude" | ".cursor") => {
                Some(Self::Note)
            }
            "sql" => Some(Self::Schema),
            "rules" => Some(Self::AccessRules),
            _ if name == "database.rules.json" => Some(Self::AccessRules),
            "sh" | "bash" => Some(Self::Shell),
            "conf" => Some(Self::WebServer),
            _ => None,
        }
    }
}

const PIPELINES: [&str; 8] = [
    ".drone.yml",
    ".gitlab-ci.yml",
    ".travis.yml",
    "appveyor.yml",
    "azure-pipelines.yml",
    "bitbucket-pipelines.yml",
    "cloudbuild.yaml",
    "cloudbuild.yml",
];

const HOSTING: [&str; 18] = [
    "amplify.yml",
    "app.yaml",
    "apprunner.yaml",
    "firebase.json",
    "fly.toml",
    "netlify.toml",
    "nixpacks.toml",
    "now.json",
    "railway.json",
    "railway.toml",
    "render.yaml",
    "serverless.yaml",
    "serverless.yml",
    "staticwebapp.config.json",
    "vercel.json",
    "wrangler.json",
    "wrangler.jsonc",
    "wrangler.toml",
];

const TOOLS: [&str; 5] = [".mcp.json", "claude_desktop_config.json", "devcontainer.json", "mcp.json", "opencode.json"];

/// Of editors and assistants.
const TOOL_FOLDERS: [&str; 12] = [
    ".claude",
    ".codex",
    ".continue",
    ".cursor",
    ".devcontainer",
    ".fleet",
    ".gemini",
    ".kiro",
    ".roo",
    ".vscode",
    ".windsurf",
    ".zed",
];

fn is_in_tool_folder(path: &Utf8Path) -> bool {
    path.parent().is_some_and(|folder| folder.iter().rev().take(3).any(|part| TOOL_FOLDERS.contains(&part)))
}

/// `compose.prod` has the head `compose`, `composer` has not.
fn has_head(stem: &str, heads: &[&str]) -> bool {
    heads
        .iter()
        .any(|head| stem.strip_prefix(head).is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '-', '_'])))
}

fn is_collection(stem: &str) -> bool {
    stem.ends_with("postman_collection")
        || stem.ends_with("postman_environment")
        || has_head(stem, &["insomnia", "postman"])
}

/// Files by which a machine is let in. What is binary is known by its name alone.
fn is_key_file(name: &str) -> bool {
    let (stem, extension) = name.rsplit_once('.').unwrap_or((name, ""));
    matches!(extension, "pem" | "key" | "p8" | "ppk")
        || is_key_store(name)
        || matches!(name, ".npmrc" | ".yarnrc" | ".yarnrc.yml" | ".netrc" | "_netrc" | ".pypirc" | ".git-credentials")
        || matches!(name, "id_rsa" | "id_dsa" | "id_ecdsa" | "id_ed25519")
        || extension == "json" && is_account(stem)
}

/// Keys in a form of their own, locked with a password or not.
pub fn is_key_store(name: &str) -> bool {
    [".p12", ".pfx", ".jks", ".keystore"].iter().any(|extension| name.ends_with(extension))
}

/// `serviceAccountKey`, `firebase-adminsdk-x1`, `google-credentials`; names of accounts and clients of Google.
fn is_account(stem: &str) -> bool {
    let plain: String = stem.chars().filter(char::is_ascii_alphanumeric).collect();
    ["serviceaccount", "adminsdk", "gcpkey", "clientsecret"].iter().any(|word| plain.contains(word))
        || plain.ends_with("credentials")
}

/// What people and assistants write things down in.
fn is_note(stem: &str) -> bool {
    const WORDS: [&str; 26] = [
        "agent",
        "agents",
        "claude",
        "copilot",
        "credentials",
        "deploy",
        "deployment",
        "gemini",
        "handoff",
        "instructions",
        "keys",
        "local",
        "memory",
        "note",
        "notes",
        "password",
        "passwords",
        "prompt",
        "prompts",
        "readme",
        "scratch",
        "secrets",
        "setup",
        "todo",
        "todos",
        "tokens",
    ];
    stem.split(['.', '-', '_', ' ']).any(|word| WORDS.contains(&word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn purposes_are_told_by_name_and_folder() {
        for (path, purpose) in [
            (".npmrc", Some(Purpose::Key)),
            ("certs/server.key", Some(Purpose::Key)),
            ("firebase-adminsdk-1a2b.json", Some(Purpose::Key)),
            (".github/workflows/ci.yml", Some(Purpose::Workflow)),
            (".github/dependabot.yml", None),
            (".gitlab-ci.yml", Some(Purpose::Pipeline)),
            ("docker/Dockerfile.web", Some(Purpose::Image)),
            ("docker-compose.prod.yml", Some(Purpose::Compose)),
            ("composer.json", None),
            ("package.json", Some(Purpose::Package)),
            ("wrangler.jsonc", Some(Purpose::Hosting)),
            (".cursor/mcp.json", Some(Purpose::Tool)),
            (".vscode/settings.json", Some(Purpose::Tool)),
            ("api/login.http", Some(Purpose::Request)),
            ("shop.postman_collection.json", Some(Purpose::Request)),
            ("CLAUDE.md", Some(Purpose::Note)),
            ("docs/guide.md", None),
            ("prompts/mail.md", Some(Purpose::Note)),
            ("robots.txt", None),
            ("supabase/migrations/1_init.sql", Some(Purpose::Schema)),
            ("firestore.rules", Some(Purpose::AccessRules)),
            ("deploy/nginx.conf", Some(Purpose::WebServer)),
            ("locales/en.json", None),
            ("app/page.tsx", None),
        ] {
            assert_eq!(Purpose::of(Utf8Path::new(path)), purpose, "{path}");
        }
    }
}
