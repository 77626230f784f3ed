package dev.parley.model.notification;

/** @param available whether who wants mail gets some */
public record MailOffer(boolean available) {}
