package dev.parley.benchmark;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * How long a page of history takes while the store grows: the newest, one in the middle and the oldest of a large room,
 * and the newest of a small one. Run it by {@code scripts/bench history}.
 */
public final class HistoryBenchmark implements Benchmark {
    /** Messages of the small room. */
    static final int SMALL = 200;

    /** Messages of a page: the contract's default. */
    static final int PAGE = 50;

    private static final int SENDERS = 4;
    private static final int WARM_UP_PAGES = 2_000;
    private static final Duration STORED_WITHIN = Duration.ofMinutes(2);
    private static final Duration LONGEST_FILL = Duration.ofHours(2);
    private static final long LOOK_AGAIN_MS = 50;

    private final Vertx vertx;
    private final HistoryOptions options;
    private final RestApi api;
    private final Crew crew;
    private final StringBuilder table = new StringBuilder();

    private HistoryBenchmark(Vertx vertx, HistoryOptions options) {
        this.vertx = vertx;
        this.options = options;
        this.api = new RestApi(options.url());
        this.crew = new Crew(vertx, options.url(), SENDERS);
    }

    public static void main(String... arguments) throws InterruptedException {
        Benchmark.main(vertx -> new HistoryBenchmark(vertx, HistoryOptions.parse(arguments)));
    }

    private record Room(String id, Account reader, List<Chatter> senders) {}

    @Override
    public String run() throws IOException, InterruptedException, ExecutionException, TimeoutException {
        var accounts = SignUps.of(api, SENDERS);
        var senders = await(crew.connect(accounts), STORED_WITHIN);
        var small = room(accounts, senders);
        var large = room(accounts, senders);
        fill(small, 0, SMALL);
        row("messages", "room", "page", "p50", "p99", "max", "p50", "p99");
        int stored = SMALL;
        for (var size : options.sizes()) {
            fill(large, stored - SMALL, size - stored);
            stored = size;
            measure(size, small, large);
        }
        return "pages of %d messages over REST: one reader, then %d at once; ms%n".formatted(PAGE, options.readers())
                + table;
    }

    private Room room(List<Account> accounts, List<Chatter> senders) throws IOException, InterruptedException {
        var room = api.groupRoom(accounts.get(0), accounts.subList(1, accounts.size()));
        for (var account : accounts) {
            api.mute(room, account); // a row in each member's list for every message is another benchmark's load
        }
        return new Room(room, accounts.get(0), senders);
    }

    private void fill(Room room, int before, int more)
            throws IOException, InterruptedException, ExecutionException, TimeoutException {
        System.out.printf("Sending %,d messages…%n", more);
        var startedAt = System.nanoTime();
        await(Filler.fill(vertx, room.senders(), room.id(), more), LONGEST_FILL);
        untilStored(room, before + more + 1); // 1: the room's beginning
        var seconds = (System.nanoTime() - startedAt) / 1e9;
        System.out.printf("  stored in %.1f s, %,.0f/s%n", seconds, more / seconds);
    }

    private void untilStored(Room room, int lastSeq) throws IOException, InterruptedException, TimeoutException {
        var deadline = System.nanoTime() + STORED_WITHIN.toNanos();
        while (lastSeq(room) < lastSeq) {
            if (System.nanoTime() > deadline) {
                throw new TimeoutException("acknowledged but not stored");
            }
            Thread.sleep(LOOK_AGAIN_MS);
        }
    }

    private long lastSeq(Room room) throws IOException, InterruptedException {
        return api.get("/rooms/" + room.id(), room.reader()).getLong("lastSeq");
    }

    private void measure(int size, Room small, Room large)
            throws IOException, InterruptedException, ExecutionException {
        long middle = lastSeq(large) / 2;
        Map<String, PageReads> kinds = new LinkedHashMap<>();
        kinds.put("large newest", reads(large, ""));
        kinds.put("large middle", reads(large, "&before=" + (middle + PAGE / 2)));
        kinds.put("large oldest", reads(large, "&after=0"));
        kinds.put("small newest", reads(small, ""));
        System.out.printf("Reading pages at %,d messages…%n", size);
        for (var reads : kinds.values()) {
            var unused = reads.times(WARM_UP_PAGES / kinds.size());
        }
        for (var kind : kinds.entrySet()) {
            var alone = kind.getValue().times(options.pages()).micros();
            var together =
                    kind.getValue().times(options.pages(), options.readers()).micros();
            var name = kind.getKey().split(" ", 2);
            row(
                    "%,d".formatted(size),
                    name[0],
                    name[1],
                    Table.millis(alone.getValueAtPercentile(50)),
                    Table.millis(alone.getValueAtPercentile(99)),
                    Table.millis(alone.getMaxValue()),
                    Table.millis(together.getValueAtPercentile(50)),
                    Table.millis(together.getValueAtPercentile(99)));
        }
    }

    private PageReads reads(Room room, String cursor) {
        return new PageReads(api, room.reader(), "/rooms/" + room.id() + "/messages?limit=" + PAGE + cursor);
    }

    private void row(Object... cells) {
        table.append("%9s  %-6s %-7s %7s %7s %7s  %7s %7s%n".formatted(cells));
    }

    private static <T> T await(Future<T> future, Duration atMost)
            throws InterruptedException, ExecutionException, TimeoutException {
        return future.toCompletionStage().toCompletableFuture().get(atMost.toSeconds(), TimeUnit.SECONDS);
    }
}
