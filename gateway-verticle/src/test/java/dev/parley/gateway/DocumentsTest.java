package dev.parley.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.model.failure.FailureCode;
import dev.parley.model.live.EventNames;
import dev.parley.model.rooms.EventType;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DocumentsTest {
    private static final Set<String> OPERATIONS_OF_THE_CONTRACT = Set.of(
            "auth",
            "ping",
            "message.send",
            "message.edit",
            "message.delete",
            "reaction.add",
            "reaction.remove",
            "receipt.delivered",
            "receipt.read",
            "typing",
            "presence.set",
            "presence.subscribe",
            "sync",
            "history",
            "rooms",
            "room.focus");

    private final TestGateway gateway = TestGateway.listening();
    private final OpenApi openApi = OpenApi.load(gateway.host);
    private final JsonObject asyncApi = OpenApi.yaml("api/asyncapi.yaml");

    @AfterAll
    void close() {
        gateway.close();
    }

    @Test
    void openApiListsExactlyWhatIsMounted() {
        var mounted = gateway.endpoints().all().stream()
                .filter(endpoint -> !endpoint.method().equals(HttpMethod.HEAD))
                .map(endpoint -> endpoint.method() + " " + endpoint.path())
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(openApi.operations().keySet()).containsExactlyElementsOf(mounted);
        assertThat(new HashSet<>(openApi.operations().values()))
                .as("every operation has an id of its own")
                .hasSameSizeAs(openApi.operations().values());
    }

    @Test
    void everyOperationIsReallyThere() {
        var http = gateway.calls();
        openApi.operations().keySet().forEach(operation -> {
            var parts = operation.split(" ", 2);
            var path = parts[1].replaceAll("\\{\\w+}", "1");
            var response = http.send(http.request(parts[0], path));
            assertThat(response.statusCode()).as(operation).isNotIn(404, 405, 500);
        });
    }

    @Test
    void everyCallButThoseThatMakeTokensWantsOne() {
        var http = gateway.calls();
        openApi.operations().keySet().stream()
                .filter(operation -> operation.contains("/api/v1/"))
                .forEach(operation -> {
                    var parts = operation.split(" ", 2);
                    var open = openApi.document()
                            .getJsonObject("paths")
                            .getJsonObject(parts[1])
                            .getJsonObject(parts[0].toLowerCase(Locale.ROOT))
                            .containsKey("security");
                    var path = parts[1].replaceAll("\\{\\w+}", "1");
                    var response = http.send(http.request(parts[0], path));
                    assertThat(response.statusCode() == 401).as(operation).isEqualTo(!open);
                });
    }

    @Test
    void bothDocumentsKnowExactlyTheCodesThereAre() {
        var codes = Arrays.stream(FailureCode.values()).map(Enum::name).toList();
        assertThat(enumOf(openApi.document(), "FailureCode")).containsExactlyElementsOf(codes);
        assertThat(enumOf(asyncApi, "FailureCode")).containsExactlyElementsOf(codes);
    }

    @Test
    void bothDocumentsKnowExactlyTheEventsOfARoomsLog() {
        var types = Arrays.stream(EventType.values()).map(EventType::wire).toList();
        assertThat(eventTypesOf(openApi.document())).containsExactlyElementsOf(types);
        assertThat(eventTypesOf(asyncApi)).containsExactlyElementsOf(types);
    }

    @Test
    void asyncApiListsTheOperationsOfTheContract() {
        assertThat(asyncApi.getString("asyncapi")).isEqualTo("3.0.0");
        var operations = new HashSet<>(asyncApi.getJsonObject("operations").fieldNames());
        operations.remove("events");
        assertThat(operations).isEqualTo(OPERATIONS_OF_THE_CONTRACT);
    }

    @Test
    void asyncApiListsEveryServerEvent() throws IllegalAccessException {
        var messages = asyncApi.getJsonObject("components").getJsonObject("messages");
        var sent = asyncApi.getJsonObject("operations").getJsonObject("events").getJsonArray("messages").stream()
                .map(reference -> ((JsonObject) reference).getString("$ref").replaceAll(".*/", ""))
                .map(name -> messages.getJsonObject(name).getString("name"))
                .collect(Collectors.toSet());
        var known =
                Arrays.stream(EventType.values()).map(EventType::wire).collect(Collectors.toCollection(HashSet::new));
        for (var field : EventNames.class.getFields()) {
            if (field.getType() == String.class) {
                known.add((String) field.get(null));
            }
        }
        assertThat(sent).isEqualTo(known);
    }

    @Test
    void everyReferenceInAsyncApiLeadsSomewhere() {
        var references = Pattern.compile("\"\\$ref\":\"#/([^\"]+)\"").matcher(asyncApi.encode());
        int found = 0;
        while (references.find()) {
            found++;
            Object at = asyncApi;
            for (var step : references.group(1).split("/", -1)) {
                at = at instanceof JsonObject object ? object.getValue(step) : null;
                assertThat(at).as(references.group()).isNotNull();
            }
        }
        assertThat(found).isGreaterThan(100);
    }

    @Test
    void theDocumentsAreServed() {
        var http = gateway.calls();
        for (var path : Set.of("/api/openapi.yaml", "/api/asyncapi.yaml")) {
            var response = http.get(path);
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(HttpCalls.header(response, "Content-Type")).isEqualTo("application/yaml");
        }
        assertThat(http.get("/api/openapi.yaml").body()).startsWith("openapi: 3.1");
    }

    @Test
    void everythingTheDocsPageLoadsIsThere() {
        var http = gateway.calls();
        var page = http.get("/api/docs");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(HttpCalls.header(page, "Content-Type")).startsWith("text/html");
        var links = Pattern.compile("(?:src|href)=\"(/[^\"]+)\"").matcher(page.body());
        int found = 0;
        while (links.find()) {
            var target = links.group(1);
            if (target.endsWith(".js") || target.endsWith(".css") || target.endsWith(".yaml")) {
                found++;
                assertThat(http.get(target).statusCode()).as(target).isEqualTo(200);
            }
        }
        assertThat(found).isGreaterThanOrEqualTo(6);
        assertThat(page.body()).as("the page's policy runs no inline scripts").doesNotContainPattern("<script>");
    }

    private static Iterable<String> enumOf(JsonObject document, String schema) {
        return OpenApi.texts(schemas(document).getJsonObject(schema).getJsonArray("enum"));
    }

    private static Iterable<String> eventTypesOf(JsonObject document) {
        JsonArray types = schemas(document)
                .getJsonObject("Event")
                .getJsonObject("properties")
                .getJsonObject("type")
                .getJsonArray("enum");
        return OpenApi.texts(types);
    }

    private static JsonObject schemas(JsonObject document) {
        return document.getJsonObject("components").getJsonObject("schemas");
    }
}
