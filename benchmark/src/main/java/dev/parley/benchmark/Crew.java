package dev.parley.benchmark;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** Connects people, and keeps their sockets open for as long as it is referred to. */
final class Crew {
    private static final int CONNECTING_AT_ONCE = 16;
    private static final long PING_MS = 20_000;

    private final Vertx vertx;
    private final URI url;

    /** Held on to: Vert.x closes the sockets of a client that nobody refers to any more. */
    private final WebSocketClient client;

    /** @param size most sockets at once */
    Crew(Vertx vertx, URI url, int size) {
        this.vertx = vertx;
        this.url = url;
        // Vert.x lets the 51st connection to a host wait for one to close, unless told otherwise.
        this.client = vertx.createWebSocketClient(new WebSocketClientOptions().setMaxConnections(size));
    }

    /** @return one socket for each account, in their order, once all of them are ready */
    Future<List<Chatter>> connect(List<Account> accounts) {
        System.out.printf("Connecting %,d sockets…%n", accounts.size());
        var chatters = new Chatter[accounts.size()];
        var next = new AtomicInteger();
        var lanes = Stream.generate(() -> lane(accounts, chatters, next))
                .limit(CONNECTING_AT_ONCE)
                .toList();
        return Future.all(lanes).map(all -> {
            var connected = List.copyOf(Arrays.asList(chatters));
            vertx.setPeriodic(PING_MS, timer -> connected.forEach(Chatter::ping));
            return connected;
        });
    }

    private Future<Void> lane(List<Account> accounts, Chatter[] chatters, AtomicInteger next) {
        int number = next.getAndIncrement();
        if (number >= chatters.length) {
            return Future.succeededFuture();
        }
        return Chatter.connect(client, url, accounts.get(number)).compose(chatter -> {
            chatters[number] = chatter;
            return lane(accounts, chatters, next);
        });
    }
}
