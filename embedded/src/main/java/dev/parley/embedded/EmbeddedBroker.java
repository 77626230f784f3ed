package dev.parley.embedded;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import java.io.IOException;
import java.util.concurrent.TimeoutException;
import org.apache.qpid.server.SystemLauncher;
import org.apache.qpid.server.SystemLauncherListener;
import org.apache.qpid.server.model.Broker;
import org.apache.qpid.server.model.Port;
import org.apache.qpid.server.model.SystemConfig;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An AMQP 0-9-1 broker (Apache Qpid Broker-J) inside this process, with a store on disk. */
final class EmbeddedBroker implements EmbeddedServer<BrokerEndpoint> {

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedBroker.class);

    private static final String USER = "parley";
    private static final int CONNECT_TIMEOUT_MS = 10_000;

    private final DataFolder data;
    private final Secret password;
    private final int wantedPort;

    private @Nullable SystemLauncher launcher; // guarded by this
    private @Nullable BrokerEndpoint endpoint; // guarded by this

    /** @param port 0 for a free one */
    EmbeddedBroker(DataFolder data, Secret password, int port) {
        this.data = data;
        this.password = password;
        this.wantedPort = port;
    }

    @Override
    public String name() {
        return "AMQP broker";
    }

    @Override
    public synchronized void start() throws EmbeddedStartException {
        if (wantedPort != 0 && !Loopback.isFree(wantedPort)) {
            throw Loopback.portInUse(name(), wantedPort, null);
        }
        keepHousekeepingFromHaltingUs();
        Startup startup = new Startup();
        SystemLauncher started = new SystemLauncher(startup);
        launcher = started;
        try {
            started.startup(new BrokerConfiguration(data.broker(), USER, password, wantedPort).systemAttributes());
            BrokerEndpoint ready = new BrokerEndpoint(Loopback.HOST, startup.openPort(), "/", USER, password);
            verify(ready);
            endpoint = ready;
        } catch (EmbeddedStartException e) {
            stop();
            throw e;
        } catch (Exception e) { // what startup declares
            stop();
            throw new EmbeddedStartException(name() + ": " + e.getMessage(), e);
        }
    }

    @Override
    public synchronized void stop() {
        endpoint = null;
        SystemLauncher running = launcher;
        launcher = null;
        if (running != null) {
            try {
                running.shutdown(); // waits up to 30 s for the store
            } catch (RuntimeException e) {
                LOG.warn("the broker did not stop in order error={}", e.toString());
            }
        }
    }

    @Override
    public synchronized BrokerEndpoint endpoint() {
        if (endpoint == null) {
            throw new IllegalStateException("the broker is not running");
        }
        return endpoint;
    }

    private void verify(BrokerEndpoint ready) throws EmbeddedStartException {
        ConnectionFactory factory = new ConnectionFactory();
        factory.setHost(ready.host());
        factory.setPort(ready.port());
        factory.setVirtualHost(ready.virtualHost());
        factory.setUsername(ready.user());
        factory.setPassword(ready.password().value());
        factory.setAutomaticRecoveryEnabled(false);
        factory.setConnectionTimeout(CONNECT_TIMEOUT_MS);
        factory.setHandshakeTimeout(CONNECT_TIMEOUT_MS);
        factory.setChannelRpcTimeout(CONNECT_TIMEOUT_MS);
        try (Connection connection = factory.newConnection("parley-start");
                Channel channel = connection.createChannel()) {
            String queue = channel.queueDeclare().getQueue(); // exclusive and gone with the connection
            LOG.debug("broker answered queue={}", queue);
        } catch (IOException | TimeoutException e) {
            throw new EmbeddedStartException(name() + ": does not answer: " + e.getMessage(), e);
        }
    }

    /**
     * Qpid ends the whole JVM without a word when one of its housekeeping tasks fails and nobody handles uncaught exceptions. Logging them
     * is a better answer for a process that does more than this broker.
     */
    private static void keepHousekeepingFromHaltingUs() {
        if (Thread.getDefaultUncaughtExceptionHandler() == null) {
            Thread.setDefaultUncaughtExceptionHandler(
                    (thread, e) -> LOG.error("uncaught in thread {}", thread.getName(), e));
        }
    }

    /** What the launcher tells on the way up: it reports a failure here instead of throwing it. */
    private static final class Startup extends SystemLauncherListener.DefaultSystemLauncherListener {

        private @Nullable RuntimeException failure;
        private @Nullable SystemConfig<?> system;

        @Override
        public void onContainerResolve(SystemConfig<?> systemConfig) {
            system = systemConfig;
        }

        @Override
        public void errorOnStartup(RuntimeException e) {
            failure = e;
        }

        /** The port clients connect to, once the broker is this class's alone to stop. */
        int openPort() throws EmbeddedStartException {
            if (failure != null || system == null) {
                throw new EmbeddedStartException(
                        "AMQP broker: " + (failure == null ? "no container" : failure), failure);
            }
            Broker<?> broker = (Broker<?>) system.getContainer();
            BrokerShutdownHook.remove(broker);
            for (Port<?> port : broker.getPorts()) {
                if (port.getBoundPort() > 0) {
                    return port.getBoundPort();
                }
            }
            throw new EmbeddedStartException("AMQP broker: its port is not open (state " + broker.getState() + ")");
        }
    }
}
