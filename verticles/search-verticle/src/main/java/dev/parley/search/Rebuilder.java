package dev.parley.search;

import dev.parley.model.bus.Bus;
import dev.parley.model.failure.FailureCode;
import dev.parley.model.failure.FailureException;
import dev.parley.model.id.RoomId;
import dev.parley.model.rooms.MessageScan;
import dev.parley.model.rooms.RoomAddresses;
import dev.parley.model.rooms.ScanMessages;
import dev.parley.model.rooms.ScanRooms;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the index anew, a page at a time, beside the events that go on being indexed: what a page brings is never newer
 * than the log, and the newer of two versions stays. Looks for work at its start, when asked, and now and then, as the
 * node that had it may have died.
 *
 * <p>Owned by the context that made it.
 */
final class Rebuilder {
    private static final Logger LOG = LoggerFactory.getLogger(Rebuilder.class);

    static final long LOOK_MS = 10_000;

    private static final int ROOMS_PER_PAGE = 200;

    private final Vertx vertx;
    private final Bus bus;
    private final Index index;
    private final RebuildState state;
    private long timer = -1;
    private boolean working;
    private boolean stopped;

    Rebuilder(Vertx vertx, Bus bus, Index index, RebuildState state) {
        this.vertx = vertx;
        this.bus = bus;
        this.index = index;
        this.state = state;
    }

    void start() {
        timer = vertx.setPeriodic(LOOK_MS, tick -> look());
        look();
    }

    void stop() {
        stopped = true;
        vertx.cancelTimer(timer);
    }

    /** Does what there is to do, unless that is being done already. */
    void look() {
        if (working || stopped) {
            return;
        }
        working = true;
        state.claim()
                .compose(claim -> claim.map(found -> new Walk(found).run()).orElse(Future.succeededFuture()))
                .onFailure(this::goOnLater)
                .onComplete(done -> working = false);
    }

    private void goOnLater(Throwable cause) {
        if (stopped) {
            return; // what was under way has lost its connections
        } else if (FailureException.failureOf(cause).code() == FailureCode.UNAVAILABLE) {
            LOG.info("rebuilding the index goes on later cause={}", cause.getMessage());
        } else {
            LOG.error("rebuilding the index failed, is tried again", cause);
        }
    }

    /** Through all rooms, from where the last one ended. */
    private final class Walk {
        private final RebuildState.Claim claim;
        private final Deque<RoomId> rooms = new ArrayDeque<>();
        private final Promise<Void> done = Promise.promise();
        private @Nullable RoomId last;

        Walk(RebuildState.Claim claim) {
            this.claim = claim;
            this.last = claim.lastRoom();
        }

        // One promise for all steps: a chain of composed futures would grow as long as the log is.
        Future<Void> run() {
            LOG.info("rebuilding the index generation={} after={}", claim.generation(), last);
            nextRoom();
            return done.future();
        }

        private void nextRoom() {
            if (stopped) {
                done.complete();
            } else if (!rooms.isEmpty()) {
                page(rooms.removeFirst(), 0);
            } else {
                then(bus.request(RoomAddresses.SCAN_ROOMS, new ScanRooms(last, ROOMS_PER_PAGE)), found -> {
                    rooms.addAll(found.roomIds());
                    if (rooms.isEmpty()) {
                        finish();
                    } else {
                        nextRoom();
                    }
                });
            }
        }

        private void page(RoomId room, long after) {
            then(
                    bus.request(RoomAddresses.SCAN_MESSAGES, new ScanMessages(room, after)),
                    page -> then(
                            index.put(page.messages().stream()
                                    .map(scanned -> entry(room, scanned))
                                    .toList()),
                            put -> afterPage(room, page)));
        }

        private static Entry entry(RoomId room, MessageScan.Scanned scanned) {
            var message = scanned.message();
            return new Entry(
                    message.id(), room, message.createdAt(), scanned.version(), Indexer.words(message.content()));
        }

        private void afterPage(RoomId room, MessageScan page) {
            int messages = page.messages().size();
            if (page.hasMore() && !stopped) {
                then(state.advance(claim, null, messages), mine -> goOn(mine, () -> page(room, page.upTo())));
                return;
            }
            then(
                    index.deleteStale(room, claim.generation()),
                    clean -> then(
                            state.advance(claim, room, messages),
                            mine -> goOn(mine, () -> {
                                last = room;
                                nextRoom();
                            })));
        }

        private void goOn(boolean mine, Runnable next) {
            if (mine) {
                next.run();
            } else {
                done.complete(); // it was asked for anew, or another node has taken it
                vertx.runOnContext(again -> look());
            }
        }

        private void finish() {
            then(state.finish(claim), finished -> {
                LOG.info("rebuilt the index generation={}", claim.generation());
                done.complete();
            });
        }

        private <T> void then(Future<T> step, Consumer<T> next) {
            step.onComplete(next::accept, done::fail);
        }
    }
}
