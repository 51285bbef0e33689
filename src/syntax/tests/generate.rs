//! Sources like those people write, and edits like those people make.

use proptest::prelude::*;

use super::super::Edit;

const STATEMENTS: &[&str] = &[
    "'use client'\n",
    "\"use server\";\n",
    "'use cl\\u0069ent'\n",
    "import a, { b as c, type D } from './a'\n",
    "import*as e from\"e\";",
    "import './f' // comment\n",
    "import type { G } from 'g'\n",
    "import h = require('h')\n",
    "export * from './i'\n",
    "export { j, k as default } from /* why */ 'j'\n",
    "export const { l, m: [n = 1], ...o } = process.env\n",
    "export default async function Page({ params }: Props) { 'use server'; return await import(`./p`) }\n",
    "const q = lazy(() => import(/* webpackChunkName: \"q\" */ './q'))\n",
    "const r = require ( './r' ), s = require(`./${r}.js`)\n",
    "new Worker(new URL('./t.ts', import.meta.url))\n",
    "const u = import.meta.glob('./u/*.ts', { eager: true })\n",
    "function v(w = process.env['W'], { x } = {}) { var y = w; if (y) { let y = x } return `a${y}b${`c${x}`}` }\n",
    "class Z extends Y<T> { static #z = 1; constructor(private zz: string) { super() } async *m() { yield 'use server' } }\n",
    "const jsx = <Foo a='b' {...c} d={<e/>}>text {f} <g.h>{/* i */}</g.h></Foo>\n",
    "for (const [k, v] of Object.entries(x)) { switch (k) { case 'a': break; default: continue } }\n",
    "try { throw new Error('é 😀') } catch ({ message }) { console.log(message) } finally {}\n",
    "interface I<T> extends J { a: T; b(): Promise<K> }\n",
    "type L = typeof import('./l') & { [M in keyof N]: O };\n",
    "enum P { Q = 1 << 2, R }\n",
    "declare global { interface Window { s: T } }\n",
    "namespace U { export const v = 1 }\n",
    "module.exports = { w }; exports.x = 1\n",
    "// from 'comment'\n/* import('comment') */\n",
    "const re = /from '[/]x'/g, t = a ? b : c as D, un = x!, lt = a < b, gt = c > d\n",
    "const env = import.meta.env; env.VITE_A; const { env: { B } } = process\n",
    "label: while (true) { do { x ||= y ?? z } while (a && b); break label }\n",
    "if (a) b()\nelse if (c) { d() } else e()\n",
    "@dec({ a: 1 }) export class F { @g h = 1; static { i() } }\n",
    "export = j\n",
    "(async () => { await k })()\n",
    "\n\n",
];

const INSERTIONS: &[&str] = &[
    "x",
    "é",
    " ",
    "\n",
    "/*",
    "*/",
    "//",
    "`",
    "'",
    "\"",
    "{",
    "}",
    "(",
    ")",
    "[",
    "]",
    "<",
    ">",
    "${",
    "\\",
    "=>",
    ";",
    "from 'y'",
    "import",
    "import('z')",
    "require",
    ".",
    ",",
    "=",
    "'use client'",
    "/",
    "async ",
    "function f() {",
    "}\n",
    "<a>",
    "</a>",
    "{/*",
    "export ",
    "process.env.K",
    "type ",
    "@",
    "#",
    "?",
    ":",
    "\u{feff}",
    "\u{2028}",
    "0",
];

pub(super) fn source() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(STATEMENTS), 0..14).prop_map(|parts| parts.concat())
}

/// A place (as a part of the text, in ten thousandths), how much is deleted there, and what is put there.
pub(super) type Keystroke = (u32, u32, &'static str);

pub(super) fn keystrokes(count: std::ops::Range<usize>) -> impl Strategy<Value = Vec<Keystroke>> {
    let deleted = prop_oneof![4 => Just(0_u32), 3 => Just(1), 2 => 2..20_u32, 1 => 20..400_u32];
    let inserted =
        prop_oneof![1 => Just(""), 4 => prop::sample::select(INSERTIONS), 1 => prop::sample::select(STATEMENTS)];
    prop::collection::vec((0..=10_000_u32, deleted, inserted), count)
}

/// The text after the keystroke, and where it happened.
pub(super) fn press(text: &str, (place, deleted, inserted): Keystroke) -> (String, Edit) {
    let boundary = |mut at: usize| {
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        at
    };
    let start = boundary(text.len() * place as usize / 10_000);
    let end = boundary((start + deleted as usize).min(text.len()));
    let new = [&text[..start], inserted, &text[end..]].concat();
    let edit = Edit { start: start as u32, old_end: end as u32, new_end: (start + inserted.len()) as u32 };
    (new, edit)
}
