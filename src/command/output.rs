//! Where data goes: standard output, or a file that is written whole or not at all.

use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use tempfile::NamedTempFile;

/// How much a serializer writes before it is passed on.
const FULL: usize = 1 << 16;

/// What a serializer writes, gathered before it goes to an output. Nearly all that serializers write at a time is one sign, which then is one byte to
/// store, and no copy to call for.
pub(super) struct Piece<'o> {
    bytes: &'o mut Vec<u8>,
    output: &'o mut dyn Write,
}

impl<'o> Piece<'o> {
    /// Begins a piece in a buffer, whose place is used again.
    pub(super) fn new(bytes: &'o mut Vec<u8>, output: &'o mut dyn Write) -> Self {
        bytes.clear();
        Self { bytes, output }
    }
}

impl Write for Piece<'_> {
    #[inline]
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.write_all(bytes)?;
        Ok(bytes.len())
    }

    #[inline]
    fn write_all(&mut self, bytes: &[u8]) -> std::io::Result<()> {
        match bytes {
            [sign] => self.bytes.push(*sign),
            bytes => self.bytes.extend_from_slice(bytes),
        }
        if self.bytes.len() >= FULL { self.flush() } else { Ok(()) }
    }

    /// Passes on what was gathered.
    fn flush(&mut self) -> std::io::Result<()> {
        self.output.write_all(self.bytes)?;
        self.bytes.clear();
        Ok(())
    }
}

/// An output that is being written.
pub(super) enum Output {
    /// Standard output.
    Standard(BufWriter<std::io::Stdout>),
    /// What is there and is no file: a pipe, a device. A rename would put a file in its place.
    Device(BufWriter<std::fs::File>),
    /// A temporary file beside the one that it will become.
    File(BufWriter<NamedTempFile>, PathBuf),
}

impl Output {
    /// Opens standard output, or a temporary file beside `path`.
    ///
    /// # Errors
    ///
    /// When the folder of `path` cannot be written to.
    pub(super) fn open(path: Option<&Path>) -> std::io::Result<Self> {
        let Some(path) = path else { return Ok(Self::Standard(BufWriter::with_capacity(1 << 16, std::io::stdout()))) };
        if std::fs::metadata(path).is_ok_and(|there| !there.is_file() && !there.is_dir()) {
            let device = std::fs::OpenOptions::new().write(true).open(path)?;
            return Ok(Self::Device(BufWriter::with_capacity(1 << 16, device)));
        }
        // a link stays a link: what it leads to is written
        let path = &std::fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or_else(|| Path::new("."));
        let file = tempfile::Builder::new().prefix(".refs-").tempfile_in(folder)?;
        Ok(Self::File(BufWriter::with_capacity(1 << 16, file), path.to_owned()))
    }

    /// Writes what is left, and gives the file its name.
    ///
    /// # Errors
    ///
    /// When the disk is full, the reader has gone, or the name cannot be given.
    pub(super) fn close(self) -> std::io::Result<()> {
        match self {
            Self::Standard(mut out) => out.flush(),
            Self::Device(mut out) => out.flush(),
            Self::File(out, path) => {
                let file = out.into_inner().map_err(std::io::IntoInnerError::into_error)?;
                file.as_file().sync_all()?;
                // a temporary file is private to its owner; the output is not
                #[cfg(unix)]
                {
                    use std::os::unix::fs::PermissionsExt;
                    let mode = std::fs::metadata(&path).map_or(0o644, |old| old.permissions().mode() & 0o777);
                    std::fs::set_permissions(file.path(), std::fs::Permissions::from_mode(mode))?;
                }
                file.persist(path).map(|_| ()).map_err(|error| error.error)
            }
        }
    }
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        match self {
            Self::Standard(out) => out.write(bytes),
            Self::Device(out) => out.write(bytes),
            Self::File(out, _) => out.write(bytes),
        }
    }

    // as the buffer has it: serializers write a few bytes at a time
    fn write_all(&mut self, bytes: &[u8]) -> std::io::Result<()> {
        match self {
            Self::Standard(out) => out.write_all(bytes),
            Self::Device(out) => out.write_all(bytes),
            Self::File(out, _) => out.write_all(bytes),
        }
    }

    fn flush(&mut self) -> std::io::Result<()> {
        match self {
            Self::Standard(out) => out.flush(),
            Self::Device(out) => out.flush(),
            Self::File(out, _) => out.flush(),
        }
    }
}
