//! What a provider's file may say. `build.rs` reads the same types, so that a malformed file stops the build.

use serde::{Deserialize, Serialize};

use super::power::Power;

/// Headers that carry anybody's credential: they say whose only together with the host.
pub(super) const GENERAL_HEADERS: [&str; 12] = [
    "api-key",
    "api-token",
    "apikey",
    "authkey",
    "authorization",
    "proxy-authorization",
    "token",
    "x-access-token",
    "x-api-key",
    "x-api-token",
    "x-auth-key",
    "x-auth-token",
];

/// A company or a kind of service that issues credentials: one file `providers/ID.toml`.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Provider {
    /// The file's stem: `twilio`. What `explain` takes.
    #[serde(default)]
    pub id: String,
    /// As the provider writes itself: `Twilio`.
    pub name: String,
    /// Parts of a variable's name that mean this provider, in lower case: `twilio`. The id is always one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub words: Vec<String>,
    /// Packages whose import in client code is itself a smell: they need a secret to work. Their subpaths count too, and
    /// `*` at the end stands for the rest.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub packages: Vec<String>,
    /// Packages of the same provider that are made for the browser: `@stripe/stripe-js`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub browser_packages: Vec<String>,
    /// Its name is an English word (`line`, `render`), so that only the full name of a variable means it.
    #[serde(default, skip_serializing_if = "is_false")]
    pub common_word: bool,
    /// The kinds of secret it issues.
    #[serde(default, rename = "credential", skip_serializing_if = "Vec::is_empty")]
    pub credentials: Vec<Credential>,
    /// What it issues for the browser.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub public: Vec<Public>,
    /// What it is paid for.
    #[serde(default, rename = "spend", skip_serializing_if = "Vec::is_empty")]
    pub spends: Vec<Spend>,
    /// What its file says to do when one has leaked; kept apart for a shipped provider, so ask
    /// [`playbook()`](Provider::playbook).
    #[serde(default, rename = "playbook", skip_serializing_if = "Option::is_none")]
    pub(crate) own_playbook: Option<Playbook>,
}

/// Functions and addresses by which whoever may call them spends the company's money or speaks in its name.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Spend {
    /// What the money goes on.
    pub on: Spending,
    /// The specifiers that the functions are imported by, subpaths apart.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub packages: Vec<String>,
    /// The ends of what is called, dotted: `messages.create`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub calls: Vec<String>,
    /// The starts of addresses that requests with a body go to, without the scheme: `api.openai.com/v1/`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub addresses: Vec<String>,
}

/// What whoever calls a paid function gets.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Spending {
    /// A text message, a call or a code to a telephone.
    Message,
    Mail,
    /// What a model writes, draws, speaks or understands.
    Model,
}

impl Spend {
    /// Whether the package's function is one of them; `callee` as [`Sink::callee`](super::Sink::callee) has it.
    pub fn is_call_of(&self, package: &str, callee: &str) -> bool {
        let ends_in = |call: &String| {
            callee.strip_suffix(call.as_str()).is_some_and(|before| before.is_empty() || before.ends_with('.'))
        };
        self.packages.iter().any(|known| known == package) && self.calls.iter().any(ends_in)
    }

    /// Whether a request to the address is one of them.
    pub fn is_at(&self, address: &str) -> bool {
        let address = address.split_once("://").map_or(address, |(_, rest)| rest);
        self.addresses.iter().any(|start| address.starts_with(start.as_str()))
    }
}

/// How a kind of credential is recognised.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Mode {
    /// The value says it all.
    Shape,
    /// The value says little; a name, a call, a header, a host or a neighbour must speak too.
    Context,
    /// Known and described, but never reported: an id, or as often public as not.
    Known,
}

/// One kind of secret.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Credential {
    /// Unique in the catalogue: `twilio-auth-token`.
    pub id: String,
    /// The provider's [id](Provider::id).
    #[serde(skip)]
    pub provider: String,
    /// The provider's [name](Provider::name).
    #[serde(skip)]
    pub provider_name: String,
    /// What the provider calls it: `Auth Token`.
    pub title: String,
    /// What it can do.
    pub power: Power,
    /// How it is recognised.
    pub mode: Mode,
    /// Read in a vendor's documentation or a maintained rule set. What is not verified is never proven by shape alone.
    #[serde(default, skip_serializing_if = "is_false")]
    pub verified: bool,
    /// Where the facts come from.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub source: String,
    /// `regex` syntax, ASCII, without anchors: it is held against the whole of a delimited part.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shape: Option<String>,
    /// Every value of the shape holds one of these. They are the same for everybody: no part of the secret.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub literals: Vec<String>,
    /// Only the whole of a part counts: its head is too weak to be looked for inside of other text.
    #[serde(default, skip_serializing_if = "is_false")]
    pub whole: bool,
    /// Where shapes overlap the higher one wins, and one above 0 wins over a public shape (`pk_` of Klaviyo).
    #[serde(default, skip_serializing_if = "is_zero")]
    pub priority: i8,
    /// Other texts that are the same for everybody, left out when a value is tested for being a placeholder.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub fixed: Vec<String>,
    /// What can be verified offline.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub checks: Vec<Check>,
    /// Names of environment variables, without a public prefix.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub env: Vec<String>,
    /// Parameters that take it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sinks: Vec<SinkSpec>,
    /// Headers that carry it, in lower case. A general one (`authorization`) counts on the provider's hosts only.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub headers: Vec<String>,
    /// Names of query and form parameters that carry it, on its hosts.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parameters: Vec<String>,
    /// Hosts it is sent to; `*` stands for one or more characters.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub hosts: Vec<String>,
    /// What goes with it, and proves it by standing beside it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pairs: Vec<Pair>,
    /// What is taken for it but is public, in words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub look_alikes: String,
    /// Templates of values, for a test: detected by shape, or in each place above, and silent without one.
    #[serde(default, skip_serializing)]
    pub samples: Vec<String>,
    /// Run as tests: each is detected as this kind.
    #[serde(default, skip_serializing)]
    pub examples: Vec<Example>,
    /// Run as tests: each is silent.
    #[serde(default, skip_serializing)]
    pub counter_examples: Vec<Example>,
}

