package dev.parley.notification;

import static dev.parley.postgres.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.parley.model.auth.PublicUser;
import dev.parley.model.id.SessionId;
import dev.parley.model.id.SubscriptionId;
import dev.parley.model.notification.NotificationAddresses;
import dev.parley.model.notification.Subscribe;
import dev.parley.model.notification.Subscribed;
import dev.parley.notification.push.PushConfig;
import dev.parley.notification.push.PushService;
import dev.parley.notification.push.TestKeys;
import dev.parley.notification.push.VapidKey;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;

/** A notification verticle on a real PostgreSQL and a real AMQP broker, before a push service that is held to the RFCs. */
abstract class PushFixture extends NotificationFixture {
    static final int ATTEMPTS = 3;

    final PushService service = await(PushService.start(vertx));
    final VapidKey key = VapidKey.fromPem(TestKeys.vapidPem());
    final PushService.Device phone = service.subscribe();
    final PushService.Device laptop = service.subscribe();

    @AfterEach
    final void nothingWasAgainstTheRfcs() {
        assertThat(service.wrong()).isEmpty();
    }

    PushConfig config() {
        return config(true);
    }

    /** With push services at public addresses alone. */
    final PushConfig strict() {
        return config(false);
    }

    private PushConfig config(boolean privateEndpoints) {
        return new PushConfig(
                key,
                "mailto:ada@example.org",
                Duration.ofHours(1),
                ATTEMPTS,
                Duration.ofMillis(20),
                Duration.ofSeconds(1),
                8,
                privateEndpoints);
    }

    final void deploy() {
        deploy(config());
    }

    /** @param push null: without */
    final void deploy(@Nullable PushConfig push) {
        deploy(push == null ? plainConfig() : plainConfig().withPush(push));
    }

    @CanIgnoreReturnValue
    final SubscriptionId subscribe(PublicUser user, PushService.Device device) {
        return subscribe(user, SessionId.next(), device);
    }

    @CanIgnoreReturnValue
    final SubscriptionId subscribe(PublicUser user, SessionId session, PushService.Device device) {
        return await(ask(user, session, device.subscription())).id();
    }

    final Future<Subscribed> ask(PublicUser user, SessionId session, JsonObject subscription) {
        var keys = subscription.getJsonObject("keys");
        return bus.request(
                NotificationAddresses.SUBSCRIBE,
                new Subscribe(
                        user.id(),
                        session,
                        subscription.getString("endpoint"),
                        keys.getString("p256dh"),
                        keys.getString("auth")));
    }

    /** Its payloads, once they are as wanted. */
    @CanIgnoreReturnValue
    final List<JsonObject> untilTold(PushService.Device device, Predicate<List<JsonObject>> wanted) {
        return eventually(device::payloads, wanted);
    }

    /** Whether it has been told of this event, by what was sent last. */
    static Predicate<List<JsonObject>> lastIs(String eventId) {
        return payloads -> !payloads.isEmpty()
                && eventId.equals(payloads.get(payloads.size() - 1).getString("eventId"));
    }
}
