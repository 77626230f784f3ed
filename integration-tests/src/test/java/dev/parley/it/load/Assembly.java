package dev.parley.it.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.it.client.Connection;
import dev.parley.it.client.Parley;
import dev.parley.it.client.TestUser;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Many people, every one of them connected, and one group of all of them that the first one owns. */
final class Assembly implements AutoCloseable {
    /** Signing up and connecting: enough to keep the server busy, few enough for its queues. */
    private static final int AT_ONCE = 8;

    private static final int SAID_EVERY = 250;

    private final List<TestUser> people;
    private final List<Connection> connections;
    private final String room;

    private Assembly(List<TestUser> people, List<Connection> connections, String room) {
        this.people = people;
        this.connections = connections;
        this.room = room;
    }

    static Assembly call(Parley parley, int members) {
        var threads = Executors.newFixedThreadPool(AT_ONCE);
        try {
            var people = each(threads, "signed up", members, i -> parley.user("Member" + i));
            var connections =
                    each(threads, "connected", members, i -> people.get(i).connect());
            var owner = people.get(0);
            var room = owner.groupRoom("Assembly", people.stream().skip(1));
            return new Assembly(people, connections, room);
        } finally {
            threads.shutdownNow();
        }
    }

    private static <T> List<T> each(ExecutorService threads, String what, int count, IntFunction<T> make) {
        var started = System.nanoTime();
        var made = new AtomicInteger();
        var all = IntStream.range(0, count)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> make.apply(i), threads)
                        .whenComplete((one, failed) -> {
                            if (made.incrementAndGet() % SAID_EVERY == 0) {
                                System.out.printf("Large group: %d %s%n", made.get(), what);
                            }
                        }))
                .toList();
        var results = new ArrayList<T>(count);
        all.forEach(one -> results.add(one.join()));
        System.out.printf(
                "Large group: %d %s in %d ms%n",
                count, what, Duration.ofNanos(System.nanoTime() - started).toMillis());
        return results;
    }

    String room() {
        return room;
    }

    TestUser person(int member) {
        return people.get(member);
    }

    List<TestUser> people() {
        return people;
    }

    Connection at(int member) {
        return connections.get(member);
    }

    List<Connection> connections() {
        return connections;
    }

    /** Waits until every one of these has the message; the time of the last is the time it returns. */
    static void await(List<Connection> members, String messageId) {
        members.forEach(member -> member.inbox().await("message.created", event -> is(event, messageId)));
    }

    /** How often the message came to each of these. */
    static List<Integer> copies(List<Connection> members, String messageId) {
        return members.stream()
                .map(member -> (int) member.inbox().all("message.created").stream()
                        .filter(event -> is(event, messageId))
                        .count())
                .toList();
    }

    private static boolean is(JsonObject event, String messageId) {
        return event.getJsonObject("data").getString("id").equals(messageId);
    }

    /** Nobody was cut off meanwhile. */
    void allAreConnected() {
        assertThat(connections).allMatch(Connection::isOpen);
    }

    @Override
    public void close() {
        connections.forEach(Connection::close);
    }
}
