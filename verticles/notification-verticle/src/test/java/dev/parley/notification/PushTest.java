package dev.parley.notification;

import static dev.parley.notification.Samples.ADA;
import static dev.parley.notification.Samples.BOB;
import static dev.parley.notification.Samples.EVE;
import static dev.parley.notification.Samples.audience;
import static dev.parley.notification.Samples.direct;
import static dev.parley.notification.Samples.message;
import static dev.parley.postgres.Await.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.broker.DeadLetter;
import dev.parley.broker.Delivery;
import dev.parley.broker.Topology;
import dev.parley.model.auth.AuthAddresses;
import dev.parley.model.auth.ForgetUser;
import dev.parley.model.auth.SessionsRevoked;
import dev.parley.model.failure.FailureException;
import dev.parley.model.id.SessionId;
import dev.parley.model.notification.GetPushKey;
import dev.parley.model.notification.GetSettings;
import dev.parley.model.notification.MarkRead;
import dev.parley.model.notification.NotificationAddresses;
import dev.parley.model.notification.NotificationSettings;
import dev.parley.model.notification.QuietHours;
import dev.parley.model.notification.SaveSettings;
import dev.parley.model.notification.Unsubscribe;
import dev.parley.model.rooms.Event;
import dev.parley.notification.push.PushConfig;
import dev.parley.notification.push.PushService;
import dev.parley.notification.push.PushService.Message;
import dev.parley.postgres.Postgres;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** From a room's event to what browsers read, and what becomes of what they do not take. */
class PushTest extends PushFixture {
    private final PushService.Device phone = service.subscribe();
    private final PushService.Device laptop = service.subscribe();

    @AfterEach
    void nothingWasAgainstTheRfcs() {
        assertThat(service.wrong()).isEmpty();
    }

    @Test
    void eachOfOnesBrowsersIsToldOnceAndOthersAreNot() {
        deploy();
        var eves = service.subscribe();
        subscribe(BOB, phone);
        subscribe(BOB, laptop);
        subscribe(ADA, eves); // the sender's
        say(2, "hello");
        untilTold(phone, lastIs(room.id() + ":2"));
        untilTold(laptop, lastIs(room.id() + ":2"));
        say(3, "again");
        untilTold(phone, lastIs(room.id() + ":3"));

        var first = phone.messages().get(0);
        assertThat(first.payload().getString("title")).isEqualTo("Engine · Ada");
        assertThat(first.payload().getString("body")).isEqualTo("hello");
        assertThat(first.payload().getInteger("badge")).isEqualTo(1);
        assertThat(first.ttl()).isEqualTo(3600);
        assertThat(first.urgency()).isEqualTo("normal");
        assertThat(first.vapidKey()).isEqualTo(key.publicKey());
        assertThat(phone.messages()).hasSize(2);
        assertThat(phone.messages()).extracting(Message::topic).containsOnly(first.topic());
        assertThat(eves.messages()).isEmpty();
    }

    @Test
    void severalMessagesOfARoomAreOneNotification() {
        deploy();
        subscribe(BOB, phone);
        publish(LongStream.rangeClosed(2, 6)
                .mapToObj(seq -> message(room, seq, ADA, "n" + seq))
                .toArray(Event[]::new));
        var told = untilTold(phone, lastIs(room.id() + ":6"));
        var last = told.get(told.size() - 1);
        assertThat(last.getString("body")).isEqualTo("5 new messages");
        assertThat(last.getString("title")).isEqualTo("Engine");
        assertThat(last.getInteger("count")).isEqualTo(5);
    }

    @Test
    void anEventThatComesAgainIsNotPushedAgain() {
        deploy();
        subscribe(BOB, phone);
        say(2, "hello");
        untilTold(phone, lastIs(room.id() + ":2"));
        for (int times = 0; times < 3; times++) {
            say(2, "hello");
        }
        say(3, "after");
        untilTold(phone, lastIs(room.id() + ":3"));
        assertThat(phone.messages()).hasSize(2);
    }

