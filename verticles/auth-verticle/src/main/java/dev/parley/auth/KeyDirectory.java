package dev.parley.auth;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What {@code scripts/keys rotate} leaves for auth-verticle: further keys, each in {@code <kid>.pem} (PKCS#8); in {@code signing}
 * the kid of the one that signs; and {@code first-withdrawn}, if the configuration's own key is not to be believed any more. Each
 * file appears whole. A directory that is not there is empty.
 *
 * @param pems by kid
 * @param signing null: the configuration's key signs
 */
record KeyDirectory(
        SortedMap<String, String> pems, @Nullable String signing, boolean firstWithdrawn) {
    static final KeyDirectory EMPTY = new KeyDirectory(new TreeMap<>(), null, false);

    private static final String PEM = ".pem";

    /** Blocks. */
    static KeyDirectory read(Path directory) throws IOException {
        var pems = new TreeMap<String, String>();
        if (Files.isDirectory(directory)) {
            try (var files = Files.newDirectoryStream(directory, "*" + PEM)) {
                for (var file : files) {
                    var name = file.getFileName().toString();
                    pems.put(name.substring(0, name.length() - PEM.length()), Files.readString(file));
                }
            }
        }
        var signing = text(directory.resolve("signing")).strip();
        return new KeyDirectory(
                pems, signing.isEmpty() ? null : signing, Files.exists(directory.resolve("first-withdrawn")));
    }

    private static String text(Path file) throws IOException {
        try {
            return Files.readString(file);
        } catch (NoSuchFileException none) {
            return "";
        }
    }

    @Override
    public String toString() {
        return "KeyDirectory[kids=" + pems.keySet() + ", signing=" + signing + ", firstWithdrawn=" + firstWithdrawn
                + "]";
    }
}
