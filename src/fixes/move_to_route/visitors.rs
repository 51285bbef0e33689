//! Routes for visitors who are not signed in: a message to sign up with, a contact form, a demonstration. Nobody can be asked
//! who they are there, so all else is bounded: what can be said to whom, how often by one address, to one recipient, and by
//! all of them in a day.

use std::fmt::Write;

use super::capture::{Field, Role};
use super::guard::{Guard, answer, request};
use super::shape::Shape;
use super::slice::Slice;
use super::support;
use super::target::{Router, Site};
use crate::fixes::Refusal;
use crate::fixes::imports::Imports;
use crate::flow::Flow;
use crate::project::Project;

/// Who may call what is moved.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Audience {
    /// Those whom the guard lets through.
    Callers,
    /// Everybody, within bounds.
    Visitors,
}

/// Bounds what a visitor may say: to a recipient of their choice only names and codes, that no link can be made of.
pub(super) fn bound(slice: &mut Slice, line: usize) -> Result<(), Refusal> {
    if recipients(&slice.fields).next().is_none() {
        return Ok(());
    }
    if let Some(text) = slice.fields.iter().find(|field| field.role == Role::Text) {
        return Err(Refusal(format!(
            "A visitor would choose both the recipient and `{}` of the call on line {line}: that is an open relay.",
            text.name
        )));
    }
    for field in &mut slice.fields {
        let is_text = matches!(field.shape.present(), Shape::String | Shape::Primitive);
        if field.role == Role::Plain && is_text {
            field.role = Role::Word;
        }
    }
    Ok(())
}

fn recipients(fields: &[Field]) -> impl Iterator<Item = &Field> {
    fields.iter().filter(|field| matches!(field.role, Role::Phone | Role::Email))
}

/// What stands for a guard: nothing. Numbers are answered only once countries are named.
pub(super) fn guard(flow: &Flow<'_>, project: &Project, site: &Site<'_>, slice: &Slice) -> Guard {
    let closed = slice.has_phone() && !support::has_countries(flow, project, site);
    let title = if closed { "bounded, and closed until you name countries" } else { "bounded" };
    Guard {
        code: String::new(),
        imports: Imports::default(),
        caller: None,
        title: title.to_owned(),
        stub: false,
        closed,
        names: Vec::new(),
    }
}

/// The statement before the body is read: so many calls from one address.
pub(super) fn before_body(site: &Site<'_>, slug: &str, reply: &str) -> String {
    let refusal = answer(site.router, reply, "rate-limited", 429);
    let request = request(site.router);
    format!(
        "// Anybody may call this. A captcha keeps scripts out: check its token here.\nif \
         (!rateLimit(`{slug}:${{callerAddress({request})}}`, 20, 10 * 60_000)) {refusal}\n"
    )
}

/// The statements behind it: to whom, so many to one recipient, so many a day. `input` is the body as it was checked.
pub(super) fn after_body(router: Router, slug: &str, reply: &str, fields: &[Field], input: &str) -> String {
    let mut out = String::new();
    let mut counts = Vec::new();
    for field in recipients(fields) {
        let name = &field.name;
        if field.role == Role::Phone {
            let refusal = answer(router, reply, "country-not-served", 403);
            let _ = writeln!(out, "if (!isServed({input}.{name})) {refusal}");
        }
        counts.push(format!("!rateLimit(`{slug}:${{{input}.{name}}}`, 5, 60 * 60_000)"));
    }
    counts.push(format!("!rateLimit('{slug}', 500, 24 * 60 * 60_000)"));
    let _ = writeln!(out, "if ({}) {}", counts.join(" || "), answer(router, reply, "rate-limited", 429));
    out
}

/// What to tell the person who takes the action.
pub(super) fn notes(slug: &str, slice: &Slice) -> Vec<String> {
    let mut notes = vec![format!(
        "Anybody may call `{slug}`: 20 times in ten minutes from one address, 500 times a day in all. Lower that to what your \
         visitors need."
    )];
    if slice.has_phone() {
        notes.push(
            "No number is answered until `COUNTRIES` in `lib/visitors` names your visitors' countries.".to_owned(),
        );
    }
    let is_code = |field: &Field| ["code", "otp", "pin"].contains(&field.name.to_ascii_lowercase().as_str());
    if slice.fields.iter().any(is_code) {
        notes.push(
            "A code that the browser makes proves nothing: have the provider's verification service make and check it."
                .to_owned(),
        );
    }
    notes
}
