//! What a path on the command line stands for.

use std::collections::BTreeMap;
use std::io;
use std::path::{Component, MAIN_SEPARATOR, Path, PathBuf};
use std::sync::Arc;

use recto::backend::Backend;
use recto::files::{DiskFiles, Files, PackPath, Programs, epoch_of_environment, reason};
use recto::source::{self, Reason, Selection, Unread, VariableFile, Wanted};
use recto::text::day::Day;
use recto::{Request, WantedTheme};

use super::Input;
use super::programs::{Reach, SystemPrograms};
use super::today::today;

/// The folder that is exported, and what of it.
#[derive(Debug)]
pub(crate) struct InputFolder {
    /// The folder.
    pub(crate) files: DiskFiles,
    /// The whole of it or one page.
    selection: Selection,
    /// The folder as the user would write it.
    folder: PathBuf,
    /// The pack or site that the folder is a part of, and the way from there to the folder.
    above: Option<(PathBuf, PathBuf)>,
    /// The site of a tool that the folder is a part of, whether or not it is a pack of its own.
    site: Option<PathBuf>,
    /// Why the day is not known that the environment names.
    undated: Option<Unread>,
}

impl InputFolder {
    /// The place a path stands for: a folder, the folder of a `pack.yaml`, or a page of the pack
    /// that it lies in.
    pub(crate) fn of(path: &Path) -> Result<Self, String> {
        let cannot = |why: &dyn std::fmt::Display| format!("{}: {why}", path.display());
        let beside = path.parent().unwrap_or(Path::new(""));
        let (folder, page) = if path.is_dir() {
            (path.to_owned(), None)
        } else if !path.is_file() {
            return Err(cannot(
                &"there is no such file or folder: give a folder of Markdown pages, or a page in one",
            ));
        } else if path.file_name().is_some_and(|name| name == source::SETTINGS) {
            (beside.to_owned(), None)
        } else {
            let (folder, below) = pack_above(&upwards(beside), beside);
            (folder, path.file_name().map(|name| below.join(name)))
        };
        let selection = match page {
            None => Selection::Folder,
            Some(page) => Selection::Page(
                page.to_str()
                    .and_then(|page| PackPath::new(&page.replace(MAIN_SEPARATOR, "/")).ok())
                    .ok_or_else(|| cannot(&"the file's name is not valid Unicode"))?,
            ),
        };
        if let Selection::Page(page) = &selection
            && !source::is_markdown(page)
        {
            return Err(cannot(&format!("this is {}, not a page: give {EXPECTED}", kind_of(page))));
        }
        let files = DiskFiles::undated(or_here(&folder));
        let files = files.map_err(|error| cannot(&reason(&error)))?;
        let (epoch, undated) = match epoch_of_environment() {
            Ok(epoch) => (epoch, None),
            Err(error) => (None, Some(undated(&error))),
        };
        let files = files.dated(epoch);
        let around = upwards(&folder);
        let above = Some(pack_above(&around, &folder)).filter(|_| selection == Selection::Folder);
        let above = above.filter(|(_, below)| !below.as_os_str().is_empty());
        let site = around.into_iter().skip(1).find(|it| source::is_site(&it.names));
        Ok(Self { files, selection, folder, above, site: site.map(|site| site.path), undated })
    }

    /// What is asked for, as the library reads it. What of it cannot be read is for the library to
    /// tell, as all decisions that cannot be honoured; the error is one of use.
    pub(crate) fn request(
        &self,
        input: &Input,
        formats: Vec<Arc<dyn Backend>>,
    ) -> Result<Request, String> {
        if input.profiles.len() > 1 {
            return Err("one profile at a time, except for `build`, `check` and `list`".to_owned());
        }
        let mut unread: Vec<Unread> = self.undated.iter().cloned().collect();
        let files = input.variable_files.iter().map(|path| variable_file(path));
        let files = files.filter_map(|file| file.map_err(|fault| unread.push(fault)).ok());
        let variable_files = files.collect();
        let dated = || self.files.source_date_epoch().map(Day::from_unix);
        let on = input.on.or_else(dated).or_else(today);
        let kept_above = self.kept_above(on).map_err(|fault| unread.push(fault));
        let wanted = Wanted {
            selection: self.selection.clone(),
            profile: input.profiles.first().cloned(),
            variable_files,
            variables: input.variables.clone(),
            on,
            kept_above: kept_above.unwrap_or_default(),
            unread,
            ..Wanted::default()
        };
        let wanted = self.with_site_above(wanted);
        let theme = input.theme.as_deref().map(wanted_theme);
        Ok(Request { wanted, theme, formats, ..Request::default() })
    }

