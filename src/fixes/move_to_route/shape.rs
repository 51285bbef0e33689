//! What a captured value is made of, as far as it can cross a wire as JSON.

use std::fmt::Write;

/// The shape of a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    String,
    Number,
    Boolean,
    Null,
    Undefined,
    /// A literal type, as written without its quotes.
    Literal(String),
    /// A number's literal type.
    NumberLiteral(String),
    Date,
    Array(Box<Shape>),
    Object(Vec<Member>),
    Union(Vec<Shape>),
    /// A text, number or boolean: all that is known of a value in a template, or in JavaScript.
    Primitive,
    /// It cannot be sent; says what it is ("a function").
    Unsendable(&'static str),
    Unknown,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Member {
    pub name: String,
    pub optional: bool,
    pub shape: Shape,
}

/// Finds the declaration behind a type's name: `{ … }` of an interface, the right side of an alias.
pub(crate) type Lookup<'l> = &'l dyn Fn(&str) -> Option<String>;

impl Shape {
    /// Reads a type as written.
    pub(crate) fn parse(source: &str, lookup: Lookup<'_>) -> Self {
        Reader { lookup, depth: 0 }.union(source)
    }

    /// `Unknown` aside, the parts of a union without `null` and `undefined`.
    pub(crate) fn present(&self) -> Self {
        match self {
            Self::Union(parts) => {
                let kept: Vec<Self> =
                    parts.iter().filter(|part| !matches!(part, Self::Null | Self::Undefined)).cloned().collect();
                Self::union(kept)
            }
            other => other.clone(),
        }
    }

    pub(crate) fn union(parts: Vec<Self>) -> Self {
        let mut flat: Vec<Self> = Vec::new();
        for part in parts {
            match part {
                Self::Union(inner) => flat.extend(inner),
                other => flat.push(other),
            }
        }
        let mut unique: Vec<Self> = Vec::new();
        for part in flat {
            if !unique.contains(&part) {
                unique.push(part);
            }
        }
        if unique.contains(&Self::String) {
            unique.retain(|part| !matches!(part, Self::Literal(_)));
        }
        if let Some(unsendable) = unique.iter().find(|part| matches!(part, Self::Unsendable(_))) {
            return unsendable.clone();
        }
        if unique.contains(&Self::Unknown) {
            return Self::Unknown;
        }
        match unique.len() {
            0 => Self::Unknown,
            1 => unique.remove(0),
            _ => Self::Union(unique),
        }
    }

    pub(crate) fn optional(self) -> Self {
        Self::union(vec![self, Self::Undefined])
    }

    /// The shape of a member; `Unknown` when it has none that is known.
    pub(crate) fn member(&self, name: &str) -> Self {
        match self {
            Self::Object(members) => {
                members.iter().find(|member| member.name == name).map_or(Self::Unknown, |member| {
                    if member.optional { member.shape.clone().optional() } else { member.shape.clone() }
                })
            }
            Self::String | Self::Literal(_) | Self::Array(_) if name == "length" => Self::Number,
            Self::Union(_) => {
                let present = self.present();
                if matches!(present, Self::Union(_)) { Self::Unknown } else { present.member(name) }
            }
            _ => Self::Unknown,
        }
    }

    /// The shape of an array's items.
    pub(crate) fn item(&self) -> Self {
        match self.present() {
            Self::Array(item) => *item,
            Self::String => Self::String,
            Self::Unsendable(what) => Self::Unsendable(what),
            _ => Self::Unknown,
        }
    }

    pub(crate) fn may_be_undefined(&self) -> bool {
        match self {
            Self::Undefined => true,
            Self::Union(parts) => parts.contains(&Self::Undefined),
            _ => false,
        }
    }

    /// What stops the value from being sent, if anything does.
    pub(crate) fn obstacle(&self) -> Option<&'static str> {
        match self {
            Self::Unsendable(what) => Some(what),
            Self::Array(item) => item.obstacle(),
            Self::Object(members) => members.iter().find_map(|member| member.shape.obstacle()),
            Self::Union(parts) => parts.iter().find_map(Self::obstacle),
            _ => None,
        }
    }

    pub(crate) fn is_unknown(&self) -> bool {
        match self {
            Self::Unknown => true,
            Self::Array(item) => item.is_unknown(),
            Self::Object(members) => members.iter().any(|member| member.shape.is_unknown()),
            Self::Union(parts) => parts.iter().any(Self::is_unknown),
            _ => false,
        }
    }

    /// A date is a text on the other side of a wire.
    pub(crate) fn has_date(&self) -> bool {
        match self {
            Self::Date => true,
            Self::Array(item) => item.has_date(),
            Self::Object(members) => members.iter().any(|member| member.shape.has_date()),
            Self::Union(parts) => parts.iter().any(Self::has_date),
            _ => false,
        }
    }

    pub(crate) fn has_object(&self) -> bool {
        match self {
            Self::Object(_) => true,
            Self::Array(item) => item.has_object(),
            Self::Union(parts) => parts.iter().any(Self::has_object),
            _ => false,
        }
    }

    /// As a TypeScript type; quotes are single ones.
    pub(crate) fn type_text(&self) -> String {
        match self {
            Self::String => "string".to_owned(),
            Self::Number => "number".to_owned(),
            Self::Boolean => "boolean".to_owned(),
            Self::Null => "null".to_owned(),
            Self::Undefined => "undefined".to_owned(),
            Self::Literal(text) => format!("'{}'", text.replace('\'', "\\'")),
            Self::NumberLiteral(text) => text.clone(),
            // On the wire a date is a text.
            Self::Date => "string".to_owned(),
            Self::Primitive => "string | number | boolean".to_owned(),
            Self::Array(item) => match **item {
                Self::Union(_) | Self::Primitive => format!("({})[]", item.type_text()),
                _ => format!("{}[]", item.type_text()),
            },
            Self::Object(members) => {
                let mut out = String::from("{ ");
                for (index, member) in members.iter().enumerate() {
                    let mark = if member.optional { "?" } else { "" };
                    let _ = write!(
                        out,
                        "{}{}{mark}: {}",
                        if index > 0 { "; " } else { "" },
                        property_name(&member.name),
                        member.shape.type_text()
                    );
                }
                out.push_str(" }");
                out
            }
            Self::Union(parts) => {
                let mut texts: Vec<String> = Vec::new();
                for part in parts {
                    let text = part.type_text();
                    if !texts.contains(&text) {
                        texts.push(text);
                    }
                }
                texts.join(" | ")
            }
            Self::Unsendable(_) | Self::Unknown => "unknown".to_owned(),
        }
    }
}

