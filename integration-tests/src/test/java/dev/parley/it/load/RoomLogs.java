package dev.parley.it.load;

import dev.parley.it.client.Answer;
import dev.parley.it.client.Connection;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads rooms as a client does that comes back with nothing: {@code sync} from 0, page by page. */
final class RoomLogs {
    private RoomLogs() {}

    /** room → its whole log, as the one behind {@code connection} gets it. */
    static Map<String, List<JsonObject>> read(Connection connection, List<String> rooms) {
        var logs = new HashMap<String, List<JsonObject>>();
        var after = new JsonObject();
        rooms.forEach(room -> {
            logs.put(room, new ArrayList<>());
            after.put(room, 0);
        });
        while (!after.isEmpty()) {
            var pages = connection
                    .request("sync", new JsonObject().put("rooms", after.copy()))
                    .objects("rooms");
            for (var page : pages) {
                var room = page.getString("roomId");
                var events = Answer.objects(page, "events");
                logs.computeIfPresent(room, (id, log) -> {
                    log.addAll(events);
                    return log;
                });
                if (page.getBoolean("hasMore")) {
                    after.put(room, events.get(events.size() - 1).getLong("seq"));
                } else {
                    after.remove(room);
                }
            }
        }
        return logs;
    }
}
