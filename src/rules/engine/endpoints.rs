//! The endpoints of a file, and the calls of theirs that somebody pays for.

use rustc_hash::FxHashMap;

use super::{File, Shared, matter};
use crate::flow::endpoint::unserialised;
use crate::flow::{Endpoint, Field, Made, Place, Reached, WantedCalls, Whole};
use crate::project::{FileId, SourceFile};
use crate::secrets::{Provider, Spend};
use crate::syntax::ast::{Kind, NodeId};

/// A call that costs money, and who makes it.
#[derive(Clone, Debug)]
pub(in crate::rules) struct Paid {
    pub endpoint: Endpoint,
    pub reached: Reached,
    pub provider: &'static Provider,
    pub spend: &'static Spend,
}

impl Shared<'_> {
    /// Whether the file may make a call that costs money, or import who does over a few others.
    pub(super) fn leads_to_paid(&self, file: FileId) -> bool {
        self.distance_to_paid(file).is_some_and(WantedCalls::is_near)
    }

    fn distance_to_paid(&self, file: FileId) -> Option<usize> {
        self.near_paid.get_or_init(|| self.find_near(matter::may_pay)).get(&file).copied()
    }

    /// Whether the file may make a request whose error holds a secret, or import who does over a few others.
    pub(super) fn leads_to_failing(&self, file: FileId) -> bool {
        self.distance_to_failing(file).is_some_and(WantedCalls::is_near)
    }

    pub(super) fn distance_to_failing(&self, file: FileId) -> Option<usize> {
        let near = self.near_failing.get_or_init(|| self.find_near(|source| matter::may_fail(self, source)));
        near.get(&file).copied()
    }

    /// The files near one of those, and how far.
    pub(super) fn find_near(&self, is_one: impl Fn(&SourceFile) -> bool) -> FxHashMap<FileId, usize> {
        let sources = self.context.project.sources.iter();
        let mut next: Vec<FileId> = sources.filter(|source| is_one(source)).map(|source| source.id).collect();
        let mut near = FxHashMap::default();
        for distance in 0..=WantedCalls::FARTHEST {
            next.retain(|file| !near.contains_key(file));
            near.extend(next.iter().map(|file| (*file, distance)));
            next = next.iter().flat_map(|file| self.context.graph.may_import(*file)).copied().collect();
        }
        near
    }
}

impl File<'_> {
    /// The functions of the file that anybody may call.
    pub(in crate::rules) fn endpoints(&self) -> &[Endpoint] {
        self.endpoints.get_or_init(|| self.flow.endpoints(self.id))
    }

    /// The calls that cost money and that an endpoint of the file makes.
    pub(in crate::rules) fn paid(&self) -> &[Paid] {
        self.paid.get_or_init(|| {
            if !matter::may_spend(self.shared, self.source) {
                return Vec::new();
            }
            let wanted = WantedCalls {
                is: &|call| self.spend_of(call).is_some(),
                distance: &|file| self.shared.distance_to_paid(file),
            };
            let of = |endpoint: &Endpoint| {
                let reached = self.flow.reached(endpoint, &wanted);
                reached
                    .into_iter()
                    .filter_map(|reached| {
                        let (provider, spend) = self.spend_of(&reached.call)?;
                        Some(Paid { endpoint: endpoint.clone(), reached, provider, spend })
                    })
                    .collect::<Vec<_>>()
            };
            self.endpoints().iter().flat_map(of).collect()
        })
    }

    /// What a call costs money for.
    fn spend_of(&self, call: &Made) -> Option<(&'static Provider, &'static Spend)> {
        let catalogue = self.shared.catalogue;
        self.shared.context.project.file(call.home.id).filter(|file| matter::may_pay(file))?;
        if let Some(callee) = self.flow.callee(call.place()) {
            return catalogue.spend_of_call(&callee.package, &callee.dotted()).or_else(|| self.spend_of_request(call));
        }
        self.spend_of_request(call)
    }

    fn spend_of_request(&self, call: &Made) -> Option<(&'static Provider, &'static Spend)> {
        let request = self.flow.request(call.place())?;
        let (start, _) = self.flow.fold_start(request.url?)?;
        self.shared.catalogue.spend_at(&start)
    }
}

