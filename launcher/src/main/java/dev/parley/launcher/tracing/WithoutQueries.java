package dev.parley.launcher.tracing;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.DelegatingSpanData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.Collection;
import java.util.List;

/** Takes the queries out of what spans carry: what people searched for, and the token of a mail's link, are there. */
final class WithoutQueries implements SpanExporter {
    /** Of requests that came in and of those that went out, as Vert.x names them (5.0.7). */
    private static final List<AttributeKey<String>> ADDRESSES =
            List.of(AttributeKey.stringKey("http.url"), AttributeKey.stringKey("url.full"));

    private static final AttributeKey<String> QUERY = AttributeKey.stringKey("url.query");

    private final SpanExporter next;

    WithoutQueries(SpanExporter next) {
        this.next = next;
    }

    @Override
    public CompletableResultCode export(Collection<SpanData> spans) {
        return next.export(spans.stream().map(WithoutQueries::cut).toList());
    }

    private static SpanData cut(SpanData span) {
        var attributes = span.getAttributes().toBuilder();
        boolean changed = span.getAttributes().get(QUERY) != null;
        attributes.remove(QUERY);
        for (var key : ADDRESSES) {
            var address = span.getAttributes().get(key);
            if (address != null && address.indexOf('?') >= 0) {
                attributes.put(key, address.substring(0, address.indexOf('?')));
                changed = true;
            }
        }
        return changed ? new Cut(span, attributes.build()) : span;
    }

    @Override
    public CompletableResultCode flush() {
        return next.flush();
    }

    @Override
    public CompletableResultCode shutdown() {
        return next.shutdown();
    }

    private static final class Cut extends DelegatingSpanData {
        private final Attributes attributes;

        Cut(SpanData span, Attributes attributes) {
            super(span);
            this.attributes = attributes;
        }

        @Override
        public Attributes getAttributes() {
            return attributes;
        }
    }
}
