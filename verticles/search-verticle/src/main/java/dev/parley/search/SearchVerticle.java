package dev.parley.search;

import dev.parley.broker.Broker;
import dev.parley.broker.EventIntake;
import dev.parley.broker.Topology;
import dev.parley.model.bus.Bus;
import dev.parley.model.health.HealthAddresses;
import dev.parley.model.health.HealthReport;
import dev.parley.model.metrics.Metrics;
import dev.parley.model.search.SearchAddresses;
import dev.parley.postgres.Postgres;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Keeps an index of messages by the durable events of rooms, and finds in it. Starts when its stores are there; rides out
 * their outages later: while PostgreSQL is away events wait in the broker.
 */
public final class SearchVerticle extends VerticleBase {
    private static final String ROLE = "search";

    private final SearchConfig config;
    private final Metrics metrics;
    private final Deque<Supplier<Future<Void>>> toClose = new ArrayDeque<>();

    public SearchVerticle(SearchConfig config, Metrics metrics) {
        this.config = config;
        this.metrics = metrics;
    }

    @Override
    public Future<?> start() {
        return Postgres.open(vertx, config.postgres(), ROLE)
                .compose(postgres -> {
                    toClose.push(postgres::close);
                    return Broker.connect(vertx, config.broker(), ROLE, metrics).compose(broker -> {
                        toClose.push(broker::close);
                        return start(postgres, broker);
                    });
                })
                .recover(cause -> stop().transform(closed -> Future.failedFuture(cause)));
    }

    private Future<Void> start(Postgres postgres, Broker broker) {
        var bus = new Bus(vertx, metrics);
        var index = new Index(postgres);
        var state = new RebuildState(postgres, UUID.randomUUID().toString());
        var rebuilder = new Rebuilder(vertx, bus, index, state);
        var searcher = new Searcher(bus, index);
        var indexer = new Indexer(index);
        var intake = new EventIntake(
                vertx, Topology.SEARCH_QUEUE, config.prefetch(), indexer::handle, indexer::remove, metrics);
        toClose.push(() -> {
            intake.stop();
            rebuilder.stop();
            return Future.succeededFuture();
        });
        return Future.all(
                        bus.serve(SearchAddresses.SEARCH, searcher::search),
                        bus.serve(SearchAddresses.STATUS, asked -> state.status()),
                        bus.serve(
                                SearchAddresses.REBUILD,
                                asked -> state.request().onSuccess(requested -> rebuilder.look())),
                        bus.serve(HealthAddresses.of(ROLE), asked -> health(postgres, broker)))
                .compose(serving -> state.requestIfOutdated())
                .compose(asked -> intake.start(broker))
                .onSuccess(consuming -> rebuilder.start());
    }

    private static Future<HealthReport> health(Postgres postgres, Broker broker) {
        return postgres.health().map(store -> new HealthReport(ROLE, List.of(store, broker.health())));
    }

    @Override
    public Future<?> stop() {
        return Future.join(toClose.stream().map(Supplier::get).toList());
    }
}