/// A property's name as it must be written.
pub(crate) fn property_name(name: &str) -> String {
    let plain = name.bytes().enumerate().all(|(index, byte)| {
        byte == b'_' || byte == b'$' || byte.is_ascii_alphabetic() || (index > 0 && byte.is_ascii_digit())
    });
    if plain && !name.is_empty() { name.to_owned() } else { format!("'{}'", name.replace('\'', "\\'")) }
}

struct Reader<'l> {
    lookup: Lookup<'l>,
    depth: u8,
}

impl Reader<'_> {
    fn union(&mut self, source: &str) -> Shape {
        let source = source.trim();
        let Some(parts) = split(source, '|') else { return Shape::Unknown };
        let parts: Vec<&str> = parts.into_iter().map(str::trim).filter(|part| !part.is_empty()).collect();
        if parts.len() == 1 {
            return self.single(parts[0]);
        }
        Shape::union(parts.into_iter().map(|part| self.single(part)).collect())
    }

    fn single(&mut self, source: &str) -> Shape {
        let source = source.trim().strip_prefix("readonly ").unwrap_or(source.trim()).trim();
        if self.depth > 12 {
            return Shape::Unknown;
        }
        self.depth += 1;
        let shape = self.inner(source);
        self.depth -= 1;
        shape
    }

    fn inner(&mut self, source: &str) -> Shape {
        match source {
            "string" => return Shape::String,
            "number" => return Shape::Number,
            "boolean" => return Shape::Boolean,
            "true" | "false" => return Shape::Boolean,
            "null" => return Shape::Null,
            "undefined" | "void" => return Shape::Undefined,
            "Date" => return Shape::Date,
            "bigint" => return Shape::Unsendable("a big integer"),
            "symbol" => return Shape::Unsendable("a symbol"),
            "Function" => return Shape::Unsendable("a function"),
            "File" | "Blob" | "FileList" | "FormData" | "ArrayBuffer" | "Uint8Array" => {
                return Shape::Unsendable("a file or binary data");
            }
            "AbortSignal" => return Shape::Unsendable("an abort signal"),
            "any" | "unknown" | "never" | "object" => return Shape::Unknown,
            _ => {}
        }
        if let Some(inner) = enclosed(source, '(', ')') {
            return self.union(inner);
        }
        if has_arrow(source) {
            return Shape::Unsendable("a function");
        }
        if let Some(inner) = enclosed(source, '{', '}') {
            return self.object(inner);
        }
        if let Some(item) = source.strip_suffix("[]") {
            return Shape::Array(Box::new(self.single(item)));
        }
        if let Some(text) = literal(source) {
            return Shape::Literal(text.to_owned());
        }
        if !source.is_empty() && source.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.' || byte == b'-') {
            return Shape::NumberLiteral(source.to_owned());
        }
        if let Some(parts) = split(source, '&').filter(|parts| parts.len() > 1) {
            return self.intersection(&parts);
        }
        if let Some(open) = source.find('<') {
            let Some(inner) = source[open + 1..].strip_suffix('>') else { return Shape::Unknown };
            return self.generic(source[..open].trim(), inner);
        }
        if let Some((owner, index)) = source.strip_suffix(']').and_then(|rest| rest.rsplit_once('[')) {
            let index = index.trim();
            return match literal(index) {
                Some(name) => self.single(owner).member(name),
                None if index == "number" => self.single(owner).item(),
                None => Shape::Unknown,
            };
        }
        self.named(source)
    }

    fn named(&mut self, name: &str) -> Shape {
        let plain = name.rsplit('.').next().unwrap_or(name);
        if plain.ends_with("Event") || plain == "SyntheticEvent" {
            return Shape::Unsendable("an event of the browser");
        }
        if plain == "ReactNode" || plain == "ReactElement" || plain == "Element" || plain.starts_with("HTML") {
            return Shape::Unsendable("an element of the page");
        }
        match (self.lookup)(name) {
            Some(declared) => self.union(&declared),
            None => Shape::Unknown,
        }
    }

    fn generic(&mut self, name: &str, inner: &str) -> Shape {
        let arguments = split(inner, ',').unwrap_or_default();
        let first = arguments.first().copied().unwrap_or_default();
        match name {
            "Array" | "ReadonlyArray" => Shape::Array(Box::new(self.union(first))),
            "Readonly" | "Required" | "NonNullable" | "Awaited" => self.union(first).present(),
            "Partial" => match self.union(first) {
                Shape::Object(members) => {
                    Shape::Object(members.into_iter().map(|member| Member { optional: true, ..member }).collect())
                }
                other => other,
            },
            "Pick" | "Omit" => {
                let keys: Vec<&str> = arguments
                    .get(1)
                    .map(|keys| keys.split('|').filter_map(|key| literal(key.trim())).collect())
                    .unwrap_or_default();
                match self.union(first) {
                    Shape::Object(members) => Shape::Object(
                        members
                            .into_iter()
                            .filter(|member| keys.contains(&member.name.as_str()) == (name == "Pick"))
                            .collect(),
                    ),
                    other => other,
                }
            }
            "Map" | "Set" | "WeakMap" | "WeakSet" => Shape::Unsendable("a map or set"),
            "Promise" => Shape::Unsendable("a promise"),
            _ if name.ends_with("Event") => Shape::Unsendable("an event of the browser"),
            _ if name.ends_with("Ref") || name.ends_with("RefObject") => Shape::Unsendable("a ref"),
            _ if name.ends_with("Dispatch") => Shape::Unsendable("a function"),
            _ => Shape::Unknown,
        }
    }

    fn intersection(&mut self, parts: &[&str]) -> Shape {
        let mut members = Vec::new();
        for part in parts {
            match self.single(part) {
                Shape::Object(inner) => members.extend(inner),
                _ => return Shape::Unknown,
            }
        }
        Shape::Object(members)
    }

    fn object(&mut self, inner: &str) -> Shape {
        let inner = without_comments(inner);
        let mut members = Vec::new();
        for part in split_any(&inner, &[';', ',', '\n']).unwrap_or_default() {
            let part = part.trim().strip_prefix("readonly ").unwrap_or(part.trim());
            if part.is_empty() {
                continue;
            }
            let Some(colon) = split(part, ':').and_then(|pieces| (pieces.len() > 1).then(|| pieces[0].len())) else {
                return Shape::Unknown;
            };
            let (name, of) = (part[..colon].trim(), &part[colon + 1..]);
            let (name, optional) = name.strip_suffix('?').map_or((name, false), |name| (name.trim(), true));
            if name.contains('(') {
                members.push(Member {
                    name: name.split('(').next().unwrap_or_default().to_owned(),
                    optional,
                    shape: Shape::Unsendable("a function"),
                });
                continue;
            }
            if name.starts_with('[') {
                return Shape::Unknown;
            }
            let name = literal(name).unwrap_or(name).to_owned();
            members.push(Member { name, optional, shape: self.union(of) });
        }
        Shape::Object(members)
    }
}

