//! What stands in a line.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Attr, Image, Readable, Stage};
use crate::span::Span;
use crate::text::single_spaced;

/// The class of links that print the number of the page they lead to behind their words.
pub const WITH_PAGE: &str = "with-page";

/// A piece of running text.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(bound(serialize = "", deserialize = "S: Readable"))]
#[schemars(bound = "")]
pub struct Inline<S: Stage> {
    /// What it is.
    #[serde(flatten)]
    pub kind: InlineKind<S>,
    /// Identifier, classes and keys.
    #[serde(default, skip_serializing_if = "Attr::is_none")]
    pub attr: Attr,
    /// Where it was written.
    pub span: Span,
}

impl<S: Stage> Inline<S> {
    /// An inline without attributes.
    pub fn new(kind: InlineKind<S>, span: Span) -> Self {
        Self { kind, attr: Attr::none(), span }
    }

    /// A run of text.
    pub fn text(text: impl Into<String>, span: Span) -> Self {
        Self::new(InlineKind::Text { text: text.into() }, span)
    }
}

/// The kinds of inline.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(
    bound(serialize = "", deserialize = "S: Readable"),
    tag = "type",
    rename_all = "kebab-case"
)]
#[schemars(bound = "")]
pub enum InlineKind<S: Stage> {
    /// Words, with entities decoded: `fish &amp; chips`.
    Text {
        /// The words.
        text: String,
    },
    /// The end of a source line inside a paragraph: a space.
    SoftBreak,
    /// A line break the author asked for: two spaces or `\` at a line's end, `<br>`.
    HardBreak,
    /// `*emphasis*`.
    Emphasis {
        /// What is emphasised.
        content: Vec<Inline<S>>,
    },
    /// `**strong**`.
    Strong {
        /// What is strong.
        content: Vec<Inline<S>>,
    },
    /// `~~struck~~`.
    Strike {
        /// What is struck through.
        content: Vec<Inline<S>>,
    },
    /// `<u>underlined</u>`, `<ins>`.
    Underline {
        /// What is underlined.
        content: Vec<Inline<S>>,
    },
    /// `<mark>highlighted</mark>`, `==highlighted==`.
    Mark {
        /// What is highlighted.
        content: Vec<Inline<S>>,
    },
    /// `H<sub>2</sub>O`.
    Subscript {
        /// What is lowered.
        content: Vec<Inline<S>>,
    },
    /// `x<sup>2</sup>`.
    Superscript {
        /// What is raised.
        content: Vec<Inline<S>>,
    },
    /// `<small>fine print</small>`.
    Small {
        /// What is small.
        content: Vec<Inline<S>>,
    },
    /// `<kbd>Ctrl</kbd>`: a key to press.
    Keyboard {
        /// The key.
        content: Vec<Inline<S>>,
    },
    /// `"quoted"` by `<q>`; the language's own marks are put around it.
    Quoted {
        /// What is quoted.
        content: Vec<Inline<S>>,
    },
    /// `<ruby>漢字<rt>かんじ</rt></ruby>`: words with their readings, each behind the words that are
    /// read so.
    Ruby {
        /// The words and the readings.
        content: Vec<Inline<S>>,
    },
    /// How the words before it are read, right inside of a ruby.
    Reading {
        /// The reading.
        content: Vec<Inline<S>>,
    },
    /// `` `code` ``.
    Code {
        /// The code, as it is.
        text: String,
    },
    /// `$E = mc^2$`.
    Math {
        /// The formula.
        tex: S::Formula,
    },
    /// `[words](target "title")`.
    Link {
        /// Where it leads.
        target: S::Target,
        /// The title, shown as a hint where an output can.
        title: Option<String>,
        /// The words.
        content: Vec<Inline<S>>,
    },
    /// `![alt](picture "title")` among words.
    Image {
        /// The image.
        image: Image<S>,
    },
    /// `[^label]`.
    NoteMark {
        /// The footnote it refers to.
        mark: S::NoteMark,
    },
    /// `@fig-x`: what a figure, table, listing or section is called elsewhere.
    CrossReference {
        /// What it refers to; in a linked tree there is none.
        reference: S::CrossReference,
    },
    /// Words with attributes and nothing else: `<span lang="fr">`, `<a id="x">`.
    Span {
        /// The words; may be empty where only the id matters.
        content: Vec<Inline<S>>,
    },
}

impl<S: Stage> InlineKind<S> {
    /// Whether a line ends here, in the source or for the reader.
    pub fn is_break(&self) -> bool {
        matches!(self, Self::SoftBreak | Self::HardBreak)
    }
}

/// The words of inlines, without markup: for metadata and ids.
///
/// Images give their alternative text, line breaks a space, footnote marks nothing.
pub fn plain_text<S: Stage>(inlines: &[Inline<S>]) -> String {
    let mut text = String::new();
    push_plain_text(inlines, true, &mut text);
    text
}

/// The brackets that a reading stands in where it cannot stand above its words: those of its script.
pub fn reading_brackets<S: Stage>(reading: &[Inline<S>]) -> [&'static str; 2] {
    if plain_text(reading).is_ascii() { [" (", ")"] } else { ["（", "）"] }
}

/// What a heading says, on one line: for contents, outlines and running heads. Its pictures say
/// something only where no words do.
pub fn title_text<S: Stage>(inlines: &[Inline<S>]) -> String {
    let mut text = String::new();
    push_plain_text(inlines, false, &mut text);
    if text.trim().is_empty() {
        text = plain_text(inlines);
    }
    single_spaced(&text)
}

fn push_plain_text<S: Stage>(inlines: &[Inline<S>], pictures: bool, out: &mut String) {
    for inline in inlines {
        match &inline.kind {
            InlineKind::Text { text } | InlineKind::Code { text } => out.push_str(text),
            InlineKind::Math { tex } => out.push_str(tex.as_ref()),
            InlineKind::SoftBreak | InlineKind::HardBreak => out.push(' '),
            InlineKind::Image { image } if pictures => out.push_str(&image.alt),
            InlineKind::CrossReference { reference } => out.push_str(reference.as_ref()),
            InlineKind::Image { .. } | InlineKind::NoteMark { .. } => {}
            InlineKind::Reading { content } => {
                let [open, close] = reading_brackets(content);
                out.push_str(open);
                push_plain_text(content, pictures, out);
                out.push_str(close);
            }
            kind => push_plain_text(kind.content().unwrap_or_default(), pictures, out),
        }
    }
}
