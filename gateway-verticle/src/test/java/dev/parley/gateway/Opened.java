package dev.parley.gateway;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.parley.gateway.upstream.UpstreamConfig;
import java.util.ArrayDeque;
import java.util.Deque;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** What a test has opened, closed behind it: the last first. */
final class Opened implements AfterEachCallback {
    private final Deque<AutoCloseable> open = new ArrayDeque<>();

    @CanIgnoreReturnValue
    <T extends AutoCloseable> T add(T opened) {
        open.push(opened);
        return opened;
    }

    TestGateway gatewayBefore(UpstreamConfig... upstreams) {
        return add(TestGateway.before(upstreams));
    }

    @Override
    public void afterEach(ExtensionContext context) throws Exception {
        while (!open.isEmpty()) {
            open.pop().close();
        }
    }
}
