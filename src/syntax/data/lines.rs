//! A value a line, without a name.

use super::super::json::{Json, Value};
use super::string;
use crate::text::Span;

pub(super) fn read(text: &str) -> Json {
    let whole = Span::new(0, text.len() as u32);
    let values = text.lines().map(str::trim).filter(|line| !line.is_empty()).map(|line| {
        let start = (line.as_ptr() as usize - text.as_ptr() as usize) as u32;
        string(line, Span::new(start, start + line.len() as u32))
    });
    Json { span: whole, value: Value::Array(values.collect()) }
}
