//! Text files of the book or repository around the folder, which mdBook's directives bring in.
//!
//! They are taken where pictures of it are, and by the same door: nothing outside of the repository,
//! nothing behind a symbolic link, nothing of the version control's. What is hidden is none of them,
//! nor is what a pack of its own keeps.

use super::context::Context;
use super::include::{into_itself, not_too_deep};
use super::library::{MAX_SIZE, held};
use crate::diag::{Code, Diagnostic};
use crate::files::{FileError, Files, Listing, PackPath};
use crate::parse::mapped::Mapped;
use crate::source::{
    Dialect, OutsideFiles, is_markdown, is_site, settings_in, without_front_matter,
};
use crate::span::Span;

/// Where a path leads that climbs out of the folder.
pub(super) enum Place {
    /// Back into it.
    InPack(PackPath),
    /// To a file of the repository, by its path from the root there.
    Around(PackPath),
}

/// Where a path leads from the text that names it; none where that is the pack's own, and so is what
/// it leads to.
pub(super) fn place(file: &str, context: Context<'_>) -> Result<Option<Place>, Diagnostic> {
    let leaves = !file.starts_with('/') && context.path.sibling(file).is_err();
    let is_book = context.library.pack().dialect == Dialect::MdBook;
    if !is_book || (context.around.is_empty() && !leaves) {
        return Ok(None);
    }
    // A profile's settings say what becomes of files outside of the folder.
    context.library.reader().ask();
    let way = context.library.files().way_in_repository();
    let Some(way) = way.filter(|_| context.library.outside() == OutsideFiles::Repository) else {
        return Err(refused(file, way.is_some()));
    };
    let from = match context.around.last() {
        Some(path) => Ok(path.clone()),
        None => PackPath::new(&format!("{way}/{}", context.path)),
    };
    let path = from.and_then(|from| from.sibling(file)).map_err(|_| beyond(file))?;
    if path.as_str().is_empty() {
        return Err(beyond(file));
    }
    let in_pack = path.as_str().strip_prefix(way).and_then(|rest| rest.strip_prefix('/'));
    if let Some(Ok(path)) = in_pack.map(PackPath::new) {
        return Ok(Some(Place::InPack(path)));
    }
    Ok(Some(Place::Around(path)))
}

/// The text of a file of the repository; all of it stands at `span`.
pub(super) fn text(
    path: &PackPath,
    span: Span,
    context: Context<'_>,
) -> Result<Mapped, Diagnostic> {
    let library = context.library;
    if context.for_others {
        // What this reader does not get costs it no error.
        library.note_around(path, span, true);
        return Ok(Mapped::empty(span));
    }
    library.reader().ask();
    may_be_read(path, context)?;
    let files = library.files();
    let bytes = match files.size_in_repository(path) {
        Ok(size) if size <= MAX_SIZE => files.read_in_repository(path),
        Ok(_) => return Err(not_taken(path, "it is larger than 4 MB")),
        Err(error) => Err(error),
    };
    let bytes = bytes.map_err(|error| match error {
        FileError::NotFound => {
            let message = format!(
                "`{path}` is to be brought in and is no file of the repository around the folder"
            );
            Diagnostic::warning(Code::MissingAttachment, message)
                .help("correct the path, or write a `\\` before the braces")
        }
        FileError::Outside | FileError::Unreadable(_) => {
            not_taken(path, "it lies behind a link or cannot be read")
        }
    })?;
    let text = String::from_utf8(bytes).ok().filter(|text| !text.contains('\0'));
    let Some(text) = text else { return Err(not_taken(path, "it is no text")) };
    if may_be_a_page(path, &text, files) {
        return Err(not_taken(path, "it may be a page of a site, which says what it publishes"));
    }
    library.note_around(path, span, context.for_others);
    if let Some(held) = held(library.pack(), &[path], &text, span, context.for_others) {
        return held;
    }
    library.unread_marking(path, &text, span)?;
    library.count(text.len())?;
    let mut mapped = Mapped::empty(span);
    mapped.push_generated(without_front_matter(&text), span);
    Ok(mapped)
}

/// A file must not be brought into itself, nor files into one another for ever.
pub(super) fn within(path: &PackPath, context: Context<'_>) -> Result<(), Diagnostic> {
    if context.around.contains(path) {
        return Err(into_itself(path));
    }
    not_too_deep(context)
}

