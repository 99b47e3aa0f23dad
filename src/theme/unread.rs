//! Files in a theme's folder that nothing reads: a name was misspelt, or stands in the wrong folder.

use indexmap::IndexMap;

use super::shipped::SHIPPED;
use crate::diag::{Code, Diagnostic};
use crate::files::PackPath;

/// What only a theme, or a font folder, has use for. Any other file of the folder may be a page's.
const ENDINGS: [&str; 14] = [
    "css", "hbs", "htm", "html", "js", "less", "otf", "sass", "scss", "ttf", "woff", "woff2",
    "yaml", "yml",
];

/// A style sheet that a theme may bring and Recto's own has not.
const EXTRA: &str = "html/extra.css";

/// Whether a file is for themes alone, by its name in the theme's folder. In a theme whose folder is
/// the pack itself only the folders of templates are the theme's.
pub(super) fn may_be_meant(name: &str, in_template_folder: bool, is_pack: bool) -> bool {
    let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
    let of_theme = ending.is_some_and(|ending| ENDINGS.contains(&&*ending));
    of_theme && name != super::FILE && (in_template_folder || !is_pack)
}

/// Whether one of the templates, by their names in a theme, makes anything of another one.
pub(super) fn is_used(name: &str, templates: &IndexMap<String, String>) -> bool {
    let known = || SHIPPED[0].templates.iter().any(|(own, _)| *own == name);
    if name.starts_with("shortcodes/") || name == EXTRA || known() {
        return true;
    }
    let Some((folder, partial)) = name.strip_suffix(".hbs").and_then(|name| name.split_once('/'))
    else {
        return false;
    };
    let asks = |text: &str| {
        text.match_indices("{{").any(|(at, _)| {
            let call = text[at + 2..].trim_start_matches(['~', '#']);
            let name =
                call.strip_prefix('>').map(|call| call.trim_start().trim_matches(['"', '\'']));
            // A name in brackets is known only once it is filled in.
            name.is_some_and(|name| name.starts_with(partial) || name.starts_with('('))
        })
    };
    let beside = |(other, _): &(&String, &String)| other.split('/').next() == Some(folder);
    templates.iter().filter(beside).any(|(_, text)| asks(text))
}

/// What is told of files that nothing reads.
pub(super) fn told(files: &[PackPath]) -> Option<Diagnostic> {
    let first = files.first()?;
    let message = match files.len() {
        1 => format!("nothing reads the file `{first}` of the theme"),
        all => format!("nothing reads {all} files of the theme, such as `{first}`"),
    };
    let help = "docs/themes.md lists the files that a theme may have; fonts belong into the pack's \
                `fonts/` folder";
    Some(Diagnostic::warning(Code::Template, message).help(help))
}
