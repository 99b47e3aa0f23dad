//! Words of the interface, by language: what outputs say that no author wrote.

use std::collections::BTreeMap;

use super::{Theme, words};

macro_rules! labels {
    ($($(#[doc = $doc:literal])+ $key:ident = $name:literal;)+) => {
        /// A word or phrase of the interface.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Label {
            $($(#[doc = $doc])+ $key,)+
        }

        impl Label {
            /// Every label, in declaration order.
            pub const ALL: &'static [Label] = &[$(Label::$key),+];

            /// The name that themes give it by.
            pub fn as_str(self) -> &'static str {
                match self {
                    $(Label::$key => $name,)+
                }
            }
        }
    };
}

labels! {
    /// The title of the table of contents.
    Contents = "contents";
    /// The title of the list of figures.
    ListOfFigures = "list-of-figures";
    /// The title of the list of tables.
    ListOfTables = "list-of-tables";
    /// The title of the list of listings.
    ListOfListings = "list-of-listings";
    /// The title of the list of the printed edition's pages.
    ListOfPages = "list-of-pages";
    /// The title of the list of a book's main places.
    Landmarks = "landmarks";
    /// Before a figure's number.
    Figure = "figure";
    /// Before a table's number; also the name of a table without caption.
    Table = "table";
    /// Before a listing's number.
    Listing = "listing";
    /// Before the number of a section in a reference.
    Section = "section";
    /// Before the numbers of several figures in a reference.
    Figures = "figures";
    /// Before the numbers of several tables in a reference.
    Tables = "tables";
    /// Before the numbers of several listings in a reference.
    Listings = "listings";
    /// Before the numbers of several sections in a reference.
    Sections = "sections";
    /// Between the last two of several things.
    And = "and";
    /// The start of a caption: the name of what it belongs to, as "Figure 3", stands for `{name}`.
    CaptionStart = "caption-start";
    /// The name of a formula on a line of its own.
    Formula = "formula";
    /// The name of a block of code.
    Code = "code";
    /// Before a page's number.
    Page = "page";
    /// Before a page's number, short: in a reference to a page.
    PageShort = "page-short";
    /// A reference to a numbered section: its number and that of its page stand for the names.
    SectionOnPage = "section-on-page";
    /// Before a part's number.
    Part = "part";
    /// Before a chapter's number.
    Chapter = "chapter";
    /// Before an appendix's letter.
    Appendix = "appendix";
    /// The cover, in navigation.
    Cover = "cover";
    /// The title page, in navigation.
    TitlePage = "title-page";
    /// Where the text starts, in navigation.
    StartOfText = "start-of-text";
    /// Before the version.
    Version = "version";
    /// Before the date.
    Date = "date";
    /// Before the status.
    Status = "status";
    /// Before the classification.
    Classification = "classification";
    /// Before the publisher.
    Publisher = "publisher";
    /// Before the authors.
    Authors = "authors";
    /// A callout's own title.
    Note = "note";
    /// A callout's own title.
    Tip = "tip";
    /// A callout's own title.
    Important = "important";
    /// A callout's own title.
    Warning = "warning";
    /// A callout's own title.
    Caution = "caution";
    /// The title of the footnotes.
    Footnotes = "footnotes";
    /// Before a footnote's number.
    Footnote = "footnote";
    /// The title of the addresses of links, on paper.
    Addresses = "addresses";
    /// The way from a footnote back to its mark.
    BackToText = "back-to-text";
    /// A task that is done.
    Done = "done";
    /// A task that is not done.
    NotDone = "not-done";
    /// In place of a picture that could not be used, before its name.
    MissingImage = "missing-image";
    /// A video, before its name.
    Video = "video";
    /// A sound, before its name.
    Audio = "audio";
    /// The first link of a page, past the navigation.
    SkipToContent = "skip-to-content";
    /// The way to the page before.
    Previous = "previous";
    /// The way to the page behind.
    Next = "next";
    /// The name of the links between pages.
    PageNavigation = "page-navigation";
    /// The way to a section's own address, before its title.
    LinkToSection = "link-to-section";
    /// Shows a picture large, before its description.
    Enlarge = "enlarge";
    /// Shows a picture that was opened from nearer.
    ZoomIn = "zoom-in";
    /// Shows a picture that was opened as a whole again.
    ZoomOut = "zoom-out";
    /// Closes what was opened.
    Close = "close";
    /// Copies a block of code.
    Copy = "copy";
    /// A block of code was copied.
    Copied = "copied";
    /// Opens the search over the text, and names its field.
    Search = "search";
    /// How many places a search found, which stands for `{count}`.
    SearchResults = "search-results";
    /// Nothing in the text has the words that were looked for.
    NoMatch = "no-match";
    /// The title of the list of files that a document carries along.
    AttachedFiles = "attached-files";
    /// Before the list of those files.
    AttachedFilesLead = "attached-files-lead";
    /// The name of a file, as a title of a column.
    File = "file";
    /// What a file is, as a title of a column.
    Description = "description";
    /// The kind of a file, as a title of a column.
    Type = "type";
    /// The size of a file, as a title of a column.
    Size = "size";
    /// What a file is to the document, as a title of a column.
    Relation = "relation";
    /// A file that the document, or a part of it, was made from.
    Source = "source";
    /// A file with the data behind a table or chart.
    Data = "data";
    /// A file that says the same in another form.
    Alternative = "alternative";
    /// A file that says more than the document.
    Supplement = "supplement";
    /// On the fold with the words of a page that is shown as a picture.
    TextVersion = "text-version";
    /// Before the name of the file that a picture was made from.
    Original = "original";
    /// The choice of colours.
    Appearance = "appearance";
    /// Colours as the system has them.
    Automatic = "automatic";
    /// Colours by day.
    Light = "light";
    /// Colours by night.
    Dark = "dark";
    /// The title of the page that says who answers for the document.
    DocumentControl = "document-control";
    /// Before the number a document is filed under.
    Reference = "reference";
    /// Before whoever answers for the document.
    Owner = "owner";
    /// Before the day by which the document is looked through again.
    NextReview = "next-review";
    /// The title of the list of versions.
    VersionHistory = "version-history";
    /// Whoever wrote a version.
    Author = "author";
    /// What changed in a version.
    Changes = "changes";
    /// The title of the list of reviewers and approvers.
    Approval = "approval";
    /// The part that somebody has in a document.
    PartTaken = "part-taken";
    /// Somebody read the document before it was approved.
    Reviewed = "reviewed";
    /// Somebody approved the document.
    Approved = "approved";
    /// Somebody's name.
    Name = "name";
    /// Where somebody signs.
    Signature = "signature";
    /// The title of the list of those who get the document.
    Distribution = "distribution";
    /// Somebody who gets the document.
    Recipient = "recipient";
    /// Why somebody gets the document.
    ReasonOfIssue = "reason-of-issue";
    /// The part that generated pages stand in, behind all others.
    Appendices = "appendices";
    /// The title of the list of certificates.
    CertificateRegister = "certificate-register";
    /// A document by which a third party confirms something.
    Certificate = "certificate";
    /// What a certificate certifies.
    Standard = "standard";
    /// What a certificate covers.
    Scope = "scope";
    /// From when to when a certificate is valid.
    Validity = "validity";
    /// Before the first day of a certificate.
    ValidFrom = "valid-from";
    /// Before the last day of a certificate.
    ValidUntil = "valid-until";
    /// Where a certificate is shown and spoken of.
    InThisDocument = "in-this-document";
    /// Before the place where something is shown.
    Shown = "shown";
    /// Before the pages that speak of something.
    Named = "named";
    /// The title of the table that says where controls are met.
    EvidenceMatrix = "evidence-matrix";
    /// A requirement of a standard.
    Control = "control";
    /// Where a control is met.
    Evidence = "evidence";
    /// A control that does not apply.
    NotApplicable = "not-applicable";
    /// A control that no page covers; also before such controls.
    NotCovered = "not-covered";
    /// No control is left uncovered.
    AllCovered = "all-covered";
    /// What a book says of its accessibility: its text.
    AccessText = "access-text";
    /// The same, of its looks.
    AccessDisplay = "access-display";
    /// The same, where every picture has words.
    AccessDescribed = "access-described";
    /// The same, where a picture has none.
    AccessUndescribed = "access-undescribed";
    /// The same, of formulas.
    AccessFormulas = "access-formulas";
    /// The same, of page numbers.
    AccessPages = "access-pages";
    /// The same, of videos.
    AccessVideos = "access-videos";
    /// The same, of sounds.
    AccessSounds = "access-sounds";
    /// The same, of pictures that move.
    AccessAnimated = "access-animated";
}

impl From<crate::tree::CalloutKind> for Label {
    fn from(kind: crate::tree::CalloutKind) -> Self {
        use crate::tree::CalloutKind;
        match kind {
            CalloutKind::Note => Self::Note,
            CalloutKind::Tip => Self::Tip,
            CalloutKind::Important => Self::Important,
            CalloutKind::Warning => Self::Warning,
            CalloutKind::Caution => Self::Caution,
        }
    }
}

impl Theme {
    /// The words for `label` in a language (a BCP 47 tag): the theme's own for the whole tag,
    /// else for its first part, else Recto's, else English.
    pub fn label(&self, lang: &str, label: Label) -> &str {
        let primary = lang.split('-').next().unwrap_or_default();
        let own = |lang: &str| {
            let (_, words) =
                self.tokens.labels.iter().find(|(own, _)| own.eq_ignore_ascii_case(lang))?;
            words.get(label.as_str()).map(String::as_str)
        };
        own(lang).or_else(|| own(primary)).unwrap_or_else(|| {
            let shipped = |lang| words::find(lang, label.as_str());
            shipped(primary).or_else(|| shipped("en")).unwrap_or_default()
        })
    }

    /// Whether Recto has words of its own in a language, rather than English in their place.
    pub fn speaks(&self, lang: &str) -> bool {
        let primary = lang.split('-').next().unwrap_or_default();
        let themes = self.tokens.labels.keys().map(String::as_str);
        let shipped = words::languages().map(|lang| -> &str { lang });
        shipped
            .chain(themes)
            .any(|own| own.eq_ignore_ascii_case(primary) || own.eq_ignore_ascii_case(lang))
    }

    /// The words for every label in a language, by its name.
    pub fn labels(&self, lang: &str) -> BTreeMap<&'static str, &str> {
        Label::ALL.iter().map(|&label| (label.as_str(), self.label(lang, label))).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_follow_the_language_and_the_theme() {
        let mut theme = Theme::shipped();
        assert_eq!(theme.label("de-AT", Label::Contents), "Inhalt");
        assert_eq!(theme.label("ja", Label::Contents), "目次");
        assert_eq!(theme.label("fi", Label::Contents), "Contents");
        assert!(theme.speaks("de-AT") && theme.speaks("zh-Hans") && !theme.speaks("fi"));
        let own = [("contents".to_owned(), "In diesem Heft".to_owned())];
        theme.tokens.labels.insert("de".to_owned(), own.into_iter().collect());
        assert_eq!(theme.label("DE-ch", Label::Contents), "In diesem Heft");
        assert_eq!(theme.label("de", Label::Next), "Weiter");
    }

    #[test]
    fn every_label_has_a_name_of_its_own() {
        let names: std::collections::BTreeSet<_> =
            Label::ALL.iter().map(|label| label.as_str()).collect();
        assert_eq!(names.len(), Label::ALL.len());
    }
}
