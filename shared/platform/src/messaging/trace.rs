//! The trace that a message carries along: `traceparent` in the event log and in the AMQP headers.

use opentelemetry::trace::{SpanContext, SpanId, TraceContextExt, TraceFlags, TraceId, TraceState};
use tracing_opentelemetry::OpenTelemetrySpanExt;

/// A span with thousands of links is of no use to anybody.
const LINKS_MAX: usize = 128;

/// `traceparent` of the current span; nothing when there is no trace.
pub(super) fn current() -> Option<String> {
    let context = tracing::Span::current().context();
    let span = context.span();
    let span = span.span_context();
    span.is_valid().then(|| {
        format!("00-{}-{}-{:02x}", span.trace_id(), span.span_id(), span.trace_flags().to_u8())
    })
}

/// Makes `span` part of the traces of these messages: a child of the only one, linked to each of
/// several, up to [`LINKS_MAX`].
pub(super) fn continue_from<'a>(
    span: &tracing::Span,
    traceparents: impl ExactSizeIterator<Item = Option<&'a str>>,
) {
    let only = traceparents.len() == 1;
    for context in traceparents.flatten().filter_map(parse).take(LINKS_MAX) {
        if only {
            let parent = opentelemetry::Context::new().with_remote_span_context(context);
            // It fails only where no traces are collected.
            if span.set_parent(parent).is_err() {}
        } else {
            span.add_link(context);
        }
    }
}

/// The span that a `traceparent` names; nothing when it is not one.
fn parse(traceparent: &str) -> Option<SpanContext> {
    let mut parts = traceparent.split('-');
    let (version, trace, span, flags) =
        (parts.next()?, parts.next()?, parts.next()?, parts.next()?);
    if version.len() != 2 || trace.len() != 32 || span.len() != 16 {
        return None;
    }
    let context = SpanContext::new(
        TraceId::from_hex(trace).ok()?,
        SpanId::from_hex(span).ok()?,
        TraceFlags::new(u8::from_str_radix(flags, 16).ok()?),
        true,
        TraceState::default(),
    );
    context.is_valid().then_some(context)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_traceparent_is_read_or_refused_whole() {
        let good = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
        let span = parse(good).unwrap();
        assert_eq!(span.trace_id().to_string(), "4bf92f3577b34da6a3ce929d0e0e4736");
        assert!(span.is_sampled() && span.is_remote());
        for bad in ["", "00", "00-1-2-3", "00-xyz", &good.replace("4bf92f3577b34da6", "0")] {
            assert!(parse(bad).is_none(), "{bad}");
        }
        let zero = "00-00000000000000000000000000000000-00f067aa0ba902b7-01";
        assert!(parse(zero).is_none());
    }
}
