//! The loop: the only owner of the state, never waiting for the client.

use std::collections::VecDeque;
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

use super::event::Event;
use super::state::State;
use super::{guarded, notifications, requests};

/// A change that has waited so long is answered together with those behind it.
const LATE: Duration = Duration::from_millis(100);

/// Runs until nobody is left to send an event.
pub(super) fn run(mut state: State, events: &Receiver<(Instant, Event)>) {
    let mut waiting = VecDeque::new();
    loop {
        waiting.extend(events.try_iter());
        if waiting.is_empty() {
            let next = match state.patience() {
                Some(patience) => events.recv_timeout(patience),
                None => events.recv().map_err(|_| RecvTimeoutError::Disconnected),
            };
            match next {
                Ok(event) => waiting.push_back(event),
                Err(RecvTimeoutError::Timeout) => {
                    guarded(|| state.pause());
                }
                Err(RecvTimeoutError::Disconnected) => return,
            }
        }
        let Some((since, event)) = waiting.pop_front() else { continue };
        // A panic loses this event and nothing else.
        guarded(|| match event {
            Event::DidChange(change) => {
                let mut changes = vec![change];
                while since.elapsed() > LATE
                    && let Some(Event::DidChange(next)) = waiting.front().map(|(_, event)| event)
                    && next.text_document.uri == changes[0].text_document.uri
                    && let Some((_, Event::DidChange(next))) = waiting.pop_front()
                {
                    changes.push(next);
                }
                notifications::did_change::run(&mut state, changes);
            }
            event => handle(&mut state, event),
        });
    }
}

fn handle(state: &mut State, event: Event) {
    match event {
        Event::Initialize(params) => notifications::initialize::run(state, &params),
        Event::Initialized => notifications::initialized::run(state),
        Event::DidOpen(params, ahead) => notifications::did_open::run(state, params, ahead),
        Event::DidChange(params) => notifications::did_change::run(state, vec![params]),
        Event::DidSave(params) => notifications::did_save::run(state, &params),
        Event::DidClose(params) => notifications::did_close::run(state, &params),
        Event::DidChangeWatchedFiles(params) => notifications::did_change_watched_files::run(state, &params),
        Event::DidChangeWorkspaceFolders(params) => notifications::did_change_workspace_folders::run(state, &params),
        Event::DidChangeConfiguration(settings) => notifications::did_change_configuration::run(state, &settings),
        Event::Configuration(settings) => notifications::did_change_configuration::take(state, &settings),
        Event::Hover(params, answer) => requests::hover::run(state, params, answer),
        Event::InlayHint(params, answer) => requests::inlay_hint::run(state, params, answer),
        Event::CodeAction(params, answer) => requests::code_action::run(state, params, answer),
        Event::CodeActionResolve(action, answer) => requests::code_action_resolve::run(state, *action, answer),
        Event::ExecuteCommand(params, answer) => requests::execute_command::run(state, &params, answer),
        Event::Checked(checked) => state.checked(checked),
    }
}
