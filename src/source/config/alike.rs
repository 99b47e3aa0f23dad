//! Files that may be meant for the settings of a pack, and have another name.
//!
//! What they decide would be passed over without a word. A file of a name that can mean nothing else is
//! always told; one whose name only comes near, where no other settings are there and it holds keys of
//! theirs.

use unicode_normalization::UnicodeNormalization;

use super::{PackConfig, SETTINGS};
use crate::files::{FileError, Files, PackPath};
use crate::text::names::is_slip_of;

/// Names of other spellings that no listing holds, since they start with a dot.
const HIDDEN: [&str; 6] =
    [".pack.yaml", ".pack.yml", ".pack.json", ".recto.yaml", ".recto.yml", ".recto.toml"];

/// What the settings of tools are written in, with what may be meant for it. A page or a text is
/// named by its own ending where it holds settings by mistake.
const FORMS: [&str; 15] = [
    "yaml", "yml", "json", "toml", "jsonc", "json5", "yam", "ymal", "yaml2", "ini", "cfg", "conf",
    "xml", "txt", "md",
];

/// The keys that choose pages or mark them.
const DECIDING: [&str; 9] = [
    "certificates",
    "classification",
    "contents",
    "document-control",
    "drafts",
    "exclude",
    "include",
    "profiles",
    "watermark",
];

/// How much of a file is looked at.
const LARGEST: u64 = 1 << 20;

/// The files of a folder that are settings of a pack, or may be meant for them.
///
/// # Errors
/// When the folder cannot be listed.
pub fn settings_in(files: &dyn Files) -> Result<Vec<String>, FileError> {
    let names = files.names()?;
    let plain: Vec<String> = names.iter().filter(|name| is_plainly_meant(name)).cloned().collect();
    if plain.iter().any(|name| name == SETTINGS) {
        return Ok(plain);
    }
    let hidden = HIDDEN.into_iter().map(str::to_owned);
    let near = names.into_iter().filter(|name| !plain.contains(name)).chain(hidden);
    let near: Vec<String> = near.filter(|name| is_near(name, files)).collect();
    Ok(plain.into_iter().chain(near).collect())
}

/// Whether a file of this name can be meant for nothing else.
fn is_plainly_meant(name: &str) -> bool {
    // Windows hides a second ending, and adds one.
    let name = name.trim().to_ascii_lowercase();
    [SETTINGS, "pack.yml"].contains(&name.strip_suffix(".txt").unwrap_or(&name))
}

/// Whether a name comes near that of the settings, and its file holds keys of theirs.
fn is_near(name: &str, files: &dyn Files) -> bool {
    let folded: String = name.nfkd().flat_map(char::to_lowercase).filter(char::is_ascii).collect();
    let words: Vec<&str> = folded
        .split(|letter: char| !letter.is_ascii_alphanumeric())
        .filter(|it| !it.is_empty())
        .collect();
    let stem = |word: &str| word.trim_matches(|letter: char| letter.is_ascii_digit()).to_owned();
    let formed = words.iter().any(|word| FORMS.contains(word));
    let alone = matches!(words[..], ["pack" | "packyaml" | "packyml"]);
    let is_named = |exactly: bool| {
        words.iter().map(|word| stem(word)).any(|word| match &*word {
            "pack" | "packs" | "recto" | "packyaml" | "packyml" => true,
            word => !exactly && word.len() > 2 && is_slip_of(word, "pack"),
        })
    };
    if !(formed || alone) || !is_named(false) {
        return false;
    }
    let Ok(path) = PackPath::new(name) else { return false };
    if !files.size(&path).is_ok_and(|size| size <= LARGEST) {
        return false;
    }
    let Ok(bytes) = files.read(&path) else { return false };
    let exactly = is_named(true);
    let text = String::from_utf8_lossy(&bytes);
    // A page may show settings, and a schema describes them.
    let is_page =
        words.contains(&"md") && !text.lines().find(|it| !it.is_empty()).is_some_and(speaks);
    if is_page || words.contains(&"schema") {
        return false;
    }
    let keys = text.lines().flat_map(|line| line.split(['{', ',']).take(2)).filter_map(key_of);
    let is_key = |key: &str| {
        DECIDING.contains(&key) || (exactly && !words.contains(&"md") && PackConfig::has(key))
    };
    keys.into_iter().any(is_key)
}

/// Whether a line is a key of settings.
fn speaks(line: &str) -> bool {
    key_of(line).is_some_and(PackConfig::has)
}

/// The key that a line of YAML, TOML or JSON starts with.
fn key_of(line: &str) -> Option<&str> {
    let quoted = line.trim_start().strip_prefix('"').map(|rest| rest.split_once('"'));
    let (key, rest) = match quoted {
        Some(parts) => parts?,
        None => line.split_at(line.find([':', '=', ' '])?),
    };
    rest.trim_start().starts_with([':', '=']).then_some(key)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::MemoryFiles;

    fn found(name: &str, text: &str) -> Vec<String> {
        settings_in(&MemoryFiles::new().with(name, text)).unwrap()
    }

    #[test]
    fn a_name_that_comes_near_is_settings_where_it_holds_their_keys() {
        for name in [
            "packs.yaml",
            ".pack.yaml",
            "recto.toml",
            "pack.yaml.bak",
            "pack.yaml~",
            "PACK.YML",
            "pack .yaml",
            "_pack.yaml",
            "pack (1).yaml",
            "Copy of pack.yaml",
            "pak.yaml",
            "p\u{e1}ck.yaml",
            "pack",
            "pack.yaml.md",
        ] {
            assert_eq!(found(name, "exclude: [a.md]\n"), [name]);
        }
        assert_eq!(found("pack.json", "{\n  \"exclude\": []\n}"), ["pack.json"]);
        assert_eq!(found("pack.json", "{\"lang\": \"en\"}"), ["pack.json"]);
        assert_eq!(found("pack.toml", "exclude = ['a.md']\n"), ["pack.toml"]);
    }

    #[test]
    fn other_files_are_none() {
        for (name, text) in [
            ("package.json", "{\n  \"version\": \"1\"\n}"),
            ("package.yaml", "exclude: [a]\n"),
            ("back.yaml", "title: Back\n"),
            ("pack.md", "title: words\n"),
            ("pack.md", "# pack.yaml\n\n```yaml\ntitle: X\nexclude: [a]\n```\n"),
            ("pack.schema.json", "{\n  \"exclude\": []\n}"),
            ("pack.json", "{\"pack_format\": 1}"),
            ("recto.yaml", ""),
            ("config.yaml", "exclude: [a]\n"),
        ] {
            assert_eq!(found(name, text), [""; 0], "{name}");
        }
        let files =
            MemoryFiles::new().with("pack.yaml", "").with("pack.yaml.bak", "exclude: [a]\n");
        assert_eq!(settings_in(&files).unwrap(), ["pack.yaml"]);
    }
}
