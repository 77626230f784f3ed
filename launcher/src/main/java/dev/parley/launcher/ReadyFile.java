package dev.parley.launcher;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.parley.model.bus.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The file that is there while a process serves: scripts wait for it, and learn from it where the process is reached. */
final class ReadyFile {
    /**
     * @param scheme of the gateway, http or https, null without one
     * @param port of the gateway, null without one
     * @param management the address that operators are served at
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record Content(
            String name,
            List<String> roles,
            long pid,
            @Nullable String scheme,
            @Nullable Integer port,
            String management,
            Instant startedAt) {}

    private final @Nullable Path file;

    /** @param file null to write none */
    ReadyFile(@Nullable Path file) {
        this.file = file;
    }

    /** @throws ConfigurationException if it cannot be written */
    void write(ParleyConfig config, Parley parley) {
        if (file == null) {
            return;
        }
        var node = config.node();
        var content = new Content(
                node.name(),
                node.roles().stream().map(Role::wire).toList(),
                ProcessHandle.current().pid(),
                node.roles().contains(Role.GATEWAY) ? parley.scheme() : null,
                node.roles().contains(Role.GATEWAY) ? parley.port() : null,
                config.management().url(parley.managementPort()),
                Instant.now());
        try {
            var beside = file.resolveSibling(file.getFileName() + ".new");
            Files.writeString(beside, Json.encode(content) + "\n");
            Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE); // whoever reads it reads all of it
        } catch (IOException e) {
            throw new ConfigurationException("--ready-file", file + " cannot be written: " + e.getMessage());
        }
    }

    void delete() {
        if (file != null) {
            try {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                throw new IllegalStateException("cannot delete " + file, e);
            }
        }
    }
}
