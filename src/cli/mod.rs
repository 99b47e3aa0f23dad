//! The command line: its words, and what each of them does.

mod build;
mod check;
mod color;
mod formats;
mod init;
mod input_folder;
mod list;
mod manifest;
mod mend;
mod programs;
mod progress;
mod report;
mod themes;
mod today;
mod verify;
mod write;

use std::env;
use std::io::{self, Write};
use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::error::{ContextKind, ContextValue};
use clap::{Args, CommandFactory, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;
use color::Color;
use recto::diag::{Code, Severity, Warned};
use recto::exchange::Document;
use recto::fault;
use recto::files::reason;
use recto::source::{PdfStandard, SetVariable};
use recto::span::Sources;
use recto::text::day::Day;
use recto::text::size::ByteSize;
use recto::text::visible::{visible, visible_json, visible_lines};
use recto::{Request, Session};

use input_folder::InputFolder;
use programs::Reach;
use report::Report;

/// Turns a folder of Markdown pages into a print-ready PDF, an EPUB 3 and one self-contained HTML
/// file.
#[derive(Debug, Parser)]
#[command(
    name = "recto",
    version,
    max_term_width = 100,
    after_help = "How pages are written, a pack is put together and a theme is made stands in \
                  docs/writing.md, docs/pack.md and docs/themes.md."
)]
pub(crate) struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Make the documents of a pack.
    Build(Build),
    /// Write a small pack to start from. Nothing that is there is overwritten.
    Init {
        /// The folder. It is made where it is missing.
        #[arg(default_value = ".", value_hint = clap::ValueHint::DirPath)]
        folder: PathBuf,
    },
    /// Show the pages of a pack in their order, and those that are left out with the reason.
    List(List),
    /// Find what an editor would mend in a pack, and write nothing.
    Check(Check),
    /// Hold documents to the manifest that was written with them.
    Verify(Verify),
    /// Print the document tree as JSON.
    Tree(Tree),
    /// List the themes that come with Recto, show what one says, or start one.
    Themes {
        #[command(subcommand)]
        ask: Option<ThemesAsk>,
    },
    /// Print a completion script for a shell.
    Completions {
        /// The shell.
        shell: Shell,
    },
    /// Print the manual page.
    Man,
}

