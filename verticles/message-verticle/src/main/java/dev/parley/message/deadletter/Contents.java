package dev.parley.message.deadletter;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.broker.DeadMessage;
import dev.parley.model.bus.Json;
import dev.parley.model.deadletter.DeadLetter;
import dev.parley.model.deadletter.DeadLetterSummary;
import dev.parley.model.rooms.EventType;
import dev.parley.model.rooms.RoomCommand;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a dead letter holds, as far as it can be told. */
final class Contents {
    private static final Set<String> COMMANDS = Arrays.stream(
                    RoomCommand.class.getAnnotation(JsonSubTypes.class).value())
            .map(JsonSubTypes.Type::name)
            .collect(Collectors.toUnmodifiableSet());

    private static final Set<String> EVENTS =
            Arrays.stream(EventType.values()).map(EventType::wire).collect(Collectors.toUnmodifiableSet());

    private Contents() {}

    static DeadLetterSummary summary(DeadMessage message) {
        return new DeadLetterSummary(
                message.id(),
                message.cause(),
                message.attempts(),
                message.firstAt(),
                message.lastAt(),
                message.exchange(),
                message.routingKey(),
                message.body().length(),
                kind(message.body()));
    }

    static DeadLetter whole(DeadMessage message) {
        int length = Math.min(message.body().length(), DeadLetter.MAX_CONTENT);
        var shown = message.body().getBytes(0, length);
        boolean truncated = length < message.body().length();
        var text = truncated ? null : text(shown);
        return text == null
                ? new DeadLetter(summary(message), "base64", Base64.getEncoder().encodeToString(shown), truncated)
                : new DeadLetter(summary(message), "utf-8", text, false);
    }

    private static @Nullable String text(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException noText) {
            return null;
        }
    }

    /** In words that are ours: what stands in the content could be anything. */
    static @Nullable String kind(Buffer body) {
        JsonNode json;
        try {
            json = Json.mapper().readTree(body.getBytes());
        } catch (IOException unreadable) {
            return null;
        }
        var command = json.path("command").path("do").asText();
        if (COMMANDS.contains(command)) {
            return "intent " + command;
        }
        var types = new TreeSet<String>();
        json.path("events").forEach(event -> types.add(event.path("type").asText()));
        types.retainAll(EVENTS);
        return types.isEmpty() ? null : "events " + String.join(", ", types);
    }
}
