//! One source file in knobs, each of which means something to the answer, and its text.

use std::fmt::Write;

use crate::support::random::Random;

/// What modules give one another.
const NAMES: [&str; 5] = ["token", "config", "load", "Panel", "send"];
/// More do not make other answers, only longer ones.
const MOST_IMPORTS: usize = 4;

/// What there is to import: modules first, then settings.
#[derive(Clone, Copy)]
pub struct Files {
    pub modules: usize,
    pub all: usize,
}

impl Files {
    /// Mostly a module: there is more to say of those.
    fn any(self, random: &mut Random) -> usize {
        if random.one_in(6) { random.below(self.all) } else { random.below(self.modules) }
    }
}

/// An import, or a re-export.
#[derive(Clone, Debug)]
struct Take {
    /// The file, by its place in the workspace.
    from: usize,
    form: usize,
    name: usize,
    spelling: usize,
}

#[derive(Clone, Copy, Debug, Default)]
struct Value {
    form: usize,
    import: usize,
}

#[derive(Clone, Copy, Debug, Default)]
struct Export {
    form: usize,
    value: Value,
}

#[derive(Clone, Debug, Default)]
pub struct Module {
    directive: usize,
    imports: Vec<Take>,
    exports: [Export; NAMES.len()],
    default: Export,
    roads: [Option<Value>; ROADS],
    effect: bool,
    notes: usize,
    /// What a hand has left behind: the end of the text that is not there yet.
    missing: usize,
}

const DIRECTIVES: usize = 6;
const IMPORTS: usize = 15;
const VALUES: usize = 24;
const EXPORTS: usize = 13;
const DEFAULTS: usize = 7;
const ROADS: usize = 7;

impl Module {
    /// As it is at first: mostly plain imports of what leads somewhere.
    pub fn new(random: &mut Random, files: Files) -> Self {
        let mut module =
            Self { directive: if random.one_in(4) { 1 + random.below(DIRECTIVES - 1) } else { 0 }, ..Self::default() };
        for _ in 0..=random.below(3) {
            module.imports.push(take(random, files));
        }
        for export in &mut module.exports {
            *export = Export { form: random.below(EXPORTS), value: value(random) };
        }
        module.default = Export { form: random.below(DEFAULTS), value: value(random) };
        if random.one_in(2) {
            let road = random.below(ROADS);
            module.roads[road] = Some(value(random));
        }
        module
    }

    /// One edit.
    pub fn turn(&mut self, random: &mut Random, files: Files) {
        self.missing = 0;
        match random.below(22) {
            0 | 1 => self.directive = random.below(DIRECTIVES),
            2 | 3 if self.imports.len() < MOST_IMPORTS => self.imports.push(take(random, files)),
            2..=4 if !self.imports.is_empty() => {
                let at = random.below(self.imports.len());
                self.imports.remove(at);
            }
            5..=9 if !self.imports.is_empty() => {
                let at = random.below(self.imports.len());
                let import = &mut self.imports[at];
                match random.below(6) {
                    0 => import.from = files.any(random),
                    1 => import.name = random.below(NAMES.len()),
                    2 => import.spelling = random.below(SPELLINGS),
                    // Between what is taken by value and what is erased.
                    3 => import.form = *random.pick(&[0, 3, 4]),
                    _ => import.form = random.below(IMPORTS),
                }
            }
            10..=12 => self.exports[random.below(NAMES.len())].form = random.below(EXPORTS),
            13 | 14 => self.exports[random.below(NAMES.len())].value = value(random),
            15 => self.default.form = random.below(DEFAULTS),
            16 => self.default.value = value(random),
            17 | 18 => {
                let road = random.below(ROADS);
                self.roads[road] = if self.roads[road].is_some() { None } else { Some(value(random)) };
            }
            19 => self.effect = !self.effect,
            20 => self.missing = 1 + random.below(60),
            _ => self.notes += 1,
        }
    }

