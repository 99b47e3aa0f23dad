//! A whole folder of several files, in all outputs, for a reader who does not get all of it.

#![no_main]

use libfuzzer_sys::fuzz_target;
use recto_fuzz::{Outputs, export, folder_of_files, request};

fuzz_target!(|data: &[u8]| {
    let mut request = request(Outputs::seldom_all(data, Outputs::PdfAndHtml));
    request.manifest = true;
    if data.windows(9).any(|words| words == b"profiles:") {
        request.wanted.profile = Some("public".to_owned());
    }
    export(&folder_of_files(data), &request);
});
