//! Public by design: what must never be reported, whatever it is called and wherever it stands.

use super::super::candidate::Candidate;
use super::super::catalogue::Target;
use super::super::catalogue::{Catalogue, Kind};
use super::super::names;
use super::super::schema::Mode;
use super::check;

/// Whether the value itself says that it is public.
pub(super) fn is_public(catalogue: &Catalogue, text: &str) -> bool {
    is_public_jwt(text) || is_public_shape(catalogue, text)
}

/// Supabase's anon key and its like: a JWT for everybody who is not signed in. Those that its local stack is started with are the
/// same on every machine.
fn is_public_jwt(text: &str) -> bool {
    let says = |claim: &str, value: &str| check::jwt_claim(text, claim).is_some_and(|said| said == value);
    text.starts_with("eyJ") && text.contains(".eyJ") && (says("role", "anon") || says("iss", "supabase-demo"))
}

fn is_public_shape(catalogue: &Catalogue, text: &str) -> bool {
    let hits = catalogue.index().hits(text);
    let public =
        hits.iter().any(|hit| matches!(*hit, Target::Public(number) if catalogue.publics()[number].matches(text)))
            || catalogue.index().public_headless.iter().any(|&number| catalogue.publics()[number].matches(text));
    public
        && !hits.iter().any(|hit| match *hit {
            Target::Secret(number) => {
                overrules(catalogue.kind(number)) && catalogue.kind(number).matches(text).is_some()
            }
            Target::Public(_) => false,
        })
}

/// Klaviyo's `pk_` and 34 hex digits is a secret, though it has the head of publishable keys.
fn overrules(kind: &Kind) -> bool {
    kind.credential.priority > 0 && kind.credential.mode == Mode::Shape
}

/// Whether a value of a known head is not reported for itself (`AIza…`, `AKIA…`): as often public as not.
pub(super) fn is_undecided(catalogue: &Catalogue, text: &str) -> bool {
    catalogue.index().hits(text).into_iter().any(|hit| match hit {
        Target::Secret(number) => {
            let kind = catalogue.kind(number);
            kind.credential.mode == Mode::Known && kind.matches(text).is_some()
        }
        Target::Public(_) => false,
    })
}

/// Whether what stands beside the value makes it public: `authDomain` beside `apiKey`, an import of `pusher-js`.
pub(super) fn is_public_company(catalogue: &Catalogue, candidate: &Candidate<'_>) -> bool {
    let beside = |name: &str| candidate.neighbours.iter().any(|neighbour| neighbour.name == name);
    let listed = catalogue.publics().iter().any(|kind| kind.public.beside.iter().any(|name| beside(name)));
    listed
        || candidate.sink.is_some_and(|sink| catalogue.browser_sdk(sink.package).is_some())
        || candidate.packages.iter().any(|package| catalogue.browser_sdk(package).is_some())
}

/// Whether a name's last part says that the value is a header's name, a label, an address.
pub(super) fn is_public_name(name: &str) -> bool {
    names::split(name).last().is_some_and(|last| names::is_public_kind(last))
}
