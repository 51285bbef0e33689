//! Every provider's file, held against itself: samples in all places the file names, examples, counter-examples.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::BTreeSet;
use std::fs;

use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;

use super::super::candidate::{Candidate, Name, NameOrigin, Neighbour, Place, Sink};
use super::super::catalogue::Catalogue;
use super::super::sample::{Random, expand};
use super::super::schema::{Credential, Example, Mode, Provider};
use super::super::{Confidence, Power};

/// The files as they are written, with what the shipped JSON leaves out.
pub(in crate::secrets) fn providers() -> Vec<Provider> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/secrets/providers");
    let mut paths: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let read = |path: &std::path::PathBuf| {
        let mut provider: Provider = toml::from_str(&fs::read_to_string(path).unwrap()).unwrap();
        provider.id = path.file_stem().unwrap().to_str().unwrap().to_owned();
        provider
    };
    paths.iter().map(read).collect()
}

/// What is detected, in words for a failure's message; never the value.
fn detected(candidate: &Candidate<'_>) -> Option<(String, Confidence, Power)> {
    let found = Catalogue::builtin().detect(candidate)?;
    assert!(candidate.value.get(found.range.clone()).is_some(), "a range outside of the value");
    assert!(!found.evidence.is_empty());
    Some((found.credential.id.clone(), found.confidence, found.power))
}

