//! The code in single-file components: `.vue`, `.svelte`, `.astro`.
//!
//! Everything but code is blanked out, byte for byte, so that places stay. Scripts stay as they are; expressions of the template
//! stand in parentheses where their braces or quotes were, each with a semicolon in the blank before it.

use memchr::memmem;

use super::html::scripts;
use crate::text::Span;

/// How a template writes expressions.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Template {
    /// `{{ x }}`, `:name="x"`.
    Vue,
    /// `{x}`, `{#if x}`.
    Svelte,
    /// `{x}` with elements within.
    Astro,
}

impl Template {
    fn of(name: &str) -> Self {
        match name.rsplit_once('.') {
            Some((_, "vue")) => Self::Vue,
            Some((_, "svelte")) => Self::Svelte,
            _ => Self::Astro,
        }
    }
}

/// The name of a script with the grammar for the component: an expression of Astro's holds elements, a script of others casts.
pub fn grammar_of(name: &str) -> &'static str {
    if is_split(name) { "component.tsx" } else { "component.ts" }
}

/// Whether the component's own code, and what its template prints, runs on the server: an `.astro` file. Of it the browser gets what
/// [`in_browser`] says.
pub fn is_split(name: &str) -> bool {
    name.ends_with(".astro")
}

/// The code of a component, everything else blank: offsets and lines stay.
pub fn code(text: &str, name: &str) -> String {
    let template = Template::of(name);
    let mut code =
        Code { text, out: text.bytes().map(|byte| if matches!(byte, b'\n' | b'\r') { byte } else { b' ' }).collect() };
    let front = front_matter(text).filter(|_| template == Template::Astro);
    let mut at = front.map_or(0, |front| front.end as usize + 4);
    if let Some(front) = front {
        code.keep(front);
    }
    for script in scripts(&text[at.min(text.len())..]) {
        let moved = Span::new(script.code.start + at as u32, script.code.end + at as u32);
        code.keep(moved);
    }
    for hole in holes(text, front) {
        code.template(template, at, hole.start as usize);
        at = hole.end as usize;
    }
    code.template(template, at, text.len());
    // Whole characters were copied over blanks.
    String::from_utf8(code.out).unwrap_or_default()
}

/// The code between the `---` lines at the top of an `.astro` file, which runs on the server.
pub fn front_matter(text: &str) -> Option<Span> {
    let start = text.len() - text.trim_start().len();
    let body = start + text[start..].strip_prefix("---").map(|_| 3)?;
    let end = memmem::find(&text.as_bytes()[body..], b"\n---")?;
    Some(Span::new(body as u32, (body + end) as u32))
}

/// Whether the place is in a script or in front matter, where comments are those of code.
pub fn is_script(text: &str, at: u32) -> bool {
    front_matter(text)
        .into_iter()
        .chain(scripts(text).into_iter().map(|script| script.code))
        .any(|code| code.start <= at && at < code.end)
}

/// `<!-- … -->` and `{/* … */}`, in order.
pub fn comments(text: &str) -> Vec<Span> {
    let mut comments = Vec::new();
    let mut at = 0;
    let begins =
        |at: usize| [("<!--", "-->"), ("{/*", "*/")].into_iter().find(|(open, _)| text[at..].starts_with(open));
    while let Some(found) = memchr::memchr2(b'<', b'{', &text.as_bytes()[at..]) {
        let open = at + found;
        at = open + 1;
        if let Some((_, end)) = begins(open) {
            at = text[open..].find(end).map_or(text.len(), |found| open + found + end.len());
            comments.push(Span::new(open as u32, at as u32));
        }
    }
    comments
}

/// Whether the comment is one of HTML, which pages keep.
pub fn is_of_page(text: &str, comment: Span) -> bool {
    comment.of(text).starts_with('<')
}

