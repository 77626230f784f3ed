package dev.parley.embedded;

/**
 * One server that lives and dies with this process.
 *
 * @param <E> what a client needs to connect to it
 */
interface EmbeddedServer<E> {

    /** What people call it: {@code PostgreSQL}. */
    String name();

    /**
     * Starts the server and returns once a real request to it was answered. Whatever it started is stopped again when this fails.
     * Not called twice without {@link #stop()} between.
     */
    void start() throws EmbeddedStartException;

    /** Stops the server in order, within a bounded time, and keeps its data. Does nothing when it is not running. Never throws. */
    void stop();

    /** Where it listens. Throws {@link IllegalStateException} when it is not running. */
    E endpoint();
}
