//! Reading, with what must never happen kept in one place: only regular files are opened, and only up to a size.

use std::fs::{self, File, Metadata, OpenOptions};
use std::io::{self, Read};
use std::time::SystemTime;

use camino::Utf8Path;

/// A longer file is not analysed: no hand writes it, and a parse of it would hold everything else up.
pub const MAX_BYTES: u64 = 4 * 1024 * 1024;

/// Whether an open buffer is longer than a file may be.
pub fn is_too_large(text: &str) -> bool {
    text.len() as u64 > MAX_BYTES
}

/// Why a file was left out.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Skip {
    /// It is gone, or may not be read.
    Unreadable,
    /// A pipe, a socket, a device: opening it could hang, or fetch a secret.
    NotRegular,
    TooLarge,
    NotUtf8,
}

/// Reads a file of at most [`MAX_BYTES`] into `buffer`, whose old content goes. The caller knows that it is a regular file:
/// even opening a pipe may wake its writer.
pub fn read_into(path: &Utf8Path, buffer: &mut Vec<u8>) -> Result<Stamp, Skip> {
    read_up_to(path, MAX_BYTES, buffer)
}

fn read_up_to(path: &Utf8Path, most: u64, buffer: &mut Vec<u8>) -> Result<Stamp, Skip> {
    buffer.clear();
    let (mut file, metadata) = open_regular(path)?;
    let stamp = Stamp::of(&metadata);
    if stamp.length > most {
        return Err(Skip::TooLarge);
    }
    // A read that gives less than it is asked for has come to the end: one more byte than there should be, and one read is
    // enough for most files.
    let mut end = 0;
    buffer.resize(stamp.length as usize + 1, 0);
    loop {
        match file.read(&mut buffer[end..]) {
            Ok(0) => break,
            Ok(count) => end += count,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(_) => return Err(Skip::Unreadable),
        }
        if end as u64 > most {
            return Err(Skip::TooLarge);
        }
        if end < buffer.len() && end as u64 == stamp.length {
            break;
        }
        // The file grows while it is read.
        if end == buffer.len() {
            buffer.resize(end * 2, 0);
        }
    }
    buffer.truncate(end);
    Ok(stamp)
}

/// By what a file that was written since is told without reading it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Stamp {
    /// In bytes.
    pub length: u64,
    pub modified: Option<SystemTime>,
}

impl Stamp {
    fn of(metadata: &Metadata) -> Self {
        Self { length: metadata.len(), modified: metadata.modified().ok() }
    }

    /// The stamp of what stands at the path now, links followed.
    pub fn now(path: &Utf8Path) -> Option<Self> {
        fs::metadata(path).ok().map(|metadata| Self::of(&metadata))
    }
}

/// The text of a file, without a byte order mark.
pub fn read_text(path: &Utf8Path) -> Result<String, Skip> {
    read_text_up_to(path, MAX_BYTES)
}

/// [`read_text`] of a file of at most so many bytes.
pub fn read_text_up_to(path: &Utf8Path, most: u64) -> Result<String, Skip> {
    let bytes = read_regular(path, most)?;
    let text = String::from_utf8(bytes).map_err(|_| Skip::NotUtf8)?;
    Ok(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text))
}

/// A small file of the tooling (`.gitignore`, `package.json`); `None` when it cannot be had.
pub fn read_small(path: &Utf8Path) -> Option<Vec<u8>> {
    read_regular(path, MAX_BYTES).ok()
}

fn read_regular(path: &Utf8Path, most: u64) -> Result<Vec<u8>, Skip> {
    let metadata = fs::metadata(path).map_err(|_| Skip::Unreadable)?;
    if !metadata.is_file() {
        return Err(Skip::NotRegular);
    }
    let mut bytes = Vec::new();
    read_up_to(path, most, &mut bytes)?;
    Ok(bytes)
}

/// Opens without waiting for a pipe's other end, should the file have become one, then makes sure of what was opened.
#[cfg(unix)]
fn open_regular(path: &Utf8Path) -> Result<(File, Metadata), Skip> {
    use std::os::unix::fs::{FileTypeExt, OpenOptionsExt};

    /// `O_NONBLOCK`: the open of a pipe returns at once. Its number differs between systems.
    const NONBLOCK: i32 = if cfg!(any(target_os = "linux", target_os = "android")) { 0o4000 } else { 0x4 };

    let file = OpenOptions::new().read(true).custom_flags(NONBLOCK).open(path).map_err(|_| Skip::Unreadable)?;
    let metadata = file.metadata().map_err(|_| Skip::Unreadable)?;
    let kind = metadata.file_type();
    let special =
        kind.is_fifo() || kind.is_socket() || kind.is_char_device() || kind.is_block_device() || kind.is_dir();
    if special { Err(Skip::NotRegular) } else { Ok((file, metadata)) }
}

#[cfg(not(unix))]
fn open_regular(path: &Utf8Path) -> Result<(File, Metadata), Skip> {
    if !is_regular(path) {
        return Err(Skip::NotRegular);
    }
    let file = OpenOptions::new().read(true).open(path).map_err(|_| Skip::Unreadable)?;
    let metadata = file.metadata().map_err(|_| Skip::Unreadable)?;
    Ok((file, metadata))
}

/// Whether a path names a regular file, links followed.
pub fn is_regular(path: &Utf8Path) -> bool {
    fs::metadata(path).is_ok_and(|metadata| metadata.is_file())
}

/// Whether anything has that name, a broken link too.
pub fn exists(path: &Utf8Path) -> bool {
    fs::symlink_metadata(path).is_ok()
}

pub fn is_folder(path: &Utf8Path) -> bool {
    fs::metadata(path).is_ok_and(|metadata| metadata.is_dir())
}

/// The real path, with `/` and no `\\?\`.
pub fn canonical(path: &Utf8Path) -> io::Result<camino::Utf8PathBuf> {
    path.canonicalize_utf8()
}
