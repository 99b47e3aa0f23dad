//! Paths below the folder that is exported.

use std::fmt;

/// Folders in which a version control keeps its own, at the root of a repository.
pub(super) const VERSION_CONTROL: [&str; 4] = [".git", ".hg", ".jj", ".svn"];

/// A path below the pack: relative, `/` between names, no `.` or `..`, never empty names.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PackPath(String);

/// A path led out of the pack, or was absolute.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OutsidePack;

impl PackPath {
    /// The path `relative` as seen from the pack's folder.
    ///
    /// # Errors
    /// When it is absolute or climbs above the pack.
    pub fn new(relative: &str) -> Result<Self, OutsidePack> {
        resolve(Vec::new(), relative)
    }

    /// The path `relative` as seen from the folder this file is in.
    ///
    /// # Errors
    /// When it is absolute or climbs above the pack.
    pub fn sibling(&self, relative: &str) -> Result<Self, OutsidePack> {
        resolve(self.folder().split('/').filter(|name| !name.is_empty()).collect(), relative)
    }

    /// The folder this file is in; empty for the pack itself.
    pub fn folder(&self) -> &str {
        self.0.rsplit_once('/').map_or("", |(folder, _)| folder)
    }

    /// The folders that it lies in, the nearest first, without that of the pack itself.
    pub fn folders(&self) -> impl Iterator<Item = &str> {
        let nearest = Some(self.folder()).filter(|folder| !folder.is_empty());
        std::iter::successors(nearest, |folder| folder.rsplit_once('/').map(|(above, _)| above))
    }

    /// The last name.
    pub fn file_name(&self) -> &str {
        self.0.rsplit_once('/').map_or(&self.0, |(_, name)| name)
    }

    /// Whether it is that of a file which nobody means to show: one that is hidden by its name, as `.env`,
    /// or one of a version control's own.
    pub fn is_hidden(&self) -> bool {
        let is_version_control =
            |name: &str| VERSION_CONTROL.iter().any(|own| own.eq_ignore_ascii_case(name));
        self.file_name().starts_with('.') || self.0.split('/').any(is_version_control)
    }

    /// The last name without its ending.
    pub fn stem(&self) -> &str {
        let name = self.file_name();
        name.rsplit_once('.').map_or(name, |(stem, _)| stem)
    }

    /// The ending of the last name, without the dot.
    pub fn extension(&self) -> Option<&str> {
        self.file_name().rsplit_once('.').map(|(_, extension)| extension)
    }

    /// The whole path.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

fn resolve<'a>(mut names: Vec<&'a str>, relative: &'a str) -> Result<PackPath, OutsidePack> {
    let drive = matches!(relative.as_bytes(), [letter, b':', ..] if letter.is_ascii_alphabetic());
    if relative.starts_with(['/', '\\']) || drive {
        return Err(OutsidePack);
    }
    for name in relative.split(['/', '\\']) {
        match name {
            "" | "." => {}
            ".." => drop(names.pop().ok_or(OutsidePack)?),
            name => names.push(name),
        }
    }
    Ok(PackPath(names.join("/")))
}

impl fmt::Display for PackPath {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_stay_below_the_pack() {
        let page = PackPath::new("guide/./security.md").unwrap();
        assert_eq!(page.as_str(), "guide/security.md");
        assert_eq!(page.sibling("attachments/a.png").unwrap().as_str(), "guide/attachments/a.png");
        assert_eq!(page.sibling("../a.png").unwrap().as_str(), "a.png");
        for outside in ["../../a.png", "/etc/passwd", "C:\\a.png", "\\\\host\\a.png"] {
            assert_eq!(page.sibling(outside), Err(OutsidePack), "{outside}");
        }
    }
}
