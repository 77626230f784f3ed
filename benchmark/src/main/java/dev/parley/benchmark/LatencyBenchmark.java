package dev.parley.benchmark;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * How long a message takes to its acknowledgement and to the other one of a two-member room, at a steady rate over many
 * users. Run it by {@code scripts/bench latency}.
 */
public final class LatencyBenchmark implements Benchmark {
    private static final Duration HEAD_START = Duration.ofSeconds(1);
    private static final long LAST_ANSWERS_MS = 10_000;
    private static final long CHECK_MS = 100;

    /** Connecting, and the last answers. */
    private static final Duration BESIDE_THE_LOAD = Duration.ofMinutes(1);

    private final Vertx vertx;
    private final Options options;
    private final Crew crew;

    private LatencyBenchmark(Vertx vertx, Options options) {
        this.vertx = vertx;
        this.options = options;
        this.crew = new Crew(vertx, options.url(), options.users());
    }

    public static void main(String... arguments) throws InterruptedException {
        Benchmark.main(vertx -> new LatencyBenchmark(vertx, Options.parse(arguments)));
    }

    @Override
    public String run() throws IOException, InterruptedException, ExecutionException, TimeoutException {
        var api = new RestApi(options.url());
        var accounts = SignUps.of(api, options.users());
        var rooms = rooms(api, accounts);
        var limit = options.warmUp().plus(options.duration()).plus(BESIDE_THE_LOAD);
        return crew.connect(accounts)
                .compose(chatters -> load(rooms, chatters))
                .map(Measurements::table)
                .toCompletionStage()
                .toCompletableFuture()
                .get(limit.toSeconds(), TimeUnit.SECONDS);
    }

    /** The room of each pair of neighbours. */
    private static List<String> rooms(RestApi api, List<Account> accounts) throws IOException, InterruptedException {
        var rooms = new ArrayList<String>();
        for (int i = 0; i < accounts.size(); i += 2) {
            rooms.add(api.directRoom(accounts.get(i), accounts.get(i + 1)));
        }
        return rooms;
    }

    private Future<Measurements> load(List<String> rooms, List<Chatter> chatters) {
        System.out.printf(
                "%d messages/s for %d s, after %d s of warm-up…%n",
                options.rate(), options.duration().toSeconds(), options.warmUp().toSeconds());
        var startedAt = System.nanoTime() + HEAD_START.toNanos();
        var measurements = new Measurements(options, startedAt);
        chatters.forEach(chatter -> chatter.tell(measurements));
        // Everyone sends in turn: each pair's two members alternate.
        return new Pace(vertx, options.schedule(), startedAt, number -> {
                    var user = number % chatters.size();
                    chatters.get(user).send(number, rooms.get(user / 2));
                })
                .start()
                .compose(sent -> lastAnswers(measurements))
                .map(measurements);
    }

    /** Waits until everything is answered and delivered, or for a while. */
    private Future<Void> lastAnswers(Measurements measurements) {
        var done = Promise.<Void>promise();
        var givenUpAt = System.nanoTime() + Duration.ofMillis(LAST_ANSWERS_MS).toNanos();
        vertx.setPeriodic(CHECK_MS, timer -> {
            if (measurements.isComplete() || System.nanoTime() > givenUpAt) {
                vertx.cancelTimer(timer);
                done.complete();
            }
        });
        return done.future();
    }
}
