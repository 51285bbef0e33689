//! HTTP requests, whoever makes them: `fetch`, axios, ky, got: where to, and with which headers.

use super::origin::What;
use super::{Flow, Place};
use crate::syntax::ast::{Kind, NodeId};

/// One request, or an instance that makes requests (`axios.create`).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Request {
    pub call: Place,
    /// The address's expression.
    pub url: Option<Place>,
    /// The host, where it is constant: `api.twilio.com`.
    pub host: Option<String>,
    /// Header names as written, and their values.
    pub headers: Vec<(String, Place)>,
}

/// Packages whose functions take an address and options as `fetch` does, or one object with `url` or `baseURL`.
const CLIENTS: [&str; 12] = [
    "axios",
    "ky",
    "ky-universal",
    "got",
    "node-fetch",
    "undici",
    "ofetch",
    "cross-fetch",
    "isomorphic-fetch",
    "redaxios",
    "wretch",
    "@tauri-apps/plugin-http",
];

/// Functions that pass a request on as they are told to (hono.dev, *Proxy Helper*; h3.dev, *Proxy*): the package, the function, and
/// which argument is the address.
const PASSING_ON: [(&str, &str, usize); 4] =
    [("hono/proxy", "proxy", 0), ("h3", "proxyRequest", 1), ("h3", "sendProxy", 1), ("h3", "fetchWithEvent", 1)];

/// Properties of an options object that hold the address.
const ADDRESSES: [&str; 5] = ["url", "baseURL", "baseUrl", "prefixUrl", "uri"];

impl Flow<'_> {
    /// The request that a call makes.
    pub fn request(&self, call: Place) -> Option<Request> {
        let module = self.module(call.file)?;
        let (Kind::Call { arguments, .. } | Kind::New { arguments, .. }) = module.kind(call.node) else { return None };
        let callee = self.callee(call);
        let construction = callee.as_ref().and_then(|callee| callee.construction);
        let passing = |package: &str, function: &str| {
            let mut known = PASSING_ON.iter().filter(|(of, ..)| *of == package || package.is_empty() && *of == "h3");
            known.find(|(_, name, _)| *name == function).map(|(.., address)| *address)
        };
        let address = match &callee {
            Some(callee) if CLIENTS.contains(&&*callee.package) => 0,
            Some(callee) => passing(&callee.package, callee.last())?,
            None => match self.global_callee(call)?.as_str() {
                "fetch" | "$fetch" | "Request" | "WebSocket" | "EventSource" | "navigator.sendBeacon" | "axios" => 0,
                // Nuxt imports them by itself.
                name => passing("", name)?,
            },
        };
        let arguments = module.list(arguments).get(address..)?;
        let place = |node: NodeId| Place { file: call.file, node };
        let mut url = None;
        let mut headers = Vec::new();
        for (index, argument) in arguments.iter().enumerate() {
            let options = self.objects(place(*argument));
            if options.is_empty() && index == 0 {
                url = Some(place(*argument));
            }
            for options in options {
                if url.is_none() {
                    url = ADDRESSES.iter().find_map(|name| self.property(options, name));
                }
                if let Some(value) = self.property(options, "headers") {
                    self.headers(value, &mut headers, 0);
                }
            }
        }
        let mut host = url.and_then(|url| self.host(url));
        if let Some(made) = construction.filter(|made| *made != call)
            && let Some(base) = self.request(made)
        {
            host = host.or(base.host);
            url = url.or(base.url);
            headers.extend(base.headers);
        }
        Some(Request { call, url, host, headers })
    }

    /// The host of an address, where it is constant.
    pub fn host(&self, url: Place) -> Option<String> {
        let (start, whole) = self.fold_start(url)?;
        host_of(&start, whole || self.ends_in_path(url)).map(str::to_owned)
    }

    /// Whether what stands behind the fixed start of an address is a path, which begins with a `/` by itself: that of a request.
    fn ends_in_path(&self, url: Place) -> bool {
        let Some(module) = self.module(url.file) else { return false };
        let next = match module.kind(module.unwrapped(url.node)) {
            Kind::Template { parts } => module.list(parts).get(1).copied(),
            Kind::Binary { right, .. } => Some(right),
            _ => None,
        };
        next.is_some_and(|next| match module.kind(module.unwrapped(next)) {
            Kind::Member { property, .. } => {
                matches!(module.text(property), "originalUrl" | "path" | "pathname" | "url")
            }
            _ => false,
        })
    }

    /// The object literals that an expression may be.
    pub fn objects(&self, place: Place) -> Vec<Place> {
        self.origins(place)
            .into_iter()
            .filter_map(|origin| match origin.what {
                What::Expression(object) if origin.path.is_empty() => Some(object),
                _ => None,
            })
            .filter(|object| {
                self.module(object.file).is_some_and(|module| matches!(module.kind(object.node), Kind::Object { .. }))
            })
            .collect()
    }

    /// The value of an object literal's property.
    pub fn property(&self, object: Place, name: &str) -> Option<Place> {
        let module = self.module(object.file)?;
        let Kind::Object { properties } = module.kind(object.node) else { return None };
        module.list(properties).iter().rev().find_map(|property| match module.kind(*property) {
            Kind::Property { key, value, computed, .. } if module.key(key, computed).as_deref() == Some(name) => {
                Some(Place { file: object.file, node: value })
            }
            _ => None,
        })
    }

    fn headers(&self, value: Place, out: &mut Vec<(String, Place)>, depth: u32) {
        if depth > 4 {
            return;
        }
        for origin in self.origins(value) {
            let (What::Expression(place) | What::Result(place)) = origin.what else { continue };
            let Some(module) = self.module(place.file) else { continue };
            match module.kind(place.node) {
                Kind::Object { properties } => {
                    for property in module.list(properties) {
                        match module.kind(*property) {
                            Kind::Property { key, value, computed, .. } => {
                                if let Some(key) = module.key(key, computed) {
                                    out.push((key.into_owned(), Place { file: place.file, node: value }));
                                }
                            }
                            Kind::Spread { argument } => {
                                self.headers(Place { file: place.file, node: argument }, out, depth + 1);
                            }
                            _ => {}
                        }
                    }
                }
                Kind::New { callee, arguments } if module.written(callee) == "Headers" => {
                    if let Some(first) = module.list(arguments).first() {
                        self.headers(Place { file: place.file, node: *first }, out, depth + 1);
                    }
                }
                _ => {}
            }
        }
    }
}

/// The host of an address; `whole` says that the text is not only its start.
fn host_of(url: &str, whole: bool) -> Option<&str> {
    let rest = ["https://", "http://", "wss://", "ws://", "//"].iter().find_map(|scheme| url.strip_prefix(scheme))?;
    let end = rest.find(['/', '?', '#']);
    if end.is_none() && !whole {
        return None;
    }
    let authority = &rest[..end.unwrap_or(rest.len())];
    let host = authority.rsplit_once('@').map_or(authority, |(_, host)| host);
    let host = host.split_once(':').map_or(host, |(host, _)| host);
    (!host.is_empty()).then_some(host)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_the_host_only_when_it_is_complete() {
        assert_eq!(host_of("https://api.twilio.com/2010", false), Some("api.twilio.com"));
        assert_eq!(host_of("https://api.twilio.com", true), Some("api.twilio.com"));
        assert_eq!(host_of("https://api.", false), None);
        assert_eq!(host_of("https://user:pw@api.acme.io:8080/x", true), Some("api.acme.io"));
        assert_eq!(host_of("/api/send", true), None);
    }
}
