package dev.parley.model.auth;

/**
 * Users whose username or display name begins with {@code query}, case folded.
 *
 * @param query at least 2 characters
 * @param limit 1 to 50
 */
public record SearchUsers(String query, int limit) {}