/// That a file is none of those that nobody is shown: neither hidden nor kept by a pack that it lies
/// in, nor one of the folder's own under other letters.
fn may_be_read(path: &PackPath, context: Context<'_>) -> Result<(), Diagnostic> {
    if path.as_str().split('/').any(|name| name.starts_with('.')) {
        return Err(not_taken(path, "what is hidden is not read"));
    }
    let files = context.library.files();
    let way = files.way_in_repository().unwrap_or_default();
    let alike = path.as_str().to_lowercase();
    if alike.strip_prefix(&way.to_lowercase()).is_some_and(|rest| rest.starts_with('/')) {
        return Err(not_taken(path, "it is written with other letters than the folder has"));
    }
    for folder in folders_above(path) {
        let folder = FolderOfRepository { files, folder };
        // What cannot be known may be such settings.
        if settings_in(&folder).map_or(true, |settings| !settings.is_empty()) {
            return Err(not_taken(path, "it lies in a pack of its own, which says who gets what"));
        }
    }
    Ok(())
}

/// A page of a site around the folder: whether it is published, its front matter and the site say
/// together, and the site is not read.
fn may_be_a_page(path: &PackPath, text: &str, files: &dyn Files) -> bool {
    let has_front_matter = || without_front_matter(text).len() < text.len();
    let holds_site = |folder: Option<PackPath>| {
        files.names_in_repository(folder.as_ref()).map_or(true, |names| is_site(&names))
    };
    is_markdown(path) && has_front_matter() && folders_above(path).any(holds_site)
}

/// The folders that a file of the repository lies in, from the root, which is none, down.
fn folders_above(path: &PackPath) -> impl Iterator<Item = Option<PackPath>> {
    let ends = path.as_str().match_indices('/').map(|(end, _)| end);
    std::iter::once(None).chain(ends.map(|end| PackPath::new(&path.as_str()[..end]).ok()))
}

/// One folder of the repository, as far as the names in it say whether it is a pack.
struct FolderOfRepository<'a> {
    files: &'a dyn Files,
    /// None for the root.
    folder: Option<PackPath>,
}

impl FolderOfRepository<'_> {
    fn path(&self, path: &PackPath) -> Result<PackPath, FileError> {
        let Some(folder) = &self.folder else { return Ok(path.clone()) };
        PackPath::new(&format!("{folder}/{path}")).map_err(|_| FileError::Outside)
    }
}

impl Files for FolderOfRepository<'_> {
    fn name(&self) -> &str {
        self.folder.as_ref().map_or("", PackPath::file_name)
    }

    fn listing(&self) -> Result<Listing, FileError> {
        Err(FileError::Outside)
    }

    fn names(&self) -> Result<Vec<String>, FileError> {
        self.files.names_in_repository(self.folder.as_ref())
    }

    fn size(&self, path: &PackPath) -> Result<u64, FileError> {
        self.files.size_in_repository(&self.path(path)?)
    }

    fn read(&self, path: &PackPath) -> Result<Vec<u8>, FileError> {
        self.files.read_in_repository(&self.path(path)?)
    }

    fn source_date_epoch(&self) -> Option<i64> {
        None
    }
}

fn not_taken(path: &PackPath, cause: &str) -> Diagnostic {
    let message =
        format!("`{path}` of the repository around the folder is not brought in: {cause}");
    Diagnostic::error(Code::OutsidePack, message)
        .help("copy what it says into a page or a file of the folder, or remove this")
}

/// Why nothing outside of the folder is read.
fn refused(file: &str, in_repository: bool) -> Diagnostic {
    let (cause, help) = if in_repository {
        (
            "and `pack.yaml` takes nothing from the book or repository around that",
            "write `links: {outside: repository}` in pack.yaml, or copy the file into the folder",
        )
    } else {
        (
            "which stands in no book or repository that files could be taken from",
            "copy it into the folder, or export the folder that holds both",
        )
    };
    let message = format!("`{file}` lies outside the folder, {cause}; it is not read");
    Diagnostic::error(Code::OutsidePack, message).help(help)
}

fn beyond(file: &str) -> Diagnostic {
    let message = format!(
        "`{file}` leads beyond the book or repository that the folder stands in, and is not read"
    );
    Diagnostic::error(Code::OutsidePack, message).help("copy it into the folder")
}

#[cfg(test)]
mod tests {
    use insta::assert_snapshot;

    use crate::files::MemoryFiles;
    use crate::parse::{Cache, parse};
    use crate::source::{self, Selection};
    use crate::span::Sources;
    use crate::theme::Theme;
    use crate::tree::dump::dump_blocks;

