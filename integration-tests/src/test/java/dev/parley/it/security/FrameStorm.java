package dev.parley.it.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.it.client.Await;
import dev.parley.it.client.Closing;
import dev.parley.it.client.Connection;
import dev.parley.it.client.Door;
import dev.parley.it.client.Parley;
import dev.parley.it.client.Reply;
import dev.parley.it.client.TestUser;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/** Bad frames through one door, a batch at a time: each is answered or the socket is closed with a code that says why. */
final class FrameStorm {
    private static final int BATCH = 40;

    /** What a bad frame may close a socket with: not JSON, too big, not UTF-8 (RFC 6455), a SockJS frame that is none. */
    private static final Set<Integer> CLOSES = Set.of(4400, 1009, 1007);

    private static final Set<String> NEVER = Set.of("INTERNAL", "UNAVAILABLE", "");

    private final Parley parley;
    private final TestUser user;
    private final Door door;
    private final SplittableRandom random;
    private final Mutations mutations;
    private final List<SocketCalls.Call> calls;
    private final Map<String, Integer> outcomes = new TreeMap<>();

    FrameStorm(Parley parley, TestUser user, Door door, SplittableRandom random, List<SocketCalls.Call> calls) {
        this.parley = parley;
        this.user = user;
        this.door = door;
        this.random = random;
        this.mutations = new Mutations(random);
        this.calls = calls;
    }

    /** Sends so many frames; returns how often each code and each close came. */
    Map<String, Integer> send(int frames) {
        var connection = user.connect(door);
        for (int sent = 0; sent < frames; sent += BATCH) {
            if (!connection.isOpen()) {
                connection = user.connect(door);
            }
            batch(connection, Math.min(BATCH, frames - sent));
        }
        connection.close();
        return outcomes;
    }

    private void batch(Connection connection, int size) {
        var replies = new ArrayList<CompletableFuture<Reply>>();
        for (int i = 0; i < size; i++) {
            var call = calls.get(random.nextInt(calls.size()));
            if (random.nextInt(BATCH) == 0) {
                unreadable(connection, call);
            } else {
                replies.add(connection.send(
                        random.nextInt(30) == 0 ? "x" + mutations.garbage(5) : call.operation(),
                        random.nextInt(10) == 0 ? mutations.value() : mutations.mutate(call.data())));
            }
        }
        replies.add(connection.send("ping", null));
        replies.forEach(reply -> count(
                connection,
                Await.result(
                        "reply or close on " + door,
                        reply.handle((answer, closed) -> answer == null ? "closed" : answer.code()))));
    }

    private void unreadable(Connection connection, SocketCalls.Call call) {
        var good =
                "{\"type\":\"" + call.operation() + "\",\"data\":" + call.data().encode() + "}";
        if (random.nextInt(3) == 0) {
            connection.wire().sendFrame(mutations.mangle(good));
        } else {
            connection.sendText(mutations.mangle(good));
        }
        count(connection, "unreadable");
    }

    private void count(Connection connection, String outcome) {
        var shown = outcome;
        if (outcome.equals("closed")) {
            var closing = Await.result("closed", connection.closed());
            assertThat(closing.code()).as("a close without a code: %s", closing).isNotEqualTo(Closing.ABNORMAL);
            assertThat(closing.code()).as("closed with %s", closing).isIn(CLOSES);
            shown = "closed " + closing.code();
        } else {
            assertThat(outcome).as(parley.process().log().tail()).isNotIn(NEVER);
        }
        outcomes.merge(shown, 1, Integer::sum);
    }
}
