package dev.parley.model.search;

/** Makes the index anew from the rooms' logs; searches go on meanwhile. One that is under way begins again. */
public record RebuildIndex() {}
