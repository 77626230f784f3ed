package dev.parley.embedded;

import dev.parley.launcher.Parley;
import dev.parley.launcher.ParleyConfig;
import dev.parley.launcher.Settings;
import io.vertx.core.Future;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The embedded servers and, on them, every role. */
public final class EmbeddedParley implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedParley.class);
    private static final long START_WITHIN_S = 60;
    private static final long STOP_WITHIN_S = 15;

    private final EmbeddedServers servers;
    private final Parley parley;

    private EmbeddedParley(EmbeddedServers servers, Parley parley) {
        this.servers = servers;
        this.parley = parley;
    }

    /**
     * Starts everything and returns when it serves. Blocks for some seconds.
     *
     * @param fresh begin with empty data
     * @param overrides settings by key; those of the embedded servers are filled in
     * @param progress told in a few words what is being waited for
     */
    public static EmbeddedParley start(
            Path data, boolean fresh, Map<String, String> overrides, Consumer<String> progress)
            throws EmbeddedStartException {
        // What is wrong with the settings is said at once, not after the servers have started.
        var listen = Settings.load(null, System.getenv(), overrides);
        Loopback.refuseTakenPort(listen.text("gateway.host"), listen.integer("gateway.port", 0, 65_535));
        var servers = EmbeddedServers.start(data, fresh, progress);
        try {
            var settings = new HashMap<>(EmbeddedSettings.of(servers.connections(), data));
            settings.putAll(overrides);
            var config = ParleyConfig.from(Settings.load(null, System.getenv(), settings));
            var parley = await(Parley.start(config, progress, deaf -> {}), START_WITHIN_S);
            servers.beforeStop(() -> stop(parley));
            ManagementFile.write(data, config.management().url(parley.managementPort()));
            ServerFiles.write(data, servers.connections());
            return new EmbeddedParley(servers, parley);
        } catch (EmbeddedStartException | RuntimeException e) {
            servers.close();
            throw e;
        }
    }

    public int port() {
        return parley.port();
    }

    /** {@code http} or {@code https}. */
    public String scheme() {
        return parley.scheme();
    }

    /** Stops in order: the gateway drains, the verticles finish, the servers stop. */
    @Override
    public void close() {
        servers.close();
    }

    private static void stop(Parley parley) {
        try {
            await(parley.stop(), STOP_WITHIN_S);
        } catch (EmbeddedStartException e) {
            LOG.warn("stopping took too long", e);
        }
    }

    private static <T> T await(Future<T> future, long seconds) throws EmbeddedStartException {
        try {
            return future.toCompletionStage().toCompletableFuture().get(seconds, TimeUnit.SECONDS);
        } catch (ExecutionException | CompletionException e) {
            var cause = e.getCause() == null ? e : e.getCause();
            throw new EmbeddedStartException(String.valueOf(cause.getMessage()), cause);
        } catch (TimeoutException e) {
            throw new EmbeddedStartException("not done within " + seconds + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EmbeddedStartException("interrupted", e);
        }
    }
}
