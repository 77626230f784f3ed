package dev.parley.notification;

import static dev.parley.notification.Samples.ADA;
import static dev.parley.notification.Samples.AT;
import static dev.parley.notification.Samples.BOB;
import static dev.parley.notification.Samples.EVE;
import static dev.parley.notification.Samples.audience;
import static dev.parley.notification.Samples.group;
import static dev.parley.notification.Samples.message;
import static dev.parley.postgres.Await.await;
import static dev.parley.postgres.Until.until;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.parley.broker.Broker;
import dev.parley.broker.TestBroker;
import dev.parley.broker.Topology;
import dev.parley.model.auth.AuthAddresses;
import dev.parley.model.auth.PublicUser;
import dev.parley.model.auth.User;
import dev.parley.model.bus.Bus;
import dev.parley.model.bus.Json;
import dev.parley.model.contacts.Blocks;
import dev.parley.model.contacts.ContactsAddresses;
import dev.parley.model.failure.Failure;
import dev.parley.model.id.SessionId;
import dev.parley.model.id.UserId;
import dev.parley.model.metrics.Metrics;
import dev.parley.model.notification.MarkRead;
import dev.parley.model.notification.NotificationAddresses;
import dev.parley.model.notification.NotificationSettings;
import dev.parley.model.notification.QuietHours;
import dev.parley.model.notification.SaveSettings;
import dev.parley.model.rooms.Audience;
import dev.parley.model.rooms.Event;
import dev.parley.model.rooms.Room;
import dev.parley.model.rooms.RoomAddresses;
import dev.parley.model.rooms.StoredEvents;
import dev.parley.notification.mail.MailConfig;
import dev.parley.notification.mail.MailServer;
import dev.parley.notification.mail.MailServer.Received;
import dev.parley.notification.mail.Schedule;
import dev.parley.postgres.Postgres;
import dev.parley.postgres.PostgresConfig;
import dev.parley.postgres.PostgresFixture;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** A notification verticle on a real PostgreSQL and a real AMQP broker, before a real SMTP server, with a clock that is moved. */
abstract class MailFixture {
    static final int ATTEMPTS = 3;
    static final int CONCURRENCY = 4;
    static final Duration MENTION_AFTER = Duration.ofMinutes(10);
    /** Well after what happens in a test. */
    static final Instant DIGEST = AT.plus(Duration.ofHours(6)).truncatedTo(ChronoUnit.MINUTES);

    static final String PUBLIC_URL = "https://chat.example.org";

    @SuppressWarnings("NullAway.Init") // one for each class, so that none leaves anything to the next
    private static TestBroker server;

    final Vertx vertx = Vertx.vertx();
    final Bus bus = new Bus(vertx);
    final PostgresConfig database = PostgresFixture.freshDatabase();
    final Broker broker = await(Broker.connect(vertx, server.config(1), "test"));
    final MailServer smtp = MailServer.start();
    final Room room = group("Engine");

    private final Map<Room, Audience> audiences = new ConcurrentHashMap<>();
    private final Set<UserId> gone = ConcurrentHashMap.newKeySet();
    private final MovedClock clock = new MovedClock();
    private @Nullable Postgres postgres;

    @BeforeEach
    final void serve() {
        know(audience(room, ADA, BOB, EVE));
        await(bus.serve(
                RoomAddresses.AUDIENCE,
                ask -> Future.succeededFuture(audiences.values().stream()
                        .filter(one -> one.room().id().equals(ask.roomId()))
                        .findFirst()
                        .orElseThrow())));
        await(bus.serve(
                ContactsAddresses.CHECK_BLOCKS, ask -> Future.succeededFuture(new Blocks(List.of(), List.of()))));
        await(bus.serve(
                AuthAddresses.GET_USER,
                ask -> gone.contains(ask.userId())
                        ? Future.failedFuture(Failure.notFound("user").asException())
                        : Future.succeededFuture(
                                new User(ask.userId(), "somebody", "Somebody & Co", addressOf(ask.userId()), AT))));
    }

    @AfterEach
    final void close() {
        await(broker.close().compose(closed -> vertx.close()));
        smtp.close();
    }

    @BeforeAll
    static void startBroker() {
        server = TestBroker.start();
    }

    @AfterAll
    static void stopBroker() {
        server.close();
    }

    final void know(Audience audience) {
        audiences.put(audience.room(), audience);
    }

    static String addressOf(PublicUser user) {
        return addressOf(user.id());
    }

    private static String addressOf(UserId user) {
        return user + "@example.org";
    }

    final MailConfig config(int port) {
        return config(port, ATTEMPTS);
    }

    /** That gives nothing up, however long the test takes. */
    final MailConfig patient(int port) {
        return config(port, 1_000);
    }