fn names(texts: &[&'static str], origin: NameOrigin) -> Vec<Name<'static>> {
    texts.iter().map(|text| Name::new(text, origin)).collect()
}

fn host(credential: &Credential) -> Option<String> {
    credential.hosts.first().map(|host| host.replace('*', "acme1"))
}

fn from_regex(shape: &str, runner: &mut TestRunner) -> String {
    let ascii = shape
        .replace(r"[^\s]*", "")
        .replace(r"[\w.-]+", "[a-z]{6}")
        .replace(r"[\w-]+", "[a-z]{6}")
        .replace(r"\w", "0-9A-Za-z_");
    let strategy = proptest::string::string_regex(&ascii);
    strategy.unwrap().new_tree(runner).unwrap().current()
}

/// Every place that a file names, with every sample: the kind is found, and surely enough.
#[test]
fn samples_are_found_where_their_file_says() {
    let mut runner = TestRunner::deterministic();
    let mut failures = Vec::new();
    let mut checked = 0;
    let providers = providers();
    for (provider, credential) in
        providers.iter().flat_map(|provider| provider.credentials.iter().map(move |one| (provider, one)))
    {
        if credential.mode == Mode::Known {
            continue;
        }
        for (number, sample) in credential.samples.iter().enumerate() {
            let value = expand(
                sample,
                &mut Random::new(number as u64 * 31 + provider.id.len() as u64 + credential.id.len() as u64 * 7),
            );
            let mut expect = |what: &str, candidate: Candidate<'_>, least: Confidence| {
                checked += 1;
                match detected(&candidate) {
                    Some((id, confidence, _)) if id == credential.id && confidence >= least => {}
                    other => {
                        failures.push(format!("{}.toml: {} {sample} {what}: {other:?}", provider.id, credential.id));
                    }
                }
            };
            let bare = Candidate { value: &value, ..Candidate::default() };
            if credential.mode == Mode::Shape {
                expect("alone", bare, if credential.verified { Confidence::Proven } else { Confidence::Likely });
                expect("in a test", Candidate { place: Place::Test, ..bare }, Confidence::Likely);
                let embedded = format!("curl -H 'Authorization: Bearer {value}' https://acme.io");
                if !credential.whole
                    && !value.contains("://")
                    && !value.contains(['\n', ' ', ';'])
                    && !credential.literals.is_empty()
                {
                    expect(
                        "in a longer text",
                        Candidate { value: &embedded, ..Candidate::default() },
                        Confidence::Likely,
                    );
                }
            }
            for name in &credential.env {
                let name: &'static str = name.clone().leak();
                expect(
                    &format!("as {name}"),
                    Candidate { names: &names(&[name], NameOrigin::Binding), ..bare },
                    Confidence::Likely,
                );
                let public: &'static str = format!("NEXT_PUBLIC_{name}").leak();
                let entry = Candidate { names: &names(&[public], NameOrigin::Variable), place: Place::EnvFile, ..bare };
                expect(&format!("as {public}"), entry, Confidence::Likely);
            }
            for sink in &credential.sinks {
                for callee in &sink.call {
                    let path: Vec<&str> = sink.property.split('.').filter(|key| !key.is_empty()).collect();
                    let (package, callee) = (sink.package.replace('*', "sns"), callee.replace('*', "SNS"));
                    let at = Sink { package: &package, callee: &callee, argument: sink.argument, path: &path };
                    expect(
                        &format!("in {} {callee}", sink.package),
                        Candidate { sink: Some(at), ..bare },
                        Confidence::Proven,
                    );
                }
            }
            if let Some(host) = host(credential) {
                for header in &credential.headers {
                    let shown = if header == "authorization" { format!("Bearer {value}") } else { value.clone() };
                    let at =
                        Candidate { value: &shown, header: Some(header), host: Some(&host), ..Candidate::default() };
                    if !value.contains([' ', '\n']) {
                        expect(&format!("in header {header}"), at, Confidence::Likely);
                    }
                }
                for parameter in &credential.parameters {
                    let url = format!("https://{host}/v1/things?a=1&{parameter}={value}&b=2");
                    expect(
                        &format!("as parameter {parameter}"),
                        Candidate { value: &url, ..Candidate::default() },
                        Confidence::Likely,
                    );
                    let body = format!("{parameter}={value}");
                    expect(
                        &format!("as field {parameter}"),
                        Candidate { value: &body, host: Some(&host), ..Candidate::default() },
                        Confidence::Likely,
                    );
                }
            }
            for pair in &credential.pairs {
                let beside = from_regex(&pair.shape, &mut runner);
                let neighbours = [Neighbour { name: "", value: &beside }];
                expect(
                    &format!("beside {}", pair.title),
                    Candidate { neighbours: &neighbours, ..bare },
                    Confidence::Proven,
                );
            }
        }
    }
    assert!(failures.is_empty(), "{} of {checked}:\n{}", failures.len(), failures.join("\n"));
    assert!(checked > 1500, "{checked}");
}

/// A kind that needs a context says nothing without one.
#[test]
fn context_kinds_are_silent_alone() {
    let mut failures = Vec::new();
    for provider in providers() {
        for credential in provider.credentials.iter().filter(|credential| credential.mode == Mode::Context) {
            for sample in &credential.samples {
                let value = expand(sample, &mut Random::new(5));
                if let Some(other) = detected(&Candidate { value: &value, ..Candidate::default() })
                    && !(value.contains("PRIVATE KEY") && other.0 == "private-key")
                {
                    failures.push(format!("{}.toml: {} {sample}: {other:?}", provider.id, credential.id));
                }
            }
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

/// Judges an example as it is written.
fn judge(example: &Example, seed: u64) -> Option<(String, Confidence, Power)> {
    let mut random = Random::new(seed);
    let value = expand(&example.value.replace("\\n", "\n"), &mut random);
    let names: Vec<Name<'_>> = example.names.iter().map(|name| Name::new(name, NameOrigin::Property)).collect();
    let neighbours: Vec<(String, String)> = example
        .neighbours
        .iter()
        .map(|text| {
            let text = expand(text, &mut random);
            let (name, value) = text.split_once('=').unwrap_or(("", &text));
            (name.to_owned(), value.to_owned())
        })
        .collect();
    let neighbours: Vec<Neighbour<'_>> = neighbours.iter().map(|(name, value)| Neighbour { name, value }).collect();
    let packages: Vec<&str> = example.packages.iter().map(String::as_str).collect();
    let path: Vec<&str> =
        example.sink.iter().flat_map(|sink| sink.property.split('.')).filter(|key| !key.is_empty()).collect();
    let place = match example.place.as_deref() {
        None | Some("code") => Place::Code,
        Some("test") => Place::Test,
        Some("env") => Place::EnvFile,
        Some("data") => Place::Data,
        Some("comment") => Place::Comment,
        Some("text") => Place::Text,
        Some(other) => panic!("{other} is no place"),
    };
    detected(&Candidate {
        value: &value,
        names: &names,
        sink: example.sink.as_ref().map(|sink| Sink {
            package: &sink.package,
            callee: &sink.call[0],
            argument: sink.argument,
            path: &path,
        }),
        header: example.header.as_deref(),
        host: example.host.as_deref(),
        neighbours: &neighbours,
        packages: &packages,
        place,
    })
}

#[test]
fn examples_are_detected_and_counter_examples_are_not() {
    let mut failures = Vec::new();
    for provider in providers() {
        for credential in &provider.credentials {
            for seed in 0..3 {
                for example in &credential.examples {
                    let found = judge(example, seed);
                    if found.as_ref().is_none_or(|found| found.0 != credential.id) {
                        failures
                            .push(format!("{}.toml: {} example {example:?}: {found:?}", provider.id, credential.id));
                    }
                }
                for example in &credential.counter_examples {
                    if let Some(found) = judge(example, seed) {
                        failures.push(format!(
                            "{}.toml: {} counter-example {example:?}: {found:?}",
                            provider.id, credential.id
                        ));
                    }
                }
            }
        }
    }
    failures.sort();
    failures.dedup();
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

/// A public value is silent alone, under every name of its file, and under names that say secret.
#[test]
fn public_values_are_silent_everywhere() {
    let mut failures = Vec::new();
    let mut samples = 0;
    for provider in providers() {
        for public in &provider.public {
            let packages = provider.browser_packages.first().map_or("", String::as_str);
            for sample in &public.samples {
                samples += 1;
                for seed in 0..5 {
                    let value = expand(sample, &mut Random::new(seed));
                    let called = ["apiKey", "secretKey", "authToken", "TWILIO_AUTH_TOKEN", "SUPABASE_SERVICE_ROLE_KEY"]
                        .map(|name| [Name::new(name, NameOrigin::Property)]);
                    let bare = Candidate { value: &value, ..Candidate::default() };
                    let mut all = vec![bare, Candidate { header: Some("Authorization"), ..bare }];
                    all.extend(called.iter().map(|names| Candidate {
                        names,
                        packages: std::slice::from_ref(&packages),
                        ..bare
                    }));
                    for candidate in all {
                        if let Some(found) = detected(&candidate) {
                            failures.push(format!(
                                "{}.toml: {} {sample} {:?}: {found:?}",
                                provider.id, public.title, candidate.names
                            ));
                        }
                    }
                }
            }
            for name in &public.names {
                for value in ["{hex:32}", "{alnum:40}", "{hex:8}-{hex:4}-4{hex:3}-a{hex:3}-{hex:12}"] {
                    let value = expand(value, &mut Random::new(3));
                    for name in [name.clone(), format!("NEXT_PUBLIC_{name}")] {
                        let names = [Name::new(&name, NameOrigin::Variable)];
                        let entry =
                            Candidate { value: &value, names: &names, place: Place::EnvFile, ..Candidate::default() };
                        if let Some(found) = detected(&entry) {
                            failures.push(format!("{}.toml: {name}: {found:?}", provider.id));
                        }
                    }
                }
            }
        }
    }
    failures.dedup();
    assert!(failures.is_empty(), "{}", failures.join("\n"));
    assert!(samples > 50);
}

/// A file that cannot be matched, or that a scan would miss, is a mistake of its author.
#[test]
fn files_are_consistent() {
    let mut ids = BTreeSet::new();
    for provider in providers() {
        assert!(!provider.credentials.is_empty() || !provider.public.is_empty(), "{}.toml says nothing", provider.id);
        for credential in &provider.credentials {
            assert!(ids.insert(credential.id.clone()), "{} twice", credential.id);
            let shape = credential.shape.as_deref().unwrap_or("x");
            let regex = regex::bytes::RegexBuilder::new(shape).unicode(false).build();
            assert!(regex.is_ok(), "{}: {}", credential.id, regex.unwrap_err());
            for pair in &credential.pairs {
                assert!(
                    regex::bytes::RegexBuilder::new(&pair.shape).unicode(false).build().is_ok(),
                    "{}",
                    credential.id
                );
            }
            for sample in &credential.samples {
                let value = expand(sample, &mut Random::new(1));
                let holds = credential.literals.iter().any(|literal| value.contains(literal.as_str()));
                assert!(credential.literals.is_empty() || holds, "{}: {sample} holds no literal", credential.id);
            }
            let detectable = !credential.samples.is_empty() || !credential.examples.is_empty();
            assert!(credential.mode == Mode::Known || detectable, "{} has no sample and no example", credential.id);
        }
        for public in provider.public.iter().filter(|public| public.shape.is_some()) {
            let shape = public.shape.as_deref().unwrap();
            assert!(
                regex::bytes::RegexBuilder::new(shape).unicode(false).build().is_ok(),
                "{}: {}",
                provider.id,
                public.title
            );
        }
    }
    assert!(ids.len() >= 266, "{}", ids.len());
}