/// What is read, and how faults are reported.
#[derive(Clone, Debug, Args)]
struct Input {
    /// A folder of pages, with or without a pack.yaml, or a single page.
    #[arg(default_value = ".", value_hint = clap::ValueHint::AnyPath)]
    path: PathBuf,
    /// The theme: the name of a shipped one, or a folder with a theme.yaml.
    #[arg(long, value_name = "NAME")]
    theme: Option<String>,
    /// The profile of pack.yaml whose settings go over the others. `build`, `check` and `list` take
    /// several, repeated or with commas between them.
    #[arg(long = "profile", value_name = "NAME", value_delimiter = ',')]
    profiles: Vec<String>,
    /// Give a variable a value; may be repeated.
    #[arg(long = "set", value_name = "NAME=VALUE", value_parser = set_variable)]
    variables: Vec<SetVariable>,
    /// Take variables from a YAML file, which need not lie in the pack; may be repeated.
    #[arg(long = "vars", value_name = "FILE", value_hint = clap::ValueHint::FilePath)]
    variable_files: Vec<PathBuf>,
    /// The day that is asked about, as 2027-03-01: which pages are published on it, which
    /// certificates and reviews are in date [default: the day of `SOURCE_DATE_EPOCH`, else today].
    #[arg(long, value_name = "DATE", value_parser = day)]
    on: Option<Day>,
    /// Treat warnings as errors, and write nothing where there is one.
    #[arg(long)]
    strict: bool,
    /// How many threads work at once [default: one for each core].
    #[arg(long, value_name = "NUMBER", value_parser = number_of_threads)]
    jobs: Option<NonZeroUsize>,
    /// Say nothing but errors.
    #[arg(short, long)]
    quiet: bool,
    /// Show every finding, not the first of each kind. `build` also says which pages stay out, and
    /// why, and what every attachment takes in the HTML file.
    #[arg(short, long, conflicts_with = "quiet")]
    verbose: bool,
    /// The form of diagnostics. They go to standard error, those of `check` to standard output.
    #[arg(long, value_name = "FORM", default_value = "human")]
    diagnostics: Form,
    /// When they are coloured: `auto` heeds `NO_COLOR`, `CLICOLOR` and `CLICOLOR_FORCE`.
    #[arg(long, value_name = "WHEN", default_value = "auto")]
    color: Color,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Form {
    /// With excerpts, for people.
    Human,
    /// One JSON object a line, for programs.
    Json,
    /// A SARIF 2.1.0 log, for code hosts and editors.
    Sarif,
    /// JUnit XML, for build servers.
    Junit,
}

/// What a pack may do beyond being read.
#[derive(Debug, Args)]
struct Permissions {
    /// Let the programs run that pack.yaml names, for diagrams and as filters, and those that make
    /// other formats. Allow it for packs you trust alone.
    #[arg(long)]
    allow_commands: bool,
    /// Let these programs reach the network too, which they are kept from where the system can do
    /// so.
    #[arg(long, requires = "allow_commands")]
    allow_network: bool,
    /// Let the scripts run in the HTML file that a theme in the pack brings, as `html/comforts.js`.
    /// Allow it for themes you trust alone; one outside the pack, named by --theme, is trusted.
    #[arg(long)]
    trust_theme: bool,
}

impl Permissions {
    /// How far programs reach; none where they do not run.
    fn reach(&self) -> Option<Reach> {
        let reach = if self.allow_network { Reach::Network } else { Reach::Machine };
        self.allow_commands.then_some(reach)
    }
}

#[derive(Debug, Args)]
struct Build {
    #[command(flatten)]
    input: Input,
    /// The formats to make, with commas between them [default: pdf,epub,html]. Any other NAME is
    /// made by the program `recto-to-NAME`, with --allow-commands.
    #[arg(long, value_name = "FORMATS", value_delimiter = ',', value_parser = formats::name)]
    to: Vec<String>,
    /// Make the documents of every profile of pack.yaml.
    #[arg(long, conflicts_with = "profiles")]
    all_profiles: bool,
    /// The folder to write to. It is made where it is missing.
    #[arg(short, long, value_name = "FOLDER", default_value = "dist")]
    #[arg(value_hint = clap::ValueHint::DirPath)]
    output: PathBuf,
    /// What the PDF is to claim and to be held to, in place of what the pack says: none, ua-1,
    /// a-2b, or two with a comma between them. The PDF is not made where its content breaks what
    /// is asked for [default: a-2a,ua-1, as far as the content goes along].
    #[arg(long, value_name = "NAMES")]
    pdf_standard: Option<PdfStandard>,
    /// How large each file may be, as 10MB, in place of what the pack says: pictures are made
    /// smaller until it fits. Without it nothing is.
    #[arg(long, value_name = "SIZE")]
    max_size: Option<ByteSize>,
    /// How much memory it may take, as 500MB. Where what there is of pages and pictures would take
    /// more nothing is made, and that is said at once; it never changes what is made.
    #[arg(long, value_name = "SIZE")]
    max_memory: Option<ByteSize>,
    #[command(flatten)]
    permissions: Permissions,
    /// Also write a manifest: what the documents were made of, and how, for `recto verify`.
    #[arg(long)]
    manifest: bool,
    /// Also say how well something is done.
    #[arg(long, value_name = "WHAT")]
    report: Option<Subject>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Subject {
    /// The PDF's pages: how full they are, worst lines, hyphens in a row, widows and orphans.
    Layout,
}

#[derive(Debug, Args)]
struct Check {
    #[command(flatten)]
    input: Input,
    /// Check the pack under every profile of pack.yaml.
    #[arg(long, conflicts_with = "profiles")]
    all_profiles: bool,
    #[command(flatten)]
    permissions: Permissions,
    /// Correct in the files what takes no judgement, and tell what is left.
    #[arg(long)]
    fix: bool,
    /// Silence a rule; may be repeated.
    #[arg(long, value_parser = silenced, value_name = "RULE")]
    allow: Vec<Code>,
    /// Make a rule an error, or all of them by the word `warnings`; may be repeated.
    #[arg(long, value_name = "RULE")]
    deny: Vec<Denied>,
    /// Print every rule and end.
    #[arg(long)]
    list: bool,
    /// Print the page about a rule and end.
    #[arg(long, value_name = "RULE", conflicts_with = "list")]
    explain: Option<Code>,
}

/// What is not suffered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Denied {
    Warnings,
    Rule(Code),
}

impl std::str::FromStr for Denied {
    type Err = String;

