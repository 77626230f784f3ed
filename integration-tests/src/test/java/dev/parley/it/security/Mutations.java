package dev.parley.it.security;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/** Makes bad input out of good, reproducibly: the same seed, the same input. */
final class Mutations {
    private static final int DEEP = 2_000;

    private final SplittableRandom random;
    private final List<Supplier<Object>> values;

    Mutations(SplittableRandom random) {
        this.random = random;
        this.values = List.of(
                () -> true,
                () -> 0,
                () -> -1,
                () -> random.nextLong(),
                () -> Double.MAX_VALUE,
                () -> 1.5,
                () -> "",
                () -> " ",
                () -> "x".repeat(random.nextInt(9_000)),
                () -> "\u0000\u0001\u001f",
                () -> "\ud800",
                () -> "\u202e👩‍👩‍👧‍👦﷽",
                () -> "../../etc/passwd",
                () -> "'; DROP TABLE users; --",
                () -> "{\"$gt\":\"\"}",
                () -> new JsonObject().put("$ne", 1),
                () -> new JsonObject().put("__proto__", new JsonObject()),
                () -> new JsonArray(),
                () -> new JsonArray().add("a").addNull().add(7),
                () -> nested(random.nextInt(200)),
                () -> garbage(random.nextInt(1, 60)));
    }

    /** One field, at any depth, is missing, replaced or new. */
    JsonObject mutate(JsonObject good) {
        var bad = good.copy();
        var names = new ArrayList<>(bad.fieldNames());
        if (names.isEmpty() || random.nextInt(10) == 0) {
            return bad.put(garbage(8), value());
        }
        var name = names.get(random.nextInt(names.size()));
        if (bad.getValue(name) instanceof JsonObject inner && random.nextBoolean()) {
            return bad.put(name, mutate(inner));
        }
        switch (random.nextInt(4)) {
            case 0 -> bad.remove(name);
            case 1 -> bad.putNull(name);
            default -> bad.put(name, value());
        }
        return bad;
    }

    /** Text that mostly is no JSON any more. */
    String mangle(String good) {
        if (good.isEmpty()) {
            return garbage(20);
        }
        var at = random.nextInt(good.length());
        return switch (random.nextInt(8)) {
            case 0 -> good.substring(0, at);
            case 1 -> good.substring(at);
            case 2 -> good.substring(0, at) + garbage(3) + good.substring(at);
            case 3 -> good + good;
            case 4 -> "[".repeat(random.nextInt(1, DEEP));
            case 5 -> "{\"a\":".repeat(random.nextInt(1, DEEP));
            case 6 -> good.replace('"', '\'');
            default -> garbage(random.nextInt(1, 100));
        };
    }

    Object value() {
        return values.get(random.nextInt(values.size())).get();
    }

    /** Any characters, halves of surrogate pairs and control characters too. */
    String garbage(int length) {
        var text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append((char) (random.nextInt(4) == 0 ? random.nextInt(0x10000) : random.nextInt(0x80)));
        }
        return text.toString();
    }

    private static JsonArray nested(int depth) {
        var array = new JsonArray();
        for (int i = 0; i < depth; i++) {
            array = new JsonArray().add(array);
        }
        return array;
    }
}
