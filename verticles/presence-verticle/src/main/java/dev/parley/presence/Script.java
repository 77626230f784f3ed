package dev.parley.presence;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * A Lua script that Redis runs atomically, with {@code common.lua} before it.
 *
 * @param sha1 what EVALSHA calls it by
 */
record Script(String body, String sha1) {
    static final Script ATTACH = load("attach");
    static final Script DETACH = load("detach");
    static final Script SET = load("set");
    static final Script RENEW = load("renew");
    static final Script SWEEP = load("sweep");
    static final Script GET = load("get");
    static final Script FORGET = load("forget");
    static final List<Script> ALL = List.of(ATTACH, DETACH, SET, RENEW, SWEEP, GET, FORGET);

    private static Script load(String name) {
        var body = read("common.lua") + "\n" + read(name + ".lua");
        try {
            var hash = MessageDigest.getInstance("SHA-1").digest(body.getBytes(StandardCharsets.UTF_8));
            return new Script(body, HexFormat.of().formatHex(hash));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-1", e);
        }
    }

    private static String read(String file) {
        try (var in = Script.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException("missing in the jar: " + file);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
