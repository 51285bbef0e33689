//! Everything known of providers, and the questions it answers.

mod index;
mod kind;
mod load;
mod own;

use std::borrow::Cow;
use std::sync::{Arc, LazyLock};

use self::index::Index;
pub(super) use self::index::{Named, Target};
pub(super) use self::kind::{Kind, PublicKind};
use super::candidate::Candidate;
use super::detect::{self, Detection};
use super::gitleaks::{Imported, RuleFile};
use super::names::{self, NameVerdict};
use super::registries::package_named;
use super::schema::{Credential, Provider, SinkSpec, Spend};

/// All that is known of providers.
pub struct Catalogue {
    providers: Vec<&'static Provider>,
    kinds: Vec<Kind>,
    publics: Vec<PublicKind>,
    index: Index,
    /// Some of the providers are a project's own.
    own: bool,
    imported: Imported,
    faults: Faults,
}

/// What cannot be used of a project's own providers and rules: which of them, by number, and sentences that say why and
/// quote no value.
#[derive(Debug, Default)]
pub struct Faults {
    /// Of `providers`.
    pub providers: Vec<(usize, String)>,
    /// Of the files of `gitleaks`; the rest of a file counts.
    pub gitleaks: Vec<(usize, String)>,
}

impl Faults {
    fn is_empty(&self) -> bool {
        self.providers.is_empty() && self.gitleaks.is_empty()
    }
}

impl std::fmt::Debug for Catalogue {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Catalogue").field("providers", &self.providers.len()).finish_non_exhaustive()
    }
}

static BUILTIN: LazyLock<Catalogue> = LazyLock::new(|| Catalogue::new(load::builtin()));

