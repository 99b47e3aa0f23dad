//! The typed tokens of a theme: what `theme.yaml` may say.
//!
//! Every field has a value in the shipped default theme, so a theme that extends it writes only
//! what differs. Sizes are absolute for paper; HTML and EPUB use them relative to the text size,
//! so that readers keep their own.

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::Deserialize;

use super::{
    CaptionTokens, Color, CoverTokens, FieldText, FigureTokens, FontFeatures, HeadingLook, Ink,
    Length, LinkTokens, PageBox, Paints, PanelTokens, PaperSize, TableHead, TableLines, TitleAlign,
    TitleTokens,
};
use crate::tree::WordKind;
use crate::yaml::Located;

/// All tokens.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Tokens {
    /// Paper.
    pub page: PageTokens,
    /// Families.
    pub fonts: FontTokens,
    /// Features of fonts.
    pub features: FeatureTokens,
    /// Running text.
    pub text: TextTokens,
    /// Headings.
    pub headings: HeadingTokens,
    /// The titles of pages.
    pub titles: TitleTokens,
    /// Colours on paper and by day.
    pub colors: Palette,
    /// Colours on a screen by night.
    pub dark: Palette,
    /// Tables.
    pub tables: TableTokens,
    /// Code.
    pub code: CodeTokens,
    /// Callouts by kind.
    pub callouts: CalloutTokens,
    /// What holds callouts and quotations.
    pub panels: PanelTokens,
    /// Pictures.
    pub figures: FigureTokens,
    /// Captions of figures, tables and listings.
    pub captions: CaptionTokens,
    /// Links.
    pub links: LinkTokens,
    /// The cover.
    pub cover: CoverTokens,
    /// The table of contents.
    pub contents: ContentsTokens,
    /// The outline that viewers show beside the pages.
    pub outline: OutlineTokens,
    /// Running heads and feet.
    pub running: RunningTokens,
    /// Backgrounds that a page's `bg` names.
    pub backgrounds: IndexMap<String, Background>,
    /// Words of the interface, by language and key, over those Recto has of its own.
    pub labels: IndexMap<String, IndexMap<String, String>>,
}

/// Paper.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PageTokens {
    /// A name (`a4`, `letter landscape`; A3 to A6, B4 to B6, letter, legal, executive, statement,
    /// tabloid, ledger), or a width and a height (`6in x 9in`, `170 x 240 mm`).
    pub size: PaperSize,
    /// Space above the type area.
    pub margin_top: Length,
    /// Space below the type area.
    pub margin_bottom: Length,
    /// Space towards the spine, which is where lines start: the left margin where margins are not
    /// mirrored, and the right one in a pack from right to left.
    pub margin_inner: Length,
    /// Space towards the edge.
    pub margin_outer: Length,
    /// Whether left and right pages mirror each other.
    pub mirrored: bool,
    /// Where chapters start.
    pub chapters: ChapterStart,
    /// How the pages before the first chapter are numbered.
    pub front_matter: FrontMatter,
    /// Whether pages are stretched a little to end level.
    pub level: bool,
    /// How far the paper reaches beyond the edge it is cut at.
    pub bleed: Length,
    /// Whether marks show where the paper is cut. They need a margin around the page.
    pub crop_marks: bool,
    /// What stands on pages behind their text, by names of the theme's own, in the order in which it
    /// is painted.
    pub boxes: IndexMap<String, PageBox>,
}

/// How the pages before the first chapter are numbered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum FrontMatter {
    /// With the others, the cover being page 1.
    Counted,
    /// By themselves, in small roman numerals; the first chapter starts with page 1.
    Roman,
}

/// Where the first page of a chapter (a top-level page of the pack) stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ChapterStart {
    /// Wherever the one before ends.
    Continuous,
    /// Below the one before where all of it fits on that page, else on a new page.
    WhereItFits,
    /// On a new page.
    NewPage,
    /// On a new right-hand page.
    RightPage,
}