fn literal(source: &str) -> Option<&str> {
    let inner = ['\'', '"'].iter().find_map(|quote| source.strip_prefix(*quote)?.strip_suffix(*quote))?;
    (!inner.contains(['\'', '"', '\\'])).then_some(inner)
}

/// The inside of a text that one pair of brackets encloses.
fn enclosed(source: &str, open: char, close: char) -> Option<&str> {
    let inner = source.strip_prefix(open)?.strip_suffix(close)?;
    split_any(inner, &[]).map(|_| inner)
}

fn has_arrow(source: &str) -> bool {
    let mut depth = 0_i32;
    let mut before = ' ';
    for c in source.chars() {
        match c {
            '(' | '{' | '[' | '<' => depth += 1,
            '>' if before == '=' && depth == 0 => {
                return true;
            }
            ')' | '}' | ']' | '>' => depth -= 1,
            _ => {}
        }
        before = c;
    }
    false
}

fn without_comments(source: &str) -> String {
    let mut out = String::with_capacity(source.len());
    let mut rest = source;
    while let Some(at) = rest.find("//").into_iter().chain(rest.find("/*")).min() {
        out.push_str(&rest[..at]);
        let end =
            if rest[at..].starts_with("//") { rest[at..].find('\n') } else { rest[at..].find("*/").map(|end| end + 2) };
        rest = end.map_or("", |end| &rest[at + end..]);
    }
    out.push_str(rest);
    out
}

