//! What a stranger's input may cost: each limit with its figure, what meeting it costs, and what to do.
//!
//! The stages ask here, and count; no clock decides, so that the same input always gives the same
//! output. `docs/reliability.md` lists them, and a test holds it to that.

use std::fmt;

/// How a figure is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// A number of what the limit is of.
    Count,
    /// Bytes, told in megabytes.
    Bytes,
}

/// The most there may be of something.
#[derive(Debug, PartialEq, Eq)]
pub struct Limit {
    /// What is counted: `elements in a drawing`.
    pub of: &'static str,
    /// The most there may be.
    pub most: u64,
    /// How the figure is told.
    pub unit: Unit,
    /// What is lost where there is more.
    pub costs: &'static str,
    /// What its author can do.
    pub cure: &'static str,
}

impl Limit {
    /// The figure, for what counts in memory.
    pub const fn size(&self) -> usize {
        self.most as usize
    }
}

/// `more than 100,000 elements in a drawing`, `more than 64 MB in a picture`.
impl fmt::Display for Limit {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "more than {} {}", self.figure(), self.of)
    }
}

impl Limit {
    /// The figure as it is told: `100,000`, `64 MB`.
    pub fn figure(&self) -> String {
        match self.unit {
            Unit::Count => grouped(self.most),
            Unit::Bytes => format!("{} MB", grouped(self.most >> 20)),
        }
    }
}

/// A number with a comma before every three digits.
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let groups: Vec<_> = digits.as_bytes().rchunks(3).rev().map(String::from_utf8_lossy).collect();
    groups.join(",")
}

/// How much is left of a limit while something is counted.
#[derive(Debug)]
pub struct Meter {
    limit: &'static Limit,
    left: u64,
}

impl Meter {
    /// Nothing is counted yet.
    pub fn of(limit: &'static Limit) -> Self {
        Self { limit, left: limit.most }
    }

    /// Whether nothing is left, or more was counted than there may be.
    pub fn is_spent(&self) -> bool {
        self.left == 0
    }

    /// Counts some more. Once there was too much all that follows is too much.
    ///
    /// # Errors
    /// The limit, where there is more of it than there may be.
    pub fn count(&mut self, some: u64) -> Result<(), &'static Limit> {
        let left = self.left.checked_sub(some);
        self.left = left.unwrap_or(0);
        left.map(|_| ()).ok_or(self.limit)
    }
}

