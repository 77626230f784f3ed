package dev.parley.model.notification;

/** Does this server send mail? */
public record GetMailOffer() {}
