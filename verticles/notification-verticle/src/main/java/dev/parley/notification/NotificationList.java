package dev.parley.notification;

import dev.parley.model.auth.ForgetUser;
import dev.parley.model.bus.Done;
import dev.parley.model.failure.Failure;
import dev.parley.model.notification.ListNotifications;
import dev.parley.model.notification.MarkRead;
import dev.parley.model.notification.NotificationPage;
import dev.parley.model.notification.NotificationSettings;
import dev.parley.model.notification.SaveSettings;
import dev.parley.postgres.Position;
import io.vertx.core.Future;
import java.time.Clock;
import java.util.List;

/** Answers users who look at their list. */
final class NotificationList {
    private static final int MAX_PAGE = 100;
    private static final int MAX_IDS = 1_000;

    /** Rows of one statement, so that none takes longer than is allowed; a list is rarely longer. */
    private static final int FORGOTTEN_AT_ONCE = 2_000;

    private final NotificationStore store;
    private final SettingsStore settings;
    private final List<Outbox> outboxes;
    private final Clock clock;

    NotificationList(NotificationStore store, SettingsStore settings, List<? extends Outbox> outboxes, Clock clock) {
        this.store = store;
        this.settings = settings;
        this.outboxes = List.copyOf(outboxes);
        this.clock = clock;
    }

    /** The account is gone, and nobody looks at its list any more. */
    Future<Done> forget(ForgetUser request) {
        // The outboxes first: nobody is to be told of what is about to go.
        return Future.join(outboxes.stream()
                        .map(outbox -> outbox.forget(request.userId()))
                        .toList())
                .compose(forgotten -> settings.forget(request.userId()))
                .compose(forgotten -> forgetList(request));
    }

    private Future<Done> forgetList(ForgetUser request) {
        return store.deleteOf(request.userId(), FORGOTTEN_AT_ONCE)
                .compose(deleted ->
                        deleted < FORGOTTEN_AT_ONCE ? Future.succeededFuture(Done.DONE) : forgetList(request));
    }

    Future<NotificationSettings> saveSettings(SaveSettings request) {
        return settings.save(request)
                .compose(saved -> Future.join(outboxes.stream()
                                .map(outbox -> outbox.settingsSaved(request.userId()))
                                .toList())
                        .map(saved));
    }

    Future<NotificationPage> page(ListNotifications request) {
        int limit = request.limit();
        if (limit < 1 || limit > MAX_PAGE) {
            throw Failure.invalid("limit", "must be 1 to " + MAX_PAGE).asException();
        }
        var after = request.cursor() == null ? null : Position.parse(request.cursor());
        // One more than asked for tells whether there is a next page.
        return store.page(request.userId(), after, limit + 1).map(found -> {
            if (found.size() <= limit) {
                return new NotificationPage(found, null);
            }
            var page = found.subList(0, limit);
            var last = page.get(limit - 1);
            return new NotificationPage(
                    page, new Position(last.createdAt(), last.id().value()).cursor());
        });
    }

    Future<Done> markRead(MarkRead request) {
        if (request.ids().size() > MAX_IDS) {
            throw Failure.invalid("ids", "must be at most " + MAX_IDS).asException();
        }
        var ids = request.all() || request.roomId() != null ? null : request.ids();
        return store.markRead(request.userId(), ids, request.roomId(), request.reader(), clock.instant())
                .map(Done.DONE);
    }
}
