package dev.parley.launcher.tracing;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.vertx.core.spi.VertxTracerFactory;
import io.vertx.tracing.opentelemetry.OpenTelemetryTracingFactory;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Sends this process's spans on. Made only when it is configured: without it Vert.x has no tracer, and nobody asks for a
 * span. What the collector does not take in time is dropped, never waited for.
 */
public final class Tracing {
    private static final Duration SEND_WITHIN = Duration.ofSeconds(5);
    private static final Duration SEND_EVERY = Duration.ofSeconds(1);

    private final OpenTelemetrySdk sdk;

    /** @param node this process's name */
    public Tracing(TracingConfig config, String node) {
        var exporter = new WithoutQueries(OtlpHttpSpanExporter.builder()
                .setEndpoint(config.endpoint().toString())
                .setTimeout(SEND_WITHIN)
                .build());
        var resource = Resource.create(Attributes.of(
                AttributeKey.stringKey("service.name"), "parley", AttributeKey.stringKey("service.instance.id"), node));
        var provider = SdkTracerProvider.builder()
                .setResource(Resource.getDefault().merge(resource))
                .setSampler(Sampler.parentBased(Sampler.traceIdRatioBased(config.percent() / 100.0)))
                .addSpanProcessor(BatchSpanProcessor.builder(exporter)
                        .setScheduleDelay(SEND_EVERY)
                        .build())
                .build();
        this.sdk = OpenTelemetrySdk.builder()
                .setTracerProvider(provider)
                .setPropagators(ContextPropagators.create(W3CTraceContextPropagator.getInstance()))
                .build();
    }

    /** For the builder of the process's Vert.x. */
    public VertxTracerFactory factory() {
        return new OpenTelemetryTracingFactory(sdk);
    }

    /** Sends what is left; blocks, at most for as long as one sending may take. */
    public void close() {
        var unused = sdk.getSdkTracerProvider().shutdown().join(SEND_WITHIN.toSeconds(), TimeUnit.SECONDS);
    }
}