    @Test
    void readingOnOneDeviceWithdrawsItOnTheOthers() {
        deploy();
        var session = SessionId.next();
        subscribe(BOB, phone);
        subscribe(BOB, session, laptop);
        say(2, "hello");
        untilTold(phone, lastIs(room.id() + ":2"));
        untilTold(laptop, lastIs(room.id() + ":2"));
        read(session);
        var told = untilTold(phone, some -> some.size() == 2);
        assertThat(told.get(1).getString("type")).isEqualTo("withdraw");
        assertThat(told.get(1).getString("roomId")).isEqualTo(room.id().value());
        assertThat(told.get(1).getInteger("badge")).isZero();
        assertThat(phone.messages().get(1).topic())
                .as("takes the place of what the push service still holds")
                .isEqualTo(phone.messages().get(0).topic());
        say(3, "next");
        untilTold(phone, lastIs(room.id() + ":3"));
        untilTold(laptop, lastIs(room.id() + ":3"));
        assertThat(laptop.messages())
                .as("the reader's own takes it back by itself")
                .hasSize(2);
    }

    @Test
    void whatIsReadBeforeItCouldBeToldIsNotTold() {
        deploy();
        phone.answers(503);
        subscribe(BOB, phone);
        say(2, "hello");
        untilTold(phone, some -> !some.isEmpty());
        read(SessionId.next());
        phone.answers(201);
        say(3, "next");
        var told = untilTold(phone, lastIs(room.id() + ":3"));
        assertThat(told.get(told.size() - 1).getInteger("count")).isEqualTo(1);
    }

    @Test
    void aBrowserThatIsGoneIsForgotten() {
        deploy();
        subscribe(BOB, phone.answers(410));
        subscribe(BOB, laptop.answers(404));
        say(2, "hello");
        untilTold(phone, some -> !some.isEmpty());
        untilTold(laptop, some -> !some.isEmpty());
        eventually(() -> rows("push_subscriptions"), none -> none == 0);
        assertThat(rows("push_rooms")).isZero();
    }

    @Test
    void whatFailsForAPassingReasonIsTriedAgain() {
        deploy();
        for (int status : new int[] {500, 429, 503}) {
            var device = service.subscribe().answers(status);
            subscribe(EVE, device);
            say(status, "tried again after " + status);
            untilTold(device, some -> some.size() == 2);
            device.answers(201);
            var told = untilTold(device, some -> some.size() >= 3);
            assertThat(told.get(2).getString("eventId")).isEqualTo(room.id() + ":" + status);
            eventually(() -> rows("push_rooms where due_at is not null"), none -> none == 0);
        }
    }

    @Test
    void whoAsksForAPauseGetsIt() {
        deploy();
        subscribe(BOB, phone.answers(429, "2"));
        subscribe(EVE, laptop);
        say(2, "hello");
        untilTold(phone, some -> some.size() == 1);
        phone.answers(201);
        // Nothing else is pushed to that push service meanwhile, whoever's it is.
        say(3, "not yet");
        eventually(() -> rows("notifications where user_id = '" + EVE.id() + "'"), both -> both == 2);
        untilTold(phone, lastIs(room.id() + ":3"));
        untilTold(laptop, lastIs(room.id() + ":3"));
        assertThat(phone.messages()).as("what came meanwhile is told with it").hasSize(2);
    }

    @Test
    void whatFailsToTheEndIsADeadLetterAndToldWhenItIsReplayed() {
        deploy();
        subscribe(BOB, phone.answers(500));
        say(2, "hello");
        var dead = nextDeadLetter();
        assertThat(phone.messages()).hasSize(ATTEMPTS);
        assertThat(dead.headers().get(DeadLetter.CAUSE)).isEqualTo("not pushed: status 500");
        assertThat(dead.headers().get(DeadLetter.EXCHANGE)).isEqualTo(Topology.PUSHES_EXCHANGE);
        assertThat(dead.body().toString()).doesNotContain("hello").doesNotContain("/push/");
        phone.answers(201);
        await(broker.publish(Topology.PUSHES_EXCHANGE, "", dead.body()));
        untilTold(phone, some -> some.size() == ATTEMPTS + 1);
    }

    @Test
    void whatIsRefusedIsADeadLetterAtOnce() {
        deploy();
        subscribe(BOB, phone.answers(403));
        say(2, "hello");
        assertThat(nextDeadLetter().headers().get(DeadLetter.CAUSE)).isEqualTo("not pushed: status 403");
        assertThat(phone.messages()).hasSize(1);
    }

