//! `recto verify`.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::Path;
use std::sync::Arc;

use recto::backend::BACKENDS;
use recto::diag::{Code, Diagnostic};
use recto::files::{Files, Fingerprint, PackPath, Programs, Recorded, reason};
use recto::manifest::{self, Origin, Parameters, Resource, Statement, compare, extra};
use recto::span::Sources;
use recto::{Export, Request, Unwatched};

use super::input_folder::{InputFolder, wanted_theme};
use super::manifest::{of_pack, of_repository, theme_files};
use super::programs::Reach;
use super::report::{Report, counted};
use super::{Outcome, Verify, misused, print};

/// Holds files to a manifest, tells what is not as it was.
pub(super) fn verify(verify: &Verify) -> Outcome {
    let path = &verify.manifest;
    let read = plain(path).and_then(|()| fs::read_to_string(path));
    let statement = match read {
        Ok(text) => Statement::read(&text),
        Err(error) => {
            let words = format!("{}: {}: {}", path.display(), reason(&error), manifest::INSTEAD);
            return misused(&words);
        }
    };
    let statement = match statement {
        Ok(statement) => statement,
        Err(words) => return misused(&format!("{}: {words}", path.display())),
    };
    let mut faults = outputs(&statement, path.parent().unwrap_or(Path::new("")));
    let untouched = faults.is_empty();
    if verify.rebuild {
        match rebuild(&statement, verify) {
            Ok(found) => faults.extend(found),
            Err(words) => return misused(&words),
        }
    }
    let report = Report::bare(verify.diagnostics, verify.color, verify.quiet, verify.verbose);
    report.tell(&faults, &Sources::default());
    if !faults.is_empty() {
        return Outcome::Faulty;
    }
    let said = match (verify.rebuild, untouched) {
        (true, _) => "untouched, and the same inputs give the same bytes",
        (false, _) => "untouched",
    };
    let line = format!("{}: {said}\n", counted(statement.outputs().len(), "file"));
    if verify.quiet { Outcome::Fine } else { print(line.as_bytes()) }
}

/// Refuses what is no plain file: a link may lead anywhere, and a device never ends.
fn plain(path: &Path) -> io::Result<()> {
    let kind = fs::symlink_metadata(path)?.file_type();
    if kind.is_file() {
        return Ok(());
    }
    let words = if kind.is_dir() { "it is a folder" } else { "it is no plain file" };
    Err(io::Error::new(io::ErrorKind::InvalidInput, words))
}

/// What became of the outputs, which lie beside the manifest.
fn outputs(statement: &Statement, folder: &Path) -> Vec<Diagnostic> {
    // One that is not there is missing.
    let is_odd = |output: &&Resource| {
        plain(&folder.join(&output.name)).is_err_and(|it| it.kind() == io::ErrorKind::InvalidInput)
    };
    let (odd, files): (Vec<_>, Vec<_>) = statement.outputs().iter().partition(is_odd);
    let odd = odd.into_iter().map(|output| {
        let message = format!("the output `{}` is no plain file, and is not read", output.name);
        Diagnostic::error(Code::Verification, message).help("put the file itself there")
    });
    let mut faults: Vec<_> = odd.collect();
    faults.extend(compare(files, "output", |output| {
        let name = Path::new(&output.name);
        // A manifest names files beside itself; what leads elsewhere is none of them.
        let beside = name.file_name().is_some_and(|own| own == name.as_os_str());
        let path = beside.then(|| folder.join(name))?;
        Some(Fingerprint::of(&fs::read(path).ok()?))
    }));
    let beside: BTreeSet<String> = statement
        .outputs()
        .iter()
        .filter_map(|output| output.name.rsplit_once('.'))
        .flat_map(|(stem, _)| BACKENDS.iter().map(move |it| format!("{stem}.{}", it.name())))
        .filter(|name| folder.join(name).is_file())
        .collect();
    faults.extend(extra(statement.outputs(), "output", beside.iter().map(String::as_str)));
    faults
}

