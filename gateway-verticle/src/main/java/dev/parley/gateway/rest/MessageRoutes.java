package dev.parley.gateway.rest;

import dev.parley.gateway.operation.MessageOperations;

/** Messages: for history, and for bots and scripts that need no socket. */
final class MessageRoutes {
    private final MessageOperations messages;

    MessageRoutes(MessageOperations messages) {
        this.messages = messages;
    }

    void mount(Rest rest) {
        rest.get(
                "/rooms/{roomId}/messages",
                request -> messages.history(request.caller(), request.query("before", "after", "limit"))
                        .map(Answer::ok));
        rest.post(
                "/rooms/{roomId}/messages",
                request -> messages.post(request.caller(), request.body()).map(Answer::created));
        rest.get(
                "/rooms/{roomId}/messages/{messageId}",
                request -> messages.get(request.caller(), request.path()).map(Answer::ok));
        rest.patch(
                "/rooms/{roomId}/messages/{messageId}",
                request ->
                        messages.editAndRead(request.caller(), request.body()).map(Answer::ok));
        rest.delete(
                "/rooms/{roomId}/messages/{messageId}",
                request -> messages.delete(request.caller(), request.path()).map(Answer::nothing));
        rest.put(
                "/rooms/{roomId}/messages/{messageId}/reactions/{emoji}",
                request ->
                        messages.react(request.caller(), request.path(), true).map(Answer::nothing));
        rest.delete(
                "/rooms/{roomId}/messages/{messageId}/reactions/{emoji}",
                request ->
                        messages.react(request.caller(), request.path(), false).map(Answer::nothing));
    }
}
