package dev.parley.gateway.rest;

import dev.parley.gateway.request.Fields;
import dev.parley.model.bus.Bus;
import dev.parley.model.search.SearchAddresses;
import dev.parley.model.search.SearchMessages;
import io.vertx.core.Future;

/** Finding messages. */
final class SearchRoutes {
    private static final int MAX_CURSOR = 512;
    private static final int DEFAULT_HITS = 20;

    private final Bus bus;

    SearchRoutes(Bus bus) {
        this.bus = bus;
    }

    void mount(Rest rest) {
        rest.get("/messages/search", this::search);
    }

    private Future<Answer> search(RestRequest request) {
        var fields = Fields.of(request.query("limit"));
        var query = new SearchMessages(
                request.caller().userId(),
                fields.text("q", 1, SearchMessages.MAX_TEXT),
                fields.optionalRoomId("roomId"),
                fields.optionalText("cursor", 1, MAX_CURSOR),
                fields.integerOr("limit", 1, SearchMessages.MAX_HITS, DEFAULT_HITS));
        fields.check();
        return bus.request(SearchAddresses.SEARCH, query).map(Answer::ok);
    }
}
