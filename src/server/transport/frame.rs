//! LSP's base protocol: headers, an empty line, a body of so many bytes.

use std::io;

use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};

/// A claim beyond this is a broken header, not a message: six times the largest text worth reading, as JSON may take
/// six bytes for one.
const MAX_BODY: u64 = 64 << 20;
/// Longer lines and more of them are no header.
const MAX_LINE: usize = 1 << 10;
const MAX_LINES: usize = 16;
/// Bytes asked for at once.
const CHUNK: usize = 16 << 10;
/// A buffer that one large message has grown is given back.
const KEEP: usize = 1 << 20;

const LENGTH: &str = "Content-Length:";

#[derive(Debug, PartialEq, Eq)]
pub(super) enum Frame {
    Body(Vec<u8>),
    /// Bytes that are no header. Reading goes on at the next `Content-Length`.
    Broken,
}

/// Reads frames, whatever comes: it takes no more memory than has arrived, and never stops at rubbish.
pub(super) struct FrameReader<R> {
    input: R,
    /// What has arrived and is not yet used starts at `at`.
    buffer: Vec<u8>,
    at: usize,
    /// After rubbish: skip to the next header's name before reading on.
    lost: bool,
}

impl<R: AsyncRead + Unpin> FrameReader<R> {
    pub(super) fn new(input: R) -> Self {
        Self { input, buffer: Vec::new(), at: 0, lost: false }
    }

    /// The next frame; `None` at the end of the input, also when that comes too early.
    pub(super) async fn next(&mut self) -> io::Result<Option<Frame>> {
        if self.lost && !self.skip_to_length().await? {
            return Ok(None);
        }
        self.lost = false;
        let mut length = None;
        for _ in 0..MAX_LINES {
            let Some(end) = self.line_end().await? else { return Ok(None) };
            let line = &self.buffer[self.at..end];
            if line.trim_ascii().is_empty() {
                match length {
                    Some(length) if length <= MAX_BODY => {
                        self.at = end;
                        return self.body(length).await;
                    }
                    Some(_) => return Ok(Some(self.broken())),
                    // Empty lines between messages harm nobody.
                    None => {}
                }
            } else {
                match header(line) {
                    Some(Header::Length(found)) => length = Some(found),
                    Some(Header::Other) => {}
                    None => return Ok(Some(self.broken())),
                }
            }
            self.at = end;
        }
        Ok(Some(self.broken()))
    }

    /// The line just looked at may hold a good header further on: only its first byte is given up.
    fn broken(&mut self) -> Frame {
        self.at += 1;
        self.lost = true;
        Frame::Broken
    }

    async fn body(&mut self, length: u64) -> io::Result<Option<Frame>> {
        let length = length as usize;
        while self.buffer.len() - self.at < length {
            if !self.fill().await? {
                return Ok(None);
            }
        }
        let body = self.buffer[self.at..self.at + length].to_vec();
        self.at += length;
        Ok(Some(Frame::Body(body)))
    }

    /// Where the line at hand ends, its `\n` included, or is cut as too long for a header; `None` at the end of the input.
    async fn line_end(&mut self) -> io::Result<Option<usize>> {
        loop {
            let rest = &self.buffer[self.at..];
            let window = &rest[..rest.len().min(MAX_LINE)];
            if let Some(newline) = memchr::memchr(b'\n', window) {
                return Ok(Some(self.at + newline + 1));
            }
            if window.len() == MAX_LINE {
                return Ok(Some(self.at + MAX_LINE));
            }
            if !self.fill().await? {
                return Ok(None);
            }
        }
    }

    async fn skip_to_length(&mut self) -> io::Result<bool> {
        loop {
            let rest = &self.buffer[self.at..];
            let found = rest.windows(LENGTH.len()).position(|window| window.eq_ignore_ascii_case(LENGTH.as_bytes()));
            if let Some(found) = found {
                self.at += found;
                return Ok(true);
            }
            // The last bytes may be the start of the name.
            self.at += rest.len().saturating_sub(LENGTH.len() - 1);
            if !self.fill().await? {
                return Ok(false);
            }
        }
    }

