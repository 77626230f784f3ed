package dev.parley.message.query;

import dev.parley.model.rooms.Content;
import dev.parley.model.rooms.EventData;
import dev.parley.model.rooms.Message;
import org.jspecify.annotations.Nullable;

/** Keeps an answer small: an estimate of its bytes as JSON. */
final class PageSize {
    /** A socket may owe 256 KiB before it is closed as too slow. */
    static final int SOCKET = 200 * 1024;

    static final int RESPONSE = 4 * 1024 * 1024;

    /** Ids, names, times and field names of an entry. */
    private static final int FRAME = 420;

    private static final int REACTION = 60;
    private static final int MEMBER = 150;
    private static final int MENTION = 40;

    private final int bytes;
    private int used;

    PageSize(int bytes) {
        this.bytes = bytes;
    }

    /** True, and its room taken, if there is room for it. */
    boolean takes(EventData data) {
        int size = FRAME + sizeOf(data);
        if (used + size > bytes) {
            return false;
        }
        used += size;
        return true;
    }

    private static int sizeOf(EventData data) {
        if (data instanceof Message message) {
            return sizeOf(message.content()) + message.reactions().size() * REACTION;
        } else if (data instanceof EventData.MessageEdited edited) {
            return sizeOf(edited.content());
        }
        return data instanceof EventData.RoomCreated created ? created.members().size() * MEMBER : 0;
    }

    private static int sizeOf(@Nullable Content content) {
        if (content == null) {
            return 0;
        }
        int size = content.mentions().size() * MENTION;
        for (int i = 0; i < content.text().length(); i++) {
            char c = content.text().charAt(i);
            size += c < ' ' ? 6 : c == '"' || c == '\\' ? 2 : c < 0x80 ? 1 : 3; // as JSON escapes, as UTF-8 encodes
        }
        return size;
    }
}
