package dev.parley.model.health;

/** Is this role, with its stores, in order? */
public record CheckHealth() {}
