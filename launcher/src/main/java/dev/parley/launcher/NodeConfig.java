package dev.parley.launcher;

import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * This process among the cluster's.
 *
 * @param name for people: in status and logs
 * @param roles what runs in it
 * @param instances how many verticles of each role, each on an event loop of its own
 */
public record NodeConfig(String name, Set<Role> roles, int instances) {
    public NodeConfig {
        roles = EnumSet.copyOf(roles);
        if (instances > 1 && roles.contains(Role.GATEWAY)) {
            // An HTTP transport's requests must all come to the verticle that holds the session.
            throw new ConfigurationException("node.instances", "a gateway is one: run more gateways instead");
        }
    }

    static NodeConfig read(Settings settings) {
        var roles = Role.parse(settings.text("node.roles"));
        var name = settings.text("node.name");
        return new NodeConfig(
                name.isBlank() ? roles.stream().map(Role::wire).collect(Collectors.joining("-")) : name,
                roles,
                settings.integer("node.instances", 1, 64));
    }
}
