//! Programs of this system that draw diagrams, change pages or make formats.

#[cfg(target_os = "linux")]
mod confined;
#[cfg(unix)]
mod family;
#[cfg(unix)]
mod orphans;

use std::ffi::OsString;
use std::io::{self, Read, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
#[cfg(unix)]
use std::sync::Arc;
use std::sync::OnceLock;
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::{Duration, Instant};

use recto::files::{Programs, Run, RunError};
use recto::limits::PROGRAM_OUTPUT;
use tempfile::TempDir;

/// The most that is read of what a program says beside it.
const MOST_WORDS: u64 = 64 * 1024;
/// How often it is looked whether a program has ended, once it writes no more.
const GLANCE: Duration = Duration::from_millis(5);
/// How long its words are waited for when it has ended.
const GRACE: Duration = Duration::from_secs(1);

/// How far programs reach that may run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reach {
    /// This machine alone, where it has something that keeps them from the network.
    Machine,
    /// Whatever this command reaches.
    Network,
}

/// The programs of this system, run in a folder, with the environment of the command but for a
/// folder of their own for what they keep while they run.
#[derive(Debug)]
pub(super) struct SystemPrograms {
    folder: PathBuf,
    reach: Reach,
    private: Option<TempDir>,
    /// What their command lines start with, once one of them is to run.
    start: OnceLock<&'static [&'static str]>,
    #[cfg(unix)]
    family: Arc<family::Family>,
}

impl SystemPrograms {
    /// The programs, run in the folder of a pack.
    pub(super) fn new(folder: &Path, reach: Reach) -> Self {
        let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
        // Where none can be made they share the system's, as they would without Recto.
        let private = tempfile::Builder::new().prefix("recto-").tempdir().ok();
        Self {
            folder: folder.canonicalize().unwrap_or_else(|_| folder.to_owned()),
            reach,
            start: OnceLock::new(),
            #[cfg(unix)]
            family: family::Family::new(private.as_ref().map(|it| it.path().to_owned())),
            private,
        }
    }

    fn start(&self, run: &Run<'_>) -> Result<Child, RunError> {
        let mut command = self.command(&self.locate(run.program))?;
        command.args(run.arguments).current_dir(&self.folder);
        if let Some(private) = &self.private {
            command.envs(["TMPDIR", "TMP", "TEMP"].map(|name| (name, private.path())));
        }
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        #[cfg(unix)]
        let started = self.family.start(&mut command);
        #[cfg(not(unix))]
        let started = command.spawn();
        started.map_err(|error| match error.kind() {
            io::ErrorKind::NotFound => RunError::NotFound,
            _ => RunError::NotStarted(error.to_string()),
        })
    }

    /// The start of a command line, up to the program.
    fn command(&self, program: &OsString) -> Result<Command, RunError> {
        let [first, rest @ ..] = self.confinement() else { return Ok(Command::new(program)) };
        #[cfg(target_os = "linux")]
        if !confined::is_there(Path::new(program)) {
            return Err(RunError::NotFound);
        }
        let mut command = Command::new(first);
        command.args(rest).arg(program);
        Ok(command)
    }

    /// What keeps programs from the network, in front of their own command lines.
    fn confinement(&self) -> &'static [&'static str] {
        self.start.get_or_init(|| match self.reach {
            Reach::Network => &[],
            #[cfg(target_os = "linux")]
            Reach::Machine => confined::way().unwrap_or_default(),
            #[cfg(not(target_os = "linux"))]
            Reach::Machine => &[],
        })
    }

    /// A name is left to the system to find; a path starts at the folder.
    fn locate(&self, program: &str) -> OsString {
        let is_path = program.contains('/') || program.contains(std::path::MAIN_SEPARATOR);
        if is_path { self.folder.join(program).into() } else { program.into() }
    }
}

impl Programs for SystemPrograms {
    fn run(&self, run: &Run<'_>) -> Result<Vec<u8>, RunError> {
        let deadline = Instant::now() + run.limit;
        let mut child = self.start(run)?;
        let ended = attend(&mut child, run, deadline).inspect_err(|_| end(&mut child));
        #[cfg(unix)]
        self.family.ended(&child);
        let Ended { status, output, words } = ended?;
        if status.success() {
            return Ok(output);
        }
        let words = words.recv_timeout(GRACE).unwrap_or_default();
        let words = String::from_utf8_lossy(&words).into_owned();
        let offline = !self.confinement().is_empty();
        Err(RunError::Failed { status: status.to_string(), words, offline })
    }
}

/// How a program has ended, and what it said.
struct Ended {
    status: ExitStatus,
    output: Vec<u8>,
    words: Receiver<Vec<u8>>,
}

/// Gives a program its input, and takes what it writes until it has ended.
fn attend(child: &mut Child, run: &Run<'_>, deadline: Instant) -> Result<Ended, RunError> {
    let no_thread = |error: io::Error| RunError::NotStarted(error.to_string());
    feed(child, run.input).map_err(no_thread)?;
    let output = gather(child.stdout.take(), PROGRAM_OUTPUT.most).map_err(no_thread)?;
    let words = gather(child.stderr.take(), MOST_WORDS).map_err(no_thread)?;
    let output = output.recv_timeout(run.limit).map_err(|_| RunError::TooLong)?;
    if output.len() as u64 > PROGRAM_OUTPUT.most {
        return Err(RunError::TooMuch);
    }
    Ok(Ended { status: wait(child, deadline)?, output, words })
}

/// Writes to the input of a program, beside all else: it may write before it has read everything.
fn feed(child: &mut Child, input: &[u8]) -> io::Result<()> {
    let Some(mut stdin) = child.stdin.take() else { return Ok(()) };
    let input = input.to_owned();
    // A program that does not read to the end says itself what became of it.
    thread::Builder::new().spawn(move || drop(stdin.write_all(&input)))?;
    Ok(())
}

/// Reads up to a byte more than `most`, beside all else, and hands it over at the end.
fn gather(stream: Option<impl Read + Send + 'static>, most: u64) -> io::Result<Receiver<Vec<u8>>> {
    let (sender, receiver) = mpsc::channel();
    thread::Builder::new().spawn(move || {
        let mut bytes = Vec::new();
        if let Some(stream) = stream {
            // What was read before a stream broke is all there is.
            let _ = stream.take(most + 1).read_to_end(&mut bytes);
        }
        // Nobody listens any more to a program that was given up.
        let _ = sender.send(bytes);
    })?;
    Ok(receiver)
}

/// Waits until a program that writes no more has ended.
fn wait(child: &mut Child, deadline: Instant) -> Result<ExitStatus, RunError> {
    loop {
        match child.try_wait() {
            Ok(Some(status)) => return Ok(status),
            Ok(None) if Instant::now() < deadline => thread::sleep(GLANCE),
            Ok(None) => return Err(RunError::TooLong),
            Err(error) => return Err(RunError::NotStarted(error.to_string())),
        }
    }
}

/// Ends a program, and whatever it has started.
fn end(child: &mut Child) {
    #[cfg(unix)]
    family::end_group(rustix::process::Pid::from_child(child));
    // It may have ended by itself just now.
    let _ = child.kill();
    let _ = child.wait();
}
