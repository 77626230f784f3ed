package dev.parley.search;

import dev.parley.model.id.RoomId;
import dev.parley.model.search.IndexStatus;
import dev.parley.postgres.Postgres;
import dev.parley.search.text.TextAnalyzer;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How far the index is, and which node makes it: one row that all nodes share. A node that dies loses its lease, and
 * another goes on where it was.
 */
final class RebuildState {
    private static final String REQUEST = """
            update state set wanted = wanted + 1, analyzer = $1, builder = null, builder_until = '-infinity',
                last_room = null, rooms = 0, messages = 0, requested_at = now(), finished_at = null""";

    private static final String CLAIM = """
            update state set builder = $1, builder_until = now() + $2 * interval '1 second'
            where built < wanted and (builder = $1 or builder_until < now())
            returning wanted, last_room""";

    private static final String ADVANCE = """
            update state set builder_until = now() + $3 * interval '1 second',
                last_room = coalesce($4, last_room), rooms = rooms + $5, messages = messages + $6
            where builder = $1 and wanted = $2""";

    private static final String FINISH = """
            update state set built = wanted, builder = null, builder_until = '-infinity', finished_at = now()
            where builder = $1 and wanted = $2""";

    private static final String STATUS =
            "select built < wanted as rebuilding, rooms, messages, requested_at, finished_at from state";

    /** Longer than a page takes, with all its retries while a store is away for a moment. */
    private static final int LEASE_S = 30;

    /**
     * Work to do.
     *
     * @param generation what the rows that are found get
     * @param lastRoom up to and with this room it is done, null: from the beginning
     */
    record Claim(int generation, @Nullable RoomId lastRoom) {}

    private final Postgres postgres;
    private final String node;

    /** @param node the name of whoever claims */
    RebuildState(Postgres postgres, String node) {
        this.postgres = postgres;
        this.node = node;
    }

    /** Wants everything anew. */
    Future<IndexStatus> request() {
        return postgres.query(REQUEST, TextAnalyzer.VERSION).compose(requested -> status());
    }

    /** Wants everything anew if what is there was made by another version of the analysis, or never. */
    Future<Void> requestIfOutdated() {
        return postgres.query(REQUEST + " where analyzer <> $1", TextAnalyzer.VERSION)
                .mapEmpty();
    }

    /** Empty if there is nothing to do, or another node does it. */
    Future<Optional<Claim>> claim() {
        return postgres.query(CLAIM, node, LEASE_S)
                .map(rows -> first(rows)
                        .map(row -> new Claim(row.getInteger("wanted"), roomId(row.getString("last_room")))));
    }

    /**
     * Notes what was done and keeps the lease.
     *
     * @param finished a room that is done with, or null
     * @return false if it is no longer this node's to do
     */
    Future<Boolean> advance(Claim claim, @Nullable RoomId finished, int messages) {
        return postgres.query(
                        ADVANCE,
                        node,
                        claim.generation(),
                        LEASE_S,
                        finished == null ? null : finished.value(),
                        finished == null ? 0L : 1L,
                        (long) messages)
                .map(updated -> updated.rowCount() == 1);
    }

    Future<Boolean> finish(Claim claim) {
        return postgres.query(FINISH, node, claim.generation()).map(updated -> updated.rowCount() == 1);
    }

    Future<IndexStatus> status() {
        return postgres.query(STATUS).map(rows -> {
            var row = first(rows).orElseThrow();
            var finished = row.getOffsetDateTime("finished_at");
            return new IndexStatus(
                    row.getBoolean("rebuilding"),
                    row.getLong("rooms"),
                    row.getLong("messages"),
                    row.getOffsetDateTime("requested_at").toInstant(),
                    finished == null ? null : finished.toInstant());
        });
    }

    private static @Nullable RoomId roomId(@Nullable String value) {
        return value == null ? null : new RoomId(value);
    }

    private static Optional<Row> first(RowSet<Row> rows) {
        var iterator = rows.iterator();
        return iterator.hasNext() ? Optional.of(iterator.next()) : Optional.empty();
    }
}