impl Paid {
    /// The arguments that the caller of the endpoint has a say in, under one of the names.
    pub(in crate::rules) fn chosen(&self, file: &File<'_>, names: &[&str]) -> Vec<Field> {
        let mut found = self.fields(file, names);
        found.retain(|field| file.flow.is_given(&self.endpoint, &field.value));
        found
    }

    /// The arguments' fields under one of the names, and what may hold one.
    pub(in crate::rules) fn fields(&self, file: &File<'_>, names: &[&str]) -> Vec<Field> {
        let arguments = self.reached.call.called().map_or(&[][..], |(_, arguments)| arguments);
        let of = |argument: &NodeId| file.flow.fields(&self.reached.call.beside(*argument), names);
        arguments.iter().flat_map(of).collect()
    }

    /// What the caller sent, where the call is handed all of it.
    pub(in crate::rules) fn whole(&self, file: &File<'_>) -> Vec<Whole> {
        let call = &self.reached.call;
        let flow = &file.flow;
        let arguments = call.called().map_or(&[][..], |(_, arguments)| arguments);
        let each: Vec<Made> = match flow.request(call.place()) {
            // Of a request its body: in the options, or by itself.
            Some(_) => arguments
                .iter()
                .skip(1)
                .filter_map(|argument| {
                    let options = Place { file: call.home.id, node: call.home.unwrapped(*argument) };
                    let body = flow.property(options, "body").or_else(|| flow.property(options, "data"));
                    let is_written = matches!(call.home.kind(options.node), Kind::Object { .. });
                    body.map(|body| call.beside(body.node)).or_else(|| (!is_written).then(|| call.beside(*argument)))
                })
                .map(|body| unserialised(&body))
                .collect(),
            None => arguments.iter().map(|argument| call.beside(*argument)).collect(),
        };
        each.iter().flat_map(|value| flow.taken_whole(&self.endpoint, value)).collect()
    }

    /// Whether the caller of the endpoint has a say in an argument at all.
    pub(in crate::rules) fn takes_given(&self, file: &File<'_>) -> bool {
        let arguments = self.reached.call.called().map_or(&[][..], |(_, arguments)| arguments);
        arguments.iter().any(|argument| file.flow.is_given(&self.endpoint, &self.reached.call.beside(*argument)))
    }

    /// Whether the caller of the endpoint has a say in the address of the request that the call is.
    pub(in crate::rules) fn is_steered(&self, file: &File<'_>) -> bool {
        let call = &self.reached.call;
        let url = file.flow.request(call.place()).and_then(|request| request.url);
        url.is_some_and(|url| url.file == call.home.id && file.flow.is_given(&self.endpoint, &call.beside(url.node)))
    }

    /// Whether the caller of the endpoint brings the key along, and pays.
    pub(in crate::rules) fn is_paid_by_caller(&self, file: &File<'_>) -> bool {
        let call = &self.reached.call;
        let given = |made: &Made| file.flow.is_given(&self.endpoint, made);
        let client = file.flow.callee(call.place()).and_then(|callee| callee.construction).and_then(|place| {
            let home = file.flow.module(place.file)?;
            Some(Made { home, node: place.node, frame: call.frame.clone() })
        });
        let holds_given = |made: &Made| {
            made.called().is_some_and(|(_, arguments)| arguments.iter().any(|argument| given(&made.beside(*argument))))
        };
        client.as_ref().is_some_and(holds_given)
            || self.chosen(file, &["authorization", "xapikey", "apikey"]).iter().any(|key| key.is_named)
    }
}
