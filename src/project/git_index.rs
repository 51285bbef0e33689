//! What `.git/index` holds, versions 2 to 4 (gitformat-index): reading it takes a millisecond, asking git takes ten.

use std::fmt::Write;
use std::time::{Duration, SystemTime};

/// A file as it was added.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Entry {
    /// Relative to the work tree, with `/`.
    pub path: Box<str>,
    /// The object's name, in hex.
    pub object: Box<str>,
    /// A file and no link, submodule or side of a conflict.
    pub is_plain: bool,
    /// When the file in the work tree was written last, and its length, in bytes: by these git tells whether it has changed.
    pub modified: SystemTime,
    pub length: u32,
}

/// `None` for a form that is not read here (a split index) and for a broken file. `hash` is the length of an object name.
pub fn entries(bytes: &[u8], hash: usize) -> Option<Vec<Entry>> {
    let mut reader = Reader { bytes, at: 0 };
    if reader.take(4)? != b"DIRC" {
        return None;
    }
    let version = reader.number()?;
    let count = reader.number()?;
    if !(2..=4).contains(&version) {
        return None;
    }
    let mut entries = Vec::new();
    let mut path: Vec<u8> = Vec::new();
    for _ in 0..count {
        let start = reader.at;
        reader.take(8)?;
        let modified = Duration::new(u64::from(reader.number()?), reader.number()?);
        reader.take(8)?;
        let mode = reader.number()?;
        reader.take(8)?;
        let length = reader.number()?;
        let object = reader.take(hash)?.iter().fold(String::new(), |mut hex, byte| {
            let _ = write!(hex, "{byte:02x}");
            hex
        });
        let flags = u16::from_be_bytes(reader.take(2)?.try_into().ok()?);
        if version >= 3 && flags & 0x4000 != 0 {
            reader.take(2)?;
        }
        if version == 4 {
            let dropped = reader.variable()?;
            path.truncate(path.len().checked_sub(dropped)?);
            path.extend_from_slice(reader.until_nul()?);
        } else {
            path.clear();
            path.extend_from_slice(reader.until_nul()?);
            // One to eight NULs end an entry, so that its length is a multiple of eight.
            let length = reader.at - 1 - start;
            reader.at = start + (length + 8) / 8 * 8;
        }
        if let Ok(path) = std::str::from_utf8(&path) {
            entries.push(Entry {
                path: path.into(),
                object: object.into(),
                is_plain: mode >> 12 == 0o10 && flags & 0x3000 == 0,
                modified: SystemTime::UNIX_EPOCH + modified,
                length,
            });
        }
    }
    while reader.bytes.len().saturating_sub(reader.at) > hash {
        if reader.take(4)? == b"link" {
            return None;
        }
        let length = reader.number()?;
        reader.take(length as usize)?;
    }
    Some(entries)
}

struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Reader<'a> {
    fn take(&mut self, count: usize) -> Option<&'a [u8]> {
        let taken = self.bytes.get(self.at..self.at.checked_add(count)?)?;
        self.at += count;
        Some(taken)
    }

    fn number(&mut self) -> Option<u32> {
        Some(u32::from_be_bytes(self.take(4)?.try_into().ok()?))
    }

    fn until_nul(&mut self) -> Option<&'a [u8]> {
        let length = memchr::memchr(0, self.bytes.get(self.at..)?)?;
        let taken = self.take(length)?;
        self.at += 1;
        Some(taken)
    }

    /// The offset encoding of pack files: seven bits a byte, one added for each that follows.
    fn variable(&mut self) -> Option<usize> {
        let mut byte = self.take(1)?[0];
        let mut value = usize::from(byte & 0x7f);
        while byte & 0x80 != 0 {
            byte = self.take(1)?[0];
            value = value.checked_add(1)?.checked_mul(128)?.checked_add(usize::from(byte & 0x7f))?;
        }
        Some(value)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

    use super::*;

    fn entry(version: u32, keep: u8, path: &str) -> Vec<u8> {
        let mut bytes = vec![0; 60];
        bytes.extend(0u16.to_be_bytes());
        if version == 4 {
            bytes.push(keep);
        }
        bytes.extend(path.as_bytes());
        bytes.push(0);
        while version < 4 && !bytes.len().is_multiple_of(8) {
            bytes.push(0);
        }
        bytes
    }

    fn index(version: u32, entries: &[Vec<u8>], extension: &[u8]) -> Vec<u8> {
        let mut bytes = b"DIRC".to_vec();
        bytes.extend(version.to_be_bytes());
        bytes.extend((entries.len() as u32).to_be_bytes());
        bytes.extend(entries.concat());
        bytes.extend(extension);
        bytes.extend([0; 20]);
        bytes
    }

    fn sorted(bytes: &[u8]) -> Option<Vec<Box<str>>> {
        let mut paths: Vec<_> = entries(bytes, 20)?.into_iter().map(|entry| entry.path).collect();
        paths.sort();
        Some(paths)
    }

    #[test]
    fn versions_two_and_four() {
        let two = index(2, &[entry(2, 0, ".env"), entry(2, 0, "src/a.ts")], b"TREE\0\0\0\x02xx");
        assert_eq!(sorted(&two).unwrap(), [".env".into(), "src/a.ts".into()]);
        let four = index(4, &[entry(4, 0, "src/a.ts"), entry(4, 4, "b.ts")], b"");
        assert_eq!(sorted(&four).unwrap(), ["src/a.ts".into(), "src/b.ts".into()]);
    }

    #[test]
    fn a_split_or_broken_index_is_not_guessed_at() {
        assert_eq!(sorted(&index(2, &[], b"link\0\0\0\0")), None);
        let whole = index(2, &[entry(2, 0, ".env")], b"");
        for end in 0..78 {
            assert_eq!(sorted(&whole[..end]), None, "{end}");
        }
    }
}
