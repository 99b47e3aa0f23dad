//! What stands above a page, as YAML, TOML or JSON, in the folder of any tool.

#![no_main]

use libfuzzer_sys::fuzz_target;
use recto_fuzz::{Outputs, check, folder_of_page};

fuzz_target!(|data: &[u8]| {
    let (tool, said) = match data {
        [digit @ b'0'..=b'9', said @ ..] => (*digit, said),
        said => (b'0', said),
    };
    let (before, said, after): (&[u8], &[u8], &[u8]) = match said {
        [b'+', said @ ..] => (b"+++\n", said, b"\n+++\n\n# Page\n"),
        [b'{', ..] => (b"", said, b"\n\n# Page\n"),
        _ => (b"---\n", said, b"\n---\n\n# Page\n"),
    };
    check(&folder_of_page(&[&[tool], before, said, after].concat(), "md"), Outputs::None);
});
