//! Where data goes: standard output, or a file that is written whole or not at all.

use crate::json::Room;
use serde::Serialize;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};
use tempfile::NamedTempFile;

/// How much of small pieces is gathered before it goes to the system.
const SMALL: usize = 1 << 14;

/// Where gathered pieces go.
pub(super) trait Take {
    /// Takes the bytes of a piece.
    fn take(&mut self, bytes: &[u8]) -> std::io::Result<()>;
}

/// Rooms of pieces that were written. A page of memory that was never used costs more than all that is written on it, so they are used again.
pub(super) type Spare = Mutex<Vec<Vec<u8>>>;

/// The largest room that is used again, in bytes: what is gathered goes on in pieces of half of that, and only one long text is more.
const MOST_SPARED: usize = 1 << 16;

/// Pieces that wait for their turn.
pub(super) struct Waiting<'s> {
    pieces: Vec<Vec<u8>>,
    spare: &'s Spare,
}

impl<'s> Waiting<'s> {
    /// None yet; their rooms are taken out of others, and go back there.
    pub(super) const fn new(spare: &'s Spare) -> Self {
        Self { pieces: Vec::new(), spare }
    }

    /// Writes the pieces.
    pub(super) fn write_to(self, output: &mut Output) -> std::io::Result<()> {
        for mut piece in self.pieces {
            output.write_all(&piece)?;
            if piece.capacity() <= MOST_SPARED {
                piece.clear();
                spared(self.spare).push(piece);
            }
        }
        Ok(())
    }
}

impl Take for Waiting<'_> {
    fn take(&mut self, bytes: &[u8]) -> std::io::Result<()> {
        let mut piece = spared(self.spare).pop().unwrap_or_default();
        piece.extend_from_slice(bytes);
        self.pieces.push(piece);
        Ok(())
    }
}

/// The rooms, whatever became of a thread that had them: none holds anything.
fn spared(spare: &Spare) -> MutexGuard<'_, Vec<Vec<u8>>> {
    spare.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Take for Output {
    fn take(&mut self, bytes: &[u8]) -> std::io::Result<()> {
        self.write_all(bytes)
    }
}

/// What is written, gathered before it goes on.
pub(super) struct Gather<'o> {
    room: &'o mut Room,
    output: &'o mut dyn Take,
}

impl<'o> Gather<'o> {
    /// Begins to gather in an empty room.
    pub(super) fn new(room: &'o mut Room, output: &'o mut dyn Take) -> Self {
        Self { room, output }
    }

    /// Writes a value as JSON on one line.
    pub(super) fn json<T: Serialize + ?Sized>(&mut self, value: &T) -> std::io::Result<()> {
        self.room.write(value, &mut |bytes| self.output.take(bytes))
    }
}

impl Write for Gather<'_> {
    #[inline]
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.write_all(bytes)?;
        Ok(bytes.len())
    }

    #[inline]
    fn write_all(&mut self, bytes: &[u8]) -> std::io::Result<()> {
        self.room.put(bytes, &mut |bytes| self.output.take(bytes))
    }

    /// Passes on what was gathered.
    fn flush(&mut self) -> std::io::Result<()> {
        self.room.pass_on(&mut |bytes| self.output.take(bytes))
    }
}

/// An output that is being written.
pub(super) enum Output {
    /// Standard output.
    Standard(BufWriter<Box<dyn Write>>),
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
        let Some(path) = path else { return Ok(Self::Standard(BufWriter::with_capacity(SMALL, standard()))) };
        if std::fs::metadata(path).is_ok_and(|there| !there.is_file() && !there.is_dir()) {
            let device = std::fs::OpenOptions::new().write(true).open(path)?;
            return Ok(Self::Device(BufWriter::with_capacity(SMALL, device)));
        }
        // a link stays a link: what it leads to is written
        let path = &std::fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or_else(|| Path::new("."));
        let file = tempfile::Builder::new().prefix(".refs-").tempfile_in(folder)?;
        Ok(Self::File(BufWriter::with_capacity(SMALL, file), path.to_owned()))
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

/// Standard output, without the search of all that goes there for the ends of its lines.
fn standard() -> Box<dyn Write> {
    #[cfg(unix)]
    {
        use std::os::fd::AsFd;
        if let Ok(same) = std::io::stdout().as_fd().try_clone_to_owned() {
            return Box::new(std::fs::File::from(same));
        }
    }
    Box::new(std::io::stdout())
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
