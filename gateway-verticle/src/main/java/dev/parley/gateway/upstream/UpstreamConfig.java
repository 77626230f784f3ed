package dev.parley.gateway.upstream;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Servers behind this gateway that answer some of its requests.
 *
 * @param name in metrics, logs, warnings, and as the audience of identities
 * @param keepHost whether they are told the Host that the client asked for, rather than their own
 * @param addresses at least one; several share the requests
 * @param caFile PEM, the certificates that theirs are signed by; null: those that the JDK trusts
 * @param secret signs who asks; null: nobody tells them
 */
public record UpstreamConfig(
        String name,
        UpstreamRoute route,
        boolean keepHost,
        List<ServerAddress> addresses,
        @Nullable Path caFile,
        Access access,
        @Nullable IdentitySecret secret,
        UpstreamLimits limits,
        HealthCheck health) {
    private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9-]{0,30}[a-z0-9])?");

    /** @throws IllegalArgumentException beginning with the field: {@code name: …} */
    public UpstreamConfig {
        addresses = List.copyOf(addresses);
        check(
                NAME.matcher(name).matches(),
                "name",
                "'" + name + "' is not 1–32 lower-case letters, digits and inner hyphens");
        check(!addresses.isEmpty(), "addresses", "is empty");
        check(addresses.stream().distinct().count() == addresses.size(), "addresses", "names one twice");
        check(
                access != Access.OWN || secret == null,
                "secretFile",
                "signs who asks, whom nobody looks at with access = own");
        check(
                caFile == null || addresses.stream().anyMatch(ServerAddress::tls),
                "caFile",
                "is for https addresses, of which there are none");
    }

    private static void check(boolean fine, String field, String problem) {
        if (!fine) {
            throw new IllegalArgumentException(field + ": " + problem);
        }
    }
}
