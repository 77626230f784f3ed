package dev.parley.launcher;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** What a process can be: one verticle each, in the order they are deployed. The gateway opens its door last. */
public enum Role {
    AUTH,
    CONTACTS,
    MESSAGE,
    PRESENCE,
    NOTIFICATION,
    SEARCH,
    GATEWAY;

    /** The name in {@code --roles} and on the bus. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Set<Role> all() {
        return EnumSet.allOf(Role.class);
    }

    /**
     * @param list names separated by commas, or {@code all}
     * @throws ConfigurationException naming the one that is no role
     */
    public static Set<Role> parse(String list) {
        if (list.equals("all")) {
            return all();
        }
        var roles = EnumSet.noneOf(Role.class);
        for (var name : list.split(",", -1)) {
            roles.add(Arrays.stream(values())
                    .filter(role -> role.wire().equals(name.trim()))
                    .findFirst()
                    .orElseThrow(() -> new ConfigurationException(
                            "--roles", "'" + name + "' is no role; the roles are " + names())));
        }
        return roles;
    }

    private static String names() {
        return Arrays.stream(values()).map(Role::wire).collect(Collectors.joining(", "));
    }
}
