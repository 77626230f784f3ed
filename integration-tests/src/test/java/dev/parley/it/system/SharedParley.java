package dev.parley.it.system;

import dev.parley.it.client.Parley;
import java.util.Objects;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests the one installation of this test run as a {@link Parley} parameter: started when the first test asks, ended
 * after the last. It is one embedded process, or, with {@code -Dparley.installation=cluster}, a cluster on real servers.
 */
public final class SharedParley implements ParameterResolver {
    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Parley.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        if ("cluster".equals(System.getProperty("parley.installation"))) {
            return SharedCluster.running(context).parley(0);
        }
        var store = context.getRoot().getStore(ExtensionContext.Namespace.create(SharedParley.class));
        return Objects.requireNonNull(
                        store.getOrComputeIfAbsent(Running.class, type -> new Running(), Running.class),
                        "shared server")
                .parley;
    }

    /** Closed by JUnit at the end of the run. */
    private static final class Running implements ExtensionContext.Store.CloseableResource {
        private final ParleyProcess process = ParleyProcess.start("shared", Folders.fresh("shared"), Settings.GENEROUS);
        private final Parley parley = Parley.at(process);

        @Override
        public void close() {
            process.close();
        }
    }
}
