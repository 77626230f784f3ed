package dev.parley.presence;

import dev.parley.model.bus.Bus;
import dev.parley.model.contacts.BlockChanged;
import dev.parley.model.contacts.Blocks;
import dev.parley.model.contacts.CheckBlocks;
import dev.parley.model.contacts.ContactsAddresses;
import dev.parley.model.id.UserId;
import dev.parley.model.id.UserIds;
import dev.parley.model.rooms.RoomAddresses;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Stands for the contacts and message verticles: who knows whom, and who blocks whom. */
final class World {
    private final Bus bus;
    private final Map<UserId, Set<UserId>> contacts = new ConcurrentHashMap<>();
    private final Map<UserId, Set<UserId>> partners = new ConcurrentHashMap<>();
    private final Set<BlockChanged> blocks = ConcurrentHashMap.newKeySet();
    private final AtomicInteger asked = new AtomicInteger();

    World(Vertx vertx) {
        this.bus = new Bus(vertx);
    }

    Future<Void> start() {
        return Future.all(
                        bus.serve(ContactsAddresses.LIST_ACCEPTED, request -> {
                            asked.incrementAndGet();
                            return ids(contacts, request.userId());
                        }),
                        bus.serve(RoomAddresses.DIRECT_PARTNERS, request -> ids(partners, request.userId())),
                        bus.serve(ContactsAddresses.CHECK_BLOCKS, this::check))
                .mapEmpty();
    }

    /** How often a circle was asked for. */
    int asked() {
        return asked.get();
    }

    void contacts(UserId one, UserId other) {
        both(contacts, one, other);
    }

    void partners(UserId one, UserId other) {
        both(partners, one, other);
    }

    void block(UserId blocker, UserId blocked) {
        blocks.add(new BlockChanged(blocker, blocked, true));
        bus.publish(ContactsAddresses.BLOCK_CHANGED, new BlockChanged(blocker, blocked, true));
    }

    private static void both(Map<UserId, Set<UserId>> known, UserId one, UserId other) {
        known.computeIfAbsent(one, id -> ConcurrentHashMap.newKeySet()).add(other);
        known.computeIfAbsent(other, id -> ConcurrentHashMap.newKeySet()).add(one);
    }

    private static Future<UserIds> ids(Map<UserId, Set<UserId>> known, UserId user) {
        return Future.succeededFuture(new UserIds(List.copyOf(known.getOrDefault(user, Set.of()))));
    }

    private Future<Blocks> check(CheckBlocks request) {
        var user = request.userId();
        return Future.succeededFuture(new Blocks(
                request.others().stream()
                        .filter(other -> blocks.contains(new BlockChanged(other, user, true)))
                        .toList(),
                request.others().stream()
                        .filter(other -> blocks.contains(new BlockChanged(user, other, true)))
                        .toList()));
    }
}
