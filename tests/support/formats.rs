//! Formats to export to.

use recto::backend::{BACKENDS, Backend};

/// HTML alone, which is made fastest.
pub(crate) fn html() -> Vec<&'static Backend> {
    BACKENDS.iter().filter(|backend| backend.name == "html").collect()
}
