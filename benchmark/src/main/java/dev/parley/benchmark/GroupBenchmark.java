package dev.parley.benchmark;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;

/**
 * How long a message takes to everyone of a large group, all of them connected: alone, and at a steady rate. Run it by
 * {@code scripts/bench group}.
 */
public final class GroupBenchmark implements Benchmark {
    /** What is not everywhere by then counts as lost. */
    private static final Duration LOST_AFTER = Duration.ofSeconds(15);

    private static final Duration HEAD_START = Duration.ofMillis(500);
    private static final Duration LONGEST = Duration.ofMinutes(30);

    private final Vertx vertx;
    private final GroupOptions options;
    private final Crew crew;

    private GroupBenchmark(Vertx vertx, GroupOptions options) {
        this.vertx = vertx;
        this.options = options;
        this.crew = new Crew(vertx, options.url(), options.members());
    }

    public static void main(String... arguments) throws InterruptedException {
        Benchmark.main(vertx -> new GroupBenchmark(vertx, GroupOptions.parse(arguments)));
    }

    @Override
    public String run() throws IOException, InterruptedException, ExecutionException, TimeoutException {
        var api = new RestApi(options.url());
        var accounts = SignUps.of(api, options.members());
        var room = api.groupRoom(accounts.get(0), accounts.subList(1, accounts.size()));
        return crew.connect(accounts)
                .compose(members -> measure(new Group(room, members)))
                .toCompletionStage()
                .toCompletableFuture()
                .get(LONGEST.toSeconds(), TimeUnit.SECONDS);
    }

    private record Group(String room, List<Chatter> members) {
        /** Everyone in turn, so that nobody meets the limit of one user's messages. */
        void send(int number) {
            members.get(number % members.size()).send(number, room);
        }
    }

    private void tell(Group group, Spread spread) {
        for (int i = 0; i < group.members().size(); i++) {
            var member = group.members().get(i);
            member.tell(options.receipts() ? new Receipting(vertx, member, group.room(), spread.at(i)) : spread.at(i));
        }
    }

    private Future<String> measure(Group group) {
        System.out.printf("Warming up with %d messages…%n", options.warmUp());
        return oneAfterAnother(group, 0, options.warmUp())
                .compose(warm -> {
                    System.out.printf("%d messages one after another…%n", options.messages());
                    return oneAfterAnother(group, options.warmUp(), options.messages());
                })
                .compose(alone -> {
                    System.out.printf(
                            "%d messages/s for %d s…%n",
                            options.rate(), options.duration().toSeconds());
                    return steadily(group)
                            .map(steady -> alone.table("One after another, each once the one before is everywhere:")
                                    + steady.table("At %d messages/s:".formatted(options.rate())));
                });
    }

    private Future<Spread> oneAfterAnother(Group group, int first, int messages) {
        var spread = new Spread(options.members(), first, messages);
        tell(group, spread);
        var done = Promise.<Spread>promise();
        send(group, spread, first, first + messages, done);
        return done.future();
    }

    // One promise for all: a chain of composed futures would complete as deep as it is long.
    private void send(Group group, Spread spread, int number, int end, Promise<Spread> done) {
        if (number == end) {
            done.complete(spread);
            return;
        }
        spread.due(number, System.nanoTime());
        group.send(number);
        settled(spread, number).onComplete(settled -> send(group, spread, number + 1, end, done));
    }

    private Future<Spread> steadily(Group group) {
        var schedule = options.steady();
        var startedAt = System.nanoTime() + HEAD_START.toNanos();
        int first = options.warmUp() + options.messages();
        var spread = new Spread(options.members(), first, schedule.messages());
        for (int number = 0; number < schedule.messages(); number++) {
            spread.due(first + number, startedAt + schedule.dueAt(number));
        }
        tell(group, spread);
        return new Pace(vertx, schedule, startedAt, number -> group.send(first + number))
                .start()
                .compose(sent -> Future.join(IntStream.range(0, schedule.messages())
                        .mapToObj(number -> settled(spread, first + number))
                        .toList()))
                .map(spread);
    }

    /** Everywhere, refused, or given up: the table tells which. */
    private static Future<Void> settled(Spread spread, int number) {
        return spread.everywhere(number)
                .timeout(LOST_AFTER.toSeconds(), TimeUnit.SECONDS)
                .otherwiseEmpty();
    }
}
