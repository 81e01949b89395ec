//! The rules that only show on a server that runs.

#![expect(clippy::indexing_slicing, reason = "a JSON value gives null for what is not there")]

use reqwest::{Client, Method, Response};
use serde_json::Value;

use super::Faults;

/// Everything in the behaviour of a server that breaks a rule. `base` is the API's root, such as
/// `http://127.0.0.1:8082/payout/v1`. No token is used: what is asked is refused or open.
pub async fn behaviour(base: &str) -> anyhow::Result<Vec<String>> {
    let client = Client::builder()
        .redirect(reqwest::redirect::Policy::none())
        .timeout(std::time::Duration::from_secs(10))
        .build()?;
    let mut faults = Faults(Vec::new());
    let opened = client.get(format!("{base}/openapi.json")).send().await?;
    let origin = header(&opened, "access-control-allow-origin");
    faults.check(opened.status() == 200, "/core/publish-openapi", opened.status());
    faults.check(origin == "*", "/core/publish-openapi", "Access-Control-Allow-Origin");
    common(&opened, "openapi.json", &mut faults);
    let document: Value = opened.json().await?;
    let version = document["info"]["version"].as_str().unwrap_or_default().to_owned();
    let lost = client.get(format!("{base}/bestaat-niet")).send().await?;
    refused(lost, 404, "an unknown path", &version, &mut faults).await?;
    for (template, item) in document["paths"].as_object().into_iter().flatten() {
        let uuid = "00000000-0000-7000-8000-000000000000";
        let url = format!("{base}{}", filled(template, uuid));
        let visit = Visit { client: &client, template, item, url, version: &version };
        visit.all(&mut faults).await?;
    }
    Ok(faults.0)
}

struct Visit<'v> {
    client: &'v Client,
    template: &'v str,
    item: &'v Value,
    url: String,
    version: &'v str,
}

impl Visit<'_> {
    async fn all(&self, faults: &mut Faults) -> anyhow::Result<()> {
        let slashed = self.client.get(format!("{}/", self.url)).send().await?;
        let at = format!("{}/", self.template);
        refused(slashed, 404, &at, self.version, faults).await?;

        let trace = self.client.request(Method::TRACE, &self.url).send().await?;
        let allow = header(&trace, "allow");
        for method in ["get", "post", "put", "patch", "delete"] {
            let offered = allow.split(", ").any(|one| one.eq_ignore_ascii_case(method));
            let exists = self.item.get(method).is_some();
            let at = format!("{} Allow: {allow}", self.template);
            faults.check(offered == exists, "/core/http-methods", at);
        }
        refused(trace, 405, self.template, self.version, faults).await?;
        if self.item.get("get").is_some() {
            let get = self.client.get(&self.url).send().await?;
            let head = self.client.head(&self.url).send().await?;
            let at = format!("HEAD {}", self.template);
            faults.check(get.status() == head.status(), "/core/http-methods", at);
            refused(get, 401, &format!("GET {}", self.template), self.version, faults).await?;
        }
        if self.item.get("post").is_some() {
            let post = self.client.post(&self.url).body("x").header("content-type", "text/x-wrong");
            let post = post.send().await?;
            let known = matches!(post.status().as_u16(), 401 | 415 | 428);
            let at = format!("POST {} {}", self.template, post.status());
            faults.check(known, "/core/http-response-code", at);
            let status = post.status().as_u16();
            refused(post, status, self.template, self.version, faults).await?;
        }
        Ok(())
    }
}

/// An error must have this status, the form of a problem, the version and the headers.
async fn refused(
    response: Response,
    status: u16,
    place: &str,
    version: &str,
    faults: &mut Faults,
) -> anyhow::Result<()> {
    let given = response.status().as_u16();
    let at = format!("{place} {given}, not {status}");
    faults.check(given == status, "/core/http-response-code", at);
    let at = format!("{place} {given}");
    common(&response, &at, faults);
    faults.check(header(&response, "api-version") == version, "/core/version-header", &at);
    let kind = header(&response, "content-type");
    let body: Value = serde_json::from_slice(&response.bytes().await?).unwrap_or_default();
    let complete = kind == super::super::problem::CONTENT_TYPE
        && body["status"] == given
        && body["title"].is_string()
        && body["detail"].is_string();
    faults.check(complete, "/core/error-handling/problem-details", &at);
    Ok(())
}

/// What every answer has.
fn common(response: &Response, place: &str, faults: &mut Faults) {
    let rule = "/core/transport/security-headers";
    for (name, part) in [
        ("cache-control", "no-store"),
        ("content-security-policy", "frame-ancestors 'none'"),
        ("strict-transport-security", "max-age="),
        ("x-content-type-options", "nosniff"),
        ("x-frame-options", "DENY"),
        ("referrer-policy", "no-referrer"),
        ("content-type", "/"),
    ] {
        let there = header(response, name).contains(part);
        faults.check(there, rule, format!("{place} {name}"));
    }
    let versioned = !header(response, "api-version").is_empty();
    faults.check(versioned, "/core/version-header", place);
}

fn header(response: &Response, name: &str) -> String {
    let value = response.headers().get(name).and_then(|value| value.to_str().ok());
    value.unwrap_or_default().to_owned()
}

/// A path with this value in the place of each parameter.
fn filled(template: &str, value: &str) -> String {
    let parts = template.split('/').map(|part| if part.starts_with('{') { value } else { part });
    parts.collect::<Vec<_>>().join("/")
}
