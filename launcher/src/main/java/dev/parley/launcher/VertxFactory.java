package dev.parley.launcher;

import dev.parley.launcher.cluster.Membership;
import dev.parley.launcher.tracing.Tracing;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxBuilder;
import io.vertx.core.VertxOptions;
import io.vertx.core.dns.AddressResolverOptions;
import io.vertx.core.transport.Transport;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the process's one Vert.x, on the fastest transport that this machine has. */
final class VertxFactory {
    private static final Logger LOG = LoggerFactory.getLogger(VertxFactory.class);

    /** io_uring first: it delivered two to three times what epoll did, since it gathers the writes of many sockets. */
    private static final List<Transport> FASTEST_FIRST = presentOnes();

    /** A store or a node that was made anew may have another address; Docker's DNS calls the old one good for 600 s. */
    private static final int NAME_GOOD_FOR_S = 5;

    private VertxFactory() {}

    /**
     * @param membership of the cluster, or null for an event bus inside this process
     * @param tracing where spans go, or null if nowhere
     */
    static Future<Vertx> create(VertxConfig config, @Nullable Membership membership, @Nullable Tracing tracing) {
        var transport = transport(config.transport());
        LOG.info("transport={}", transport.name());
        var options = options(config);
        VertxBuilder builder = Vertx.builder().withTransport(transport);
        if (tracing != null) {
            builder.withTracer(tracing.factory());
        }
        return membership == null
                ? Future.succeededFuture(builder.with(options).build())
                : membership.apply(builder, options).buildClustered();
    }

    private static VertxOptions options(VertxConfig config) {
        var options = new VertxOptions()
                .setPreferNativeTransport(false)
                .setAddressResolverOptions(new AddressResolverOptions().setCacheMaxTimeToLive(NAME_GOOD_FOR_S));
        if (config.eventLoops() > 0) {
            options.setEventLoopPoolSize(config.eventLoops());
        }
        return options;
    }

    private static Transport transport(VertxConfig.TransportChoice choice) {
        var wanted = switch (choice) {
            case AUTO ->
                FASTEST_FIRST.stream().filter(Transport::available).findFirst().orElse(Transport.NIO);
            case NIO -> Transport.NIO;
            case EPOLL -> Transport.EPOLL;
            case IO_URING -> Transport.IO_URING;
        };
        if (wanted == null || !wanted.available()) {
            throw new ConfigurationException("vertx.transport", choice + " is not available on this machine");
        }
        return wanted;
    }

    /** Vert.x leaves the constant of a transport null when its classes are not on the class path. */
    private static List<Transport> presentOnes() {
        return Stream.of(Transport.IO_URING, Transport.EPOLL, Transport.KQUEUE)
                .filter(Objects::nonNull)
                .toList();
    }
}
