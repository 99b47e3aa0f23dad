//! Shortcodes, templates and what is brought in: several files of an input, in any folder.

#![no_main]

use libfuzzer_sys::fuzz_target;
use recto_fuzz::{Outputs, check, folder_of_files};

fuzz_target!(|data: &[u8]| check(&folder_of_files(data), Outputs::None));
