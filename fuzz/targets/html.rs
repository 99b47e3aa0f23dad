//! HTML within a page, as far as the HTML file that shows it.

#![no_main]

use libfuzzer_sys::fuzz_target;
use recto_fuzz::{Outputs, check, folder_of_page};

fuzz_target!(|data: &[u8]| check(&folder_of_page(data, "md"), Outputs::Html));
