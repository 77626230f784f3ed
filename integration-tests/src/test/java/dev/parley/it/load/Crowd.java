package dev.parley.it.load;

import dev.parley.it.client.Await;
import dev.parley.it.client.Door;
import dev.parley.it.client.Parley;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

/** All senders of a plan at work, through all three doors. */
final class Crowd implements AutoCloseable {
    private static final Duration DONE_WITHIN = Duration.ofMinutes(4);

    private final Plan plan;
    private final List<Sender> senders;
    private final ExecutorService threads = Executors.newFixedThreadPool(Plan.SENDERS);

    Crowd(Parley parley, Plan plan) {
        this.plan = plan;
        this.senders = IntStream.range(0, Plan.SENDERS)
                .mapToObj(i -> new Sender(parley, plan.people().get(i), Door.values()[i % Door.values().length]))
                .toList();
    }

    /** Everyone sends what the plan says, each message twice; complete when all of it is acknowledged. */
    CompletableFuture<Void> sendEverythingTwice(Runnable onAck) {
        return CompletableFuture.allOf(IntStream.range(0, Plan.SENDERS)
                .mapToObj(i ->
                        CompletableFuture.runAsync(() -> senders.get(i).sendAll(plan.messagesOf(i), 2, onAck), threads))
                .toArray(CompletableFuture[]::new));
    }

    void await(CompletableFuture<Void> sending) {
        Await.result("all messages are acknowledged", DONE_WITHIN, sending);
    }

    List<Sender> senders() {
        return senders;
    }

    /** clientMessageId → messageId over all senders. */
    Map<String, String> acknowledged() {
        var all = new HashMap<String, String>();
        senders.forEach(sender -> all.putAll(sender.acknowledged()));
        return all;
    }

    @Override
    public void close() {
        senders.forEach(Sender::close);
        threads.shutdownNow();
    }
}
