//! The container: a ZIP archive as EPUB wants it (EPUB 3.3, 4.3 "OCF ZIP container").

use std::io::{Cursor, Write};

use zip::result::ZipResult;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// How a file lies in the archive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Packing {
    /// Made smaller: text.
    Deflated,
    /// As it is: what is compressed already.
    Stored,
}

/// An archive in memory. Files keep the order they are added in; times and permissions are
/// fixed, so that the same files give the same bytes.
pub(super) struct Archive {
    writer: ZipWriter<Cursor<Vec<u8>>>,
}

impl Archive {
    /// An archive that says what it is in its first bytes: `mimetype` first, stored, without
    /// extra fields.
    pub(super) fn new() -> ZipResult<Self> {
        let mut archive = Self { writer: ZipWriter::new(Cursor::new(Vec::new())) };
        archive.add("mimetype", b"application/epub+zip", Packing::Stored)?;
        Ok(archive)
    }

    /// Adds a file.
    pub(super) fn add(&mut self, path: &str, bytes: &[u8], packing: Packing) -> ZipResult<()> {
        let method = match packing {
            Packing::Deflated => CompressionMethod::Deflated,
            Packing::Stored => CompressionMethod::Stored,
        };
        let options = SimpleFileOptions::default()
            .compression_method(method)
            .last_modified_time(zip::DateTime::default())
            .unix_permissions(0o644);
        self.writer.start_file(path, options)?;
        Ok(self.writer.write_all(bytes)?)
    }

    /// The archive's bytes.
    pub(super) fn finish(self) -> ZipResult<Vec<u8>> {
        Ok(self.writer.finish()?.into_inner())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_bytes_say_what_it_is() {
        let mut archive = Archive::new().unwrap();
        archive.add("EPUB/a.xhtml", "a".repeat(1000).as_bytes(), Packing::Deflated).unwrap();
        let bytes = archive.finish().unwrap();
        // Where reading systems look: the name at byte 30, the type right behind it.
        assert_eq!(&bytes[30..58], b"mimetypeapplication/epub+zip");
        assert!(bytes.len() < 500, "text is deflated");
    }
}