/// Whether the same inputs still give the same bytes. Where inputs are not the same, that is all
/// there is to tell.
fn rebuild(statement: &Statement, verify: &Verify) -> Result<Vec<Diagnostic>, String> {
    let parameters = statement.parameters();
    let place = InputFolder::of(&verify.folder)?;
    is_meant(&place, parameters, verify)?;
    let theme = verify.theme.as_deref().map(wanted_theme);
    let mut request = Request {
        trust_theme: verify.trust_theme,
        ..Request::of_parameters(parameters, theme, programs(parameters, verify, &place)?)?
    };
    match place.kept_above(parameters.on) {
        Ok(kept) => request.wanted.kept_above = kept,
        Err(fault) => request.wanted.unread.push(fault),
    }
    request.wanted = place.with_site_above(request.wanted);
    let files = place.files.dated(parameters.source_date_epoch);

    let changed = changed_before(statement, &files, &request);
    if !changed.is_empty() {
        return Ok(changed);
    }
    let recorded = Recorded::remembering(&files, Fingerprint::of);
    let export = recto::export(&request, &recorded, &Unwatched);
    let mut faults = inputs(statement, &recorded, &request, &export);
    if let Some(refusal) = export.refusal.as_ref().filter(|_| faults.is_empty()) {
        faults.push(Diagnostic::error(Code::Verification, refusal.to_string()));
    }
    if !faults.is_empty() {
        return Ok(faults);
    }
    faults.extend(compare(statement.outputs(), "rebuilt output", |output| {
        let ending = output.name.rsplit_once('.')?.1;
        let made = export.made.iter().find(|made| made.backend.name() == ending)?;
        Some(Fingerprint::of(&made.artifact.bytes))
    }));
    let mut in_part = statement.inputs().iter().filter(|input| input.fingerprint().is_none());
    if let Some(first) = in_part.next().filter(|_| !faults.is_empty()) {
        let more = match in_part.count() {
            0 => String::new(),
            more => format!(" or one of {more} more"),
        };
        let message = format!(
            "`{}`{more} may have changed: of files taken in part there is no sum",
            first.name
        );
        faults.push(Diagnostic::note(Code::Verification, message));
    }
    if !faults.is_empty() && statement.made_by() != manifest::version() {
        let (then, now) = (statement.made_by(), manifest::version());
        let message = format!("the files were made by Recto {then}, and this is Recto {now}");
        faults.push(Diagnostic::note(Code::Verification, message));
    }
    Ok(faults)
}

/// What has changed of the pack, where programs would run: they are the pack's, and what it names by
/// now need not be what it named when somebody allowed them.
fn changed_before(statement: &Statement, files: &impl Files, request: &Request) -> Vec<Diagnostic> {
    if request.programs.is_none() {
        return Vec::new();
    }
    let of_pack = statement.inputs().iter().filter(|input| input.origin() == Origin::Pack);
    let mut changed = compare(of_pack, "input", |input| {
        let path = PackPath::new(&input.name).ok()?;
        Some(Fingerprint::of(&files.read(&path).ok()?))
    });
    if !changed.is_empty() {
        let message = "the pack has changed, so no program was run and nothing was made again";
        let help = "look at what has changed, and build it with --allow-commands if you trust it";
        changed.insert(0, Diagnostic::note(Code::Verification, message).help(help));
    }
    changed
}

/// Refuses a page that is not the one that the manifest speaks of.
fn is_meant(place: &InputFolder, parameters: &Parameters, verify: &Verify) -> Result<(), String> {
    let given = place.page().map(PackPath::as_str);
    if given.is_none() || given == parameters.page.as_deref() {
        return Ok(());
    }
    let meant = match &parameters.page {
        Some(page) => format!("the page `{page}`"),
        None => "a whole folder".to_owned(),
    };
    Err(format!("{}: the manifest is of {meant}: name that", verify.folder.display()))
}

/// What runs the programs that had a part in the files, where some had.
fn programs(
    parameters: &Parameters,
    verify: &Verify,
    place: &InputFolder,
) -> Result<Option<Arc<dyn Programs>>, String> {
    if verify.allow_commands {
        let reach = if verify.allow_network { Reach::Network } else { Reach::Machine };
        return Ok(place.programs(Some(reach)));
    }
    let listed = |commands: &mut dyn Iterator<Item = &Vec<String>>| {
        commands.map(|command| format!("`{}`", command.join(" "))).collect::<Vec<_>>().join(", ")
    };
    let (drawn, filtered) =
        (listed(&mut parameters.renderers.values()), listed(&mut parameters.filters.iter()));
    match (&*drawn, &*filtered) {
        ("", "") => Ok(None),
        ("", by) => Err(format!("the pages were filtered by {by}: say --allow-commands")),
        (by, _) => Err(format!("diagrams were drawn by {by}: say --allow-commands")),
    }
}

/// What became of the inputs, and which there are that were not read then.
fn inputs(
    statement: &Statement,
    files: &Recorded<'_, Fingerprint>,
    request: &Request,
    export: &Export,
) -> Vec<Diagnostic> {
    let read = of_pack(files, export);
    let around = of_repository(files, export);
    let theme = theme_files(request);
    let mut faults = compare(statement.inputs(), "input", |input: &Resource| {
        if input.origin() == Origin::Theme {
            let own = theme.iter().find(|file| file.name == input.name);
            return own.and_then(Resource::fingerprint);
        }
        let path = PackPath::new(&input.name).ok()?;
        if input.origin() == Origin::Repository {
            return around.get(&path).cloned();
        }
        // A page that is left out by now is there all the same.
        let unread = || Some(Fingerprint::of(&files.read(&path).ok()?));
        read.get(&path).cloned().or_else(unread)
    });
    let of = |origin| statement.inputs().iter().filter(move |input| input.origin() == origin);
    faults.extend(extra(of(Origin::Pack), "input", read.keys().map(PackPath::as_str)));
    let found = around.keys().map(PackPath::as_str);
    faults.extend(extra(of(Origin::Repository), "file of the repository", found));
    faults.extend(extra(
        of(Origin::Theme),
        "file of the theme",
        theme.iter().map(|file| &*file.name),
    ));
    faults
}