    private static MailConfig config(int port, int attempts) {
        return config(port, attempts, null, "");
    }

    static MailConfig config(int port, int attempts, @Nullable String username, String password) {
        return new MailConfig(
                new MailConfig.Relay("127.0.0.1", port, MailConfig.StartTls.DISABLED, false, username, password),
                "Parley <parley@example.org>",
                URI.create(PUBLIC_URL),
                new Schedule(MENTION_AFTER, DIGEST.atZone(ZoneOffset.UTC).toLocalTime(), ZoneOffset.UTC),
                attempts,
                Duration.ofMillis(20),
                Duration.ofSeconds(2),
                CONCURRENCY);
    }

    final void deploy() {
        deploy(config(smtp.port()));
    }

    /** @param mail null: without */
    @CanIgnoreReturnValue
    final String deploy(@Nullable MailConfig mail) {
        var defaults = NotificationConfig.withDefaults(database, server.config(1));
        var config = mail == null ? defaults : defaults.withMail(mail);
        return await(vertx.deployVerticle(new NotificationVerticle(config, clock, Metrics.none())));
    }

    final void undeploy() {
        await(Future.all(vertx.deploymentIDs().stream().map(vertx::undeploy).toList()));
    }

    final void publish(Event... events) {
        var body = Buffer.buffer(Json.encodeBytes(StoredEvents.of(List.of(events))));
        await(broker.publish(Topology.EVENTS_EXCHANGE, "", body));
    }

    /** To all in the room, and is in their lists. */
    final void say(long seq, String text) {
        publish(message(room, seq, ADA, text));
        untilListed(BOB, room, seq);
    }

    /** As {@link #say}, mentioning Bob. */
    final void mention(long seq, String text) {
        publish(message(room, seq, ADA, text, BOB));
        untilListed(BOB, room, seq);
    }

    final void untilListed(PublicUser user, Room in, long seq) {
        untilRows(1, "notifications where user_id = '" + user.id() + "' and event_id = '" + in.id() + ":" + seq + "'");
    }

    final void wantsMail(PublicUser user) {
        save(user, new NotificationSettings(true, true, true, null));
    }

    final void save(PublicUser user, NotificationSettings settings) {
        await(bus.request(NotificationAddresses.SAVE_SETTINGS, new SaveSettings(user.id(), settings)));
    }

    static QuietHours quiet(LocalTime from, LocalTime to, ZoneId zone) {
        return new QuietHours(from, to, zone);
    }

    final void reads(PublicUser user) {
        await(bus.request(
                NotificationAddresses.MARK_READ, new MarkRead(user.id(), List.of(), true, null, SessionId.next())));
    }

    final void deleteAccount(PublicUser user) {
        gone.add(user.id());
    }

    /** The clock that decides; PostgreSQL's, which says when to look, goes on: see {@link #lookNow}. */
    final void itIs(Instant now) {
        clock.now = now;
    }

    final Instant now() {
        return clock.now;
    }

    /** As when the time has come that was put down. */
    final void lookNow() {
        await(postgres().query("update mail_entries set due_at = now() where not dead"));
    }

    /** Time goes on to then, and whoever is waiting is looked at. */
    final void goOnTo(Instant then) {
        itIs(then);
        lookNow();
    }

    /** Until nothing is to be looked at now, and nobody is at it. */
    final void untilAtRest() {
        untilRows(0, "mail_entries where due_at <= now() and not dead");
        untilRows(0, "mail_users where leased_until > now()");
    }

    final Postgres postgres() {
        if (postgres == null) {
            postgres = await(Postgres.open(vertx, database, "notification"));
        }
        return postgres;
    }

    final void untilRows(long wanted, String table) {
        await(until(vertx, () -> counting(table), rows -> rows == wanted));
    }

    /** @param table and which rows of it, as SQL says it after {@code from} */
    final long rows(String table) {
        return await(counting(table));
    }

    private Future<Long> counting(String table) {
        return postgres()
                .query("select count(*) from " + table)
                .map(rows -> rows.iterator().next().getLong(0));
    }

    final List<Received> mailsTo(PublicUser user) {
        return smtp.receivedBy(addressOf(user));
    }

    @CanIgnoreReturnValue
    final Received untilMailed(PublicUser user, int count) {
        return eventually(() -> mailsTo(user), mails -> mails.size() >= count).get(count - 1);
    }

    @CanIgnoreReturnValue
    final <T> T eventually(Supplier<T> question, Predicate<T> wanted) {
        return await(until(vertx, () -> Future.succeededFuture(question.get()), wanted));
    }

    private static final class MovedClock extends Clock {
        private volatile Instant now = AT;

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return Clock.fixed(now, zone);
        }

        @Override
        public Instant instant() {
            return now;
        }
    }
}