fn split(source: &str, separator: char) -> Option<Vec<&str>> {
    split_any(source, &[separator])
}

/// Splits at separators outside of brackets and strings; `None` when brackets do not match.
fn split_any<'t>(source: &'t str, separators: &[char]) -> Option<Vec<&'t str>> {
    let (mut depth, mut start, mut quote, mut before) = (0_i32, 0, None, ' ');
    let mut parts = Vec::new();
    for (at, c) in source.char_indices() {
        match (quote, c) {
            (Some(open), c) if c == open => quote = None,
            (Some(_), _) => {}
            (None, '\'' | '"' | '`') => quote = Some(c),
            (None, '{' | '(' | '[' | '<') => depth += 1,
            (None, '>') if before == '=' => {}
            (None, '}' | ')' | ']' | '>') => depth -= 1,
            (None, c) if depth == 0 && separators.contains(&c) => {
                parts.push(&source[start..at]);
                start = at + c.len_utf8();
            }
            _ => {}
        }
        if depth < 0 {
            return None;
        }
        before = c;
    }
    parts.push(&source[start..]);
    (depth == 0 && quote.is_none()).then_some(parts)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn shape(source: &str) -> Shape {
        Shape::parse(source, &|name| match name {
            "User" => Some("{ id: string; phone?: string; role: Role; onSave(): void }".to_owned()),
            "Role" => Some("'admin' | 'guest'".to_owned()),
            "Loop" => Some("Loop[]".to_owned()),
            _ => None,
        })
    }

    #[test]
    fn reads_what_components_are_annotated_with() {
        let printed = |source| shape(source).type_text();
        assert_eq!(printed("string | null"), "string | null");
        assert_eq!(printed("| 'a'\n | 'b'"), "'a' | 'b'");
        assert_eq!(printed("readonly string[]"), "string[]");
        assert_eq!(printed("Array<{ id: number, label?: string }>"), "{ id: number; label?: string }[]");
        assert_eq!(printed("(string | number)[]"), "(string | number)[]");
        assert_eq!(printed("Pick<User, 'id' | 'phone'>"), "{ id: string; phone?: string }");
        assert_eq!(printed("User['role']"), "'admin' | 'guest'");
        assert_eq!(shape("User").member("phone").type_text(), "string | undefined");
    }

    #[test]
    fn knows_what_cannot_be_sent() {
        assert_eq!(shape("(done: boolean) => void").obstacle(), Some("a function"));
        assert_eq!(shape("React.FormEvent<HTMLFormElement>").obstacle(), Some("an event of the browser"));
        assert_eq!(shape("User").obstacle(), Some("a function"));
        assert_eq!(shape("Map<string, string>").obstacle(), Some("a map or set"));
        assert_eq!(shape("string").obstacle(), None);
    }

    #[test]
    fn gives_up_where_it_cannot_know() {
        for source in ["any", "T", "Record<string, string>", "Loop", "typeof x", "{ [key: string]: string }"] {
            assert!(shape(source).is_unknown(), "{source}");
        }
    }
}
