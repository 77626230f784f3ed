package dev.parley.it.system;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.parley.it.client.Await;
import dev.parley.it.client.Parley;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A process for each role, and two gateways, on real servers: run by the scripts that operators run. */
public final class Cluster implements Installation {
    private static final Duration GONE_WITHIN = Duration.ofSeconds(10);
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final Path data;
    private final Services services;
    private final Map<String, String> settings;
    private final List<Parley> gateways;

    /**
     * A process, by what its ready file says.
     *
     * @param port of a gateway
     */
    public record Node(
            String name,
            List<String> roles,
            long pid,
            @Nullable Integer port,
            URI management) {
        public boolean has(String role) {
            return roles.contains(role);
        }
    }

    private Cluster(Path data, Services services, Map<String, String> settings) {
        this.data = data;
        this.services = services;
        this.settings = settings;
        this.gateways = ports().map(port -> Parley.at(this, gateway(port))).toList();
    }

    /** Whoever starts one closes it. */
    public static Cluster start(String name, Map<String, String> settings) {
        var data = Folders.fresh(name);
        var up = new ArrayList<>(List.of("up", "--data", data.toString(), "--gateways", "2", "--port", Ports.free(2)));
        settings.forEach((key, value) -> up.addAll(List.of("--set", key + "=" + value)));
        try {
            var services = Services.start(data);
            System.out.print(Script.run("cluster", up));
            return new Cluster(data, services, settings);
        } catch (AssertionError | RuntimeException e) {
            down(data);
            throw e;
        }
    }

    private Stream<Integer> ports() {
        return readyFiles().stream()
                .map(ready -> ready.getInteger("port"))
                .filter(port -> port != null)
                .sorted();
    }

    private static URI gateway(int port) {
        return URI.create("http://localhost:" + port);
    }

    @Override
    public URI baseUri() {
        return gateways.get(0).baseUri();
    }

    @Override
    public Path data() {
        return data;
    }

    /** The servers behind it. */
    public Services services() {
        return services;
    }

    public List<Parley> gateways() {
        return gateways;
    }

    public Parley parley(int gateway) {
        return gateways.get(gateway);
    }

    /** Those that are ready, by name. */
    public List<Node> nodes() {
        return readyFiles().stream()
                .map(ready -> new Node(
                        ready.getString("name"),
                        ready.getJsonArray("roles").stream()
                                .map(String::valueOf)
                                .toList(),
                        ready.getLong("pid"),
                        ready.getInteger("port"),
                        URI.create(ready.getString("management"))))
                .toList();
    }

    private List<JsonObject> readyFiles() {
        try (var folders = Files.list(data.resolve("cluster"))) {
            return folders.sorted()
                    .map(folder -> folder.resolve("ready.json"))
                    .map(Cluster::read)
                    .flatMap(Optional::stream)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<JsonObject> read(Path file) {
        try {
            return Optional.of(new JsonObject(Files.readString(file)));
        } catch (IOException notReady) {
            return Optional.empty();
        }
    }

    public Node node(String name) {
        return nodes().stream()
                .filter(node -> node.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no node " + name + " in " + nodes()));
    }

    /** What the node's management port says of it; empty while it says nothing. */
    public Optional<JsonObject> status(Node node) {
        var request = HttpRequest.newBuilder(node.management().resolve("/status"))
                .timeout(Duration.ofSeconds(2))
                .build();
        try {
            return Optional.of(new JsonObject(
                    HTTP.send(request, HttpResponse.BodyHandlers.ofString()).body()));
        } catch (IOException silent) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** How many nodes the cluster has, as this one sees it; 0 while it says nothing. */
    public int members(Node seenBy) {
        return status(seenBy).map(status -> status.getInteger("members", 0)).orElse(0);
    }

    /** SIGKILL, and nothing after it. */
    public void kill9(Node node) {
        var process = ProcessHandle.of(node.pid()).orElseThrow();
        process.destroyForcibly();
        Await.until(node.name() + " is gone", GONE_WITHIN, () -> !process.isAlive());
    }

    /** Starts a node of one role; returns when it is ready. */
    public void deploy(String role, String name) {
        script("deploy", with(settings, role, "--name", name));
    }

    /** Puts a node back that was killed, as it was; returns when it is ready. */
    public void redeploy(Node node) {
        var role = node.roles().get(0);
        var port = node.port();
        script(
                "deploy",
                port == null
                        ? with(settings, role, "--name", node.name())
                        : with(settings, role, "--name", node.name(), "--port", port.toString()));
    }

    private static String[] with(Map<String, String> settings, String... arguments) {
        var all = new ArrayList<>(Arrays.asList(arguments));
        settings.forEach((key, value) -> all.addAll(List.of("--set", key + "=" + value)));
        return all.toArray(String[]::new);
    }

    public void signal(Node node, String signal) {
        if (!Signals.send(signal, List.of(node.pid()))) {
            throw new AssertionError("kill -" + signal + ": no " + node);
        }
    }

    /** Runs a script on this cluster. */
    @CanIgnoreReturnValue
    public String script(String name, String... arguments) {
        var all = new ArrayList<>(Arrays.asList(arguments));
        all.addAll(List.of("--data", data.toString()));
        return Script.run(name, all);
    }

    @Override
    public void close() {
        down(data);
    }

    private static void down(Path data) {
        try {
            Script.run("cluster", List.of("down", "--data", data.toString()));
        } finally {
            ParleyProcess.endOrphans(data);
        }
    }
}
