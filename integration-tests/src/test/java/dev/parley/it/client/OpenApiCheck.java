package dev.parley.it.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/** Holds every answer against the OpenAPI document: its status is documented, its body has the documented shape. */
public final class OpenApiCheck {
    private static final String LOCATION = "https://parley.invalid/openapi";

    private final JsonNode document;
    private final JsonSchemaFactory factory;
    private final Map<String, JsonSchema> schemas = new ConcurrentHashMap<>();
    private final Set<String> seen = ConcurrentHashMap.newKeySet();

    public OpenApiCheck(String yaml) {
        try {
            document = new ObjectMapper(new YAMLFactory()).readTree(yaml);
        } catch (JsonProcessingException e) {
            throw new AssertionError("the OpenAPI document is not YAML", e);
        }
        factory = JsonSchemaFactory.getInstance(
                SpecVersion.VersionFlag.V202012,
                builder -> builder.schemaLoaders(loaders -> loaders.schemas(Map.of(LOCATION, document.toString()))));
    }

    public JsonNode document() {
        return document;
    }

    /** {@code METHOD /template} of every operation that was called so far. */
    public Set<String> seen() {
        return new TreeSet<>(seen);
    }

    /** Does nothing for paths that the document does not have: those are the router's 404. */
    void check(String method, String path, Answer answer) {
        var template = template(path.replaceFirst("\\?.*", ""), method);
        if (template.isEmpty()) {
            return;
        }
        seen.add(method + " " + template);
        var operation = document.at(pointer("paths", template, method.toLowerCase(java.util.Locale.ROOT)));
        var status = Integer.toString(answer.status());
        var responses = operation.path("responses");
        var key = responses.has(status) ? status : "default";
        assertThat(responses.has(key))
                .as("%s %s answered %s (%s), which its OpenAPI does not know", method, template, status, answer.body())
                .isTrue();
        if (!answer.body().isEmpty()) {
            checkBody(method, template, key, answer);
        }
    }

    private void checkBody(String method, String template, String key, Answer answer) {
        var at = pointer("paths", template, method.toLowerCase(java.util.Locale.ROOT), "responses", key);
        var reference = document.at(at).path("$ref").asText("");
        var response = reference.isEmpty() ? at : reference.substring(1);
        var type = answer.header("content-type").replaceFirst(";.*", "");
        var schemaAt = response + pointer("content", type, "schema");
        assertThat(document.at(schemaAt).isMissingNode())
                .as("%s %s answered %s as %s, which its OpenAPI does not know", method, template, key, type)
                .isFalse();
        var schema = schemas.computeIfAbsent(
                schemaAt,
                pointer -> factory.getSchema(
                        SchemaLocation.of(LOCATION + "#" + pointer),
                        SchemaValidatorsConfig.builder()
                                .formatAssertionsEnabled(true)
                                .build()));
        assertThat(schema.validate(answer.body(), InputFormat.JSON))
                .as("%s %s answered %s with %s", method, template, key, answer.body())
                .isEmpty();
    }

    /** The most literal template that fits and has the method: {@code /users/me} before {@code /users/{id}}. */
    private String template(String path, String method) {
        var best = "";
        for (var names = document.path("paths").fieldNames(); names.hasNext(); ) {
            var candidate = names.next();
            var relative = candidate.startsWith(Rest.API) ? candidate.substring(Rest.API.length()) : candidate;
            if (path.matches(relative.replaceAll("\\{[^}]+}", "[^/]+"))
                    && document.at(pointer("paths", candidate)).has(method.toLowerCase(java.util.Locale.ROOT))
                    && (best.isEmpty() || best.contains("{") && !relative.contains("{"))) {
                best = candidate;
            }
        }
        return best;
    }

    private static String pointer(String... names) {
        var pointer = new StringBuilder();
        for (var name : names) {
            pointer.append('/').append(name.replace("~", "~0").replace("/", "~1"));
        }
        return pointer.toString();
    }
}