    /// Waits for more; false at the end of the input.
    async fn fill(&mut self) -> io::Result<bool> {
        if self.at > 0 {
            self.buffer.drain(..self.at);
            self.at = 0;
        }
        if self.buffer.is_empty() && self.buffer.capacity() > KEEP {
            self.buffer = Vec::new();
        }
        self.buffer.reserve(CHUNK);
        Ok(self.input.read_buf(&mut self.buffer).await? > 0)
    }
}

enum Header {
    Length(u64),
    Other,
}

/// `None` for a line that is no header, or a length that is no number.
fn header(line: &[u8]) -> Option<Header> {
    let line = line.strip_suffix(b"\n")?;
    let colon = line.iter().position(|&byte| byte == b':')?;
    let (name, value) = (&line[..colon], &line[colon + 1..]);
    if !name.iter().all(|&byte| byte.is_ascii_alphanumeric() || byte == b'-') {
        return None;
    }
    if line[..=colon].eq_ignore_ascii_case(LENGTH.as_bytes()) {
        number(value).map(Header::Length)
    } else {
        // `Content-Type` among them: the only charset there is is UTF-8, and a body that is not says so itself.
        Some(Header::Other)
    }
}

fn number(value: &[u8]) -> Option<u64> {
    let digits = value.trim_ascii();
    if digits.is_empty() || !digits.iter().all(u8::is_ascii_digit) {
        return None;
    }
    // Digits that do not fit are a number all the same, and too large.
    Some(std::str::from_utf8(digits).ok()?.parse().unwrap_or(u64::MAX))
}

/// Writes one frame. The caller flushes.
pub(super) async fn write(output: &mut (impl AsyncWrite + Unpin), body: &[u8]) -> io::Result<()> {
    output.write_all(format!("Content-Length: {}\r\n\r\n", body.len()).as_bytes()).await?;
    output.write_all(body).await
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn frames(input: &str) -> Vec<Frame> {
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        runtime.block_on(async {
            let mut reader = FrameReader::new(input.as_bytes());
            let mut frames = Vec::new();
            while let Some(frame) = reader.next().await.unwrap() {
                frames.push(frame);
            }
            frames
        })
    }

    fn body(text: &str) -> Frame {
        Frame::Body(text.as_bytes().to_vec())
    }

    #[test]
    fn headers_of_any_case_and_kind_are_read() {
        let input =
            "content-length: 2\r\nContent-Type: application/vscode-jsonrpc\r\n\r\n{}\r\n\nContent-Length:2\n\n[]";
        assert_eq!(frames(input), [body("{}"), body("[]")]);
    }

    #[test]
    fn reading_goes_on_after_a_broken_header() {
        for broken in [
            "Content-Length: x\r\n\r\n{}",
            "Content-Length: -1\r\n\r\n",
            "Content-Length: 99999999999\r\n\r\n",
            "Content-Length: 99999999999999999999999999\r\n\r\n",
            "GET / HTTP/1.1\r\n",
            "{\"no\": \"header\"}",
            "\u{1F510}\r\n",
            "Contentious: but no length\r\n\r\n\r\n\r\n\r\n\r\n\r\n\r\n\r\n\r\n\r\n\r\n\r\n\r\n\r\n\r\n\r\n\r\n\r\n\r\n\r\n",
        ] {
            let input = format!("{broken}Content-Length: 2\r\n\r\n[]");
            assert_eq!(frames(&input), [Frame::Broken, body("[]")], "{broken}");
        }
        let endless = format!("{}Content-Length: 2\r\n\r\n[]", "x".repeat(1 << 20));
        assert_eq!(frames(&endless), [Frame::Broken, body("[]")]);
    }

    #[test]
    fn what_is_cut_short_is_the_end() {
        for cut in ["", "Content-", "Content-Length: 5\r\n", "Content-Length: 5\r\n\r\n{}"] {
            assert!(matches!(frames(cut).as_slice(), [] | [Frame::Broken]), "{cut}");
        }
    }
}
