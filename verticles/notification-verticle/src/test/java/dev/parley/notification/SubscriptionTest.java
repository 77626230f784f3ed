package dev.parley.notification;

import static dev.parley.notification.Samples.ADA;
import static dev.parley.notification.Samples.BOB;
import static dev.parley.notification.Samples.EVE;
import static dev.parley.postgres.Await.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.model.auth.AuthAddresses;
import dev.parley.model.auth.ForgetUser;
import dev.parley.model.auth.SessionsRevoked;
import dev.parley.model.failure.FailureException;
import dev.parley.model.id.SessionId;
import dev.parley.model.notification.GetPushKey;
import dev.parley.model.notification.NotificationAddresses;
import dev.parley.model.notification.NotificationSettings;
import dev.parley.model.notification.Unsubscribe;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which browsers are pushed to: who may subscribe, and when that ends. */
class SubscriptionTest extends PushFixture {
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
        untilRows(0, "push_subscriptions");

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
    void whatEndsWhileTheServerHasNoKeyHasEnded() {
        deploy();
        var bobs = SessionId.next();
        var eves = SessionId.next();
        subscribe(BOB, bobs, phone);
        subscribe(EVE, eves, laptop);
        subscribe(ADA, service.subscribe());
        undeploy();
        deploy(plainConfig());
        unsubscribe(new Unsubscribe(BOB.id(), bobs, null));
        assertThat(rows("push_subscriptions")).isEqualTo(2);
        await(bus.request(NotificationAddresses.FORGET, new ForgetUser(ADA.id())));
        assertThat(rows("push_subscriptions")).isEqualTo(1);
        bus.publish(AuthAddresses.SESSIONS_REVOKED, new SessionsRevoked(EVE.id(), List.of(eves)));
        untilRows(0, "push_subscriptions");
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
        deploy(strict());
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
    void keysThatAreNoneAreRefused() {
        deploy();
        var keys = phone.subscription().getJsonObject("keys");
        assertRefused(with(keys.copy().put("auth", "AAAA")), "keys.auth");
        assertRefused(with(keys.copy().put("p256dh", "AAAA")), "keys.p256dh");
        assertRefused(with(keys.copy().put("p256dh", "B" + "A".repeat(86))), "keys.p256dh");
    }

    @Test
    void withoutAKeyNobodyCanSubscribe() {
        deploy(plainConfig());
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

    private void unsubscribe(Unsubscribe request) {
        await(bus.request(NotificationAddresses.UNSUBSCRIBE, request));
    }
}