/// What a value can be tested for without asking anybody.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Check {
    /// The last 6 characters are the CRC32 of the 30 before them, in base 62 (GitHub classic, npm).
    Crc32Base62,
    /// A JWT whose `role` is `service_role`.
    SupabaseServiceJwt,
    /// The part before the first dot is base64 of a Discord id.
    DiscordSnowflake,
    /// Base64 of a text that begins with `tok:`.
    Base64Tok,
    /// A key block with a body.
    Pem,
    /// The password in the URL is one, and the host another machine.
    UriPassword,
    /// Lower case, upper case and digits.
    MixedCase,
    /// Letters and digits.
    LetterAndDigit,
    /// A dozen words or more, hardly one of them twice.
    Mnemonic,
}

impl Check {
    /// Whether the check adds up over the value: one that fails was never issued.
    pub fn is_checksum(self) -> bool {
        self == Self::Crc32Base62
    }

    /// Whether the check itself tells a placeholder: such values hold ordinary words.
    pub fn tells_placeholders(self) -> bool {
        matches!(self, Self::Pem | Self::UriPassword | Self::Mnemonic)
    }
}

/// The shape of something that goes with a secret: an account id.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pair {
    /// As [`Credential::shape`].
    pub shape: String,
    /// With its article: `an Account SID`.
    pub title: String,
}

/// A parameter that takes a secret.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SinkSpec {
    /// The specifier it is imported by; `*` at its end stands for the rest.
    pub package: String,
    /// What is called; see [`Sink::callee`](super::Sink::callee). `*` at its start stands for the rest.
    pub call: Vec<String>,
    /// Index of the argument.
    #[serde(default, skip_serializing_if = "is_first")]
    pub argument: usize,
    /// Property path inside of it, dotted; empty for the argument itself.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub property: String,
}

/// A kind of value or name that is public by design.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Public {
    /// What it is called: `publishable key`.
    pub title: String,
    /// Its shape, where the value itself tells.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shape: Option<String>,
    /// Every value of the shape holds one of these.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub literals: Vec<String>,
    /// Names that mean it, without a public prefix.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub names: Vec<String>,
    /// Names of neighbours that make a value called `apiKey` this (`authDomain`).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub beside: Vec<String>,
    /// How to tell it from its secret sibling, in words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub tell: String,
    /// As [`Credential::verified`].
    #[serde(default, skip_serializing_if = "is_false")]
    pub verified: bool,
    /// Templates of values, for a test: silent wherever they stand.
    #[serde(default, skip_serializing)]
    pub samples: Vec<String>,
}

/// A value in its place, for a test. Never a live-shaped literal: `{hex:32}` and the like are expanded by the test.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Example {
    /// A template.
    pub value: String,
    /// Names, nearest first.
    pub names: Vec<String>,
    /// The parameter it stands in.
    pub sink: Option<SinkSpec>,
    /// Header it is the value of.
    pub header: Option<String>,
    /// Host of the request.
    pub host: Option<String>,
    /// `name=template` or a bare template.
    pub neighbours: Vec<String>,
    /// Packages the file imports.
    pub packages: Vec<String>,
    /// `code` (the default), `test`, `env`, `data`, `comment`, `text`.
    pub place: Option<String>,
}

/// What to do when a credential has leaked, in the order to do it.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Playbook {
    /// Make the leaked value worthless.
    pub revoke: Vec<Step>,
    /// Put a new one in its place.
    pub rotate: Vec<Step>,
    /// Look for what was done with it.
    pub scan: Vec<Step>,
    /// Whether two valid credentials can overlap; unknown is `None`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub zero_downtime: Option<bool>,
    /// What somebody can do with it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub blast: String,
    /// What to use next, that can do less.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub scope_advice: String,
    /// The provider's own pages.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub links: Vec<String>,
    /// Month of the last check, `2026-11`; shown as the text's age.
    pub verified_on: String,
}

/// One step of a playbook.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// What to do, in a sentence or two.
    pub text: String,
    /// Read in first-hand documentation; labels of a console that is not may have moved.
    #[serde(default, skip_serializing_if = "is_false")]
    pub verified: bool,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "the signature serde asks for")]
fn is_false(value: &bool) -> bool {
    !value
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "the signature serde asks for")]
fn is_zero(value: &i8) -> bool {
    *value == 0
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "the signature serde asks for")]
fn is_first(value: &usize) -> bool {
    *value == 0
}
