package dev.parley.assets;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;

/**
 * One hash of many files: another one as soon as any name or byte is another. Modules name each other by relative paths,
 * so that one hash before all of them is enough, and none has to be rewritten.
 */
final class ContentHash {
    private ContentHash() {}

    /**
     * @param folders below {@code root}
     * @param without a file that is not part of it: the one that has the hash written into it
     * @return 32 hexadecimal digits
     */
    static String of(Path root, List<String> folders, Path without) throws IOException {
        var files = new TreeMap<String, Path>(); // in the same order on every machine
        for (var folder : folders) {
            for (var file : Tree.filesOf(root.resolve(folder))) {
                if (!file.equals(without) && !Compressor.isCompressed(file)) {
                    files.put(root.relativize(file).toString().replace('\\', '/'), file);
                }
            }
        }
        var digest = sha256();
        for (var file : files.entrySet()) {
            digest.update(file.getKey().getBytes(StandardCharsets.UTF_8));
            digest.update((byte) 0);
            digest.update(sha256().digest(Tree.read(file.getValue())));
        }
        return HexFormat.of().formatHex(digest.digest(), 0, 16);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
