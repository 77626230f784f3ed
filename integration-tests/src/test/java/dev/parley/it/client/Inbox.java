package dev.parley.it.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Every server event that a connection got, in order. */
public final class Inbox {
    /** @param type of the event, as {@code message.created} */
    public record Received(String type, JsonObject data) {}

    private final List<Received> received = new ArrayList<>(); // guarded by this

    synchronized void add(String type, JsonObject data) {
        received.add(new Received(type, data));
        notifyAll();
    }

    /** Takes out what has come so far, for long runs that must not keep everything. */
    public synchronized List<Received> drain() {
        var all = List.copyOf(received);
        received.clear();
        return all;
    }

    public synchronized List<Received> all() {
        return List.copyOf(received);
    }

    public List<JsonObject> all(String type) {
        return all().stream()
                .filter(event -> event.type().equals(type))
                .map(Received::data)
                .toList();
    }

    /** The data of the first event of this type that {@code matches}, waiting for it if it is not here yet. */
    @CanIgnoreReturnValue
    public synchronized JsonObject await(String type, Predicate<JsonObject> matches) {
        var deadline = System.nanoTime() + Await.PATIENCE.toNanos();
        for (int next = 0; ; next++) {
            while (next == received.size()) {
                waitUntil(deadline, type);
            }
            var event = received.get(next);
            if (event.type().equals(type) && matches.test(event.data())) {
                return event.data();
            }
        }
    }

    @CanIgnoreReturnValue
    public JsonObject await(String type) {
        return await(type, data -> true);
    }

    private void waitUntil(long deadline, String type) {
        var left = (deadline - System.nanoTime()) / 1_000_000;
        if (left <= 0) {
            throw new AssertionError("no such " + type + " came; what came: " + received);
        }
        try {
            wait(left);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** Fails if such an event is here. Call it when what would have caused it is known to be over. */
    public void none(String type, Predicate<JsonObject> matches) {
        assertThat(all(type).stream().filter(matches)).as("unwanted %s", type).isEmpty();
    }
}
