package dev.parley.gateway.realtime;

/** What has happened at the doors since the start, for the metrics. Owned by the gateway's context. */
public final class RealtimeCounters {
    private long received;
    private long sent;
    private long tooSlow;

    void received() {
        received++;
    }

    void sent() {
        sent++;
    }

    void tooSlow() {
        tooSlow++;
    }

    /** Frames that clients sent. */
    public long framesReceived() {
        return received;
    }

    /** Server events written, one for each socket. */
    public long eventsSent() {
        return sent;
    }

    /** Sockets closed because they did not read. */
    public long slowConsumers() {
        return tooSlow;
    }
}
