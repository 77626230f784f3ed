package dev.parley.gateway.http;

import dev.parley.model.bus.Bus;
import dev.parley.model.bus.Done;
import dev.parley.model.failure.FailureCode;
import dev.parley.model.failure.FailureException;
import dev.parley.model.notification.CheckMailLink;
import dev.parley.model.notification.NotificationAddresses;
import dev.parley.model.notification.StopMail;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.function.Function;

/**
 * Where a mail's unsubscribe link leads. GET asks and changes nothing, since scanners open links; POST does it, from the page's
 * button or in one click from a mail provider (RFC 8058). The token in the link is all that is asked for, and all that it can do is this.
 *
 * <p>Mounted before pages of foreign origins are refused: a provider sends no Origin or its own, and a browser sends {@code null} from a
 * page whose referrer policy is {@code no-referrer}, as ours is. There is nothing to forge without the token.
 */
public final class UnsubscribePages {
    private static final String PATH = "/api/v1/notifications/email/unsubscribe";
    private static final String TOKEN = "token";
    private static final int MAX_TOKEN = 128;

    /** A provider's body is {@code List-Unsubscribe=One-Click}; whatever is in it is not looked at. */
    private static final int MAX_BODY = 8 * 1024;

    private final Bus bus;

    public UnsubscribePages(Bus bus) {
        this.bus = bus;
    }

    public void mount(Router router, Endpoints endpoints) {
        endpoints.add(HttpMethod.GET, PATH);
        endpoints.add(HttpMethod.HEAD, PATH);
        endpoints.add(HttpMethod.POST, PATH);
        router.route(PATH)
                .method(HttpMethod.GET)
                .method(HttpMethod.HEAD)
                .handler(context -> answer(context, this::check, Page.ASK));
        router.post(PATH)
                .handler(BodyHandler.create(false).setBodyLimit(MAX_BODY))
                .handler(context -> answer(context, this::stop, Page.DONE));
    }

    private Future<Done> check(String token) {
        return bus.request(NotificationAddresses.CHECK_MAIL_LINK, new CheckMailLink(token));
    }

    private Future<Done> stop(String token) {
        return bus.request(NotificationAddresses.STOP_MAIL, new StopMail(token));
    }

    private static void answer(RoutingContext context, Function<String, Future<Done>> ask, Page page) {
        var token = context.queryParams().get(TOKEN);
        if (token == null || token.isEmpty() || token.length() > MAX_TOKEN) {
            send(context, Page.INCOMPLETE);
            return;
        }
        ask.apply(token).onComplete(done -> send(context, page), cause -> refuse(context, cause));
    }

    private static void refuse(RoutingContext context, Throwable cause) {
        var code = FailureException.failureOf(cause).code();
        if (code == FailureCode.NOT_FOUND) {
            send(context, Page.UNKNOWN);
        } else if (code == FailureCode.UNAVAILABLE) {
            send(context, Page.LATER);
        } else {
            context.fail(cause);
        }
    }

    private static void send(RoutingContext context, Page page) {
        var response = context.response();
        if (response.ended() || response.closed()) {
            return; // the client has gone
        }
        response.setStatusCode(page.status)
                .putHeader(HttpHeaders.CONTENT_TYPE, "text/html; charset=utf-8")
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .putHeader("X-Robots-Tag", "noindex");
        Replies.end(response, Buffer.buffer(page.html));
    }

    /** Nothing of the request is in any. */
    private enum Page {
        // The form goes to the page's own address, the token in it.
        ASK(
                200,
                "No more e-mail?",
                "<p>You will get no more e-mail about unread messages from this server. You can switch it on again in your"
                        + " notification settings.</p>\n"
                        + "<form method=\"post\"><button type=\"submit\">Stop the e-mail</button></form>"),
        DONE(
                200,
                "No more e-mail",
                "<p>E-mail about unread messages is switched off. You can switch it on again in your notification"
                        + " settings.</p>"),
        INCOMPLETE(
                400,
                "This link is not complete",
                "<p>Open it from the mail itself, or switch e-mail off in your notification settings.</p>"),
        UNKNOWN(
                404,
                "This link leads nowhere",
                "<p>It belongs to no account, or to one that is gone: no e-mail is sent for it.</p>"),
        LATER(503, "Not now", "<p>The server cannot do this at the moment. Try again in a few minutes.</p>");

        private final int status;
        private final String html;

        Page(int status, String title, String body) {
            this.status = status;
            this.html = """
                    <!doctype html>
                    <html lang="en">
                    <head>
                    <meta charset="utf-8">
                    <meta name="viewport" content="width=device-width, initial-scale=1">
                    <title>%s</title>
                    <style>body{font-family:sans-serif;line-height:1.5;max-width:32em;margin:3em auto;padding:0 1em}</style>
                    </head>
                    <body>
                    <h1>%s</h1>
                    %s
                    </body>
                    </html>
                    """.formatted(title, title, body);
        }
    }
}
