package dev.parley.gateway.rest;

import dev.parley.model.bus.Bus;
import dev.parley.model.contacts.ContactsAddresses;
import dev.parley.model.contacts.ListBlocks;
import dev.parley.model.contacts.SetBlock;
import dev.parley.model.id.UserId;
import io.vertx.core.Future;

/** Whom the caller does not want to hear from. */
final class BlockRoutes {
    private final Bus bus;

    BlockRoutes(Bus bus) {
        this.bus = bus;
    }

    void mount(Rest rest) {
        rest.get("/blocks", this::list);
        rest.put("/blocks/{userId}", request -> set(request, true));
        rest.delete("/blocks/{userId}", request -> set(request, false));
    }

    private Future<Answer> list(RestRequest request) {
        return bus.request(
                        ContactsAddresses.LIST_BLOCKS,
                        new ListBlocks(request.caller().userId()))
                .map(Answer::ok);
    }

    private Future<Answer> set(RestRequest request, boolean blocked) {
        var userId = new UserId(request.path().getString("userId"));
        return bus.request(
                        ContactsAddresses.SET_BLOCK,
                        new SetBlock(request.caller().userId(), userId, blocked))
                .map(Answer::nothing);
    }
}
