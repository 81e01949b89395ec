//! Which paths and methods an API has, read from its `OpenAPI` document: for 404, 405 with `Allow`,
//! 406, and the route names in traces and metrics.

use serde_json::Value;

use super::openapi::METHODS;

/// One path of the API.
#[derive(Debug)]
pub struct Route {
    /// The template, with the base path: `/payout/v1/betaalruns/{id}`.
    pub template: String,
    /// Methods in capitals, in the order of the standard.
    pub methods: Vec<&'static str>,
    /// Content types of its answers, by method.
    produces: Vec<(&'static str, Vec<String>)>,
    segments: Vec<Segment>,
}

#[derive(Debug)]
enum Segment {
    Text(String),
    Parameter,
}

/// All paths of an API.
#[derive(Debug)]
pub struct Routes(Vec<Route>);

impl Routes {
    /// Reads the paths of a document.
    pub fn of(document: &Value, base: &str) -> Self {
        let paths = document["paths"].as_object().into_iter().flatten();
        let mut routes: Vec<Route> =
            paths.map(|(path, item)| Route::of(base, path, item)).collect();
        // What is named in full comes before what has a parameter in its place.
        routes.sort_by_key(Route::parameters);
        Self(routes)
    }

    /// The route of a path.
    pub fn find(&self, path: &str) -> Option<&Route> {
        self.0.iter().find(|route| route.matches(path))
    }
}

impl Route {
    fn of(base: &str, path: &str, item: &Value) -> Self {
        let template = format!("{base}{path}");
        let methods: Vec<&'static str> =
            METHODS.into_iter().filter(|method| item.get(method).is_some()).collect();
        let produces = methods.iter().map(|method| (capitals(method), produces(&item[*method])));
        let segments = template.split('/').map(|segment| {
            let parameter = segment.starts_with('{') && segment.ends_with('}');
            if parameter { Segment::Parameter } else { Segment::Text(segment.to_owned()) }
        });
        let (produces, segments) = (produces.collect(), segments.collect());
        let methods = methods.into_iter().map(capitals).collect();
        Self { template, methods, produces, segments }
    }

    fn parameters(&self) -> usize {
        self.segments.iter().filter(|segment| matches!(segment, Segment::Parameter)).count()
    }

    fn matches(&self, path: &str) -> bool {
        let mut given = path.split('/');
        let fits = self.segments.iter().all(|segment| match (segment, given.next()) {
            (Segment::Text(text), Some(given)) => text == given,
            (Segment::Parameter, Some(given)) => !given.is_empty(),
            (_, None) => false,
        });
        fits && given.next().is_none()
    }

    /// What `Allow` says.
    pub fn allow(&self) -> String {
        let mut methods = self.methods.clone();
        if methods.contains(&"GET") {
            methods.push("HEAD");
        }
        methods.push("OPTIONS");
        methods.join(", ")
    }

    /// Whether an answer of this method can be in a form that `Accept` asks for.
    pub fn can_satisfy(&self, method: &str, accept: Option<&str>) -> bool {
        let Some(accept) = accept else { return true };
        let produced = self.produces.iter().find(|(of, _)| *of == method);
        let Some((_, produced)) = produced.filter(|(_, types)| !types.is_empty()) else {
            return true;
        };
        accept.split(',').any(|wanted| {
            let wanted = wanted.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
            let family = wanted.strip_suffix("/*");
            wanted == "*/*"
                || produced.contains(&wanted)
                || produced.iter().any(|one| one.split('/').next() == family)
        })
    }
}

fn capitals(method: &str) -> &'static str {
    match method {
        "get" => "GET",
        "post" => "POST",
        "put" => "PUT",
        "patch" => "PATCH",
        _ => "DELETE",
    }
}

/// The content types of the answers that are no errors.
fn produces(operation: &Value) -> Vec<String> {
    let responses = operation["responses"].as_object().into_iter().flatten();
    let good = responses.filter(|(status, _)| status.starts_with('2'));
    let contents = good.filter_map(|(_, response)| response.get("content")?.as_object());
    contents.flat_map(|content| content.keys().map(|kind| kind.to_ascii_lowercase())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn routes() -> Routes {
        let json = json!({ "200": { "content": { "application/json": {} } } });
        let document = json!({ "paths": {
            "/dingen/{id}": { "get": { "responses": json } },
            "/dingen/_zoek": { "post": { "responses": json } },
            "/dingen": { "get": { "responses": json }, "post": {} },
        }});
        Routes::of(&document, "/proef/v1")
    }

    #[test]
    fn a_path_has_one_route() {
        let routes = routes();
        let found = |path: &str| routes.find(path).map(|route| route.template.as_str());
        assert_eq!(found("/proef/v1/dingen"), Some("/proef/v1/dingen"));
        assert_eq!(found("/proef/v1/dingen/7"), Some("/proef/v1/dingen/{id}"));
        assert_eq!(found("/proef/v1/dingen/_zoek"), Some("/proef/v1/dingen/_zoek"));
        for absent in ["/proef/v1/dingen/", "/dingen", "/proef/v1/dingen/7/8", "", "/proef/v1"] {
            assert_eq!(found(absent), None, "{absent}");
        }
        let allow = routes.find("/proef/v1/dingen").map(Route::allow);
        assert_eq!(allow.as_deref(), Some("GET, POST, HEAD, OPTIONS"));
    }

    #[test]
    fn accept_is_honoured_where_the_answer_is_known() {
        let routes = routes();
        let route = routes.find("/proef/v1/dingen").unwrap();
        for good in
            ["*/*", "application/json", "text/html, application/*;q=0.5", "Application/JSON"]
        {
            assert!(route.can_satisfy("GET", Some(good)), "{good}");
        }
        assert!(!route.can_satisfy("GET", Some("text/html")));
        assert!(route.can_satisfy("POST", Some("text/html")), "nothing is known of its answer");
        assert!(route.can_satisfy("GET", None));
    }
}
