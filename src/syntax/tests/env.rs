use super::tsx;

/// `object name form through span`, a read a line.
fn reads(source: &str) -> Vec<String> {
    let facts = tsx(source);
    let show = |read: &super::super::facts::EnvRead| {
        let name = facts.env_name(read).unwrap_or("-");
        format!("{:?} {name} {:?} {:?} `{}`", read.object, read.form, read.through, read.span.of(&facts.source))
    };
    facts.env_reads.iter().map(show).collect()
}

#[test]
fn plain_forms() {
    assert_eq!(
        reads("process.env.A; process.env['B']!; process.env[`C`]; process['env']['D']; (process.env as any).E"),
        [
            "Process A Dot Direct `process.env.A`",
            "Process B Bracket Direct `process.env['B']!`",
            "Process C Template Direct `process.env[`C`]`",
            "Process D Bracket Direct `process['env']['D']`",
            "Process E Dot Direct `(process.env as any).E`",
        ]
    );
    assert_eq!(
        reads("process.env?.A; process?.env?.B; process.env[c]; process.env['D' + 'E']; process.env['\\u0046']"),
        [
            "Process A Dot Direct `process.env?.A`",
            "Process B Dot Optional `process?.env?.B`",
            "Process - Computed Direct `process.env[c]`",
            "Process - Computed Direct `process.env['D' + 'E']`",
            "Process F Bracket Direct `process.env['\\u0046']`",
        ]
    );
    assert_eq!(
        reads("import.meta.env.VITE_A; import.meta.env?.['B']; import.meta.url; `${process.env.C}`"),
        [
            "ImportMeta VITE_A Dot Direct `import.meta.env.VITE_A`",
            "ImportMeta B Bracket Direct `import.meta.env?.['B']`",
            "Process C Dot Direct `process.env.C`",
        ]
    );
}

#[test]
fn destructuring() {
    assert_eq!(
        reads("const { A, B: b = 'x', ['C']: c, [d]: e, F: { g }, ...rest } = process.env"),
        [
            "Process A Destructured Direct `A`",
            "Process B Destructured Direct `B`",
            "Process C Destructured Direct `C`",
            "Process - Computed Direct `[d]: e`",
            "Process F Destructured Direct `F`",
            "Process - Whole Direct `...rest`",
        ]
    );
    assert_eq!(
        reads("({ A: x.a } = process.env); const { VITE_B } = import.meta.env"),
        ["Process A Destructured Direct `A`", "ImportMeta VITE_B Destructured Direct `VITE_B`",]
    );
    assert_eq!(
        reads("const { env: { A, B = 1 } } = process; function f({ C } = process.env) {}"),
        [
            "Process A Destructured Destructured `A`",
            "Process B Destructured Destructured `B`",
            "Process C Destructured Parameter `C`",
        ]
    );
}

#[test]
fn aliases() {
    assert_eq!(
        reads("const e = process.env; e.A; function f(e) { e.B }"),
        ["Process - Whole Direct `process.env`", "Process A Dot Alias `e.A`",]
    );
    assert_eq!(
        reads("const { env } = process; env.A; const { env: v } = process; v['B']"),
        ["Process A Dot Destructured `env.A`", "Process B Bracket Destructured `v['B']`",]
    );
    assert_eq!(
        reads("const f = (env = process.env) => env.A"),
        ["Process - Whole Direct `process.env`", "Process A Dot Parameter `env.A`",]
    );
    assert_eq!(
        reads("const e = process.env; const g = e; const { A } = g"),
        ["Process - Whole Direct `process.env`", "Process - Whole Alias `e`", "Process A Destructured Alias `A`",]
    );
    assert_eq!(reads("const m = import.meta; m.env.A"), ["ImportMeta A Dot Indirect `m.env.A`"]);
    assert_eq!(reads("let a = process.env, b = a; a = b; b = a;").len(), 4);
}

#[test]
fn imported_and_global_process() {
    assert_eq!(reads("import process from 'process'; process.env.A"), ["Process A Dot ProcessImport `process.env.A`"]);
    // The name is what a build looks for.
    assert_eq!(reads("import p from 'process'; p.env.A"), ["Process A Dot EnvImport `p.env.A`"]);
    assert_eq!(
        reads("import { env as e } from 'node:process'; e.A; import * as p from 'process'; p.env.B"),
        ["Process A Dot EnvImport `e.A`", "Process B Dot EnvImport `p.env.B`",]
    );
    assert_eq!(
        reads("globalThis.process.env.A; window.process?.env.B; global['process'].env.C"),
        [
            "Process A Dot Global `globalThis.process.env.A`",
            "Process B Dot Global `window.process?.env.B`",
            "Process C Dot Global `global['process'].env.C`",
        ]
    );
}

#[test]
fn the_whole_object() {
    assert_eq!(
        reads("f(process.env); ({ ...process.env }); 'X' in process.env; const c = { env: import.meta.env }"),
        [
            "Process - Whole Direct `process.env`",
            "Process - Whole Direct `process.env`",
            "Process - Whole Direct `process.env`",
            "ImportMeta - Whole Direct `import.meta.env`",
        ]
    );
}

#[test]
fn what_is_no_read() {
    let none: [&str; 0] = [];
    assert_eq!(
        reads("function f(process) { process.env.A } const x = { process: { env: 1 } }; x.process.env.B; env.C"),
        none
    );
    assert_eq!(reads("import process from './mine'; process.env.A"), none);
    assert_eq!(reads("const process = { env: {} }; process.env.A"), none);
    assert_eq!(
        reads(
            "process.env.A = 'x'; delete process.env.B; process.exit(); // process.env.C\n'process.env.D'; type T = typeof process.env.E"
        ),
        none
    );
    assert_eq!(reads("declare const process: any; process.env.A"), ["Process A Dot Direct `process.env.A`"]);
    assert_eq!(reads("process.env.A ??= 'x'"), ["Process A Dot Direct `process.env.A`"]);
}
