//! Results that come in pieces: the route sends a line of JSON for each, and the caller goes through them as before.
//!
//! ```text
//! const stream = await openai.chat.completions.create({ …, stream: true });
//! for await (const chunk of stream) …
//! ```

use super::narrow::Narrowing;
use super::read::Read;
use super::target::Site;
use crate::flow::Module;
use crate::syntax::ast::{Kind, NodeId};

/// Whether a call asks for its result in pieces.
pub(super) fn asked(module: &Module, sink: NodeId) -> bool {
    let text = module.written(sink);
    text.contains("stream: true") || text.contains("stream:true")
}

/// Whether a call's result is gone through as it comes, without being awaited first: pages of a list.
pub(super) fn pages(module: &Module, sink: NodeId) -> bool {
    let outer = module.wrapped(sink);
    module.parent(outer).is_some_and(|parent| matches!(module.kind(parent), Kind::ForEach { awaits: true, .. }))
}

/// Whether nothing but parts of the pieces is read of a stream.
pub(super) fn only_pieces(read: &Read) -> bool {
    let pieces = read.items.as_ref().is_some_and(|piece| !piece.whole && !piece.members.is_empty());
    pieces && !read.whole && read.members.is_empty() && read.places.is_empty()
}

/// The statements of a generator that gives what is read of each piece of `call`.
pub(super) fn pieces(narrowing: &Narrowing<'_>, read: &Read, call: &str, stream: &str, piece: &str) -> String {
    let sent = read.items.as_ref().map_or_else(|| piece.to_owned(), |items| narrowing.narrowed(items, piece));
    format!("const {stream} = await {call};\nfor await (const {piece} of {stream}) yield {sent};\n")
}

/// The caller's side, behind `const response = await fetch(…)` and its check: what comes, line by line.
pub(super) const LINES: &str = "const reader = response.body.getReader();\nconst decoder = new TextDecoder();\nlet rest = '';\ntry \
                                {\nwhile (true) {\nconst { done, value } = await reader.read();\nif (done) return;\nconst lines = \
                                (rest + decoder.decode(value, { stream: true })).split('\\n');\nrest = lines.pop() ?? '';\nfor \
                                (const line of lines) yield JSON.parse(line);\n}\n} finally {\nawait \
                                reader.cancel();\n}\n";

/// `lib/json-lines`: the response of a route whose result comes in pieces.
pub(super) fn json_lines(site: &Site<'_>) -> String {
    let typed = |text: &'static str| if site.typescript { text } else { "" };
    format!(
        "/** A line of JSON for each item, as it comes. What goes wrong before the first is thrown. */\nexport async function \
         jsonLines(items{}){} {{\nconst encoder = new TextEncoder();\nlet next = await items.next();\nconst body = new \
         ReadableStream{}({{\nasync pull(controller) {{\ntry {{\nif (next.done) return \
         controller.close();\ncontroller.enqueue(encoder.encode(`${{JSON.stringify(next.value)}}\\n`));\nnext = await \
         items.next();\n}} catch {{\ncontroller.error(new Error('The stream was interrupted.'));\n}}\n}},\nasync cancel() \
         {{\nawait items.return(undefined);\n}},\n}});\nreturn new Response(body, {{ headers: {{ 'content-type': \
         'application/x-ndjson', 'cache-control': 'no-store' }} }});\n}}\n",
        typed(": AsyncGenerator<unknown>"),
        typed(": Promise<Response>"),
        typed("<Uint8Array>")
    )
}
