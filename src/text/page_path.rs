//! What the path of a page may look like, in a folder and in links.

/// The endings of Markdown pages: those that MkDocs and Jekyll know, and MDX.
const MARKDOWN: [&str; 7] = ["md", "markdown", "mdown", "mdx", "mkd", "mkdn", "mkdown"];

/// The endings that pages have on a site.
const SITE: [&str; 2] = ["html", "htm"];

/// A page that stands for its folder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IndexKind {
    /// `index` or `_index`.
    Index,
    /// `README`, where there is no index.
    Readme,
}

impl IndexKind {
    /// Whether a page stands for its folder, by its name without its ending.
    pub fn of(name: &str) -> Option<Self> {
        match name.to_ascii_lowercase().as_str() {
            "index" | "_index" => Some(Self::Index),
            "readme" => Some(Self::Readme),
            _ => None,
        }
    }
}

/// The name and the ending of the last name in a path, where it has both.
fn split_ending(path: &str) -> Option<(&str, &str)> {
    let (stem, ending) = path.rsplit_once('.')?;
    (!ending.contains('/')).then_some((stem, ending))
}

fn is_among(endings: &[&str], ending: &str) -> bool {
    endings.iter().any(|known| ending.eq_ignore_ascii_case(known))
}

/// Whether a file is Markdown, by its ending.
pub fn is_markdown(path: &str) -> bool {
    split_ending(path).is_some_and(|(_, ending)| is_among(&MARKDOWN, ending))
}

/// A path without the ending a page has in a folder or on a site.
pub fn without_ending(path: &str) -> &str {
    match split_ending(path) {
        Some((stem, ending)) if is_among(&MARKDOWN, ending) || is_among(&SITE, ending) => stem,
        _ => path,
    }
}

/// The paths without ending that a page may have which a link names: the page itself, or the one
/// that stands for a folder.
pub fn candidates(path: &str) -> Vec<String> {
    let path = without_ending(path);
    let in_folder = |name: &str| {
        if path.is_empty() { name.to_owned() } else { format!("{path}/{name}") }
    };
    // Some tools make an index of what the folder calls README.
    let above = path.strip_suffix("index").filter(|above| above.is_empty() || above.ends_with('/'));
    let readme = above.map(|above| format!("{above}README"));
    let indices = ["index", "_index", "README", "readme"].map(in_folder);
    std::iter::once(path.to_owned()).chain(indices).chain(readme).collect()
}

/// Where a path leads from a folder.
#[derive(Debug, PartialEq, Eq)]
pub struct Walked {
    /// How many steps above the pack's folder it starts.
    pub climbed: usize,
    /// The names from there.
    pub names: Vec<String>,
}

/// Goes along a path from a folder.
pub fn walk(folder: &str, path: &str) -> Walked {
    let mut walked = Walked { climbed: 0, names: Vec::new() };
    for name in folder.split('/').chain(path.split(['/', '\\'])) {
        match name {
            "" | "." => {}
            ".." => {
                if walked.names.pop().is_none() {
                    walked.climbed += 1;
                }
            }
            name => walked.names.push(name.to_owned()),
        }
    }
    walked
}

/// A path as a link from a folder writes it.
pub fn relative(folder: &str, path: &str) -> String {
    let from: Vec<_> = folder.split('/').filter(|name| !name.is_empty()).collect();
    let to: Vec<_> = path.split('/').collect();
    let shared = from.iter().zip(&to).take_while(|(from, to)| from == to).count();
    let shared = shared.min(to.len() - 1);
    "../".repeat(from.len() - shared) + &to[shared..].join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn endings_of_folders_and_sites_are_taken_off() {
        let cases = [
            ("a/b.md", "a/b"),
            ("a/b.MDX", "a/b"),
            ("a.mkdown", "a"),
            ("a/b.html", "a/b"),
            ("a.b/c", "a.b/c"),
            ("a.txt", "a.txt"),
            ("v1.md/x", "v1.md/x"),
        ];
        for (path, bare) in cases {
            assert_eq!(without_ending(path), bare);
        }
        assert!(is_markdown("a.Markdown") && !is_markdown("a.html") && !is_markdown("md"));
    }

    #[test]
    fn a_link_means_a_page_or_the_one_of_its_folder() {
        assert_eq!(
            candidates("a/index.html"),
            [
                "a/index",
                "a/index/index",
                "a/index/_index",
                "a/index/README",
                "a/index/readme",
                "a/README"
            ]
        );
        assert_eq!(candidates(""), ["", "index", "_index", "README", "readme"]);
    }

    #[test]
    fn paths_climb_out_of_the_pack() {
        let walked = walk("a/b", "../../../c/./d");
        assert_eq!(walked, Walked { climbed: 1, names: vec!["c".to_owned(), "d".to_owned()] });
    }
}
