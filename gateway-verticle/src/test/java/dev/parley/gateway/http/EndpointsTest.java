package dev.parley.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.http.HttpMethod;
import org.junit.jupiter.api.Test;

class EndpointsTest {
    @Test
    void pathsAreKnownByTheirShape() {
        var endpoints = new Endpoints();
        endpoints.add(HttpMethod.GET, "/rooms/{roomId}");
        endpoints.add(HttpMethod.DELETE, "/rooms/{roomId}");
        endpoints.add(HttpMethod.GET, "/rooms/{roomId}/members");

        assertThat(endpoints.methodsOf("/rooms/1")).containsExactly("DELETE", "GET");
        assertThat(endpoints.methodsOf("/rooms/1/")).containsExactly("DELETE", "GET");
        assertThat(endpoints.methodsOf("/rooms/1/members")).containsExactly("GET");
        assertThat(endpoints.methodsOf("/rooms")).isEmpty();
        assertThat(endpoints.methodsOf("/rooms/1/2")).isEmpty();
    }

    @Test
    void whatLooksLikeAPatternIsTakenAsItIs() {
        var endpoints = new Endpoints();
        endpoints.add(HttpMethod.GET, "/.well-known/jwks.json");
        assertThat(endpoints.methodsOf("/xwell-known/jwksxjson")).isEmpty();
        assertThat(endpoints.methodsOf("/.well-known/jwks.json")).containsExactly("GET");
    }
}
