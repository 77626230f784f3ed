package dev.parley.it.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.it.system.Installation;
import dev.parley.it.system.ParleyProcess;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Locale;
import java.util.UUID;
import javax.net.ssl.SSLContext;

/** A running Parley as its clients see it. */
public final class Parley {
    public static final String PASSWORD = "correct horse battery staple";

    private final Installation installation;
    private final URI baseUri;
    private final HttpClient http;
    private final OpenApiCheck openApi;

    private Parley(Installation installation, URI baseUri, HttpClient http, OpenApiCheck openApi) {
        this.installation = installation;
        this.baseUri = baseUri;
        this.http = http;
        this.openApi = openApi;
    }

    public static Parley at(Installation installation) {
        return at(installation, installation.baseUri());
    }

    /** @param gateway the base address of one of its gateways */
    public static Parley at(Installation installation, URI gateway) {
        return at(installation, gateway, HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1));
    }

    /**
     * By TLS: REST by HTTP/2, WebSockets by HTTP/1.1.
     *
     * @param trust what the gateway's certificate is checked with
     */
    public static Parley at(Installation installation, URI gateway, SSLContext trust) {
        return at(
                installation,
                gateway,
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).sslContext(trust));
    }

    private static Parley at(Installation installation, URI gateway, HttpClient.Builder client) {
        var http = client.connectTimeout(Duration.ofSeconds(5)).build();
        var yaml = new Rest(http, gateway, new OpenApiCheck("paths: {}")).fetch("/api/openapi.yaml");
        return new Parley(
                installation, gateway, http, new OpenApiCheck(yaml.expect(200).body()));
    }

    public URI baseUri() {
        return baseUri;
    }

    public Installation installation() {
        return installation;
    }

    /** Of an installation that is one. */
    public ParleyProcess process() {
        return (ParleyProcess) installation;
    }

    public OpenApiCheck openApi() {
        return openApi;
    }

    HttpClient http() {
        return http;
    }

    /** A client that has not said who it is. */
    public Rest anonymous() {
        return new Rest(http, baseUri(), openApi);
    }

    /** Signs somebody up, with a username that nobody else has, and logs them in. */
    public TestUser user(String name) {
        var unique = name.toLowerCase(Locale.ROOT) + "-"
                + UUID.randomUUID().toString().substring(0, 13);
        return user(unique, name);
    }

    public TestUser user(String username, String displayName) {
        var email = username + "@example.org";
        var body = new JsonObject()
                .put("username", username)
                .put("email", email)
                .put("password", PASSWORD)
                .put("displayName", displayName);
        var answer = anonymous().patiently("POST", "/users", body);
        // A CONFLICT with a name that is nobody else's: the attempt before was UNAVAILABLE only to look at.
        assertThat(answer.status()).as(answer.body()).isIn(201, 409);
        return logIn(email, PASSWORD);
    }

    public TestUser logIn(String email, String password) {
        var answer = anonymous()
                .with("User-Agent", "integration-tests")
                .patiently("POST", "/auth", new JsonObject().put("email", email).put("password", password));
        return new TestUser(this, answer.expect(200).json());
    }
}