/// Defines limits, and the list of all of them.
macro_rules! limits {
    ($($(#[$doc:meta])* $name:ident = $most:expr, $unit:ident $of:literal, $costs:literal, $cure:literal;)*) => {
        $(
            $(#[$doc])*
            pub const $name: &Limit = &Limit {
                of: $of,
                most: $most,
                unit: Unit::$unit,
                costs: $costs,
                cure: $cure,
            };
        )*
        /// Every limit, in the order of the stages that ask for them.
        #[cfg(test)]
        const ALL: &[&Limit] = &[$($name),*];
    };
}

limits! {
    /// A file of a page. A long book is a hundredth of it.
    PAGE = 64 << 20, Bytes "in a page",
        "the page", "split it";
    /// A file that is brought into a page.
    BROUGHT_FILE = 4 << 20, Bytes "in a file that is brought in",
        "what is brought in", "bring in a part of it";
    /// All that a page brings in: files that bring in others twice grow without end.
    BROUGHT = 16 << 20, Bytes "brought into a page",
        "what is brought in behind it", "bring in less";
    /// The pages of a pack.
    PAGES = 100_000, Count "pages in a pack",
        "all files: none is written", "make several packs of them";
    /// What the pages of a pack say with all that they bring in. A hundred thick books say as much.
    PACK_WORDS = 512 << 20, Bytes "of words in a pack, with all that its pages bring in",
        "all files: none is written", "make several packs of them";
    /// A pattern of paths under `include` and `exclude`.
    PATTERN = 2_000, Count "bytes in a rule of paths",
        "all files: none is written", "write it in several entries";
    /// Parts of a template with those that it calls, before it is filled.
    TEMPLATE_PARTS = 1_000_000, Count "parts of a template with those that it calls",
        "the template", "let it call others, and not itself";
    /// What a paragraph says. The longest of novels say a fifth of it.
    PARAGRAPH = 250_000, Count "bytes of words in a paragraph",
        "its being one; it is set as several", "start a new paragraph somewhere";
    /// The rows of a table times its columns.
    TABLE = 1_000_000, Count "places in a table, its rows times its columns",
        "the rows behind them", "split the table";
    /// A file that is shown or attached.
    ATTACHMENT = 64 << 20, Bytes "in a file that is shown",
        "the file", "make it smaller";
    /// The longer side of a picture that is decoded.
    PICTURE_SIDE = 16_384, Count "pixels along a picture",
        "the picture", "make it smaller; a printed page shows no more than some 5,000 by 7,000";
    /// The area of a picture that is decoded.
    PICTURE = 100_000_000, Count "pixels in a picture",
        "the picture", "make it smaller; a printed page shows no more than some 5,000 by 7,000";
    /// The pixels of all pictures of a pack. Ten thousand photographs of a screen have as many.
    PICTURES = 20_000_000_000, Count "pixels in all pictures of a pack",
        "the pictures behind them", "make them smaller, or several packs of the pages";
    /// What references to entities come to in a drawing.
    DRAWING_ENTITIES = 16 << 20, Bytes "of text from entities in a drawing",
        "the drawing", "write out what its entities stand for";
    /// The elements of a drawing, each as often as it is drawn.
    DRAWING_ELEMENTS = 100_000, Count "elements in a drawing with all that it repeats",
        "the drawing", "simplify it, or save it as a picture of pixels";
    /// The characters of a text in a drawing, which are placed one by one.
    DRAWING_TEXT = 20_000, Count "characters in a text of a drawing",
        "the drawing", "write them on the page";
    /// What the words of a drawing's text come to, each text by its square.
    DRAWING_WORDS = 200_000, Count "characters in the texts of a drawing",
        "the drawing", "write them on the page";
    /// Pictures of pixels within a drawing.
    DRAWING_PICTURES = 256, Count "pictures in a drawing",
        "the pictures behind it", "show them on the page";
    /// What its filters go over, in pixels times steps.
    DRAWING_FILTERS = 250_000_000, Count "steps of filters over pixels of a drawing",
        "the drawing", "use fewer filters and smaller regions, or save it as a picture of pixels";
    /// How deep its elements nest.
    DRAWING_DEPTH = 256, Count "elements of a drawing within one another",
        "the drawing", "ungroup its parts";
    /// The pages of a PDF that a figure shows.
    PDF_PAGES = 200, Count "pages of a PDF in a figure",
        "the pages behind it", "name fewer pages";
    /// The words of a page of a PDF that is shown.
    PDF_WORDS = 1 << 20, Bytes "of words on a page of a PDF that is shown",
        "finding the words behind it", "show a page that says less";
    /// The fonts of a pack.
    FONT = 64 << 20, Bytes "in a font of a pack",
        "the font", "cut it down to the letters that are used";
    /// What a program may write.
    PROGRAM_OUTPUT = 64 << 20, Bytes "written by a program",
        "what it makes", "see that it ends";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_limit_says_what_it_is_of() {
        assert_eq!(
            DRAWING_ELEMENTS.to_string(),
            "more than 100,000 elements in a drawing with all that it repeats"
        );
        assert_eq!(PAGE.to_string(), "more than 64 MB in a page");
        let mut meter = Meter::of(DRAWING_PICTURES);
        assert_eq!((meter.count(255), meter.is_spent()), (Ok(()), false));
        assert_eq!(
            (meter.count(2), meter.count(1)),
            (Err(DRAWING_PICTURES), Err(DRAWING_PICTURES))
        );
    }

    /// The table of the docs is written from here: `UPDATE=1` writes it anew.
    #[test]
    fn the_docs_list_every_limit() {
        const DOCS: &str = "docs/reliability.md";
        const START: &str = "<!-- limits -->\n";
        const END: &str = "<!-- end of limits -->\n";
        let row = |limit: &&Limit| {
            format!("| {} | {} | {} | {} |\n", limit.of, limit.figure(), limit.costs, limit.cure)
        };
        let head =
            "| of | at most | what more of it costs | what to do |\n| :-- | --: | :-- | :-- |\n";
        let table = head.to_owned() + &ALL.iter().map(row).collect::<String>();
        let text = std::fs::read_to_string(DOCS).unwrap();
        let (before, rest) = text.split_once(START).unwrap();
        let (found, after) = rest.split_once(END).unwrap();
        if std::env::var_os("UPDATE").is_some() {
            std::fs::write(DOCS, [before, START, &table, END, after].concat()).unwrap();
        } else {
            assert_eq!(found, table, "UPDATE=1 cargo test --lib limits");
        }
    }
}