/// Families, each a list from the most wanted to the last resort. The shipped families are
/// `Source Serif 4`, `Source Sans 3`, `Source Code Pro`, `Noto Sans Symbols 2` and `Noto Emoji`.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FontTokens {
    /// For running text.
    pub text: Located<Vec<String>>,
    /// For headings, tables' heads, running heads and interface.
    pub heading: Located<Vec<String>>,
    /// For code.
    pub code: Located<Vec<String>>,
}

/// Features of fonts, each a list of OpenType tags: `onum` turns one on, `-liga` off, `ss01=2`
/// chooses among several forms. At most eight each.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FeatureTokens {
    /// For running text.
    pub text: FontFeatures,
    /// For headings, tables' heads, running heads and interface.
    pub heading: FontFeatures,
    /// For code.
    pub code: FontFeatures,
    /// For tables, on top of those of their words' family.
    pub tables: FontFeatures,
}

/// Running text.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a choice of its own, as themes write it"
)]
pub struct TextTokens {
    /// Size of the text.
    pub size: Length,
    /// Distance of baselines, as a multiple of the size.
    pub leading: f32,
    /// The most width of running text, in ems; where margins leave more, tables, code and pictures
    /// that need it take the rest.
    pub measure: f32,
    /// Where running text stands that is narrower than the margins leave room for.
    pub measure_at: TitleAlign,
    /// Space between paragraphs, in ems.
    pub paragraph_spacing: f32,
    /// Space around lists and definition lists, and between their paragraphs, in ems.
    pub list_spacing: f32,
    /// Space around quotations, code, callouts, tables and figures, in ems.
    pub block_spacing: f32,
    /// Indent of a paragraph's first line behind another paragraph, in ems.
    pub indent: f32,
    /// Whether lines are set to the full measure.
    pub justified: bool,
    /// Whether words may be hyphenated.
    pub hyphenate: bool,
    /// Whether punctuation hangs into the margin.
    pub hanging_punctuation: bool,
    /// Indent of a list's items and a quotation, in ems.
    pub list_indent: f32,
    /// Size of footnotes, captions and running heads, as a share of the text's.
    pub small: f32,
    /// Whether a link within the document says which page it leads to, and the number of a numbered
    /// section, for those who read it on paper.
    pub page_references: bool,
}

/// Headings.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct HeadingTokens {
    /// Sizes by rank, as multiples of the text's: of a page's title, then of the headings below it,
    /// however deep the page stands; the last one serves all deeper ranks.
    pub scale: Vec<f32>,
    /// The size of the titles of pages that stand below others, as a multiple of the text's.
    pub inner_title: f32,
    /// Distance of baselines, as a multiple of the size.
    pub leading: f32,
    /// Space above, in ems of the heading.
    pub space_above: f32,
    /// Space below, in ems of the heading.
    pub space_below: f32,
    /// The weight, from 100 to 900.
    pub weight: u16,
    /// How those of one rank differ, that of a page's title first.
    pub looks: Vec<HeadingLook>,
    /// Whether headings are numbered.
    pub numbered: bool,
}

