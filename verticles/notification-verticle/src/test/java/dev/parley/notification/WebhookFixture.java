package dev.parley.notification;

import static dev.parley.postgres.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.parley.model.auth.PublicUser;
import dev.parley.model.notification.GetWebhook;
import dev.parley.model.notification.NotificationAddresses;
import dev.parley.model.notification.SaveWebhook;
import dev.parley.model.notification.SavedWebhook;
import dev.parley.model.notification.Webhook;
import dev.parley.notification.webhook.Receiver;
import dev.parley.notification.webhook.WebhookConfig;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;

/** Bots' servers beside the verticle, held to what is promised them. */
abstract class WebhookFixture extends NotificationFixture {
    static final int ATTEMPTS = 3;

    final Receiver receiver = await(Receiver.start(vertx));
    final Receiver.Hook bobs = receiver.hook();

    @AfterEach
    final void everythingWasAsPromised() {
        assertThat(receiver.wrong()).isEmpty();
    }

    static WebhookConfig webhooks(boolean privateEndpoints) {
        return webhooks(ATTEMPTS, privateEndpoints);
    }

    private static WebhookConfig webhooks(int attempts, boolean privateEndpoints) {
        return new WebhookConfig(attempts, Duration.ofMillis(20), Duration.ofSeconds(1), 8, privateEndpoints);
    }

    final void deploy() {
        deploy(plainConfig().withWebhook(webhooks(true)));
    }

    /** Gives nothing up, however long the test takes. */
    final void deployPatient() {
        deploy(plainConfig().withWebhook(webhooks(100, true)));
    }

    @CanIgnoreReturnValue
    final SavedWebhook save(PublicUser user, Receiver.Hook hook) {
        var saved = await(ask(user, hook.url()));
        hook.knows(saved.secret());
        return saved;
    }

    final Future<SavedWebhook> ask(PublicUser user, String url) {
        return bus.request(NotificationAddresses.SAVE_WEBHOOK, new SaveWebhook(user.id(), url));
    }

    final Webhook webhook(PublicUser user) {
        return await(bus.request(NotificationAddresses.WEBHOOK, new GetWebhook(user.id())));
    }

    /** What it was sent, each once, when it is as wanted. */
    @CanIgnoreReturnValue
    final List<JsonObject> untilTold(Receiver.Hook hook, Predicate<List<JsonObject>> wanted) {
        return eventually(hook::notifications, wanted);
    }

    @CanIgnoreReturnValue
    final List<Receiver.Received> untilAsked(Receiver.Hook hook, int times) {
        return eventually(hook::requests, some -> some.size() >= times);
    }

    final void untilNothingWaits() {
        untilRows(0, "webhook_outbox");
    }

    /** The user's list, the oldest first. */
    final List<String> list(PublicUser user) {
        return await(postgres()
                        .query(
                                "select id from notifications where user_id = $1 order by created_at, id",
                                user.id().value())
                        .map(rows -> {
                            var ids = new ArrayList<String>();
                            rows.forEach(row -> ids.add(row.getString("id")));
                            return ids;
                        }))
                .stream()
                .toList();
    }

    static List<String> ids(List<JsonObject> notifications) {
        return notifications.stream().map(one -> one.getString("id")).toList();
    }

    static List<String> bodies(List<JsonObject> notifications) {
        return notifications.stream().map(one -> one.getString("body")).toList();
    }
}
