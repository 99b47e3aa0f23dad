//! The parts of a formula.

/// A part of a formula.
#[derive(Clone, Debug, PartialEq)]
pub enum Node {
    /// A sign: a letter, a digit's run, an operator, a delimiter, a name.
    Atom(Atom),
    /// Words in the face of the text around the formula; spaces count.
    Words(String),
    /// Empty room.
    Space {
        /// In ems; may be negative.
        width: f32,
        /// How far it reaches above the baseline, in ems.
        height: f32,
        /// How far it reaches below, in ems.
        depth: f32,
    },
    /// Braces: the parts act as one ordinary sign.
    Group(Vec<Self>),
    /// Parts between delimiters that grow with them.
    Fenced {
        /// The delimiter before.
        open: Option<char>,
        /// What is between.
        nodes: Vec<Self>,
        /// The delimiter behind.
        close: Option<char>,
    },
    /// A delimiter that grows with the [`Node::Fenced`] it divides.
    Middle(char),
    /// One part above another.
    Fraction {
        /// Above the rule.
        above: Vec<Self>,
        /// Below the rule.
        below: Vec<Self>,
        /// The rule's thickness in ems; none for the usual one, 0 for no rule.
        rule: Option<f32>,
    },
    /// A root.
    Root {
        /// What it is taken of.
        nodes: Vec<Self>,
        /// Which root; none for the square one.
        degree: Option<Vec<Self>>,
    },
    /// Something with parts raised, lowered, above or below.
    Scripts {
        /// What carries them.
        base: Box<Self>,
        /// The part below.
        sub: Option<Vec<Self>>,
        /// The part above.
        sup: Option<Vec<Self>>,
        /// Where they stand.
        place: Place,
    },
    /// Something with a sign above or below it that belongs to it.
    Accent {
        /// What carries it.
        base: Box<Self>,
        /// The sign.
        mark: Mark,
    },
    /// Rows and columns.
    Table(Table),
    /// Parts in a frame.
    Boxed(Vec<Self>),
    /// The room of parts without their ink.
    Phantom {
        /// What would be there.
        nodes: Vec<Self>,
        /// Whether it is as wide as that.
        wide: bool,
        /// Whether it is as high and deep as that.
        high: bool,
    },
    /// The number of a formula, at the end of its line.
    Tag(Vec<Self>),
    /// Parts set at another size: `\displaystyle` and the like.
    Styled(Level, Vec<Self>),
    /// Parts in a colour: red, green, blue.
    Colored((u8, u8, u8), Vec<Self>),
}

/// A sign with what it does in a formula.
#[derive(Clone, Debug, PartialEq)]
pub struct Atom {
    /// What it shows.
    pub symbol: Symbol,
    /// How it behaves to its neighbours.
    pub class: Class,
}

/// What an atom shows.
#[derive(Clone, Debug, PartialEq)]
pub enum Symbol {
    /// A letter or another ordinary sign.
    Letter {
        /// The letter itself: `x`.
        base: char,
        /// The letter of the mathematical alphabet that is shown: `𝑥`.
        shown: char,
    },
    /// A number, its digits those that are shown.
    Number(String),
    /// An operator, relation, delimiter or punctuation mark.
    Sign(String),
    /// A delimiter of a given height in ems.
    Sized(char, f32),
    /// A sum, an integral: larger on a line of its own.
    Large(char),
    /// The name of a function, upright.
    Name(String),
}

/// How an atom behaves to its neighbours (`TeXbook`, chapter 17).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    /// An ordinary sign.
    Ordinary,
    /// A large operator or a function's name.
    Operator,
    /// A binary operator.
    Binary,
    /// A relation.
    Relation,
    /// An opening delimiter.
    Open,
    /// A closing delimiter.
    Close,
    /// A punctuation mark.
    Punctuation,
    /// A fraction, or parts between delimiters.
    Inner,
}

/// Where scripts stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// Behind, raised or lowered.
    Behind,
    /// Above and below.
    Limits,
    /// Above and below on a line of its own, behind in a line of text.
    Movable,
}

/// A sign above or below something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    /// The sign: `^`, `‾`, `⏞`, `→`.
    pub sign: char,
    /// Whether it becomes as wide as what it belongs to.
    pub wide: bool,
    /// Whether it stands below.
    pub below: bool,
}

/// The sizes of a formula's parts (`TeXbook`, chapter 17: styles).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// On a line of its own.
    Display,
    /// In a line of text.
    Text,
    /// A script.
    Script,
    /// A script of a script.
    ScriptScript,
}

/// Rows and columns.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    /// What it is for, which decides how far apart its parts stand.
    pub kind: TableKind,
    /// How each column is aligned; as many as the longest row has cells.
    pub columns: Vec<Align>,
    /// Lines before the columns, and one more for behind the last.
    pub column_lines: Vec<Option<Line>>,
    /// The rows.
    pub rows: Vec<Row>,
    /// A line below the last row.
    pub line_below: Option<Line>,
    /// A size that all cells are set at, in place of the usual one of this kind.
    pub level: Option<Level>,
}

/// What a table is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TableKind {
    /// A matrix or an array.
    Matrix,
    /// Cases of a definition.
    Cases,
    /// Formulas aligned at their relations.
    Aligned,
    /// The same, with no room between pairs of columns but what the source puts there.
    AlignedClose,
    /// Formulas below each other.
    Gathered,
    /// One formula over several lines: the first to the left, the last to the right.
    Multline,
    /// Lines below a large operator.
    Substack,
}

impl TableKind {
    /// Whether its columns are pairs that meet at relations.
    pub fn is_aligned(self) -> bool {
        matches!(self, Self::Aligned | Self::AlignedClose)
    }
}

/// A row of a table.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Row {
    /// Its cells.
    pub cells: Vec<Vec<Node>>,
    /// A line above it.
    pub line_above: Option<Line>,
    /// Additional room below it, in ems.
    pub space_below: f32,
}

/// Where cells stand in a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Align {
    /// At the left.
    Left,
    /// In the middle.
    Center,
    /// At the right.
    Right,
}

/// A line between columns or rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Line {
    /// An unbroken line.
    Solid,
    /// A line of dashes.
    Dashed,
}

impl Node {
    /// An atom.
    pub(super) fn atom(symbol: Symbol, class: Class) -> Self {
        Self::Atom(Atom { symbol, class })
    }

    /// How a part behaves to its neighbours; none for what has no ink.
    pub fn class(&self) -> Option<Class> {
        match self {
            Self::Atom(atom) => Some(atom.class),
            Self::Scripts { base, .. } => base.class(),
            Self::Fenced { .. } | Self::Fraction { .. } => Some(Class::Inner),
            Self::Space { .. } | Self::Tag(_) => None,
            Self::Words(_)
            | Self::Middle(_)
            | Self::Group(_)
            | Self::Root { .. }
            | Self::Accent { .. }
            | Self::Table(_)
            | Self::Boxed(_)
            | Self::Phantom { .. }
            | Self::Styled(..)
            | Self::Colored(..) => Some(Class::Ordinary),
        }
    }
}
