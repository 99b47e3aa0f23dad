//! Days of the calendar: told apart, counted between, and written as people write them.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A day of the Gregorian calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day {
    /// Days since 1970-01-01.
    number: i64,
}

impl Day {
    /// Reads the day of `YYYY-MM-DD`, behind which a time may follow as ISO 8601 or RFC 3339 has it.
    /// `None` for what is no day, such as the 30th of February.
    pub fn parse(text: &str) -> Option<Self> {
        let day = text.split(['T', ' ']).next().unwrap_or_default();
        let mut parts = day.splitn(3, '-');
        let mut number = |width: usize| {
            let part = parts.next()?;
            let digits = part.len() == width && part.bytes().all(|byte| byte.is_ascii_digit());
            digits.then(|| part.parse::<i64>().ok()).flatten()
        };
        let date = (number(4)?, number(2)?, number(2)?);
        let day = Self { number: number_of(date.0, date.1, date.2) };
        (day.parts() == date).then_some(day)
    }

    /// The day, in UTC, of a moment that lies so many seconds after the start of 1970.
    pub fn from_unix(seconds: i64) -> Self {
        Self { number: seconds.div_euclid(86_400) }
    }

    /// How many days `later` lies behind this day; negative where it lies before.
    pub fn days_until(self, later: Self) -> i64 {
        later.number - self.number
    }

    /// Year, month and day.
    pub fn parts(self) -> (i64, i64, i64) {
        date_of(self.number)
    }

    /// The day as it is written in a language (a BCP 47 tag); as ISO 8601 has it in a language that
    /// Recto has no words for.
    pub fn words(self, lang: &str) -> String {
        let (year, month, day) = self.parts();
        let primary = super::language::primary(lang);
        let months = MONTHS.iter().find(|(own, _)| *own == primary).map(|(_, months)| months);
        let Some(name) = months.and_then(|names| names.get(usize::try_from(month - 1).ok()?))
        else {
            return self.to_string();
        };
        match &*primary {
            "en" if lang.to_ascii_lowercase().ends_with("-us") => format!("{name} {day}, {year}"),
            "de" => format!("{day}. {name} {year}"),
            "fr" if day == 1 => format!("1er {name} {year}"),
            "it" if day == 1 => format!("1º {name} {year}"),
            "es" | "pt" => format!("{day} de {name} de {year}"),
            "ja" | "zh" => format!("{year}年{name}{day}日"),
            "ko" => format!("{year}년 {name} {day}일"),
            "he" => format!("{day} ב{name} {year}"),
            _ => format!("{day} {name} {year}"),
        }
    }
}

/// The day of a date, which may have a time, as it is printed in a language; what is no date stays
/// as it was written.
pub fn printed(date: &str, lang: &str) -> String {
    Day::parse(date).map_or_else(|| date.to_owned(), |day| day.words(lang))
}

impl std::fmt::Display for Day {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (year, month, day) = self.parts();
        write!(formatter, "{year:04}-{month:02}-{day:02}")
    }
}

impl Serialize for Day {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(text.trim()).ok_or_else(|| {
            D::Error::custom(format!("`{text}` is no date; write it as `2027-03-01`"))
        })
    }
}

impl JsonSchema for Day {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Day".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "format": "date" })
    }
}

/// The months by language.
const MONTHS: [(&str, [&str; 12]); 14] = [
    // In the case that stands behind a day (CLDR, `months/format/wide`).
    (
        "pl",
        [
            "stycznia",
            "lutego",
            "marca",
            "kwietnia",
            "maja",
            "czerwca",
            "lipca",
            "sierpnia",
            "września",
            "października",
            "listopada",
            "grudnia",
        ],
    ),
    (
        "sv",
        [
            "januari",
            "februari",
            "mars",
            "april",
            "maj",
            "juni",
            "juli",
            "augusti",
            "september",
            "oktober",
            "november",
            "december",
        ],
    ),
    ("ja", ["1月", "2月", "3月", "4月", "5月", "6月", "7月", "8月", "9月", "10月", "11月", "12月"]),
    ("zh", ["1月", "2月", "3月", "4月", "5月", "6月", "7月", "8月", "9月", "10月", "11月", "12月"]),
    ("ko", ["1월", "2월", "3월", "4월", "5월", "6월", "7월", "8월", "9월", "10월", "11월", "12월"]),
    (
        "ar",
        [
            "يناير",
            "فبراير",
            "مارس",
            "أبريل",
            "مايو",
            "يونيو",
            "يوليو",
            "أغسطس",
            "سبتمبر",
            "أكتوبر",
            "نوفمبر",
            "ديسمبر",
        ],
    ),
    (
        "he",
        [
            "ינואר",
            "פברואר",
            "מרץ",
            "אפריל",
            "מאי",
            "יוני",
            "יולי",
            "אוגוסט",
            "ספטמבר",
            "אוקטובר",
            "נובמבר",
            "דצמבר",
        ],
    ),
    (
        "en",
        [
            "January",
            "February",
            "March",
            "April",
            "May",
            "June",
            "July",
            "August",
            "September",
            "October",
            "November",
            "December",
        ],
    ),
    (
        "de",
        [
            "Januar",
            "Februar",
            "März",
            "April",
            "Mai",
            "Juni",
            "Juli",
            "August",
            "September",
            "Oktober",
            "November",
            "Dezember",
        ],
    ),
    (
        "fr",
        [
            "janvier",
            "février",
            "mars",
            "avril",
            "mai",
            "juin",
            "juillet",
            "août",
            "septembre",
            "octobre",
            "novembre",
            "décembre",
        ],
    ),
    (
        "nl",
        [
            "januari",
            "februari",
            "maart",
            "april",
            "mei",
            "juni",
            "juli",
            "augustus",
            "september",
            "oktober",
            "november",
            "december",
        ],
    ),
    (
        "es",
        [
            "enero",
            "febrero",
            "marzo",
            "abril",
            "mayo",
            "junio",
            "julio",
            "agosto",
            "septiembre",
            "octubre",
            "noviembre",
            "diciembre",
        ],
    ),
    (
        "it",
        [
            "gennaio",
            "febbraio",
            "marzo",
            "aprile",
            "maggio",
            "giugno",
            "luglio",
            "agosto",
            "settembre",
            "ottobre",
            "novembre",
            "dicembre",
        ],
    ),
    (
        "pt",
        [
            "janeiro",
            "fevereiro",
            "março",
            "abril",
            "maio",
            "junho",
            "julho",
            "agosto",
            "setembro",
            "outubro",
            "novembro",
            "dezembro",
        ],
    ),
];

