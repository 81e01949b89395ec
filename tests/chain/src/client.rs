//! Who talks to the services: a client with a token, and the answers it gets.

use std::future::Future;
use std::time::{Duration, Instant};

use anyhow::{Context as _, bail};
use serde_json::Value;

/// A caller of one service.
#[derive(Debug, Clone)]
pub struct Client {
    http: reqwest::Client,
    base: String,
    token: String,
}

/// An answer.
#[derive(Debug, Clone)]
pub struct Answer {
    /// HTTP status.
    pub status: u16,
    /// Headers.
    pub headers: reqwest::header::HeaderMap,
    /// Body as text.
    pub body: String,
}

impl Client {
    /// A caller of the API at `base` (`http://host:port/<api>/v1`).
    pub fn new(http: reqwest::Client, base: String, token: String) -> Self {
        Self { http, base, token }
    }

    /// Reads a resource.
    pub async fn get(&self, path: &str) -> anyhow::Result<Answer> {
        let request =
            self.http.get(format!("{}{path}", self.base)).header("Doelbinding", "toezicht");
        self.send(request, path).await
    }

    /// Creates or acts, with a fresh `Idempotency-Key`.
    pub async fn post(&self, path: &str, body: &Value) -> anyhow::Result<Answer> {
        self.send(self.post_request(path).json(body), path).await
    }

    /// Acts on a row as it was last read.
    pub async fn act(&self, path: &str, revisie: i64, body: &Value) -> anyhow::Result<Answer> {
        let tag = format!("\"{revisie}\"");
        self.send(self.post_request(path).header("If-Match", tag).json(body), path).await
    }

    /// Sends something that is not JSON.
    pub async fn post_raw(&self, path: &str, kind: &str, body: Vec<u8>) -> anyhow::Result<Answer> {
        self.send(self.post_request(path).header("Content-Type", kind).body(body), path).await
    }

    fn post_request(&self, path: &str) -> reqwest::RequestBuilder {
        let key = format!("\"{}\"", uuid::Uuid::now_v7());
        self.http.post(format!("{}{path}", self.base)).header("Idempotency-Key", key)
    }

    async fn send(&self, request: reqwest::RequestBuilder, path: &str) -> anyhow::Result<Answer> {
        let response =
            request.bearer_auth(&self.token).send().await.with_context(|| path.to_owned())?;
        let status = response.status().as_u16();
        let headers = response.headers().clone();
        let body = response.text().await.with_context(|| path.to_owned())?;
        Ok(Answer { status, headers, body })
    }

    /// All items of a paged list.
    pub async fn list(&self, path: &str) -> anyhow::Result<Vec<Value>> {
        let mut items = Vec::new();
        let separator = if path.contains('?') { '&' } else { '?' };
        let mut next = format!("{path}{separator}limit=100");
        loop {
            let answer = self.get(&next).await?.expect(200)?;
            let page = answer.json()?;
            items.extend(page.get("items").and_then(Value::as_array).cloned().unwrap_or_default());
            let Some(cursor) = answer.next_cursor() else { return Ok(items) };
            next = format!("{path}{separator}limit=100&cursor={cursor}");
        }
    }
}

impl Answer {
    /// This answer when it has the status, else an error that holds what it said.
    pub fn expect(self, status: u16) -> anyhow::Result<Self> {
        if self.status != status {
            bail!("antwoord {} in plaats van {status}: {}", self.status, self.body);
        }
        Ok(self)
    }

    /// The body as JSON.
    pub fn json(&self) -> anyhow::Result<Value> {
        serde_json::from_str(&self.body).with_context(|| format!("geen JSON: {}", self.body))
    }

    /// The cursor of the `next` link.
    fn next_cursor(&self) -> Option<String> {
        let link = self.headers.get("Link")?.to_str().ok()?;
        let next = link.split(',').find(|part| part.contains("rel=\"next\""))?;
        let (_, after) = next.split_once("cursor=")?;
        after.split(['&', '>']).next().map(ToOwned::to_owned)
    }
}

/// Asks again until there is an answer; an error after the deadline says what was awaited.
pub async fn wait_for<T, F, Fut>(what: &str, limit: Duration, mut ask: F) -> anyhow::Result<T>
where
    F: FnMut() -> Fut,
    Fut: Future<Output = anyhow::Result<Option<T>>>,
{
    let started = Instant::now();
    loop {
        if let Some(found) = ask().await? {
            return Ok(found);
        }
        if started.elapsed() > limit {
            bail!("na {} seconden nog niet: {what}", limit.as_secs());
        }
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
}

/// A text field of a JSON object, by a path of names.
pub fn text(value: &Value, path: &str) -> anyhow::Result<String> {
    value
        .pointer(path)
        .and_then(Value::as_str)
        .map(ToOwned::to_owned)
        .with_context(|| format!("geen tekst op {path} in {value}"))
}

/// A whole number of a JSON object, by a path of names.
pub fn number(value: &Value, path: &str) -> anyhow::Result<i64> {
    value
        .pointer(path)
        .and_then(Value::as_i64)
        .with_context(|| format!("geen getal op {path} in {value}"))
}
