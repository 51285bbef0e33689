//! Turns `src/secrets/providers/*.toml` into JSON, so that nothing parses TOML at run time, and a malformed file stops the
//! build with its name and the place in it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::{env, fs, process};

/// The parts of the library that say what a file may hold, and what of it makes a source file interesting.
#[allow(dead_code, unreachable_pub, unused_imports, reason = "the library uses the rest")]
#[path = "src/secrets"]
mod secrets {
    mod power;
    pub mod schema;

    pub use power::Power;

    mod names {
        mod split;
        mod words;

        pub(super) use split::split;
        pub(super) use words::{ends_in_secret, secret_phrases};
    }

    pub mod interests {
        mod collect;

        pub(crate) use collect::collect;
    }
}

use secrets::interests;
use secrets::schema::{Credential, Mode, Playbook, Provider};

const PROVIDERS: &str = "src/secrets/providers";

fn main() {
    println!("cargo::rerun-if-changed=src/secrets");
    if let Err(message) = run() {
        println!("cargo::error={}", message.trim_end().replace('\n', "\ncargo::error="));
        process::exit(1);
    }
}

fn run() -> Result<(), String> {
    let mut providers = Vec::new();
    let mut playbooks: BTreeMap<String, Playbook> = BTreeMap::new();
    let mut ids = BTreeSet::new();
    for path in files()? {
        let text = fs::read_to_string(&path).map_err(|error| in_file(&path, &error))?;
        let mut provider: Provider = toml::from_str(&text).map_err(|error| in_file(&path, &error))?;
        provider.id = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        for credential in &provider.credentials {
            check(credential).map_err(|fault| in_file(&path, &format!("credential {}: {fault}", credential.id)))?;
            if !ids.insert(credential.id.clone()) {
                return Err(in_file(&path, &format!("credential {}: this id is taken", credential.id)));
            }
        }
        if let Some(playbook) = provider.own_playbook.take() {
            playbooks.insert(provider.id.clone(), playbook);
        }
        providers.push(provider);
    }
    let interests = interests::collect(&providers);
    let lists = [
        ("VALUES", &interests.values),
        ("HEADS", &interests.heads),
        ("PLACES", &interests.places),
        ("HOSTS", &interests.hosts),
        ("CARRIERS", &interests.carriers),
        ("WORDS", &interests.words),
        ("PACKAGES", &interests.packages),
        ("PAID_PACKAGES", &interests.paid_packages),
        ("PAID_HOSTS", &interests.paid_hosts),
    ];
    let lines: Vec<String> = lists
        .iter()
        .map(|(name, list)| format!("pub(super) static {name}: &[&str] = &{:?};\n", Vec::from_iter(*list)))
        .collect();
    let source = lines.concat();
    write("interests.rs", &source)?;
    write("providers.json", &json(&providers)?)?;
    write("playbooks.json", &json(&playbooks)?)
}

fn files() -> Result<Vec<PathBuf>, String> {
    let mut files = Vec::new();
    for entry in fs::read_dir(PROVIDERS).map_err(|error| in_file(Path::new(PROVIDERS), &error))? {
        let path = entry.map_err(|error| in_file(Path::new(PROVIDERS), &error))?.path();
        if path.extension().is_some_and(|extension| extension == "toml") {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

/// What the types cannot say.
fn check(credential: &Credential) -> Result<(), &'static str> {
    if credential.mode == Mode::Shape && credential.shape.is_none() {
        return Err("`mode` is \"shape\" but there is no `shape`");
    }
    if credential.literals.iter().any(|literal| literal.len() < 2) {
        return Err("`literals` of a single character are in every text");
    }
    if credential.headers.iter().any(|name| name.bytes().any(|byte| byte.is_ascii_uppercase())) {
        return Err("`headers` are in lower case");
    }
    if credential.sinks.iter().any(|sink| sink.call.is_empty()) {
        return Err("a sink's `call` is empty");
    }
    Ok(())
}

fn json<T: serde::Serialize>(value: &T) -> Result<String, String> {
    serde_json::to_string(value).map_err(|error| error.to_string())
}

fn write(name: &str, text: &str) -> Result<(), String> {
    let folder = env::var_os("OUT_DIR").ok_or("OUT_DIR is not set")?;
    let path = Path::new(&folder).join(name);
    fs::write(&path, text).map_err(|error| in_file(&path, &error))
}

fn in_file(path: &Path, error: &dyn std::fmt::Display) -> String {
    format!("{}: {error}", path.display())
}
