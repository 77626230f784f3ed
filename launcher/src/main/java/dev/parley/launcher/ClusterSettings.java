package dev.parley.launcher;

import dev.parley.launcher.cluster.ClusterConfig;
import dev.parley.launcher.cluster.TlsFiles;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The keys under {@code cluster}. */
final class ClusterSettings {
    private static final int MAX_PORT = 65_535;

    private ClusterSettings() {}

    /** @return null if this process stays alone */
    static @Nullable ClusterConfig read(Settings settings) {
        var members = settings.list("cluster.members");
        if (members.isEmpty()) {
            return null;
        }
        return new ClusterConfig(
                settings.required("cluster.name"),
                members,
                settings.required("cluster.host"),
                settings.integer("cluster.port", 1, MAX_PORT - ClusterConfig.PORTS),
                settings.duration("cluster.silence", Duration.ofSeconds(2), Duration.ofMinutes(5)),
                tls(settings));
    }

    private static @Nullable TlsFiles tls(Settings settings) {
        if (settings.text("cluster.tls.certificateFile").isEmpty()) {
            return null;
        }
        return new TlsFiles(
                settings.file("cluster.tls.certificateFile"),
                settings.file("cluster.tls.privateKeyFile"),
                settings.file("cluster.tls.authorityFile"));
    }
}
