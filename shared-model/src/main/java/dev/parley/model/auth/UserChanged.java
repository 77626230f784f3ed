package dev.parley.model.auth;

/** A user's names changed, or the account is gone (then {@code user} is {@link PublicUser#deleted}). */
public record UserChanged(PublicUser user) {}
