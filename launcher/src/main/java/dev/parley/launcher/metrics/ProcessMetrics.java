package dev.parley.launcher.metrics;

import dev.parley.model.metrics.Instrument;
import dev.parley.model.metrics.Metrics;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Vertx;
import java.util.Collection;
import java.util.List;

/** The one registry of this process. */
public final class ProcessMetrics {
    /** Of what {@link #scrape} gives. */
    public static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Metrics metrics = new Metrics(registry);
    private final JvmGcMetrics garbage = new JvmGcMetrics();

    /**
     * @param name of this process, among the cluster's
     * @param roles as in {@code --roles}
     */
    public ProcessMetrics(String name, Collection<String> roles) {
        metrics.level(Instrument.NODE, name, String.join(",", roles)).add(1);
        List.<MeterBinder>of(
                        new JvmMemoryMetrics(),
                        garbage,
                        new JvmThreadMetrics(),
                        new ProcessorMetrics(),
                        new FileDescriptorMetrics(),
                        new UptimeMetrics())
                .forEach(binder -> binder.bindTo(registry));
    }

    /** For the verticles. */
    public Metrics metrics() {
        return metrics;
    }

    /** Measures the event loops of {@code vertx} until it is closed. */
    public void watch(Vertx vertx) {
        EventLoopLag.watch(vertx, metrics);
    }

    /** Everything in Prometheus' text format. Takes some milliseconds: not for an event loop. */
    public String scrape() {
        return registry.scrape();
    }

    /** Lets go of the JVM. */
    public void close() {
        garbage.close();
        registry.close();
    }
}
