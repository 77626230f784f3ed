package dev.parley.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.net.HostAndPort;
import java.util.List;
import org.junit.jupiter.api.Test;

class OriginPolicyTest {
    private final OriginPolicy policy =
            new OriginPolicy(List.of("https://Chat.example.org", "http://dev.example:3000"));

    @Test
    void configuredOriginsAreComparedByWhatTheyMean() {
        assertThat(policy.isConfigured("https://chat.example.org")).isTrue();
        assertThat(policy.isConfigured("https://CHAT.example.org:443")).isTrue();
        assertThat(policy.isConfigured("http://dev.example:3000")).isTrue();
        assertThat(policy.isConfigured("http://chat.example.org")).isFalse();
        assertThat(policy.isConfigured("https://chat.example.org:8443")).isFalse();
        assertThat(policy.isConfigured("https://chat.example.org.evil.example")).isFalse();
        assertThat(policy.isConfigured("https://evil.example/https://chat.example.org"))
                .isFalse();
        assertThat(policy.isConfigured("https://chat.example.org@evil.example")).isFalse();
        assertThat(policy.isConfigured("null")).isFalse();
        assertThat(policy.isConfigured("")).isFalse();
    }

    @Test
    void theSameOriginIsTheHostAskedFor() {
        assertThat(policy.isSame("http://localhost:8080", HostAndPort.create("localhost", 8080), false))
                .isTrue();
        assertThat(policy.isSame("http://LocalHost:8080", HostAndPort.create("localhost", 8080), false))
                .isTrue();
        assertThat(policy.isSame("http://localhost:8081", HostAndPort.create("localhost", 8080), false))
                .isFalse();
        assertThat(policy.isSame("http://evil.example:8080", HostAndPort.create("localhost", 8080), false))
                .isFalse();
        assertThat(policy.isSame("null", HostAndPort.create("localhost", 8080), false))
                .isFalse();
        assertThat(policy.isSame("http://localhost", null, false)).isFalse();
    }

    @Test
    void aMissingPortIsTheSchemesOwnAlsoBehindAProxyThatTakesTlsOff() {
        assertThat(policy.isSame("https://parley.example", HostAndPort.create("parley.example", -1), false))
                .isTrue();
        assertThat(policy.isSame("https://parley.example", HostAndPort.create("parley.example", 443), false))
                .isTrue();
        assertThat(policy.isSame("http://parley.example", HostAndPort.create("parley.example", 443), false))
                .isFalse();
    }

    @Test
    void aPageThatCameWithoutTlsIsNotTheSameOverTls() {
        assertThat(policy.isSame("https://parley.example", HostAndPort.create("parley.example", -1), true))
                .isTrue();
        assertThat(policy.isSame("https://parley.example:8443", HostAndPort.create("parley.example", 8443), true))
                .isTrue();
        assertThat(policy.isSame("http://parley.example", HostAndPort.create("parley.example", -1), true))
                .isFalse();
        assertThat(policy.isSame("http://parley.example:8443", HostAndPort.create("parley.example", 8443), true))
                .isFalse();
    }

    @Test
    void whatIsNoOriginIsRefusedByItsKey() {
        OriginPolicy.check("gateway.allowedOrigins", List.of("https://chat.example.org"));
        for (var bad :
                List.of("*", "chat.example.org", "ftp://a.example", "https://a.example/path", "https://u@a.example")) {
            assertThatThrownBy(() -> OriginPolicy.check("gateway.allowedOrigins", List.of(bad)))
                    .hasMessageContaining("gateway.allowedOrigins: " + bad);
        }
    }
}
