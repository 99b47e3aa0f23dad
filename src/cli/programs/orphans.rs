//! What programs leave running. A process that starts a session of its own is in no group that could be
//! ended with its program; on Linux it becomes a child of whoever asked for orphans.

/// Has orphans of programs become children of this process, where the system has it so.
#[cfg(target_os = "linux")]
pub(super) fn come_here() {
    // Where it has not, the group of each program is what is ended.
    let _ = rustix::process::set_child_subreaper(Some(rustix::process::getpid()));
}

#[cfg(not(target_os = "linux"))]
pub(super) fn come_here() {}

/// Ends every child of this process: what no program has any more that runs.
#[cfg(target_os = "linux")]
pub(super) fn end() {
    /// How often they are looked for: each that ends may leave others.
    const ROUNDS: usize = 100;
    (0..ROUNDS).find(|_| linux::end_children() == 0);
}

#[cfg(not(target_os = "linux"))]
pub(super) fn end() {}

#[cfg(target_os = "linux")]
mod linux {
    use std::fs;

    use rustix::process::{Pid, Signal, WaitOptions, getpid, kill_process, waitpid};

    /// Ends every child of this process, and says how many there were.
    pub(super) fn end_children() -> usize {
        let children = children();
        for &child in &children {
            // One that has just ended by itself is as good.
            let _ = kill_process(child, Signal::KILL);
            let _ = waitpid(Some(child), WaitOptions::empty());
        }
        children.len()
    }

    /// The children of this process (proc(5): the fourth field of `stat`, behind the name in
    /// brackets).
    fn children() -> Vec<Pid> {
        let own = getpid().as_raw_nonzero().get().to_string();
        let is_own = |stat: &str| {
            let behind = stat.rsplit_once(')').map(|(_, behind)| behind);
            behind.and_then(|it| it.split_whitespace().nth(1)) == Some(&*own)
        };
        let entries = fs::read_dir("/proc").into_iter().flatten().flatten();
        let numbers = entries.filter_map(|entry| entry.file_name().to_str()?.parse::<i32>().ok());
        let found = numbers.filter(|number| {
            fs::read_to_string(format!("/proc/{number}/stat")).is_ok_and(|stat| is_own(&stat))
        });
        found.filter_map(Pid::from_raw).collect()
    }
}
