package dev.parley.it.client;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads rooms as a client does that comes back with nothing: {@code sync} from 0, page by page. */
public final class RoomLogs {
    private static final int ATTEMPTS = 10;

    private RoomLogs() {}

    /** room → its whole log, as the one behind {@code connection} gets it. */
    public static Map<String, List<JsonObject>> read(Connection connection, List<String> rooms) {
        var logs = empty(rooms);
        catchUp(connection, logs);
        return logs;
    }

    /** Logs to catch up from the beginning. */
    public static Map<String, List<JsonObject>> empty(List<String> rooms) {
        var logs = new HashMap<String, List<JsonObject>>();
        rooms.forEach(room -> logs.put(room, new ArrayList<>()));
        return logs;
    }

    /** Adds to each log what has come since. */
    public static void catchUp(Connection connection, Map<String, List<JsonObject>> logs) {
        logs.forEach((room, log) -> catchUp(connection, room, log));
    }

    private static void catchUp(Connection connection, String room, List<JsonObject> log) {
        var more = true;
        while (more) {
            var after = log.isEmpty() ? 0 : log.get(log.size() - 1).getLong("seq");
            var page = page(connection, room, after);
            log.addAll(Answer.objects(page, "events"));
            more = page.getBoolean("hasMore");
        }
    }

    /** What is UNAVAILABLE under this load is asked for again. */
    private static JsonObject page(Connection connection, String room, long after) {
        var data = new JsonObject().put("rooms", new JsonObject().put(room, after));
        for (int i = 0; i < ATTEMPTS; i++) {
            var reply = connection.request("sync", data);
            if (!reply.code().equals("UNAVAILABLE")) {
                return reply.objects("rooms").get(0);
            }
        }
        throw new AssertionError("no page of " + room + " in " + ATTEMPTS + " attempts");
    }
}