    @Test
    void aPushServiceThatNeverAnswersHoldsNobodyUp() {
        var slow = await(PushService.start(vertx));
        deploy();
        // More than may be under way at once, each a browser of its own.
        for (int i = 0; i < 4 * config().concurrency(); i++) {
            var user = Samples.user("Slow" + i);
            var theirs = direct();
            know(audience(theirs, ADA, user));
            subscribe(user, slow.subscribe().keepsSilent());
            publish(message(theirs, 2, ADA, "hello?"));
        }
        eventually(slow::mostOpen, some -> some > 0);
        subscribe(BOB, phone);
        for (long seq = 2; seq < 12; seq++) {
            say(seq, "hello");
            untilTold(phone, lastIs(room.id() + ":" + seq));
        }
        assertThat(slow.mostOpen()).isLessThan(config().concurrency());
        assertThat(slow.wrong()).isEmpty();
    }

    @Test
    void whatWasDueWhenTheProcessEndedIsToldByTheNext() {
        deploy();
        subscribe(BOB, phone);
        undeploy();
        say(2, "hello");
        deploy();
        untilTold(phone, lastIs(room.id() + ":2"));
    }

    @Test
    void settingsAreKeptAndHeeded() {
        deploy();
        assertThat(settings()).isEqualTo(NotificationSettings.DEFAULT);
        var discreet = new NotificationSettings(true, true, false, null);
        save(discreet);
        assertThat(settings()).isEqualTo(discreet);
        subscribe(BOB, phone);
        say(2, "a secret");
        untilTold(phone, lastIs(room.id() + ":2"));
        assertThat(phone.payloads().toString())
                .contains("New message from Ada in Engine")
                .doesNotContain("a secret");

        var always = new QuietHours(LocalTime.of(0, 0), LocalTime.of(23, 59), ZoneId.of("Pacific/Kiritimati"));
        var almost = new QuietHours(LocalTime.of(23, 58), LocalTime.of(0, 1), ZoneId.of("Pacific/Kiritimati"));
        save(new NotificationSettings(true, true, true, always));
        assertThat(settings().quietHours()).isEqualTo(always);
        save(new NotificationSettings(false, true, true, almost));
        say(3, "not pushed");
        var other = service.subscribe();
        subscribe(EVE, other);
        say(4, "nor this");
        untilTold(other, lastIs(room.id() + ":4"));
        eventually(() -> rows("push_rooms where due_at is not null"), none -> none == 0);
        assertThat(phone.messages()).hasSize(1);
    }

    @Test
    void aSessionAndAnEndpointHaveOneSubscription() {
        deploy();
        var session = SessionId.next();
        var first = subscribe(BOB, session, phone);
        assertThat(subscribe(BOB, session, phone)).isEqualTo(first);
        subscribe(BOB, session, laptop); // the browser has made a new one
        subscribe(EVE, laptop); // another person at the same browser
        assertThat(rows("push_subscriptions")).isEqualTo(1);
        say(2, "for Eve's browser alone");
        untilTold(laptop, lastIs(room.id() + ":2"));
        assertThat(phone.messages()).isEmpty();
        assertThat(laptop.messages()).hasSize(1);
    }

    @Test
    void whoLogsOutOrUnsubscribesIsPushedNoMore() {
        deploy();
        var session = SessionId.next();
        subscribe(BOB, session, phone);
        bus.publish(AuthAddresses.SESSIONS_REVOKED, new SessionsRevoked(BOB.id(), List.of(session)));
        eventually(() -> rows("push_subscriptions"), none -> none == 0);

        subscribe(BOB, session, phone);
        unsubscribe(new Unsubscribe(BOB.id(), session, null));
        assertThat(rows("push_subscriptions")).isZero();

        var id = subscribe(BOB, session, phone);
        unsubscribe(new Unsubscribe(EVE.id(), SessionId.next(), id)); // not hers
        assertThat(rows("push_subscriptions")).isEqualTo(1);
        unsubscribe(new Unsubscribe(BOB.id(), SessionId.next(), id));
        assertThat(rows("push_subscriptions")).isZero();
    }

    @Test
    void aDeletedAccountLeavesNothing() {
        deploy();
        subscribe(BOB, phone);
        save(new NotificationSettings(true, true, false, null));
        say(2, "hello");
        untilTold(phone, lastIs(room.id() + ":2"));
        for (int again = 0; again < 2; again++) {
            await(bus.request(NotificationAddresses.FORGET, new ForgetUser(BOB.id())));
        }
        for (var table : List.of("push_subscriptions", "push_rooms", "notification_settings")) {
            assertThat(rows(table)).as(table).isZero();
        }
        assertThat(rows("notifications where user_id = '" + BOB.id() + "'")).isZero();
    }