impl Catalogue {
    /// The catalogue that staunch ships with. Read on first use.
    pub fn builtin() -> &'static Self {
        &BUILTIN
    }

    /// The catalogue with a project's own providers (`providers` of `staunch.json`) beside the shipped ones, where one with
    /// the id of a shipped one replaces it, and with rules of `gitleaks`. Lives as long as the process, as what it detects
    /// refers to it.
    pub fn with_own<'v>(
        providers: impl IntoIterator<Item = &'v serde_json::Value>,
        gitleaks: impl IntoIterator<Item = RuleFile<'v>>,
    ) -> &'static Self {
        let (own, faults) = own::read(providers);
        let (imported, of_gitleaks) = Imported::new(gitleaks);
        let faults = Faults { providers: faults, gitleaks: of_gitleaks };
        if own.is_empty() && imported.is_empty() && faults.is_empty() {
            return Self::builtin();
        }
        let mut providers = Self::builtin().providers.clone();
        let has_own = !own.is_empty();
        for provider in load::adopt(own) {
            providers.retain(|shipped| shipped.id != provider.id);
            providers.push(provider);
        }
        Box::leak(Box::new(Self { own: has_own, imported, faults, ..Self::new(providers) }))
    }

    fn new(mut providers: Vec<&'static Provider>) -> Self {
        providers.sort_by(|a, b| a.id.cmp(&b.id));
        let mut kinds = Vec::new();
        let mut publics = Vec::new();
        for &provider in &providers {
            kinds.extend(provider.credentials.iter().map(|credential| Kind::new(credential, provider)));
            publics.extend(provider.public.iter().map(PublicKind::new));
        }
        let index = Index::new(&providers, &kinds, &publics);
        let (imported, faults) = (Imported::default(), Faults::default());
        Self { providers, kinds, publics, index, own: false, imported, faults }
    }

    /// Judges one value in its place: the largest credential in it, if any.
    pub fn detect(&self, candidate: &Candidate<'_>) -> Option<Detection> {
        detect::detect(self, candidate)
    }

    /// Whether the value itself says that it is public by design: `pk_live_…`, an anon JWT. What is not known to be public is
    /// not therefore a secret.
    pub fn is_public_value(&self, value: &str) -> bool {
        detect::is_public_value(self, value)
    }

    /// Finds credentials in raw text by their shape: comments, prose, files without a syntax. Ranges are of `text`, in
    /// order, and do not overlap.
    pub fn scan_text(&self, text: &str) -> Vec<Detection> {
        detect::scan_text(self, text)
    }

    /// What could not be used of the project's own.
    pub fn faults(&self) -> &Faults {
        &self.faults
    }

    /// What imported rules find in the text of a file, in order. `path` is relative to the project, with slashes.
    pub fn scan_imported(&self, path: &str, text: &str) -> Vec<Detection> {
        self.imported.scan(path, text)
    }

    /// Whether an imported rule may find something in the text.
    pub fn may_find_imported(&self, text: impl FnOnce() -> Arc<str>) -> bool {
        !self.imported.is_empty() && self.imported.may_find(&text())
    }

    /// Whether there is a provider that staunch does not ship.
    pub fn has_own_providers(&self) -> bool {
        self.own
    }

    /// Judges a name by its whole parts, after one of `public_prefixes` (`NEXT_PUBLIC_`, `VITE_`) is taken off: such a
    /// prefix is no evidence of publicness.
    pub fn classify_name(&self, name: &str, public_prefixes: &[&str]) -> NameVerdict {
        names::classify(self, names::without_prefix(name, public_prefixes))
    }

    /// All providers, by id.
    pub fn providers(&self) -> &[&'static Provider] {
        &self.providers
    }

    /// The provider of that id.
    pub fn provider(&self, id: &str) -> Option<&'static Provider> {
        let found = self.providers.binary_search_by(|provider| provider.id.as_str().cmp(id)).ok()?;
        Some(self.providers[found])
    }

    /// The kind of that id.
    pub fn credential(&self, id: &str) -> Option<&'static Credential> {
        self.kinds.iter().map(|kind| kind.credential).find(|credential| credential.id == id)
    }

    /// The parameters of a package's functions that take a secret, with the kind. `node:` is ignored.
    pub fn credential_sinks(
        &self,
        package: &str,
    ) -> impl Iterator<Item = (&'static Credential, &'static SinkSpec)> + '_ {
        self.sinks_of(package).iter().map(|&(kind, sink)| (self.kind(kind).credential, sink))
    }

    /// The provider whose secret this package needs to work at all, by itself or for a subpath of it
    /// (`firebase-admin/auth`). Browser packages of the same provider (`@stripe/stripe-js`) are none, nor are those that
    /// serve both sides (`@supabase/supabase-js`).
    pub fn server_sdk(&self, package: &str) -> Option<&'static Provider> {
        if self.browser_sdk(package).is_some() {
            return None;
        }
        let package = canonical(package);
        let exact = |package: &str| self.index.server_packages.get(package).copied();
        exact(&package).or_else(|| exact(package_root(&package))).or_else(|| {
            self.index.server_families.iter().find(|(head, _)| package.starts_with(head)).map(|family| family.1)
        })
    }

    /// The provider that made this package for the browser.
    pub fn browser_sdk(&self, package: &str) -> Option<&'static Provider> {
        self.index.browser_packages.get(package).copied()
    }

    /// What a call of a package's function costs money for.
    pub fn spend_of_call(&self, package: &str, callee: &str) -> Option<(&'static Provider, &'static Spend)> {
        self.spends().find(|(_, spend)| spend.is_call_of(package, callee))
    }

    /// What a request to the address costs money for.
    pub fn spend_at(&self, address: &str) -> Option<(&'static Provider, &'static Spend)> {
        self.spends().find(|(_, spend)| spend.is_at(address))
    }

    fn spends(&self) -> impl Iterator<Item = (&'static Provider, &'static Spend)> + '_ {
        self.providers.iter().flat_map(|provider| provider.spends.iter().map(|spend| (*provider, spend)))
    }

    /// The provider whose API answers at this host.
    pub fn provider_of_host(&self, host: &str) -> Option<&'static Provider> {
        self.kinds.iter().find(|kind| kind.is_at(host)).map(|kind| kind.provider)
    }

    pub(super) fn sinks_of(&self, package: &str) -> &[(usize, &'static SinkSpec)] {
        let package = canonical(package);
        if let Some(sinks) = self.index.sinks.get(&*package) {
            return sinks;
        }
        let family = self.index.sink_families.iter().find(|(head, _)| package.starts_with(head));
        family.map_or(&[], |(_, sinks)| sinks)
    }

    pub(super) fn kind(&self, kind: usize) -> &Kind {
        &self.kinds[kind]
    }

    pub(super) fn kinds(&self) -> &[Kind] {
        &self.kinds
    }

    pub(super) fn publics(&self) -> &[PublicKind] {
        &self.publics
    }

    pub(super) fn index(&self) -> &Index {
        &self.index
    }

    /// What a whole name, parts joined by `_`, means by a provider's own file.
    pub(super) fn named(&self, name: &str) -> Option<&Named> {
        self.index.names.get(name)
    }

    /// The provider that a part of a name means.
    pub(super) fn provider_of_word(&self, word: &str) -> Option<&'static Provider> {
        self.index.words.get(word).copied()
    }
}

/// One spelling for a specifier: `node:crypto` is `crypto`, `npm:openai@4` is `openai`, and the providers of Auth.js are those of `NextAuth`, whichever
/// framework's package they are taken from.
pub(super) fn canonical(package: &str) -> Cow<'_, str> {
    let package = package_named(package.strip_prefix("node:").unwrap_or(package));
    match package.strip_prefix("@auth/").and_then(|rest| rest.split_once("/providers/")) {
        Some((_, provider)) => format!("next-auth/providers/{provider}").into(),
        None => package.into(),
    }
}

/// `@scope/name/sub` without `/sub`.
fn package_root(package: &str) -> &str {
    let slashes = if package.starts_with('@') { 2 } else { 1 };
    package.match_indices('/').nth(slashes - 1).map_or(package, |(at, _)| &package[..at])
}
