package dev.parley.model.bus;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.MessageCodec;
import java.nio.charset.StandardCharsets;

/**
 * Carries any record of {@code dev.parley} over the bus: as itself inside a node (records are immutable, nothing is
 * copied), as class name and JSON between nodes. A class from elsewhere is refused, so that a node that got hold of
 * the bus cannot have arbitrary classes loaded.
 */
final class RecordCodec implements MessageCodec<Record, Record> {
    static final String NAME = "parley.record";
    private static final String OURS = "dev.parley.";

    @Override
    public void encodeToWire(Buffer wire, Record message) {
        var type = message.getClass().getName().getBytes(StandardCharsets.UTF_8);
        var json = Json.encodeBytes(message);
        wire.appendInt(type.length).appendBytes(type).appendInt(json.length).appendBytes(json);
    }

    @Override
    public Record decodeFromWire(int position, Buffer wire) {
        int typeEnd = position + 4 + wire.getInt(position);
        var type = wire.getString(position + 4, typeEnd, "UTF-8");
        int jsonEnd = typeEnd + 4 + wire.getInt(typeEnd);
        return Json.decode(wire.getBytes(typeEnd + 4, jsonEnd), recordClass(type));
    }

    private static Class<? extends Record> recordClass(String name) {
        if (!name.startsWith(OURS)) {
            throw new IllegalArgumentException("refused on the bus: " + name);
        }
        try {
            return Class.forName(name).asSubclass(Record.class);
        } catch (ClassNotFoundException e) {
            throw new IllegalArgumentException("unknown on the bus: " + name, e);
        }
    }

    @Override
    public Record transform(Record message) {
        return message;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public byte systemCodecID() {
        return -1; // a codec of the user's, as Vert.x asks
    }
}
