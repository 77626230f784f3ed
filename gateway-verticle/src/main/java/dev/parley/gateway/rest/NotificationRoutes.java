package dev.parley.gateway.rest;

import dev.parley.gateway.request.Fields;
import dev.parley.model.bus.Bus;
import dev.parley.model.id.NotificationId;
import dev.parley.model.notification.ListNotifications;
import dev.parley.model.notification.MarkRead;
import dev.parley.model.notification.NotificationAddresses;
import io.vertx.core.Future;
import java.util.List;

/** The in-app list. */
final class NotificationRoutes {
    private static final int MAX_CURSOR = 512;
    private static final int MAX_PAGE = 100;
    private static final int DEFAULT_PAGE = 50;
    private static final int MAX_IDS = 100;

    private final Bus bus;

    NotificationRoutes(Bus bus) {
        this.bus = bus;
    }

    void mount(Rest rest) {
        rest.get("/notifications", this::list);
        rest.put("/notifications/read", this::markRead);
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

    /** {@code ids}, or {@code all: true}. */
    private Future<Answer> markRead(RestRequest request) {
        var fields = Fields.of(request.body());
        boolean all = fields.has("all") && fields.bool("all");
        if (all && fields.has("ids")) {
            fields.reject("ids", "must not be given together with all");
        }
        List<NotificationId> ids = all ? List.of() : fields.ids("ids", 1, MAX_IDS, NotificationId::new);
        fields.check();
        return bus.request(
                        NotificationAddresses.MARK_READ,
                        new MarkRead(request.caller().userId(), ids, all))
                .map(Answer::nothing);
    }
}