    /// The file's text. `spell`: what an import of a file says, in one of several ways.
    pub fn text(&self, jsx: bool, spell: &dyn Fn(usize, usize) -> String) -> String {
        let mut text = String::new();
        text += [
            "",
            "'use client';\n",
            "'use server';\n",
            "import 'server-only';\n",
            "// a word first\n\"use client\"\n",
            "const first = 1;\n'use client';\n",
        ][self.directive];
        for note in 0..self.notes % 4 {
            let _ = writeln!(text, "// note {note}");
        }
        text += "import dynamic from 'next/dynamic';\nimport { lazy } from 'react';\n";
        for (at, import) in self.imports.iter().enumerate() {
            text += &import.text(at, &spell(import.from, import.spelling));
        }
        text += "const own = { twilio: { sid: 'a', token: process.env.TWILIO_AUTH_TOKEN }, plain: 1 };\n";
        text += "function part(o, key) { return o[key]; }\n";
        for (name, export) in NAMES.iter().zip(&self.exports) {
            text += &self.export(name, *export, jsx);
        }
        for (road, value) in self.roads.iter().enumerate() {
            if let Some(value) = value {
                text += &self.road(road, *value, jsx);
            }
        }
        text += &self.default_export(jsx);
        if self.effect {
            text += "globalThis.effect = 1;\n";
        }
        let end = text.char_indices().rev().nth(self.missing).filter(|_| self.missing > 0);
        text.truncate(end.map_or(text.len(), |(at, _)| at));
        text
    }

    fn value(&self, value: Value) -> String {
        let import = if self.imports.is_empty() { 0 } else { value.import % self.imports.len() };
        // An import that binds nothing leaves a name that means nothing, as in an editor.
        let name = format!("I{import}");
        match value.form {
            0 => "process.env.TWILIO_AUTH_TOKEN".to_owned(),
            1 => "process.env.NEXT_PUBLIC_TWILIO_AUTH_TOKEN".to_owned(),
            2 => "process.env.STRIPE_SECRET_KEY ?? 'none'".to_owned(),
            3 => "import.meta.env.VITE_TWILIO_AUTH_TOKEN".to_owned(),
            4 => "'plain'".to_owned(),
            5 | 6 => name,
            7 => format!("{name}.token"),
            8 => format!("{name}.twilio.token"),
            9 => format!("{name}()"),
            10 => format!("{name}().token"),
            11 => format!("{{ sid: process.env.TWILIO_ACCOUNT_SID, token: {name}, twilio: {{ token: {name} }} }}"),
            12 => format!("{{ ...{name}, more: 1 }}"),
            13 => format!("`Bearer ${{{name}}}`"),
            14 => format!("part({name}, 'token')"),
            15 => "own.twilio.sid".to_owned(),
            16 => "own.twilio.token".to_owned(),
            17 => "own".to_owned(),
            18 => "process.env.PLAIN_NAME".to_owned(),
            19 => "process.env".to_owned(),
            20 => format!("{{ authToken: '{}' }}", credential()),
            21 => format!("[{name}, own.plain][0]"),
            22 => format!("{name}.config.twilio"),
            _ => format!("((p) => p.token)({name})"),
        }
    }

    fn export(&self, name: &str, export: Export, jsx: bool) -> String {
        let value = self.value(export.value);
        let import = export.value.import % self.imports.len().max(1);
        match export.form {
            0 => String::new(),
            1 | 2 => format!("export const {name} = {value};\n"),
            3 => format!("export function {name}(given) {{ return {value}; }}\n"),
            4 => format!("const {name} = {value};\nexport {{ {name} }};\n"),
            5 => format!("export {{ I{import} as {name} }};\n"),
            6 => format!("export type {name} = string;\n"),
            7 => format!("export const {name} = (given) => ({value});\n"),
            8 if jsx => {
                format!("export function {name}(props) {{ return <I{import} given={{{value}}} {{...props}} />; }}\n")
            }
            9 => format!("export async function {name}() {{ 'use server'; return {value}; }}\n"),
            10 => format!("export class {name} {{ static token = {value}; }}\n"),
            11 => format!(
                "export async function {name}(to) {{\n  return fetch('https://api.twilio.com/2010-04-01/Messages.json', \
                 {{ method: 'POST', headers: {{ Authorization: 'Basic ' + btoa('AC:' + {value}) }} }});\n}}\n"
            ),
            _ if jsx => format!("export const {name} = (props) => <p title={{props.given}}>{{{value}}}</p>;\n"),
            _ => format!("export const {name} = Object.freeze({value});\n"),
        }
    }

