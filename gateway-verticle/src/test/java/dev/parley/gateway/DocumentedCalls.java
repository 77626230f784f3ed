package dev.parley.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.net.http.HttpResponse;
import org.jspecify.annotations.Nullable;

/** REST calls of {@link TestGateway#ADA}, every answer checked against the OpenAPI document. */
final class DocumentedCalls {
    private final OpenApi openApi;
    private final HttpCalls http;
    private final String token;

    DocumentedCalls(TestGateway gateway) {
        this(gateway, gateway.token());
    }

    DocumentedCalls(TestGateway gateway, String token) {
        this.openApi = OpenApi.load(gateway.host);
        this.http = gateway.calls();
        this.token = token;
    }

    @CanIgnoreReturnValue
    HttpResponse<String> call(String operationId, int status, String method, String path, @Nullable String body) {
        return check(operationId, status, http.send(method, "/api/v1" + path, token, body));
    }

    void done(String operationId, String method, String path, @Nullable String body) {
        assertThat(call(operationId, 204, method, path, body).body()).isEmpty();
    }

    @CanIgnoreReturnValue
    HttpResponse<String> check(String operationId, int status, HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        openApi.assertAllows(operationId, response);
        return response;
    }
}
