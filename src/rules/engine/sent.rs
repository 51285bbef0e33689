//! The secrets of a file that go to the browser without being in a bundle.

use super::senders::Givers;
use super::{Draft, File, Secret, words};
use crate::flow::{Arrival, Place, Road, Source, Wanted, unquoted};
use crate::project::FileId;
use crate::rules::{Exposure, Related};
use crate::secrets::{Confidence, Power};
use crate::syntax::ast::NodeId;
use crate::syntax::facts::{EnvForm, EnvRead};
use crate::text::Span;

/// A secret on its way.
#[derive(Clone, Debug)]
pub(in crate::rules) struct Sent {
    pub arrival: Arrival,
    pub secret: Secret,
    pub what: What,
}

/// What a message calls it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(in crate::rules) enum What {
    Variable(Box<str>),
    Literal,
    /// `process.env` as a whole.
    Environment,
}

impl File<'_> {
    /// Tells what goes by one of the roads: a finding for each place.
    pub(in crate::rules) fn tell_sent(
        &self,
        roads: &[Road],
        sentence: impl Fn(&Arrival) -> String,
        next: &str,
        out: &mut Vec<Draft>,
    ) {
        let mut places: Vec<(Place, Vec<&Sent>)> = Vec::new();
        for sent in self.sent().iter().filter(|sent| roads.contains(&sent.arrival.road)) {
            match places.iter_mut().find(|(place, _)| *place == sent.arrival.place) {
                Some((_, together)) => together.push(sent),
                None => places.push((sent.arrival.place, vec![sent])),
            }
        }
        for (place, mut together) in places {
            together.sort_by_key(|sent| {
                std::cmp::Reverse((sent.secret.power, !sent.arrival.chosen, sent.secret.confidence))
            });
            let Some(worst) = together.first() else { continue };
            let Some(module) = self.module() else { continue };
            let (exposure, how) = match worst.arrival.road {
                Road::Manifest => (Exposure::E4, "It ships to the browser"),
                _ => (Exposure::E3, "It is in no bundle, but it is sent to the browser"),
            };
            let mut draft = Draft::of(&worst.secret, module.span(place.node), exposure);
            draft.node = Some(place.node);
            draft.variable = match &worst.what {
                What::Variable(name) => Some(name.clone()),
                What::Literal | What::Environment => None,
            };
            let others = also(&together[1..]);
            let perhaps =
                if worst.arrival.chosen { ", if it is the member that the key takes at run time" } else { "" };
            draft.message = words::sentence(&format!(
                "{}{others}: {}. {how}{perhaps}: {}",
                worst.subject(),
                words::power(&worst.secret),
                sentence(&worst.arrival)
            ));
            draft.next = format!("{next}; then {}.", words::revoke(&worst.secret));
            if !worst.arrival.certain || worst.arrival.chosen || self.app.is_none_or(|app| !app.framework.exact) {
                draft.confidence = draft.confidence.min(Confidence::Likely);
            }
            draft.related = self.sent_from(&together);
            draft.chain = self.shared.context.graph.server_chain(self.id);
            out.push(draft);
        }
    }

    /// Where it is handed over, and where it comes from.
    fn sent_from(&self, together: &[&Sent]) -> Vec<Related> {
        let mut related: Vec<Related> = Vec::new();
        let mut add = |file, span, message: String| {
            let known = |other: &Related| other.file == file && other.span == span;
            if !related.iter().any(known) {
                related.push(Related { file, span, message });
            }
        };
        for sent in together {
            if let Some(place) = sent.arrival.handed_over
                && let Some(span) = self.span_of(place)
            {
                add(place.file, span, "here it is handed over".to_owned());
            }
            let (Source::Env { place, .. } | Source::Literal { place }) = sent.arrival.source else { continue };
            let own = self.span_of(sent.arrival.place);
            let Some(span) = self.span_of(place) else { continue };
            if place.file == self.id && own.is_some_and(|own| own.contains(span)) {
                continue;
            }
            let message = match &sent.what {
                What::Variable(name) => format!("`{name}` is read here"),
                What::Literal => "the value is written here".to_owned(),
                What::Environment => "the environment is taken here".to_owned(),
            };
            add(place.file, span, message);
        }
        related
    }

    /// Where a variable is printed, when that is not where it is read.
    pub(in crate::rules) fn printed_at(&self, sent: &Sent, read: Span) -> Vec<Related> {
        let place = sent.arrival.handed_over.unwrap_or(sent.arrival.place);
        let told = |span: &Span| place.file != self.id || !span.contains(read);
        let message = "here it is printed".to_owned();
        let span = self.span_of(place).filter(told);
        span.map(|span| Related { file: place.file, span, message }).into_iter().collect()
    }

    fn span_of(&self, place: Place) -> Option<Span> {
        Some(self.flow.module(place.file)?.span(place.node))
    }

    /// What the first render of a client component prints of a variable that this file reads, in whichever file it does.
    pub(in crate::rules) fn first_rendered(&self, read: NodeId) -> Option<Sent> {
        let read = Place { file: self.id, node: read };
        let mut files: Vec<FileId> = self.flow.uses(read).iter().map(|used| used.place().file).collect();
        files.push(self.id);
        files.sort_unstable();
        files.dedup();
        let project = self.shared.context.project;
        let is_this = |sent: &Sent| {
            let Source::Env { place, .. } = sent.arrival.source else { return false };
            place == read && matches!(sent.arrival.road, Road::FirstRender | Road::FormState | Road::Markup)
        };
        let of = |file: &File<'_>| {
            // Asked without a look at all files: a context is read without an import of what it holds.
            let is_secret = |source: &Source| file.secret_of(source).is_some();
            let sent = file.with_wanted(Givers::Anyone, &is_secret, |wanted| file.flow.arrivals(file.id, wanted));
            sent.into_iter().filter_map(|arrival| file.with_secret(arrival)).find(is_this)
        };
        files.into_iter().find_map(|id| match project.file(id) {
            _ if id == self.id => self.sent().iter().find(|sent| is_this(sent)).cloned(),
            Some(source) => of(&File::new(self.shared, source, "")),
            None => None,
        })
    }

    fn with_secret(&self, arrival: Arrival) -> Option<Sent> {
        let (secret, what) = self.secret_of(&arrival.source)?;
        Some(Sent { arrival, secret, what })
    }

    /// All secrets that the file sends.
    fn sent(&self) -> &[Sent] {
        self.sent.get_or_init(|| {
            // A framework runs what its entries reach; what has none may be a server of its own.
            let runs = || {
                self.app.is_none_or(|app| app.framework.package.is_empty() || !app.framework.exact)
                    || self.is_configuration()
                    || self.shared.context.graph.server(self.id)
                    || self.shared.context.graph.client(self.id).is_some()
            };
            if !self.shared.may_send(self.source) {
                return Vec::new();
            }
            let is_secret = |source: &Source| self.secret_of(source).is_some();
            let givers = self.shared.senders.as_ref().map_or(Givers::WhoLeadsToOne, Givers::Known);
            let arrivals = self.with_wanted(givers, &is_secret, |wanted| self.flow.arrivals(self.id, wanted));
            // Last, as ways are dear.
            if arrivals.is_empty() || !runs() {
                return Vec::new();
            }
            arrivals.into_iter().filter_map(|arrival| self.with_secret(arrival)).collect()
        })
    }

    fn is_configuration(&self) -> bool {
        self.app.is_some_and(|app| app.config.file == Some(self.id))
    }

    /// Asks for the secrets that the file may have, of itself and from `givers`.
    pub(super) fn with_wanted<T>(
        &self,
        givers: Givers<'_>,
        is_wanted: &dyn Fn(&Source) -> bool,
        ask: impl FnOnce(Wanted<'_>) -> T,
    ) -> T {
        let reads = self.module().into_iter().flat_map(|module| {
            let may_be_wanted = |read: &&EnvRead| {
                let Some(name) = read.name.map(|name| Box::from(unquoted(module.text(name)))) else { return true };
                let place = Place { file: self.id, node: read.node };
                is_wanted(&Source::Env { place, object: read.object, name: Some(name) })
            };
            module.facts.env_reads.iter().filter(may_be_wanted).map(|read| read.node)
        });
        let starts: Vec<NodeId> = reads.chain(self.told_in(self.id).iter().map(|judged| judged.node)).collect();
        ask(Wanted {
            source: is_wanted,
            starts: &starts,
            import: &|module, import, name| givers.may_give(self.shared, module, import, name),
        })
    }

    /// The secret that a value is, and what to call it.
    pub(super) fn secret_of(&self, source: &Source) -> Option<(Secret, What)> {
        match source {
            Source::Env { name: Some(name), .. } => {
                let app = self.app?;
                let variable = self.shared.variable(app, name)?;
                let told = self.shared.is_told_in_client(app, name);
                (!told).then(|| (variable.secret.clone(), What::Variable(name.clone())))
            }
            Source::Env { place, name: None, .. } => {
                let module = self.flow.module(place.file)?;
                let whole = module.env_read(place.node).is_some_and(|read| read.form == EnvForm::Whole);
                whole.then(|| (Secret::unnamed(Power::K3), What::Environment))
            }
            Source::Literal { place } => Some((self.judged_at(*place)?, What::Literal)),
            _ => None,
        }
    }
}

