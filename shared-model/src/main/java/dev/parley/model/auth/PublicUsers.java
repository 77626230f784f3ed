package dev.parley.model.auth;

import java.util.List;

/** Some users, in the order that the request's page tells. */
public record PublicUsers(List<PublicUser> users) {
    public PublicUsers {
        users = List.copyOf(users);
    }
}
