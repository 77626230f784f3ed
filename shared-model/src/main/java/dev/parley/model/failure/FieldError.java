package dev.parley.model.failure;

/**
 * One bad field of a request.
 *
 * @param field the field's path in the request, as {@code content.text}
 * @param message what it must be
 */
public record FieldError(String field, String message) {}
