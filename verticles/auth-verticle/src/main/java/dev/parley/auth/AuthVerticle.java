package dev.parley.auth;

import dev.parley.model.auth.AuthAddresses;
import dev.parley.model.bus.Bus;
import dev.parley.model.health.HealthAddresses;
import dev.parley.model.health.HealthReport;
import dev.parley.model.metrics.Metrics;
import dev.parley.postgres.Postgres;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Users, passwords, tokens and devices: serves everything in {@link AuthAddresses}. */
public final class AuthVerticle extends VerticleBase {
    private static final Logger LOG = LoggerFactory.getLogger(AuthVerticle.class);
    private static final String ROLE = "auth";
    private static final Duration SWEEP_EVERY = Duration.ofMinutes(10);

    /** Every failed log-in is two rows: never more than a minute's too many. */
    private static final Duration FORGET_EVERY = Duration.ofMinutes(1);

    private final AuthConfig config;
    private final Clock clock;
    private final PasswordFunction passwordFunction;
    private final Metrics metrics;

    // owned by this verticle's context
    private @Nullable Postgres postgres;
    private @Nullable Passwords passwords;

    public AuthVerticle(AuthConfig config, Metrics metrics) {
        this(config, Clock.systemUTC(), new Argon2id(config.hashingCost()), metrics);
    }

    AuthVerticle(AuthConfig config, Clock clock, PasswordFunction passwordFunction, Metrics metrics) {
        this.config = config;
        this.clock = clock;
        this.passwordFunction = passwordFunction;
        this.metrics = metrics;
    }

    @Override
    public Future<?> start() {
        var bus = new Bus(vertx, metrics);
        var announcements = new Announcements(bus);
        var keys = new KeyRing(vertx, config, announcements::signingKeysChanged);
        return keys.start()
                .compose(read -> Postgres.open(vertx, config.postgres(), ROLE))
                .onSuccess(opened -> postgres = opened)
                .compose(opened -> Passwords.create(vertx, config.hashing(), passwordFunction)
                        .onSuccess(created -> passwords = created)
                        .compose(created -> serve(bus, announcements, opened, created, keys)));
    }

    private Future<?> serve(
            Bus bus, Announcements announcements, Postgres postgres, Passwords passwords, KeyRing keys) {
        var tokens = new TokenIssue(config, new AccessTokens(keys, config), clock);
        var departures = new Departures(vertx, postgres, bus, clock);
        var accounts = new Accounts(postgres, passwords, announcements, departures, clock);
        var sessions = new Sessions(postgres, tokens, announcements);
        var throttle = new LoginThrottle(config.loginLimits(), postgres);
        var authentication = new Authentication(postgres, passwords, throttle, tokens, announcements);
        sweepNowAndThen(postgres, throttle);
        departures.start();
        return Future.all(List.of(
                bus.serve(AuthAddresses.REGISTER, accounts::register),
                bus.serve(AuthAddresses.GET_USER, accounts::get),
                bus.serve(AuthAddresses.UPDATE_USER, accounts::update),
                bus.serve(AuthAddresses.DELETE_USER, accounts::delete),
                bus.serve(AuthAddresses.LOOK_UP_USERS, accounts::lookUp),
                bus.serve(AuthAddresses.SEARCH_USERS, accounts::search),
                bus.serve(AuthAddresses.LOG_IN, authentication::logIn),
                bus.serve(AuthAddresses.CHANGE_PASSWORD, authentication::changePassword),
                bus.serve(AuthAddresses.REFRESH, sessions::refresh),
                bus.serve(AuthAddresses.LOG_OUT, sessions::logOut),
                bus.serve(AuthAddresses.LIST_SESSIONS, sessions::list),
                bus.serve(AuthAddresses.END_SESSION, sessions::end),
                bus.serve(AuthAddresses.LIST_REVOCATIONS, sessions::revocations),
                bus.serve(AuthAddresses.SIGNING_KEYS, asked -> Future.succeededFuture(keys.published())),
                bus.serve(HealthAddresses.of(ROLE), asked -> health(postgres))));
    }

    private static Future<HealthReport> health(Postgres postgres) {
        return postgres.health().map(store -> new HealthReport(ROLE, List.of(store)));
    }

    private void sweepNowAndThen(Postgres postgres, LoginThrottle throttle) {
        // Kept while an access token of the session may still be shown: its revocation must stay known.
        vertx.setPeriodic(
                SWEEP_EVERY.toMillis(),
                timer -> SessionStore.sweep(postgres, clock.instant().minus(config.accessTokenTtl()))
                        .onComplete(AuthVerticle::swept));
        vertx.setPeriodic(
                FORGET_EVERY.toMillis(),
                timer -> throttle.sweep(clock.instant()).onComplete(AuthVerticle::swept));
    }

    private static void swept(AsyncResult<Integer> rows) {
        if (rows.succeeded()) {
            LOG.debug("swept rows={}", rows.result());
        } else {
            LOG.warn("not swept, next time cause={}", rows.cause().toString());
        }
    }

    @Override
    public Future<?> stop() {
        return Future.join(
                postgres == null ? Future.succeededFuture() : postgres.close(),
                passwords == null ? Future.succeededFuture() : passwords.close());
    }
}
