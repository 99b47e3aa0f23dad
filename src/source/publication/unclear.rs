//! What decides about a page and cannot be understood.

use crate::diag::{Code, Diagnostic};
use crate::span::Span;
use crate::yaml::Node;

/// How front matter is framed.
const FRAME: &str = "front matter starts in the first line of the file, between two lines `---`; \
                     what is none of it, write in other words";

/// A value that decides and cannot be understood.
#[derive(Clone, Debug)]
pub(in crate::source) struct Unclear {
    /// The key.
    pub(in crate::source) key: String,
    /// What is wrong with it.
    pub(in crate::source) message: String,
    /// Where.
    pub(in crate::source) span: Span,
    /// What to do.
    pub(in crate::source) help: &'static str,
}

impl Unclear {
    /// A `cascade` that says nothing for certain.
    pub(super) fn of_cascade(node: &Node) -> Self {
        let message = format!(
            "`cascade` is {}, and should be keys with their values: the pages below are held back",
            node.describe()
        );
        let help = "write the keys below it, one a line";
        Self { key: "cascade".to_owned(), message, span: node.span, help }
    }

    /// The same, of what a page or settings say for the pages below.
    pub(super) fn below(self) -> Self {
        let message =
            self.message.replace("the page is held back", "the pages below are held back");
        Self { message, ..self }
    }

    /// What is told of it.
    pub(in crate::source) fn diagnostic(&self) -> Diagnostic {
        Diagnostic::error(Code::HeldBack, &*self.message).at(self.span).help(self.help)
    }
}

impl Unclear {
    /// A key that stands where nothing can be read.
    pub(in crate::source) fn unread(key: &str, span: Span) -> Self {
        let message = format!("`{key}` may stand here, and cannot be read: the page is held back");
        Self { key: key.to_owned(), message, span, help: "mend these lines" }
    }

    /// A key among settings that are no front matter, since their frame has a slip.
    pub(in crate::source) fn unframed(key: &str, span: Span) -> Self {
        let message =
            format!("`{key}` stands here and is not read as front matter: the page is held back");
        Self { key: key.to_owned(), message, span, help: FRAME }
    }

    /// Settings of which none holds the page back, and that would be printed.
    pub(in crate::source) fn printed(span: Span) -> Self {
        let message =
            "this looks like front matter, and is not read as such: the page is held back";
        Self { key: "front matter".to_owned(), message: message.to_owned(), span, help: FRAME }
    }

    /// A key with two values.
    pub(in crate::source) fn twice(key: &str, span: Span) -> Self {
        let message =
            format!("the key `{key}` stands twice with two values: the page is held back");
        Self { key: key.to_owned(), message, span, help: "keep one of the two" }
    }
}