    /// A book in `docs/book` of a repository, with one page: what is read of it, what is brought in from
    /// the repository, and what is said.
    fn book(page: &str, settings: Option<&str>) -> String {
        let files = [
            ("code/x.rs", "fn a() {}\n// ANCHOR: one\nfn one() {}\n// ANCHOR_END: one\n"),
            ("code/deep/y.md", "Deep {{#include ../../notes.md}}\n"),
            ("notes.md", "Notes {{#include docs/book/src/part.md}} {{#include code/deep/y.md}}\n"),
            ("draft.md", "---\ndraft: true\n---\nDraft\n"),
            ("blob.bin", "a\0b"),
            (".env", "KEY=TOKEN\n"),
            ("code/.hidden/z.txt", "TOKEN\n"),
            ("pack/pack.yaml", "exclude: [secret.md]\n"),
            ("pack/deep/secret.md", "TOKEN\n"),
            ("other/Pack.yml.txt", "exclude: [s.md]\n"),
            ("other/s.md", "TOKEN\n"),
            ("site/hugo.toml", ""),
            ("site/content/page.md", "---\ntitle: TOKEN\n---\nTOKEN\n"),
            ("README.md", "Read me\n"),
        ];
        let files = files
            .iter()
            .fold(MemoryFiles::new(), |files, (path, text)| files.within("docs/book", path, *text));
        let files = files
            .with("book.toml", "")
            .with("src/SUMMARY.md", "- [A](README.md)\n")
            .with("src/README.md", page)
            .with("src/part.md", "Part");
        let files = settings.iter().fold(files, |files, text| files.with("pack.yaml", *text));
        let mut sources = Sources::default();
        let raw = source::read(&files, &Selection::Folder.into(), &mut sources).value;
        let parsed = parse(&raw, &Theme::shipped(), &files, &sources, &Cache::default());
        let around = parsed.value.brought.iter().filter(|it| it.around);
        let around: Vec<_> = around.map(|it| it.path.to_string()).collect();
        let said = parsed.diagnostics.iter();
        let said: Vec<_> = said.map(|it| format!("{:?}: {}", it.severity, it.message)).collect();
        let blocks = dump_blocks(&parsed.value.pack.pages[0].blocks);
        format!("{blocks}{}\n{}", around.join(" "), said.join("\n"))
    }

    #[test]
    fn a_book_shows_text_of_its_repository() {
        let page = "```rust\n{{#include ../../../code/x.rs:one}}\n```\n\n\
                    {{#include ../../../README.md}}\n\n{{#include ../../../code/deep/y.md}}\n";
        assert_snapshot!(book(page, None), @r#"
        code rust
          | fn one() {}
        paragraph
          "Read me"
        paragraph
          "Deep Notes Part {{#include code/deep/y.md}}"
        README.md code/deep/y.md code/x.rs notes.md
        Note: `code/x.rs` is brought in from the book or repository that the folder stands in
        Note: `README.md` is brought in from the book or repository that the folder stands in
        Note: `code/deep/y.md` is brought in from the book or repository that the folder stands in
        Note: `notes.md` is brought in from the book or repository that the folder stands in
        Warning: `code/deep/y.md` is brought into itself
        "#);
        let allowed = Some("links: {outside: repository}\n");
        assert_eq!(book(page, allowed), book(page, None));
    }

    #[test]
    fn what_is_hidden_kept_or_no_text_is_not_shown() {
        let page = |file: &str| format!("{{{{#include ../../../{file}}}}}\n");
        for (file, why) in [
            (".env", "what is hidden"),
            ("code/.hidden/z.txt", "what is hidden"),
            (".git/config", "what is hidden"),
            ("blob.bin", "no text"),
            ("draft.md", "it is a draft"),
            ("pack/deep/secret.md", "a pack of its own"),
            ("other/s.md", "a pack of its own"),
            ("site/content/page.md", "a page of a site"),
            ("Docs/Book/src/part.md", "other letters"),
            ("none.md", "no file of the repository"),
            ("../out.md", "leads beyond the book or repository"),
        ] {
            let read = book(&page(file), None);
            assert!(read.contains(why), "{file}: {read}");
            assert!(!read.contains("TOKEN") && !read.contains("\"Draft\""), "{file}: {read}");
        }
    }

    #[test]
    fn a_pack_takes_nothing_from_its_repository_unasked() {
        let read = book("{{#include ../../../README.md}}\n", Some("title: A\n"));
        assert_snapshot!(read, @r#"
        paragraph
          "{{#include ../../../README.md}}"

        Error: `../../../README.md` lies outside the folder, and `pack.yaml` takes nothing from the book or repository around that; it is not read
        "#);
    }
}
