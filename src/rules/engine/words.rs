//! The sentences of messages. Each says exactly one of three things: it ships; it is undefined today and one edit away from
//! shipping; it is exposed elsewhere.

use std::fmt::Write;

use super::{Draft, Secret};
use crate::project::App;
use crate::secrets::{Confidence, Power};

/// `a Twilio Auth Token`, `a secret by its name`.
pub(in crate::rules) fn kind(secret: &Secret) -> String {
    match (secret.credential, secret.provider_name) {
        (Some(credential), Some(provider)) => {
            let title = short(&credential.title);
            if title.to_lowercase().contains(&provider.to_lowercase()) {
                with_article(title)
            } else {
                with_article(&format!("{provider} {title}"))
            }
        }
        (Some(credential), None) => with_article(short(&credential.title)),
        (None, Some(provider)) => format!("{} secret by its name", with_article(provider)),
        (None, None) => "a secret by its name".to_owned(),
    }
}

/// [`kind`], as far as it is sure: `looks like a Plivo auth token`.
pub(in crate::rules) fn is_kind(secret: &Secret) -> String {
    if secret.confidence == Confidence::Proven || secret.credential.is_none() {
        format!("is {}", kind(secret))
    } else {
        format!("looks like {}", kind(secret))
    }
}

/// What somebody can do who holds it.
pub(in crate::rules) const fn power(secret: &Secret) -> &'static str {
    match secret.power {
        Power::K3 => "whoever holds it controls the account or gets around its access rules",
        Power::K2 => "whoever holds it can spend money or read and change data",
        Power::K1 => "it is a restricted or test credential",
        Power::K0 => "it is public by design",
    }
}

/// Says that not every bundler of the framework does so.
pub(in crate::rules) fn differs(mut draft: Draft, app: &App) -> Draft {
    let (own, rival) = (app.bundler, app.bundler.rival());
    let _ = write!(draft.message, " Bundlers differ: {} does so, {} does not.", own.name(), rival.name());
    draft
}

/// What makes it one, in brackets; nothing where the name does.
pub(in crate::rules) fn evidence(secret: &Secret) -> String {
    match secret.evidence.as_str() {
        "" => String::new(),
        stands if stands.starts_with("beside ") || stands.starts_with("sent ") => format!(" ({stands})"),
        told => format!(" (by {told})"),
    }
}

/// `revoke the Twilio Auth Token`.
pub(in crate::rules) fn revoke(secret: &Secret) -> String {
    let what = match (secret.credential, secret.provider_name) {
        (Some(credential), Some(provider)) => {
            let title = short(&credential.title);
            if title.to_lowercase().contains(&provider.to_lowercase()) {
                title.to_owned()
            } else {
                format!("{provider} {title}")
            }
        }
        (Some(credential), None) => short(&credential.title).to_owned(),
        (None, Some(provider)) => format!("{provider} secret"),
        (None, None) => "secret".to_owned(),
    };
    format!("revoke the {what} at the provider and set a new one")
}

/// A message that begins with a capital and ends with a full stop.
pub(in crate::rules) fn sentence(message: &str) -> String {
    let mut chars = message.trim_end_matches('.').chars();
    let capital: String = chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default();
    format!("{capital}.")
}

/// A title without what stands in brackets behind it.
fn short(title: &str) -> &str {
    title.split(" (").next().unwrap_or(title).trim()
}

fn with_article(noun: &str) -> String {
    let first = noun.chars().next().unwrap_or('a').to_ascii_lowercase();
    let mut letters = noun.chars();
    // `an S…`, `an AWS`, `an SMTP`: read letter by letter when the second one is a capital too.
    let spelled = letters.next().is_some_and(|c| c.is_ascii_uppercase())
        && letters.next().is_some_and(|c| c.is_ascii_uppercase());
    let vowel = if spelled { "aefhilmnorsx".contains(first) } else { "aeio".contains(first) };
    format!("{} {noun}", if vowel { "an" } else { "a" })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn articles_follow_the_sound() {
        assert_eq!(with_article("Twilio Auth Token"), "a Twilio Auth Token");
        assert_eq!(with_article("OpenAI API key"), "an OpenAI API key");
        assert_eq!(with_article("AWS secret"), "an AWS secret");
        assert_eq!(with_article("SMTP password"), "an SMTP password");
        assert_eq!(with_article("URL"), "a URL");
    }
}
