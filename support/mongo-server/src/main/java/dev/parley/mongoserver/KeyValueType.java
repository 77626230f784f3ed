package dev.parley.mongoserver;

import de.bwaldvogel.mongo.backend.KeyValue;
import java.nio.ByteBuffer;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.WriteBuffer;
import org.h2.mvstore.type.BasicDataType;
import org.h2.mvstore.type.ObjectDataType;

/**
 * Index keys compared and written as what they are. By default H2 compares two keys by writing both through Java
 * serialization, at every step of every search: measured, two thirds of all that the server does.
 */
final class KeyValueType extends BasicDataType<KeyValue> {
    private static final int TEXT = 0;
    private static final int OTHER = 1;

    private final ObjectDataType fallback = new ObjectDataType();

    @Override
    public int compare(KeyValue a, KeyValue b) {
        int bySize = Integer.compare(a.size(), b.size());
        for (int i = 0; bySize == 0 && i < a.size(); i++) {
            int byValue = compareValues(a.get(i), b.get(i));
            if (byValue != 0) {
                return byValue;
            }
        }
        return bySize;
    }

    private int compareValues(Object a, Object b) {
        return a instanceof String one && b instanceof String other ? one.compareTo(other) : fallback.compare(a, b);
    }

    @Override
    public int getMemory(KeyValue key) {
        return textOf(key) instanceof String text ? 80 + 2 * text.length() : 200;
    }

    private static Object textOf(KeyValue key) {
        return key.size() == 1 ? key.get(0) : key;
    }

    @Override
    public void write(WriteBuffer buffer, KeyValue key) {
        if (textOf(key) instanceof String text) {
            buffer.put((byte) TEXT).putVarInt(text.length()).putStringData(text, text.length());
        } else {
            buffer.put((byte) OTHER);
            fallback.write(buffer, key);
        }
    }

    @Override
    public KeyValue read(ByteBuffer buffer) {
        return buffer.get() == TEXT ? new KeyValue(DataUtils.readString(buffer)) : (KeyValue) fallback.read(buffer);
    }

    @Override
    public KeyValue[] createStorage(int size) {
        return new KeyValue[size];
    }
}
