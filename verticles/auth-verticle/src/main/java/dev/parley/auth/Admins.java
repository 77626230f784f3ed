package dev.parley.auth;

import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Who may do what operators do, by user id, username or e-mail address; case makes no difference. A name that nobody has
 * belongs to whoever registers it first, or renames to it: an id cannot be taken.
 */
public record Admins(Set<String> names) {
    public static final Admins NONE = new Admins(Set.of());

    public Admins {
        names = names.stream().map(Folding::fold).collect(Collectors.toUnmodifiableSet());
    }

    public static Admins of(Collection<String> names) {
        return new Admins(Set.copyOf(names));
    }

    boolean include(StoredUser user) {
        return names.contains(Folding.fold(user.id().value()))
                || names.contains(Folding.fold(user.username()))
                || names.contains(Folding.fold(user.email()));
    }
}