/// Days from 1970-01-01 to a day. Years are counted from March, so that the leap day is a year's
/// last.
pub(crate) fn number_of(year: i64, month: i64, day: i64) -> i64 {
    let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    let leap_days = year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
    year * 365 + leap_days + (153 * month + 2) / 5 + day - 1 - 719_468
}

/// Year, month and day: the inverse of [`number_of`].
pub(crate) fn date_of(number: i64) -> (i64, i64, i64) {
    let days = number + 719_468;
    let (era, day) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let year = (day - day / 1_460 + day / 36_524 - day / 146_096) / 365;
    let day = day - (365 * year + year / 4 - year / 100);
    let month = (5 * day + 2) / 153;
    let day = day - (153 * month + 2) / 5 + 1;
    let year = era * 400 + year;
    if month < 10 { (year, month + 3, day) } else { (year + 1, month - 9, day) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_dates_are_inverse() {
        for number in (-719_000..2_900_000).step_by(97) {
            let (year, month, day) = date_of(number);
            assert_eq!(number_of(year, month, day), number);
        }
    }

    #[test]
    fn what_is_no_day_is_none() {
        let parsed = |text: &str| Day::parse(text).map(|day| day.to_string());
        assert_eq!(parsed("2028-02-29T10:00:00Z").as_deref(), Some("2028-02-29"));
        for text in ["", "2027", "2027-02-29", "2027-13-01", "2027-3-1", "2027-03-01x", "soon"] {
            assert_eq!(parsed(text), None, "{text}");
        }
    }

    #[test]
    fn days_are_counted() {
        let day = |text| Day::parse(text).unwrap();
        assert_eq!(day("2027-02-28").days_until(day("2028-03-01")), 367);
        assert_eq!(day("2027-03-01").days_until(day("2027-02-28")), -1);
        assert_eq!(Day::from_unix(-1).to_string(), "1969-12-31");
    }

    #[test]
    fn days_are_written_as_the_language_has_them() {
        let first = Day::parse("2027-03-01").unwrap();
        let words = [
            "en", "en-US", "de-AT", "fr", "nl", "es", "it", "pt-BR", "ja", "zh", "ko", "pl", "sv",
            "ar", "he", "fi",
        ];
        let words = words.map(|lang| first.words(lang));
        assert_eq!(
            words,
            [
                "1 March 2027",
                "March 1, 2027",
                "1. März 2027",
                "1er mars 2027",
                "1 maart 2027",
                "1 de marzo de 2027",
                "1º marzo 2027",
                "1 de março de 2027",
                "2027年3月1日",
                "2027年3月1日",
                "2027년 3월 1일",
                "1 marca 2027",
                "1 mars 2027",
                "1 مارس 2027",
                "1 במרץ 2027",
                "2027-03-01",
            ]
        );
    }

    #[test]
    fn a_date_is_printed_in_words_and_what_is_none_as_it_stands() {
        assert_eq!(printed("2027-02-15", "en-GB"), "15 February 2027");
        assert_eq!(printed("2027-02-15T10:00:00Z", "de"), "15. Februar 2027");
        assert_eq!(printed("2027-02-15 10:00:00", "en-US"), "February 15, 2027");
        assert_eq!(printed("spring 2027", "en"), "spring 2027");
    }
}