/// What goes along with the worst, by name.
fn also(others: &[&Sent]) -> String {
    /// Whoever hands over more than that hands over all.
    const NAMED: usize = 4;
    let mut names: Vec<String> = Vec::new();
    for sent in others {
        let name = match &sent.what {
            What::Variable(name) => format!("`{name}`"),
            What::Literal => "a written value".to_owned(),
            What::Environment => "the whole environment".to_owned(),
        };
        if !names.contains(&name) {
            names.push(name);
        }
    }
    match names.len() {
        0 => String::new(),
        more if more > NAMED => format!(" (with {} and {} more)", names[..NAMED].join(", "), more - NAMED),
        _ => format!(" (with {})", names.join(", ")),
    }
}

impl Sent {
    fn subject(&self) -> String {
        match &self.what {
            What::Variable(name) => format!("`{name}` {}", words::is_kind(&self.secret)),
            What::Literal => format!("this {}", words::is_kind(&self.secret)),
            What::Environment => "this is the whole environment, every secret in it included".to_owned(),
        }
    }
}

impl File<'_> {
    /// What a literal of any file was judged to be.
    fn judged_at(&self, place: Place) -> Option<Secret> {
        let judged = self.told_in(place.file);
        judged.iter().find(|judged| judged.node == place.node).map(|judged| judged.secret.clone())
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use std::sync::Arc;

    use crate::flow::Memo;
    use crate::graph::Graph;
    use crate::project::fixture::Fixture;
    use crate::project::{Options, Project};
    use crate::rules::{Context, check, interests};
    use crate::secrets::{Catalogue, Confidence};

    #[test]
    fn what_is_left_of_a_value_is_told_as_surely_as_it_is_known() {
        use Confidence::{Likely, Proven};
        for (answer, expected) in [
            ("config.token", Some(Proven)),
            ("config", Some(Proven)),
            ("config[name]", Some(Likely)),
            ("get(config, 'token')", Some(Proven)),
            ("get(config, 'from')", None),
            ("get(config, name)", Some(Likely)),
            ("pick(config, ['from', 'token'])", Some(Proven)),
            ("pick(config, ['from'])", None),
            ("pick(config, names)", Some(Likely)),
            ("Object.values(config)", Some(Proven)),
            ("Object.entries(config).map(([key, value]) => value)", Some(Proven)),
            ("Object.keys(config).filter((key) => key !== 'token').map((key) => config[key])", Some(Likely)),
            ("[config.from, config.token].filter(Boolean).map((value) => `${value}`)", Some(Proven)),
            ("[config.token].map((value) => value)", Some(Proven)),
            ("[config.from, config.token][name]", Some(Likely)),
            ("(({ token, ...rest }) => rest[name])(config)", None),
            ("lodash.pick(config, names)", Some(Likely)),
            ("lodash.omit(config, ['token'])", None),
            ("lodash.pick(config, ['token'])", Some(Proven)),
            ("shape.parse(config)", None),
            ("shape.safeParse(config).data", None),
            ("shape.passthrough().parse(config)", Some(Proven)),
            ("shape.extend({ token: z.string() }).partial().parse(config)", Some(Proven)),
            ("shape.extend({ token: z.string() }).omit({ token: true }).parse(config)", None),
            ("shape.extend({ token: z.string() }).pick({ token: true }).parse(config).token", Some(Proven)),
            ("z.object({ from: z.string() }).parse(process.env)", None),
            ("z.object({ TWILIO_AUTH_TOKEN: z.string() }).parse(process.env)", Some(Proven)),
            ("Object.fromEntries(Object.entries(config).filter(([key]) => key !== 'token'))", None),
            ("Object.fromEntries(Object.entries(config).filter(([key]) => ['token'].includes(key)))", Some(Proven)),
            ("Object.fromEntries(Object.entries(config).filter(([key]) => !['token'].includes(key)))", None),
            ("Object.fromEntries(Object.entries(config).filter(([key]) => names.includes(key)))", Some(Likely)),
            ("Object.fromEntries(Object.entries(process.env).filter(([key]) => key.startsWith('NEXT_PUBLIC_')))", None),
            (
                "Object.fromEntries(Object.entries(process.env).filter(([key]) => key.startsWith('TWILIO_')))",
                Some(Likely),
            ),
            ("new Map([['a', config.token], ['b', 1]]).get('a')", Some(Proven)),
            ("new Map([['a', config.token], ['b', 1]]).get('b')", None),
            ("new Map([['a', config.token], ['b', 1]]).get(name)", Some(Likely)),
            ("JSON.stringify(config, ['from'])", None),
            ("JSON.stringify(config, (key, value) => (names.includes(key) ? undefined : value))", Some(Likely)),
            ("config.token.split('_')[0]", None),
            ("config.token.split(',')[0]", Some(Likely)),
            ("new URL(config.token).host", None),
            ("new URL(config.token).search", Some(Proven)),
            ("{ ...config, token: undefined }", None),
            ("{ token: undefined, ...config }", Some(Proven)),
            ("Object.assign({}, config, { token: null })", None),
            ("Object.assign({}, { token: null }, config)", Some(Proven)),
            ("await Promise.resolve(config).catch(() => null)", Some(Proven)),
            ("[config.token].flat().concat(['x'])", Some(Proven)),
            ("{ error: new Error(config.token) }", None),
            ("{ error: `${new Error(config.token)}` }", Some(Proven)),
            ("{ error: String(new Error(config.token)) }", Some(Proven)),
            ("new Error('x', { cause: config.token }).cause", Some(Proven)),
            ("new Error('x', { cause: config.token }).message", None),
            // What leads to itself.
            ("new (class { token = config.token; toJSON() { return this; } })()", Some(Proven)),
            (
                "(() => { let text = ''; for (const one of names) text = `${text}${config.token}` + text; return text; })()",
                Some(Proven),
            ),
        ] {
            let fixture = Fixture::new(&format!(
                "//- package.json\n{{ \"dependencies\": {{ \"next\": \"16\" }} }}\n//- app/api/route.ts\nimport lodash from 'lodash';\nimport {{ z }} from 'zod';\n\
                 const shape = z.object({{ from: z.string(), name: z.string().optional() }});\n\
                 const config = {{ token: process.env.TWILIO_AUTH_TOKEN, from: 'me', name: 'it' }};\n\
                 const get = (o, k) => o[k];\nconst pick = (o, keys) => Object.fromEntries(keys.map((k) => [k, o[k]]));\n\
                 export async function POST(request) {{\n  const {{ name, names }} = await request.json();\n  return Response.json({answer});\n}}\n"
            ));
            let options = Options { interests: interests(), ..Options::default() };
            let project = Arc::new(Project::open(std::slice::from_ref(&fixture.root), &options).unwrap());
            let (graph, memo) = (Graph::new(Arc::clone(&project)), Memo::default());
            let context = Context { project: &project, graph: &graph, memo: &memo, catalogue: Catalogue::builtin() };
            let found: Vec<_> = check(&context).iter().map(|finding| (finding.rule, finding.confidence)).collect();
            let expected: Vec<_> = expected.map(|confidence| ("secret-in-response", confidence)).into_iter().collect();
            assert_eq!(found, expected, "{answer}");
        }
    }
}
