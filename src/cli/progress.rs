//! Progress on a terminal, and how long each file took.

use std::io::{self, IsTerminal as _};
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use recto::backend::Backend;
use recto::{Step, Watch};

/// A run that is over sooner shows no progress at all.
const PATIENCE: Duration = Duration::from_millis(400);
const TICK: Duration = Duration::from_millis(100);

/// Shows what is being done, where that takes long and somebody looks; keeps the times.
#[derive(Debug)]
pub(crate) struct Progress {
    line: ProgressBar,
    renders: Mutex<Vec<Render>>,
}

#[derive(Debug)]
struct Render {
    name: String,
    /// The export it is for.
    number: usize,
    start: Instant,
    took: Option<Duration>,
}

impl Render {
    fn is(&self, backend: &dyn Backend, number: usize) -> bool {
        self.name == backend.name() && self.number == number
    }
}

impl Progress {
    pub(crate) fn new(quiet: bool) -> Self {
        let line = ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden());
        line.set_style(ProgressStyle::default_spinner());
        if !quiet && io::stderr().is_terminal() {
            show_later(&line);
        }
        Self { line, renders: Mutex::default() }
    }

    /// Takes the line off the terminal.
    pub(crate) fn clear(&self) {
        self.line.finish_and_clear();
    }

    /// How long a format of an export took.
    pub(crate) fn time(&self, backend: &dyn Backend, number: usize) -> Option<Duration> {
        self.renders().iter().find(|render| render.is(backend, number))?.took
    }

    fn renders(&self) -> std::sync::MutexGuard<'_, Vec<Render>> {
        // A panic elsewhere leaves the list as it is, which is whole at any time.
        self.renders.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Watch for Progress {
    fn started(&self, step: Step<'_>) {
        self.line.set_message(match step {
            Step::Read => "reading pages".to_owned(),
            Step::Parse => "parsing pages".to_owned(),
            Step::Resolve => "loading attachments".to_owned(),
            Step::Render(backend, number) => {
                let mut renders = self.renders();
                let (name, start) = (backend.name().to_owned(), Instant::now());
                renders.push(Render { name, number, start, took: None });
                under_way(&renders)
            }
        });
    }

    fn finished(&self, step: Step<'_>) {
        if let Step::Render(backend, number) = step {
            let mut renders = self.renders();
            if let Some(render) = renders.iter_mut().find(|render| render.is(backend, number)) {
                render.took = Some(render.start.elapsed());
            }
            self.line.set_message(under_way(&renders));
        }
    }
}

/// `making pdf, epub`.
fn under_way(renders: &[Render]) -> String {
    let names: Vec<_> =
        renders.iter().filter(|render| render.took.is_none()).map(|render| &*render.name).collect();
    format!("making {}", names.join(", "))
}

/// Puts the line on the terminal once the run lasts.
fn show_later(line: &ProgressBar) {
    let line = line.downgrade();
    // Without a thread there is no line, and nothing is lost.
    let _ = thread::Builder::new().spawn(move || {
        thread::sleep(PATIENCE);
        if let Some(line) = line.upgrade().filter(|line| !line.is_finished()) {
            line.set_draw_target(ProgressDrawTarget::stderr());
            line.enable_steady_tick(TICK);
        }
    });
}
