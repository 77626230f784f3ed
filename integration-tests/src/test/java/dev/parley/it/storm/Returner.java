package dev.parley.it.storm;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * One person with one device, who comes back as the SDK does: full jitter of 500 ms that doubles with each attempt up to 30
 * s, then {@code auth}, then {@code sync} of their room. Owned by the swarm's thread.
 */
final class Returner {
    private static final int FIRST_JITTER_MS = 500;
    private static final int LONGEST_JITTER_MS = 30_000;
    private static final int ASK_AGAIN_MS = 250;

    private final Swarm swarm;
    private final String token;
    private final String room;
    private Journey journey = new Journey();
    private @Nullable LightSocket socket;
    private int failures;
    private long since;
    private long lastSeq;

    /** @param room which it syncs */
    Returner(Swarm swarm, String token, String room) {
        this.swarm = swarm;
        this.token = token;
        this.room = room;
    }

    /** Sets out. */
    void come(Journey told) {
        journey = told;
        since = System.nanoTime();
        dial();
    }

    private void dial() {
        journey.dialled();
        swarm.connect(token).onComplete(this::connected, this::failed);
    }

    private void connected(LightSocket made) {
        socket = made;
        made.closed().onSuccess(code -> lost(made, code));
        sync(made);
    }

    private void sync(LightSocket current) {
        var rooms = new JsonObject().put(room, lastSeq);
        current.request("sync", new JsonObject().put("rooms", rooms))
                .onFailure(gone -> {}) // lost
                .onSuccess(answer -> synced(current, answer));
    }

    private void synced(LightSocket current, JsonObject answer) {
        if (answer.getString("type").equals("ack")) {
            failures = 0;
            lastSeq = answer.getJsonObject("data")
                    .getJsonArray("rooms")
                    .getJsonObject(0)
                    .getLong("lastSeq");
            journey.arrived(System.nanoTime() - since);
        } else {
            journey.refused("sync " + answer.getJsonObject("error").getString("code"));
            swarm.later(ASK_AGAIN_MS + jitterMs(), () -> {
                if (current.isOpen()) {
                    sync(current);
                }
            });
        }
    }

    private void failed(Throwable cause) {
        journey.refused(cause.getClass().getSimpleName());
        swarm.later(jitterMs(), this::dial);
    }

    private void lost(LightSocket which, int code) {
        if (which == socket) {
            socket = null;
            journey.lost(code);
            swarm.later(jitterMs(), this::dial);
        }
    }

    private int jitterMs() {
        int step = Math.min(LONGEST_JITTER_MS, FIRST_JITTER_MS << Math.min(failures, 10));
        failures++;
        return ThreadLocalRandom.current().nextInt(step);
    }

    /**
     * The network is gone, for a moment: it comes back by itself.
     *
     * @param moment within which the network is there again for everybody, for each at a time of its own
     */
    void cut(Journey told, Duration moment) {
        journey = told;
        since = System.nanoTime();
        cutForGood();
        swarm.later(ThreadLocalRandom.current().nextLong(moment.toMillis() + 1) + jitterMs(), this::dial);
    }

    /** The network is gone, and it does not come back. */
    void cutForGood() {
        var current = socket;
        socket = null;
        if (current != null) {
            current.abort();
        }
    }
}
