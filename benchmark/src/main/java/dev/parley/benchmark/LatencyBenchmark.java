package dev.parley.benchmark;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * How long a message takes to its acknowledgement and to the other one of a two-member room, at a steady rate over many
 * users. Run it in a process of its own, by {@code scripts/bench}.
 */
public final class LatencyBenchmark {
    private static final Duration HEAD_START = Duration.ofSeconds(1);
    private static final long LAST_ANSWERS_MS = 10_000;
    private static final long CHECK_MS = 100;
    private static final long PING_MS = 20_000;

    /** Connecting, and the last answers. */
    private static final Duration BESIDE_THE_LOAD = Duration.ofMinutes(1);

    private final Vertx vertx;
    private final Options options;

    /** Held for as long as the run: Vert.x closes the sockets of a client that nobody refers to any more. */
    private final WebSocketClient client;

    private LatencyBenchmark(Vertx vertx, Options options) {
        this.vertx = vertx;
        this.options = options;
        // Vert.x lets the 51st connection to a host wait for one to close, unless told otherwise.
        this.client = vertx.createWebSocketClient(new WebSocketClientOptions().setMaxConnections(options.users()));
    }

    public static void main(String... arguments) throws InterruptedException {
        Options options;
        try {
            options = Options.parse(arguments);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(1);
            return;
        }
        var vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
        int status = 1;
        try {
            System.out.print(new LatencyBenchmark(vertx, options).run().table());
            status = 0;
        } catch (IOException | ExecutionException e) {
            System.err.println("the benchmark failed: " + e);
        } catch (TimeoutException e) {
            System.err.println("the benchmark did not end in time");
        }
        System.exit(status); // also ends the event loop and what is still connected
    }

    /** Blocks until it is over. */
    private Measurements run() throws IOException, InterruptedException, ExecutionException, TimeoutException {
        System.out.printf("Signing up %d users…%n", options.users());
        var pairs = pairs(new RestApi(options.url()));
        System.out.println("Connecting…");
        var limit = options.warmUp().plus(options.duration()).plus(BESIDE_THE_LOAD);
        return measure(pairs).toCompletionStage().toCompletableFuture().get(limit.toSeconds(), TimeUnit.SECONDS);
    }

    /** Two users and the room they share. */
    private record Pair(Account one, Account other, String roomId) {}

    private List<Pair> pairs(RestApi api) throws IOException, InterruptedException {
        var pairs = new ArrayList<Pair>();
        for (int i = 0; i < options.users(); i += 2) {
            var one = api.newAccount(i);
            var other = api.newAccount(i + 1);
            pairs.add(new Pair(one, other, api.directRoom(one, other)));
        }
        return pairs;
    }

    private Future<Measurements> measure(List<Pair> pairs) {
        var before = new Measurements(options, System.nanoTime());
        Future<List<Chatter>> connected = Future.succeededFuture(new ArrayList<>());
        for (var pair : pairs) {
            connected = connected.compose(chatters -> connect(pair, before, chatters));
        }
        return connected.compose(chatters -> load(pairs, chatters));
    }

    private Future<List<Chatter>> connect(Pair pair, Measurements before, List<Chatter> chatters) {
        return Chatter.connect(client, options.url(), pair.one(), before)
                .onSuccess(chatters::add)
                .compose(one -> Chatter.connect(client, options.url(), pair.other(), before))
                .onSuccess(chatters::add)
                .map(chatters);
    }

    private Future<Measurements> load(List<Pair> pairs, List<Chatter> chatters) {
        System.out.printf(
                "%d messages/s for %d s, after %d s of warm-up…%n",
                options.rate(), options.duration().toSeconds(), options.warmUp().toSeconds());
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
