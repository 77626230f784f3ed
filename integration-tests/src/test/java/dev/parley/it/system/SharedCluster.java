package dev.parley.it.system;

import java.util.Objects;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives tests the one {@link Cluster} of this test run: started when the first test asks, ended after the last. */
public final class SharedCluster implements ParameterResolver {
    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Cluster.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return running(context);
    }

    static Cluster running(ExtensionContext context) {
        var store = context.getRoot().getStore(ExtensionContext.Namespace.create(SharedCluster.class));
        return Objects.requireNonNull(
                        store.getOrComputeIfAbsent(Running.class, type -> new Running(), Running.class),
                        "shared cluster")
                .cluster;
    }

    /** Closed by JUnit at the end of the run. */
    private static final class Running implements ExtensionContext.Store.CloseableResource {
        private final Cluster cluster =
                Cluster.start("cluster", Settings.generousWith("auth.accessTokenTtl", "2 hours"));

        @Override
        public void close() {
            cluster.close();
        }
    }
}
