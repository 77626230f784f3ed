package dev.parley.model.bus;

/**
 * An address of the event bus that everyone who listens hears. At most once: whoever must not miss a thing needs
 * another way to learn of it.
 */
public record Topic<E extends Record>(String name, Class<E> type) {
    public static <E extends Record> Topic<E> topic(String name, Class<E> type) {
        return new Topic<>(name, type);
    }
}
