package dev.parley.gateway.site;

import dev.parley.gateway.http.Digest;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * By what a change of a file is noticed without reading it: its size, the times at which it and its inode were last
 * written, and which inode it is. The inode's time is set by nobody: it tells of a file that was put in another's place
 * with the same size and the same old time, as builds that can be repeated make them.
 *
 * @param identity of the inode, and its time; what of them there is on this platform
 */
record Stamp(Path file, long size, FileTime modified, String identity) {
    /** @return null if it is no file but a folder, a pipe, a device */
    static @Nullable Stamp of(Path file) throws IOException {
        var attributes = Files.readAttributes(file, BasicFileAttributes.class);
        return attributes.isRegularFile()
                ? new Stamp(
                        file,
                        attributes.size(),
                        attributes.lastModifiedTime(),
                        Objects.requireNonNullElse(attributes.fileKey(), "") + "@" + changed(file))
                : null;
    }

    private static String changed(Path file) throws IOException {
        try {
            return String.valueOf(Files.getAttribute(file, "unix:ctime"));
        } catch (UnsupportedOperationException windows) {
            return "";
        }
    }

    /** Strong as far as a file system can tell: another one as soon as anything of it is. Another one on every node. */
    String tag() {
        return Digest.of(Buffer.buffer(size + " " + modified + " " + identity));
    }
}
