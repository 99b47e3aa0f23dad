//! Keeping a program from the network, where the system has something that does: bubblewrap, or the
//! `unshare` of util-linux. The loopback stays, since browsers that draw talk to themselves.

use std::path::Path;
use std::process::{Command, Stdio};

/// Brings up the loopback of a network of one's own, and becomes the program.
const WITH_LOOPBACK: &str =
    "{ ip link set lo up || ifconfig lo up; } 2>/dev/null >&2 && exec \"$@\"";

/// What a command line starts with that keeps the rest of it from the network, the best first. A
/// superuser needs no name space for users, in which files of others could not be read.
const WAYS: [&[&str]; 3] = [
    &["bwrap", "--die-with-parent", "--unshare-net", "--dev-bind", "/", "/", "--"],
    &["unshare", "--net", "--", "sh", "-c", WITH_LOOPBACK, "sh"],
    &[
        "unshare",
        "--map-current-user",
        "--keep-caps",
        "--net",
        "--",
        "sh",
        "-c",
        WITH_LOOPBACK,
        "sh",
    ],
];

/// The start of a command line that keeps a program from the network, by trying; none where the
/// system has nothing that works.
pub(super) fn way() -> Option<&'static [&'static str]> {
    let works = |way: &&&'static [&str]| {
        let mut command = Command::new(way[0]);
        command.args(&way[1..]).arg("true");
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        command.status().is_ok_and(|status| status.success())
    };
    WAYS.iter().find(works).copied()
}

/// Whether there is a program for the system to find, which `way` could not tell.
pub(super) fn is_there(program: &Path) -> bool {
    if program.components().count() > 1 {
        return program.exists();
    }
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path).any(|folder| folder.join(program).is_file())
}
