package dev.parley.gateway.door;

import dev.parley.broker.IntentPublisher;
import dev.parley.model.bus.Address;
import dev.parley.model.bus.Bus;
import dev.parley.model.bus.Done;
import dev.parley.model.failure.Failure;
import dev.parley.model.id.ClientMessageId;
import dev.parley.model.id.RoomId;
import dev.parley.model.id.UserId;
import dev.parley.model.live.AttachmentDirectory;
import dev.parley.model.live.LiveDelivery;
import dev.parley.model.rooms.AuthorizeCommand;
import dev.parley.model.rooms.CommandPermit;
import dev.parley.model.rooms.EventPage;
import dev.parley.model.rooms.Intent;
import dev.parley.model.rooms.MessagePage;
import dev.parley.model.rooms.RoomAddresses;
import dev.parley.model.rooms.RoomCommand.PostMessage;
import dev.parley.model.rooms.RoomPage;
import dev.parley.model.rooms.SyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Stands for message-verticle and its broker: everything is allowed but what a test forbids, every intent is confirmed
 * but what a test holds back, every question is remembered.
 */
final class FakeRooms extends VerticleBase implements IntentPublisher {
    final BlockingQueue<Record> asked = new LinkedBlockingQueue<>();
    final List<Intent> published = new CopyOnWriteArrayList<>();
    final Map<RoomId, Failure> forbidden = new ConcurrentHashMap<>();
    final Map<ClientMessageId, Promise<Void>> slowToAuthorize = new ConcurrentHashMap<>();
    volatile Future<Void> confirm = Future.succeededFuture();
    volatile MessagePage page = new MessagePage(List.of(), false);

    @SuppressWarnings("NullAway.Init") // set by start
    volatile LiveDelivery live;

    @SuppressWarnings("NullAway.Init") // set by start
    volatile AttachmentDirectory directory;

    @Override
    public Future<?> start() {
        var bus = new Bus(vertx);
        directory = new AttachmentDirectory(vertx, bus);
        live = new LiveDelivery(bus, directory);
        return Future.all(List.of(
                directory.start(),
                bus.serve(RoomAddresses.AUTHORIZE, this::authorize),
                answer(bus, RoomAddresses.HISTORY, () -> page),
                answer(bus, RoomAddresses.RECEIPT, () -> Done.DONE),
                answer(bus, RoomAddresses.TYPING, () -> Done.DONE),
                answer(bus, RoomAddresses.LIST_ROOMS, () -> new RoomPage(List.of(), null)),
                answer(
                        bus,
                        RoomAddresses.SYNC,
                        () -> new SyncResult(
                                List.of(new EventPage(new RoomId("r1"), List.of(), 7, false, 1)), List.of()))));
    }

    private interface Answer<R> {
        R now();
    }

    private <Q extends Record, R extends Record> Future<Void> answer(Bus bus, Address<Q, R> address, Answer<R> answer) {
        return bus.serve(address, question -> {
            asked.add(question);
            return Future.succeededFuture(answer.now());
        });
    }

    private Future<CommandPermit> authorize(AuthorizeCommand ask) {
        asked.add(ask);
        var refusal = forbidden.get(ask.roomId());
        if (refusal != null) {
            return Future.failedFuture(refusal.asException());
        }
        var permit = new CommandPermit(ask.command(), null);
        var slow = ask.command() instanceof PostMessage post ? slowToAuthorize.get(post.clientMessageId()) : null;
        return slow == null ? Future.succeededFuture(permit) : slow.future().map(permit);
    }

    @Override
    public Future<Void> publish(Intent intent) {
        published.add(intent);
        return confirm;
    }

    /** On this verticle's context, as message-verticle delivers. */
    Future<Void> deliver(Collection<UserId> to, String type, Object data) {
        return Future.future(done -> context.runOnContext(now -> {
            live.deliver(to, type, data);
            done.complete();
        }));
    }
}
