package dev.parley.it.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.it.client.Parley;
import dev.parley.it.system.SharedParley;
import java.util.Locale;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The documents that the server serves about itself. That its answers keep to them is checked with every call. */
@ExtendWith(SharedParley.class)
class DocsTest {
    private final Parley parley;

    DocsTest(Parley parley) {
        this.parley = parley;
    }

    @Test
    void openApiIsOfVersion31() {
        assertThat(parley.openApi().document().path("openapi").asText()).startsWith("3.1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "POST /users",
                "POST /auth",
                "POST /auth/refresh",
                "POST /auth/logout",
                "GET /auth/sessions",
                "DELETE /auth/sessions/{}",
                "GET /users/me",
                "PUT /users/me",
                "DELETE /users/me",
                "PUT /users/me/password",
                "GET /users/{}",
                "GET /users",
                "POST /contacts",
                "GET /contacts",
                "PATCH /contacts/{}",
                "DELETE /contacts/{}",
                "PUT /blocks/{}",
                "DELETE /blocks/{}",
                "GET /blocks",
                "POST /rooms",
                "GET /rooms",
                "GET /rooms/{}",
                "PATCH /rooms/{}",
                "DELETE /rooms/{}",
                "GET /rooms/{}/members",
                "POST /rooms/{}/members",
                "PATCH /rooms/{}/members/{}",
                "DELETE /rooms/{}/members/{}",
                "GET /rooms/{}/messages",
                "GET /rooms/{}/events",
                "POST /rooms/{}/messages",
                "PATCH /rooms/{}/messages/{}",
                "DELETE /rooms/{}/messages/{}",
                "PUT /rooms/{}/messages/{}/reactions/{}",
                "DELETE /rooms/{}/messages/{}/reactions/{}",
                "PUT /rooms/{}/read",
                "PUT /rooms/{}/mute",
                "GET /presence",
                "GET /notifications",
                "PUT /notifications/read",
                "GET /notifications/settings",
                "PUT /notifications/settings",
                "GET /notifications/push-key",
                "POST /notifications/subscriptions",
                "DELETE /notifications/subscriptions",
                "DELETE /notifications/subscriptions/{}",
                "GET /notifications/webhook",
                "PUT /notifications/webhook",
                "DELETE /notifications/webhook"
            })
    void everyCallOfTheContractIsInTheOpenApi(String call) {
        var method = call.substring(0, call.indexOf(' ')).toLowerCase(Locale.ROOT);
        var path = call.substring(call.indexOf(' ') + 1);
        var paths = parley.openApi().document().path("paths");

        var names = (Iterable<String>) paths::fieldNames;
        assertThat(StreamSupport.stream(names.spliterator(), false)
                        .filter(name -> name.replace("/api/v1", "")
                                .replaceAll("\\{[^}]+}", "{}")
                                .equals(path))
                        .map(paths::path)
                        .filter(item -> item.has(method)))
                .as(call)
                .hasSize(1);
    }

    @Test
    void everyOperationOfTheOpenApiSaysWhatItAnswers() {
        for (JsonNode path : parley.openApi().document().path("paths")) {
            for (var method : new String[] {"get", "post", "put", "patch", "delete"}) {
                if (path.has(method)) {
                    var operation = path.path(method);
                    assertThat(operation.path("operationId").asText()).isNotBlank();
                    assertThat(operation.path("responses").size()).isPositive();
                }
            }
        }
    }

    @Test
    void thereIsAPageToReadIt() {
        var page = parley.anonymous().fetch("/api/docs").expect(200);

        assertThat(page.header("content-type")).startsWith("text/html");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
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
                "message.created",
                "message.edited",
                "message.deleted",
                "reaction.updated",
                "room.created",
                "room.updated",
                "member.joined",
                "member.left",
                "member.role",
                "room.deleted",
                "receipt",
                "presence",
                "contact",
                "message.failed",
                "notification",
                "token.expiring",
                "goaway"
            })
    void everyOperationAndEventIsInTheAsyncApi(String name) {
        var document =
                parley.anonymous().fetch("/api/asyncapi.yaml").expect(200).body();

        assertThat(document)
                .startsWith("asyncapi: ")
                .containsPattern("[\\s'\"]" + name.replace(".", "\\.") + "['\"\\s:]");
    }
}
