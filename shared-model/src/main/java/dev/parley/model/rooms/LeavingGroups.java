package dev.parley.model.rooms;

/** @param groups how many groups the user was still in; that they leave these is in the broker's hands */
public record LeavingGroups(int groups) {}