    /// What the pack or site that the folder is a part of keeps back of it.
    pub(crate) fn kept_above(&self, on: Option<Day>) -> Result<BTreeMap<PackPath, Reason>, Unread> {
        let Some((above, below)) = &self.above else { return Ok(BTreeMap::new()) };
        let cannot = |fault: Unread| {
            let shown = or_here(above).display();
            let message = format!(
                "what `{shown}` says about this folder, which is a part of it, cannot be honoured: {}",
                fault.message
            );
            let place = fault.place.map(|(path, text, range)| {
                (above.join(path).to_string_lossy().into_owned(), text, range)
            });
            Unread { message, place, ..fault }
        };
        let unlisted = |error| {
            let help = "let this user read that folder".to_owned();
            cannot(Unread { message: reason(&error), help, place: None })
        };
        let files = DiskFiles::undated(or_here(above)).map_err(unlisted)?;
        let below = below.to_str().map(|below| below.replace(MAIN_SEPARATOR, "/"));
        let below = below.and_then(|below| PackPath::new(&below).ok());
        let Some(below) = below else { return Ok(BTreeMap::new()) };
        source::kept_below(&files, &below, on).map_err(cannot)
    }

    /// What is asked for, with what the site says that the folder is a part of.
    pub(crate) fn with_site_above(&self, wanted: Wanted) -> Wanted {
        let files = self.site.as_ref().and_then(|site| DiskFiles::undated(or_here(site)).ok());
        let said = files.map(|files| source::comments_and_title(&files)).unwrap_or_default();
        let (comments_above, title_above) = said;
        Wanted { comments_above, title_above, ..wanted }
    }

    /// What is asked for under each profile that is named, or under every one of the pack.
    pub(crate) fn requests(
        &self,
        input: &Input,
        all_profiles: bool,
        formats: Vec<Arc<dyn Backend>>,
    ) -> Result<Vec<Request>, String> {
        // Settings that cannot be read are reported when the pack is.
        let all = if all_profiles { source::profiles(&self.files) } else { None };
        let none = all.as_ref().is_some_and(Vec::is_empty);
        let several = if all_profiles { all.unwrap_or_default() } else { input.profiles.clone() };
        let input = Input { profiles: Vec::new(), ..input.clone() };
        let mut request = self.request(&input, formats)?;
        request.wanted.unread.extend(none.then(without_profiles));
        if several.is_empty() {
            return Ok(vec![request]);
        }
        let with = |profile| {
            let wanted = Wanted { profile: Some(profile), ..request.wanted.clone() };
            Request { wanted, ..request.clone() }
        };
        Ok(several.into_iter().map(with).collect())
    }

    /// The page that the path names; none where it is a folder.
    pub(crate) fn page(&self) -> Option<&PackPath> {
        match &self.selection {
            Selection::Page(page) => Some(page),
            Selection::Folder => None,
        }
    }

    /// The programs of this system, run in the folder, where they may.
    pub(crate) fn programs(&self, reach: Option<Reach>) -> Option<Arc<dyn Programs>> {
        reach.map(|reach| Arc::new(SystemPrograms::new(&self.folder, reach)) as _)
    }

    /// Where a file of the folder lies.
    pub(crate) fn path_of(&self, file: &str) -> PathBuf {
        self.folder.join(file)
    }

    /// What to put before a path in the folder to open it from here: empty or ending in `/`.
    pub(crate) fn prefix(&self) -> String {
        let folder = self.folder.to_string_lossy();
        match folder.trim_end_matches(['/', '\\']) {
            "" if folder.is_empty() => String::new(),
            "." => String::new(),
            trimmed => format!("{trimmed}/"),
        }
    }
}

/// The folder of the pack that a folder lies in, and the way back down: the nearest one upwards that
/// holds a `pack.yaml`, since what that says of its pages counts wherever they lie; else the nearest
/// one that is the site of a tool, for the same reason. It is looked for as far as the repository
/// goes. Without one the folder is a pack itself.
fn pack_above(ancestors: &[Ancestor], folder: &Path) -> (PathBuf, PathBuf) {
    let pack = ancestors.iter().find(|it| it.is_pack);
    let nearest = pack.or_else(|| ancestors.iter().find(|it| source::is_site(&it.names)));
    nearest.map_or_else(
        || (folder.to_owned(), PathBuf::new()),
        |it| (it.path.clone(), it.below.clone()),
    )
}

