package dev.parley.model.contacts;

import dev.parley.model.id.UserId;

/** Whom the caller blocks. */
public record ListBlocks(UserId caller) {}
