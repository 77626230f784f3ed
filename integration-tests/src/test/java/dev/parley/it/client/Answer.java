package dev.parley.it.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpHeaders;
import java.util.List;

/** What the server answered to {@code request}. */
public record Answer(String request, int status, HttpHeaders headers, String body) {
    /** Fails, showing the whole answer, if the status is another. */
    @CanIgnoreReturnValue
    public Answer expect(int expected) {
        assertThat(status).as("%s answered %s", request, body).isEqualTo(expected);
        return this;
    }

    /** Expects a refusal in the one form that the contract has for them. */
    @CanIgnoreReturnValue
    public Answer refused(int expectedStatus, String code) {
        expect(expectedStatus);
        assertThat(header("content-type")).as(request).startsWith("application/problem+json");
        var problem = json();
        assertThat(problem.getString("code"))
                .as("%s answered %s", request, body)
                .isEqualTo(code);
        assertThat(problem.getInteger("status")).as(body).isEqualTo(expectedStatus);
        assertThat(problem.fieldNames()).as(body).contains("type", "title", "status", "code", "detail", "requestId");
        return this;
    }

    /** Expects INVALID_REQUEST that names exactly these fields. */
    public void invalid(String... fields) {
        refused(400, "INVALID_REQUEST");
        assertThat(badFields()).as("%s answered %s", request, body).containsExactlyInAnyOrder(fields);
    }

    public List<String> badFields() {
        return objects("errors").stream()
                .map(error -> error.getString("field"))
                .distinct()
                .toList();
    }

    public JsonObject json() {
        return new JsonObject(body);
    }

    /** The objects in the array {@code name} of the body; none if it is missing. */
    public List<JsonObject> objects(String name) {
        return objects(json(), name);
    }

    public static List<JsonObject> objects(JsonObject parent, String name) {
        return parent.getJsonArray(name, new JsonArray()).stream()
                .map(JsonObject.class::cast)
                .toList();
    }

    public String header(String name) {
        return headers.firstValue(name).orElse("");
    }
}
