//! The way of messages to the client.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicI32, Ordering};

use lsp_server::{Message, Notification, Request, RequestId, Response, ResponseError};
use serde::Serialize;
use serde_json::Value;

/// Sends messages to the client; copies send to the same client.
#[derive(Clone)]
pub(crate) struct Outbox {
    send: Arc<dyn Fn(Message) -> bool + Send + Sync>,
    is_gone: Arc<AtomicBool>,
    requests: Arc<AtomicI32>,
}

impl Outbox {
    /// Returns the way to a client; `send` returns whether it still listens.
    pub(crate) fn of(send: impl Fn(Message) -> bool + Send + Sync + 'static) -> Self {
        Self { send: Arc::new(send), is_gone: Arc::default(), requests: Arc::default() }
    }

    /// Returns whether the client listens no longer.
    pub(crate) fn is_gone(&self) -> bool {
        self.is_gone.load(Ordering::Relaxed)
    }

    /// Answers a request.
    pub(crate) fn respond(&self, id: RequestId, result: Result<Value, ResponseError>) {
        self.send(Message::Response(Response { id, response_result: result }));
    }

    /// Tells the client something.
    pub(crate) fn notify(&self, method: &str, parameters: &impl Serialize) {
        // What cannot be serialised would be a mistake of ours, and the client can do without it.
        if let Ok(params) = serde_json::to_value(parameters) {
            let method = method.to_owned();
            self.send(Message::Notification(Notification { method, params }));
        }
    }

    /// Asks the client for something, and returns the number that its answer has.
    pub(crate) fn request(&self, method: &str, parameters: &impl Serialize) -> Option<RequestId> {
        let params = serde_json::to_value(parameters).ok()?;
        let number = self.requests.fetch_add(1, Ordering::Relaxed);
        let id = RequestId::from(format!("casebook-{number}"));
        let request = Request { id: id.clone(), method: method.to_owned(), params };
        self.send(Message::Request(request));
        Some(id)
    }

    fn send(&self, message: Message) {
        if !(self.send)(message) {
            self.is_gone.store(true, Ordering::Relaxed);
        }
    }
}
