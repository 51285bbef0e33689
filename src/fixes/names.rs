//! Names for generated things.

/// The words of a name in any case: `sendSMSCode`, `send-sms-code`, `SEND_SMS_CODE`.
pub(crate) fn words(name: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut current = String::new();
    let chars: Vec<char> = name.chars().collect();
    for (index, c) in chars.iter().enumerate() {
        if !c.is_ascii_alphanumeric() {
            if !current.is_empty() {
                words.push(std::mem::take(&mut current));
            }
            continue;
        }
        let before = index.checked_sub(1).and_then(|index| chars.get(index));
        let after = chars.get(index + 1);
        let starts = c.is_ascii_uppercase()
            && (before.is_some_and(|before| before.is_ascii_lowercase() || before.is_ascii_digit())
                || (before.is_some_and(char::is_ascii_uppercase) && after.is_some_and(char::is_ascii_lowercase)));
        if starts && !current.is_empty() {
            words.push(std::mem::take(&mut current));
        }
        current.push(c.to_ascii_lowercase());
    }
    if !current.is_empty() {
        words.push(current);
    }
    words
}

pub(crate) fn kebab(name: &str) -> String {
    words(name).join("-")
}

pub(crate) fn camel(name: &str) -> String {
    let pascal = pascal(name);
    let mut chars = pascal.chars();
    chars.next().map_or_else(String::new, |first| first.to_ascii_lowercase().to_string() + chars.as_str())
}

pub(crate) fn pascal(name: &str) -> String {
    words(name)
        .iter()
        .map(|word| {
            let mut chars = word.chars();
            chars.next().map_or_else(String::new, |first| first.to_ascii_uppercase().to_string() + chars.as_str())
        })
        .collect()
}

/// The name itself where it can be a variable's, else one in camel case.
pub(crate) fn camel_or(name: &str) -> String {
    let plain = name.bytes().enumerate().all(|(index, byte)| {
        byte == b'_' || byte == b'$' || byte.is_ascii_alphabetic() || (index > 0 && byte.is_ascii_digit())
    });
    if plain && !name.is_empty() && !is_reserved(name) { name.to_owned() } else { format!("{}Value", camel(name)) }
}

/// `wanted`, or `wanted2`, `wanted3` … that is not taken.
pub(crate) fn free(wanted: &str, taken: impl Fn(&str) -> bool) -> String {
    if !taken(wanted) && !is_reserved(wanted) {
        return wanted.to_owned();
    }
    (2..=u32::MAX).map(|number| format!("{wanted}{number}")).find(|name| !taken(name)).unwrap_or_default()
}

pub(crate) fn is_reserved(name: &str) -> bool {
    matches!(
        name,
        "arguments"
            | "await"
            | "break"
            | "case"
            | "catch"
            | "class"
            | "const"
            | "continue"
            | "debugger"
            | "default"
            | "delete"
            | "do"
            | "else"
            | "enum"
            | "eval"
            | "export"
            | "extends"
            | "false"
            | "finally"
            | "for"
            | "function"
            | "if"
            | "import"
            | "in"
            | "instanceof"
            | "interface"
            | "let"
            | "new"
            | "null"
            | "package"
            | "private"
            | "protected"
            | "public"
            | "return"
            | "static"
            | "super"
            | "switch"
            | "this"
            | "throw"
            | "true"
            | "try"
            | "typeof"
            | "var"
            | "void"
            | "while"
            | "with"
            | "yield"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn splits_names_into_words() {
        assert_eq!(kebab("sendSMSCode"), "send-sms-code");
        assert_eq!(kebab("OpenAIChat2"), "open-ai-chat2");
        assert_eq!(camel("send-email"), "sendEmail");
        assert_eq!(pascal("SEND_SMS"), "SendSms");
        assert_eq!(free("send", |name| name == "send" || name == "send2"), "send3");
        assert_eq!(free("delete", |_| false), "delete2");
    }
}
