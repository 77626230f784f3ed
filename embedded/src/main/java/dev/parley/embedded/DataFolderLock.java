package dev.parley.embedded;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * One Parley to a data folder. The operating system gives the lock back when the process dies, however it dies, so a lock file that was left
 * behind means nothing by itself.
 */
final class DataFolderLock implements AutoCloseable {

    /** Far behind the pid, which must stay readable: on Windows a locked region cannot be read by others. */
    private static final long LOCKED_BYTE = 1L << 20;

    private final FileChannel channel;

    private DataFolderLock(FileChannel channel) {
        this.channel = channel;
    }

    static DataFolderLock acquire(DataFolder data) throws EmbeddedStartException {
        Path file = data.run().resolve("parley.lock");
        try {
            FileChannel channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            boolean kept = false;
            try {
                if (tryLock(channel) == null) {
                    throw new EmbeddedStartException(
                            data + " is in use by another Parley (pid " + readPid(channel) + ")");
                }
                writePid(channel);
                kept = true;
                return new DataFolderLock(channel);
            } finally {
                if (!kept) {
                    channel.close();
                }
            }
        } catch (IOException e) {
            throw new EmbeddedStartException("cannot lock the data folder " + data + ": " + e.getMessage(), e);
        }
    }

    /** Gives the folder back. The file stays: deleting it would let two others lock two files of one name. */
    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            // The lock ends with the channel or, at the latest, with the process; nothing is left to do.
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock(LOCKED_BYTE, 1, false);
        } catch (OverlappingFileLockException e) {
            return null; // held by this very process
        }
    }

    private static void writePid(FileChannel channel) throws IOException {
        byte[] pid = Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII);
        channel.truncate(0);
        int written = channel.write(ByteBuffer.wrap(pid), 0);
        if (written != pid.length) {
            throw new IOException("the pid could not be written");
        }
    }

    private static String readPid(FileChannel channel) throws IOException {
        ByteBuffer pid = ByteBuffer.allocate(20);
        int read = channel.read(pid, 0);
        return read <= 0 ? "unknown" : new String(pid.array(), 0, read, StandardCharsets.US_ASCII).strip();
    }
}
