//! One body as JSON-RPC.

use serde_json::Value;
use tower_lsp::jsonrpc::{Error, Id, Request, Response};

use super::lenient;
use super::spelling::Spellings;

pub(super) enum Message {
    Request(Request),
    Response(Response),
    /// To be answered at once: it cannot be read, or is no request.
    Wrong(Response),
    /// An answer that cannot be read: answering an answer would go on for ever.
    Nothing,
}

pub(super) fn parse(body: Vec<u8>, spellings: &mut Spellings) -> Message {
    let Some(mut value) = json(body) else {
        return Message::Wrong(Response::from_error(Id::Null, Error::parse_error()));
    };
    // A string or number in the wrong place must not come back in an error, so the library's words for it are dropped.
    let id = value.get("id").and_then(|id| serde_json::from_value::<Id>(id.clone()).ok());
    if value.get("method").is_none() && (value.get("result").is_some() || value.get("error").is_some()) {
        return serde_json::from_value(value).map_or(Message::Nothing, Message::Response);
    }
    spellings.read(&mut value);
    lenient::mend(&mut value);
    let named = value.get("method").is_some_and(Value::is_string);
    match serde_json::from_value(value) {
        Ok(request) if named => Message::Request(request),
        _ => Message::Wrong(Response::from_error(id.unwrap_or_default(), Error::invalid_request())),
    }
}

fn json(mut body: Vec<u8>) -> Option<Value> {
    serde_json::from_slice(&body).ok().or_else(|| {
        replace_lone_surrogates(&mut body);
        serde_json::from_slice(&body).ok()
    })
}

/// Half of a surrogate pair, which JavaScript's strings may hold and UTF-8 cannot, becomes U+FFFD. It is as long in
/// UTF-16, so that the editor's columns stay right.
fn replace_lone_surrogates(body: &mut [u8]) {
    let mut at = 0;
    while let Some(found) = memchr::memchr(b'\\', &body[at..]) {
        let start = at + found;
        match (escaped_unit(body, start), escaped_unit(body, start + 6)) {
            (Some(0xD800..=0xDBFF), Some(0xDC00..=0xDFFF)) => at = start + 12,
            (Some(0xD800..=0xDFFF), _) => {
                body[start + 2..start + 6].copy_from_slice(b"fffd");
                at = start + 6;
            }
            // The next byte is escaped, it may be a backslash itself.
            _ => at = start + 2,
        }
        if at >= body.len() {
            break;
        }
    }
}

fn escaped_unit(body: &[u8], at: usize) -> Option<u32> {
    let digits = body.get(at..at + 6)?.strip_prefix(b"\\u")?;
    digits.iter().try_fold(0, |unit, &digit| Some(unit * 16 + char::from(digit).to_digit(16)?))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn half_a_surrogate_pair_is_read_as_one_unit() {
        let text = |escaped: &str| json(format!("\"{escaped}\"").into_bytes()).unwrap().as_str().unwrap().to_owned();
        assert_eq!(text(r"a\ud83d"), "a\u{fffd}");
        assert_eq!(
            text(r"\udd10\ud83d\ud83d\udd10\uDD10\n\\ud83d\\\ud83d"),
            "\u{fffd}\u{fffd}🔐\u{fffd}\n\\ud83d\\\u{fffd}"
        );
        assert!(json(br#""\ud83d"#.to_vec()).is_none());
        assert!(json(br#""\"#.to_vec()).is_none());
    }

    #[test]
    fn what_is_no_message_is_answered_without_being_quoted() {
        let code = |body: &str| match parse(body.as_bytes().to_vec(), &mut Spellings::default()) {
            Message::Wrong(response) => {
                assert!(!format!("{response:?}").contains("secret"));
                Some((response.error().unwrap().code.code(), response.id().clone()))
            }
            _ => None,
        };
        assert_eq!(code("{\"secret"), Some((-32700, Id::Null)));
        assert_eq!(code("\"secret\""), Some((-32600, Id::Null)));
        assert_eq!(code(r#"[{"jsonrpc":"2.0","method":"secret"}]"#), Some((-32600, Id::Null)));
        assert_eq!(code(r#"{"jsonrpc":"secret","id":7,"method":"m"}"#), Some((-32600, Id::Number(7))));
        assert_eq!(code(r#"{"jsonrpc":"2.0","id":"x","method":3}"#), Some((-32600, Id::String("x".into()))));
        assert_eq!(code(r#"{"jsonrpc":"2.0","id":1.5,"method":"m"}"#), Some((-32600, Id::Null)));
        assert_eq!(code(r#"{"jsonrpc":"2.0","id":7}"#), Some((-32600, Id::Number(7))));
        assert_eq!(code(r#"{"jsonrpc":"2.0","id":7,"method":"m","params":null}"#), None);
        assert_eq!(code(r#"{"id":7,"result":"no version"}"#), None);
    }
}
