package dev.parley.message.store;

import dev.parley.model.id.UserId;
import io.vertx.core.json.JsonObject;

/** Someone's belonging to a room as a document; {@code seq} comes first, so that {@code $max} keeps the newest. */
final class BelongingDocuments {
    private BelongingDocuments() {}

    static JsonObject of(Belonging belonging) {
        var partner = belonging.partner();
        return new JsonObject()
                .put("seq", belonging.seq())
                .put("member", belonging.member())
                .put("partner", partner == null ? null : partner.value());
    }

    static Belonging read(JsonObject document) {
        var partner = document.getString("partner");
        return new Belonging(
                document.getLong("seq"), document.getBoolean("member"), partner == null ? null : new UserId(partner));
    }
}
