//! What the book's metadata says about its accessibility (EPUB Accessibility 1.1, 2), found out
//! from what the book holds.

use super::parts::{Document, UNDESCRIBED};
use crate::markup::dom::Element;
use crate::resolve::{AssetStore, Format};
use crate::theme::Label;
use crate::tree::AssetId;

/// What was found in the book.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each one is a fact of its own")]
pub(super) struct Findings {
    /// It shows pictures that say something.
    pub(super) pictures: bool,
    /// A picture has no text in its place, or could not be shown.
    pub(super) undescribed: bool,
    /// It has formulas as markup.
    pub(super) formulas: bool,
    /// It plays videos.
    pub(super) videos: bool,
    /// It plays sounds, alone or with videos.
    pub(super) sounds: bool,
    /// It has pictures that may move.
    pub(super) animated: bool,
    /// It tells where the printed edition's pages start.
    pub(super) printed_pages: bool,
}

impl Findings {
    /// Looks through the book.
    pub(super) fn of(
        documents: &[Document],
        used: &[AssetId],
        assets: &AssetStore,
        printed_pages: bool,
    ) -> Self {
        let animated = used.iter().any(|id| assets.get(*id).format == Format::Gif);
        let mut findings = Self { animated, printed_pages, ..Self::default() };
        for node in documents.iter().flat_map(|document| &document.body) {
            node.visit(&mut |element| findings.see(element));
        }
        findings
    }

    fn see(&mut self, element: &Element) {
        match &*element.name {
            "img" => {
                let undescribed = has_class(element, UNDESCRIBED);
                self.undescribed |= undescribed;
                self.pictures |= undescribed || element.get("alt").is_some_and(|it| !it.is_empty());
            }
            "svg" => self.pictures |= element.get("aria-hidden").is_none(),
            "math" => self.formulas = true,
            "video" => (self.videos, self.sounds) = (true, true),
            "audio" => self.sounds = true,
            _ => self.undescribed |= has_class(element, "missing-image"),
        }
    }

    /// `schema:accessMode`.
    pub(super) fn modes(self) -> Vec<&'static str> {
        let mut modes = vec!["textual"];
        if self.pictures || self.videos {
            modes.push("visual");
        }
        if self.sounds {
            modes.push("auditory");
        }
        modes
    }

    /// `schema:accessModeSufficient`: sets of modes that are each enough to take everything in.
    pub(super) fn sufficient(self) -> Vec<String> {
        let all = self.modes().join(",");
        let text_is_enough = !self.undescribed && !self.videos && !self.sounds;
        if text_is_enough && all != "textual" { vec![all, "textual".to_owned()] } else { vec![all] }
    }

    /// `schema:accessibilityFeature`.
    pub(super) fn features(self) -> Vec<&'static str> {
        let mut features = vec![
            "structuralNavigation",
            "tableOfContents",
            "readingOrder",
            "displayTransformability",
        ];
        let conditional = [
            (self.pictures && !self.undescribed, "alternativeText"),
            (self.formulas, "MathML"),
            (self.printed_pages, "pageBreakMarkers"),
            (self.printed_pages, "pageNavigation"),
        ];
        features.extend(conditional.iter().filter(|(has, _)| *has).map(|(_, feature)| feature));
        features
    }

    /// `schema:accessibilityHazard`. Each of the three kinds by itself: `none` beside them would
    /// be redundant, and without them some vendors' checks take a kind for unknown. Where something
    /// moves, `unknown` alone: Ace, which stores run, has the vocabulary's
    /// `unknownMotionSimulationHazard` misspelt in its list and refuses the right spelling.
    pub(super) fn hazards(self) -> &'static [&'static str] {
        if self.videos || self.animated {
            &["unknown"]
        } else if self.sounds {
            &["noFlashingHazard", "noMotionSimulationHazard", "unknownSoundHazard"]
        } else {
            &["noFlashingHazard", "noMotionSimulationHazard", "noSoundHazard"]
        }
    }

    /// Whether nothing was found that keeps the book from WCAG 2.1 AA.
    pub(super) fn may_conform(self) -> bool {
        !self.undescribed && !self.videos && !self.sounds
    }

    /// What `schema:accessibilitySummary` says, sentence by sentence.
    pub(super) fn summary(self) -> Vec<Label> {
        let sentences = [
            (true, Label::AccessText),
            (true, Label::AccessDisplay),
            (self.pictures && !self.undescribed, Label::AccessDescribed),
            (self.undescribed, Label::AccessUndescribed),
            (self.formulas, Label::AccessFormulas),
            (self.printed_pages, Label::AccessPages),
            (self.videos, Label::AccessVideos),
            (self.sounds && !self.videos, Label::AccessSounds),
            (self.animated, Label::AccessAnimated),
        ];
        sentences.into_iter().filter(|(applies, _)| *applies).map(|(_, label)| label).collect()
    }
}

fn has_class(element: &Element, class: &str) -> bool {
    element.get("class").is_some_and(|classes| classes.split(' ').any(|own| own == class))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(elements: &[Element]) -> Findings {
        let mut findings = Findings::default();
        for element in elements {
            findings.see(element);
        }
        findings
    }

    #[test]
    fn text_is_enough_where_every_picture_is_described() {
        let described = Element::new("img").attr("alt", "A key");
        let ornament = Element::new("img").attr("alt", "");
        let findings = seen(&[described.clone(), ornament.clone()]);
        assert_eq!(findings.sufficient(), ["textual,visual", "textual"]);
        assert!(findings.features().contains(&"alternativeText") && findings.may_conform());

        let undescribed = ornament.clone().class(UNDESCRIBED);
        let findings = seen(&[described, undescribed]);
        assert_eq!(findings.sufficient(), ["textual,visual"]);
        assert!(!findings.features().contains(&"alternativeText") && !findings.may_conform());

        assert_eq!(seen(&[ornament]).modes(), ["textual"]);
    }

    #[test]
    fn what_moves_is_of_unknown_hazard() {
        let findings = seen(&[Element::new("video")]);
        assert_eq!(findings.hazards(), ["unknown"]);
        assert!(!findings.may_conform());
        assert_eq!(seen(&[Element::new("audio")]).hazards()[2], "unknownSoundHazard");
        assert_eq!(seen(&[]).hazards()[2], "noSoundHazard");
    }
}
