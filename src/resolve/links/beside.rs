//! Links to what is no page of the pack: files beside its pages, folders, pages that are left out.

use super::{Links, Local, Written};
use crate::diag::{Code, Diagnostic, Severity, Sink};
use crate::files::PackPath;
use crate::source::{Dialect, Reason, is_markdown};
use crate::text::composed;
use crate::text::page_path::{candidates, relative, walk, without_ending};
use crate::tree::Target;

/// The endings of pictures.
const PICTURES: [&str; 8] = ["avif", "bmp", "gif", "jpeg", "jpg", "png", "svg", "webp"];

/// What lies beside the pages.
enum Beside {
    /// A page that is not in the pack.
    Page(PackPath),
    /// A folder without a page that stands for it, and the first page in it.
    Folder(Option<PackPath>),
    /// Any other file, of the folder or of the repository around it.
    File,
}

impl Links<'_> {
    /// What lies outside the pack: below `links.base` where there is one. What a link to a file leads
    /// to on the web is in no output; its words stay.
    pub(super) fn outside(
        &self,
        link: Written<'_>,
        local: &Local<'_>,
        sink: &mut Sink,
    ) -> Option<Target> {
        let written = link.target;
        if let Some(target) = self.home(local) {
            return Some(target);
        }
        if let Some((path, reason)) = self.held_back(link.page, local) {
            sink.push(self.left_out(link, path, reason));
            return None;
        }
        if let Some(url) = self.base.and_then(|base| self.below(base, link.page, local)) {
            return Some(Target::External { url });
        }
        // The picture that the link is put on is what it shows larger, wherever that lies.
        if link.pictured && is_picture(&local.path) {
            return None;
        }
        let beside = self.beside(link.page, local);
        if beside.is_none()
            && let Some(target) = self.by_tail(link, local, sink)
        {
            return Some(target);
        }
        let (severity, code, message, help) = match beside {
            Some(Beside::File) => (
                Severity::Note,
                Code::FileLink,
                "a link leads to a file beside the pages, and its words stay without it".to_owned(),
                "`attach` the file in pack.yaml to carry it along, or set `links.base` to link to \
                 where it is on the web"
                    .to_owned(),
            ),
            Some(Beside::Page(path)) => {
                let reason = self.left_out.get(&path).unwrap_or(&Reason::NotIncluded);
                sink.push(self.left_out(link, &path, reason));
                return None;
            }
            Some(Beside::Folder(first)) => (
                Severity::Warning,
                Code::BrokenLink,
                format!("`{written}` is a folder without a page of its own"),
                match first {
                    Some(first) => format!("link to one of its pages, such as `{first}`"),
                    None => "add a page `index.md` to it, or link to a page".to_owned(),
                },
            ),
            None => (
                Severity::Warning,
                Code::BrokenLink,
                format!("`{written}` leads to no page of the pack"),
                self.instead(link.page, &local.path),
            ),
        };
        let found = Diagnostic { severity, ..Diagnostic::warning(code, message) };
        sink.push(found.at(link.span).help(help));
        None
    }

    /// Where the address of a site's start leads, of which the pages are a part: to the first of them.
    fn home(&self, local: &Local<'_>) -> Option<Target> {
        let is_start = local.absolute && walk("", &local.path).names.is_empty();
        let is_site = !matches!(self.dialect, Dialect::Plain | Dialect::Wiki);
        let opens = is_start && is_site && self.base.is_none() && !self.keys.is_empty();
        opens.then(|| Target::place(self.page_anchor(0).clone()))
    }

    /// The page that alone ends as an address of the whole site does, of which this folder may be a
    /// part under another name.
    fn by_tail(&self, link: Written<'_>, local: &Local<'_>, sink: &mut Sink) -> Option<Target> {
        let page = self.addresses.by_tail(&local.path).filter(|_| local.absolute)?;
        let message = format!("`{}` is taken for `{}`", link.target, self.keys[page]);
        let help = "no other page ends so; write its path to be sure";
        sink.push(Diagnostic::note(Code::BrokenLink, message).at(link.span).help(help));
        Some(self.place(link, page, local.fragment.as_deref(), sink))
    }

    /// How a link from a page to another, or to a place in it, is written for the folder's tool: with
    /// the ending of the page's file, unless the tool links to what it makes of the file.
    pub(super) fn as_written(&self, from: usize, to: usize, place: Option<&str>) -> String {
        let key = &self.keys[to];
        let (file, section) = key.split_once('#').map_or((&**key, None), |(f, s)| (f, Some(s)));
        let mut written = relative(self.folder_of(from), file);
        if !matches!(self.dialect, Dialect::Hugo | Dialect::Jekyll | Dialect::Wiki) {
            let file = match self.at(file) {
                Some(Beside::Page(path)) => Some(path),
                _ => None,
            };
            let ending = file.as_ref().and_then(|file| file.as_str().rsplit_once('.'));
            written.push('.');
            written.push_str(ending.map_or("md", |(_, ending)| ending));
        }
        match place.or(section) {
            Some(place) => format!("{written}#{place}"),
            None => written,
        }
    }

    /// What is advised where a link leads to nothing at all.
    fn instead(&self, page: usize, path: &str) -> String {
        match self.nearest_page(page, path) {
            Some(near) => format!("did you mean `{near}`?"),
            None if path.starts_with("www.") => format!("write `https://{path}`"),
            None => {
                "correct the path, or set `links.base` in pack.yaml to link to what lies outside"
                    .to_owned()
            }
        }
    }

    /// What is said of a link to a page that is not in the pack: what keeps it out, and what to do.
    fn left_out(&self, link: Written<'_>, path: &PackPath, reason: &Reason) -> Diagnostic {
        let written = link.target;
        let (cause, help) = match reason {
            Reason::Translation(_) => {
                let same = without_ending(path.as_str());
                let same = same.rsplit_once('.').and_then(|(key, _)| self.by_key.get(key));
                let instead = same.map(|&page| self.as_written(link.page, page, None));
                let help = match instead {
                    Some(instead) => {
                        format!("write `{instead}`, the page in the language of all others")
                    }
                    None => "link to the page in the language of all others".to_owned(),
                };
                (format!("which is not in this language: {reason}"), help)
            }
            Reason::InNoMenu(cause) => (
                format!("which no menu of the site names, and is left out: {cause}"),
                "remove the link, or what keeps the page out of the menu".to_owned(),
            ),
            Reason::NotListed(_) => (
                format!("which is left out: {reason}"),
                "name it there, or set `links.base` in pack.yaml to link to it on the web"
                    .to_owned(),
            ),
            Reason::Excluded => (
                format!("which is left out: {reason}"),
                "remove the link, or set `links.base` in pack.yaml to link to it on the web"
                    .to_owned(),
            ),
            reason if reason.keeps_address() => (
                format!("which is held back: {reason}"),
                "remove the link until the page is published: its address would give it away"
                    .to_owned(),
            ),
            _ => (
                format!("which is left out: {reason}"),
                "take the page in, or set `links.base` in pack.yaml to link to it".to_owned(),
            ),
        };
        let message = format!("`{written}` leads to `{path}`, {cause}");
        Diagnostic::warning(Code::BrokenLink, message).at(link.span).help(help)
    }

    /// The page that a path means and nobody is to have yet.
    fn held_back(&self, page: usize, local: &Local<'_>) -> Option<(&PackPath, &Reason)> {
        if self.held_back.is_empty() {
            return None;
        }
        let readings = self.readings(page, local).into_iter();
        let mut keys = readings.flat_map(|reading| candidates(&composed(&reading).to_lowercase()));
        keys.find_map(|key| self.held_back.get(&key.to_lowercase()).copied())
    }

    /// What a path leads to in the pack's folder.
    fn beside(&self, page: usize, local: &Local<'_>) -> Option<Beside> {
        let from = |folder: &str| {
            let walked = walk(folder, &local.path);
            (walked.climbed == 0).then(|| walked.names.join("/"))
        };
        let roots = self.roots.iter().filter(|_| local.absolute).map(String::as_str);
        let own = Some(self.folder_of(page)).filter(|_| !local.absolute);
        // A site that shows a page as a folder makes its authors climb one step more.
        let below = Some(self.keys[page].as_str()).filter(|_| local.path.starts_with(".."));
        let folders = own.into_iter().chain(below).chain(roots).chain([""]);
        let found = folders.filter_map(from).find_map(|path| self.at(&path));
        found.or_else(|| self.is_in_repository(page, local).then_some(Beside::File))
    }

    /// Whether a path is that of a page which is not in the pack.
    pub(super) fn is_left_out(&self, page: usize, local: &Local<'_>) -> bool {
        matches!(self.beside(page, local), Some(Beside::Page(_)))
    }

    /// Whether a path out of the folder leads to a file of the repository around it that is no page.
    fn is_in_repository(&self, page: usize, local: &Local<'_>) -> bool {
        let path = || {
            let way = self.files.way_in_repository().filter(|_| !local.absolute)?;
            let walked = walk(&format!("{way}/{}", self.folder_of(page)), &local.path);
            let path = PackPath::new(&walked.names.join("/")).ok()?;
            (walked.climbed == 0 && !is_markdown(&path)).then_some(path)
        };
        path().is_some_and(|path| self.files.size_in_repository(&path).is_ok())
    }

    /// What lies at a path: a file, a page by its name without the ending, or a folder.
    fn at(&self, path: &str) -> Option<Beside> {
        let listing = self.listing.get_or_init(|| self.files.list().unwrap_or_default());
        let starting = |start: String| {
            let at = listing.partition_point(|file| file.as_str() < start.as_str());
            listing[at..].iter().take_while(move |file| file.as_str().starts_with(&start))
        };
        let whole = starting(path.to_owned()).next().filter(|file| file.as_str() == path);
        if let Some(file) = whole {
            let page = is_markdown(file);
            return Some(if page { Beside::Page(file.clone()) } else { Beside::File });
        }
        let named = starting(format!("{path}.")).find(|file| is_markdown(file));
        if let Some(page) = named.filter(|_| !path.is_empty()) {
            return Some(Beside::Page(page.clone()));
        }
        let mut inside = starting(format!("{path}/")).peekable();
        inside.peek()?;
        Some(Beside::Folder(inside.find(|file| self.is_taken(file)).cloned()))
    }

    /// Whether a file is a page of the pack.
    fn is_taken(&self, file: &PackPath) -> bool {
        is_markdown(file) && self.by_key.contains_key(&composed(without_ending(file.as_str())))
    }
}

fn is_picture(path: &str) -> bool {
    let ending = path.rsplit_once('.').map(|(_, ending)| ending);
    ending.is_some_and(|ending| PICTURES.iter().any(|known| ending.eq_ignore_ascii_case(known)))
}