/// A folder, or one that it lies in.
struct Ancestor {
    /// Its path as the user would write it.
    path: PathBuf,
    /// The way from there to the folder.
    below: PathBuf,
    /// The names in it.
    names: Vec<String>,
    /// Whether settings of a pack are among them. A link to nowhere, or another name, is to be
    /// refused and not passed by.
    is_pack: bool,
}

/// A folder and those above it, as far as the repository goes.
fn upwards(folder: &Path) -> Vec<Ancestor> {
    let Ok(whole) = or_here(folder).canonicalize() else { return Vec::new() };
    let mut path = folder.to_owned();
    let mut found = Vec::new();
    for ancestor in whole.ancestors() {
        let below = whole.strip_prefix(ancestor).unwrap_or(Path::new("")).to_owned();
        let files = DiskFiles::undated(ancestor).ok();
        let settings = files.as_ref().and_then(|files| source::settings_in(files).ok());
        let is_pack = settings.is_some_and(|settings| !settings.is_empty());
        let mut names = files.and_then(|files| files.names().ok()).unwrap_or_default();
        // What is hidden is in no listing.
        let hidden = source::HIDDEN_SETTINGS.iter().filter(|name| ancestor.join(name).exists());
        names.extend(hidden.map(|name| (*name).to_owned()));
        found.push(Ancestor { path: path.clone(), below, names, is_pack });
        if ancestor.join(".git").exists() {
            break;
        }
        match path.components().next_back() {
            Some(Component::Normal(_)) => _ = path.pop(),
            _ => path.push(".."),
        }
    }
    found
}

/// A file of variables.
fn variable_file(path: &Path) -> Result<VariableFile, Unread> {
    let shown = path.display();
    let unread = |why: String| Unread {
        message: format!("`--vars {shown}` cannot be honoured: {why}"),
        help: "give a YAML file in UTF-8, with one `name: value` a line".to_owned(),
        place: None,
    };
    let text = std::fs::read_to_string(path).map_err(|error| unread(reason(&error)))?;
    Ok(VariableFile { path: path.to_string_lossy().into_owned(), text })
}

/// What is told of a `SOURCE_DATE_EPOCH` that names no day.
fn undated(error: &io::Error) -> Unread {
    Unread {
        message: format!(
            "the day that the environment names cannot be honoured: {}",
            reason(error)
        ),
        help: "give seconds, as `date +%s` does, or unset it and say `--on 2027-03-01`".to_owned(),
        place: None,
    }
}

/// What is told where all profiles are wanted and there is none.
fn without_profiles() -> Unread {
    Unread {
        message: "`--all-profiles` cannot be honoured: there are no profiles in pack.yaml"
            .to_owned(),
        help: "write them there under `profiles:`, or leave `--all-profiles` out".to_owned(),
        place: None,
    }
}

/// The folder, which is the current one where nothing is written.
fn or_here(folder: &Path) -> &Path {
    if folder.as_os_str().is_empty() { Path::new(".") } else { folder }
}

/// What a path on the command line may be.
const EXPECTED: &str = "a folder of Markdown pages, its pack.yaml, or a page that ends in .md";

/// What a file that is no page seems to be, by its ending.
fn kind_of(path: &PackPath) -> &'static str {
    match path.extension().unwrap_or_default().to_ascii_lowercase().as_str() {
        "png" | "jpg" | "jpeg" | "gif" | "webp" | "svg" | "bmp" | "tif" | "tiff" | "heic" => {
            "a picture"
        }
        "doc" | "docx" | "odt" | "rtf" | "pages" => "a document of a word processor",
        "xls" | "xlsx" | "ods" | "csv" => "a table of numbers",
        "ppt" | "pptx" | "odp" | "key" => "a presentation",
        "pdf" => "a PDF",
        "epub" => "a finished book",
        "htm" | "html" => "an HTML file",
        "zip" | "gz" | "tar" | "tgz" | "7z" | "rar" => "an archive, which has to be unpacked first",
        "yaml" | "yml" | "json" | "toml" => "a file of settings",
        "txt" | "rst" | "adoc" | "org" => "text in another form than Markdown",
        _ => "a file of another kind",
    }
}

/// The theme a user asks for: a folder from here where there is one, else a name.
pub(super) fn wanted_theme(wanted: &str) -> WantedTheme {
    let folder = Path::new(wanted);
    let files =
        DiskFiles::undated(folder).ok().filter(|_| folder.join(recto::theme::FILE).is_file());
    match files {
        Some(files) => WantedTheme::Folder { path: wanted.to_owned(), files: Arc::new(files) },
        None => WantedTheme::Named(wanted.to_owned()),
    }
}
