//! Obsidian: templates are no notes.

use super::{Force, Matches, PathRule};
use crate::files::{Files, PackPath};
use crate::source::left_out::Reason;

/// Where the plugins for templates write down their folder, and under which name.
///
/// <https://help.obsidian.md/plugins/templates>, <https://silentvoid13.github.io/Templater/settings.html>
const SETTINGS: [(&str, &str); 2] = [
    (".obsidian/templates.json", "folder"),
    (".obsidian/plugins/templater-obsidian/data.json", "templates_folder"),
];

/// The folders of templates of a vault.
pub(in crate::source) fn templates(files: &dyn Files) -> Vec<PathRule> {
    let folder = |(path, key): (&str, &str)| {
        let settings = files.read(&PackPath::new(path).ok()?).ok()?;
        let settings: serde_json::Value = serde_json::from_slice(&settings).ok()?;
        let folder = PackPath::new(settings.get(key)?.as_str()?).ok()?;
        Some(PathRule {
            matches: Matches::Folder(folder.as_str().to_owned()),
            force: Force::Held,
            reason: Reason::Tool("it lies in the vault's folder of templates".to_owned()),
        })
    };
    SETTINGS.into_iter().filter_map(folder).collect()
}
