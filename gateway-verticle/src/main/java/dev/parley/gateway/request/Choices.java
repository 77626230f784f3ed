package dev.parley.gateway.request;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Makes the maps that {@link Fields#choice} reads: the word on the wire to the value, in the order given. */
public final class Choices {
    private Choices() {}

    public static <E> Map<String, E> of(List<E> values, Function<E, String> wire) {
        var choices = new LinkedHashMap<String, E>();
        values.forEach(value -> choices.put(wire.apply(value), value));
        return Collections.unmodifiableMap(choices);
    }
}
