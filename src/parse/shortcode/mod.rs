//! Shortcodes: Hugo's `{{< x >}}` and `{{% x %}}`, each expanded to the Markdown its template
//! gives. What stands between a pair of tags is Markdown in both forms.

mod around;
mod condition;
mod context;
mod expand;
pub(super) mod include;
mod library;
pub(super) mod mdbook;
pub(super) mod reach;
pub(super) mod section;
mod setting;
mod tag;
mod templates;
mod usage;

pub(super) use condition::{conditions, report_unopened};
pub(super) use context::Context;
pub(super) use expand::expand;
pub(super) use library::{Library, plain};
pub(super) use setting::{prefix_at, put_blocks, split_prefix};
pub(super) use templates::Templates;
pub use usage::{Usage, usage};
