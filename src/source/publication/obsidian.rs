//! Obsidian: templates are no notes.

use super::{Force, Matches, PathRule};
use crate::diag::{Code, Diagnostic};
use crate::files::{Files, PackPath};
use crate::source::left_out::Reason;

/// Where the plugins for templates write down their folder, and under which name.
///
/// <https://help.obsidian.md/plugins/templates>, <https://silentvoid13.github.io/Templater/settings.html>
const SETTINGS: [(&str, &str); 2] = [
    (".obsidian/templates.json", "folder"),
    (".obsidian/plugins/templater-obsidian/data.json", "templates_folder"),
];

/// The folders of templates of a vault. Settings that cannot be read are handed to `say`.
pub(in crate::source) fn templates(
    files: &dyn Files,
    say: &mut dyn FnMut(Diagnostic),
) -> Vec<PathRule> {
    let mut folder = |(path, key): (&str, &str)| {
        let settings = files.read(&PackPath::new(path).ok()?).ok()?;
        let Ok(settings) = serde_json::from_slice::<serde_json::Value>(&settings) else {
            let message =
                format!("`{path}` is no JSON, so that the folder of templates is not known");
            let help = "mend it, or remove it";
            say(Diagnostic::error(Code::InvalidConfig, message).help(help));
            return None;
        };
        let folder = PackPath::new(settings.get(key)?.as_str()?).ok()?;
        Some(PathRule {
            matches: Matches::Folder(folder.as_str().to_owned()),
            force: Force::Held,
            reason: Reason::Tool("it lies in the vault's folder of templates".to_owned()),
        })
    };
    SETTINGS.into_iter().filter_map(&mut folder).collect()
}

/// Why a page is a template, in whatever vault: it lies in a folder of that name, and holds what the
/// plugins fill in where a note is made of it.
pub(in crate::source) fn is_template(path: &PackPath, text: &str) -> bool {
    let in_folder = || {
        path.folder()
            .split('/')
            .any(|folder| folder.trim_matches('_').eq_ignore_ascii_case("templates"))
    };
    let open = ["{{title", "{{date", "{{time", "{{ title", "{{ date", "{{ time", "<% tp.", "<%* "];
    in_folder() && open.iter().any(|open| text.contains(open))
}
