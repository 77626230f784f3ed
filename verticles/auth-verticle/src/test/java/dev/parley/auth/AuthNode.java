package dev.parley.auth;

import static dev.parley.postgres.Await.await;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.parley.auth.AuthConfig.HashingCost;
import dev.parley.auth.AuthConfig.HashingLimits;
import dev.parley.auth.AuthConfig.LoginLimits;
import dev.parley.auth.AuthConfig.SigningKey;
import dev.parley.model.auth.AuthAddresses;
import dev.parley.model.auth.LogIn;
import dev.parley.model.auth.RegisterUser;
import dev.parley.model.auth.Tokens;
import dev.parley.model.auth.User;
import dev.parley.model.bus.Address;
import dev.parley.model.bus.Bus;
import dev.parley.model.bus.Topic;
import dev.parley.model.failure.Failure;
import dev.parley.model.failure.FailureException;
import dev.parley.model.metrics.Metrics;
import dev.parley.postgres.PostgresConfig;
import dev.parley.postgres.PostgresFixture;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One node with auth-verticle on a real bus and a real PostgreSQL, and what tests do to it. */
final class AuthNode implements AutoCloseable {
    static final String PASSWORD = "correct horse";
    static final SigningKey KEY = TestKeys.generate("key-1", 2048);

    final Vertx vertx = Vertx.vertx();
    final Bus bus = new Bus(vertx);
    final MovableClock clock = new MovableClock();
    final CountedArgon2id passwords = new CountedArgon2id();
    final AuthConfig config;

    private AuthNode(PostgresConfig postgres, LoginLimits limits, Admins admins, @Nullable Path keyDirectory) {
        config = new AuthConfig(
                postgres,
                KEY,
                keyDirectory,
                "https://parley.test",
                "parley",
                Duration.ofMinutes(15),
                Duration.ofDays(30),
                limits,
                new HashingLimits(1, 3),
                HashingCost.DEFAULT,
                admins);
        await(vertx.deployVerticle(new AuthVerticle(config, clock, passwords, Metrics.none())));
    }

    static AuthNode start() {
        return new AuthNode(PostgresFixture.freshDatabase(), LoginLimits.DEFAULT, Admins.NONE, null);
    }

    static AuthNode start(PostgresConfig postgres, Path keyDirectory) {
        return new AuthNode(postgres, LoginLimits.DEFAULT, Admins.NONE, keyDirectory);
    }

    static AuthNode start(PostgresConfig postgres, Admins admins) {
        return new AuthNode(postgres, LoginLimits.DEFAULT, admins, null);
    }

    static AuthNode start(PostgresConfig postgres) {
        return new AuthNode(postgres, LoginLimits.DEFAULT, Admins.NONE, null);
    }

    @CanIgnoreReturnValue
    <Q extends Record, R extends Record> R ask(Address<Q, R> address, Q request) {
        return await(bus.request(address, request));
    }

    <Q extends Record, R extends Record> Failure refusal(Address<Q, R> address, Q request) {
        return catchThrowableOfType(FailureException.class, () -> ask(address, request))
                .failure();
    }

    @CanIgnoreReturnValue
    User register(String username) {
        return ask(
                AuthAddresses.REGISTER,
                new RegisterUser(username, username + "@example.org", PASSWORD, "The " + username));
    }

    @CanIgnoreReturnValue
    Tokens logIn(String username) {
        return ask(AuthAddresses.LOG_IN, attempt(username, PASSWORD));
    }

    static LogIn attempt(String username, String password) {
        return new LogIn(username + "@example.org", password, "192.0.2.1", "test agent");
    }

    /** What is published from now on. */
    <E extends Record> Heard<E> listen(Topic<E> topic) {
        var events = new LinkedBlockingQueue<E>();
        await(bus.subscribe(topic, events::add));
        return new Heard<>(events);
    }

    record Heard<E>(BlockingQueue<E> events) {
        E next() {
            try {
                var event = events.poll(20, TimeUnit.SECONDS);
                if (event == null) {
                    throw new AssertionError("nothing was published");
                }
                return event;
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    @Override
    public void close() {
        await(vertx.close());
    }
}
