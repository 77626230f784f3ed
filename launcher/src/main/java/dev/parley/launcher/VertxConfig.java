package dev.parley.launcher;

/**
 * @param eventLoops how many event-loop threads, or 0 for Vert.x's own choice (two per core)
 */
public record VertxConfig(TransportChoice transport, int eventLoops) {
    public enum TransportChoice {
        AUTO,
        NIO,
        EPOLL,
        IO_URING
    }
}
