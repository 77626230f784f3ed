package dev.parley.model.notification;

/** What do browsers subscribe with? */
public record GetPushKey() {}
