package dev.parley.message.query;

import dev.parley.model.rooms.Content;
import dev.parley.model.rooms.EventData;
import dev.parley.model.rooms.Message;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a page small enough for a socket that may owe 256 KiB: an estimate from above, in bytes of JSON. The first entry
 * always fits, so that every page gets a client further.
 */
final class PageSize {
    private static final int BYTES = 160 * 1024;

    /** Ids, names, times and field names of an entry. */
    private static final int FRAME = 600;

    /** A UTF-16 unit is at most three bytes of UTF-8. */
    private static final int BYTES_PER_CHAR = 3;

    private int used;

    boolean fits(EventData data) {
        int size = FRAME + sizeOf(data);
        boolean fits = used == 0 || used + size <= BYTES;
        used += size;
        return fits;
    }

    private static int sizeOf(EventData data) {
        if (data instanceof Message message) {
            return textOf(message.content()) + message.reactions().size() * 100;
        } else if (data instanceof EventData.MessageEdited edited) {
            return textOf(edited.content());
        }
        return data instanceof EventData.RoomCreated created ? created.members().size() * 150 : 0;
    }

    private static int textOf(@Nullable Content content) {
        return content == null
                ? 0
                : content.text().length() * BYTES_PER_CHAR + content.mentions().size() * 40;
    }
}