/// What of an `.astro` file the browser gets: its scripts, and the components that are told to run there (`client:load`), by
/// name. Its front matter and its expressions run on the server (docs.astro.build, *Islands*, *Client-side scripts*).
pub fn in_browser(text: &str) -> (Vec<Span>, Vec<&str>) {
    let body = front_matter(text).map_or(0, |front| front.end as usize + 4).min(text.len());
    let moved = |span: Span| Span::new(span.start + body as u32, span.end + body as u32);
    let spans = scripts(&text[body..]).into_iter().map(|script| moved(script.code)).collect();
    let mut islands = Vec::new();
    let bytes = text.as_bytes();
    for found in memmem::find_iter(&bytes[body..], b" client:")
        .chain(memmem::find_iter(&bytes[body..], b"\tclient:"))
        .chain(memmem::find_iter(&bytes[body..], b"\nclient:"))
    {
        let before = &text[..body + found];
        // The last tag that begins with a capital: attributes hold arrows, not such tags.
        let mut tags = before.match_indices('<').filter_map(|(at, _)| {
            let rest = &text[at + 1..];
            let end = rest.find(|c: char| !c.is_alphanumeric() && c != '_' && c != '$').unwrap_or(rest.len());
            let name = &rest[..end];
            name.starts_with(|c: char| c.is_uppercase() || c == '_').then_some(name)
        });
        islands.extend(tags.next_back());
    }
    (spans, islands)
}

/// An expression of an `.astro` template, and what takes its value.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Shown<'t> {
    pub expression: Span,
    /// The component that runs in the browser and is given it; else it is printed.
    pub island: Option<&'t str>,
}

/// The expressions whose values an `.astro` template prints or hands to the browser's components. What a component without a
/// directive is given stays on the server until that prints it.
pub fn shown(text: &str) -> Vec<Shown<'_>> {
    let front = front_matter(text);
    let mut at = front.map_or(0, |front| front.end as usize + 4).min(text.len());
    let mut found = Vec::new();
    for hole in holes(text, front) {
        shown_in(text, at, hole.start as usize, &mut found);
        at = hole.end as usize;
    }
    shown_in(text, at, text.len(), &mut found);
    found
}

fn shown_in<'t>(text: &'t str, from: usize, to: usize, found: &mut Vec<Shown<'t>>) {
    let bytes = text.as_bytes();
    let mut at = from;
    // The tag that `at` is in: its name, and how many expressions were found before it.
    let mut tag: Option<(&str, usize, usize)> = None;
    while at < to {
        match bytes[at] {
            b'<' if tag.is_none() => {
                let rest = &text[at + 1..to];
                let end = rest.find(|c: char| !c.is_alphanumeric() && !matches!(c, '_' | '$' | '.' | '-'));
                let name = &rest[..end.unwrap_or(rest.len())];
                if name.starts_with(|c: char| c.is_alphabetic()) {
                    tag = Some((name, at, found.len()));
                }
            }
            b'>' => {
                if let Some((name, start, known)) = tag.take() {
                    let is_component = name.starts_with(|c: char| c.is_uppercase());
                    let runs = text[start..at].split_whitespace().any(|word| word.starts_with("client:"));
                    match (is_component, runs) {
                        (true, true) => found[known..].iter_mut().for_each(|shown| shown.island = Some(name)),
                        (true, false) => found.truncate(known),
                        (false, _) => {}
                    }
                }
            }
            quote @ (b'"' | b'\'') if tag.is_some() => {
                at = memchr::memchr(quote, &bytes[at + 1..to]).map_or(to, |end| at + 1 + end);
            }
            b'{' => {
                let Some(close) = close_of(bytes, at + 1, to) else { return };
                let inner = &text[at + 1..close];
                // Of elements within it the values are not told apart.
                if !inner.contains('<') && !inner.trim_start().starts_with("...") {
                    found.push(Shown { expression: Span::new(at as u32 + 1, close as u32), island: None });
                }
                at = close;
            }
            _ => {}
        }
        at += 1;
    }
}

