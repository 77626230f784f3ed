package dev.parley.it.fault;

import dev.parley.it.client.Parley;
import dev.parley.it.system.Folders;
import dev.parley.it.system.ParleyProcess;
import dev.parley.it.system.Server;
import dev.parley.it.system.Services;
import dev.parley.it.system.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** One Parley with every role, on real servers, each behind a {@link FaultProxy}. */
final class ProxiedParley implements AutoCloseable {
    private static final Pattern USED = Pattern.compile("generation .*used (\\d+)K");

    private final Services services;
    private final Map<Server, FaultProxy> proxies = new EnumMap<>(Server.class);
    private final ParleyProcess process;
    private final Parley parley;

    private ProxiedParley(String name, Services services) {
        this.services = services;
        for (var server : Server.values()) {
            proxies.put(server, FaultProxy.before(services.port(server)));
        }
        var data = Folders.fresh(name + "-parley");
        process = ParleyProcess.onServers(name, data, services.config(), settings());
        parley = Parley.at(process);
    }

    static ProxiedParley start(String name) {
        var services = Services.start(Folders.fresh(name));
        try {
            return new ProxiedParley(name, services);
        } catch (AssertionError | RuntimeException e) {
            services.close();
            throw e;
        }
    }

    private Map<String, String> settings() {
        var settings = new HashMap<>(Settings.LONG_RUN);
        settings.put("broker.port", port(Server.RABBITMQ));
        settings.put("redis.port", port(Server.REDIS));
        settings.put("postgres.port", port(Server.POSTGRESQL));
        // Direct: a replica set's own idea of its addresses would lead past the proxy.
        settings.put("mongo.uri", "mongodb://127.0.0.1:" + port(Server.MONGODB) + "/?directConnection=true");
        return settings;
    }

    private String port(Server server) {
        return Integer.toString(proxy(server).port());
    }

    FaultProxy proxy(Server server) {
        var proxy = proxies.get(server);
        if (proxy == null) {
            throw new IllegalStateException("no proxy for " + server);
        }
        return proxy;
    }

    Services services() {
        return services;
    }

    Parley parley() {
        return parley;
    }

    ParleyProcess process() {
        return process;
    }

    /** What is in use after a full collection, in KiB. */
    long heapKb() {
        var unused = jcmd("GC.run");
        return USED.matcher(jcmd("GC.heap_info"))
                .results()
                .mapToLong(used -> Long.parseLong(used.group(1)))
                .sum();
    }

    private String jcmd(String command) {
        try {
            var asked = new ProcessBuilder("jcmd", Long.toString(process.pid()), command)
                    .redirectErrorStream(true)
                    .start();
            return new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            process.close();
        } finally {
            proxies.values().forEach(FaultProxy::close);
            services.close();
        }
    }
}
