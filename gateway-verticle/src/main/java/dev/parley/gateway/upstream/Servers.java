package dev.parley.gateway.upstream;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The servers of one upstream. Who has the fewest requests under way gets the next one; among equals it goes round.
 *
 * <p>Owned by the gateway's context; how many are up may be asked from any thread.
 */
final class Servers {
    private final List<Server> all;
    private final LongSupplier nanoTime;
    private int turn;

    Servers(UpstreamConfig config, LongSupplier nanoTime) {
        this.all = config.addresses().stream()
                .map(address -> new Server(address, config.health()))
                .toList();
        this.nanoTime = nanoTime;
    }

    List<Server> all() {
        return all;
    }

    /**
     * Whom to ask.
     *
     * @param tried asked again only if there is nobody else: a connection that was kept open may have been closed just then
     * @return null if nobody is up
     */
    @Nullable Server pick(Collection<Server> tried) {
        var fresh = pickBut(tried);
        return fresh == null && !tried.isEmpty() ? pickBut(Set.of()) : fresh;
    }

    private @Nullable Server pickBut(Collection<Server> tried) {
        long now = nanoTime.getAsLong();
        Server best = null;
        for (int i = 0; i < all.size(); i++) {
            var candidate = all.get((turn + i) % all.size());
            if (candidate.isUp(now)
                    && !tried.contains(candidate)
                    && (best == null || candidate.inFlight() < best.inFlight())) {
                best = candidate;
            }
        }
        turn = (turn + 1) % all.size();
        return best;
    }

    void unreachable(Server server) {
        server.unreachable(nanoTime.getAsLong());
    }

    long up() {
        long now = nanoTime.getAsLong();
        return all.stream().filter(server -> server.isUp(now)).count();
    }

    long down() {
        return all.size() - up();
    }
}
