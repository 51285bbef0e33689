//! A string and the place it stands in, free of any language: what `flow` hands over to be judged.

/// A string value that may be a credential, with everything its place says about it.
///
/// Folding is done before: `value` is what the largest foldable expression evaluates to. Take the [`Default`] for what
/// is not known; every field makes a detection likelier or surer, none is required but `value`.
#[derive(Clone, Copy, Default)]
pub struct Candidate<'a> {
    /// The whole string, quotes and escapes removed. For `btoa(x)`, `x`.
    pub value: &'a str,
    /// What the value is called, nearest first.
    pub names: &'a [Name<'a>],
    /// The call, construction or assignment that takes the value.
    pub sink: Option<Sink<'a>>,
    /// The header it is the value of. Only for a headers position: a property that is merely called `apiKey` is a name.
    pub header: Option<&'a str>,
    /// Host of the request the value goes with: `api.twilio.com`.
    pub host: Option<&'a str>,
    /// Other strings of the same call, object, template or scope.
    pub neighbours: &'a [Neighbour<'a>],
    /// Packages that the file imports, by specifier: `twilio`, `@sendgrid/mail`, `next-auth/providers/github`.
    pub packages: &'a [&'a str],
    /// What kind of text it stands in.
    pub place: Place,
}

/// Something the value is called.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Name<'a> {
    /// As written: `authToken`, `TWILIO_AUTH_TOKEN`, `x-api-key`.
    pub text: &'a str,
    /// Where the name comes from.
    pub origin: NameOrigin,
}

impl<'a> Name<'a> {
    /// A name and where it comes from.
    pub const fn new(text: &'a str, origin: NameOrigin) -> Self {
        Self { text, origin }
    }
}

/// Where a name comes from. Order in [`Candidate::names`] says how near it is; this says what it is worth.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum NameOrigin {
    /// `const NAME = …`, an assignment to `NAME`, an enum or class member.
    Binding,
    /// `{ NAME: … }`, `setNAME(…)`; for nested objects the outer keys follow, nearest first.
    Property,
    /// A parameter's or a destructured property's default.
    Default,
    /// A JSX or HTML attribute.
    Attribute,
    /// An entry of an `.env` file, or the `env` of a build configuration.
    Variable,
    /// The other side of `??`, `||` or a ternary: `process.env.NAME ?? "…"`.
    Alternative,
    /// The other side of `===`.
    Compared,
    /// The first argument of `set`, `append`, `setItem`; a `Map` key; a query parameter.
    Key,
    /// The function that returns the value.
    Function,
}

/// The parameter that takes the value.
///
/// `new Twilio(sid, HERE)` with `import { Twilio } from 'twilio'` is `twilio`, `Twilio`, 1, `[]`;
/// `createTransport({ auth: { pass: HERE } })` is `nodemailer`, `createTransport`, 0, `["auth", "pass"]`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sink<'a> {
    /// The specifier as imported: `twilio`, `mysql2/promise`, `node:crypto`.
    pub package: &'a str,
    /// Dotted path from the module's exports to what is called: `default` for the default export, or the whole of a
    /// `require`d module, called itself; `setApiKey` or `default.setApiKey` for a member of it (both mean the same).
    /// Calls on the way are left out: `new Client({}).login(HERE)` is `Client.login`.
    /// An assignment `mapboxgl.accessToken = HERE` is a call of `accessToken` with one argument.
    pub callee: &'a str,
    /// Index of the argument, from 0.
    pub argument: usize,
    /// Property path inside of the argument, outermost first.
    pub path: &'a [&'a str],
}

/// Another string near the candidate.
#[derive(Clone, Copy)]
pub struct Neighbour<'a> {
    /// Its property or binding name; empty for a positional argument.
    pub name: &'a str,
    /// Its value; empty when it is not known (`authDomain: env.DOMAIN` still tells by its name).
    pub value: &'a str,
}

/// What kind of text a value stands in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Place {
    /// A literal of a program.
    #[default]
    Code,
    /// A literal of a test, story, fixture, mock or seed.
    Test,
    /// An entry of an `.env` file.
    EnvFile,
    /// A string of a JSON, YAML or TOML file.
    Data,
    /// Inside of a comment.
    Comment,
    /// Prose, markup, or a file without syntax.
    Text,
}
