//! The files of a folder to choose pages from.

use crate::diag::{Code, Diagnostic, Sink};
use crate::files::{Files, Listing, PackPath, Unlisted};

/// The files to choose from.
pub(super) fn list(files: &dyn Files, sink: &mut Sink) -> Vec<PackPath> {
    let listing = files.listing().unwrap_or_else(|error| {
        let message = format!("the folder cannot be listed: {error}");
        sink.push(Diagnostic::error(Code::UnreadableFile, message));
        Listing::default()
    });
    sink.extend(listing.unlisted.into_iter().map(unlisted));
    listing.files
}

/// Says of something that no listing holds that it is not read.
fn unlisted(what: Unlisted) -> Diagnostic {
    let (message, help) = match what {
        Unlisted::NotUtf8(path) => {
            let message = format!("the name `{path}` is not UTF-8, and what it names is not read");
            (message, "rename it: `convmv -f latin1 -t utf8` does so for whole folders")
        }
        Unlisted::LinkedFolder(path) => {
            let message = format!("`{path}` is a link to a folder of pages, and is not entered");
            (message, "put the folder itself there, or leave the link out")
        }
        Unlisted::UnreadableFolder(path, why) => {
            let message = format!("the folder `{path}` cannot be read, and is left out: {why}");
            let help = "let whoever exports read it, or take it out of the pack";
            return Diagnostic::error(Code::UnreadableFile, message).help(help);
        }
    };
    Diagnostic::warning(Code::UnreadableFile, message).help(help)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_that_cannot_be_read_costs_itself_and_is_an_error() {
        let folder = Unlisted::UnreadableFolder("teas".to_owned(), "no".to_owned());
        let said = unlisted(folder);
        assert_eq!(said.message, "the folder `teas` cannot be read, and is left out: no");
        assert_eq!(said.severity, crate::diag::Severity::Error);
    }
}
