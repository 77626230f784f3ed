package dev.parley.model.auth;

/** The public keys that access tokens are checked with. */
public record GetSigningKeys() {}
