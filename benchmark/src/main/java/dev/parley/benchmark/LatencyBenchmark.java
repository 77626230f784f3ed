package dev.parley.benchmark;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.WebSocketClient;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * How long a message takes to its acknowledgement and to the other one of a two-member room, at a steady rate over many
 * users. Run it in a process of its own, by {@code scripts/bench}.
 */
public final class LatencyBenchmark {
    private static final Duration HEAD_START = Duration.ofSeconds(1);
    private static final long LAST_ANSWERS_MS = 10_000;
    private static final long CHECK_MS = 100;
    private static final long PING_MS = 20_000;

    private final Vertx vertx;
    private final Options options;

    private LatencyBenchmark(Vertx vertx, Options options) {
        this.vertx = vertx;
        this.options = options;
    }

    public static void main(String... arguments) throws IOException, InterruptedException {
        Options options;
        try {
            options = Options.parse(arguments);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(1);
            return;
        }
        var vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
        var ended = new CountDownLatch(1);
        try {
            var api = new RestApi(options.url());
            System.out.printf("Signing up %d users…%n", options.users());
            var pairs = pairs(api, options);
            var run = new LatencyBenchmark(vertx, options);
            System.out.printf(
                    "%d messages/s for %d s, after %d s of warm-up…%n",
                    options.rate(),
                    options.duration().toSeconds(),
                    options.warmUp().toSeconds());
            run.measure(pairs)
                    .onSuccess(measurements -> System.out.print("\n" + measurements.table()))
                    .onFailure(cause -> System.err.println("the benchmark failed: " + cause))
                    .onComplete(over -> ended.countDown());
            var limit = options.warmUp().plus(options.duration()).plusMinutes(2).toSeconds();
            if (!ended.await(limit, TimeUnit.SECONDS)) {
                System.err.println("the benchmark did not end in time");
            }
        } finally {
            var closed = vertx.close();
            closed.onFailure(cause -> System.err.println("closing failed: " + cause));
        }
    }

    /** Two users and the room they share. */
    private record Pair(Account one, Account other, String roomId) {}

    private static List<Pair> pairs(RestApi api, Options options) throws IOException, InterruptedException {
        var pairs = new ArrayList<Pair>();
        for (int i = 0; i < options.users(); i += 2) {
            var one = api.newAccount(i);
            var other = api.newAccount(i + 1);
            pairs.add(new Pair(one, other, api.directRoom(one, other)));
        }
        return pairs;
    }

    private Future<Measurements> measure(List<Pair> pairs) {
        var client = vertx.createWebSocketClient();
        var before = new Measurements(options, System.nanoTime());
        Future<List<Chatter>> connected = Future.succeededFuture(new ArrayList<>());
        for (var pair : pairs) {
            connected = connected.compose(chatters -> connect(client, pair, before, chatters));
        }
        return connected.compose(chatters -> run(pairs, chatters));
    }

    private Future<List<Chatter>> connect(
            WebSocketClient client, Pair pair, Measurements before, List<Chatter> chatters) {
        return Chatter.connect(client, options.url(), pair.one(), before)
                .onSuccess(chatters::add)
                .compose(one -> Chatter.connect(client, options.url(), pair.other(), before))
                .onSuccess(chatters::add)
                .map(chatters);
    }

    private Future<Measurements> run(List<Pair> pairs, List<Chatter> chatters) {
        var startedAt = System.nanoTime() + HEAD_START.toNanos();
        var measurements = new Measurements(options, startedAt);
        chatters.forEach(chatter -> chatter.measure(measurements));
        vertx.setPeriodic(PING_MS, timer -> chatters.forEach(Chatter::ping));
        // Everyone sends in turn: each pair's two members alternate.
        return new Pace(vertx, options, startedAt, number -> {
                    var user = number % chatters.size();
                    chatters.get(user).send(number, pairs.get(user / 2).roomId());
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
