package dev.parley.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The repository's docker-compose.yml: anchors and merges resolved, variables still to be put in. */
record ComposeFile(Map<String, ComposeService> services, Map<String, Object> volumes, Map<String, Object> secrets) {
    static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    static ComposeFile read() {
        var options = new LoaderOptions();
        options.setAllowDuplicateKeys(false); // as Compose, which refuses them
        options.setMaxAliasesForCollections(1000); // the bound is against hostile files; this one is ours
        try (var text = Files.newBufferedReader(ROOT.resolve("docker-compose.yml"))) {
            var document = map(new Yaml(new SafeConstructor(options)).load(text));
            var services = new LinkedHashMap<String, ComposeService>();
            map(document.get("services"))
                    .forEach((name, keys) -> services.put(name, new ComposeService(name, map(keys))));
            return new ComposeFile(services, map(document.get("volumes")), map(document.get("secrets")));
        } catch (IOException e) {
            throw new AssertionError("docker-compose.yml cannot be read", e);
        }
    }

    /** Those that run Parley's own image, by their names. */
    Map<String, ComposeService> roles() {
        var roles = new LinkedHashMap<>(services);
        roles.values().removeIf(service -> !service.keys().containsKey("build"));
        return roles;
    }

    ComposeService service(String name) {
        return Objects.requireNonNull(services.get(name), name);
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> map(@Nullable Object value) {
        return (Map<String, Object>) Objects.requireNonNull(value);
    }
}
