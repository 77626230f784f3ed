package dev.parley.contacts;

import dev.parley.model.auth.AuthAddresses;
import dev.parley.model.auth.UserChanged;
import dev.parley.model.bus.Bus;
import dev.parley.model.bus.Done;
import dev.parley.model.contacts.ContactsAddresses;
import dev.parley.model.health.HealthAddresses;
import dev.parley.model.health.HealthReport;
import dev.parley.model.live.AttachmentDirectory;
import dev.parley.model.live.LiveDelivery;
import dev.parley.model.metrics.Metrics;
import dev.parley.postgres.Postgres;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Contacts and blocks: serves everything in {@link ContactsAddresses}. */
public final class ContactsVerticle extends VerticleBase {
    private static final Logger LOG = LoggerFactory.getLogger(ContactsVerticle.class);
    private static final String ROLE = "contacts";

    private final ContactsConfig config;
    private final Clock clock;
    private final Metrics metrics;

    // owned by this verticle's context
    private @Nullable Postgres postgres;

    public ContactsVerticle(ContactsConfig config, Metrics metrics) {
        this(config, Clock.systemUTC(), metrics);
    }

    ContactsVerticle(ContactsConfig config, Clock clock, Metrics metrics) {
        this.config = config;
        this.clock = clock;
        this.metrics = metrics;
    }

    @Override
    public Future<?> start() {
        return Postgres.open(vertx, config.postgres(), ROLE)
                .onSuccess(opened -> postgres = opened)
                .compose(this::serve);
    }

    private Future<?> serve(Postgres postgres) {
        var bus = new Bus(vertx, metrics);
        var directory = new AttachmentDirectory(vertx, bus);
        var cache = new UserCache(clock);
        var users = new Users(bus, cache);
        var contacts = new ContactService(postgres, users, new LiveDelivery(bus, directory), bus, clock);
        var blocks = new BlockService(postgres, users, bus, clock);
        return Future.all(List.of(
                directory.start(),
                bus.subscribe(AuthAddresses.USER_CHANGED, change -> userChanged(change, cache, contacts)),
                bus.serve(ContactsAddresses.REQUEST, contacts::request),
                bus.serve(ContactsAddresses.LIST, contacts::list),
                bus.serve(ContactsAddresses.ANSWER, contacts::answer),
                bus.serve(ContactsAddresses.REMOVE, contacts::remove),
                bus.serve(ContactsAddresses.LIST_ACCEPTED, contacts::listAccepted),
                bus.serve(
                        ContactsAddresses.FORGET,
                        request -> contacts.forget(request.userId()).map(Done.DONE)),
                bus.serve(ContactsAddresses.SET_BLOCK, blocks::set),
                bus.serve(ContactsAddresses.LIST_BLOCKS, blocks::list),
                bus.serve(ContactsAddresses.CHECK_BLOCKS, blocks::check),
                bus.serve(HealthAddresses.of(ROLE), asked -> health(postgres))));
    }

    private static void userChanged(UserChanged change, UserCache cache, ContactService contacts) {
        cache.changed(change.user());
        if (Users.isDeleted(change.user())) {
            // At once, for those who look now; that it is done is seen to by auth-verticle, which asks until it is.
            contacts.forget(change.user().id())
                    .onFailure(cause -> LOG.warn(
                            "contacts of a deleted user stay user={}",
                            change.user().id(),
                            cause));
        }
    }

    private static Future<HealthReport> health(Postgres postgres) {
        return postgres.health().map(store -> new HealthReport(ROLE, List.of(store)));
    }

    @Override
    public Future<?> stop() {
        return postgres == null ? Future.succeededFuture() : postgres.close();
    }
}
