//! A kind of credential with what is worked out from its file: compiled when first needed, as most never are.

use std::ops::Range;
use std::sync::OnceLock;

use regex::bytes::{Regex, RegexBuilder};

use super::super::schema::{Credential, Mode, Provider, Public};

/// One kind of secret, ready to match.
pub(in crate::secrets) struct Kind {
    pub(in crate::secrets) credential: &'static Credential,
    pub(in crate::secrets) provider: &'static Provider,
    shape: Shape,
    pairs: Vec<(Shape, &'static str)>,
}

/// One kind of public value, ready to match.
pub(in crate::secrets) struct PublicKind {
    pub(in crate::secrets) public: &'static Public,
    shape: Shape,
}

/// A regular expression of a provider's file.
struct Shape {
    source: Option<&'static str>,
    whole: OnceLock<Option<Regex>>,
    within: OnceLock<Option<Regex>>,
}

impl Kind {
    pub(super) fn new(credential: &'static Credential, provider: &'static Provider) -> Self {
        let pairs = credential.pairs.iter().map(|pair| (Shape::new(Some(&pair.shape)), pair.title.as_str())).collect();
        Self { credential, provider, shape: Shape::new(credential.shape.as_deref()), pairs }
    }

    pub(in crate::secrets) fn has_shape(&self) -> bool {
        self.shape.source.is_some()
    }

    /// The secret part, if the whole of the text has the shape.
    pub(in crate::secrets) fn matches(&self, text: &str) -> Option<Range<usize>> {
        Some(secret_part(self.shape.whole()?, text.as_bytes(), 0)?.1)
    }

    /// The first place at or after `from` where the shape is found: all of it, and the secret part.
    pub(in crate::secrets) fn find(&self, text: &str, from: usize) -> Option<(Range<usize>, Range<usize>)> {
        secret_part(self.shape.within()?, text.as_bytes(), from)
    }

    /// What the text is, if it goes with this secret: *an Account SID*.
    pub(in crate::secrets) fn pair(&self, text: &str) -> Option<&'static str> {
        let pair =
            self.pairs.iter().find(|(shape, _)| shape.whole().is_some_and(|regex| regex.is_match(text.as_bytes())))?;
        Some(pair.1)
    }

    pub(in crate::secrets) fn has_pairs(&self) -> bool {
        !self.pairs.is_empty()
    }

    /// Whether requests with this secret go to the host.
    pub(in crate::secrets) fn is_at(&self, host: &str) -> bool {
        self.credential.hosts.iter().any(|pattern| is_host(pattern, host))
    }
}

impl PublicKind {
    pub(super) fn new(public: &'static Public) -> Self {
        Self { public, shape: Shape::new(public.shape.as_deref()) }
    }

    pub(in crate::secrets) fn matches(&self, text: &str) -> bool {
        self.shape.whole().is_some_and(|regex| regex.is_match(text.as_bytes()))
    }
}

impl Shape {
    fn new(source: Option<&'static str>) -> Self {
        Self { source, whole: OnceLock::new(), within: OnceLock::new() }
    }

    fn whole(&self) -> Option<&Regex> {
        let source = self.source?;
        self.whole.get_or_init(|| compile(&format!(r"\A(?:{source})\z"))).as_ref()
    }

    fn within(&self) -> Option<&Regex> {
        let source = self.source?;
        self.within.get_or_init(|| compile(source)).as_ref()
    }
}

/// Shapes are ASCII: without Unicode tables they compile in microseconds. One that does not compile matches nothing; a
/// test compiles them all, and the schema of `staunch.json` is checked when it is read.
fn compile(source: &str) -> Option<Regex> {
    RegexBuilder::new(source).unicode(false).build().ok()
}

/// Whether a kind that somebody wrote into a configuration can be used at all.
pub(super) fn usable(credential: &Credential) -> Result<(), String> {
    for shape in credential.shape.iter().chain(credential.pairs.iter().map(|pair| &pair.shape)) {
        if let Err(error) = RegexBuilder::new(shape).unicode(false).build() {
            return Err(format!("`shape` is no regular expression: {error}"));
        }
    }
    let by_shape = credential.mode == Mode::Shape;
    if by_shape && credential.shape.is_none() {
        return Err("`mode` is \"shape\" but there is no `shape`".to_owned());
    }
    // Without one every word of every file would have to be tried.
    if by_shape && credential.literals.iter().all(|literal| literal.len() < 2) {
        return Err(
            "a kind told by its shape needs `literals`, texts of two characters or more that every value holds"
                .to_owned(),
        );
    }
    Ok(())
}

/// The first group, where the shape has one: `bot` before a Telegram token in a URL is not part of it.
fn secret_part(regex: &Regex, text: &[u8], from: usize) -> Option<(Range<usize>, Range<usize>)> {
    if from > text.len() {
        return None;
    }
    if regex.captures_len() == 1 {
        return regex.find_at(text, from).map(|found| (found.range(), found.range()));
    }
    let captures = regex.captures_at(text, from)?;
    let full = captures.get(0)?.range();
    let secret = captures.get(1).map_or_else(|| full.clone(), |group| group.range());
    Some((full, secret))
}

/// Whether a host is the pattern; `*` stands for one or more characters.
fn is_host(pattern: &str, host: &str) -> bool {
    match pattern.split_once('*') {
        None => pattern.eq_ignore_ascii_case(host),
        Some((head, tail)) => {
            host.len() > head.len() + tail.len()
                && host.get(..head.len()).is_some_and(|start| start.eq_ignore_ascii_case(head))
                && host.get(host.len() - tail.len()..).is_some_and(|end| end.eq_ignore_ascii_case(tail))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_match_by_label_and_star() {
        assert!(is_host("api.twilio.com", "API.twilio.com"));
        assert!(!is_host("api.twilio.com", "api.twilio.com.evil.io"));
        assert!(is_host("*.supabase.co", "abc.supabase.co"));
        assert!(!is_host("*.supabase.co", ".supabase.co"));
        assert!(is_host("api-*.pusher.com", "api-eu.pusher.com"));
        assert!(is_host("email-smtp.*.amazonaws.com", "email-smtp.eu-west-1.amazonaws.com"));
        assert!(!is_host("*.wati.io", "größe"));
    }
}
