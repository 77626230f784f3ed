package dev.parley.embedded;

import io.zonky.test.db.postgres.embedded.DefaultPostgresBinaryResolver;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import io.zonky.test.db.postgres.embedded.PgBinaryResolver;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A real PostgreSQL, as a child process. */
final class EmbeddedPostgresServer implements EmbeddedServer<PostgresEndpoint> {

    static final String PID_NAME = "postgres";

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedPostgresServer.class);

    /** Recovery after a crash replays up to {@code max_wal_size}; on a slow disk that takes a while. */
    private static final Duration START_PATIENCE = Duration.ofSeconds(30);

    /** Tries at a free port, which another process may take before PostgreSQL does. */
    private static final int PORT_ATTEMPTS = 3;

    private static final boolean LINUX =
            System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("linux");

    private final PostgresDataDirectory directory;
    private final DataFolder data;
    private final Secret password;
    private final OrphanReaper reaper;
    private final int wantedPort;

    private @Nullable EmbeddedPostgres server; // guarded by this
    private @Nullable ProcessHandle postmaster; // guarded by this
    private @Nullable PostgresEndpoint endpoint; // guarded by this

    /** @param port 0 for a free one */
    EmbeddedPostgresServer(DataFolder data, Secret password, OrphanReaper reaper, int port) {
        this.directory = new PostgresDataDirectory(data.postgres(), password);
        this.data = data;
        this.password = password;
        this.reaper = reaper;
        this.wantedPort = port;
    }

    @Override
    public String name() {
        return "PostgreSQL";
    }

    @Override
    public synchronized void start() throws EmbeddedStartException {
        for (int attempt = 1; ; attempt++) {
            int port = Loopback.choosePort(name(), wantedPort);
            try {
                launch(port);
                return;
            } catch (EmbeddedStartException e) {
                stop();
                if (attempt == PORT_ATTEMPTS || wantedPort != 0 || Loopback.isFree(port)) {
                    throw e;
                }
            }
        }
    }

    @Override
    public synchronized void stop() {
        endpoint = null;
        EmbeddedPostgres running = server;
        server = null;
        if (running != null) {
            try {
                running.close(); // "fast": ends sessions, writes a checkpoint, waits up to 5 s
            } catch (IOException e) {
                LOG.warn("PostgreSQL did not stop in order error={}", e.toString());
            }
        }
        // pg_ctl returns a moment before the process ends. It is also still there when it hangs, or when a start failed
        // half-way.
        Stream.of(Optional.ofNullable(postmaster), directory.postmaster())
                .flatMap(Optional::stream)
                .filter(reaper::isOurs)
                .forEach(reaper::stop);
        postmaster = null;
        reaper.forget(PID_NAME);
    }

    @Override
    public synchronized PostgresEndpoint endpoint() {
        if (endpoint == null) {
            throw new IllegalStateException("PostgreSQL is not running");
        }
        return endpoint;
    }

    private void launch(int port) throws EmbeddedStartException {
        Optional<ServerLog> log = Optional.empty();
        try {
            directory.prepare();
            log = Optional.of(ServerLog.begin(data.logs(), PID_NAME));
            server = builder(port, log.get()).start();
            OwnerOnly.restrictFolder(data.binaries().resolve(PID_NAME)); // the library opens it to everyone
            ProcessHandle started = directory.postmaster().orElseThrow(() -> new IOException("it has no postmaster"));
            postmaster = started;
            reaper.record(PID_NAME, started);
            PostgresAccount account = new PostgresAccount(port, password);
            account.ensure();
            PostgresEndpoint ready = account.endpoint();
            directory.markComplete();
            endpoint = ready;
        } catch (IOException | RuntimeException | ExceptionInInitializerError | SQLException e) {
            throw failed(e, log);
        }
    }

    private EmbeddedPostgres.Builder builder(int port, ServerLog log) throws IOException {
        Path binaries = data.binaries().resolve(PID_NAME);
        OwnerOnly.createFolder(binaries);
        // Besides the folder it is told, the library makes and tidies one in the temporary folder, which may be another
        // user's.
        System.setProperty("ot.epg.working-dir", binaries.toString());
        EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
                .setPort(port)
                .setDataDirectory(data.postgres())
                .setCleanDataDirectory(false)
                .setOverrideWorkingDirectory(binaries.toFile())
                .setPgBinaryResolver(new OwnBinaries())
                .setRegisterShutdownHook(false)
                .setPGStartupWait(START_PATIENCE)
                .setOutputRedirector(Redirect.appendTo(log.file().toFile()))
                .setConnectConfig("password", password.value());
        // For initdb, that is for the first start only. The library asks for "trust"; of two, the last counts.
        builder.setLocaleConfig("auth", "scram-sha-256")
                .setLocaleConfig(
                        "pwfile", data.secrets().resolve("postgres-password").toString());
        if (LINUX) {
            // The same order and case rules on every machine, whatever its LANG says, and right for all of Unicode.
            builder.setLocaleConfig("locale", "C.UTF-8")
                    .setLocaleConfig("locale-provider", "builtin")
                    .setLocaleConfig("builtin-locale", "C.UTF-8");
        }
        PostgresSettings.ALL.forEach(builder::setServerConfig);
        return builder;
    }

    private EmbeddedStartException failed(Throwable e, Optional<ServerLog> log) {
        String why = log.flatMap(l -> l.lastLineWith("FATAL:", "PANIC:", "initdb: error:", "could not"))
                .orElseGet(() -> String.valueOf(e.getMessage()));
        String where = log.map(l -> " (see " + l.file() + ")").orElse("");
        return new EmbeddedStartException(name() + ": " + why + where, e);
    }

    /** Not the shared instance: the library remembers one folder of binaries for each resolver, for ever. */
    private static final class OwnBinaries implements PgBinaryResolver {
        @Override
        public InputStream getPgBinary(String system, String machineHardware) throws IOException {
            return DefaultPostgresBinaryResolver.INSTANCE.getPgBinary(system, machineHardware);
        }
    }
}
