//! Traces and logs.
//!
//! Logs are JSON lines on standard error with the `trace_id` of the span they were written in.
//! Spans are exported by OTLP only when an endpoint is configured; trace contexts exist and travel
//! on always, so that a log line of one service finds that of another.

use opentelemetry::propagation::TextMapPropagator;
use opentelemetry::trace::{TraceContextExt, TracerProvider};
use opentelemetry_otlp::WithExportConfig;
use opentelemetry_sdk::Resource;
use opentelemetry_sdk::propagation::TraceContextPropagator;
use opentelemetry_sdk::trace::{Sampler, SdkTracerProvider};
use std::collections::HashMap;
use tracing::Span;
use tracing_opentelemetry::OpenTelemetrySpanExt;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;
use tracing_subscriber::{EnvFilter, Layer};

/// Ends the export of spans; call [`Telemetry::flush`] before the process ends.
#[derive(Debug)]
pub struct Telemetry(SdkTracerProvider);

/// Sets logs and traces up for this process, once. `filter` is what `RUST_LOG` says.
pub fn start(
    service: &'static str,
    filter: &str,
    endpoint: Option<&str>,
) -> anyhow::Result<Telemetry> {
    let mut provider = SdkTracerProvider::builder()
        .with_resource(Resource::builder().with_service_name(service).build());
    if let Some(endpoint) = endpoint {
        let exporter = opentelemetry_otlp::SpanExporter::builder()
            .with_http()
            .with_endpoint(format!("{}/v1/traces", endpoint.trim_end_matches('/')))
            .build()?;
        provider = provider.with_batch_exporter(exporter);
    } else {
        provider = provider.with_sampler(Sampler::AlwaysOff);
    }
    let provider = provider.build();
    let filter = EnvFilter::try_new(filter)?;
    let logs = tracing_subscriber::fmt::layer()
        .json()
        .flatten_event(true)
        .with_current_span(true)
        .with_span_list(false)
        .with_writer(std::io::stderr)
        .with_filter(filter);
    let traces = tracing_opentelemetry::layer()
        .with_tracer(provider.tracer(service))
        .with_filter(tracing_subscriber::filter::LevelFilter::INFO);
    tracing_subscriber::registry().with(traces).with(logs).try_init()?;
    std::panic::set_hook(Box::new(log_panic));
    Ok(Telemetry(provider))
}

/// A panic is a log line as any other. A text made at run time may hold what nobody may read in a
/// log, so only a fixed text is repeated; the place says the rest.
fn log_panic(panic: &std::panic::PanicHookInfo<'_>) {
    let place = panic.location().map(ToString::to_string).unwrap_or_default();
    let text = panic.payload().downcast_ref::<&str>().copied().unwrap_or("a text made at run time");
    tracing::error!(place, text, "panic");
}

impl Telemetry {
    /// Sends what is left and stops.
    pub fn flush(self) {
        if let Err(error) = self.0.shutdown() {
            tracing::warn!(error = %error, "the last spans were not exported");
        }
    }
}

/// The W3C `traceparent` of the running span, to travel on with a message or a request.
pub fn traceparent() -> Option<String> {
    let mut carrier = HashMap::new();
    TraceContextPropagator::new().inject_context(&Span::current().context(), &mut carrier);
    carrier.remove("traceparent")
}

/// The trace of the running span, 32 hexadecimal digits.
pub fn trace_id() -> Option<String> {
    let context = Span::current().context();
    let span = context.span();
    let trace = span.span_context();
    trace.is_valid().then(|| trace.trace_id().to_string())
}

/// Makes a span the child of what a `traceparent` names; without one it begins a trace. Then notes
/// the trace in the span's field `trace_id`, when it has one.
pub fn continue_from(span: &Span, traceparent: Option<&str>) {
    if let Some(traceparent) = traceparent {
        let carrier = HashMap::from([("traceparent".to_owned(), traceparent.to_owned())]);
        let parent = TraceContextPropagator::new().extract(&carrier);
        if parent.span().span_context().is_valid() {
            // Refused only by a span that is not traced: then there is nothing to continue.
            span.set_parent(parent).unwrap_or_default();
        }
    }
    let context = span.context();
    let trace = context.span().span_context().trace_id();
    if trace != opentelemetry::TraceId::INVALID {
        span.record("trace_id", tracing::field::display(trace));
    }
}

/// Links a span to what a `traceparent` names: a cause among several, such as one message of a
/// batch.
pub fn link(span: &Span, traceparent: &str) {
    let carrier = HashMap::from([("traceparent".to_owned(), traceparent.to_owned())]);
    let cause = TraceContextPropagator::new().extract(&carrier);
    let cause = cause.span().span_context().clone();
    if cause.is_valid() {
        span.add_link(cause);
    }
}
