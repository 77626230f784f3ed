package dev.parley.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.stream.Stream;

/** The file a child process writes its output to. One start, one file; the file of the start before is kept as {@code name.log.1}. */
final class ServerLog {

    private final Path file;

    private ServerLog(Path file) {
        this.file = file;
    }

    static ServerLog begin(Path folder, String name) throws IOException {
        Path file = folder.resolve(name + ".log");
        if (Files.exists(file)) {
            Files.move(file, folder.resolve(name + ".log.1"), StandardCopyOption.REPLACE_EXISTING);
        }
        OwnerOnly.write(file, "");
        return new ServerLog(file);
    }

    Path file() {
        return file;
    }

    /** The last line that holds one of the words, from the first of them on: servers say there why they gave up. */
    Optional<String> lastLineWith(String... words) {
        Deque<String> last = new ArrayDeque<>(1);
        try (Stream<String> lines = Files.lines(file, StandardCharsets.ISO_8859_1)) {
            lines.forEach(line -> {
                for (String word : words) {
                    int at = line.indexOf(word);
                    if (at >= 0) {
                        last.clear();
                        last.add(line.substring(at));
                        return;
                    }
                }
            });
        } catch (IOException e) {
            return Optional.empty(); // a diagnosis is a courtesy: the failure it would explain is reported anyway
        }
        return Optional.ofNullable(last.peekLast());
    }
}
