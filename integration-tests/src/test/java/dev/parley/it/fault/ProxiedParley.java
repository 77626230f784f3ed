package dev.parley.it.fault;

import dev.parley.it.client.Parley;
import dev.parley.it.system.Folders;
import dev.parley.it.system.ParleyProcess;
import dev.parley.it.system.ProcessMemory;
import dev.parley.it.system.Server;
import dev.parley.it.system.Services;
import dev.parley.it.system.Settings;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;

/** One Parley with every role, on real servers, each behind a {@link FaultProxy}. */
public final class ProxiedParley implements AutoCloseable {
    private final Services services;
    private final Map<Server, FaultProxy> proxies = new EnumMap<>(Server.class);
    private final ParleyProcess process;
    private final Parley parley;

    private ProxiedParley(String name, Services services, Map<String, String> more) {
        this.services = services;
        for (var server : Server.values()) {
            proxies.put(server, FaultProxy.before(services.port(server)));
        }
        var data = Folders.fresh(name + "-parley");
        process = ParleyProcess.onServers(name, data, services.config(), settings(more));
        parley = Parley.at(process);
    }

    public static ProxiedParley start(String name) {
        return start(name, Map.of());
    }

    /** @param more settings, over those that make tests quick */
    public static ProxiedParley start(String name, Map<String, String> more) {
        var services = Services.start(Folders.fresh(name));
        try {
            return new ProxiedParley(name, services, more);
        } catch (AssertionError | RuntimeException e) {
            services.close();
            throw e;
        }
    }

    private Map<String, String> settings(Map<String, String> more) {
        var settings = new HashMap<>(Settings.LONG_RUN);
        settings.put("broker.port", port(Server.RABBITMQ));
        settings.put("redis.port", port(Server.REDIS));
        settings.put("postgres.port", port(Server.POSTGRESQL));
        // Direct: a replica set's own idea of its addresses would lead past the proxy.
        settings.put("mongo.uri", "mongodb://127.0.0.1:" + port(Server.MONGODB) + "/?directConnection=true");
        settings.putAll(more);
        return settings;
    }

    private String port(Server server) {
        return Integer.toString(proxy(server).port());
    }

    public FaultProxy proxy(Server server) {
        var proxy = proxies.get(server);
        if (proxy == null) {
            throw new IllegalStateException("no proxy for " + server);
        }
        return proxy;
    }

    Services services() {
        return services;
    }

    public Parley parley() {
        return parley;
    }

    public ParleyProcess process() {
        return process;
    }

    public ProcessMemory memory() {
        return new ProcessMemory(process.pid());
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
