package dev.parley.model.live;

/** Who is attached to this gateway node? */
public record GetRoster() {}
