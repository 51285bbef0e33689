//! What bundlers keep of an unused call of what the language and the browser provide.
//!
//! Source: builds by Next 16 (Turbopack, webpack) and Vite 8 and 7 (Rolldown, Rollup) of one module a line here, imported through a
//! barrel and unused. What stands in no line is kept by all.

use super::effect::{Effect, NEXT, ROLLDOWN, ROLLUP, VITE, WEBPACK};

const WEBPACK_AND_VITE: Effect = Effect::of(WEBPACK.and(VITE));
const WEBPACK_AND_ROLLDOWN: Effect = Effect::of(WEBPACK.and(ROLLDOWN));
/// All but Rollup, which looks furthest into what it calls.
pub const NOT_ROLLUP: Effect = Effect::of(NEXT.and(ROLLDOWN));

/// `name()`.
pub fn call(name: &str) -> Effect {
    match name {
        "Number" | "Boolean" | "Object" | "Array" => Effect::PURE,
        "BigInt" => Effect::remnant(NEXT),
        "String" | "parseInt" | "parseFloat" | "isNaN" | "isFinite" => Effect::remnant(WEBPACK),
        "Symbol" => Effect::of(WEBPACK),
        "encodeURIComponent" | "encodeURI" | "decodeURIComponent" | "decodeURI" => Effect::of(NEXT),
        _ => Effect::KEPT,
    }
}

/// `object.method()`.
pub fn static_call(object: &str, method: &str) -> Effect {
    match (object, method) {
        ("Number", _) => Effect::remnant(WEBPACK),
        ("Math" | "String", _) | ("Object", "keys") => Effect::PURE,
        ("Object", "values" | "entries" | "getOwnPropertyNames" | "getPrototypeOf") => WEBPACK_AND_ROLLDOWN,
        ("Object", "create") | ("Date", _) => Effect::remnant(NEXT),
        ("Object", "freeze" | "seal" | "defineProperty" | "defineProperties" | "preventExtensions") => NOT_ROLLUP,
        ("Array", "from") => WEBPACK_AND_VITE,
        ("Array", "of" | "isArray") | ("Object", "is" | "hasOwn") | ("Symbol", _) => Effect::of(WEBPACK),
        _ => Effect::KEPT,
    }
}

/// `new Name()`; `is_plain`: without arguments, or with literals.
pub fn construct(name: &str, is_plain: bool) -> Effect {
    match name {
        "Map" | "Set" if is_plain => Effect::PURE,
        "Map" | "Set" | "Array" => Effect::of(ROLLUP),
        "RegExp" if !is_plain => Effect::of(WEBPACK),
        "Date" | "Object" | "RegExp" => Effect::PURE,
        "Number" | "String" | "Boolean" => Effect::of(VITE),
        "ArrayBuffer" | "Uint8Array" | "Uint16Array" | "Uint32Array" | "Int32Array" | "Float32Array"
        | "Float64Array" => WEBPACK_AND_VITE,
        "WeakMap" | "WeakSet" => Effect::remnant(WEBPACK),
        "Error" | "TypeError" | "RangeError" | "SyntaxError" | "ReferenceError" => Effect::of(WEBPACK),
        "URL" | "URLSearchParams" => WEBPACK_AND_VITE,
        "Promise" => Effect::remnant(WEBPACK.and(VITE)),
        _ => Effect::KEPT,
    }
}

/// `new Intl.Name()`.
pub const INTL: Effect = NOT_ROLLUP;

/// `[…].method()`.
pub fn array_method(method: &str, is_plain: bool) -> Effect {
    match method {
        "join" | "concat" | "slice" if is_plain => Effect::PURE,
        "join" | "concat" | "slice" => Effect::of(WEBPACK),
        "forEach" | "push" | "unshift" | "reduce" | "sort" | "reverse" | "entries" => NOT_ROLLUP,
        _ => WEBPACK_AND_ROLLDOWN,
    }
}

/// `'…'.method()`, also of a template.
pub fn string_method(method: &str) -> Effect {
    match method {
        "split" | "match" | "matchAll" | "replace" | "replaceAll" | "search" => Effect::of(ROLLDOWN),
        _ => Effect::PURE,
    }
}

/// `/…/.method()`.
pub const REGEX_METHOD: Effect = WEBPACK_AND_ROLLDOWN;

/// `(1).method()`.
pub const NUMBER_METHOD: Effect = Effect::remnant(ROLLDOWN);

/// A property of a global that the language does not promise: `navigator.userAgent`.
pub const MEMBER_OF_UNKNOWN: Effect = Effect::remnant(WEBPACK.and(ROLLDOWN));

/// React's makers of components and elements, which Next marks as pure.
pub fn react(name: &str) -> Option<Effect> {
    match name {
        "memo" | "forwardRef" | "createContext" | "createElement" | "cloneElement" | "createRef" | "isValidElement" => {
            Some(Effect::of(VITE))
        }
        // The module that it imports stays.
        "lazy" => Some(Effect { live: NEXT.and(VITE), ..Effect::of(VITE) }),
        _ => None,
    }
}

/// Whether what a chain of members takes of `window` is there in every browser: `window.location.href`.
pub fn is_of_window(chain: &str) -> bool {
    let first = chain.split(['.', '?', '[', ' ']).filter(|step| !step.is_empty()).nth(1).unwrap_or_default();
    let of_browser = matches!(
        first,
        "console"
            | "crypto"
            | "document"
            | "history"
            | "localStorage"
            | "location"
            | "navigator"
            | "performance"
            | "screen"
            | "sessionStorage"
    );
    of_browser || is_known(first)
}

pub fn is_known(name: &str) -> bool {
    matches!(
        name,
        "Array"
            | "ArrayBuffer"
            | "BigInt"
            | "Boolean"
            | "Date"
            | "Error"
            | "Function"
            | "Infinity"
            | "Intl"
            | "JSON"
            | "Map"
            | "Math"
            | "NaN"
            | "Number"
            | "Object"
            | "Promise"
            | "Proxy"
            | "Reflect"
            | "RegExp"
            | "Set"
            | "String"
            | "Symbol"
            | "TypeError"
            | "URL"
            | "URLSearchParams"
            | "WeakMap"
            | "WeakSet"
            | "console"
            | "undefined"
    )
}

/// A property of `globalThis`.
pub const MEMBER_OF_GLOBAL_THIS: Effect = Effect::remnant(ROLLDOWN);

/// A property of something imported from another module.
pub const MEMBER_OF_IMPORT: Effect = Effect::remnant(WEBPACK.and(ROLLDOWN));

/// A property of what a call or the like gave: `Theme.Provider`.
pub const MEMBER_OF_RESULT: Effect = Effect::remnant(NEXT.and(ROLLDOWN));

/// Modules that Next brings, and those that a style sheet's class names make: no bundler sees through any.
pub fn is_framework(specifier: &str) -> bool {
    if specifier.rsplit_once('.').is_some_and(|(_, suffix)| matches!(suffix, "css" | "scss" | "sass")) {
        return true;
    }
    let package = specifier.split('/').next().unwrap_or_default();
    matches!(package, "react" | "react-dom" | "next")
}

/// The same in a function that is called.
pub const READ_IN_CALL: Effect = Effect::remnant(NEXT.and(ROLLDOWN));

/// Two levels and more: the first may be missing.
pub const DEEP_MEMBER: Effect = Effect::remnant(WEBPACK.and(VITE));
