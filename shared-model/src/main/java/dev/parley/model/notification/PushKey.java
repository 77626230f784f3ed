package dev.parley.model.notification;

/** @param publicKey a browser's {@code applicationServerKey} (RFC 8292): an uncompressed P-256 point in base64url */
public record PushKey(String publicKey) {}
