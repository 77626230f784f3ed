package dev.parley.launcher.cluster;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How this process joins the others.
 *
 * @param name nodes of another name are no members; it is no secret and keeps nobody out
 * @param members where members may be found, as {@code host:port}; enough of them that one is always there
 * @param host the address, by name or number, that this node listens on and is reached at
 * @param port for the membership; when it is taken, the next free one of {@link #PORTS}
 * @param silence a node not heard of for so long is out
 * @param tls the keys of the event bus, or null for none
 */
public record ClusterConfig(
        String name,
        List<String> members,
        String host,
        int port,
        Duration silence,
        @Nullable TlsFiles tls) {
    /** Enough for a process for each role on one machine, some of them twice. */
    public static final int PORTS = 20;

    public ClusterConfig {
        members = List.copyOf(members);
        if (members.isEmpty()) {
            throw new IllegalArgumentException("cluster.members: is empty");
        }
        if (host.isBlank()) {
            throw new IllegalArgumentException("cluster.host: is empty");
        }
    }
}
