//! Which forms of an env read a build replaces by the value.
//!
//! Source: `research/boundary-facts.md` 11 and 12, and builds of the same forms by Next 14.2 and 15.5.

use crate::project::{App, Bundler, Bundlers};
use crate::syntax::facts::{EnvForm, EnvObject, EnvRead, Through};

/// Who of the framework's bundlers replace the expression. `defined`: the configuration says by what.
pub(super) fn inlined_by(app: &App, read: &EnvRead, defined: bool) -> Bundlers {
    // `globalThis.process.env` and what is handed around stay as they are.
    if matches!(read.through, Through::Global | Through::Parameter | Through::EnvImport) {
        return Bundlers::NONE;
    }
    let plain = matches!(read.form, EnvForm::Dot | EnvForm::Bracket);
    match read.object {
        EnvObject::Process if app.is_next() => next(app, read),
        EnvObject::Process if (app.framework.process_env || defined) && plain => Bundlers::ALL,
        EnvObject::ImportMeta if app.framework.import_meta_env && (plain || read.form == EnvForm::Destructured) => {
            Bundlers::ALL
        }
        _ => Bundlers::NONE,
    }
}

fn next(app: &App, read: &EnvRead) -> Bundlers {
    let (turbopack, webpack) = (Bundler::Turbopack.alone(), Bundler::Webpack.alone());
    let form = match read.form {
        EnvForm::Dot | EnvForm::Bracket => Bundlers::ALL,
        EnvForm::Template if app.is_before(16, 0) => Bundlers::ALL,
        EnvForm::Template => turbopack,
        EnvForm::Computed | EnvForm::Destructured | EnvForm::Whole => Bundlers::NONE,
    };
    let through = match read.through {
        Through::Direct | Through::Alias => Bundlers::ALL,
        Through::Destructured => turbopack,
        Through::Optional => webpack,
        Through::ProcessImport if !app.is_before(15, 0) => webpack,
        _ => Bundlers::NONE,
    };
    form.both(through)
}