/// A group of tokens of one type, which can be gone through with their names.
macro_rules! group {
    ($(#[$about:meta])+ $name:ident of $type:ident { $($(#[$doc:meta])* $field:ident,)+ }) => {
        $(#[$about])+
        #[derive(Clone, Debug, Deserialize, JsonSchema)]
        #[serde(deny_unknown_fields)]
        pub struct $name {
            $($(#[$doc])* pub $field: $type,)+
        }

        impl $name {
            /// Each token with its name, in the order of declaration.
            pub fn named(&self) -> impl Iterator<Item = (&'static str, $type)> {
                [$((stringify!($field), self.$field)),+].into_iter()
            }
        }
    };
}

group!(
    /// Colours.
    Palette of Color {
        /// The page.
        background,
        /// Running text.
        text,
        /// Captions, running heads, page numbers.
        muted,
        /// Headings.
        heading,
        /// Links.
        link,
        /// What the theme is known by: rules on the cover, the current section.
        accent,
        /// Thin lines.
        rule,
        /// Areas that are set off: table heads, side bars.
        surface,
        /// Behind code.
        code_background,
        /// Behind marked words.
        mark,
    }
);

impl Tokens {
    /// What the names of colours stand for on pages.
    pub fn page_paints(&self) -> Paints {
        self.colors.paints()
    }

    /// The same on the cover.
    pub fn cover_paints(&self) -> Paints {
        let CoverTokens { background, text, accent, .. } = self.cover;
        Paints { background, text, accent, ..self.page_paints() }
    }

    /// The same by night.
    pub fn cover_paints_by_night(&self) -> Paints {
        let (cover, dark) = (&self.cover, self.dark.paints());
        let own = if cover.turns_dark() {
            Paints { text: dark.heading, ..dark }
        } else {
            self.cover_paints()
        };
        Paints {
            background: cover.dark_background.unwrap_or(own.background),
            text: cover.dark_text.unwrap_or(own.text),
            accent: cover.dark_accent.unwrap_or(own.accent),
            ..dark
        }
    }
}

impl Palette {
    fn paints(&self) -> Paints {
        let &Self { background, text, accent, muted, heading, link, rule, surface, .. } = self;
        Paints { background, text, accent, muted, heading, link, rule, surface }
    }
}

impl HeadingTokens {
    /// How headings of a rank differ, that of a page's title being 0.
    pub fn look(&self, rank: usize) -> HeadingLook {
        self.looks.get(rank).copied().unwrap_or_default()
    }
}

impl Ink {
    /// The colour that it is.
    pub fn color(self, palette: &Palette) -> Color {
        match self {
            Self::Text => palette.text,
            Self::Muted => palette.muted,
            Self::Heading => palette.heading,
            Self::Link => palette.link,
            Self::Accent => palette.accent,
        }
    }
}

impl Palette {
    /// How much of the colour of marked words goes into that of marked lines of code, whose words
    /// have colours of their own.
    const CODE_MARK: f32 = 0.4;

    /// Behind lines of code that are set off.
    pub fn code_mark(&self) -> Color {
        self.code_background.mix(self.mark, Self::CODE_MARK)
    }
}

/// Tables.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TableTokens {
    /// Size of the words, as a share of the text's.
    pub size: f32,
    /// Space between a cell's edge and its words, above and below, in ems.
    pub padding_vertical: f32,
    /// Space between a cell's edge and its words, left and right, in ems.
    pub padding_horizontal: f32,
    /// Whether every second row is set off.
    pub striped: bool,
    /// Which lines it has.
    pub lines: TableLines,
    /// How its head is set off.
    pub head: TableHead,
}

/// Code.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CodeTokens {
    /// Size, as a share of the text's.
    pub size: f32,
    /// Distance of baselines, as a multiple of the size.
    pub leading: f32,
    /// Whether lines are numbered.
    pub line_numbers: bool,
    /// Colours of the kinds of words, on paper and by day.
    pub colors: CodePalette,
    /// The same by night.
    pub dark: CodePalette,
}

/// Colours of the kinds of words in code.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "the names are the kinds' own")]
pub struct CodePalette {
    pub comment: Color,
    pub keyword: Color,
    pub string: Color,
    pub number: Color,
    pub function: Color,
    pub kind: Color,
    pub constant: Color,
    pub tag: Color,
    pub attribute: Color,
    pub inserted: Color,
    pub deleted: Color,
}

impl CodePalette {
    /// The colour of words of a kind.
    pub fn color(&self, kind: WordKind) -> Color {
        match kind {
            WordKind::Comment => self.comment,
            WordKind::Keyword => self.keyword,
            WordKind::String => self.string,
            WordKind::Number => self.number,
            WordKind::Function => self.function,
            WordKind::Type => self.kind,
            WordKind::Constant => self.constant,
            WordKind::Tag => self.tag,
            WordKind::Attribute => self.attribute,
            WordKind::Inserted => self.inserted,
            WordKind::Deleted => self.deleted,
        }
    }
}

group!(
    /// Callouts by kind.
    #[expect(missing_docs, reason = "the names are the kinds' own")]
    CalloutTokens of CalloutColors {
        note,
        tip,
        important,
        warning,
        caution,
    }
);

/// Colours of a callout.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CalloutColors {
    /// The bar and the title, on paper and by day.
    pub accent: Color,
    /// Behind the words, on paper and by day.
    pub background: Color,
    /// The bar and the title by night.
    pub dark_accent: Color,
    /// Behind the words by night.
    pub dark_background: Color,
}

/// The table of contents.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[expect(clippy::struct_excessive_bools, reason = "each says of one list whether it is there")]
pub struct ContentsTokens {
    /// Whether there is one (a pack of a single page without sections never has one).
    pub show: bool,
    /// How many levels of each page it shows on paper, its title being the first, where `toc` in
    /// pack.yaml does not say it. Every page is in it, however deep it stands. A pack of a single
    /// page shows two levels at least.
    pub depth: u8,
    /// The same in the EPUB and the HTML file.
    pub screen_depth: u8,
    /// Whether dots lead from a title to its page number on paper.
    pub leaders: bool,
    /// Whether a list of the figures that have a caption follows.
    pub figures: bool,
    /// Whether a list of the tables that have a caption follows.
    pub tables: bool,
    /// Whether a list of the listings, which are blocks of code with a caption, follows.
    pub listings: bool,
}

/// The outline that viewers show beside the pages.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OutlineTokens {
    /// How many levels it has, at least 1, a page's title being the first.
    pub depth: u8,
    /// How many of them are unfolded when the document is opened.
    pub open: u8,
}