/// What is no template, in order: scripts with their tags, styles, comments.
fn holes(text: &str, front: Option<Span>) -> Vec<Span> {
    let bytes = text.as_bytes();
    let mut at = front.map_or(0, |front| front.end as usize + 4).min(text.len());
    let mut holes = Vec::new();
    while let Some(open) = memchr::memchr(b'<', &bytes[at..]).map(|found| at + found) {
        let rest = &bytes[open..];
        let starts = |tag: &[u8]| rest.len() > tag.len() && rest[..tag.len()].eq_ignore_ascii_case(tag);
        let end: &[u8] = match () {
            () if starts(b"<!--") => b"-->",
            () if starts(b"<script") => b"</script",
            () if starts(b"<style") => b"</style",
            () => {
                at = open + 1;
                continue;
            }
        };
        let close = memmem::find(rest, end).map_or(bytes.len(), |found| open + found + end.len());
        holes.push(Span::new(open as u32, close as u32));
        at = close;
    }
    holes
}

struct Code<'t> {
    text: &'t str,
    out: Vec<u8>,
}

impl Code<'_> {
    fn keep(&mut self, span: Span) {
        if let (Some(to), Some(from)) = (self.out.get_mut(span.range()), self.text.as_bytes().get(span.range())) {
            to.copy_from_slice(from);
        }
    }

    /// An expression, whose brackets stand right before and behind it.
    fn expression(&mut self, start: usize, end: usize, brackets: (u8, u8)) {
        if start == 0 || start >= end || end >= self.out.len() || self.text[start..end].trim().is_empty() {
            return;
        }
        self.keep(Span::new(start as u32, end as u32));
        self.out[start - 1] = brackets.0;
        self.out[end] = brackets.1;
        if start >= 2 && self.out[start - 2] == b' ' {
            self.out[start - 2] = b';';
        }
    }

    /// The expressions of a stretch of the template.
    fn template(&mut self, template: Template, from: usize, to: usize) {
        if from >= to {
            return;
        }
        match template {
            Template::Vue => {
                self.mustaches(from, to);
                self.bindings(from, to);
            }
            Template::Svelte | Template::Astro => self.braces(template, from, to),
        }
    }

    /// `{{ x }}`.
    fn mustaches(&mut self, from: usize, to: usize) {
        let mut at = from;
        while let Some(open) = self.text[at..to].find("{{").map(|found| at + found + 2) {
            let Some(close) = self.text[open..to].find("}}").map(|found| open + found) else { return };
            self.expression(open, close, (b'(', b')'));
            at = close + 2;
        }
    }

    /// `:name="x"`, `v-if="x"`, `@click="x"`.
    fn bindings(&mut self, from: usize, to: usize) {
        let bytes = self.text.as_bytes();
        let mut at = from;
        while let Some(equals) = memmem::find(&bytes[at..to], b"=").map(|found| at + found) {
            at = equals + 1;
            let Some(quote @ (b'"' | b'\'')) = bytes.get(at).copied() else { continue };
            let name = self.text[from..equals].rsplit(|c: char| c.is_whitespace()).next().unwrap_or_default();
            let Some(end) = memchr::memchr(quote, &bytes[at + 1..to]).map(|found| at + 1 + found) else { return };
            let (start, brackets) =
                (at + 1, if name.starts_with('@') || name.starts_with("v-on:") { (b'{', b'}') } else { (b'(', b')') });
            if name.starts_with([':', '@']) || name.starts_with("v-") {
                self.expression(start, end, brackets);
            }
            at = end + 1;
        }
    }

    /// `{x}`, and of Svelte `{#if x}`, `{:else if x}`, `{@html x}`.
    fn braces(&mut self, template: Template, from: usize, to: usize) {
        let bytes = self.text.as_bytes();
        let mut at = from;
        while let Some(open) = memchr::memchr(b'{', &bytes[at..to]).map(|found| at + found + 1) {
            let Some(close) = close_of(bytes, open, to) else {
                at = open;
                continue;
            };
            at = close + 1;
            let inner = &self.text[open..close];
            let (mut start, mut end) = (open, close);
            if template == Template::Svelte && inner.starts_with(['#', ':', '@', '/']) {
                // The word, or two: `:else if`.
                let word = inner.find(char::is_whitespace).unwrap_or(inner.len());
                let word = if inner[word..].trim_start().starts_with("if ") {
                    inner.find("if ").map_or(word, |at| at + 2)
                } else {
                    word
                };
                if inner.starts_with("#snippet") || inner.starts_with("@const") || word >= inner.len() {
                    continue;
                }
                start = open + word + 1;
                // `items as item`, `promise then value`.
                end = [" as ", " then "]
                    .iter()
                    .filter_map(|by| self.text[start..close].find(by))
                    .min()
                    .map_or(end, |found| start + found);
            }
            if !inner.trim_start().starts_with("/*") {
                self.expression(start, end, (b'(', b')'));
            }
        }
    }
}