    fn default_export(&self, jsx: bool) -> String {
        let value = self.value(self.default.value);
        let import = self.default.value.import % self.imports.len().max(1);
        match self.default.form {
            0 => String::new(),
            1 | 2 if jsx => {
                format!(
                    "export default function Page() {{ return <main><I{import} given={{{value}}}>{{'x'}}</I{import}></main>; }}\n"
                )
            }
            3 if jsx => {
                format!("export default async function Page() {{ const it = {value}; return <p>{{it}}</p>; }}\n")
            }
            4 => format!("export default {value};\n"),
            5 => format!("export default function handler(req, res) {{ res.status(200).json({value}); }}\n"),
            _ => format!("const made = {value};\nexport {{ made as default }};\n"),
        }
    }

    fn road(&self, road: usize, value: Value, jsx: bool) -> String {
        let value = self.value(value);
        match road {
            0 => {
                format!("export async function getServerSideProps() {{ return {{ props: {{ given: {value} }} }}; }}\n")
            }
            1 => format!("export async function GET() {{ return Response.json({value}); }}\n"),
            2 => format!("export const metadata = {{ title: {value} }};\n"),
            3 => format!("export async function act() {{ 'use server'; return {{ given: {value} }}; }}\n"),
            4 => format!(
                "export async function set(jar) {{ const {{ cookies }} = await import('next/headers'); (await cookies()).set('a', {value}); }}\n"
            ),
            5 if jsx => format!(
                "export const Raw = () => <script dangerouslySetInnerHTML={{{{ __html: JSON.stringify({value}) }}}} />;\n"
            ),
            _ => format!(
                "export const used = () => {{ try {{ use({value}); }} catch (error) {{ console.log(error, {value}); }} }};\n"
            ),
        }
    }
}

/// Ways to name a file in an import.
pub const SPELLINGS: usize = 6;

impl Take {
    fn text(&self, at: usize, specifier: &str) -> String {
        let name = NAMES[self.name];
        match self.form {
            0 | 1 => format!("import {{ {name} as I{at} }} from '{specifier}';\n"),
            2 => format!("import I{at} from '{specifier}';\n"),
            3 => format!("import type {{ {name} as I{at} }} from '{specifier}';\n"),
            4 => format!("import {{ type {name} as I{at} }} from '{specifier}';\n"),
            5 => format!("import '{specifier}';\n"),
            6 => format!("export * from '{specifier}';\n"),
            7 => format!("export {{ {name} as other{at}, {name} as again{at} }} from '{specifier}';\n"),
            8 => format!("export * as I{at} from '{specifier}';\n"),
            9 => format!("const I{at} = dynamic(() => import('{specifier}'), {{ ssr: false }});\n"),
            10 => format!("const I{at} = require('{specifier}');\n"),
            11 => format!("const I{at} = lazy(() => import('{specifier}').then((m) => ({{ default: m.{name} }})));\n"),
            12 => format!("export type {{ {name} as Type{at} }} from '{specifier}';\n"),
            13 => format!("import * as I{at} from '{specifier}';\n"),
            _ => format!("export {{ default as {name}{at} }} from '{specifier}';\n"),
        }
    }
}

fn take(random: &mut Random, files: Files) -> Take {
    let form = if random.one_in(2) { 0 } else { random.below(IMPORTS) };
    Take { from: files.any(random), form, name: random.below(NAMES.len()), spelling: random.below(SPELLINGS) }
}

fn value(random: &mut Random) -> Value {
    Value { form: random.below(VALUES), import: random.below(MOST_IMPORTS) }
}

/// Of the shape of a token, made here since hosts take texts of that shape for leaks.
fn credential() -> String {
    (1..33_u32).filter_map(|at| char::from_digit(at.wrapping_mul(2_654_435_761) >> 11 & 0xf, 16)).collect()
}
