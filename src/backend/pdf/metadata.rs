//! What the document says of itself.

use krilla::metadata::{DateTime, Metadata, PageLayout, TextDirection};

use crate::backend::Options;
use crate::tree::PackMeta;

const PRODUCER: &str = concat!("Recto ", env!("CARGO_PKG_VERSION"));

/// The metadata of a pack, which krilla writes both as XMP and as document information.
pub(super) fn metadata(meta: &PackMeta, options: &Options) -> Metadata {
    let mut metadata = Metadata::new()
        .title(title(meta))
        .description(meta.description.clone().or_else(|| meta.subtitle.clone()).unwrap_or_default())
        .authors(meta.authors.clone())
        .keywords(meta.keywords.clone())
        .language(meta.lang.clone())
        .creator(PRODUCER.to_owned())
        .producer(PRODUCER.to_owned())
        .document_id(document_id(meta))
        .text_direction(direction(&meta.lang))
        .page_layout(PageLayout::OneColumn);
    let dated = options.date.and_then(from_seconds);
    if let Some(date) = dated.or_else(|| meta.date.as_deref().and_then(from_iso)) {
        metadata = metadata.creation_date(date);
    }
    metadata
}

/// The title for a window's title bar.
fn title(meta: &PackMeta) -> String {
    meta.seo_title.clone().unwrap_or_else(|| meta.title.clone())
}

/// Stays the same from version to version of a document, as its XMP definition asks.
fn document_id(meta: &PackMeta) -> String {
    meta.identifier.clone().unwrap_or_else(|| format!("{}\n{}", meta.slug, meta.title))
}

fn direction(lang: &str) -> TextDirection {
    let primary = lang.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase();
    if matches!(&*primary, "ar" | "dv" | "fa" | "he" | "ku" | "ps" | "sd" | "ug" | "ur" | "yi") {
        TextDirection::RightToLeft
    } else {
        TextDirection::LeftToRight
    }
}

/// `YYYY-MM-DD`, with an optional time as ISO 8601 has it; a time without zone is UTC.
fn from_iso(text: &str) -> Option<DateTime> {
    let (date, time) = text.split_once(['T', ' ']).unwrap_or((text, ""));
    let mut parts = date.splitn(3, '-');
    let mut date = DateTime::new(parts.next()?.parse().ok()?)
        .month(parts.next().map_or(Some(1), |month| month.parse().ok())?)
        .day(parts.next().map_or(Some(1), |day| day.parse().ok())?)
        .utc_offset_hour(0);
    let zone_at = time.find(['Z', '+', '-']).unwrap_or(time.len());
    let (time, zone) = time.split_at(zone_at);
    let mut parts = time.splitn(3, ':').map(|part| part.split('.').next().unwrap_or_default());
    let mut next = || parts.next().and_then(|part| part.parse().ok()).unwrap_or(0);
    date = date.hour(next()).minute(next()).second(next());
    if let Some((hours, minutes)) = zone.split_once(':') {
        date = date.utc_offset_hour(hours.parse().ok()?).utc_offset_minute(minutes.parse().ok()?);
    }
    Some(date)
}

/// A UTC date from seconds since 1970; none before that.
///
/// Counts in eras of 400 years from a March 1st, as H. Hinnant's "chrono-compatible low-level date
/// algorithms" does, so that leap days come last.
fn from_seconds(seconds: i64) -> Option<DateTime> {
    let seconds = u64::try_from(seconds).ok()?;
    let (days, second) = (seconds / 86_400 + 719_468, seconds % 86_400);
    let (era, day) = (days / 146_097, days % 146_097);
    let year = (day - day / 1_460 + day / 36_524 - day / 146_096) / 365;
    let day = day - (365 * year + year / 4 - year / 100);
    let month = (5 * day + 2) / 153;
    let day = day - (153 * month + 2) / 5 + 1;
    let (month, carry) = if month < 10 { (month + 3, 0) } else { (month - 9, 1) };
    let year = u16::try_from(year + era * 400 + carry).ok().filter(|year| *year <= 9999)?;
    Some(
        DateTime::new(year)
            .month(month as u8)
            .day(day as u8)
            .hour((second / 3600) as u8)
            .minute((second / 60 % 60) as u8)
            .second((second % 60) as u8)
            .utc_offset_hour(0),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn utc(year: u16, month: u8, day: u8, hour: u8, minute: u8, second: u8) -> DateTime {
        let date = DateTime::new(year).month(month).day(day).utc_offset_hour(0);
        date.hour(hour).minute(minute).second(second)
    }

    #[test]
    fn seconds_become_dates() {
        assert_eq!(from_seconds(0), Some(utc(1970, 1, 1, 0, 0, 0)));
        assert_eq!(from_seconds(951_782_399), Some(utc(2000, 2, 28, 23, 59, 59)));
        assert_eq!(from_seconds(951_782_400), Some(utc(2000, 2, 29, 0, 0, 0)));
        assert_eq!(from_seconds(1_735_689_599), Some(utc(2024, 12, 31, 23, 59, 59)));
        assert_eq!(from_seconds(4_107_542_400), Some(utc(2100, 3, 1, 0, 0, 0)));
        assert_eq!(from_seconds(-1), None);
        assert_eq!(from_seconds(i64::MAX), None);
    }

    #[test]
    fn written_dates_are_read() {
        assert_eq!(from_iso("2026-03-09"), Some(utc(2026, 3, 9, 0, 0, 0)));
        assert_eq!(from_iso("2026-03-09T14:05:06Z"), Some(utc(2026, 3, 9, 14, 5, 6)));
        let zoned = utc(2026, 3, 9, 14, 5, 0).utc_offset_hour(-3).utc_offset_minute(30);
        assert_eq!(from_iso("2026-03-09 14:05-03:30"), Some(zoned));
        assert_eq!(from_iso("soon"), None);
    }
}