/// The brace that closes one opened before `from`; strings and templates are skipped.
fn close_of(bytes: &[u8], from: usize, to: usize) -> Option<usize> {
    let (mut depth, mut at) = (0, from);
    while at < to {
        match bytes[at] {
            b'{' => depth += 1,
            b'}' if depth == 0 => return Some(at),
            b'}' => depth -= 1,
            quote @ (b'"' | b'`') => {
                at += 1;
                while at < to && bytes[at] != quote {
                    at += if bytes[at] == b'\\' { 2 } else { 1 };
                }
            }
            _ => {}
        }
        at += 1;
    }
    None
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

    use super::*;

    fn squeezed(text: &str, name: &str) -> String {
        let code = code(text, name);
        assert_eq!(code.len(), text.len());
        code.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn vue() {
        let text = "<script setup lang=\"ts\">\nconst é = 1\n</script>\n<template><p :class=\"{ a: b }\" class=\"c\" @click=\"go()\">{{ x.y }}</p></template><style>a { b: c }</style>";
        assert_eq!(squeezed(text, "a.vue"), "const é = 1 ;({ a: b }) ;{go()} ;( x.y )");
    }

    #[test]
    fn svelte() {
        let text = "<script module>let a = 1;</script><script>let b = 2;</script>{#if a}<p on:click={go}>{@html b} {c}</p>{:else if d}{/if}{#each es as e (e.id)}{/each}<style>p { x: y }</style>";
        assert_eq!(squeezed(text, "a.svelte"), "let a = 1; let b = 2; ;(a) ;(go) ;(b);(c) ;(d) ;(es)");
    }

    #[test]
    fn what_a_template_shows() {
        let text = "---\nconst a = 1;\n---\n<p title={a} class=\"{b}\">{c} {list.map(i => <b>{i}</b>)}</p><Own d={d} /><Chat e={e} client:load f={{ g: 1 }} /><style>x { y: z }</style>{h}";
        let shown: Vec<_> = shown(text).iter().map(|it| (it.expression.of(text), it.island)).collect();
        assert_eq!(shown, [("a", None), ("c", None), ("e", Some("Chat")), ("{ g: 1 }", Some("Chat")), ("h", None)]);
    }

    #[test]
    fn astro() {
        let text = "---\nimport A from './a';\nconst x = <T,>(y: T) => y;\n---\n<A client:load b={x(1)} />\n{list.map(i => <b>{i}</b>)}\n<script>go();</script>";
        let (spans, islands) = in_browser(text);
        assert_eq!((spans[0].of(text), islands), ("go();", vec!["A"]));
        let shown: Vec<_> = shown(text).iter().map(|it| (it.expression.of(text), it.island)).collect();
        assert_eq!(shown, [("x(1)", Some("A"))]);
        let code = squeezed(text, "a.astro");
        assert!(code.contains(";(x(1))") && code.contains("(list.map(i => <b>{i}</b>))"), "{code}");
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_survived(text in "(---\n|<script|</script>|<!--|-->|<style>|</style>|\\{\\{|\\}\\}|[{}#:@/]|if |client:load|<A |=\"|[\"'`> /=é\n-]|a| as ){0,24}") {
            for name in ["a.vue", "a.svelte", "a.astro"] {
                proptest::prop_assert_eq!(code(&text, name).len(), text.len());
            }
            in_browser(&text);
            for shown in shown(&text) {
                proptest::prop_assert!(text.get(shown.expression.range()).is_some());
            }
        }
    }
}
