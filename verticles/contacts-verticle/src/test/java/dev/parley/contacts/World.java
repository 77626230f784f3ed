package dev.parley.contacts;

import static dev.parley.postgres.Await.await;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.parley.model.auth.AuthAddresses;
import dev.parley.model.auth.LookUpUsers;
import dev.parley.model.auth.PublicUser;
import dev.parley.model.auth.PublicUsers;
import dev.parley.model.auth.UserChanged;
import dev.parley.model.bus.Address;
import dev.parley.model.bus.Bus;
import dev.parley.model.failure.FailureCode;
import dev.parley.model.failure.FailureException;
import dev.parley.model.id.UserId;
import dev.parley.model.metrics.Metrics;
import dev.parley.postgres.PostgresConfig;
import dev.parley.postgres.PostgresFixture;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** One node with contacts-verticle on a real bus and a real PostgreSQL; the users are known to a stand-in for auth. */
final class World implements AutoCloseable {
    static final Instant NOW = Instant.parse("2026-03-04T05:06:07.008Z");

    final Vertx vertx = Vertx.vertx();
    final Bus bus = new Bus(vertx);
    final PostgresConfig postgres;
    final AtomicInteger lookUps = new AtomicInteger();
    private final Map<UserId, PublicUser> known = new ConcurrentHashMap<>();

    private World(PostgresConfig postgres) {
        this.postgres = postgres;
        await(bus.serve(AuthAddresses.LOOK_UP_USERS, this::lookUp));
        await(vertx.deployVerticle(
                new ContactsVerticle(new ContactsConfig(postgres), Clock.fixed(NOW, ZoneOffset.UTC), Metrics.none())));
    }

    static World start() {
        return new World(PostgresFixture.freshDatabase());
    }

    static World start(PostgresConfig postgres) {
        return new World(postgres);
    }

    private Future<PublicUsers> lookUp(LookUpUsers request) {
        lookUps.incrementAndGet();
        return Future.succeededFuture(new PublicUsers(request.userIds().stream()
                .map(known::get)
                .filter(Objects::nonNull)
                .toList()));
    }

    PublicUser user(String name) {
        var user = new PublicUser(UserId.next(), name, "The " + name);
        known.put(user.id(), user);
        return user;
    }

    void change(PublicUser now) {
        known.put(now.id(), now);
        bus.publish(AuthAddresses.USER_CHANGED, new UserChanged(now));
    }

    @CanIgnoreReturnValue
    <Q extends Record, R extends Record> R ask(Address<Q, R> address, Q request) {
        return await(bus.request(address, request));
    }

    <Q extends Record, R extends Record> FailureCode refusal(Address<Q, R> address, Q request) {
        return catchThrowableOfType(FailureException.class, () -> ask(address, request))
                .failure()
                .code();
    }

    @Override
    public void close() {
        await(vertx.close());
    }
}
