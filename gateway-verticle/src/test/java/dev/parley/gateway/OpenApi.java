package dev.parley.gateway;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.openapi.contract.OpenAPIContract;
import io.vertx.openapi.validation.ResponseValidator;
import io.vertx.openapi.validation.ValidatableResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The served OpenAPI document, read by a library that knows the standard. */
final class OpenApi {
    private static final List<String> METHODS = List.of("get", "put", "post", "delete", "patch", "head", "options");

    private final JsonObject document;
    private final OpenAPIContract contract;
    private final ResponseValidator validator;

    private OpenApi(Vertx vertx, JsonObject document) {
        this.document = document;
        this.contract =
                OpenAPIContract.from(vertx, inMediaTypesOfTheLibrary(document)).await();
        this.validator = ResponseValidator.create(vertx, contract);
    }

    /** Fails if it is not OpenAPI 3.1. */
    static OpenApi load(Vertx vertx) {
        return new OpenApi(vertx, yaml("api/openapi.yaml"));
    }

    static JsonObject yaml(String resource) {
        try (var stream = OpenApi.class.getClassLoader().getResourceAsStream(resource)) {
            if (stream == null) {
                throw new AssertionError(resource + " is not there");
            }
            return yamlOf(new String(stream.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonObject yamlOf(String text) throws JsonProcessingException {
        return new JsonObject(new YAMLMapper().readValue(text, new TypeReference<Map<String, Object>>() {}));
    }

    /** The library knows JSON and plain text alone; what they are called is not its business here. */
    private static JsonObject inMediaTypesOfTheLibrary(JsonObject document) {
        var text = document.encode()
                .replace("application/problem+json", "application/json")
                .replace("application/jwk-set+json", "application/json")
                .replace("application/x-www-form-urlencoded", "application/json")
                .replace("application/yaml", "text/plain")
                .replace("text/html", "text/plain");
        return new JsonObject(text);
    }

    /** The library validates no text; that there may be a page is all that there is to check. */
    private void assertDocumentsPage(String operationId, String status) {
        var operation = operations().entrySet().stream()
                .filter(one -> one.getValue().equals(operationId))
                .map(one -> one.getKey().split(" ", 2))
                .map(one -> document.getJsonObject("paths")
                        .getJsonObject(one[1])
                        .getJsonObject(one[0].toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no operation " + operationId));
        var answer = operation.getJsonObject("responses").getJsonObject(status, new JsonObject());
        var reference = answer.getString("$ref");
        if (reference != null) {
            answer = document.getJsonObject("components")
                    .getJsonObject("responses")
                    .getJsonObject(reference.replaceAll(".*/", ""));
        }
        if (!answer.getJsonObject("content", new JsonObject()).containsKey("text/html")) {
            throw new AssertionError(operationId + " may not answer " + status + " with a page");
        }
    }

    JsonObject document() {
        return document;
    }

    /** {@code GET /api/v1/users} with its operationId. */
    Map<String, String> operations() {
        var operations = new TreeMap<String, String>();
        var paths = document.getJsonObject("paths");
        for (var path : paths.fieldNames()) {
            var item = paths.getJsonObject(path);
            for (var method : METHODS) {
                if (item.containsKey(method)) {
                    operations.put(
                            method.toUpperCase(Locale.ROOT) + " " + path,
                            item.getJsonObject(method).getString("operationId"));
                }
            }
        }
        return operations;
    }

    /** Fails unless the response is one that the document allows for the operation. */
    void assertAllows(String operationId, HttpResponse<String> response) {
        var operation = contract.operation(operationId);
        if (operation == null) {
            throw new AssertionError("no operation " + operationId);
        }
        if (response.headers().firstValue("Content-Type").orElse("").startsWith("text/html")) {
            assertDocumentsPage(operationId, Integer.toString(response.statusCode()));
            return;
        }
        var type = response.headers().firstValue("Content-Type").map(t -> t.contains("json") ? "application/json" : t);
        var headers = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
        response.headers().map().forEach((name, values) -> headers.put(name, values.get(0)));
        try {
            var unused = validator
                    .validate(
                            ValidatableResponse.create(
                                    response.statusCode(),
                                    headers,
                                    response.body().isEmpty() ? null : Buffer.buffer(response.body()),
                                    type.orElse(null)),
                            operationId)
                    .await();
        } catch (RuntimeException e) {
            throw new AssertionError(
                    operationId + " may not answer " + response.statusCode() + " " + response.body() + ": "
                            + e.getMessage(),
                    e);
        }
    }

    /** The texts of an array somewhere in the document. */
    static List<String> texts(JsonArray array) {
        var texts = new ArrayList<String>();
        array.forEach(value -> texts.add(String.valueOf(value)));
        return texts;
    }
}
