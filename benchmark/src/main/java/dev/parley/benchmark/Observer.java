package dev.parley.benchmark;

/** Hears of what a {@link Chatter} sends and gets. Called on its context. */
interface Observer {
    /** For sockets on which nothing is measured yet, or any more. */
    Observer NONE = new Observer() {};

    default void sent(int number) {}

    default void acknowledged(int number) {}

    /** Somebody else's message, at this place of its room's log. */
    default void delivered(int number, long seq) {}

    /** @param code of the error, or why the connection took it no more */
    default void refused(int number, String code) {}

    /** @param code of the error a receipt was answered with */
    default void receiptRefused(String code) {}

    /** @param code of the WebSocket's close */
    default void closed(String code) {}
}
