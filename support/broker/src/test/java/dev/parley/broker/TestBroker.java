package dev.parley.broker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Comparator;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.qpid.server.SystemLauncher;
import org.apache.qpid.server.SystemLauncherListener;
import org.apache.qpid.server.model.Broker;
import org.apache.qpid.server.model.BrokerModel;
import org.apache.qpid.server.model.Port;
import org.apache.qpid.server.model.SystemConfig;
import org.apache.qpid.server.util.urlstreamhandler.data.Handler;

/** A real AMQP 0-9-1 broker (Apache Qpid Broker-J) in this process, in memory, on a free loopback port. */
public final class TestBroker implements AutoCloseable {
    private static final String USER = "test";

    private final String password = UUID.randomUUID().toString();
    private final AtomicReference<SystemConfig<?>> system = new AtomicReference<>();
    private final SystemLauncher launcher;
    private final Path folder;

    private TestBroker(Path folder) {
        this.folder = folder;
        this.launcher = new SystemLauncher(new SystemLauncherListener.DefaultSystemLauncherListener() {
            @Override
            public void onContainerResolve(SystemConfig<?> systemConfig) {
                system.set(systemConfig);
            }
        });
    }

    /** Blocks until it listens. */
    public static TestBroker start() {
        try {
            var broker = new TestBroker(Files.createTempDirectory("test-broker"));
            broker.launch();
            return broker;
        } catch (Exception e) { // what startup declares
            throw new IllegalStateException("the test broker does not start", e);
        }
    }

    public int port() {
        return ((Broker<?>) Objects.requireNonNull(system.get(), "not started").getContainer())
                .getPorts().stream().mapToInt(Port::getBoundPort).max().orElseThrow();
    }

    public BrokerConfig config(int partitions) {
        return config(port(), partitions);
    }

    /** The same broker by another way to it, as a {@link BreakableWire}. */
    public BrokerConfig config(int throughPort, int partitions) {
        return new BrokerConfig("127.0.0.1", throughPort, USER, password, "/", partitions);
    }

    private void launch() throws Exception {
        Handler.register(); // lets the configuration be a URL of its own content
        var json = Base64.getEncoder().encodeToString(configuration().getBytes(StandardCharsets.UTF_8));
        launcher.startup(Map.of(
                SystemConfig.TYPE,
                "Memory",
                SystemConfig.INITIAL_CONFIGURATION_LOCATION,
                "data:application/json;base64," + json,
                "startupLoggedToSystemOut",
                false,
                SystemConfig.CONTEXT,
                Map.of("qpid.work_dir", folder.toString())));
    }

    private String configuration() {
        return """
            {
              "name": "test", "modelVersion": "%s",
              "context": {
                "queue.behaviourOnUnknownDeclareArgument": "IGNORE",
                "exchange.behaviourOnUnknownDeclareArgument": "IGNORE",
                "virtualhost.housekeepingCheckPeriod": "500"
              },
              "authenticationproviders": [{
                "name": "plain", "type": "Plain", "secureOnlyMechanisms": [],
                "users": [{"name": "%s", "type": "managed", "password": "%s"}]
              }],
              "ports": [{
                "name": "AMQP", "port": 0, "bindingAddress": "127.0.0.1", "protocols": ["AMQP_0_9_1"],
                "authenticationProvider": "plain",
                "virtualhostaliases": [{"name": "defaultAlias", "type": "defaultAlias"}]
              }],
              "virtualhostnodes": [{
                "name": "test", "type": "Memory", "defaultVirtualHostNode": "true",
                "virtualHostInitialConfiguration": "{\\"type\\": \\"Memory\\"}"
              }]
            }
            """.formatted(BrokerModel.MODEL_VERSION, USER, password);
    }

    @Override
    public void close() {
        launcher.shutdown();
        try (var files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
