package dev.parley.gateway.tls;

import dev.parley.model.metrics.Instrument;
import dev.parley.model.metrics.Metrics;
import io.micrometer.core.instrument.Counter;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.ServerSSLOptions;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The certificate in force. When its files change it is exchanged under the running server: new handshakes get the new
 * one, open connections stay as they are. Files that do not fit, as those of a pair half written, change nothing but a
 * line of log, a metric and a warning of {@code /health/ready}.
 *
 * <p>Owned by the context that made it; the certificate may be asked for from any thread.
 */
public final class LiveCertificate {
    private static final Logger LOG = LoggerFactory.getLogger(LiveCertificate.class);

    /** Let's Encrypt's clients renew 30 days before the end: with so many left, that has failed for two weeks. */
    private static final Duration ENDS_SOON = Duration.ofDays(14);

    private final Vertx vertx;
    private final TlsConfig config;
    private final Clock clock;
    private final Counter exchanged;
    private final Counter refused;
    private final Runnable noLongerMeasured;

    private volatile Credentials inForce;

    /** The last looked at, in force or refused. */
    private String fingerprint;

    private @Nullable String problem;
    private boolean looking;
    private long timer = -1;

    private LiveCertificate(Vertx vertx, TlsConfig config, Metrics metrics, Clock clock, Seen first) {
        this.vertx = vertx;
        this.config = config;
        this.clock = clock;
        this.inForce = first.credentials;
        this.fingerprint = first.fingerprint;
        this.exchanged = metrics.counter(Instrument.GATEWAY_CERTIFICATES, "exchanged");
        this.refused = metrics.counter(Instrument.GATEWAY_CERTIFICATES, "refused");
        this.noLongerMeasured = metrics.sum(Instrument.GATEWAY_CERTIFICATE, this::secondsLeft);
        tell();
    }

    /** Files that could be used. */
    private record Seen(Credentials credentials, String fingerprint) {}

    /**
     * Reads the files for the first time.
     *
     * @return fails with a {@link KeyMaterialException} if they cannot be used; an expired certificate is used, with a
     *     warning
     */
    public static Future<LiveCertificate> load(Vertx vertx, TlsConfig config, Metrics metrics, Clock clock) {
        return vertx.executeBlocking(
                        () -> {
                            var material = config.keys().read();
                            return new Seen(material.parse(), material.fingerprint());
                        },
                        false)
                .map(seen -> new LiveCertificate(vertx, config, metrics, clock, seen));
    }

    /** Has a server begin with it. */
    public void applyTo(HttpServerOptions options) {
        TlsOptions.apply(options, inForce);
    }

    /**
     * Looks after the files from now on.
     *
     * @param options that {@code server} was made with
     */
    public void watch(HttpServer server, HttpServerOptions options) {
        var ssl = options.getSslOptions();
        timer = vertx.setPeriodic(config.reload().toMillis(), tick -> look(server, ssl));
    }

    public void close() {
        vertx.cancelTimer(timer);
        noLongerMeasured.run();
    }

    /** The server's own certificate. */
    public X509Certificate certificate() {
        return inForce.certificate();
    }

    /** What somebody should look at, a few words each. */
    public List<String> warnings() {
        var warnings = new ArrayList<String>();
        var left = Duration.between(clock.instant(), inForce.expiresAt());
        if (left.isNegative()) {
            warnings.add("the certificate has expired");
        } else if (left.compareTo(ENDS_SOON) < 0) {
            warnings.add("the certificate expires in " + left.toDays() + " days");
        }
        if (problem != null) {
            warnings.add("the new certificate cannot be used");
        }
        return warnings;
    }

    private void look(HttpServer server, ServerSSLOptions options) {
        if (looking) {
            return; // a slow disk: the next look will do
        }
        looking = true;
        var known = fingerprint;
        vertx.executeBlocking(() -> readIfChanged(known), false)
                .compose(seen -> seen == null ? Future.succeededFuture() : take(server, options, seen))
                .onFailure(this::refuse)
                .onComplete(looked -> looking = false);
    }

    private @Nullable Seen readIfChanged(String known) throws KeyMaterialException {
        var material = config.keys().read();
        var now = material.fingerprint();
        if (now.equals(known)) {
            return null;
        }
        try {
            return new Seen(material.parse(), now);
        } catch (KeyMaterialException e) {
            throw new Unfit(e, now);
        }
    }

    private Future<Void> take(HttpServer server, ServerSSLOptions options, Seen seen) {
        var next = seen.credentials;
        var now = clock.instant();
        if (inForce.isValidAt(now) && !next.isValidAt(now)) {
            return Future.failedFuture(new Unfit("it is not valid now: " + next.described(), seen.fingerprint));
        }
        return server.updateSSLOptions(TlsOptions.with(next, options)).map(updated -> {
            inForce = next;
            fingerprint = seen.fingerprint;
            problem = null;
            exchanged.increment();
            tell();
            return null;
        });
    }

    /** Says it once for the same bytes, or the same reason why they cannot be read. */
    private void refuse(Throwable cause) {
        var why = String.valueOf(cause.getMessage());
        boolean known = why.equals(problem);
        if (cause instanceof Unfit unfit) {
            known = false; // read anew only when they have changed
            fingerprint = unfit.fingerprint;
        }
        problem = why;
        if (!known) {
            refused.increment();
            LOG.warn("certificate kept, the new one cannot be used: {}", why);
        }
    }

    private void tell() {
        LOG.info("certificate in force {}", inForce.described());
        var now = clock.instant();
        if (!inForce.isValidAt(now)) {
            LOG.warn("certificate is not valid now {}", inForce.described());
        }
    }

    private double secondsLeft() {
        return Duration.between(Instant.now(clock), inForce.expiresAt()).toSeconds();
    }

    /** Bytes that were read and cannot be used. */
    private static final class Unfit extends KeyMaterialException {
        private static final long serialVersionUID = 1L;

        private final String fingerprint;

        Unfit(KeyMaterialException cause, String fingerprint) {
            super(cause);
            this.fingerprint = fingerprint;
        }

        Unfit(String problem, String fingerprint) {
            super("gateway.tls", problem);
            this.fingerprint = fingerprint;
        }
    }
}
