package dev.parley.embedded;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import org.apache.qpid.server.model.BrokerModel;
import org.apache.qpid.server.model.SystemConfig;
import org.apache.qpid.server.util.urlstreamhandler.data.Handler;

/**
 * The broker's configuration. It is kept in memory and made anew at each start, so a password or a port is never on the disk; only the
 * virtual host, with its queues, bindings and messages, is a file.
 */
record BrokerConfiguration(Path folder, String user, Secret password, int port) {

    /** Every role in one process has about ten connections; the broker's own 64 threads would mostly sleep. */
    private static final int IO_THREADS = 16;

    private static final int IO_SELECTORS = 2;

    /** What {@link org.apache.qpid.server.SystemLauncher#startup} takes. */
    Map<String, Object> systemAttributes() {
        Handler.register(); // lets the configuration be a URL of its own content
        String url = "data:application/json;base64,"
                + Base64.getEncoder().encodeToString(json().getBytes(StandardCharsets.UTF_8));
        return Map.of(
                SystemConfig.TYPE,
                "Memory",
                SystemConfig.INITIAL_CONFIGURATION_LOCATION,
                url,
                "startupLoggedToSystemOut",
                false,
                SystemConfig.CONTEXT,
                Map.of("qpid.work_dir", folder.toString()));
    }

    /** No value here needs escaping: user and password are plain letters, the folder is not in it. */
    private String json() {
        return """
            {
              "name": "parley",
              "modelVersion": "%s",
              "context": {
                "queue.behaviourOnUnknownDeclareArgument": "IGNORE",
                "exchange.behaviourOnUnknownDeclareArgument": "IGNORE",
                "virtualhost.housekeepingCheckPeriod": "500",
                "virtualhost.connectionThreadPool.size": "%d",
                "virtualhost.connectionThreadPool.numberOfSelectors": "%d"
              },
              "authenticationproviders": [{
                "name": "parley",
                "type": "Plain",
                "secureOnlyMechanisms": [],
                "users": [{"name": "%s", "type": "managed", "password": "%s"}]
              }],
              "ports": [{
                "name": "AMQP",
                "port": %d,
                "bindingAddress": "%s",
                "protocols": ["AMQP_0_9_1"],
                "authenticationProvider": "parley",
                "virtualhostaliases": [{"name": "defaultAlias", "type": "defaultAlias"}]
              }],
              "virtualhostnodes": [{
                "name": "parley",
                "type": "JSON",
                "defaultVirtualHostNode": "true",
                "virtualHostInitialConfiguration": "{\\"type\\": \\"BDB\\"}"
              }]
            }
            """.formatted(
                BrokerModel.MODEL_VERSION, IO_THREADS, IO_SELECTORS, user, password.value(), port, Loopback.HOST);
    }

    @Override
    public String toString() {
        return "BrokerConfiguration[folder=" + folder + ", port=" + port + ", password=[redacted]]";
    }
}
