package dev.parley.gateway;

import static dev.parley.gateway.HttpCalls.header;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.parley.model.bus.Done;
import dev.parley.model.failure.Failure;
import dev.parley.model.notification.CheckMailLink;
import dev.parley.model.notification.NotificationAddresses;
import dev.parley.model.notification.StopMail;
import io.vertx.core.Future;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class UnsubscribePagesTest {
    private static final String PATH = "/api/v1/notifications/email/unsubscribe";
    private static final String KNOWN = "a".repeat(64);
    private static final String ONE_CLICK = "List-Unsubscribe=One-Click";
    private static final String FORM = "application/x-www-form-urlencoded";

    private final TestGateway gateway = TestGateway.listening();
    private final HttpCalls http = gateway.calls();
    private final DocumentedCalls documented = new DocumentedCalls(gateway);

    @BeforeAll
    void answer() {
        gateway.verticles.on(NotificationAddresses.CHECK_MAIL_LINK, ask -> known(ask.token()));
        gateway.verticles.on(NotificationAddresses.STOP_MAIL, ask -> known(ask.token()));
    }

    private static Future<Done> known(String token) {
        if (token.equals(KNOWN)) {
            return Future.succeededFuture(Done.DONE);
        }
        var refusal = token.equals("away") ? Failure.unavailable("The notification service") : Failure.notFound("link");
        return Future.failedFuture(refusal.asException());
    }

    @AfterAll
    void close() {
        gateway.close();
    }

    @Test
    void openingTheLinkAsksAndChangesNothing() {
        long before = gateway.verticles.timesAsked(StopMail.class);
        var page = get(200, KNOWN);
        assertThat(page.body())
                .contains("<form method=\"post\"><button type=\"submit\">")
                .doesNotContain(KNOWN);
        assertThat(gateway.verticles.lastAsked(CheckMailLink.class)).isEqualTo(new CheckMailLink(KNOWN));
        var head = http.send(http.request("HEAD", PATH + "?token=" + KNOWN));
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(gateway.verticles.timesAsked(StopMail.class)).isEqualTo(before);
    }

    @Test
    void oneClickOfAProviderDoesItAndSoDoesThePagesButton() {
        // RFC 8058 section 3.2: either kind of form; a provider sends no Origin, and a browser "null" from a page like
        // ours.
        post(200, KNOWN, http.request("POST", PATH + "?token=" + KNOWN), FORM, ONE_CLICK);
        assertThat(gateway.verticles.lastAsked(StopMail.class)).isEqualTo(new StopMail(KNOWN));
        post(
                200,
                KNOWN,
                http.request("POST", PATH + "?token=" + KNOWN),
                "multipart/form-data; boundary=b",
                "--b\r\nContent-Disposition: form-data; name=\"List-Unsubscribe\"\r\n\r\nOne-Click\r\n--b--\r\n");
        for (var origin : List.of("null", "https://mail.example", "http://127.0.0.1:" + gateway.port())) {
            var request = http.request("POST", PATH + "?token=" + KNOWN).header("Origin", origin);
            post(200, KNOWN, request, FORM, "");
        }
        var empty = http.send(http.request("POST", PATH + "?token=" + KNOWN));
        assertThat(documented.check("stopMail", 200, empty).body()).contains("switched off");
    }

    @Test
    void everyAnswerIsAPageThatSaysWhatIsSo() {
        assertThat(get(404, "unknown").body()).contains("leads nowhere");
        assertThat(get(400, "").body()).contains("not complete");
        assertThat(get(400, "x".repeat(129)).body()).contains("not complete");
        assertThat(get(503, "away").body()).contains("Try again");
        for (var token : List.of("unknown", "", "away")) {
            int status = token.isEmpty() ? 400 : token.equals("away") ? 503 : 404;
            post(status, token, http.request("POST", PATH + "?token=" + token), FORM, ONE_CLICK);
        }
        assertThat(documented.check("askToStopMail", 400, http.get(PATH)).body())
                .contains("not complete");
    }

    @Test
    void itIsNoPlaceToSendMuchTo() {
        var much = http.send(http.request("POST", PATH + "?token=" + KNOWN)
                .header("Content-Type", FORM)
                .method("POST", HttpRequest.BodyPublishers.ofString("x=" + "y".repeat(10_000))));
        assertThat(much.statusCode()).isEqualTo(413);
        assertThat(http.send(http.request("DELETE", PATH)).statusCode()).isEqualTo(405);
    }

    @CanIgnoreReturnValue
    private HttpResponse<String> get(int status, String token) {
        var page = documented.check("askToStopMail", status, http.get(PATH + "?token=" + token));
        assertPage(page);
        return page;
    }

    private void post(int status, String token, HttpRequest.Builder request, String type, String body) {
        var page = http.send(
                request.header("Content-Type", type).method("POST", HttpRequest.BodyPublishers.ofString(body)));
        assertPage(documented.check("stopMail", status, page));
        assertThat(page.body()).as(token).contains(status == 200 ? "switched off" : "<h1>");
    }

    private static void assertPage(HttpResponse<String> page) {
        assertThat(header(page, "Content-Type")).isEqualTo("text/html; charset=utf-8");
        assertThat(header(page, "Cache-Control")).isEqualTo("no-store");
        assertThat(header(page, "Content-Security-Policy")).contains("frame-ancestors 'none'", "form-action 'self'");
        assertThat(header(page, "X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(header(page, "Referrer-Policy")).isEqualTo("no-referrer");
    }
}
