package dev.parley.it.system;

import dev.parley.it.client.Parley;
import java.util.HashMap;
import java.util.Objects;
import java.util.function.Supplier;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests the one installation of this test run, as a {@link Parley} or a {@link Cluster} parameter: started when the
 * first test asks, ended after the last. A {@code Parley} is one embedded process, or, with {@code
 * -Dparley.installation=cluster}, a cluster on real servers.
 */
public final class SharedParley implements ParameterResolver {
    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        var type = parameter.getParameter().getType();
        return type == Parley.class || type == Cluster.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        if (parameter.getParameter().getType() == Cluster.class) {
            return cluster(context);
        }
        if (context.getRequiredTestClass().isAnnotationPresent(OverTls.class)) {
            return overTls(context);
        }
        return "cluster".equals(System.getProperty("parley.installation"))
                ? cluster(context).parley(0)
                : running(context, "embedded", () -> {
                            var process = ParleyProcess.start("shared", Folders.fresh("shared"), Settings.GENEROUS);
                            return new Running<>(Parley.at(process), process);
                        })
                        .shared;
    }

    private static Parley overTls(ExtensionContext context) {
        return running(context, "tls", () -> {
                    var data = Folders.fresh("tls");
                    var files = TlsFolder.make(data.resolve("tls"));
                    var settings = new HashMap<>(Settings.GENEROUS);
                    settings.putAll(files.settings());
                    var process = ParleyProcess.start("tls", data, settings);
                    return new Running<>(Parley.at(process, process.baseUri(), files.trust()), process);
                })
                .shared;
    }

    private static Cluster cluster(ExtensionContext context) {
        return running(context, "cluster", () -> {
                    var cluster = Cluster.start("cluster", Settings.GENEROUS);
                    return new Running<>(cluster, cluster);
                })
                .shared;
    }

    @SuppressWarnings("unchecked") // what is under a key is what was put there
    private static <T> Running<T> running(ExtensionContext context, String key, Supplier<Running<T>> start) {
        var store = context.getRoot().getStore(ExtensionContext.Namespace.create(SharedParley.class));
        return Objects.requireNonNull(
                (Running<T>) store.getOrComputeIfAbsent(key, ignored -> start.get(), Running.class), key);
    }

    /** Closed by JUnit at the end of the run. */
    private record Running<T>(T shared, Installation installation) implements ExtensionContext.Store.CloseableResource {
        @Override
        public void close() {
            installation.close();
        }
    }
}
