package dev.parley.message.deadletter;

import dev.parley.broker.DeadLetterQueue;
import dev.parley.broker.DeadLetterQueue.Step;
import dev.parley.broker.DeadMessage;
import dev.parley.model.deadletter.DeadLetterPage;
import dev.parley.model.deadletter.DeadLetterSummary;
import dev.parley.model.deadletter.ListDeadLetters;
import dev.parley.model.failure.Failure;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a page out of a walk, which goes from the oldest to the newest. Holds one page of messages at most, and one more.
 * Used by one walk; read when that is over.
 */
final class Pages {
    private final ListDeadLetters request;
    private final Deque<DeadMessage> held = new ArrayDeque<>();
    private boolean cursorSeen;

    private Pages(ListDeadLetters request) {
        this.request = request;
        this.cursorSeen = request.cursor() == null;
    }

    static Pages of(ListDeadLetters request) {
        return new Pages(request);
    }

    Step look(DeadMessage message) {
        return request.newestFirst() ? towardsOlder(message) : towardsNewer(message);
    }

    private Step towardsNewer(DeadMessage message) {
        if (!cursorSeen) {
            cursorSeen = message.id().equals(request.cursor());
            return Step.PASS;
        }
        held.add(message);
        return held.size() > request.limit() ? Step.STOP : Step.PASS; // one more tells that there is a next page
    }

    private Step towardsOlder(DeadMessage message) {
        if (message.id().equals(request.cursor())) {
            cursorSeen = true;
            return Step.STOP;
        }
        held.add(message);
        if (held.size() > request.limit() + 1) {
            held.removeFirst();
        }
        return Step.PASS;
    }

    DeadLetterPage page(DeadLetterQueue.Walk walk) {
        if (!cursorSeen) {
            throw DeadLetterService.missing(walk);
        }
        // Not ended by us, but as its time was over: the newest, or the end of this page, were not reached.
        boolean unfinished =
                !walk.complete() && (request.newestFirst() ? request.cursor() == null : held.size() <= request.limit());
        if (unfinished) {
            throw Failure.unavailable("The dead-letter queue").asException();
        }
        boolean more = held.size() > request.limit();
        if (more) {
            var unused = request.newestFirst() ? held.removeFirst() : held.removeLast();
        }
        List<DeadLetterSummary> page =
                new ArrayList<>(held.stream().map(Contents::summary).toList());
        if (request.newestFirst()) {
            Collections.reverse(page);
        }
        return new DeadLetterPage(page, walk.total(), more ? lastOf(page) : null);
    }

    private static @Nullable String lastOf(List<DeadLetterSummary> page) {
        return page.isEmpty() ? null : page.get(page.size() - 1).id();
    }
}
