package dev.parley.model.search;

/** How far the index is. */
public record GetIndexStatus() {}