    @Test
    void endpointsInPrivateNetworksAreRefusedUnlessTheyAreAllowed() {
        var strict = config();
        deploy(new PushConfig(
                strict.key(),
                strict.subject(),
                strict.ttl(),
                strict.attempts(),
                strict.firstPause(),
                strict.timeout(),
                strict.concurrency(),
                false));
        for (var endpoint : List.of(
                "http://127.0.0.1/x",
                "https://127.0.0.1/x",
                "https://localhost/x",
                "https://[::1]/x",
                "https://10.0.0.1/x")) {
            assertRefused(phone.subscription().put("endpoint", endpoint), "endpoint");
        }
        assertThat(phone.messages()).isEmpty();
    }

    @Test
    void anEndpointIsCheckedAgainWhenItIsPushedTo() {
        deploy();
        subscribe(BOB, phone);
        undeploy();
        var strict = config();
        deploy(new PushConfig(
                strict.key(),
                strict.subject(),
                strict.ttl(),
                strict.attempts(),
                strict.firstPause(),
                strict.timeout(),
                strict.concurrency(),
                false));
        say(2, "hello");
        assertThat(nextDeadLetter().headers().get(DeadLetter.CAUSE)).isEqualTo("not pushed: private address");
        assertThat(phone.messages()).isEmpty();
    }

    @Test
    void keysThatAreNoneAreRefused() {
        deploy();
        var keys = phone.subscription().getJsonObject("keys");
        assertRefused(with(keys.copy().put("auth", "AAAA")), "keys.auth");
        assertRefused(with(keys.copy().put("p256dh", "AAAA")), "keys.p256dh");
        assertRefused(with(keys.copy().put("p256dh", "B" + "A".repeat(86))), "keys.p256dh");
    }

    @Test
    void withoutAKeyNobodyCanSubscribe() {
        deploy(null);
        assertThatThrownBy(() -> await(bus.request(NotificationAddresses.PUSH_KEY, new GetPushKey())))
                .isInstanceOf(FailureException.class);
        assertThatThrownBy(() -> subscribe(BOB, phone)).isInstanceOf(FailureException.class);
    }

    @Test
    void theKeyIsTheServersOwn() {
        deploy();
        assertThat(await(bus.request(NotificationAddresses.PUSH_KEY, new GetPushKey()))
                        .publicKey())
                .isEqualTo(key.publicKey());
    }

    private JsonObject with(JsonObject keys) {
        return phone.subscription().put("keys", keys);
    }

    private void assertRefused(JsonObject subscription, String field) {
        assertThatThrownBy(() -> await(ask(BOB, SessionId.next(), subscription)))
                .isInstanceOfSatisfying(
                        FailureException.class,
                        refused -> assertThat(refused.failure().errors())
                                .extracting(error -> error.field())
                                .containsExactly(field));
    }

    private void read(SessionId reader) {
        await(bus.request(
                NotificationAddresses.MARK_READ, new MarkRead(BOB.id(), List.of(), false, room.id(), reader)));
    }

    private NotificationSettings settings() {
        return await(bus.request(NotificationAddresses.SETTINGS, new GetSettings(BOB.id())));
    }

    private void save(NotificationSettings settings) {
        await(bus.request(NotificationAddresses.SAVE_SETTINGS, new SaveSettings(BOB.id(), settings)));
    }

    private void unsubscribe(Unsubscribe request) {
        await(bus.request(NotificationAddresses.UNSUBSCRIBE, request));
    }

    private Delivery nextDeadLetter() {
        var dead = Promise.<Delivery>promise();
        await(broker.consume(Topology.DEAD_QUEUE, 1, delivery -> {
            delivery.ack();
            dead.tryComplete(delivery);
        }));
        return await(dead.future());
    }

    private long rows(String table) {
        var postgres = await(Postgres.open(vertx, database, "notification"));
        try {
            return await(postgres.query("select count(*) from " + table))
                    .iterator()
                    .next()
                    .getLong(0);
        } finally {
            await(postgres.close());
        }
    }
}
