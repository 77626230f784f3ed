package dev.parley.it.history;

import io.vertx.core.json.JsonObject;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What one client did and saw, one JSON object a line, in the order it happened. Thread-safe.
 *
 * <p>The lines, by their {@code what}:
 *
 * <ul>
 *   <li>{@code sent}: {@code by}, {@code room}, {@code key} (the client's own id of the message); every attempt
 *   <li>{@code acked}: the same, and the {@code id} that the message got
 *   <li>{@code change}: {@code by}, {@code room}, {@code kind} (edited, deleted), {@code id} of the message, {@code text}
 *   <li>{@code changed}: the same, once it is acknowledged
 *   <li>{@code live}: {@code by} who heard it, {@code room}, {@code seq}, {@code kind} (created, edited, deleted, or
 *       another), {@code id}, {@code text} of an edited one
 *   <li>{@code read}: the same from the room's log, the whole of it in its order, and of a created one its {@code author}
 *       and {@code key}
 * </ul>
 */
public final class Journal implements AutoCloseable {
    private final BufferedWriter out; // guarded by this

    private Journal(BufferedWriter out) {
        this.out = out;
    }

    /** A new file {@code <client>.jsonl} in {@code folder}. */
    public static Journal of(Path folder, String client) {
        try {
            return new Journal(Files.newBufferedWriter(folder.resolve(client + ".jsonl")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @param fields the keys of the line and their values in turn, beside {@code what} */
    public synchronized void write(String what, Object... fields) {
        var line = new JsonObject().put("what", what);
        for (int i = 0; i < fields.length; i += 2) {
            line.put(String.valueOf(fields[i]), fields[i + 1]);
        }
        try {
            out.write(line.encode());
            out.newLine();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public synchronized void close() {
        try {
            out.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
