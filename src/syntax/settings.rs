//! Settings of files that are no programs: YAML, TOML, INI, properties, Dockerfiles, `.npmrc`. Read line by line, as their
//! languages agree where it matters: a key, a separator, a value. What spans several lines is left out.

/// A key and its value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Setting<'t> {
    /// Nearest first: the key, then the tables and mappings around it.
    pub keys: Vec<&'t str>,
    /// Without its quotes; escapes are left as they are written.
    pub value: &'t str,
    /// Where the value begins, in bytes of the text.
    pub start: usize,
}

/// All settings of a text, in order.
pub fn settings(text: &str) -> Vec<Setting<'_>> {
    let mut reader = Reader { text, around: Vec::new(), table: Vec::new(), named: None, found: Vec::new() };
    text.lines().for_each(|line| reader.line(line));
    reader.found
}

struct Reader<'t> {
    text: &'t str,
    /// Keys without a value of their own, with their columns: the mappings that are open.
    around: Vec<(usize, &'t str)>,
    /// The table of TOML and INI, nearest part first.
    table: Vec<&'t str>,
    /// `name: X` of a list's item, with its column: what a `value` beside it is called.
    named: Option<(usize, &'t str)>,
    found: Vec<Setting<'t>>,
}

impl<'t> Reader<'t> {
    fn line(&mut self, line: &'t str) {
        let text = line.trim();
        if text.is_empty() || text.starts_with(['#', ';', '!']) || text.starts_with("//") && !text.contains(":_") {
            return;
        }
        if let Some(table) = text.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
            self.table = table.trim_matches(['[', ']']).split('.').rev().map(unquoted).collect();
            return;
        }
        let (item, entry) = match text.strip_prefix("- ") {
            Some(entry) => (true, entry.trim_start()),
            None => (false, text),
        };
        let column = self.offset(entry) - self.offset(line);
        if item || self.named.is_some_and(|(at, _)| at > column) {
            self.named = None;
        }
        while self.around.last().is_some_and(|(at, _)| *at >= column) {
            self.around.pop();
        }
        for instruction in ["ENV ", "ARG ", "export "] {
            if let Some(entry) = entry.strip_prefix(instruction) {
                return self.assignments(entry.trim_start());
            }
        }
        let Some((key, value)) = separated(entry) else { return };
        if value.is_empty() {
            self.around.push((column, key));
        } else if key == "name" {
            self.named = Some((column, unquoted(value)));
        } else if let Some((_, name)) = self.named.filter(|(at, _)| key == "value" && *at == column) {
            self.add(name, value);
        } else {
            self.add(key, value);
        }
    }

    /// `A=1 B="2"`, or `A 1` as Docker had it first.
    fn assignments(&mut self, text: &'t str) {
        let first = text.split_whitespace().next().unwrap_or_default();
        match text.split_once(char::is_whitespace) {
            Some((key, value)) if !first.contains('=') => self.add(key, value.trim()),
            _ => {
                for (key, value) in text.split_whitespace().filter_map(|word| word.split_once('=')) {
                    self.add(key, value);
                }
            }
        }
    }

    fn add(&mut self, key: &'t str, value: &'t str) {
        let value = unquoted(without_comment(value));
        let around = self.around.iter().rev().map(|(_, key)| *key);
        let keys = std::iter::once(key).chain(around).chain(self.table.iter().copied()).collect();
        self.found.push(Setting { keys, value, start: self.offset(value) });
    }

    fn offset(&self, part: &str) -> usize {
        part.as_ptr() as usize - self.text.as_ptr() as usize
    }
}

/// The key and what stands behind `: ` or `=`, whichever comes first.
fn separated(entry: &str) -> Option<(&str, &str)> {
    let bytes = entry.as_bytes();
    let at = (0..bytes.len()).find(|&at| match bytes[at] {
        b'=' => true,
        b':' => bytes.get(at + 1).is_none_or(u8::is_ascii_whitespace),
        _ => false,
    })?;
    let key = unquoted(entry[..at].trim());
    let is_key = |byte: u8| byte.is_ascii_alphanumeric() || b"_-./:@".contains(&byte);
    (!key.is_empty() && key.bytes().all(is_key)).then(|| (key, entry[at + 1..].trim()))
}

/// A comment begins behind a blank, unless a quote is open there.
fn without_comment(value: &str) -> &str {
    let quoted = value.starts_with(['"', '\'']).then(|| value[1..].find(&value[..1])).flatten();
    let from = quoted.map_or(0, |closing| closing + 2);
    let end = value[from..].find(" #").map_or(value.len(), |at| from + at);
    value[..end].trim_end().trim_end_matches(',')
}

fn unquoted(text: &str) -> &str {
    let between = |quote: char| text.strip_prefix(quote).and_then(|rest| rest.strip_suffix(quote));
    between('"').or_else(|| between('\'')).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> Vec<String> {
        let all = settings(text);
        assert!(all.iter().all(|setting| text[setting.start..].starts_with(setting.value)));
        all.iter().map(|setting| format!("{} = {}", setting.keys.join(" < "), setting.value)).collect()
    }

    #[test]
    fn reads_yaml() {
        let text = "a:\n  b: 'x y' # z\n  c:\n    d: \"#1\"\ne: f\nenvironment:\n  - G=h\n  - name: I\n    value: j\n  - value: k\n";
        assert_eq!(
            shown(text),
            [
                "b < a = x y",
                "d < c < a = #1",
                "e = f",
                "G < environment = h",
                "I < environment = j",
                "value < environment = k"
            ]
        );
    }

    #[test]
    fn reads_tables_and_properties() {
        let text = "a = \"b\"\n; c = d\n[e.f]\ng = 'h' # i\n[j]\nk.l=m\n";
        assert_eq!(shown(text), ["a = b", "g < f < e = h", "k.l < j = m"]);
    }

    #[test]
    fn reads_what_package_managers_and_images_are_set_up_by() {
        let text = "registry=https://npm.acme.example/\n//npm.acme.example/:_authToken=a\nENV B=c D=\"e\"\nENV F g h\nARG I=j\n";
        assert_eq!(
            shown(text),
            [
                "registry = https://npm.acme.example/",
                "//npm.acme.example/:_authToken = a",
                "B = c",
                "D = e",
                "F = g h",
                "I = j"
            ]
        );
    }

    #[test]
    fn survives_anything() {
        for text in
            ["", ":", "=", "- ", "'", "\"=", "[", "[]", "ENV ", "ENV x", "ä: ö", "a: \"", "# a: b", "a:\n", "- -"]
        {
            shown(text);
        }
    }
}
