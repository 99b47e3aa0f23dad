//! The days that names of pages hold.

use crate::files::PackPath;
use crate::source::date;
use crate::text::day::Day;

/// The day in the name of a page, or of the folder that is a page. Month and day have two digits.
pub(super) fn day_of_page(path: &PackPath) -> Option<Day> {
    let is_bundle = ["index", "_index"].contains(&path.stem());
    let name = if is_bundle { path.folder().rsplit('/').next()? } else { path.stem() };
    let (day, _) = date::before_name(name)?;
    name.starts_with(&day.to_string()).then_some(day)
}

/// The day in the name of a post.
pub(super) fn day_of_post(path: &PackPath) -> Option<Day> {
    let (day, name) = date::before_name(path.stem())?;
    (!name.is_empty()).then_some(day)
}

/// Whether a file lies in a folder of posts and is none by its name.
pub(super) fn is_undated_post(path: &PackPath) -> bool {
    path.folder().split('/').any(|folder| folder == "_posts") && day_of_post(path).is_none()
}
