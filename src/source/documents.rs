//! Documents that other tools read, beside the pages: nobody sees that they are in no output.

use std::collections::BTreeSet;

use super::RawPage;
use crate::diag::{Code, Diagnostic, Sink};
use crate::files::PackPath;
use crate::span::Sources;
use crate::text::mentions::Mentions;

/// What is a page by all but its ending.
const MARKDOWN: &str = "Markdown";

/// The endings of documents, and what they are written in.
const KINDS: [(&str, &[&str]); 13] = [
    ("a document of a word processor", &["doc", "docx", "odt", "rtf"]),
    ("a notebook of Jupyter", &["ipynb"]),
    ("AsciiDoc", &["adoc", "asciidoc"]),
    ("HTML", &["htm", "html", "xhtml"]),
    ("LaTeX", &["latex", "tex"]),
    (MARKDOWN, &["markdn", "mdtext", "mdtxt", "mdwn"]),
    ("MediaWiki", &["mediawiki"]),
    ("Org", &["org"]),
    ("plain text", &["txt"]),
    ("Quarto or R Markdown", &["qmd", "rmd"]),
    ("reStructuredText", &["rst"]),
    ("Textile", &["textile"]),
    ("Typst", &["typ"]),
];

/// Texts that are made for programs or lawyers, by how their names start.
const FOR_OTHERS: [&str; 15] = [
    "404",
    "ads",
    "authors",
    "changes",
    "cmakelists",
    "codeowners",
    "constraints",
    "copying",
    "humans",
    "licen",
    "llms",
    "notice",
    "requirements",
    "robots",
    "security",
];

/// Notes how many documents of each kind lie in the folders of the pages and are not read. One whose
/// name stands in a page is brought in by it, or told where it is meant.
pub(super) fn note(folder: &[PackPath], pages: &[RawPage], sources: &Sources, sink: &mut Sink) {
    let found: Vec<_> = beside(folder, pages).collect();
    let unnamed = unnamed(&found, sources);
    for (kind, _) in KINDS {
        let mut paths = unnamed.iter().filter(|(own, _)| *own == kind).map(|(_, path)| path);
        let Some(first) = paths.next() else { continue };
        let message = match paths.count() {
            0 => format!("`{first}` is {kind}, and is not read"),
            more => {
                let what = kind.strip_prefix("a ").unwrap_or(kind);
                format!("`{first}` and {more} more are not read: {what}")
            }
        };
        let help = match kind {
            MARKDOWN => "let its name end in `.md`",
            _ => "turn it into Markdown (`pandoc -t gfm` does), or `attach` it in pack.yaml",
        };
        sink.push(Diagnostic::note(Code::UnplacedPage, message).help(help));
    }
}

/// The documents that are reported where they lie: in the folders of pages, each with its kind.
pub(crate) fn beside<'f>(
    folder: &'f [PackPath],
    pages: &[RawPage],
) -> impl Iterator<Item = (&'static str, &'f PackPath)> {
    let folders: BTreeSet<&str> = pages.iter().map(|page| page.path.folder()).collect();
    let among = move |path: &&PackPath| folders.contains(path.folder());
    folder.iter().filter(among).filter_map(|path| Some((kind_of(path)?, path)))
}

fn kind_of(path: &PackPath) -> Option<&'static str> {
    let ending = path.extension()?.to_ascii_lowercase();
    let name = path.stem().to_ascii_lowercase();
    let is_for_others = FOR_OTHERS.iter().any(|start| name.starts_with(start));
    let kind = KINDS.iter().find(|(_, endings)| endings.contains(&&*ending));
    kind.map(|(kind, _)| *kind).filter(|_| !is_for_others && !name.starts_with(['.', '_']))
}

/// Those of which no text of the pack holds the name.
fn unnamed<'a>(
    found: &[(&'static str, &'a PackPath)],
    sources: &Sources,
) -> Vec<(&'static str, &'a PackPath)> {
    let mut mentions = Mentions::of(found.iter().map(|(_, path)| path.file_name()));
    sources.iter().for_each(|(_, file)| mentions.look(file.text.as_bytes()));
    let found = found.iter().zip(mentions.into_found());
    found.filter(|(_, named)| !named).map(|(found, _)| *found).collect()
}

#[cfg(test)]
mod tests {
    use crate::files::MemoryFiles;
    use crate::source::{Selection, read};
    use crate::span::Sources;

    #[test]
    fn documents_of_other_tools_are_reported_once_a_kind() {
        let files = MemoryFiles::new()
            .with("tea/index.md", "# Tea\n\nSee [the list](list.txt).\n")
            .with("tea/list.txt", "")
            .with("tea/notes.txt", "")
            .with("tea/requirements-dev.txt", "")
            .with("tea/a.rst", "")
            .with("tea/b.RST", "")
            .with("tea/404.html", "")
            .with("tea/d.ipynb", "{}")
            .with("src/c.adoc", "");
        let wanted = Selection::Folder.into();
        let found = read(&files, &wanted, &mut Sources::default()).diagnostics;
        let said: Vec<_> = found.into_iter().map(|it| it.message).collect();
        assert!(
            said.contains(&"`tea/notes.txt` is plain text, and is not read".to_owned()),
            "{said:?}"
        );
        let both = "`tea/a.rst` and 1 more are not read: reStructuredText";
        assert!(said.contains(&both.to_owned()), "{said:?}");
        let notebook = "`tea/d.ipynb` is a notebook of Jupyter, and is not read";
        assert!(said.contains(&notebook.to_owned()), "{said:?}");
        assert_eq!(said.iter().filter(|it| it.contains("not read")).count(), 3, "{said:?}");
    }
}
