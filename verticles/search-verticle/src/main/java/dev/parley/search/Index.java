package dev.parley.search;

import dev.parley.model.id.MessageId;
import dev.parley.model.id.RoomId;
import dev.parley.model.rooms.MessageRef;
import dev.parley.postgres.Position;
import dev.parley.postgres.Postgres;
import dev.parley.search.text.WordQuery;
import io.vertx.core.Future;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * The table of words. <b>Invariant: derived state only moves forwards.</b> An entry gives way only to a later version, so
 * that events may come again, late, and beside a rebuild. Everything fails as UNAVAILABLE while PostgreSQL is away.
 */
final class Index {
    private static final String PUT = """
            insert into messages as held (message_id, room_id, created_at, version, generation, words)
            select message_id, room_id, created_at, version, (select wanted from state), words::tsvector
            from unnest($1::text[], $2::text[], $3::timestamptz[], $4::bigint[], $5::text[])
                as given (message_id, room_id, created_at, version, words)
            order by message_id
            on conflict (message_id) do update set
                created_at = least(held.created_at, excluded.created_at),
                words = case when excluded.version >= held.version then excluded.words else held.words end,
                version = greatest(held.version, excluded.version),
                generation = excluded.generation""";

    private static final String FIND = """
            select message_id, room_id, created_at from messages
            where room_id = any($1) and words @@ $2::text::tsquery
                and ($4::timestamptz is null or (created_at, message_id) < ($4, $5))
            order by created_at desc, message_id desc limit $3""";

    private static final String DELETE_ROOM = """
            delete from messages where message_id in (select message_id from messages where room_id = $1 limit $2)""";

    private static final String DELETE_STALE = """
            delete from messages where message_id in (
                select message_id from messages where room_id = $1 and generation < $3 limit $2)""";

    /** Rows of one statement, so that none takes longer than is allowed. */
    private static final int CHUNK = 2_000;

    /** A message that was found. */
    record Found(MessageRef ref, Position position) {}

    private final Postgres postgres;

    Index(Postgres postgres) {
        this.postgres = postgres;
    }

    /** @param entries at most one of each message */
    Future<Void> put(List<Entry> entries) {
        if (entries.isEmpty()) {
            return Future.succeededFuture();
        }
        return postgres.query(
                        PUT,
                        texts(entries, entry -> entry.messageId().value()),
                        texts(entries, entry -> entry.roomId().value()),
                        entries.stream()
                                .map(entry -> entry.createdAt().atOffset(ZoneOffset.UTC))
                                .toArray(OffsetDateTime[]::new),
                        entries.stream().map(Entry::version).toArray(Long[]::new),
                        texts(entries, entry -> entry.words().value()))
                .mapEmpty();
    }

    /** The newest {@code limit} after {@code after}, or of all. */
    Future<List<Found>> find(Collection<RoomId> rooms, WordQuery query, @Nullable Position after, int limit) {
        return postgres.query(
                        FIND,
                        rooms.stream().map(RoomId::value).toArray(String[]::new),
                        query.value(),
                        limit,
                        after == null ? null : after.createdAt().atOffset(ZoneOffset.UTC),
                        after == null ? null : after.id())
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> new Found(
                                new MessageRef(
                                        new RoomId(row.getString("room_id")),
                                        new MessageId(row.getString("message_id"))),
                                new Position(
                                        row.getOffsetDateTime("created_at").toInstant(), row.getString("message_id"))))
                        .toList());
    }

    /** @param messages a delivery's, see {@code EventIntake} */
    Future<Void> delete(List<MessageId> messages) {
        return postgres.query("delete from messages where message_id = any($1)", (Object)
                        messages.stream().map(MessageId::value).toArray(String[]::new))
                .mapEmpty();
    }

    Future<Void> deleteRoom(RoomId room) {
        return postgres.query(DELETE_ROOM, room.value(), CHUNK)
                .compose(deleted -> deleted.rowCount() < CHUNK ? Future.succeededFuture() : deleteRoom(room));
    }

    /** Deletes what no longer is in the room's log: everything that {@code generation} has not seen there. */
    Future<Void> deleteStale(RoomId room, int generation) {
        return postgres.query(DELETE_STALE, room.value(), CHUNK, generation)
                .compose(deleted ->
                        deleted.rowCount() < CHUNK ? Future.succeededFuture() : deleteStale(room, generation));
    }

    private static String[] texts(List<Entry> entries, Function<Entry, String> field) {
        return entries.stream().map(field).toArray(String[]::new);
    }
}
