//! Formats to export to.

use std::sync::Arc;

use recto::backend::{BACKENDS, Backend};

/// HTML alone, which is made fastest.
pub(crate) fn html() -> Vec<Arc<dyn Backend>> {
    BACKENDS.iter().filter(|backend| backend.name() == "html").cloned().collect()
}