    fn from_str(word: &str) -> Result<Self, String> {
        if word == "warnings" { Ok(Self::Warnings) } else { word.parse().map(Self::Rule) }
    }
}

#[derive(Debug, Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of the command line")]
struct Verify {
    /// The manifest, beside the documents that were written with it.
    #[arg(value_hint = clap::ValueHint::FilePath)]
    manifest: PathBuf,
    /// The folder of pages that the documents were made of, for --rebuild.
    #[arg(default_value = ".", value_hint = clap::ValueHint::DirPath)]
    folder: PathBuf,
    /// Also make the documents anew, and say whether the same inputs give the same bytes.
    #[arg(long)]
    rebuild: bool,
    /// Let the programs run that drew the diagrams, for --rebuild. Allow it for packs you trust
    /// alone.
    #[arg(long, requires = "rebuild")]
    allow_commands: bool,
    /// Let these programs reach the network too.
    #[arg(long, requires = "allow_commands")]
    allow_network: bool,
    /// Take the own script of a theme in the pack into the HTML file, for --rebuild, as the build
    /// did. Nothing runs it here.
    #[arg(long, requires = "rebuild")]
    trust_theme: bool,
    /// The folder of the theme, for --rebuild, where it lies outside the pages' folder.
    #[arg(long, value_name = "FOLDER", requires = "rebuild")]
    theme: Option<String>,
    /// Say nothing but errors.
    #[arg(short, long)]
    quiet: bool,
    /// Show every finding, not the first of each kind.
    #[arg(short, long, conflicts_with = "quiet")]
    verbose: bool,
    /// The form of diagnostics, which go to standard error.
    #[arg(long, value_name = "FORM", default_value = "human")]
    diagnostics: Form,
    /// When they are coloured: `auto` heeds `NO_COLOR`, `CLICOLOR` and `CLICOLOR_FORCE`.
    #[arg(long, value_name = "WHEN", default_value = "auto")]
    color: Color,
}

#[derive(Debug, Args)]
struct List {
    #[command(flatten)]
    input: Input,
    /// Show the pages of every profile of pack.yaml.
    #[arg(long, conflicts_with = "profiles")]
    all_profiles: bool,
    /// The form of the list.
    #[arg(long, value_name = "FORM", default_value = "text")]
    format: ListForm,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum ListForm {
    /// As lines, for people.
    Text,
    /// As JSON, for programs.
    Json,
}

#[derive(Debug, Subcommand)]
enum ThemesAsk {
    /// Print every token of a theme with its value and the file that gives it.
    Show {
        /// The name of a theme that comes with Recto, or a folder with a theme.yaml.
        name: String,
    },
    /// Write a theme of one's own to start from. Nothing that is there is overwritten.
    New {
        /// The folder. It is made where it is missing.
        #[arg(value_hint = clap::ValueHint::DirPath)]
        folder: PathBuf,
        /// The theme that it changes.
        #[arg(long, value_name = "NAME", default_value = "default")]
        from: String,
        /// A logo for its cover, which may lend it its colour.
        #[arg(long, value_name = "FILE", value_hint = clap::ValueHint::FilePath)]
        logo: Option<PathBuf>,
    },
}

#[derive(Debug, Args)]
struct Tree {
    #[command(flatten)]
    input: Input,
    /// Print the finished document, as programs get it that make formats of their own.
    #[arg(long)]
    resolved: bool,
    #[command(flatten)]
    permissions: Permissions,
}

/// A rule that can be silenced.
fn silenced(name: &str) -> Result<Code, String> {
    let code: Code = name.parse()?;
    match code.unsilenced() {
        Some(told) => Err(format!("{}; {}", told.message, told.help.unwrap_or_default())),
        None => Ok(code),
    }
}

fn set_variable(argument: &str) -> Result<SetVariable, String> {
    match argument.split_once('=') {
        Some((name, value)) if !name.trim().is_empty() => {
            Ok(SetVariable { name: name.trim().to_owned(), value: value.to_owned() })
        }
        _ => Err("write it as NAME=VALUE".to_owned()),
    }
}

fn number_of_threads(argument: &str) -> Result<NonZeroUsize, String> {
    argument.parse().map_err(|_| "write a whole number from 1 on".to_owned())
}

fn day(argument: &str) -> Result<Day, String> {
    Day::parse(argument).ok_or_else(|| "there is no such day; write it as 2027-03-01".to_owned())
}

/// How a run ended, as scripts see it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    Fine,
    /// Something is wrong with the content, or could not be made or written.
    Faulty,
    /// The command was not understood.
    Misused,
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> Self {
        Self::from(match outcome {
            Outcome::Fine => 0,
            Outcome::Faulty => 1,
            Outcome::Misused => 2,
        })
    }
}

/// What is wrong with a command line, with the words from there shown as they may be printed.
pub(crate) fn harmless(mut error: clap::Error) -> clap::Error {
    // That an unknown option could be meant as a value is never what was meant.
    error.remove(ContextKind::Suggested);
    let shown = |words: &String| visible(words).into_owned();
    let told: Vec<_> = error.context().map(|(kind, value)| (kind, value.clone())).collect();
    for (kind, value) in told {
        let value = match value {
            ContextValue::String(words) => ContextValue::String(shown(&words)),
            ContextValue::Strings(all) => ContextValue::Strings(all.iter().map(shown).collect()),
            other => other,
        };
        error.insert(kind, value);
    }
    error
}

/// Does all there is to do. Where a fault of Recto ends it that is said, and it is a failure.
pub(crate) fn guarded(run: impl FnOnce() -> ExitCode) -> ExitCode {
    // Whoever asks for traces gets what the standard library prints.
    if env::var_os("RUST_BACKTRACE").is_none() {
        fault::note_quietly();
    }
    fault::caught(run).unwrap_or_else(|fault| {
        let report = Report::bare(Form::Human, Color::Auto, false, true);
        report.tell(&[fault.diagnostic("it cannot go on")], &Sources::default());
        ExitCode::FAILURE
    })
}

/// Does what the command line asks for.
pub(crate) fn run(cli: Cli) -> ExitCode {
    let outcome = match cli.command {
        Command::Build(build) => with_threads(build.input.jobs, || build::build(&build)),
        Command::Check(check) => with_threads(check.input.jobs, || check::check(&check)),
        Command::Verify(verify) => verify::verify(&verify),
        Command::Init { folder } => init::init(&folder),
        Command::List(list) => with_threads(list.input.jobs, || list::list(&list)),
        Command::Tree(tree) => with_threads(tree.input.jobs, || print_tree(&tree)),
        Command::Themes { ask } => themes::themes(ask.as_ref()),
        Command::Completions { shell } => {
            let mut script = Vec::new();
            clap_complete::generate(shell, &mut Cli::command(), "recto", &mut script);
            print(&script)
        }
        Command::Man => print_manual(),
    };
    outcome.into()
}

/// Runs `work` on as many threads as the user asked for.
fn with_threads(jobs: Option<NonZeroUsize>, work: impl FnOnce() -> Outcome + Send) -> Outcome {
    let threads = jobs.map_or(0, NonZeroUsize::get);
    if let Ok(pool) = rayon::ThreadPoolBuilder::new().num_threads(threads).build() {
        return pool.install(work);
    }
    // A system that gives no more threads still has this one. It has to be a pool of its own: where there
    // is none, one is made of as many threads as there are processors.
    match rayon::ThreadPoolBuilder::new().num_threads(1).use_current_thread().build_global() {
        Ok(()) => work(),
        Err(error) => {
            let _ = writeln!(io::stderr(), "error: the system gives no threads: {error}");
            Outcome::Faulty
        }
    }
}

fn print_tree(tree: &Tree) -> Outcome {
    let place = match InputFolder::of(&tree.input.path) {
        Ok(place) => place,
        Err(words) => return misused(&words),
    };
    let request = match place.request(&tree.input, Vec::new()) {
        Ok(request) => Request { programs: place.programs(tree.permissions.reach()), ..request },
        Err(words) => return misused(&words),
    };
    let mut session = Session::new(&place.files);
    let (diagnostics, is_empty, json) = if tree.resolved {
        let Warned { value: prepared, diagnostics } = session.prepare(&request);
        let document = &prepared.document;
        let json =
            Document::new(document, &document.assets, &prepared.theme, prepared.options.date)
                .to_json();
        (diagnostics, document.pack.pages.is_empty(), json)
    } else {
        let Warned { value: pack, diagnostics } = session.tree(&request);
        let json = serde_json::to_vec_pretty(&pack);
        let json = json.expect("a document tree holds nothing that JSON cannot");
        (diagnostics, pack.pages.is_empty(), json)
    };
    Report::new(&tree.input, &place).tell(&diagnostics, session.sources());
    let worst = diagnostics.iter().map(|diagnostic| diagnostic.severity).max();
    if is_empty || fails(tree.input.strict, worst) {
        return Outcome::Faulty;
    }
    let json = String::from_utf8_lossy(&json) + "\n";
    print(visible_json(&json).as_bytes())
}

fn print_manual() -> Outcome {
    let mut manual = Vec::new();
    match clap_mangen::Man::new(Cli::command()).render(&mut manual) {
        Ok(()) => print(&manual),
        Err(_) => Outcome::Faulty,
    }
}

/// Whether what was found fails a run.
fn fails(strict: bool, worst: Option<Severity>) -> bool {
    worst >= Some(if strict { Severity::Warning } else { Severity::Error })
}

/// Writes lines for people to standard output, whatever words from outside are in them.
fn say(lines: &str) -> Outcome {
    print(visible_lines(lines).as_bytes())
}

/// Writes to standard output what holds no words from outside, or is safe already. A reader that went away, as `head` does, is no fault.
fn print(bytes: &[u8]) -> Outcome {
    let mut out = io::stdout().lock();
    match out.write_all(bytes).and_then(|()| out.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            let why = reason(&error);
            // Where standard error is gone there is nobody to tell.
            let _ = writeln!(io::stderr(), "error: cannot write to standard output: {why}");
            Outcome::Faulty
        }
        _ => Outcome::Fine,
    }
}

/// Tells that the command cannot be done as it was given.
fn misused(words: &str) -> Outcome {
    // Where standard error is gone there is nobody to tell.
    let _ = writeln!(io::stderr(), "error: {}", visible(words));
    Outcome::Misused
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_is_consistent() {
        Cli::command().debug_assert();
    }
}