/// Running heads and feet: words with names in braces.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RunningTokens {
    /// Above the text, towards the spine.
    pub head_inner: FieldText,
    /// Above the text, in the middle.
    pub head_center: FieldText,
    /// Above the text, towards the edge.
    pub head_outer: FieldText,
    /// Below the text, towards the spine.
    pub foot_inner: FieldText,
    /// Below the text, in the middle.
    pub foot_center: FieldText,
    /// Below the text, towards the edge.
    pub foot_outer: FieldText,
    /// What differs on left-hand pages.
    pub left: RunningLines,
    /// What differs on pages on which a chapter, a part or the contents open.
    pub opening: RunningLines,
    /// Whether a line stands between them and the text.
    pub rule: bool,
    /// Whether the logo stands in the head.
    pub logo: bool,
    /// How strong the watermark is, as a multiple of what is usual.
    pub watermark: f32,
    /// Where the band with the classification stands.
    pub classification: ClassificationBand,
}

/// Running heads and feet as far as they differ on some pages.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct RunningLines {
    /// Above the text, towards the spine.
    pub head_inner: Option<FieldText>,
    /// Above the text, in the middle.
    pub head_center: Option<FieldText>,
    /// Above the text, towards the edge.
    pub head_outer: Option<FieldText>,
    /// Below the text, towards the spine.
    pub foot_inner: Option<FieldText>,
    /// Below the text, in the middle.
    pub foot_center: Option<FieldText>,
    /// Below the text, towards the edge.
    pub foot_outer: Option<FieldText>,
}

/// Where the band with the classification stands on a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ClassificationBand {
    /// Above the running head.
    Head,
    /// Below the running foot.
    Foot,
    /// Both.
    Both,
}

/// A named background: how a page with `bg: name` is marked.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Background {
    /// The colour of the band at the page's title, on paper and by day.
    pub accent: Color,
    /// The same by night.
    pub dark_accent: Color,
}
