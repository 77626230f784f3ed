package dev.parley.gateway.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.parley.gateway.request.Fields;
import dev.parley.model.bus.Bus;
import dev.parley.model.id.NotificationId;
import dev.parley.model.id.SubscriptionId;
import dev.parley.model.notification.GetMailOffer;
import dev.parley.model.notification.GetPushKey;
import dev.parley.model.notification.GetSettings;
import dev.parley.model.notification.GetWebhook;
import dev.parley.model.notification.ListNotifications;
import dev.parley.model.notification.MailOffer;
import dev.parley.model.notification.MarkRead;
import dev.parley.model.notification.NotificationAddresses;
import dev.parley.model.notification.NotificationSettings;
import dev.parley.model.notification.QuietHours;
import dev.parley.model.notification.RemoveWebhook;
import dev.parley.model.notification.SaveSettings;
import dev.parley.model.notification.SaveWebhook;
import dev.parley.model.notification.Subscribe;
import dev.parley.model.notification.Unsubscribe;
import io.vertx.core.Future;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The in-app list, and how a user is told of what happens while away. */
final class NotificationRoutes {
    private static final int MAX_CURSOR = 512;
    private static final int MAX_PAGE = 100;
    private static final int DEFAULT_PAGE = 50;
    private static final int MAX_IDS = 100;

    /** Push services' endpoints are some 200 characters long, keys 22 and 88. */
    private static final int MAX_ENDPOINT = 2_000;

    private static final int MAX_KEY = 200;

    private static final int MAX_URL = 2_000;

    private final Bus bus;

    NotificationRoutes(Bus bus) {
        this.bus = bus;
    }

    void mount(Rest rest) {
        rest.get("/notifications", this::list);
        rest.put("/notifications/read", this::markRead);
        rest.get("/notifications/settings", this::settings);
        rest.put("/notifications/settings", this::saveSettings);
        rest.get(
                "/notifications/push-key",
                request -> bus.request(NotificationAddresses.PUSH_KEY, new GetPushKey())
                        .map(Answer::ok));
        rest.post("/notifications/subscriptions", this::subscribe);
        rest.delete("/notifications/subscriptions", request -> unsubscribe(request, null));
        rest.delete(
                "/notifications/subscriptions/{subscriptionId}",
                request ->
                        unsubscribe(request, new SubscriptionId(request.path().getString("subscriptionId"))));
        rest.get("/notifications/webhook", this::webhook);
        rest.put("/notifications/webhook", this::saveWebhook);
        rest.delete("/notifications/webhook", this::removeWebhook);
    }

    private Future<Answer> list(RestRequest request) {
        var fields = Fields.of(request.query("limit"));
        var cursor = fields.optionalText("cursor", 1, MAX_CURSOR);
        int limit = fields.integerOr("limit", 1, MAX_PAGE, DEFAULT_PAGE);
        fields.check();
        return bus.request(
                        NotificationAddresses.LIST,
                        new ListNotifications(request.caller().userId(), cursor, limit))
                .map(Answer::ok);
    }

    /** {@code ids}, or {@code all: true}, or a {@code roomId}. */
    private Future<Answer> markRead(RestRequest request) {
        var fields = Fields.of(request.body());
        boolean all = fields.has("all") && fields.bool("all");
        var roomId = fields.optionalRoomId("roomId");
        if (all && fields.has("ids")) {
            fields.reject("ids", "must not be given together with all");
        }
        if (roomId != null && (all || fields.has("ids"))) {
            fields.reject("roomId", "must be given alone");
        }
        List<NotificationId> ids =
                all || roomId != null ? List.of() : fields.ids("ids", 1, MAX_IDS, NotificationId::new);
        fields.check();
        var caller = request.caller();
        return bus.request(
                        NotificationAddresses.MARK_READ,
                        new MarkRead(caller.userId(), ids, all, roomId, caller.sessionId()))
                .map(Answer::nothing);
    }

    private Future<Answer> settings(RestRequest request) {
        return bus.request(
                        NotificationAddresses.SETTINGS,
                        new GetSettings(request.caller().userId()))
                .compose(this::answer);
    }

    /** The whole of them; without {@code quietHours} there are none. */
    private Future<Answer> saveSettings(RestRequest request) {
        var fields = Fields.of(request.body());
        boolean push = fields.bool("push");
        boolean email = fields.bool("email");
        boolean previews = fields.bool("previews");
        var hours = fields.optionalObject("quietHours");
        var from = hours == null ? null : hours.timeOfDay("from");
        var to = hours == null ? null : hours.timeOfDay("to");
        var zone = hours == null ? null : hours.timeZone("timeZone");
        if (hours != null && from != null && from.equals(to) && hours.has("from") && hours.has("to")) {
            hours.reject("to", "must not be the same as from");
        }
        fields.check();
        var quiet = from == null || to == null || zone == null ? null : new QuietHours(from, to, zone);
        return bus.request(
                        NotificationAddresses.SAVE_SETTINGS,
                        new SaveSettings(
                                request.caller().userId(), new NotificationSettings(push, email, previews, quiet)))
                .compose(this::answer);
    }

    /** With what the server can do; one that cannot be asked, as it is older than the question, cannot. */
    private Future<Answer> answer(NotificationSettings settings) {
        return bus.request(NotificationAddresses.MAIL_OFFER, new GetMailOffer())
                .map(MailOffer::available)
                .otherwise(false)
                .map(available -> Answer.ok(new SettingsAnswer(
                        settings.push(), settings.email(), settings.previews(), settings.quietHours(), available)));
    }

    /** @param emailAvailable whether this server sends mail at all */
    private record SettingsAnswer(
            boolean push,
            boolean email,
            boolean previews,

            @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable QuietHours quietHours,

            boolean emailAvailable) {}

    /** A browser's {@code PushSubscription}, as its {@code toJSON} gives it. */
    private Future<Answer> subscribe(RestRequest request) {
        var fields = Fields.of(request.body());
        var endpoint = fields.text("endpoint", 1, MAX_ENDPOINT);
        var keys = fields.object("keys");
        var p256dh = keys.text("p256dh", 1, MAX_KEY);
        var auth = keys.text("auth", 1, MAX_KEY);
        fields.check();
        var caller = request.caller();
        return bus.request(
                        NotificationAddresses.SUBSCRIBE,
                        new Subscribe(caller.userId(), caller.sessionId(), endpoint, p256dh, auth))
                .map(Answer::created);
    }

    private Future<Answer> webhook(RestRequest request) {
        return bus.request(
                        NotificationAddresses.WEBHOOK,
                        new GetWebhook(request.caller().userId()))
                .map(Answer::ok);
    }

    private Future<Answer> saveWebhook(RestRequest request) {
        var fields = Fields.of(request.body());
        var url = fields.text("url", 1, MAX_URL);
        fields.check();
        return bus.request(
                        NotificationAddresses.SAVE_WEBHOOK,
                        new SaveWebhook(request.caller().userId(), url))
                .map(Answer::secret);
    }

    private Future<Answer> removeWebhook(RestRequest request) {
        return bus.request(
                        NotificationAddresses.REMOVE_WEBHOOK,
                        new RemoveWebhook(request.caller().userId()))
                .map(Answer::nothing);
    }

    /** @param id null: that of the session that asks */
    private Future<Answer> unsubscribe(RestRequest request, @Nullable SubscriptionId id) {
        var caller = request.caller();
        return bus.request(NotificationAddresses.UNSUBSCRIBE, new Unsubscribe(caller.userId(), caller.sessionId(), id))
                .map(Answer::nothing);
    }
}
