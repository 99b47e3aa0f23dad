//! The regions of East Asia, which write the same characters in shapes of their own.

/// A region with its own shapes of the characters that Unicode has unified.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Region {
    /// Mainland China and Singapore: simplified Chinese.
    China,
    /// Taiwan: traditional Chinese.
    Taiwan,
    /// Hong Kong and Macao: traditional Chinese.
    HongKong,
    /// Japan.
    Japan,
    /// Korea.
    Korea,
}

impl Region {
    /// The region whose shapes a language (a BCP 47 tag) is written in, if it is one of these.
    pub fn of(lang: &str) -> Option<Self> {
        let mut parts = lang.split(['-', '_']);
        let language = parts.next()?;
        let is = |name: &str| language.eq_ignore_ascii_case(name);
        let has = |wanted: [&str; 2]| {
            let mut parts = parts.clone();
            parts.any(|part| wanted.iter().any(|wanted| part.eq_ignore_ascii_case(wanted)))
        };
        if is("ja") {
            Some(Self::Japan)
        } else if is("ko") {
            Some(Self::Korea)
        } else if is("yue") || is("zh") && has(["HK", "MO"]) {
            Some(Self::HongKong)
        } else if is("zh") && has(["TW", "Hant"]) {
            Some(Self::Taiwan)
        } else {
            is("zh").then_some(Self::China)
        }
    }

    const ALL: [Self; 5] = [Self::China, Self::Taiwan, Self::HongKong, Self::Japan, Self::Korea];

    /// Whether a family is drawn for any of the regions.
    pub(super) fn is_of_any(family: &str) -> bool {
        Self::ALL.into_iter().any(|region| region.suits(family))
    }

    /// Whether full-width quotation marks, dashes and dots stand in its texts. Korean has those of
    /// Latin.
    pub fn has_wide_marks(self) -> bool {
        self != Self::Korea
    }

    /// Whether a family is drawn for the region, by the ending that foundries give its name.
    pub fn suits(self, family: &str) -> bool {
        let endings: &[&str] = match self {
            Self::China => &["SC", "CN"],
            Self::Taiwan => &["TC", "TW"],
            Self::HongKong => &["HK"],
            Self::Japan => &["JP", "J"],
            Self::Korea => &["KR", "K"],
        };
        family.rsplit(' ').next().is_some_and(|ending| endings.contains(&ending))
    }
}

#[cfg(test)]
mod tests {
    use super::Region::{China, HongKong, Japan, Korea, Taiwan};
    use super::*;

    #[test]
    fn a_language_tells_the_region() {
        let regions = ["zh", "zh-Hant", "zh-Hant-HK", "ja-JP", "KO", "en"].map(Region::of);
        let expected = [China, Taiwan, HongKong, Japan, Korea].map(Some);
        assert_eq!(regions[..5], expected);
        assert_eq!(regions[5], None);
    }

    #[test]
    fn a_familys_name_tells_the_region() {
        assert!(Region::China.suits("Noto Serif CJK SC"));
        assert!(!Region::China.suits("Noto Serif CJK JP") && !Region::Japan.suits("Blocks"));
    }
}
