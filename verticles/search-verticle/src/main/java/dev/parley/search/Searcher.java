package dev.parley.search;

import dev.parley.model.bus.Bus;
import dev.parley.model.id.RoomId;
import dev.parley.model.rooms.GetMessages;
import dev.parley.model.rooms.GetRoom;
import dev.parley.model.rooms.ListRoomIds;
import dev.parley.model.rooms.Messages;
import dev.parley.model.rooms.RoomAddresses;
import dev.parley.model.rooms.RoomIds;
import dev.parley.model.search.SearchHit;
import dev.parley.model.search.SearchMessages;
import dev.parley.model.search.SearchPage;
import dev.parley.postgres.Position;
import dev.parley.search.text.WordQuery;
import io.vertx.core.Future;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Answers those who look for something. The index says which messages; who may see them, and what they say now, is asked
 * of the message verticle.
 */
final class Searcher {
    private static final SearchPage NOTHING = new SearchPage(List.of(), false, null);

    private final Bus bus;
    private final Index index;

    Searcher(Bus bus, Index index) {
        this.bus = bus;
        this.index = index;
    }

    Future<SearchPage> search(SearchMessages request) {
        var after = request.cursor() == null ? null : Position.parse(request.cursor());
        return roomsOf(request)
                .compose(rooms -> WordQuery.of(request.text())
                        .filter(query -> !rooms.isEmpty())
                        .map(query -> search(request, rooms, query, after))
                        .orElse(Future.succeededFuture(NOTHING)));
    }

    private Future<List<RoomId>> roomsOf(SearchMessages request) {
        return request.roomId() == null
                ? bus.request(RoomAddresses.ROOM_IDS, new ListRoomIds(request.caller()))
                        .map(RoomIds::roomIds)
                : bus.request(RoomAddresses.GET_ROOM, new GetRoom(request.caller(), request.roomId()))
                        .map(room -> List.of(room.id()));
    }

    private Future<SearchPage> search(
            SearchMessages request, List<RoomId> rooms, WordQuery query, @Nullable Position after) {
        // One more than asked for tells whether there is a next page.
        return index.find(rooms, query, after, request.limit() + 1).compose(found -> {
            boolean more = found.size() > request.limit();
            var page = more ? found.subList(0, request.limit()) : found;
            var nextCursor = more ? page.get(page.size() - 1).position().cursor() : null;
            var refs = page.stream().map(Index.Found::ref).toList();
            return (refs.isEmpty()
                            ? Future.succeededFuture(new Messages(List.of()))
                            : bus.request(RoomAddresses.GET_MESSAGES, new GetMessages(request.caller(), refs)))
                    .map(messages -> new SearchPage(
                            messages.messages().stream()
                                    .map(message -> new SearchHit(message, message.roomId()))
                                    .toList(),
                            more,
                            nextCursor));
        });
    }
}
